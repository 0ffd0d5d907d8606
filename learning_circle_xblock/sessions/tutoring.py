"""A tutorial with one or several teachers, recorded in one action."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import Actor
from .lifecycle import EARLY, SESSION, Kind, Place, Presence, SessionState
from .locking import advance
from .models import Session, SessionCircle
from .refusals import NotOpenToYou, SessionError
from .register import lines_of
from .registering import keep_line

__all__ = ["record_tutorial"]


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
        keep_line(session, circle, line, Presence.PRESENT, day, actor, at)
    advance(session, circle, "hold", "session.held", actor, at)
    return session, [line.person_id for line in chosen if line.person_id is not None]


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
