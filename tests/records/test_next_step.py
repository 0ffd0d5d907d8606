"""One line that says what is next: every step in its order, or that nothing is."""

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.accounts import api as accounts
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.records.next_step import NextStep, Step, next_step
from tests.queries import counted
from tests.review import authors as act
from tests.world import ACCOUNT, NOON, PLAN, actor, circle, course_key, days, person, seat, usage_key

pytestmark = pytest.mark.django_db


def step(user: User) -> NextStep:
    """What is next for this person."""
    return next_step(actor=actor(user), course_key=course_key(), at=NOON)


@pytest.fixture
def where() -> Circle:
    """A circle with two teachers and a facilitator."""
    found = circle()
    for username, role in (("ann", Role.TEACHER), ("ben", Role.TEACHER), ("lead", Role.FACILITATOR)):
        seat(found, username, role)
    return found


def test_a_teacher_begins_with_the_plan(where: Circle) -> None:
    assert step(person("ann")) == NextStep(Step.BEGIN_PLAN), "where no plan is known yet, no address"
    act.shared_plan(person("ben"))
    assert step(person("ann")) == NextStep(Step.BEGIN_PLAN, usage_key(PLAN))


def test_a_teachers_way_through_the_plan(where: Circle) -> None:
    ann, ben, lead = person("ann"), person("ben"), person("lead")
    planning.save_draft(
        actor=actor(ann),
        course_key=course_key(),
        usage_key=usage_key(PLAN),
        answers={"focus": "how we"},
        base=0,
        at=NOON,
    )
    assert step(ann) == NextStep(Step.SHARE_PLAN, usage_key(PLAN), title="how we")
    plan = act.shared_plan(ann, title="Mine")
    assert step(ann) == NextStep(Step.NOTHING)
    response = act.begun(ben, plan)
    assert step(ann) == NextStep(Step.NOTHING), "a response that is only begun is nobody's business"
    act.sent(response)
    assert step(ann) == NextStep(Step.REPLY, usage_key(PLAN), ben.pk)
    act.replied(ann, response)
    assert step(ann) == NextStep(Step.AGREE_PLAN, usage_key(PLAN), title="Mine")
    act.tapped(ann)
    assert step(ann) == NextStep(Step.NOTHING)
    act.confirmed(lead, plan)
    assert step(ann) == NextStep(Step.NOTHING)


def test_whoever_leads_a_circle_is_shown_the_way_to_who_needs_them(where: Circle) -> None:
    """The rules of that page are in one place, and both of a pair read the same."""
    assert step(person("lead")) == NextStep(Step.LOOK_AFTER)
    act.tapped(act.shared_plan(person("ann")).owner)
    assert step(person("lead")) == NextStep(Step.LOOK_AFTER)


def test_readings_and_replies_come_before_everything_else(where: Circle) -> None:
    people = act.authors(where, 5)
    ann = people[0]
    first, second = act.held_by(ann)
    author = first.request.version.made_by
    expected = NextStep(
        Step.GIVE_RESPONSE, usage_key(ACCOUNT), author.pk, "Fingers on the desk", first.due_at
    )
    assert step(ann) == expected
    act.opened(first)
    assert step(ann) == expected, "until it is sent"
    received = [r for u in people for r in act.held_by(u) if r.request.version.made_by == ann]
    responses = [act.sent(act.opened(row), at=NOON + days(i)) for i, row in enumerate(received)]
    assert step(ann) == expected, "others wait for it"
    for row in (first, second):
        row.refresh_from_db()
        act.sent(act.opened(row))
    assert step(ann) == NextStep(Step.REPLY, usage_key(ACCOUNT), responses[0].assignment.reviewer_id)
    act.replied(ann, responses[0])
    assert step(ann) == NextStep(Step.REPLY, usage_key(ACCOUNT), responses[1].assignment.reviewer_id)
    act.replied(ann, responses[1])
    assert step(ann).step is Step.BEGIN_PLAN


def test_the_draft_of_an_account_comes_after_the_plan(where: Circle) -> None:
    ann = person("ann")
    accounts.save_draft(
        actor=actor(ann),
        course_key=course_key(),
        usage_key=usage_key(ACCOUNT),
        answers={"title": "Mine"},
        base=0,
        at=NOON,
    )
    assert step(ann).step is Step.BEGIN_PLAN
    act.shared_plan(ann)
    assert step(ann) == NextStep(Step.SHARE_ACCOUNT, usage_key(ACCOUNT), title="Mine")
    act.shared_account(ann)
    assert step(ann) == NextStep(Step.NOTHING)


@pytest.mark.parametrize("role", [Role.UNION_REPRESENTATIVE, Role.OBSERVER, None])
def test_who_writes_nothing_has_nothing_to_do(where: Circle, role: Role | None) -> None:
    act.shared_plan(person("ann"))
    user = seat(where, "other", role) if role else person("other")
    assert step(user) == NextStep(Step.NOTHING)


def test_teacher_here_and_facilitator_there(where: Circle) -> None:
    """Their own plan first, then those whom they look after."""
    seat(circle("two"), "ann", Role.FACILITATOR)
    ann = person("ann")
    assert step(ann).step is Step.BEGIN_PLAN
    act.shared_plan(ann)
    assert step(ann) == NextStep(Step.LOOK_AFTER)


def test_the_cost_does_not_grow() -> None:
    where = circle()
    lead, reader = seat(where, "lead", Role.FACILITATOR), seat(where, "reader")
    costs = []
    for number in (1, 12):
        for user in act.authors(where, number, start=number):
            act.shared_plan(user, at=NOON + days(number))
        found = []
        for user in (lead, reader, person("author1")):
            me = actor(user)
            with counted() as queries:
                next_step(actor=me, course_key=course_key(), at=NOON)
            found.append(queries.number)
        costs.append(found)
    assert costs[0][:2] == costs[1][:2]
    assert max(max(found) for found in costs) <= 7
