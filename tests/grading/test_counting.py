"""The clock, with the time given: each of its starts, and each boundary."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_circle_xblock.grading.counting import (
    AccountFacts,
    Counted,
    Given,
    PlanFacts,
    Received,
    Why,
    account_events,
    plan_events,
)
from tests.world import NOON

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FORTNIGHT, FOUR_WEEKS = 14 * DAY, 28 * DAY


def plan(now: datetime, **facts: object) -> Counted:
    """The one event of a plan."""
    (event,) = plan_events(PlanFacts(**facts), now)  # type: ignore[arg-type]
    return event


def came(*answered: bool, at: datetime = NOON) -> tuple[Received, ...]:
    """Responses that came at this time, and whether each is answered."""
    return tuple(Received(at, is_answered) for is_answered in answered)


def whys(facts: AccountFacts, now: datetime) -> list[tuple[str, bool]]:
    """What each event of an account says."""
    return [(event.why, event.is_counted) for event in account_events(facts, now)]


# -- the plan


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, "share_plan"),
        ({"shared_at": NOON}, "tap"),
        ({"shared_at": NOON, "has_response": True, "facilitator_at": NOON}, "tap"),
        ({"shared_at": NOON, "has_waiver": True, "facilitator_at": NOON}, "tap"),
    ],
)
@pytest.mark.parametrize("later", [timedelta(0), 400 * DAY])
def test_ones_own_part_of_a_plan_never_counts_by_time(
    facts: dict[str, object], why: str, later: timedelta
) -> None:
    assert plan(NOON + later, **facts) == Counted(False, Why(why))


def test_an_agreed_plan_counts() -> None:
    assert plan(NOON, is_agreed=True) == Counted(True, Why.AGREED)


# Shared at noon, the author's tap three days later: which silence is counted, and from when.
SILENT = [
    pytest.param({}, 3 * DAY + FORTNIGHT, id="neither response nor facilitator"),
    pytest.param({"has_response": True}, 3 * DAY + FORTNIGHT, id="the facilitator, from the author's tap"),
    pytest.param({"has_waiver": True}, 3 * DAY + FORTNIGHT, id="a waiver stands for the response"),
    pytest.param({"facilitator_at": NOON}, FORTNIGHT, id="a response, from sharing"),
    pytest.param({"has_response": True, "facilitator_at": NOON}, 3 * DAY, id="nothing is missing"),
]


@pytest.mark.parametrize(("facts", "after"), SILENT)
def test_fourteen_days_of_silence_count(facts: dict[str, object], after: timedelta) -> None:
    facts = {"shared_at": NOON, "author_at": NOON + 3 * DAY, **facts}
    at = NOON + after
    assert plan(at - HOUR, **facts) == Counted(False, Why.WAIT_AGREEMENT, at)
    assert plan(at - timedelta(microseconds=1), **facts).is_counted is False
    assert plan(at, **facts) == Counted(True, Why.SILENCE, at)
    assert plan(at + 400 * DAY, **facts) == Counted(True, Why.SILENCE, at)


def test_a_late_tap_starts_the_clock_again() -> None:
    """Nobody could agree before the author did; the wait for a response began at sharing."""
    facts = {"shared_at": NOON, "author_at": NOON + 60 * DAY}
    assert not plan(NOON + 73 * DAY + 23 * HOUR, **facts).is_counted
    assert plan(NOON + 74 * DAY, **facts).is_counted
    assert plan(NOON + 60 * DAY, **facts, facilitator_at=NOON).is_counted, "the response's 14 days are over"


# -- the account


def test_nothing_counts_before_sharing() -> None:
    assert whys(AccountFacts(), NOON) == [
        ("share_account", False),
        ("after_sharing", False),
        ("after_sharing", False),
        ("after_sharing", False),
    ]


def test_everything_done_counts() -> None:
    facts = AccountFacts(
        shared_at=NOON,
        readers_at=NOON,
        given=(Given(7, NOON + DAY), Given(8, NOON + 2 * DAY)),
        received=came(True, True),
    )
    assert account_events(facts, NOON + 3 * DAY) == [
        Counted(True, Why.SHARED, NOON),
        Counted(True, Why.GIVEN, NOON + DAY, 7),
        Counted(True, Why.GIVEN, NOON + 2 * DAY, 8),
        Counted(True, Why.ANSWERED),
    ]


@pytest.mark.parametrize("later", [DAY, 400 * DAY])
def test_ones_own_part_of_an_account_never_counts_by_time(later: timedelta) -> None:
    """A reading that was asked, and a reply to what came, are the person's own part."""
    facts = AccountFacts(
        shared_at=NOON, readers_at=NOON, given=(Given(7, None), Given(8, NOON)), received=came(True, False)
    )
    assert whys(facts, NOON + later) == [
        ("shared", True),
        ("give", False),
        ("given", True),
        ("reply", False),
    ]


DUE = [
    pytest.param(None, FOUR_WEEKS, id="28 days where no date is set"),
    pytest.param(NOON + 5 * DAY, 5 * DAY, id="the due date"),
    pytest.param(NOON + 90 * DAY, 90 * DAY, id="a late due date"),
    pytest.param(NOON - 5 * DAY, timedelta(0), id="shared after the due date"),
]


@pytest.mark.parametrize(("due_at", "after"), DUE)
def test_what_was_never_asked_counts_at_the_due_date(due_at: datetime | None, after: timedelta) -> None:
    facts = AccountFacts(shared_at=NOON, due_at=due_at)
    at = NOON + after
    before = [e.is_counted for e in account_events(facts, at - HOUR)]
    assert before == [True, False, False, False]
    assert {e.at for e in account_events(facts, at - HOUR)[1:]} == {at}, "the date is said before"
    assert whys(facts, at - timedelta(microseconds=1))[1:] == [
        ("wait_asked", False),
        ("wait_asked", False),
        ("wait_responses", False),
    ]
    assert whys(facts, at)[1:] == [("none_asked", True)] * 3


def test_one_reading_asked_and_one_not() -> None:
    facts = AccountFacts(shared_at=NOON, readers_at=NOON, given=(Given(7, NOON),), received=came(True, True))
    assert whys(facts, NOON + FOUR_WEEKS - HOUR)[1:3] == [("given", True), ("wait_asked", False)]
    assert whys(facts, NOON + FOUR_WEEKS)[1:3] == [("given", True), ("none_asked", True)]


@pytest.mark.parametrize("answered", [(), (True,)])
def test_the_silence_of_readers_starts_when_they_are_asked(answered: tuple[bool, ...]) -> None:
    asked = NOON + 10 * DAY
    facts = AccountFacts(shared_at=NOON, readers_at=asked, received=came(*answered, at=asked))
    at = asked + FORTNIGHT
    assert account_events(facts, at - HOUR)[-1] == Counted(False, Why.WAIT_RESPONSES, at)
    assert account_events(facts, at)[-1] == Counted(True, Why.SILENCE, at)


@pytest.mark.parametrize("before", [timedelta(0), 13 * DAY])
def test_a_response_that_came_in_time_wants_its_reply(before: timedelta) -> None:
    facts = AccountFacts(shared_at=NOON, readers_at=NOON, received=came(False, at=NOON + before))
    assert account_events(facts, NOON + 400 * DAY)[-1] == Counted(False, Why.REPLY)


@pytest.mark.parametrize("earlier", [(), (True,)])
def test_a_response_after_the_silence_takes_nothing_away(earlier: tuple[bool, ...]) -> None:
    """After 14 days it counted; whether a job had looked meanwhile makes no difference."""
    late = came(False, at=NOON + 15 * DAY)
    facts = AccountFacts(shared_at=NOON, readers_at=NOON, received=(*came(*earlier), *late))
    assert account_events(facts, NOON + 16 * DAY)[-1].is_counted


@pytest.mark.parametrize(("due_at", "limit"), [(None, FOUR_WEEKS), (NOON + 5 * DAY, 5 * DAY)])
def test_what_is_asked_after_the_limit_takes_nothing_away(due_at: datetime | None, limit: timedelta) -> None:
    """Neither a reading to give, nor readers of one's own account, nor what those readers write."""
    asked = NOON + limit + DAY
    facts = AccountFacts(
        shared_at=NOON,
        due_at=due_at,
        readers_at=asked,
        given=(Given(7, None, asked), Given(8, None, asked)),
        received=came(False, at=asked + DAY),
    )
    assert all(e.is_counted for e in account_events(facts, asked + 2 * DAY))
    in_time = NOON + limit
    facts = AccountFacts(shared_at=NOON, due_at=due_at, readers_at=in_time, given=(Given(7, None, in_time),))
    assert account_events(facts, asked)[1] == Counted(False, Why.GIVE, None, 7)


def test_more_than_was_wanted() -> None:
    """A reading kept because it was opened is asked of the person like any other."""
    given = tuple(Given(i, NOON if i else None) for i in range(3))
    facts = AccountFacts(shared_at=NOON, readers_at=NOON, given=given, received=came(True, True, True))
    assert whys(facts, NOON) == [
        ("shared", True),
        ("give", False),
        ("given", True),
        ("given", True),
        ("answered", True),
    ]


MOMENTS = st.none() | st.integers(0, 60).map(lambda d: NOON + d * DAY)
THEN = st.integers(0, 60).map(lambda d: NOON + d * DAY)


@given(
    shared_at=MOMENTS,
    due_at=MOMENTS,
    readers_at=MOMENTS,
    given_at=st.lists(st.tuples(MOMENTS, THEN), max_size=3),
    received=st.lists(st.tuples(THEN, st.booleans()), max_size=3),
    now=st.integers(0, 100),
)
def test_nobodys_completion_waits_on_another_person(
    shared_at: datetime | None,
    due_at: datetime | None,
    readers_at: datetime | None,
    given_at: list[tuple[datetime | None, datetime]],
    received: list[tuple[datetime, bool]],
    now: int,
) -> None:
    """With one's own part done, some day everything counts; and what counts by time goes on counting."""
    facts = AccountFacts(
        shared_at=shared_at,
        due_at=due_at,
        readers_at=readers_at,
        given=tuple(Given(i, done, asked) for i, (done, asked) in enumerate(given_at)),
        received=tuple(Received(at, is_answered) for at, is_answered in received),
    )
    first = [e.is_counted for e in account_events(facts, NOON + now * DAY)]
    later = [e.is_counted for e in account_events(facts, NOON + (now + 1) * DAY)]
    assert all(after or not before for before, after in zip(first, later, strict=True))
    in_the_end = all(e.is_counted for e in account_events(facts, NOON + 1000 * DAY))
    is_answered = all(answered for _at, answered in received)
    if shared_at is not None and all(done for done, _asked in given_at) and is_answered:
        assert in_the_end
    if shared_at is None:
        assert not in_the_end
