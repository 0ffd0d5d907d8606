"""Hours in zones. Stored is UTC; what people agree on is the hour of a wall clock in the circle's zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["NoSuchHour", "NoSuchZone", "When", "at_wall_clock", "later_by", "when", "zone_named"]


class NoSuchZone(Exception):
    """No zone has this name."""


class NoSuchHour(Exception):
    """The clocks jump over this hour; `day` and `hour` name it."""

    def __init__(self, day: date, hour: time) -> None:
        super().__init__(f"{day} {hour}")
        self.day = day
        self.hour = hour


def zone_named(name: str) -> ZoneInfo:
    """The zone with this name.

    Raises:
        NoSuchZone: the time zone database has none.
    """
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):  # missing, absolute or odd: all of these are no zone
        raise NoSuchZone(name) from None


def at_wall_clock(day: date, hour: time, zone: str) -> datetime:
    """The moment, in UTC, at which the wall clock of the zone shows this; of two such moments the first.

    Raises:
        NoSuchZone: no zone has this name.
        NoSuchHour: the clocks jump over this hour on this day.
    """
    local = datetime.combine(day, hour.replace(tzinfo=None), zone_named(zone))
    try:
        moment = local.astimezone(UTC)
        back = moment.astimezone(local.tzinfo)
    except OverflowError:
        raise NoSuchHour(day, hour) from None
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchHour(day, hour)
    return moment


def later_by(moment: datetime, days: int, zone: str) -> datetime:
    """So many days on, at the same hour of the zone's wall clock, also across a change to summer time.

    Raises:
        NoSuchHour: the clocks jump over the hour on that day, or the calendar ends before.
    """
    local = moment.astimezone(zone_named(zone))
    try:
        day = local.date() + timedelta(days=days)
    except OverflowError:
        raise NoSuchHour(local.date(), local.time()) from None
    return at_wall_clock(day, local.time(), zone)


@dataclass(frozen=True)
class When:
    """A session as one reader is shown it.

    Args:
        starts: in the zone it is shown in.
        ends: in the same zone.
        named: the zone's name, where the reader should see it; empty where the clock on the wall is meant.
    """

    starts: datetime
    ends: datetime
    named: str = ""

    @property
    def first(self) -> datetime:
        """The wall clock at the start, as pages show it."""
        return self.starts.replace(tzinfo=None)

    @property
    def last(self) -> datetime:
        """The wall clock at the end."""
        return self.ends.replace(tzinfo=None)

    @property
    def is_one_day(self) -> bool:
        """Whether it ends on the day it starts, or in the night that follows."""
        return self.ends - self.starts < timedelta(hours=12)


def when(starts_at: datetime, minutes: int, zone: str, reader_zone: str, *, is_online: bool = False) -> When:
    """The session in the reader's zone, which is named when its clock shows another hour than the session's.

    Args:
        starts_at: in UTC.
        minutes: how long it takes.
        zone: where the session is at home.
        reader_zone: what the reader has chosen; without a choice, the session's own zone is shown, and named
            where somebody may take part from elsewhere.
        is_online: whether one may take part from elsewhere.
    """
    home = _zone_or_utc(zone)
    has_chosen = bool(reader_zone)
    there = _zone_or_utc(reader_zone) if has_chosen else home
    starts = starts_at.astimezone(there)
    ends = (starts_at + timedelta(minutes=minutes)).astimezone(there)
    differs = starts.utcoffset() != starts_at.astimezone(home).utcoffset()
    is_named = differs if has_chosen else is_online
    return When(starts, ends, str(there).replace("_", " ") if is_named else "")


def _zone_or_utc(name: str) -> ZoneInfo:
    """A zone that the database has dropped since is shown as UTC rather than not at all."""
    try:
        return zone_named(name)
    except NoSuchZone:
        return ZoneInfo("UTC")
