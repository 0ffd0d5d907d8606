"""Pause and ask: hidden at once, looked after by one person, settled in one of three ways."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User

from demo.models import Enrolment
from learning_circle_xblock import handlers
from learning_circle_xblock.apps import LearningCircleConfig
from learning_circle_xblock.care import api as care
from learning_circle_xblock.care.lifecycle import PauseState
from learning_circle_xblock.care.models import Pause, StaffRead
from learning_circle_xblock.care.selectors import open_pause, pauses_for
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, Membership
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


@pytest.mark.parametrize("raiser", ["ben", "lead", "second", "ann"])
def test_who_looks_after_it_tells_nothing_of_who_asked(plan: Plan, raiser: str) -> None:
    """The facilitator longest in the circle, whoever pressed."""
    assert press(plan, raiser).owner == person("lead")


def test_a_sole_facilitator_who_asked_looks_after_it(where: Circle, plan: Plan) -> None:
    """Nobody would tell the author more surely who asked."""
    circles.end_membership(circle=where, user_id=person("second").pk, at=NOON)
    found = press(plan, "lead")
    assert found.owner == person("lead")
    care.lift(actor=actor(person("lead")), pause_id=found.pk, at=NOON)
    assert reads(plan, "ben")


def test_put_back_it_is_named_in_the_same_way(plan: Plan) -> None:
    given = {"actor": actor(person("ann")), "work_id": plan.work_id, "usage_key": plan.usage_key}
    found = press(plan, "lead")
    care.take_back(at=NOON, **given)
    care.put_back(at=NOON, **given)
    found.refresh_from_db()
    assert found.owner == person("lead")


def coordinator(where: Circle) -> User:
    """Somebody who coordinates the node."""
    pat = person("pat", enrolled=False)
    programmes.name_coordinator(node=where.node, user_id=pat.pk, at=NOON)
    return pat


def looks_after(user: User, at: datetime = NOON) -> bool:
    """Whether somebody has a pause in their list, and may open it."""
    who = page_actor(user.pk)
    (found,) = Pause.objects.all()
    listed = found in [row.pause for row in pauses_for(actor=who, at=at).rows]
    assert listed == (open_pause(actor=who, pause_id=found.pk, at=at) is not None)
    return listed


def may_read(user: User, at: datetime = NOON) -> bool:
    """Whether they read it, too."""
    found = open_pause(actor=page_actor(user.pk), pause_id=Pause.objects.get().pk, at=at)
    return found is not None and found.may_read


def test_without_such_a_facilitator_it_is_the_coordinator_s(where: Circle) -> None:
    """A facilitator who wrote the text as a teacher looks after no pause on it."""
    plan, pat = act.shared_plan(person("ben")), coordinator(where)
    seat(where, "ben", Role.FACILITATOR)
    for name in ("lead", "second"):
        circles.end_membership(circle=where, user_id=person(name).pk, at=NOON)
    found = press(plan, "ann")
    assert found.owner is None
    assert looks_after(pat) and not may_read(pat) and not looks_after(person("ben"))
    care.look(actor=page_actor(pat.pk), pause_id=found.pk, at=NOON)
    # A facilitator who comes takes it over, and the coordinator no longer has it.
    seat(where, "third", Role.FACILITATOR)
    found.refresh_from_db()
    assert found.owner == person("third")
    assert looks_after(person("third")) and not looks_after(pat)


@pytest.mark.parametrize("how", ["unenrolled", "account", "late"])
def test_the_coordinator_sees_and_settles_what_nobody_looks_after_in_time(
    where: Circle, plan: Plan, how: str
) -> None:
    """The promise of 48 hours is kept whatever becomes of the one who was named."""
    circles.end_membership(circle=where, user_id=person("second").pk, at=NOON)
    found, pat, at = press(plan, "ben"), coordinator(where), NOON
    assert not looks_after(pat)
    with pytest.raises(care.NotOpenToYou):
        care.lift(actor=page_actor(pat.pk), pause_id=found.pk, at=at)
    if how == "unenrolled":
        Enrolment.objects.filter(user=person("lead")).update(is_active=False)
    elif how == "account":
        User.objects.filter(username="lead").update(is_active=False)
    else:
        assert not looks_after(pat, found.look_by - timedelta(seconds=1))
        at = found.look_by
    assert looks_after(pat, at) and not may_read(pat, at)
    assert looks_after(person("lead"), at) is (how != "unenrolled")
    care.look(actor=page_actor(pat.pk), pause_id=found.pk, at=at)
    assert looks_after(pat, at)
    care.lift(actor=page_actor(pat.pk), pause_id=found.pk, at=at)
    assert reads(plan, "ben")


def test_another_facilitator_sees_what_the_owner_can_no_longer_look_after(where: Circle, plan: Plan) -> None:
    found, pat = press(plan, "ben"), coordinator(where)
    Enrolment.objects.filter(user=person("lead")).update(is_active=False)
    assert looks_after(person("second")) and may_read(person("second")) and looks_after(pat)
    care.follow_unenrolment(user_id=person("lead").pk, course_key=course_key())
    found.refresh_from_db()
    assert found.owner == person("second") and not looks_after(pat)


def test_a_pause_is_given_to_a_facilitator_with_rights(where: Circle, plan: Plan) -> None:
    Enrolment.objects.filter(user=person("lead")).update(is_active=False)
    assert press(plan, "ben").owner == person("second")


def test_the_platform_says_that_somebody_is_enrolled_no_longer(
    where: Circle, plan: Plan, django_capture_on_commit_callbacks: Any
) -> None:
    _made, receiver = LearningCircleConfig.plugin_app["signals_config"]["lms.djangoapp"]["receivers"]
    assert receiver["signal_path"].endswith(".COURSE_UNENROLLMENT_COMPLETED")
    found = press(plan, "ben")
    Enrolment.objects.filter(user=person("lead")).update(is_active=False)
    data = SimpleNamespace(
        user=SimpleNamespace(id=person("lead").pk), course=SimpleNamespace(course_key=course_key())
    )
    with django_capture_on_commit_callbacks(execute=True):
        getattr(handlers, receiver["receiver_func_name"])(signal=None, sender=None, enrollment=data)
    found.refresh_from_db()
    assert found.owner == person("second")


def test_facilitators_read_no_paused_text_of_who_has_left(where: Circle, plan: Plan) -> None:
    found, pat = press(plan, "ben"), coordinator(where)
    circles.end_membership(circle=where, user_id=person("ann").pk, at=NOON)
    for name in ("lead", "second"):
        assert not looks_after(person(name))
        with pytest.raises(care.NotOpenToYou):
            care.lift(actor=actor(person(name)), pause_id=found.pk, at=NOON)
    found.refresh_from_db()
    assert found.state == PauseState.RAISED
    assert looks_after(pat) and not may_read(pat)
    seat(where, "ann")  # who comes back brings the text along
    assert may_read(person("lead")) and not looks_after(pat)


def test_a_paused_text_goes_along_to_the_other_circle(where: Circle, plan: Plan) -> None:
    there = circle("two")
    seat(there, "other", Role.FACILITATOR)
    found, pat = press(plan, "ben"), coordinator(where)
    row = Membership.objects.get(person=person("ann"), circle=where)
    circles.move_member(actor=page_actor(pat.pk), membership_id=row.pk, circle_id=there.pk, at=NOON)
    found.refresh_from_db()
    assert (found.circle, found.owner) == (there, person("other"))
    assert may_read(person("other")) and not looks_after(person("lead")) and not looks_after(pat)


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
    assert not pauses_for(actor=actor(person("lead")), at=NOON).rows
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
    assert not pauses_for(actor=actor(person("ben")), at=NOON).rows


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
