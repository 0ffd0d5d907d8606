"""What counts, by the clock of the programme: nobody's completion waits on another person.

Once a person has done their own part, 14 days of silence from anyone else count as done; what was
never asked counts at the due date, or 28 days after sharing where there is none. Days on which the circle
is paused are nobody's days: the clocks stand still and go on afterwards.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..circles.clock import NEVER_PAUSED, Pauses

SILENCE = timedelta(days=14)
NEVER_ASKED = timedelta(days=28)


class Why(StrEnum):
    """Why an event counts, or what it still needs."""

    AGREED = "agreed"
    SHARE_PLAN = "share_plan"
    PLAN_SHARED = "plan_shared"
    JUST_SHARE_PLAN = "just_share_plan"
    TAP = "tap"
    WAIT_AGREEMENT = "wait_agreement"
    SILENCE = "silence"
    SHARED = "shared"
    SHARE_ACCOUNT = "share_account"
    GIVEN = "given"
    GIVE = "give"
    WAIT_ASKED = "wait_asked"
    NONE_ASKED = "none_asked"
    ANSWERED = "answered"
    REPLY = "reply"
    WAIT_RESPONSES = "wait_responses"
    AFTER_SHARING = "after_sharing"
    PAUSED = "paused"
    ATTENDED = "attended"
    ATTEND = "attend"
    WAIT_REGISTER = "wait_register"
    NO_REGISTER = "no_register"


class Completes(StrEnum):
    """What completes a plan, as the course author sets it."""

    AGREED = "agreed"
    SHARED = "shared"


@dataclass(frozen=True)
class Counted:
    """One event: whether it counts, why, the date it counts from, and whom it concerns."""

    is_counted: bool
    why: Why
    at: datetime | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class PlanFacts:
    """What the clock needs to know of a plan."""

    is_agreed: bool = False
    completes: Completes = Completes.AGREED
    shared_at: datetime | None = None
    author_at: datetime | None = None
    facilitator_at: datetime | None = None
    has_response: bool = False
    has_waiver: bool = False
    pauses: Pauses = NEVER_PAUSED


@dataclass(frozen=True)
class Given:
    """A reading asked of the person."""

    author_id: int
    done_at: datetime | None
    asked_at: datetime | None = None


@dataclass(frozen=True)
class Received:
    """A response that came, and whether the person has answered it."""

    sent_at: datetime
    is_answered: bool


@dataclass(frozen=True)
class AccountFacts:
    """What the clock needs to know of a practice account.

    `readers_at` is when readers were first asked.
    """

    wanted: int = 2
    shared_at: datetime | None = None
    due_at: datetime | None = None
    readers_at: datetime | None = None
    given: tuple[Given, ...] = ()
    received: tuple[Received, ...] = ()
    pauses: Pauses = NEVER_PAUSED


def plan_events(facts: PlanFacts, now: datetime) -> list[Counted]:
    """The one event of a plan: it is agreed, or only others' part of that is missing for 14 days.

    Where the course author wants no more, sharing it is enough.
    """
    if facts.is_agreed:
        return [Counted(True, Why.AGREED)]
    if facts.completes is Completes.SHARED:
        is_shared = facts.shared_at is not None
        return [Counted(is_shared, Why.PLAN_SHARED if is_shared else Why.JUST_SHARE_PLAN, facts.shared_at)]
    if facts.shared_at is None:
        return [Counted(False, Why.SHARE_PLAN)]
    if facts.author_at is None:
        return [Counted(False, Why.TAP)]
    clocks = []
    if not (facts.has_response or facts.has_waiver):
        clocks.append(facts.pauses.after(facts.shared_at, SILENCE))
    if facts.facilitator_at is None:
        clocks.append(facts.pauses.after(facts.author_at, SILENCE))
    running = [at for at in clocks if at is not None]
    if len(running) < len(clocks):
        return [Counted(False, Why.PAUSED)]
    at = max(running, default=facts.author_at)
    return [Counted(True, Why.SILENCE, at) if now >= at else Counted(False, Why.WAIT_AGREEMENT, at)]


def account_events(facts: AccountFacts, now: datetime) -> list[Counted]:
    """Shared; each reading asked of the person given; responses received answered."""
    return [_shared(facts), *_given(facts, now), _answered(facts, now)]


def _shared(facts: AccountFacts) -> Counted:
    if facts.shared_at is None:
        return Counted(False, Why.SHARE_ACCOUNT)
    return Counted(True, Why.SHARED, facts.shared_at)


def _given(facts: AccountFacts, now: datetime) -> list[Counted]:
    events = [_reading(facts, given) for given in facts.given]
    missing = max(0, facts.wanted - len(facts.given))
    return events + [_never_asked(facts, now, Why.WAIT_ASKED)] * missing


def _reading(facts: AccountFacts, given: Given) -> Counted:
    if given.done_at is not None:
        return Counted(True, Why.GIVEN, given.done_at, given.author_id)
    limit = _limit(facts)
    if limit is not None and given.asked_at is not None and given.asked_at > limit:
        return Counted(True, Why.NONE_ASKED, limit)
    return Counted(False, Why.GIVE, None, given.author_id)


def _answered(facts: AccountFacts, now: datetime) -> Counted:
    """Every response that came in time is answered, and no more are awaited."""
    until, is_never_asked = _awaited_until(facts)
    if any(not r.is_answered and (until is None or r.sent_at <= until) for r in facts.received):
        return Counted(False, Why.REPLY)
    if len([r for r in facts.received if r.is_answered]) >= facts.wanted:
        return Counted(True, Why.ANSWERED)
    if until is None:
        return Counted(False, Why.AFTER_SHARING if facts.shared_at is None else Why.PAUSED)
    if now >= until:
        return Counted(True, Why.NONE_ASKED if is_never_asked else Why.SILENCE, until)
    return Counted(False, Why.WAIT_RESPONSES, until)


def _awaited_until(facts: AccountFacts) -> tuple[datetime | None, bool]:
    """How long responses are waited for, and whether that is because no reader was asked in time."""
    limit = _limit(facts)
    if facts.readers_at is None or limit is None or facts.readers_at > limit:
        return limit, True
    return facts.pauses.after(facts.readers_at, SILENCE), False


def _limit(facts: AccountFacts) -> datetime | None:
    """The date from which what was not asked counts: it stays counted, however late it is asked after all."""
    if facts.shared_at is None:
        return None
    until_due = max(facts.due_at - facts.shared_at, timedelta()) if facts.due_at else NEVER_ASKED
    return facts.pauses.after(facts.shared_at, until_due)


def _never_asked(facts: AccountFacts, now: datetime, waiting: Why) -> Counted:
    at = _limit(facts)
    if at is None:
        return Counted(False, Why.AFTER_SHARING if facts.shared_at is None else Why.PAUSED)
    return Counted(True, Why.NONE_ASKED, at) if now >= at else Counted(False, waiting, at)
