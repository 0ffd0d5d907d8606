"""Who was here: taps kept line by line, each with its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ..circles.models import Circle
from ..permissions import Actor
from .lifecycle import EARLY, SESSION, Presence, SessionState
from .locking import advance, recorded_session
from .models import Attendance, AttendanceChange, Session
from .refusals import SessionError
from .register import Line, lines_of

__all__ = ["Mark", "close_session", "keep_line", "keep_register"]


@dataclass(frozen=True)
class Mark:
    """One tap in the register: the line's key, what the page showed, and what is sent."""

    key: str
    was: Presence
    state: Presence


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
    session, circle = recorded_session(actor, session_id, circle_id)
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
        keep_line(session, circle, line, state, day, actor, at)
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
