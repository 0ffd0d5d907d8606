"""People who share, respond and reply at a given time, through the features' own functions."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from learning_circle_xblock.accounts import api as accounts
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.presets import ETHICS
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.lifecycle import HELD
from learning_circle_xblock.review.models import Assignment, Reply, Review
from tests.world import (
    ACCOUNT,
    ACCOUNT_ANSWERS,
    NOON,
    PLAN,
    PLAN_ANSWERS,
    actor,
    course_key,
    days,
    seat,
    usage_key,
)

CARE = {code: "yes" for code, _label in ETHICS}
WORDS: dict[str, Any] = {
    "describe": "You ask something that can be got wrong.",
    "value": "It costs nothing and nobody is named.",
    "wonder": "What would happen if they copied?",
    "suggest": [{"what": "Ask them to close their eyes.", "about": "did"}],
}


def shared_plan(
    user: User,
    *,
    at: datetime = NOON,
    audience: planning.Audience = planning.Audience.CIRCLE,
    **answers: Any,
) -> Plan:
    """The person's plan, shared."""
    return planning.share(
        actor=actor(user),
        course_key=course_key(),
        usage_key=usage_key(PLAN),
        answers={**PLAN_ANSWERS, **answers},
        at=at,
        audience=audience,
    )


def shared_account(user: User, *, at: datetime = NOON, **answers: Any) -> Account:
    """The person's practice account, shared."""
    return accounts.share(
        actor=actor(user),
        course_key=course_key(),
        usage_key=usage_key(ACCOUNT),
        answers={**ACCOUNT_ANSWERS, **answers},
        at=at,
    )


def authors(where: Circle, number: int, *, start: int = 0, at: datetime = NOON) -> list[User]:
    """So many teachers who have shared an account, a minute apart, so that each time says who shared."""
    people = []
    for i in range(start, start + number):
        people.append(seat(where, f"author{i}"))
        shared_account(people[-1], at=at + days(i / 1440))
    return people


def asked(reader: User, author: User) -> Assignment:
    """What the reader was asked to read of the author."""
    return Assignment.objects.get(reviewer=reader, request__version__made_by=author)


def held_by(reader: User) -> list[Assignment]:
    """Every reading that this person holds or has given, the oldest first."""
    return list(Assignment.objects.filter(reviewer=reader, slot__gt=0, state__in=HELD).order_by("pk"))


def opened(assignment: Assignment, *, at: datetime = NOON) -> Review:
    """The reader opens what was asked of them."""
    return review.open_reading(
        actor=actor(assignment.reviewer),
        assignment_id=assignment.pk,
        usage_key=assignment.request.usage_key,
        at=at,
    )


def begun(user: User, text: Plan | Account, *, at: datetime = NOON) -> Review:
    """A response that nobody asked of this person by name, begun."""
    assert text.version_id is not None
    return review.open_unasked(actor=actor(user), version_id=text.version_id, usage_key=text.usage_key, at=at)


def sent(found: Review, *, at: datetime = NOON, **answers: Any) -> Review:
    """The response, sent by whoever writes it."""
    return review.send_response(
        actor=actor(found.assignment.reviewer),
        review_id=found.pk,
        usage_key=found.assignment.request.usage_key,
        answers={**WORDS, **answers},
        at=at,
    )


def replied(user: User, found: Review, *, at: datetime = NOON, **more: Any) -> Reply:
    """The author's answer to a response."""
    given: dict[str, Any] = {"change": "I will try it.", "has_helped": True, "marks": [], **more}
    return review.reply(
        actor=actor(user),
        review_id=found.pk,
        usage_key=found.assignment.request.usage_key,
        at=at,
        **given,
    )


def tapped(user: User, *, at: datetime = NOON, ethics: dict[str, str] | None = None) -> Plan:
    """The author's tap, with every question on care answered."""
    given = CARE if ethics is None else ethics
    return planning.agree_as_author(actor=actor(user), usage_key=usage_key(PLAN), ethics=given, at=at)


def confirmed(user: User, plan: Plan, *, waiver: str = "", at: datetime = NOON) -> Plan:
    """The facilitator's tap."""
    return planning.agree_as_facilitator(
        actor=actor(user), usage_key=usage_key(PLAN), plan_id=plan.pk, waiver=waiver, at=at
    )
