"""Calendars laid out, moved and spread."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_circle_xblock.sessions.dates import (
    TooTight,
    Unspread,
    first_on,
    laid_out,
    shifted,
    spread,
)
from learning_circle_xblock.sessions.presets import PRESETS
from learning_circle_xblock.sessions.times import NoSuchHour, zone_named
from tests.sessions.build import utc

ZURICH = "Europe/Zurich"


def sessions(*days: str) -> list[Unspread]:
    return [Unspread(number, utc(f"{day}T08:00"), ZURICH) for number, day in enumerate(days)]


def local(moment: datetime) -> datetime:
    return moment.astimezone(zone_named(ZURICH))


def test_a_year_is_laid_out_on_one_weekday_at_one_hour() -> None:
    first = first_on(date(2026, 9, 1), 5)
    assert first == date(2026, 9, 5)
    found = laid_out(PRESETS["t3lfa"], first, time(9, 0), ZURICH, with_optional=False)
    assert len(found) == 12
    assert {(local(d.starts_at).weekday(), local(d.starts_at).time()) for d in found} == {(5, time(9, 0))}
    assert {d.starts_at.hour for d in found} == {7, 8}, "before and after the change of clocks"
    assert len(laid_out(PRESETS["t3lfa"], first, time(9, 0), ZURICH, with_optional=True)) == 13


def test_the_day_itself_may_be_the_first() -> None:
    assert first_on(date(2026, 9, 5), 5) == date(2026, 9, 5)


def test_induction_lies_before_the_start() -> None:
    found = laid_out(PRESETS["link"], date(2026, 9, 5), time(9, 0), ZURICH, with_optional=False)
    assert local(found[0].starts_at).date() == date(2026, 8, 8)


def test_an_hour_in_the_gap_is_named() -> None:
    with pytest.raises(NoSuchHour):
        laid_out(PRESETS["accelerated"], date(2026, 3, 1), time(2, 30), ZURICH, with_optional=False)


def test_four_weeks_of_strike() -> None:
    moved = shifted(sessions("2026-03-14", "2026-03-21"), 4)
    assert [local(m.after).isoformat()[:16] for m in moved] == ["2026-04-11T09:00", "2026-04-18T09:00"]
    assert [m.before for m in moved] == [utc("2026-03-14T08:00"), utc("2026-03-21T08:00")]


def test_the_same_sessions_in_six_months() -> None:
    days = ["2026-09-05", "2026-10-03", "2026-10-31", "2027-03-06", "2027-06-05"]
    moved = spread(sessions(*days), date(2027, 2, 27))
    found = [local(m.after).date() for m in moved]
    assert found[0] == date(2026, 9, 5) and found[-1] == date(2027, 2, 27)
    gaps = {(b - a).days for a, b in pairwise(found)}
    assert gaps <= {42, 49} and {day.weekday() for day in found} == {5}


def test_where_weeks_are_too_few_days_are_taken_and_then_none() -> None:
    three = sessions("2026-09-05", "2026-10-03", "2026-10-31")
    found = [local(m.after).date() for m in spread(three, date(2026, 9, 9))]
    assert found == [date(2026, 9, 5), date(2026, 9, 7), date(2026, 9, 9)]
    with pytest.raises(TooTight):
        spread(three, date(2026, 9, 6))
    with pytest.raises(TooTight):
        spread(three, date(2020, 1, 1))


def test_one_session_or_none_stays() -> None:
    assert spread([], date(2026, 9, 9)) == []
    assert spread(sessions("2026-09-05"), date(2027, 9, 9))[0].after == utc("2026-09-05T08:00")


@given(
    gaps=st.lists(st.integers(0, 60), min_size=1, max_size=20),
    reach=st.integers(0, 500),
)
def test_spread_keeps_the_order_and_ends_by_the_date(gaps: list[int], reach: int) -> None:
    day, rows = date(2026, 1, 3), []
    for number, gap in enumerate([0, *gaps]):
        day += timedelta(days=gap)
        rows.append(Unspread(number, datetime.combine(day, time(11), tzinfo=zone_named(ZURICH)), ZURICH))
    until = date(2026, 1, 3) + timedelta(days=reach)
    if reach < len(gaps):
        with pytest.raises(TooTight):
            spread(rows, until)
        return
    found = [local(moved.after).date() for moved in spread(rows, until)]
    assert found == sorted(set(found)) and found[0] == date(2026, 1, 3) and found[-1] <= until
