"""After the session: who was here, what was said, how it was, and a tutorial with a whole table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..events.api import record
from ..events.models import Event
from ..permissions import Actor
from ..writing.cleaning import clean_text
from .lifecycle import SESSION, SHOWN_FROM, Kind, Obstacle, Place, Presence, SessionState, Warmth
from .merging import merged
from .models import (
    Attendance,
    AttendanceChange,
    NoteVersion,
    Session,
    SessionCircle,
    SessionNote,
    Temperature,
    TemperatureGiven,
)
from .refusals import NotOpenToYou, SessionError
from .register import Line, lines_of

__all__ = [
    "Mark",
    "Note",
    "close_session",
    "follow_claim",
    "how_it_was",
    "keep_note",
    "keep_register",
    "record_tutorial",
    "say_how_it_was",
]

EARLY = timedelta(hours=24)  # a register may be opened a day ahead, not before
TEXTS = {"line": 300, "opened_with": 400, "did": 400, "talked": 1000, "decided": 1000, "access_text": 400}


@dataclass(frozen=True)
class Mark:
    """One tap in the register: the line's key, what the page showed, and what is sent."""

    key: str
    was: Presence
    state: Presence


@dataclass(frozen=True)
class Note:
    """What the facilitators keep of a session, as it is sent.

    Args:
        texts: by the names in `TEXTS`.
        access: what kept somebody out.
        paper_on: the day of the paper it was typed from.
        base: the revision that the page showed.
    """

    texts: Mapping[str, str]
    access: Sequence[Obstacle] = ()
    paper_on: date | None = None
    base: int = 0


@transaction.atomic
def keep_register(
    *,
    actor: Actor,
    session_id: int,
    circle_id: int,
    marks: Iterable[Mark],
    papers: Mapping[int, str],
    day: date | None = None,
    at: datetime,
) -> int:
    """Keep what was tapped; a line that this page did not touch stays as another page left it.

    The last confirmed tap of a line counts, and every one stays in its history.

    Returns:
        How many lines changed.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: the session is cancelled, closed, or lies ahead.
    """
    session, circle = _recorded(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "hold"):
        raise SessionError("over")
    if session.starts_at > at + EARLY:
        raise SessionError("not_yet")
    lines = {line.key: line for line in lines_of(circle, session, papers).lines}
    changed = [
        (lines[mark.key], mark.state)
        for mark in marks
        if mark.key in lines and mark.state not in (mark.was, lines[mark.key].state)
    ]
    for line, state in changed:
        _keep_line(session, circle, line, state, day, actor, at)
    if changed:
        _advance(session, circle, "hold", "session.held", actor, at)
    return len(changed)


@transaction.atomic
def keep_note(*, actor: Actor, session_id: int, circle_id: int, note: Note, at: datetime) -> SessionNote:
    """Keep what was said. When both of a pair write at once, neither's words are lost.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: the session has not been held, or is closed.
    """
    session, circle = _recorded(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "note"):
        raise SessionError("not_yet" if session.state == SessionState.PLANNED else "over")
    row, _is_new = SessionNote.objects.select_for_update().get_or_create(session=session, circle=circle)
    sent = {name: clean_text(note.texts.get(name, "")).strip()[:cap] for name, cap in TEXTS.items()}
    kept = merged(_texts_at(row, note.base), row.texts, sent)
    access = sorted({*note.access, *(row.access if note.base != row.revision else ())})
    paper_on = note.paper_on or row.paper_on
    if (kept, access, paper_on) == ({**dict.fromkeys(TEXTS, ""), **row.texts}, row.access, row.paper_on):
        return row
    row.texts, row.access, row.paper_on, row.entered_by_id = kept, access, paper_on, actor.user_id
    row.revision += 1
    row.save()
    NoteVersion.objects.create(
        note=row, revision=row.revision, sent=sent, kept=kept, by_id=actor.user_id, at=at
    )
    _advance(session, circle, "note", "session.noted", actor, at)
    return row


@transaction.atomic
def close_session(*, actor: Actor, session_id: int, circle_id: int, at: datetime) -> None:
    """Nothing more of it is changed from now on.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: it has not been held.
    """
    session, circle = _recorded(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "close"):
        raise SessionError("not_yet" if session.state == SessionState.PLANNED else "over")
    _advance(session, circle, "close", "session.closed", actor, at)


@transaction.atomic
def record_tutorial(
    *,
    actor: Actor,
    circle_id: int,
    session_id: int | None,
    keys: Sequence[str],
    papers: Mapping[int, str],
    day: date,
    starts_at: datetime,
    minutes: int,
    zone: str,
    at: datetime,
) -> tuple[Session, list[int]]:
    """One tutorial with one or several teachers, who are marked as here.

    Args:
        actor: a facilitator of the circle.
        circle_id: the circle.
        session_id: the tutorial of the calendar that this belongs to; None makes one.
        keys: the lines of the register.
        papers: the circle's people on paper.
        day: when it was.
        starts_at: the same as a moment, for a tutorial outside the calendar.
        minutes: how long a tutorial outside the calendar took.
        zone: the zone of the day.
        at: the time of the entry.

    Returns:
        The session, and who was there among those with an account.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle, or the tutorial is not in its calendar.
        SessionError: nobody was named, or the day lies ahead.
    """
    circle = Circle.objects.select_for_update().filter(pk=circle_id).first()
    if circle is None or not permissions.may_see_attendance(actor, facts(circle)):
        raise NotOpenToYou
    if starts_at > at + EARLY:
        raise SessionError("future", "day")
    session = _tutorial(circle, session_id, starts_at, minutes, zone, at)
    lines = {line.key: line for line in lines_of(circle, session, papers).lines}
    chosen = [lines[key] for key in dict.fromkeys(keys) if key in lines]
    if not chosen:
        raise SessionError("not_recorded", "people")
    if not SESSION.allows(SessionState(session.state), "hold"):
        raise SessionError("over")
    for line in chosen:
        _keep_line(session, circle, line, Presence.PRESENT, day, actor, at)
    _advance(session, circle, "hold", "session.held", actor, at)
    return session, [line.person_id for line in chosen if line.person_id is not None]


@transaction.atomic
def say_how_it_was(
    *, actor: Actor, session_id: int, circle_id: int, warmth: Warmth, words: str, at: datetime
) -> None:
    """A teacher's answer, once, without a name: that they answered is kept apart from what.

    Raises:
        NotOpenToYou: the actor is no teacher of the circle, or the session is not one of its own.
        SessionError: it has not been held yet.
    """
    session = Session.objects.select_for_update().filter(pk=session_id, circles=circle_id).first()
    circle = Circle.objects.filter(pk=circle_id).first()
    if session is None or circle is None or not permissions.may_say_how_it_was(actor, facts(circle)):
        raise NotOpenToYou
    if session.state in (SessionState.PLANNED, SessionState.CANCELLED):
        raise SessionError("not_yet")
    _given, is_new = TemperatureGiven.objects.get_or_create(session=session, person_id=actor.user_id)
    if not is_new:
        return
    row, _made = Temperature.objects.select_for_update().get_or_create(session=session, circle=circle)
    row.counts = {**row.counts, warmth: row.counts.get(warmth, 0) + 1}
    said = clean_text(words).strip()[:200]
    row.words = sorted([*row.words, *([said] if said else [])])  # in no order that would tell whose
    row.save()


def how_it_was(*, actor: Actor, circle: Circle, session: Session) -> Temperature | None:
    """The answers, for facilitators, once there are enough; one query."""
    if not permissions.may_see_how_it_was(actor, facts(circle)):
        return None
    row = Temperature.objects.filter(session=session, circle=circle).first()
    return row if row is not None and sum(row.counts.values()) >= SHOWN_FROM else None


def follow_claim(event: Event) -> None:
    """The lines of somebody on paper go to the person who claims them; a line of their own stays."""
    if event.verb != "paper.claimed" or event.actor_id is None:
        return
    own = Attendance.objects.filter(person_id=event.actor_id).values_list("session_id", flat=True)
    rows = Attendance.objects.filter(paper_id=event.object_id)
    rows.exclude(session_id__in=list(own)).update(person_id=event.actor_id, paper_id=None)


def _recorded(actor: Actor, session_id: int, circle_id: int) -> tuple[Session, Circle]:
    session = Session.objects.select_for_update().filter(pk=session_id, circles=circle_id).first()
    circle = Circle.objects.filter(pk=circle_id).first()
    if session is None or circle is None or not permissions.may_see_attendance(actor, facts(circle)):
        raise NotOpenToYou
    return session, circle


def _texts_at(note: SessionNote, revision: int) -> dict[str, str]:
    rows = NoteVersion.objects.filter(note=note, revision=revision)
    return rows.values_list("kept", flat=True).first() or {}


def _keep_line(
    session: Session,
    circle: Circle,
    line: Line,
    state: Presence,
    day: date | None,
    actor: Actor,
    at: datetime,
) -> None:
    row, _is_new = Attendance.objects.update_or_create(
        session=session,
        person_id=line.person_id,
        paper_id=line.paper_id,
        defaults={"circle": circle, "state": state} | ({"day": day} if day else {}),
    )
    AttendanceChange.objects.create(line=row, state=state, by_id=actor.user_id, at=at)


def _tutorial(
    circle: Circle, session_id: int | None, starts_at: datetime, minutes: int, zone: str, at: datetime
) -> Session:
    if session_id is not None:
        rows = Session.objects.select_for_update().filter(circles=circle, kind=Kind.TUTORIAL)
        found = rows.filter(pk=session_id).first()
        if found is None:
            raise NotOpenToYou
        return found
    session = Session.objects.create(
        kind=Kind.TUTORIAL,
        starts_at=starts_at,
        minutes=minutes,
        zone=zone,
        place_kind=Place.SCHOOL,
        changed_at=at,
    )
    SessionCircle.objects.create(session=session, circle=circle)
    return session


def _advance(session: Session, circle: Circle, action: str, verb: str, actor: Actor, at: datetime) -> None:
    before = session.state
    session.state = SESSION.advance(SessionState(before), action)
    session.changed_at = at
    session.save(update_fields=["state", "changed_at"])
    record(
        verb=verb,
        object_id=session.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        from_state=before,
        to_state=session.state,
        at=at,
    )
