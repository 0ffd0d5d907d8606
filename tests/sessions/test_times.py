"""Hours in zones, across changes to summer time."""

from datetime import UTC, date, datetime, time

import pytest

from learning_circle_xblock.sessions.times import (
    NoSuchHour,
    NoSuchZone,
    at_wall_clock,
    later_by,
    when,
    zone_named,
)
from tests.sessions.build import utc

LATE = time(23, 30)
# 23:30 at home on the eve and the day of a change of clocks, in UTC and as readers elsewhere see it.
ZONES = [
    ("Europe/Zurich", date(2026, 3, 28), "2026-03-28T22:30", "America/Sao_Paulo", "2026-03-28T19:30"),
    ("Europe/Zurich", date(2026, 3, 29), "2026-03-29T21:30", "America/Sao_Paulo", "2026-03-29T18:30"),
    ("Africa/Abidjan", date(2026, 3, 29), "2026-03-29T23:30", "Europe/Zurich", "2026-03-30T01:30"),
    ("Asia/Seoul", date(2026, 10, 25), "2026-10-25T14:30", "Europe/Zurich", "2026-10-25T15:30"),
    ("Asia/Kuala_Lumpur", date(2026, 10, 24), "2026-10-24T15:30", "Europe/Zurich", "2026-10-24T17:30"),
    ("America/Montevideo", date(2026, 10, 24), "2026-10-25T02:30", "Europe/Zurich", "2026-10-25T03:30"),
    ("America/Sao_Paulo", date(2026, 3, 28), "2026-03-29T02:30", "Europe/Zurich", "2026-03-29T04:30"),
    ("America/New_York", date(2026, 11, 1), "2026-11-02T04:30", "Asia/Seoul", "2026-11-02T13:30"),
    ("Australia/Lord_Howe", date(2026, 4, 5), "2026-04-05T13:00", "Africa/Accra", "2026-04-05T13:00"),
]


@pytest.mark.parametrize(("zone", "day", "expected", "elsewhere", "shown"), ZONES)
def test_half_past_eleven_at_night_is_right_everywhere(
    zone: str, day: date, expected: str, elsewhere: str, shown: str
) -> None:
    moment = at_wall_clock(day, LATE, zone)
    assert moment == utc(expected)
    at_home = when(moment, 120, zone, zone)
    assert (at_home.first, at_home.named) == (datetime.combine(day, LATE), "")
    away = when(moment, 120, zone, elsewhere)
    assert away.first == datetime.fromisoformat(shown)
    assert away.named == elsewhere.replace("_", " ")
    assert (away.ends - away.starts).total_seconds() == 7200 and away.is_one_day


@pytest.mark.parametrize("zone", ["Europe/Zurich", "America/New_York", "Pacific/Auckland"])
def test_a_weekly_date_keeps_its_hour_across_a_year(zone: str) -> None:
    first = at_wall_clock(date(2026, 1, 8), time(17, 30), zone)
    hours = {later_by(first, 7 * week, zone).astimezone(zone_named(zone)).time() for week in range(53)}
    offsets = {later_by(first, 7 * week, zone) - first for week in range(53)}
    assert hours == {time(17, 30)}
    assert len({offset.seconds for offset in offsets}) == 2, "in UTC the hour moves"


def test_an_hour_that_the_clocks_jump_over() -> None:
    with pytest.raises(NoSuchHour) as gap:
        at_wall_clock(date(2026, 3, 29), time(2, 30), "Europe/Zurich")
    assert (gap.value.day, gap.value.hour) == (date(2026, 3, 29), time(2, 30))
    with pytest.raises(NoSuchHour):
        later_by(utc("2026-03-22T01:30"), 7, "Europe/Zurich")


def test_of_an_hour_that_comes_twice_the_first_counts() -> None:
    assert at_wall_clock(date(2026, 10, 25), time(2, 30), "Europe/Zurich") == utc("2026-10-25T00:30")


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar(day: date) -> None:
    zone = "Asia/Seoul" if day == date.min else "America/New_York"
    with pytest.raises(NoSuchHour):
        at_wall_clock(day, time(23, 30) if day == date.max else time(0, 30), zone)
    with pytest.raises(NoSuchHour):
        later_by(datetime(9999, 12, 1, tzinfo=UTC), 3650, "UTC")


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "Europe", "../etc/passwd", "/etc/passwd", "a\0b", "é"])
def test_a_zone_that_does_not_exist(name: str) -> None:
    with pytest.raises(NoSuchZone):
        zone_named(name)


def test_without_a_choice_the_session_s_own_clock_is_shown() -> None:
    moment = utc("2026-11-28T00:00")
    there = when(moment, 60, "Asia/Seoul", "")
    assert there.first == datetime(2026, 11, 28, 9, 0) and there.named == ""
    online = when(moment, 60, "Asia/Seoul", "", is_online=True)
    assert online.first == datetime(2026, 11, 28, 9, 0) and online.named == "Asia/Seoul"
    same = when(moment, 60, "Asia/Seoul", "Asia/Tokyo", is_online=True)
    assert same.named == "", "the clocks say the same"
    lost = when(moment, 60, "Asia/Gone", "Asia/Gone")
    assert lost.first == datetime(2026, 11, 28, 0, 0), "a zone that is no more is shown as UTC"


def test_an_event_of_two_days_says_both() -> None:
    assert not when(utc("2026-11-28T08:00"), 2 * 24 * 60, "UTC", "UTC").is_one_day
