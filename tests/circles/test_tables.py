"""Groups of two to seven: whatever the number of people, nobody is alone and nobody is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_circle_xblock.circles.tables import LARGEST, SMALLEST, misfits, propose_tables

people = st.lists(st.integers(1, 10**6), unique=True, max_size=200)
sizes = st.integers(SMALLEST, LARGEST)


@given(people, sizes)
def test_everybody_has_one_place_in_the_order_given(ids: list[int], size: int) -> None:
    tables = propose_tables(ids, size)
    assert [pk for table in tables for pk in table] == (ids if len(ids) > 1 else [])


@given(people, sizes)
def test_tables_have_two_to_seven_people_and_nearly_the_same_size(ids: list[int], size: int) -> None:
    lengths = [len(table) for table in propose_tables(ids, size)]
    assert all(SMALLEST <= length <= max(size, 3) for length in lengths)
    assert max(lengths, default=0) - min(lengths, default=0) <= 1


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [(0, 6, []), (1, 6, []), (2, 6, [2]), (7, 7, [7]), (7, 6, [3, 4]), (36, 6, [6] * 6), (3, 2, [3])],
)
def test_sizes(count: int, size: int, expected: list[int]) -> None:
    assert [len(table) for table in propose_tables(range(count), size)] == expected


@pytest.mark.parametrize("size", [1, 8, 0, -1])
def test_no_table_of_another_size(size: int) -> None:
    with pytest.raises(ValueError, match="2 to 7"):
        propose_tables([1, 2, 3], size)


def test_tables_too_small_or_too_large() -> None:
    assert misfits([1, 2, 2, *[3] * 7, *[4] * 8]) == [1, 4]
