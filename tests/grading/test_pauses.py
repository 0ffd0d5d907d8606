"""While a circle is paused its clocks stand still: counting, the tick, readers, their dates, messages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.grading import api as grading
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.review.models import Assignment
from tests.review import authors as act
from tests.sessions.build import acting
from tests.world import ACCOUNT, NOON, PLAN, call, circle, days, person, seat, usage_key

pytestmark = pytest.mark.django_db
Commit = Callable[..., Any]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Commit) -> Commit:
    """What follows a transaction happens when this block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def where() -> Circle:
    """A running circle with a facilitator and two teachers."""
    found = circle()
    Circle.objects.update(state="running")
    found.refresh_from_db()
    for name in ("ann", "ben"):
        seat(found, name)
    seat(found, "lead", Role.FACILITATOR)
    return found


def pause(where: Circle, day: float, until: float | None = None) -> None:
    """From a day after noon, and until another."""
    lead = acting(person("lead"))
    circles.pause_circle(actor=lead, circle=where, until=None, at=NOON + days(day))
    if until is not None:
        resume(where, until)


def resume(where: Circle, day: float) -> None:
    where.refresh_from_db()
    circles.resume_circle(actor=acting(person("lead")), circle=where, at=NOON + days(day))


def tick(day: float) -> int:
    """The periodic job, so many days after noon: how many became complete."""
    return grading.apply_clock(at=NOON + days(day))[0]


def shown(who: User, block_type: str, day: float) -> list[str]:
    """Why each event counts or not, on a day."""
    found = grading.shown(user_id=who.pk, usage_key=usage_key(block_type), at=NOON + days(day))
    return [str(event.why) for event in found["events"]]


def test_the_fourteen_days_of_a_plan(where: Circle) -> None:
    ann = person("ann")
    act.shared_plan(ann)
    act.tapped(ann)
    pause(where, 10)
    assert tick(90) == 0 and shown(ann, PLAN, 90) == ["paused"]
    assert "The circle is paused" in call(ann, PLAN, "again", method="GET").text
    resume(where, 90)
    assert shown(ann, PLAN, 91) == ["wait_agreement"]
    assert tick(93.9) == 0
    assert tick(94) == 1


def test_what_counted_before_the_pause_stays(where: Circle) -> None:
    ann = person("ann")
    act.shared_plan(ann)
    act.tapped(ann)
    assert tick(14) == 1
    pause(where, 15)
    assert grading.shown(user_id=ann.pk, usage_key=usage_key(PLAN), at=NOON + days(16))["is_complete"]


def test_the_twenty_eight_days_of_an_account(where: Circle) -> None:
    ann = person("ann")
    act.shared_account(ann)
    pause(where, 20, 50)
    assert tick(57.9) == 0
    assert tick(58) == 1


def test_no_reader_is_asked_and_no_message_goes_out_until_the_circle_goes_on(
    where: Circle, commit: Commit
) -> None:
    people = [seat(where, name) for name in ("cy", "di", "eve", "fay", "gus")]
    pause(where, 0)
    with commit():
        for who in people:
            act.shared_account(who)
    assert not Assignment.objects.exists() and not mail.outbox
    with commit():
        resume(where, 30)
    asked = Assignment.objects.filter(slot__gt=0)
    assert asked.count() == 10 and {row.asked_at for row in asked} == {NOON + days(30)}
    assert {row.due_at for row in asked} == {NOON + days(37)}
    assert len(mail.outbox) == 5


def test_a_reading_keeps_the_days_it_had_left(where: Circle, commit: Commit) -> None:
    with commit():
        for name in ("cy", "di", "eve", "fay", "gus"):
            seat(where, name)
            act.shared_account(person(name))
    before = len(mail.outbox)
    row = Assignment.objects.filter(slot__gt=0).order_by("pk")[0]
    assert row.due_at is not None
    with commit():
        pause(where, 2, 32)
        pause(where, 33, 34)
    later = Assignment.objects.get(pk=row.pk)
    assert later.due_at == row.due_at + days(31)
    assert len(mail.outbox) == before, "nobody is written to because a circle goes on"
    assert shown(person("cy"), ACCOUNT, 20)[-1] == "wait_responses"


def test_who_leaves_in_a_pause_has_their_readings_passed_on_afterwards(where: Circle) -> None:
    for name in ("cy", "di", "eve", "fay", "gus", "hal"):
        seat(where, name)
        act.shared_account(person(name))
    held = Assignment.objects.filter(slot__gt=0, reviewer=person("cy"), state="open").count()
    assert held == 2
    pause(where, 1)
    circles.end_membership(circle=where, user_id=person("cy").pk, at=NOON + days(2))
    waiting = Assignment.objects.filter(slot__gt=0, state="open").exclude(
        request__version__made_by=person("cy")
    )
    assert waiting.count() == 8, "nobody is asked anew while it is paused"
    resume(where, 3)
    assert waiting.count() == 10
