"""No number of people under five is told, and none can be worked out from those that are."""

from itertools import product

import pytest

from learning_circle_xblock.records.withholding import (
    FEWEST,
    exact,
    large_enough,
    part_of,
    released,
    withheld,
)


def test_no_part_under_five_can_be_worked_out() -> None:
    """By somebody who knows the rule: among all tables that are shown alike, every small part varies.

    Nor are all that is withheld together a group of one to four.
    """
    alike: dict[str, list[dict[str, int]]] = {}
    for numbers in product(range(14), repeat=3):
        table = dict(zip("abc", numbers, strict=True))
        alike.setdefault(str(withheld(table)), []).append(table)
    near = [rows for rows in alike.values() if any(max(row.values()) < 9 for row in rows)]  # 14 is far off
    small = [rows for rows in near if any(0 < n < FEWEST for row in rows for n in row.values())]
    assert small
    for rows in small:
        told = withheld(rows[0])
        for name in "abc":
            found = {row[name] for row in rows}
            assert len(found) > 1 or not 0 < found.pop() < FEWEST, rows
        if told.total is not None:
            hidden = sum(number for name, number in rows[0].items() if told.parts[name] is None)
            assert told.total == sum(rows[0].values()) and not 0 < hidden < FEWEST, rows


def test_what_is_large_enough_is_told() -> None:
    assert withheld({"a": 9, "b": 7}) == exact({"a": 9, "b": 7})
    assert withheld({"a": 0, "b": 0}) == exact({"a": 0, "b": 0})
    assert withheld({"a": 7, "b": 12, "c": 2}).parts == {"a": 7, "b": None, "c": None}
    assert withheld({"a": 3}).total is None


def test_parts_that_other_pages_tell_have_no_sum_beside_a_gap() -> None:
    assert large_enough({"a": 9, "b": 2}).parts == {"a": 9, "b": None}
    assert large_enough({"a": 9, "b": 2}).total is None
    assert large_enough({"a": 9, "b": 0}) == exact({"a": 9, "b": 0})


@pytest.mark.parametrize(
    ("whole", "part", "told"),
    [
        (0, 0, (0, 0)),
        (4, 0, (None, None)),
        (9, 5, (9, None)),
        (9, 3, (9, None)),
        (10, 5, (10, 5)),
        (9, 9, (9, 9)),
    ],
)
def test_neither_a_part_nor_the_rest_is_a_small_group(
    whole: int, part: int, told: tuple[int | None, int | None]
) -> None:
    assert part_of(whole, part) == told


def test_a_reason_is_counted_once_five_more_have_left_and_the_month_is_over() -> None:
    """So that nobody learns a reason by looking before and after one person has left."""
    early = [("2026-01", "health", 2), ("2026-02", "workload", 2)]
    assert released(early, before="2026-09") == {}
    five = [*early, ("2026-03", "health", 1)]
    assert released(five, before="2026-03") == {}
    assert released(five, before="2026-04") == {"health": 3, "workload": 2}
    later = [*five, ("2026-04", "other", 4)]
    assert released(later, before="2026-06") == released(five, before="2026-06")
    assert released([*later, ("2026-05", "other", 1)], before="2026-06")["other"] == 5
