"""A session as somebody types it, and the moments that this means."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format, time_format

from .lifecycle import Kind, Place
from .refusals import SessionError
from .times import NoSuchHour, NoSuchZone, at_wall_clock

__all__ = ["Details", "moments", "no_hour", "words_of"]

LONGEST = timedelta(days=14)


@dataclass(frozen=True)
class Details:
    """A session as somebody types it: hours of a wall clock, and the zone of the clock."""

    kind: Kind
    day: date
    starts: time
    ends: time
    zone: str
    last_day: date | None = None
    title: str = ""
    place_kind: Place = Place.SCHOOL
    place: str = ""
    link: str = ""
    bring: str = ""


def moments(details: Details) -> tuple[datetime, int]:
    """When it starts, in UTC, and how many minutes it takes.

    Raises:
        SessionError: zone or hour do not exist, it ends before it starts, or takes longer than two weeks.
    """
    starts_at = _moment(details.day, details.starts, details.zone, "starts")
    ends_at = _moment(details.last_day or details.day, details.ends, details.zone, "ends")
    if ends_at <= starts_at:
        raise SessionError("ends_before", "ends")
    if ends_at - starts_at > LONGEST:
        raise SessionError("too_long", "last_day")
    return starts_at, int((ends_at - starts_at).total_seconds() // 60)


def no_hour(gap: NoSuchHour, field: str) -> SessionError:
    """The sentence that names the day and the hour which the clocks leave out."""
    return SessionError("no_hour", field, day=date_format(gap.day), hour=time_format(gap.hour))


def words_of(details: Details) -> dict[str, str]:
    """What is written and chosen, by the column it is kept in."""
    return {
        "title": details.title,
        "place_kind": details.place_kind,
        "place": details.place,
        "link": details.link,
        "bring": details.bring,
    }


def _moment(day: date, hour: time, zone: str, field: str) -> datetime:
    try:
        return at_wall_clock(day, hour, zone)
    except NoSuchZone:
        raise SessionError("no_zone", "zone") from None
    except NoSuchHour as gap:
        raise no_hour(gap, field) from None
