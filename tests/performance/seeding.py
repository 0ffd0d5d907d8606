"""Circles with their people and what they have written, made through the package's public doors."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from learning_circle_xblock.accounts import api as accounts
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.review.api import READINGS
from tests import world
from tests.world import ACCOUNT, PLAN

from . import steps

PLANS, ACCOUNTS = 100, 40  # shared in one circle, at most: more than a page shows
FACILITATORS = 3


@dataclass(frozen=True)
class Ring:
    """A circle whose review ring has begun, with its facilitators.

    `lead` only facilitates. `busy` is also an author in a circle elsewhere, with readings to give.
    `done` is also a teacher there, with a shared plan and nothing to do.
    """

    lead: User
    busy: User
    done: User
    teachers: tuple[User, ...]

    @property
    def authors(self) -> tuple[User, ...]:
        """Teachers who shared a plan and an account."""
        return self.teachers[:-2][:ACCOUNTS]

    @property
    def drafting(self) -> User:
        """A teacher with a draft of each."""
        return self.teachers[-2]

    @property
    def newcomer(self) -> User:
        """A teacher who has begun nothing."""
        return self.teachers[-1]


def seed(code: str, members: int) -> Ring:
    """A circle of so many people."""
    with transaction.atomic():  # for speed; nothing is measured here
        circle, elsewhere = world.circle(code), world.circle(f"{code}-elsewhere")
        lead, busy, done = (
            world.seat(circle, f"{code}-{name}", Role.FACILITATOR) for name in ("lead", "busy", "done")
        )
        seats = range(members - FACILITATORS)
        ring = Ring(lead, busy, done, tuple(world.seat(circle, f"{code}-{n}") for n in seats))
        others = [world.seat(elsewhere, f"{code}-elsewhere-{n}") for n in range(2 * READINGS)]
        for teacher in (busy, done):
            world.seat(elsewhere, teacher.username)
        for author in (*ring.teachers[:-2][:PLANS], busy, done):
            planning.share(actor=world.actor(author), answers=world.PLAN_ANSWERS, **_at(PLAN))
        for author in (*ring.authors, *others, busy):
            accounts.share(actor=world.actor(author), answers=world.ACCOUNT_ANSWERS, **_at(ACCOUNT))
        drafting = world.actor(ring.drafting)
        planning.save_draft(actor=drafting, answers=world.PLAN_ANSWERS, base=0, **_at(PLAN))
        accounts.save_draft(actor=drafting, answers=world.ACCOUNT_ANSWERS, base=0, **_at(ACCOUNT))
    for author in (*ring.authors, busy):
        steps.make_sure(
            len(steps.to_give(author)) == READINGS, f"{author} has no {READINGS} readings to give"
        )
    return ring


def _at(block_type: str) -> dict[str, Any]:
    """Where and when, for an api call."""
    return {"course_key": world.course_key(), "usage_key": world.usage_key(block_type), "at": world.now()}
