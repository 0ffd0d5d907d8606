"""Pause and ask: hidden at once, looked after by one person, settled in one of three ways."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.care import api as care
from learning_circle_xblock.care.lifecycle import PauseState
from learning_circle_xblock.care.models import Pause, StaffRead
from learning_circle_xblock.care.selectors import open_pause, pauses_for
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.circles.selectors import facts, page_actor
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import PostKind, Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning import selectors as plans
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.review import api as review
from tests.review import authors as act
from tests.world import NOON, PLAN, PLAN_ANSWERS, actor, circle, course_key, days, person, seat, usage_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Circle:
    """Two facilitators, one longer in the circle, and two teachers."""
    found = circle()
    for name, role in (
        ("lead", Role.FACILITATOR),
        ("second", Role.CO_FACILITATOR),
        ("ann", Role.TEACHER),
        ("ben", Role.TEACHER),
    ):
        seat(found, name, role)
    return found


@pytest.fixture
def plan(where: Circle) -> Plan:
    """Ann's plan, shared."""
    return act.shared_plan(person("ann"))


def press(plan: Plan, who: str) -> Pause:
    """Somebody pauses the plan."""
    fresh = Plan.objects.get(pk=plan.pk)
    text = plans.plan_text(fresh, {fresh.owner_id})
    return care.pause(
        actor=actor(person(who)),
        text=text,
        work_id=plan.work_id,
        circle=plan.circle,
        usage_key=plan.usage_key,
        at=NOON,
    )


def reads(plan: Plan, who: str) -> bool:
    """Whether the plan opens to this person."""
    given = {"actor": actor(person(who)), "usage_key": plan.usage_key}
    listed = plan.pk in {row.plan_id for row in plans.plans_of_circles(**given)[0]}
    opened = plans.shared_plan(**given, plan_id=plan.pk) is not None
    assert listed == opened or who == "ann"
    return opened


def test_a_text_is_hidden_at_once_and_has_one_owner(plan: Plan) -> None:
    assert reads(plan, "ben")
    found = press(plan, "ben")
    assert not reads(plan, "ben")
    assert reads(plan, "ann") and reads(plan, "lead") and reads(plan, "second")
    assert (found.owner, found.raised_by) == (person("lead"), person("ben"))
    assert found.look_by - found.raised_at == timedelta(hours=48)
    with pytest.raises(care.NotOpenToYou):
        press(plan, "lead")


def test_two_presses_at_the_same_moment_make_one_pause(plan: Plan) -> None:
    """Both read it as it was before; the second finds that the first came."""
    text = plans.plan_text(plan, {plan.owner_id})
    given = {"text": text, "work_id": plan.work_id, "circle": plan.circle, "usage_key": plan.usage_key}
    care.pause(actor=actor(person("ben")), at=NOON, **given)
    with pytest.raises(care.NotOpenToYou):
        care.pause(actor=actor(person("lead")), at=NOON, **given)
    assert Pause.objects.count() == 1


@pytest.mark.parametrize(("raiser", "owner"), [("ben", "lead"), ("lead", "second"), ("ann", "lead")])
def test_the_owner_is_the_longest_facilitator_who_neither_wrote_nor_asked(
    plan: Plan, raiser: str, owner: str
) -> None:
    assert press(plan, raiser).owner == person(owner)


def test_without_such_a_facilitator_it_is_the_coordinator_s(where: Circle, plan: Plan) -> None:
    circles.end_membership(circle=where, user_id=person("second").pk, at=NOON)
    pat = person("pat", enrolled=False)
    programmes.name_coordinator(node=where.node, user_id=pat.pk, at=NOON)
    found = press(plan, "lead")
    assert found.owner is None
    (row,) = pauses_for(actor=page_actor(pat.pk)).rows
    assert row.pause == found and not row.may_read
    care.look(actor=page_actor(pat.pk), pause_id=found.pk, at=NOON)
    # A facilitator who comes takes it over, and the coordinator no longer has it.
    seat(where, "third", Role.FACILITATOR)
    found.refresh_from_db()
    assert found.owner == person("third")
    assert not pauses_for(actor=page_actor(pat.pk)).rows
    assert open_pause(actor=page_actor(pat.pk), pause_id=found.pk) is None


def test_an_owner_who_leaves_hands_it_to_the_next(where: Circle, plan: Plan) -> None:
    found = press(plan, "ben")
    circles.end_membership(circle=where, user_id=person("lead").pk, at=NOON)
    found.refresh_from_db()
    assert found.owner == person("second")


def test_looked_at_stays_hidden_and_lifted_shows_it_again(plan: Plan) -> None:
    found = press(plan, "ben")
    for at in (NOON + days(1), NOON + days(2)):
        care.look(actor=actor(person("second")), pause_id=found.pk, at=at)
    found.refresh_from_db()
    assert (found.state, found.looked_at) == (PauseState.LOOKED_AT, NOON + days(1))
    assert not reads(plan, "ben")
    care.lift(actor=actor(person("lead")), pause_id=found.pk, at=NOON + days(1))
    found.refresh_from_db()
    assert (found.state, found.ended_by, found.live_work) == (PauseState.LIFTED, person("lead"), None)
    assert reads(plan, "ben")
    assert press(plan, "ben").pk != found.pk


def test_a_new_version_settles_it(plan: Plan) -> None:
    found, ann = press(plan, "ben"), actor(person("ann"))
    planning.revise(actor=ann, usage_key=usage_key(PLAN), at=NOON)
    assert not reads(plan, "ben"), "beginning to write changes nothing yet"
    planning.share(
        actor=ann,
        course_key=course_key(),
        usage_key=usage_key(PLAN),
        answers={**PLAN_ANSWERS, "concern": "Other words."},
        at=NOON,
    )
    found.refresh_from_db()
    assert (found.state, found.ended_by) == (PauseState.CHANGED, person("ann"))
    assert reads(plan, "ben")


def test_taken_back_it_is_the_author_s_alone_until_put_back(plan: Plan) -> None:
    found, ann = press(plan, "ben"), actor(person("ann"))
    given = {"work_id": plan.work_id, "usage_key": plan.usage_key}
    care.take_back(actor=ann, at=NOON + days(1), **given)
    assert reads(plan, "ann") and not reads(plan, "ben") and not reads(plan, "lead")
    assert not pauses_for(actor=actor(person("lead"))).rows
    with pytest.raises(care.NotOpenToYou):
        care.lift(actor=actor(person("lead")), pause_id=found.pk, at=NOON)
    care.put_back(actor=ann, at=NOON + days(2), **given)
    found.refresh_from_db()
    assert (found.state, found.ended_at) == (PauseState.RAISED, None)
    assert found.look_by == NOON + days(4)
    assert reads(plan, "lead") and not reads(plan, "ben")
    for step in (care.put_back, care.take_back, care.take_back):
        if step is care.take_back and Pause.objects.get().state == PauseState.RAISED:
            step(actor=ann, at=NOON, **given)
        else:
            with pytest.raises(care.NotOpenToYou):
                step(actor=ann, at=NOON, **given)


def test_a_facilitator_s_own_text_is_looked_at_by_the_other(where: Circle) -> None:
    """Somebody who wrote as a teacher and facilitates now settles no pause of their own."""
    plan = act.shared_plan(person("ben"))
    seat(where, "ben", Role.FACILITATOR)
    found = press(plan, "ann")
    assert found.owner == person("lead")
    with pytest.raises(care.NotOpenToYou):
        care.lift(actor=actor(person("ben")), pause_id=found.pk, at=NOON)
    assert not pauses_for(actor=actor(person("ben"))).rows


def test_the_event_of_a_press_names_nobody(plan: Plan) -> None:
    found = press(plan, "ben")
    event = Event.objects.get(verb="pause.raised")
    assert (event.object_id, event.actor, event.to_state) == (found.pk, None, "raised")
    assert not any(str(value) in {"ben", str(person("ben").pk)} for value in (event.verb, event.from_state))


def test_a_response_is_hidden_from_its_receiver_and_kept_while_paused(plan: Plan) -> None:
    """What was typed stays, and goes out once the pause is settled."""
    ben = person("ben")
    row = act.begun(ben, plan)
    found = press(plan, "lead")
    given = {"actor": actor(ben), "review_id": row.pk, "usage_key": plan.usage_key, "at": NOON}
    assert review.save_response(answers={"describe": "kept"}, base=1, **given).is_kept
    with pytest.raises(review.Paused):
        review.send_response(answers=act.WORDS, **given)
    care.lift(actor=actor(person("second")), pause_id=found.pk, at=NOON)
    assert review.send_response(answers=act.WORDS, **given) is not None


# -- the log of staff reads


def note(plan: Plan, who: User, at: datetime = NOON) -> None:
    """Somebody opens the plan."""
    text = plans.plan_text(plan, {plan.owner_id})
    care.note_read(
        actor=page_actor(who.pk), text=text, work_id=plan.work_id, circle=facts(plan.circle), at=at
    )


def test_staff_reads_are_noted_once_a_day(plan: Plan) -> None:
    for at in (NOON, NOON + timedelta(hours=1), NOON + days(1)):
        note(plan, person("lead"), at)
    rows = list(StaffRead.objects.order_by("at").values_list("reader__username", "role", "at"))
    assert rows == [("lead", "facilitator", NOON), ("lead", "facilitator", NOON + days(1))]


def test_whoever_is_author_or_fellow_teacher_is_not_noted(plan: Plan) -> None:
    for name in ("ann", "ben"):
        note(plan, person(name))
    assert not StaffRead.objects.exists()


@pytest.mark.parametrize("kind", PostKind)
def test_a_post_is_noted_as_such(plan: Plan, kind: PostKind) -> None:
    pat = person("pat", enrolled=False)
    programmes.name_coordinator(node=plan.circle.node, user_id=person("head").pk, at=NOON)
    programmes.appoint(
        actor=page_actor(person("head").pk), node=plan.circle.node, user_id=pat.pk, kind=kind, at=NOON
    )
    note(plan, pat)
    assert StaffRead.objects.get().role == kind


def test_a_link_facilitator_is_noted_as_such() -> None:
    parent = circle("link", layer=2)
    below = circle("one", parent=parent)
    seat(below, "lead", Role.FACILITATOR)
    seat(below, "ann")
    seat(parent, "gwen", Role.FACILITATOR)
    note(act.shared_plan(person("ann")), person("gwen"))
    assert StaffRead.objects.get().role == "link_facilitator"
