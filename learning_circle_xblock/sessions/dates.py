"""Which dates a calendar has: laid out from a preset, moved as a whole, spread anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .presets import Planned, Preset
from .times import at_wall_clock, later_by, zone_named

__all__ = ["Dated", "Moved", "TooTight", "Unspread", "first_on", "laid_out", "shifted", "spread"]


class TooTight(Exception):
    """There are more sessions than days until the date."""


@dataclass(frozen=True)
class Dated:
    """One event of a preset with its moment, in UTC."""

    planned: Planned
    starts_at: datetime


@dataclass(frozen=True)
class Unspread:
    """One session that may be moved."""

    session_id: int
    starts_at: datetime
    zone: str


@dataclass(frozen=True)
class Moved:
    """One session with the moment it would move to."""

    session_id: int
    before: datetime
    after: datetime


def first_on(start: date, weekday: int) -> date:
    """The first such weekday from this day on; Monday is 0."""
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def laid_out(preset: Preset, first: date, hour: time, zone: str, *, with_optional: bool) -> list[Dated]:
    """The events of the preset, each on the weekday of the first day at the same wall-clock hour.

    Raises:
        NoSuchZone: no zone has this name.
        NoSuchHour: the clocks jump over the hour on one of the days.
    """
    return [
        Dated(event, at_wall_clock(first + timedelta(weeks=event.week), hour, zone))
        for event in preset.events
        if with_optional or not event.is_optional
    ]


def shifted(sessions: Sequence[Unspread], weeks: int) -> list[Moved]:
    """Each session so many weeks on, at its own wall-clock hour.

    Raises:
        NoSuchHour: the clocks jump over the hour on one of the days.
    """
    return [Moved(s.session_id, s.starts_at, later_by(s.starts_at, weeks * 7, s.zone)) for s in sessions]


def spread(sessions: Sequence[Unspread], until: date) -> list[Moved]:
    """The same sessions in the same order, evenly from the first of them until the date.

    The first stays. The others keep its weekday while there are weeks enough; else they take any day.

    Raises:
        TooTight: there are not days enough.
        NoSuchHour: the clocks jump over the hour on one of the days.
    """
    if len(sessions) < 2:
        return [Moved(s.session_id, s.starts_at, s.starts_at) for s in sessions]
    first = _day(sessions[0])
    days, gaps = (until - first).days, len(sessions) - 1
    if days < gaps:
        raise TooTight
    step = 7 if days // 7 >= gaps else 1
    moved = []
    for place, session in enumerate(sessions):
        day = first + timedelta(days=step * round(place * (days // step) / gaps))
        after = later_by(session.starts_at, (day - _day(session)).days, session.zone)
        moved.append(Moved(session.session_id, session.starts_at, after))
    return moved


def _day(session: Unspread) -> date:
    return session.starts_at.astimezone(zone_named(session.zone)).date()
