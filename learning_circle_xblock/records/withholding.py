"""Which numbers are withheld: no group under five is told, nor can it be worked out from what is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["FEWEST", "Counted", "exact", "large_enough", "part_of", "released", "withheld"]

FEWEST = 5


@dataclass(frozen=True)
class Counted:
    """Parts and their total; None stands for a number that is withheld."""

    parts: dict[str, int | None]
    total: int | None

    @property
    def is_whole(self) -> bool:
        """Whether every number is told."""
        return self.total is not None and None not in self.parts.values()


def exact(parts: Mapping[str, int]) -> Counted:
    """Every number, for who may see the names behind it."""
    return Counted(dict(parts), sum(parts.values()))


def large_enough(parts: Mapping[str, int]) -> Counted:
    """Parts of one to four are withheld, and then the total too: other pages tell the other parts."""
    shown = {code: None if 0 < number < FEWEST else number for code, number in parts.items()}
    return Counted(shown, None if None in shown.values() else sum(parts.values()))


def part_of(whole: int, part: int) -> tuple[int | None, int | None]:
    """A number and a part of it: the part is withheld too where the rest would be a group under five."""
    if 0 < whole < FEWEST:
        return None, None
    is_told = not (0 < part < FEWEST or 0 < whole - part < FEWEST)
    return whole, part if is_told else None


def withheld(parts: Mapping[str, int]) -> Counted:
    """Parts under five are withheld, and further ones until the total gives none of them away.

    The total less the parts that are told is the sum of the others. It must be no group under five itself,
    and must not force each of them: so further parts are withheld, the last first and whatever their size,
    because to know that it was the smallest would say too much. Where that does not help, so is the total.
    """
    total = sum(parts.values())
    if not total:
        return exact(parts)
    hidden = {code for code, number in parts.items() if number < FEWEST}
    told = [code for code in parts if code not in hidden]
    while not _is_safe([parts[code] for code in hidden]) and told:
        hidden.add(told.pop())
    is_safe = _is_safe([parts[code] for code in hidden])
    if not any(parts[code] for code in hidden):
        hidden = set()  # nobody is in them, and the total says so
    shown = {code: None if code in hidden else number for code, number in parts.items()}
    return Counted(shown, total if is_safe else None)


def released(months: Iterable[tuple[str, str, int]], before: str) -> dict[str, int]:
    """Counts by reason up to the last month at whose end five more people were counted.

    Whoever looks before and after one person has left learns nothing of that person.

    Args:
        months: month, reason and people, in any order.
        before: the month that is not over yet; it and later ones are left out.
    """
    rows = sorted(row for row in months if row[0] < before)
    told: dict[str, int] = {}
    batch: list[tuple[str, int]] = []
    for place, (month, reason, people) in enumerate(rows):
        batch.append((reason, people))
        is_last_of_month = place + 1 == len(rows) or rows[place + 1][0] != month
        if is_last_of_month and sum(number for _reason, number in batch) >= FEWEST:
            for code, number in batch:
                told[code] = told.get(code, 0) + number
            batch = []
    return told


def _is_safe(hidden: list[int]) -> bool:
    """Whether the sum of what is withheld leaves open how many each of the small groups has."""
    together, small = sum(hidden), [number for number in hidden if number < FEWEST]
    if len(small) < len(hidden):
        return together > FEWEST + 1  # the large one is five or more: one and two are both possible beside it
    is_forced = together == (FEWEST - 1) * len(hidden)
    return not together or (together >= FEWEST and not is_forced)
