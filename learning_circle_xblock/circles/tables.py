"""Tables of two to seven people. Plain functions over ids."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

__all__ = ["LARGEST", "SMALLEST", "USUAL", "misfits", "propose_tables"]

SMALLEST, USUAL, LARGEST = 2, 6, 7


def propose_tables(people: Sequence[int], size: int = USUAL) -> list[tuple[int, ...]]:
    """Groups of nearly the same size, in the order given; nobody sits alone, one person has no table.

    Args:
        people: their ids.
        size: the most at one table, from two to seven.

    Raises:
        ValueError: the size is not that of a table.
    """
    if not SMALLEST <= size <= LARGEST:
        raise ValueError(f"A table has {SMALLEST} to {LARGEST} people, not {size}")
    count = len(people)
    tables = min(-(-count // size), count // SMALLEST)  # an odd person makes three where two was asked
    cuts = [count * number // tables for number in range(tables + 1)] if tables else [0]
    return [tuple(people[start:end]) for start, end in pairwise(cuts)]


def misfits(numbers: Iterable[int]) -> list[int]:
    """The tables that are too small or too large, by number.

    Args:
        numbers: for each person at a table its number.
    """
    return sorted(n for n, people in Counter(numbers).items() if not SMALLEST <= people <= LARGEST)
