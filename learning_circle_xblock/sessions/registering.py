"""Who was here: taps kept line by line, each with its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from ..circles.models import Circle
from ..permissions import Actor
from .lifecycle import EARLY, SESSION, Presence, SessionState
from .locking import advance, recorded_session
from .models import Attendance, AttendanceChange, Session
from .refusals import SessionError
from .register import Line, lines_of

__all__ = ["Mark", "changes_of", "close_session", "keep_line", "keep_register"]

SAME = timedelta(minutes=2)  # one tap, sent again: a phone says how long ago it was


@dataclass(frozen=True)
class Mark:
    """One tap in the register: the line's key, what the page showed, what is sent, and when it was tapped.

    Without a time it is now: a page that was written without a line sends what was tapped hours ago.
    """

    key: str
    was: Presence
    state: Presence
    at: datetime | None = None


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

    The last confirmed tap of a line counts, also where it reaches us before an earlier one, and every one
    stays in its history.

    Returns:
        How many lines changed.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: the session is cancelled, closed, or lies ahead.
    """
    session, circle = recorded_session(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "hold"):
        raise SessionError("over")
    if session.starts_at > at + EARLY:
        raise SessionError("not_yet")
    lines = {line.key: line for line in lines_of(circle, session, papers).lines}
    told = [mark for mark in marks if mark.key in lines and mark.state is not mark.was]
    newest = changes_of(session, circle) if any(mark.at for mark in told) else {}
    changed = []
    for mark in told:
        line, tapped = lines[mark.key], min(mark.at or at, at)
        before = newest.get(mark.key, [])
        if mark.at and before and before[-1].at > tapped:
            _keep_earlier(before, mark.state, tapped, actor)
        elif mark.state is not line.state:
            keep_line(session, circle, line, mark.state, day, actor, tapped)
            changed.append(mark)
    if changed:
        advance(session, circle, "hold", "session.held", actor, at)
    return len(changed)


@transaction.atomic
def close_session(*, actor: Actor, session_id: int, circle_id: int, at: datetime) -> None:
    """Nothing more of it is changed from now on.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: it has not been held.
    """
    session, circle = recorded_session(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "close"):
        raise SessionError("not_yet" if session.state == SessionState.PLANNED else "over")
    advance(session, circle, "close", "session.closed", actor, at)


def changes_of(
    session: Session, circle: Circle, *, until: int | None = None
) -> dict[str, list[AttendanceChange]]:
    """The history of each line by its key, in the order of the taps; one query.

    Args:
        session: the session.
        circle: the circle.
        until: the last change that a page knew, by id; None for all.
    """
    rows = AttendanceChange.objects.filter(line__session=session, line__circle=circle)
    if until is not None:
        rows = rows.filter(pk__lte=until)
    found: dict[str, list[AttendanceChange]] = {}
    for row in rows.select_related("line").order_by("at", "pk"):
        key = f"p{row.line.person_id}" if row.line.person_id else f"n{row.line.paper_id}"
        found.setdefault(key, []).append(row)
    return found


def _keep_earlier(before: list[AttendanceChange], state: Presence, tapped: datetime, actor: Actor) -> None:
    """A tap that somebody has overruled meanwhile stands in the history, once however often it is sent."""
    is_known = any(
        row.by_id == actor.user_id and row.state == state and abs(row.at - tapped) < SAME for row in before
    )
    if not is_known:
        AttendanceChange.objects.create(line=before[-1].line, state=state, by_id=actor.user_id, at=tapped)


def keep_line(
    session: Session,
    circle: Circle,
    line: Line,
    state: Presence,
    day: date | None,
    actor: Actor,
    at: datetime,
) -> None:
    """One line as it stands now, and the tap in its history."""
    row, _is_new = Attendance.objects.update_or_create(
        session=session,
        person_id=line.person_id,
        paper_id=line.paper_id,
        defaults={"circle": circle, "state": state} | ({"day": day} if day else {}),
    )
    AttendanceChange.objects.create(line=row, state=state, by_id=actor.user_id, at=at)
