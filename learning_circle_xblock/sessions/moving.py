"""Other dates: of one session, or of all later ones at once."""

from datetime import date, datetime, time

from django.db import transaction

from .. import permissions
from ..circles.selectors import facts
from ..permissions import Actor
from .dates import Moved, TooTight
from .details import no_hour
from .lifecycle import SESSION, SessionState
from .locking import keep, locked_circle, locked_session, note
from .models import Session
from .refusals import NotOpenToYou, SessionError
from .selectors import Tool, proposed
from .times import NoSuchHour, at_wall_clock

__all__ = ["move_later", "move_session"]


@transaction.atomic
def move_session(
    *, actor: Actor, session_id: int, circle_id: int, day: date, hour: time, bring: str, at: datetime
) -> Session:
    """Another day and hour of the session's own wall clock, and what to bring; everything else stays.

    Raises:
        NotOpenToYou: the actor does not plan it.
        SessionError: it is over, or the hour does not exist.
    """
    session, circle = locked_session(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "change"):
        raise SessionError("over")
    try:
        starts_at = at_wall_clock(day, hour, session.zone)
    except NoSuchHour as gap:
        raise no_hour(gap, "next_hour") from None
    if starts_at != session.starts_at:
        session.moved_from = session.moved_from or session.starts_at
    verb = "session.moved" if starts_at != session.starts_at else "session.changed"
    session.starts_at, session.bring = starts_at, bring
    keep(session, at)
    note(session, circle, verb, session.state, actor, at)
    return session


@transaction.atomic
def move_later(*, actor: Actor, circle_id: int, tool: Tool, seen: str, at: datetime) -> list[Moved]:
    """Move all later sessions of a circle at once, exactly as the preview said; the past stays as it is.

    Args:
        actor: who moves them.
        circle_id: the circle.
        tool: by how many weeks, or until which date.
        seen: the mark of the preview.
        at: the time; what started before is the past.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: the calendar changed since the preview, or nothing can be moved so.
    """
    circle = locked_circle(circle_id)
    if not permissions.may_manage_sessions(actor, facts(circle)):
        raise NotOpenToYou
    try:
        preview = proposed(actor=actor, circle=circle, tool=tool, at=at)
    except TooTight:
        raise SessionError("too_tight", "until") from None
    except NoSuchHour as gap:
        raise no_hour(gap, "weeks") from None
    if preview is None or not preview.moves:
        raise SessionError("nothing_later")
    if preview.mark != seen:
        raise SessionError("calendar_changed")
    rows = Session.objects.select_for_update().in_bulk([move.session_id for move in preview.moves])
    for move in preview.moves:
        session = rows[move.session_id]
        if move.after != session.starts_at:
            session.moved_from = session.moved_from or session.starts_at
            session.starts_at = move.after
            keep(session, at)
            note(session, circle, "session.moved", session.state, actor, at)
    return preview.moves
