"""The review ring as plain values: its guarantees at every size, and under any order of events."""

from collections import Counter, deque
from itertools import combinations, product
from math import ceil
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning_circle_xblock.review.allocation import (
    CAP,
    Change,
    Held,
    Reading,
    close_gap,
    draw,
    fewest_authors,
    insert,
    readings_of,
    ring,
)

K = 2
SIZES = [(r, n) for r in range(1, 6) for n in range(r + 1, 41)]
LATE = [(k, n) for k in range(1, 6) for n in range(2 * k + 1, 41)]
UNREAD, OPENED, DONE = Held(False, False), Held(True, False), Held(True, True)


def mutual(readings: set[Reading]) -> set[Reading]:
    """Readings that are answered in the other direction."""
    return {r for r in readings if Reading(r.author, r.reader) in readings}


def shortest_cycle(readings: list[Reading]) -> int:
    """How many steps from somebody to what they read, and on, until they are back."""
    follow: dict[int, list[int]] = {}
    for r in readings:
        follow.setdefault(r.reader, []).append(r.author)
    found = []
    for start in follow:
        seen, queue = {start}, deque([(start, 0)])
        while queue:
            person, steps = queue.popleft()
            if start in follow[person]:
                found.append(steps + 1)
                break
            fresh = [p for p in follow[person] if p not in seen]
            seen.update(fresh)
            queue.extend((p, steps + 1) for p in fresh)
    return min(found)


class Round:
    """A round as it goes: who sits where, who holds what."""

    def __init__(self, authors: int, seed: int = 1) -> None:
        self.places = draw(range(authors), Random(seed))
        self.held = dict.fromkeys(readings_of(self.places, K), UNREAD)

    def share(self, seed: int) -> Change:
        """One more author."""
        newcomer = len(self.places)
        change = insert(self.places, newcomer, K, self.held, Random(seed))
        for reading in change.removed:
            assert not self.held[reading].is_opened, "an opened reading was taken away"
            del self.held[reading]
        for reading in change.added:
            assert reading not in self.held, "asked twice"
            self.held[reading] = UNREAD
        self.places = change.places
        return change

    def check(self) -> None:
        """What holds after every event."""
        assert sorted(self.places) == list(range(len(self.places)))
        assert all(r.reader != r.author for r in self.held)
        assert max(Counter(r.reader for r in self.held).values()) <= CAP
        readers = Counter(r.author for r in self.held)
        assert all(readers[a] >= K for a in self.places), f"fewer than two readers: {readers}"


@pytest.mark.parametrize(("r", "n"), SIZES)
def test_everybody_gives_and_gets_as_many(r: int, n: int) -> None:
    readings = ring(range(n), r, Random(n * 10 + r))
    assert len(set(readings)) == len(readings) == n * r
    assert set(Counter(x.reader for x in readings).values()) == {r}
    assert set(Counter(x.author for x in readings).values()) == {r}
    assert all(x.reader != x.author for x in readings)
    if n >= fewest_authors(r):
        assert not mutual(set(readings))
    assert shortest_cycle(readings) == ceil(n / r)


@pytest.mark.parametrize(("r", "n"), [(1, 2), (2, 3), (2, 4), (3, 6)])
def test_below_the_fewest_authors_somebody_reads_each_other(r: int, n: int) -> None:
    """Why the ring waits for 2k+1: with fewer there is no way around it."""
    assert n < fewest_authors(r)
    assert mutual(set(ring(range(n), r, Random(1))))


@pytest.mark.parametrize(("r", "n"), [(1, 0), (1, 1), (2, 2), (5, 5)])
def test_too_few_to_read_anybody(r: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"{n} authors"):
        ring(range(n), r, Random(1))


def test_five_authors_for_two_readings() -> None:
    assert fewest_authors(2) == 5


def test_the_same_seed_draws_the_same_order() -> None:
    assert draw(range(9), Random(7)) == draw(reversed(range(9)), Random(7)), "input order does not matter"
    assert len({draw(range(9), Random(seed)) for seed in range(20)}) > 15, "other seeds draw other orders"
    assert draw([3, 3, 1], Random(1)) in {(1, 3), (3, 1)}, "an author is seated once"


@pytest.mark.parametrize(("k", "n"), LATE)
def test_a_late_author_changes_little(k: int, n: int) -> None:
    """Exactly 2k readings more and k fewer while nothing is opened, and the ring is a ring again."""
    places = draw(range(n), Random(n))
    held = dict.fromkeys(readings_of(places, k), UNREAD)
    change = insert(places, n, k, held, Random(n * k))
    assert set(change.removed) <= set(held) and len(change.removed) == k
    assert len(change.added) == 2 * k if k <= CAP else len(change.added) <= 2 * k
    assert [p for p in change.places if p != n] == list(places), "nobody else moves"
    after = (set(held) - set(change.removed)) | set(change.added)
    assert not mutual(after)
    if k <= CAP:
        assert after == set(readings_of(change.places, k))


@pytest.mark.parametrize("n", range(5, 41))
def test_a_late_author_when_everything_is_opened(n: int) -> None:
    """Nothing is taken away; only the newcomer gives and gets."""
    places = draw(range(n), Random(n))
    held = dict.fromkeys(readings_of(places, K), OPENED)
    change = insert(places, n, K, held, Random(n))
    assert change.removed == ()
    assert len(change.added) == 2 * K
    assert all(n in (r.reader, r.author) for r in change.added)


def test_somebody_seated_already_changes_nothing() -> None:
    round_ = Round(5)
    assert insert(round_.places, 3, K, round_.held, Random(1)) == Change(round_.places, (), ())


def test_the_same_seed_seats_alike() -> None:
    round_ = Round(8)
    results = {insert(round_.places, 8, K, round_.held, Random(seed)) for seed in range(30)}
    again = {insert(round_.places, 8, K, round_.held, Random(seed)) for seed in range(30)}
    assert results == again
    assert len(results) > 5, "the random source decides between equal places"


FIVE = sorted(Round(5).held)


@pytest.mark.parametrize("is_done", [False, True])
@pytest.mark.parametrize("size", range(len(FIVE) + 1))
def test_the_sixth_and_seventh_whatever_was_opened(size: int, is_done: bool) -> None:
    """Every set that can be opened before the sixth; nothing, all or a part before the seventh."""
    for number, chosen in enumerate(combinations(FIVE, size)):
        for later in ("nothing", "all", "part"):
            round_ = Round(5)
            for reading in chosen:
                round_.held[reading] = DONE if is_done else OPENED
            round_.share(seed=number)
            round_.check()
            assert not mutual(set(round_.held))
            for i, reading in enumerate(sorted(round_.held)):
                if later == "all" or (later == "part" and (i * 7 + number) % 3 == 0):
                    round_.held[reading] = OPENED
            round_.share(seed=number + 1)
            round_.check()
            assert not mutual(set(round_.held))


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    sixth=st.lists(st.sampled_from([UNREAD, OPENED, DONE]), min_size=12, max_size=12),
    seventh=st.lists(st.sampled_from([UNREAD, OPENED, DONE]), min_size=14, max_size=14),
)
def test_the_sixth_and_seventh_with_any_mixture(seed: int, sixth: list[Held], seventh: list[Held]) -> None:
    round_ = Round(5, seed)
    for states in (sixth, seventh):
        for reading, state in zip(sorted(round_.held), states, strict=False):
            if not round_.held[reading].is_done:
                round_.held[reading] = state if state.is_opened else round_.held[reading]
        round_.share(seed)
        round_.check()
        assert not mutual(set(round_.held))


EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("share"), st.integers(0, 1000)),
        st.tuples(st.sampled_from(["open", "done"]), st.integers(0, 1000)),
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10_000), events=EVENTS)
def test_any_order_of_sharing_opening_and_finishing(seed: int, events: list[tuple[str, int]]) -> None:
    """From five to twenty authors: two readers each, nobody beyond the cap, nobody their own."""
    round_ = Round(5, seed)
    for kind, pick in events:
        if kind == "share" and len(round_.places) < 20:
            change = round_.share(pick)
            assert len(change.removed) <= K
        elif kind != "share":
            reading = sorted(round_.held)[pick % len(round_.held)]
            if kind == "open" and not round_.held[reading].is_opened:
                round_.held[reading] = OPENED
            elif kind == "done" and round_.held[reading].is_opened:
                round_.held[reading] = DONE
        round_.check()
        assert not mutual(set(round_.held)), "a place without a mutual pair was there"


@settings(max_examples=40, deadline=None)
@given(seeds=st.lists(st.integers(0, 1000), min_size=15, max_size=15))
def test_fifteen_late_authors_while_nothing_is_opened(seeds: list[int]) -> None:
    """From five to twenty: at every size everybody gives two and gets two."""
    round_ = Round(5)
    for seed in seeds:
        round_.share(seed)
        assert set(round_.held) == set(readings_of(round_.places, K))
        assert not mutual(set(round_.held))


def test_nobody_is_asked_beyond_the_cap() -> None:
    """A reader at the cap is left out, and no other reading is lost by it."""
    places = tuple(range(5))
    held = dict.fromkeys(readings_of(places, K), OPENED)
    others = [Reading(reader, 100 + i) for reader, i in product(places, range(CAP - K))]
    change = insert(places, 5, K, held | dict.fromkeys(others, OPENED), Random(1))
    assert {r.reader for r in change.added} == {5}
    assert len(change.added) == K


@pytest.mark.parametrize("seed", range(10))
def test_readers_who_are_done_are_asked_before_those_who_still_read(seed: int) -> None:
    """The newcomer is seated behind the only two neighbours with nothing waiting."""
    round_ = Round(5)
    first, second = round_.places[1], round_.places[2]
    for reading in round_.held:
        round_.held[reading] = DONE if reading.reader in (first, second) else OPENED
    change = round_.share(seed)
    assert {r.reader for r in change.added if r.author == 5} == {first, second}
    waiting = Counter(r.reader for r, held in round_.held.items() if not held.is_done)
    assert max(waiting.values()) == K


@given(n=st.integers(3, 25), seed=st.integers(0, 99), data=st.data())
def test_a_gap_closes_over_who_is_gone(n: int, seed: int, data: st.DataObject) -> None:
    """Nothing is taken away, nobody reads twice, and whoever stays has two readers as long as three stay."""
    before = Round(n, seed)
    held = {r: data.draw(st.sampled_from([UNREAD, OPENED, DONE])) for r in before.held}
    gone = data.draw(st.sets(st.sampled_from(range(n)), max_size=n))
    stayed = {r: h for r, h in held.items() if r.author not in gone and (r.reader not in gone or h.is_done)}
    here = [p for p in before.places if p not in gone]
    change = close_gap(here, K, stayed)
    assert change.places == tuple(here) and change.removed == ()
    assert not set(change.added) & set(stayed)
    assert not {p for r in change.added for p in (r.reader, r.author)} & gone
    readers = Counter(r.author for r in [*stayed, *change.added])
    asked = Counter(r.reader for r in [*stayed, *change.added])
    assert all(asked[p] <= CAP for p in here)
    if len(here) > K:
        assert all(readers[p] == K for p in here)
    else:
        assert change.added == ()
