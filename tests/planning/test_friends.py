"""A plan that is shared with critical friends alone: who reads it, and what follows a change of friends."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning import selectors as plans
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.records.next_step import Step, next_step
from learning_circle_xblock.records.tasks import TaskKind, own_tasks
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.models import ReviewRequest
from tests.review import authors as act
from tests.world import NOON, PLAN, PLAN_ANSWERS, actor, circle, course_key, days, person, seat, usage_key

pytestmark = pytest.mark.django_db
KEY = usage_key(PLAN)


@pytest.fixture
def where() -> Circle:
    """Ann and Ben are critical friends, Cleo is nobody's."""
    found = circle()
    seat(found, "lead", Role.FACILITATOR)
    for name in ("ann", "ben", "cleo"):
        seat(found, name)
    pair(found, "ann", "ben")
    return found


def pair(where: Circle, *names: str) -> None:
    """These people are critical friends from now on, and nobody else."""
    friends.keep_groups(
        actor=actor(person("lead")),
        circle=where,
        numbers={person(name).pk: 1 for name in names},
        rule=friends.Rule.CHOSEN,
        at=NOON,
    )


def shared(user: User, audience: planning.Audience = planning.Audience.FRIENDS) -> Plan:
    """The person's plan."""
    return planning.share(
        actor=actor(user),
        course_key=course_key(),
        usage_key=KEY,
        answers=PLAN_ANSWERS,
        at=NOON,
        audience=audience,
    )


def readers(plan: Plan) -> set[str]:
    """Who of the circle opens it, and finds it in the list."""
    found = set()
    for name in ("ann", "ben", "cleo", "lead"):
        who = actor(person(name))
        is_open = plans.shared_plan(actor=who, usage_key=KEY, plan_id=plan.pk) is not None
        rows, _more = plans.plans_of_circles(actor=who, usage_key=KEY)
        assert name == "ann" or is_open is (plan.pk in {row.plan_id for row in rows}), name
        if is_open:
            found.add(name)
    return found


def test_friends_and_facilitators_read_it_and_nobody_else(where: Circle) -> None:
    plan = shared(person("ann"))
    assert readers(plan) == {"ann", "ben", "lead"}
    request = ReviewRequest.objects.get(version=plan.version)
    assert (request.asks_friends, request.asks_circle) == (True, False)
    with pytest.raises(review.NotOpenToYou):
        act.begun(person("cleo"), plan)
    act.sent(act.begun(person("ben"), plan))
    assert readers(plan) == {"ann", "ben", "lead"}


def test_the_friends_of_now_read_it_and_whoever_has_begun_a_response(where: Circle) -> None:
    """Re-paired: nothing that was typed is lost, and what was begun can be sent."""
    plan = shared(person("ann"))
    begun = act.begun(person("ben"), plan)
    pair(where, "ann", "cleo")
    assert readers(plan) == {"ann", "ben", "cleo", "lead"}
    assert act.sent(begun).sent_version is not None
    circles.end_membership(circle=where, user_id=person("cleo").pk, at=NOON)
    assert readers(plan) == {"ann", "ben", "lead"}


def test_without_friends_the_facilitators_read_it(where: Circle) -> None:
    plan = shared(person("cleo"))
    who = actor(person("lead"))
    assert plans.shared_plan(actor=who, usage_key=KEY, plan_id=plan.pk)
    assert not plans.shared_plan(actor=actor(person("ben")), usage_key=KEY, plan_id=plan.pk)


def test_it_is_opened_to_the_circle_and_the_next_version_may_be_for_friends_again(where: Circle) -> None:
    plan = shared(person("ann"))
    planning.open_to_circle(actor=actor(person("ann")), usage_key=KEY, at=NOON)
    plan.refresh_from_db()
    assert readers(plan) == {"ann", "ben", "cleo", "lead"}
    act.begun(person("cleo"), plan)
    with pytest.raises(planning.NotOpenToYou):
        planning.open_to_circle(actor=actor(person("ann")), usage_key=KEY, at=NOON)
    planning.revise(actor=actor(person("ann")), usage_key=KEY, at=NOON)
    again = shared(person("ann"))
    assert readers(again) == {"ann", "ben", "cleo", "lead"}, "Cleo has begun a response, and goes on"


def test_an_adjusted_plan_stays_with_its_readers_and_its_protocol(where: Circle) -> None:
    plan = shared(person("ann"))
    ReviewRequest.objects.update(protocol=review.Protocol.TWO_AND_ONE)
    act.sent(act.begun(person("ben"), plan), keep_1="a", keep_2="b", wish="c")
    act.tapped(person("ann"))
    act.confirmed(person("lead"), plan)
    planning.adjust(actor=actor(person("ann")), plan_id=plan.pk, what="Less", why="", keep="", at=NOON)
    plan.refresh_from_db()
    request = ReviewRequest.objects.get(version=plan.version)
    assert (request.asks_friends, request.protocol) == (True, review.Protocol.TWO_AND_ONE)
    assert readers(plan) == {"ann", "ben", "lead"}


def test_a_talk_is_said_with_a_friend_or_a_facilitator(where: Circle) -> None:
    plan = shared(person("ann"))
    said = {"version_id": plan.version_id or 0, "talked_on": NOON.date(), "line": "x", "at": NOON}
    ann = actor(person("ann"))
    with pytest.raises(review.NotOpenToYou):
        review.say_talked(actor=ann, friend_id=person("cleo").pk, **said)
    with pytest.raises(review.NotOpenToYou):
        review.say_talked(actor=actor(person("cleo")), friend_id=person("cleo").pk, **said)
    talk = review.say_talked(actor=ann, friend_id=person("ben").pk, **said)
    review.confirm_talk(actor=actor(person("ben")), talk_id=talk.pk, at=NOON)
    assert review.say_talked(actor=ann, friend_id=person("lead").pk, **said)


@pytest.mark.parametrize("audience", planning.Audience)
def test_a_friends_plan_is_a_task_at_once_and_the_next_step_after_some_days(
    where: Circle, audience: planning.Audience
) -> None:
    plan = shared(person("ann"), audience)
    (task,) = own_tasks(actor=actor(person("ben")))
    assert (task.kind, task.person_id, task.version_id) == (
        TaskKind.RESPOND,
        plan.owner_id,
        plan.version_id,
    )
    assert not own_tasks(actor=actor(person("cleo")))
    assert step("ben", 10) is not Step.RESPOND_TO_PLAN
    assert step("ben", 10.1) is Step.RESPOND_TO_PLAN
    where.node.friend_days = 20
    where.node.save()
    assert step("ben", 19) is not Step.RESPOND_TO_PLAN
    assert step("cleo", 40) is not Step.RESPOND_TO_PLAN
    act.sent(act.begun(person("ben"), plan))
    assert step("ben", 40) is not Step.RESPOND_TO_PLAN
    assert not plans.plans_of_friends(actor=actor(person("ben")))


def step(name: str, after: float) -> Step:
    """The next small step of somebody so many days after the sharing."""
    at = NOON + days(after) - timedelta(seconds=1 if after == 10 else 0)
    return next_step(actor=actor(person(name)), course_key=course_key(), at=at).step
