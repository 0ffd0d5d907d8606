"""A year's calendar, laid out from a preset."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..events.api import record
from ..permissions import Actor
from .dates import Dated, first_on, laid_out
from .details import no_hour
from .lifecycle import Place, SessionState
from .locking import locked_circle
from .models import Session, SessionCircle
from .presets import Planned, Preset, coded
from .refusals import NotOpenToYou, SessionError
from .times import NoSuchHour, NoSuchZone
from .variants import presets_of

__all__ = ["plan_calendar"]


@transaction.atomic
def plan_calendar(
    *,
    actor: Actor,
    circle_id: int,
    preset: str,
    start: date,
    weekday: int,
    hour: time,
    zone: str,
    with_optional: bool,
    events: Sequence[Planned] | None = None,
    at: datetime,
) -> list[Session]:
    """Lay the events of a preset out from the first such weekday on; each can be changed afterwards.

    Args:
        actor: a facilitator of the circle.
        circle_id: the circle.
        preset: which of those that the circle's union offers.
        start: the first day on which it may begin.
        weekday: the day of the week, 0 is Monday.
        hour: of the wall clock.
        zone: the zone of the clock.
        with_optional: with the events that the preset leaves out unless asked for.
        events: what to lay out instead, where somebody has changed the events for this calendar.
        at: the time.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: it has a calendar from a preset already, holds nothing, or zone or hour do not exist.
    """
    circle = locked_circle(circle_id)
    if not permissions.may_manage_sessions(actor, facts(circle)):
        raise NotOpenToYou
    if Session.objects.filter(circles=circle, state=SessionState.PLANNED).exclude(preset="").exists():
        raise SessionError("has_calendar")
    chosen = presets_of(circle.node_id)[preset]
    if events is not None:
        chosen, with_optional = Preset(preset, coded(events)), True
    if not chosen.events:
        raise SessionError("no_events")
    dated = _dated(chosen, first_on(start, weekday), hour, zone, with_optional)
    made = [_session(circle, preset, event, zone, at) for event in dated]
    SessionCircle.objects.bulk_create(SessionCircle(session=session, circle=circle) for session in made)
    record(
        verb="calendar.planned",
        object_id=circle.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        at=at,
    )
    return made


def _dated(preset: Preset, first: date, hour: time, zone: str, with_optional: bool) -> list[Dated]:
    try:
        return laid_out(preset, first, hour, zone, with_optional=with_optional)
    except NoSuchZone:
        raise SessionError("no_zone", "zone") from None
    except NoSuchHour as gap:
        raise no_hour(gap, "hour") from None
    except OverflowError:
        raise SessionError("too_long", "start") from None


def _session(circle: Circle, preset: str, event: Dated, zone: str, at: datetime) -> Session:
    return Session.objects.create(
        kind=event.planned.kind,
        preset=preset,
        code=event.planned.code,
        title=event.planned.title,
        starts_at=event.starts_at,
        zone=zone,
        minutes=event.planned.minutes,
        place_kind=Place.ONLINE if circle.mode == "online" else Place.SCHOOL,
        changed_at=at,
    )
