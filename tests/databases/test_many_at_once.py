"""Eight processes share, open and respond over many practice accounts; two people take the last seat."""

from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count

from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.circles.models import Membership
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.review.allocation import CAP
from learning_circle_xblock.review.api import READINGS
from learning_circle_xblock.review.lifecycle import HELD, ReviewState
from learning_circle_xblock.review.models import Assignment, Review
from learning_circle_xblock.review.selectors import asked_of
from tests import world
from tests.world import ACCOUNT, PLAN

from .processes import PROCESSES, at_once

pytestmark = pytest.mark.django_db(transaction=True)

CIRCLES, TEACHERS = 25, 12
TRIES = 5  # how often a person presses the button again when asked to


def teachers() -> list[list[str]]:
    """25 circles of 12 teachers: their names, dealt out so that a circle's act in different processes."""
    with transaction.atomic():
        for number in range(CIRCLES):
            where = world.circle(f"c{number}")
            world.seat(where, f"lead-{number}", Role.FACILITATOR)
            for seat in range(TEACHERS):
                world.seat(where, f"t-{number}-{seat}")
    names = [f"t-{number}-{seat}" for number in range(CIRCLES) for seat in range(TEACHERS)]
    return [names[process::PROCESSES] for process in range(PROCESSES)]


def pressed(user: User, block_type: str, handler: str, data: dict[str, object]) -> world.Answer:
    """A button, pressed again where the page asks for it; nothing else than that may happen."""
    for _try in range(TRIES):
        answer = world.call(user, block_type, handler, data)
        if answer.status != 503:
            break
    assert answer.status == 200, (handler, user.username, answer.status, answer.text[:300])
    return answer


def share(names: list[str]) -> int:
    """Each shares a practice account."""
    for name in names:
        pressed(
            User.objects.get(username=name), ACCOUNT, "share", world.prefixed(ACCOUNT, world.ACCOUNT_ANSWERS)
        )
    return len(names)


def respond(names: list[str]) -> int:
    """Each gives every reading that waits for them; how many were sent."""
    given = 0
    for name in names:
        reader = User.objects.get(username=name)
        for reading in asked_of(user_id=reader.pk, usage_key=world.usage_key(ACCOUNT)):
            if reading.done_at is not None:
                continue
            opened = pressed(reader, ACCOUNT, "open_response", {"asked": reading.assignment_id})
            review = str(opened.one("input[name=review]")["value"])
            words = world.prefixed(ACCOUNT, world.RESPONSE_ANSWERS, "-resp")
            pressed(reader, ACCOUNT, "send_response", {**words, "review": review})
            given += 1
    return given


def test_three_hundred_accounts_are_shared_and_read() -> None:
    shares = teachers()
    assert sum(at_once(share, shares)) == CIRCLES * TEACHERS
    assert Account.objects.filter(version__isnull=False).count() == CIRCLES * TEACHERS
    held = Assignment.objects.filter(state__in=HELD)
    per_request = Counter(held.values_list("request_id", flat=True))
    per_reader = Counter(held.values_list("reviewer_id", flat=True))
    assert len(per_request) == CIRCLES * TEACHERS and set(per_request.values()) == {READINGS}
    assert max(per_reader.values()) <= CAP, "nobody holds more than the cap"
    twice = held.values("request_id", "reviewer_id").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists(), "nothing is asked of one person twice"
    sent = sum(at_once(respond, shares))
    assert Review.objects.exclude(state=ReviewState.DRAFT).count() == sent
    assert sent == CIRCLES * TEACHERS * READINGS, "no response is lost"


def test_the_same_first_words_from_eight_windows() -> None:
    """One plan is begun, and no text is lost: one window's stands, one other's is kept beside it."""
    world.seat(world.circle(), "ann")

    def write(number: int) -> int:
        data = world.prefixed(PLAN, {**world.PLAN_ANSWERS, "concern": f"Window {number}."})
        return pressed(User.objects.get(username="ann"), PLAN, "save_draft", {**data, "base": 0}).status

    at_once(write, range(PROCESSES))
    plan = Plan.objects.get()
    draft = plan.work.draft
    words = {draft.answers["concern"], (draft.other_answers or {}).get("concern")}
    assert len(words) == 2 and all(str(text).startswith("Window ") for text in words)


def test_the_last_seat_is_taken_once() -> None:
    where = world.circle()
    lead = world.seat(where, "lead", Role.FACILITATOR)
    at = world.now()
    link = joining.make_link(
        actor=world.actor(lead), circle=where, capacity=3, expires_at=at + world.days(7), at=at
    )
    names = [f"n{number}" for number in range(PROCESSES)]
    for name in names:
        world.person(name, enrolled=False)

    def join(name: str) -> bool:
        user = User.objects.get(username=name)
        try:
            joining.join(user_id=user.pk, code=link.code, at=world.now())
        except joining.JoiningError:
            return False
        return True

    assert sum(at_once(join, names)) == 3
    assert Membership.objects.filter(circle=where, role=Role.TEACHER, state="active").count() == 3
