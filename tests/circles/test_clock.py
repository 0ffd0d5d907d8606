"""The time of a circle, with plain values: the days of a pause are nobody's days."""

from datetime import UTC, datetime, timedelta

import pytest

from learning_circle_xblock.circles.clock import NEVER_PAUSED, Pauses, begun, ended

START = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FORTNIGHT = 14 * DAY


def paused(*spans: tuple[float, float | None]) -> Pauses:
    """Pauses by their days after the start."""
    return Pauses(tuple((START + a * DAY, None if b is None else START + b * DAY) for a, b in spans))


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        (NEVER_PAUSED, 14),
        (paused((-9, -2)), 14),
        (paused((-9, 3)), 17),
        (paused((4, 10)), 20),
        (paused((4, 10), (12, 13)), 21),
        (paused((4, 10), (30, 40)), 20),
        (paused((14, 20)), 14),
        (paused((13.5, 20)), 20.5),
        (paused((13.5, None)), None),
        (paused((14, None)), 14),
        (paused((4, 10), (19, None)), None),
    ],
)
def test_fourteen_days_of_which_the_pauses_are_none(pauses: Pauses, due: float | None) -> None:
    expected = None if due is None else START + due * DAY
    assert pauses.after(START, FORTNIGHT) == expected


def test_how_much_of_a_time_was_paused() -> None:
    pauses = paused((2, 5), (8, None))
    assert pauses.within(START, START + 10 * DAY) == 5 * DAY
    assert pauses.within(START + 3 * DAY, START + 4 * DAY) == DAY
    assert pauses.within(START + 5 * DAY, START + 8 * DAY) == timedelta()


def test_when_it_is_paused() -> None:
    pauses = paused((2, 5), (8, None))
    assert [day for day in range(11) if pauses.holds(START + day * DAY)] == [2, 3, 4, 8, 9, 10]


def test_what_a_circle_keeps_is_read_again() -> None:
    kept = begun(ended(begun([], START), START + DAY), START + 3 * DAY)
    assert Pauses.of(kept) == paused((0, 1), (3, None))
    assert ended(kept, START + 4 * DAY)[0] == kept[0], "what is over stays"
