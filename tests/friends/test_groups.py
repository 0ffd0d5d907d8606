"""Everybody has a critical friend, groups are small, and others come together next time."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_circle_xblock.friends.groups import LARGEST, SMALLEST, misfits, propose


@given(
    count=st.integers(0, 40),
    size=st.sampled_from([2, 3]),
    tables=st.dictionaries(st.integers(0, 39), st.integers(1, 6)),
    seed=st.integers(),
)
def test_everybody_is_in_one_group(count: int, size: int, tables: dict[int, int], seed: int) -> None:
    groups = propose(range(count), size, tables=tables, source=Random(seed))
    people = [person for group in groups for person in group]
    assert sorted(people) == (list(range(count)) if count >= SMALLEST else [])
    assert all(SMALLEST <= len(group) <= LARGEST for group in groups)


def test_an_odd_person_makes_a_triad() -> None:
    groups = propose(range(7), 2, source=Random(1))
    assert sorted(len(group) for group in groups) == [2, 2, 3]


def test_a_table_stays_together_where_it_can() -> None:
    tables = {0: 1, 1: 1, 2: 1, 3: 1, 4: 2, 5: 2}
    for seed in range(20):
        groups = propose(range(6), 2, tables=tables, source=Random(seed))
        assert all(len({tables[person] for person in group}) == 1 for group in groups)


def test_others_come_together_next_time() -> None:
    for seed in range(20):
        met: list[tuple[int, ...]] = []
        for _time in range(2):
            groups = propose(range(6), 2, met=met, source=Random(seed))
            assert not {frozenset(g) for g in groups} & {frozenset(g) for g in met}
            met += groups


@pytest.mark.parametrize("size", [0, 1, 4])
def test_a_size_that_is_none(size: int) -> None:
    with pytest.raises(ValueError, match="twos and threes"):
        propose(range(4), size, source=Random(1))


def test_what_does_not_fit() -> None:
    assert misfits([1, 1, 2, 3, 3, 3, 3, 3]) == [2, 3]
