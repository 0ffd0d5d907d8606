"""What the pages read about plans."""

import pytest

from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.selectors import (
    PAGE,
    has_response,
    own_plan,
    plans_of_circles,
    shared_plan,
)
from tests.queries import counted
from tests.review import authors as act
from tests.world import ACCOUNT, NOON, PLAN, actor, circle, course_key, days, person, seat, usage_key

pytestmark = pytest.mark.django_db


def test_ones_own_plan_in_one_query() -> None:
    ann = seat(circle(), "ann")
    assert own_plan(actor=actor(ann), usage_key=usage_key(PLAN)) is None
    act.shared_plan(ann)
    act.tapped(ann)
    me = actor(ann)
    with counted() as queries:
        found = own_plan(actor=me, usage_key=usage_key(PLAN))
        assert found is not None and found.agreement is not None
        assert found.answers["concern"] and found.plan.circle.code == "one"
        assert found.draft is None
    assert queries.number == 1
    assert own_plan(actor=me, usage_key=usage_key(ACCOUNT)) is None


def test_the_plans_of_a_circle_without_ones_own_the_newest_first() -> None:
    where = circle()
    ann, ben, cy = (seat(where, name) for name in ("ann", "ben", "cy"))
    lead = seat(where, "lead", Role.FACILITATOR)
    for i, user in enumerate((ann, ben, cy)):
        act.shared_plan(user, at=NOON + days(i))
    plan = own_plan(actor=actor(ben), usage_key=usage_key(PLAN)).plan
    act.sent(act.begun(ann, plan))
    act.begun(cy, plan)
    act.tapped(ben)
    act.confirmed(lead, plan)
    rows, has_more = plans_of_circles(actor=actor(ann), usage_key=usage_key(PLAN))
    assert [r.owner_id for r in rows] == [cy.pk, ben.pk] and not has_more
    theirs = rows[1]
    assert (theirs.state, theirs.responses, theirs.has_my_response) == ("agreed", None, True)
    assert not theirs.author_agreed and not theirs.facilitator_agreed
    led, _ = plans_of_circles(actor=actor(lead), usage_key=usage_key(PLAN))
    assert [(r.responses, r.author_agreed, r.facilitator_agreed) for r in led[:2]] == [
        (0, False, False),
        (1, True, True),
    ]
    rows, _ = plans_of_circles(actor=actor(cy), usage_key=usage_key(PLAN))
    assert not rows[0].has_my_response, "what was only begun does not count"


@pytest.mark.parametrize("username", ["rep", "watch", "stranger", "sibling"])
def test_who_sees_no_plans(username: str) -> None:
    parent = circle("up", layer=2)
    where, other = circle("one", parent=parent), circle("two", parent=parent)
    seat(where, "rep", Role.UNION_REPRESENTATIVE)
    seat(where, "watch", Role.OBSERVER)
    seat(other, "sibling", Role.FACILITATOR)
    plan = act.shared_plan(seat(where, "ann"))
    me = actor(person(username))
    assert plans_of_circles(actor=me, usage_key=usage_key(PLAN)) == ([], False)
    assert shared_plan(actor=me, usage_key=usage_key(PLAN), plan_id=plan.pk) is None


def test_a_list_comes_in_pages_at_a_constant_cost() -> None:
    where = circle()
    reader = seat(where, "reader")
    cost = []
    for i in range(PAGE + 5):
        act.shared_plan(seat(where, f"t{i}"), at=NOON + days(i))
        if i in (0, PAGE + 4):
            me = actor(reader)
            with counted() as queries:
                plans_of_circles(actor=me, usage_key=usage_key(PLAN))
            cost.append(queries.number)
    assert cost == [2, 2]
    first, has_more = plans_of_circles(actor=actor(reader), usage_key=usage_key(PLAN))
    second, more_still = plans_of_circles(actor=actor(reader), usage_key=usage_key(PLAN), page=2)
    assert (len(first), has_more, len(second), more_still) == (PAGE, True, 5, False)
    assert len({r.plan_id for r in first + second}) == PAGE + 5


def test_a_plan_that_is_not_shared_is_not_found() -> None:
    where = circle()
    ann = seat(where, "ann")
    planning.save_draft(
        actor=actor(ann),
        course_key=course_key(),
        usage_key=usage_key(PLAN),
        answers={"focus": "x"},
        base=0,
        at=NOON,
    )
    found = own_plan(actor=actor(ann), usage_key=usage_key(PLAN))
    assert found is not None and found.draft is not None and found.answers == {}
    lead = actor(seat(where, "lead", Role.FACILITATOR))
    assert shared_plan(actor=lead, usage_key=usage_key(PLAN), plan_id=found.plan.pk) is None
    assert plans_of_circles(actor=lead, usage_key=usage_key(PLAN)) == ([], False)


def test_whether_somebody_has_responded() -> None:
    where = circle()
    plan = act.shared_plan(seat(where, "ann"))
    response = act.begun(seat(where, "ben"), plan)
    assert not has_response(plan)
    act.sent(response)
    assert has_response(plan)
    act.replied(person("ann"), response)
    assert has_response(plan), "an answered response is one still"
