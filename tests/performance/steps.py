"""What one person does in a block, through its handlers. Each step must succeed: a refusal costs little."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User

from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.presets import ETHICS
from learning_circle_xblock.review.protocols import Protocol
from learning_circle_xblock.review.selectors import ReadingRow, ResponseRow, asked_of, responses_to
from learning_circle_xblock.writing.models import Draft
from tests import world
from tests.world import ACCOUNT, PLAN, Answer


class NotDone(Exception):
    """A step was refused, or a case is not the one it is said to be."""


def make_sure(holds: bool, what: str) -> None:
    """Measure nothing else than what the figure says.

    Raises:
        NotDone: it does not hold.
    """
    if not holds:
        raise NotDone(what)


def do(user: User, block_type: str, handler: str, data: Mapping[str, Any]) -> Answer:
    """A handler that answers well."""
    answer = world.call(user, block_type, handler, dict(data))
    make_sure(answer.status == 200, f"{handler} by {user}: {answer.status} {answer.text[:200]}")
    return answer


def plan_of(user: User) -> Plan:
    """The person's plan."""
    return Plan.objects.get(owner=user)


def account_of(user: User) -> Account:
    """The person's practice account."""
    return Account.objects.get(owner=user)


def to_give(user: User) -> list[ReadingRow]:
    """The readings that wait for this person."""
    rows = asked_of(user_id=user.pk, usage_key=world.usage_key(ACCOUNT))
    return [row for row in rows if row.done_at is None]


def received(user: User, block_type: str) -> list[ResponseRow]:
    """The responses to the person's plan or account."""
    own = plan_of(user) if block_type == PLAN else account_of(user)
    return responses_to(actor=world.actor(user), work_id=own.work_id, authors=frozenset({user.pk}))


def begin(reader: User, block_type: str, **which: int) -> str:
    """Open a reading that was asked, or a version: the response begun."""
    return str(do(reader, block_type, "open_response", which).one("input[name=review]")["value"])


def send(reader: User, block_type: str, review: str) -> Answer:
    """Send a response that was begun."""
    words = world.prefixed(block_type, world.RESPONSE_ANSWERS, "-resp")
    return do(
        reader,
        block_type,
        "send_response",
        {**words, "review": review, "protocol": Protocol.FOUR_STEPS.value},
    )


def give(reader: User, reading: ReadingRow) -> None:
    """A reading of the ring, from opening to sending."""
    send(reader, ACCOUNT, begin(reader, ACCOUNT, asked=reading.assignment_id))


def respond_to_plan(reader: User, author: User) -> None:
    """An unasked response to somebody's plan."""
    send(reader, PLAN, begin(reader, PLAN, version=plan_of(author).version_id or 0))


def reply(author: User, block_type: str, response: ResponseRow) -> None:
    """Answer a response."""
    words = {"change": "I will try this on Monday.", "helped": "on", "mark-0": "used"}
    data = world.prefixed(block_type, words, f"-r{response.review_id}")
    do(author, block_type, "reply", {**data, "review": response.review_id})


def agree(author: User) -> None:
    """The author's tap."""
    do(author, PLAN, "agree", world.prefixed(PLAN, {f"ethics-{code}": "yes" for code, _label in ETHICS}))


def agree_with(facilitator: User, author: User) -> None:
    """The facilitator's tap."""
    do(facilitator, PLAN, "agree_with", {"plan": plan_of(author).pk})


def draft_of(author: User) -> Draft:
    """The draft of the person's plan."""
    return Draft.objects.get(work__plan__owner=author)


def autosave(author: User, words: dict[str, str], base: int) -> Answer:
    """Keep the plan's draft, as a window does that started from this revision."""
    data = world.prefixed(PLAN, {**world.PLAN_ANSWERS, **words})
    return do(author, PLAN, "save_draft", {**data, "base": base})
