"""What the facilitators keep of a session besides who was there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ..permissions import Actor
from ..writing.cleaning import clean_text
from .lifecycle import SESSION, InvolvedRole, Obstacle, SessionState, SessionTool
from .locking import advance, recorded_session
from .merging import merged, merged_rows
from .models import NoteVersion, SessionNote
from .refusals import SessionError

__all__ = ["TEXTS", "Decision", "Note", "keep_note"]

TEXTS = {"line": 300, "opened_with": 400, "did": 400, "talked": 1000, "access_text": 400}
WHAT = 200  # signs of one decision
LISTS = ("access", "tools", "decisions")


@dataclass(frozen=True)
class Decision:
    """What was agreed: what, by whom (a role, never a name), by when."""

    what: str
    who: InvolvedRole | None = None
    by: date | None = None

    def as_kept(self) -> dict[str, str]:
        """As it stands in the table."""
        what = clean_text(self.what).strip()[:WHAT]
        return {"what": what, "who": self.who or "", "by": self.by.isoformat() if self.by else ""}


@dataclass(frozen=True)
class Note:
    """What the facilitators keep of a session, as it is sent.

    Args:
        texts: by the names in `TEXTS`.
        access: what kept somebody out.
        tools: what was used.
        decisions: what was agreed.
        paper_on: the day of the paper it was typed from.
        base: the revision that the page showed.
    """

    texts: Mapping[str, str]
    access: Sequence[Obstacle] = ()
    tools: Sequence[SessionTool] = ()
    decisions: Sequence[Decision] = ()
    paper_on: date | None = None
    base: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is said."""
        return not (any(self.texts.values()) or self.access or self.tools or self.decisions or self.paper_on)


@transaction.atomic
def keep_note(*, actor: Actor, session_id: int, circle_id: int, note: Note, at: datetime) -> SessionNote:
    """Keep what was said. When both of a pair write at once, neither's words are lost.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: the session has not been held, or is closed.
    """
    session, circle = recorded_session(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "note"):
        raise SessionError("not_yet" if session.state == SessionState.PLANNED else "over")
    row, _is_new = SessionNote.objects.select_for_update().get_or_create(session=session, circle=circle)
    sent = _sent(note)
    changed = _changes(row, note, sent)
    if not changed:
        return row
    for name, value in changed.items():
        setattr(row, name, value)
    row.entered_by_id = actor.user_id
    row.revision += 1
    row.save()
    kept = {"texts": row.texts, **{name: getattr(row, name) for name in LISTS}}
    NoteVersion.objects.create(
        note=row, revision=row.revision, sent=sent, kept=kept, by_id=actor.user_id, at=at
    )
    advance(session, circle, "note", "session.noted", actor, at)
    return row


def _sent(note: Note) -> dict[str, Any]:
    """What was sent, as it is kept."""
    texts = {name: clean_text(note.texts.get(name, "")).strip()[:cap] for name, cap in TEXTS.items()}
    decisions = [decision.as_kept() for decision in note.decisions]
    return {
        "texts": texts,
        "access": sorted(note.access),
        "tools": sorted(note.tools),
        "decisions": [decision for decision in decisions if decision["what"]],
    }


def _changes(row: SessionNote, note: Note, sent: dict[str, Any]) -> dict[str, Any]:
    """What will stand, by column, where that is not what stands."""
    base = _as_it_was(row, note.base)
    wanted: dict[str, Any] = {name: merged_rows(base[name], getattr(row, name), sent[name]) for name in LISTS}
    wanted |= {name: sorted(wanted[name]) for name in ("access", "tools")}
    wanted["texts"] = {**row.texts, **merged(base["texts"], row.texts, sent["texts"])}
    wanted["paper_on"] = note.paper_on or row.paper_on
    stands = {name: getattr(row, name) for name in wanted}
    stands["texts"] = {**dict.fromkeys(TEXTS, ""), **row.texts}
    return {name: value for name, value in wanted.items() if value != stands[name]}


def _as_it_was(row: SessionNote, revision: int) -> dict[str, Any]:
    """The note at a revision; texts alone where an older release kept it, which knew no rows."""
    kept = (
        NoteVersion.objects.filter(note=row, revision=revision).values_list("kept", flat=True).first() or {}
    )
    if "texts" in kept:
        return dict(kept)
    lists = {name: getattr(row, name) if revision == row.revision else [] for name in LISTS}
    return {"texts": kept, **lists}
