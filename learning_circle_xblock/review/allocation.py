"""Who reads whom: the review ring. Plain functions over ids, with the random source passed in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

RULE_VERSION = 1
CAP = 4  # readings asked of one person in a round
AT_ONCE = 2  # readings waiting for one person, wherever a place in the ring allows it


@dataclass(frozen=True, order=True)
class Reading:
    """`reader` responds to the text of `author`; both are user ids."""

    reader: int
    author: int


@dataclass(frozen=True)
class Held:
    """How far a reading is that somebody holds: opened ones are never taken away."""

    is_opened: bool
    is_done: bool


@dataclass(frozen=True)
class Change:
    """The ring after a newcomer, and what changes for its readers."""

    places: tuple[int, ...]
    added: tuple[Reading, ...]
    removed: tuple[Reading, ...]


def fewest_authors(reviews_each: int) -> int:
    """From 2k+1 authors on, no two people read each other."""
    return 2 * reviews_each + 1


def draw(authors: Iterable[int], rng: Random) -> tuple[int, ...]:
    """The authors in a random circular order."""
    places = sorted(set(authors))
    rng.shuffle(places)
    return tuple(places)


def readings_of(places: Sequence[int], reviews_each: int) -> list[Reading]:
    """Each author reads the next `reviews_each` in the ring.

    Raises:
        ValueError: the ring has too few authors for everybody to read somebody else.
    """
    count = len(places)
    if count <= reviews_each:
        raise ValueError(f"{count} authors cannot give {reviews_each} readings each")
    return [
        Reading(reader, places[(i + step) % count])
        for i, reader in enumerate(places)
        for step in range(1, reviews_each + 1)
    ]


def ring(authors: Iterable[int], reviews_each: int, rng: Random) -> list[Reading]:
    """Draw a ring and read it off: everybody gives and gets `reviews_each` readings."""
    return readings_of(draw(authors, rng), reviews_each)


def insert(
    places: Sequence[int], newcomer: int, reviews_each: int, held: Mapping[Reading, Held], rng: Random
) -> Change:
    """Seat a late author in the ring: at most 2k readings added and k removed, none of them opened.

    `places` may lack people who have left since: what they held unopened is passed on. Every place is
    tried. Preferred is one that makes no mutual pair, asks nobody beyond `CAP`, leaves
    nobody with more than `AT_ONCE` waiting, and meets the fewest opened readings, which stay and count.

    Args:
        places: the ring as it stands.
        newcomer: the late author.
        reviews_each: k.
        held: every live reading of the round.
        rng: decides between equally good places.
    """
    if newcomer in places:
        return Change(tuple(places), (), ())
    gaps = list(range(1, len(places) + 1))
    rng.shuffle(gaps)
    changes = [_change(places, newcomer, gap, reviews_each, held) for gap in gaps]
    best = min(changes, key=lambda change: _cost(change, held))
    return _within_cap(best, held)


def close_gap(places: Sequence[int], reviews_each: int, held: Mapping[Reading, Held]) -> Change:
    """The ring without those who are gone: who read them reads the next, so that nobody lacks a reader.

    Nothing is taken away, nobody is asked beyond `CAP`, and a text that has its readers gets no more. Where
    too few are left to read each other, nobody is asked and the facilitator looks after it.

    Args:
        places: the ring with only those who have stayed, in its order.
        reviews_each: k.
        held: every live reading of the round, without those of the people who are gone.
    """
    if len(places) <= reviews_each:
        return Change(tuple(places), (), ())
    have = Counter(r.author for r in held)
    added = []
    for reading in readings_of(places, reviews_each):
        if reading not in held and have[reading.author] < reviews_each:
            have[reading.author] += 1
            added.append(reading)
    return _within_cap(Change(tuple(places), tuple(added), ()), held)


def _change(
    places: Sequence[int], newcomer: int, gap: int, reviews_each: int, held: Mapping[Reading, Held]
) -> Change:
    seated = (*places[:gap], newcomer, *places[gap:])
    wanted = readings_of(seated, reviews_each)
    added = tuple(r for r in wanted if r not in held)
    removed = tuple(sorted(r for r in held if r not in wanted and not held[r].is_opened))
    return Change(seated, added, removed)


def _cost(change: Change, held: Mapping[Reading, Held]) -> tuple[int, int, int, int]:
    after = [r for r in held if r not in change.removed] + list(change.added)
    pairs = {(r.reader, r.author) for r in after}
    mutual = sum(1 for reader, author in pairs if reader < author and (author, reader) in pairs)
    asked = Counter(r.reader for r in after)
    waiting = Counter(r.reader for r in after if r not in held or not held[r].is_done)
    above_cap = sum(max(0, n - CAP) for n in asked.values())
    above_at_once = sum(max(0, n - AT_ONCE) for n in waiting.values())
    return mutual, above_cap, above_at_once, len(after)


def _within_cap(change: Change, held: Mapping[Reading, Held]) -> Change:
    """Leave out what would ask somebody beyond the cap: that slot waits with the facilitator."""
    asked = Counter(r.reader for r in held if r not in change.removed)
    added = []
    for reading in change.added:
        if asked[reading.reader] < CAP:
            asked[reading.reader] += 1
            added.append(reading)
    return Change(change.places, tuple(added), change.removed)
