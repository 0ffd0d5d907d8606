"""Pairs and triads of critical friends. Plain functions over ids, the random source passed in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from random import Random

__all__ = ["LARGEST", "SMALLEST", "Rule", "misfits", "propose"]

SMALLEST, LARGEST = 2, 4
TRIES = 60  # ways to put people together, of which the one with the fewest old friends is taken


class Rule(StrEnum):
    """How people came together."""

    CHOSEN = "chosen"
    TABLE = "table"
    ROTATION = "rotation"


def propose(
    people: Sequence[int],
    size: int,
    *,
    met: Iterable[Sequence[int]] = (),
    tables: Mapping[int, int] | None = None,
    source: Random,
) -> list[tuple[int, ...]]:
    """Groups of `size`, with people who have met least; who is left over makes a group one larger.

    Args:
        people: the ids of whoever is there.
        size: two or three.
        met: the groups of before, so that others come together this time.
        tables: the number of the table of those who have one; groups stay within a table where they can.
        source: of what is left to chance.

    Returns:
        the groups; none for fewer than two people.

    Raises:
        ValueError: a size that is neither two nor three.
    """
    if size not in (2, 3):
        raise ValueError(f"Critical friends come in twos and threes, not in {size}")
    before = Counter(pair for group in met for pair in _pairs(group))
    best = _once(people, size, before, tables or {}, source)
    for _try in range(TRIES):
        if not _met(best, before):
            break
        best = min(best, _once(people, size, before, tables or {}, source), key=lambda g: _met(g, before))
    return best


def _once(
    people: Sequence[int],
    size: int,
    before: Counter[frozenset[int]],
    tables: Mapping[int, int],
    source: Random,
) -> list[tuple[int, ...]]:
    """One way to put everybody together."""
    seats: dict[int, list[int]] = {}
    for person in people:
        seats.setdefault(tables.get(person, 0), []).append(person)
    groups: list[list[int]] = []
    alone: list[int] = []
    for number in sorted(seats):
        found, left = _within(seats[number], size, before, source)
        groups += found
        alone += left
    found, left = _within(alone, size, before, source)
    groups += found
    if len(left) >= SMALLEST:
        groups.append(left)
    elif left and groups:
        _join(groups, left[0], before)
    return [tuple(group) for group in groups]


def _pairs(group: Sequence[int]) -> list[frozenset[int]]:
    return [frozenset(pair) for pair in combinations(sorted(set(group)), 2)]


def _met(groups: Iterable[Sequence[int]], before: Counter[frozenset[int]]) -> int:
    """How often people of one group were together before."""
    return sum(before[pair] for group in groups for pair in _pairs(group))


def misfits(numbers: Iterable[int]) -> list[int]:
    """The groups that are too small or too large, by number.

    Args:
        numbers: for each person in a group its number.
    """
    return sorted(n for n, size in Counter(numbers).items() if not SMALLEST <= size <= LARGEST)


def _within(
    people: Sequence[int], size: int, before: Counter[frozenset[int]], source: Random
) -> tuple[list[list[int]], list[int]]:
    """Full groups of those at one table, and who is left."""
    waiting = list(people)
    source.shuffle(waiting)
    groups = []
    while len(waiting) >= size:
        group = [waiting.pop(0)]
        while len(group) < size:
            nearest = min(waiting, key=lambda one: sum(before[frozenset((one, other))] for other in group))
            waiting.remove(nearest)
            group.append(nearest)
        groups.append(group)
    return groups, waiting


def _join(groups: list[list[int]], person: int, before: Counter[frozenset[int]]) -> None:
    """Into the smallest group, and of these the one whose people the person has met least."""
    best = min(groups, key=lambda g: (len(g), sum(before[frozenset((person, other))] for other in g)))
    best.append(person)
