"""What counts where a course counts workshops, rule by rule, with plain values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from learning_circle_xblock.circles.clock import Pauses
from learning_circle_xblock.grading.attending import AttendanceFacts, Meeting, attendance_events
from learning_circle_xblock.grading.counting import Counted, Why

START = datetime(2026, 9, 5, 9, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
MONTHS = 4 * WEEK


def workshop(number: int, **given: object) -> Meeting:
    """One every four weeks, of two hours."""
    starts = START + number * MONTHS
    usual: dict[str, object] = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    return Meeting(**(usual | given))  # type: ignore[arg-type]


def there(number: int, took_part: bool = True) -> Meeting:
    return workshop(number, is_held=True, took_part=took_part)


def events(*meetings: Meeting, now: datetime = START, needed: int = 5, **given: object) -> list[Counted]:
    return attendance_events(AttendanceFacts(needed, meetings, **given), now)  # type: ignore[arg-type]


def done(found: list[Counted]) -> tuple[int, int]:
    return sum(event.is_counted for event in found), len(found)


def test_five_of_seven() -> None:
    year = [workshop(n) for n in range(7)]
    assert done(events(*year)) == (0, 5)
    for missed in range(3):
        held = [there(n, took_part=n >= missed) for n in range(7)]
        assert done(events(*held, now=START + 60 * WEEK)) == (5, 5)
    assert done(events(*(there(n, n >= 3) for n in range(7)), now=START + 60 * WEEK)) == (4, 5)


def test_before_the_seventh_one_is_complete_with_five() -> None:
    year = [there(n) for n in range(5)] + [workshop(5), workshop(6)]
    assert all(event.is_counted for event in events(*year, now=START + 17 * WEEK))


@pytest.mark.parametrize("cancelled", [1, 2])
def test_what_is_cancelled_counts_against_nobody(cancelled: int) -> None:
    """Two of seven may be missed, also when fewer take place."""
    year = [workshop(n, is_cancelled=True) for n in range(cancelled)]
    year += [there(n, took_part=n >= cancelled + 2) for n in range(cancelled, 7)]
    assert done(events(*year, now=START + 60 * WEEK)) == (5 - cancelled, 5 - cancelled)


def test_what_is_cancelled_and_held_at_another_time_is_asked_for_as_before() -> None:
    year = [workshop(n, is_cancelled=n == 0) for n in range(7)] + [workshop(8, is_of_calendar=False)]
    assert done(events(*year)) == (0, 5)


def test_a_year_without_a_preset_asks_for_as_many_less_what_was_cancelled() -> None:
    own = [workshop(n, is_of_calendar=False) for n in range(2)]
    assert done(events(*own)) == (0, 5), "one workshop planned so far is not the whole year"
    own += [workshop(2, is_of_calendar=False, is_cancelled=True)]
    assert done(events(*own)) == (0, 4)


def test_a_year_with_fewer_workshops_than_asked_for_asks_for_them_all() -> None:
    assert done(events(*(workshop(n) for n in range(4)))) == (0, 4)


def test_nobody_is_complete_before_anything_has_taken_place() -> None:
    assert done(events()) == (0, 5)
    assert done(events(*(workshop(n, is_cancelled=True) for n in range(7)))) == (0, 1)


@pytest.mark.parametrize(
    ("days", "why", "counts"), [(13.9, Why.WAIT_REGISTER, False), (14, Why.NO_REGISTER, True)]
)
@pytest.mark.parametrize("is_held", [True, False])
def test_a_register_that_nobody_kept_counts_after_fourteen_days(
    days: float, why: Why, counts: bool, is_held: bool
) -> None:
    """Nobody's completion waits on another person, also where one line alone was left out."""
    one = workshop(0, is_held=is_held)
    first = events(one, now=one.ends_at + timedelta(days=days))[0]
    assert (first.is_counted, first.why, first.at) == (counts, why, one.ends_at + timedelta(days=14))


def test_who_had_said_no_is_not_counted_by_silence() -> None:
    one = workshop(0, said_no=True)
    assert done(events(one, now=one.ends_at + timedelta(days=30))) == (0, 1)
    assert done(events(replace(one, took_part=True, is_held=True), now=one.ends_at)) == (1, 1)


def test_a_pause_holds_the_days_up_and_its_workshops_count_against_nobody() -> None:
    one = workshop(0)
    day = timedelta(days=1)
    lasting = Pauses(((one.ends_at + 4 * day, None),))
    assert events(one, now=one.ends_at + 90 * day, pauses=lasting)[0].why is Why.PAUSED
    over = Pauses(((one.ends_at + 4 * day, one.ends_at + 34 * day),))
    assert events(one, now=one.ends_at + 43.9 * day, pauses=over)[0].why is Why.WAIT_REGISTER
    assert events(one, now=one.ends_at + 44 * day, pauses=over)[0].why is Why.NO_REGISTER
    strike = Pauses(((START - day, START + 2 * MONTHS),))
    year = [workshop(n) for n in range(7)]
    assert done(events(*year, now=START + 2 * MONTHS, pauses=strike)) == (0, 3), "two fell into the pause"
    held = [there(0), *year[1:]]
    assert done(events(*held, now=START + MONTHS, pauses=strike)) == (1, 4), (
        "what was held all the same counts"
    )


def test_what_was_done_in_a_former_circle_comes_along() -> None:
    found = events(*(workshop(n) for n in range(7)), elsewhere=(START - MONTHS, START - 2 * MONTHS))
    assert done(found) == (2, 5)
