"""What becomes of a project after it was agreed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.grading.facts import plan_facts
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.lifecycle import PLAN as TABLE
from learning_circle_xblock.planning.lifecycle import PlanState
from learning_circle_xblock.planning.models import Agreement, Plan
from learning_circle_xblock.planning.selectors import own_plan
from learning_circle_xblock.review.models import Review, ReviewRequest
from learning_circle_xblock.writing.models import Version
from tests.review import authors as act
from tests.world import NOON, PLAN, PLAN_ANSWERS, actor, circle, course_key, days, person, seat, usage_key

pytestmark = pytest.mark.django_db

NOTE = {"what": "Two rows, not one.", "why": "One row told too little.", "keep": "Fingers on the desk."}
STEPS: dict[str, tuple[Callable[..., Plan], dict[str, Any]]] = {
    "start": (planning.start, {}),
    "adjust": (planning.adjust, NOTE),
    "report": (planning.report, {"has_account": True}),
    "carry_forward": (planning.carry_forward, {"reason": "It needs a second year."}),
    "set_aside": (planning.set_aside, {"reason": "I have another class now."}),
    "take_up": (planning.take_up, {}),
}
VERBS = {
    "start": "plan.started",
    "adjust": "plan.adjusted",
    "report": "plan.reported",
    "carry_forward": "plan.carried_forward",
    "set_aside": "plan.set_aside",
    "take_up": "plan.taken_up",
}


@pytest.fixture
def where() -> Circle:
    """A circle with a teacher, a colleague and a facilitator."""
    found = circle()
    for username, role in (("ann", Role.TEACHER), ("ben", Role.TEACHER), ("lead", Role.FACILITATOR)):
        seat(found, username, role)
    return found


@pytest.fixture
def plan(where: Circle) -> Plan:
    """Ann's plan, responded to and agreed."""
    found = act.shared_plan(person("ann"), title="Fingers")
    act.sent(act.begun(person("ben"), found))
    act.tapped(person("ann"))
    return act.confirmed(person("lead"), found)


def take(step: str, plan: Plan, user: User | None = None, **more: Any) -> Plan:
    """One step of the author."""
    function, given = STEPS[step]
    return function(
        actor=actor(user or person("ann")), plan_id=plan.pk, at=NOON + days(5), **{**given, **more}
    )


@pytest.mark.parametrize("state", PlanState)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_where_the_table_has_it(plan: Plan, state: PlanState, step: str) -> None:
    Plan.objects.update(state=state)
    if not TABLE.allows(state, step):
        with pytest.raises(planning.NotOpenToYou):
            take(step, plan)
        assert Plan.objects.get().state == state
        return
    take(step, plan)
    event = Event.objects.get(verb=VERBS[step])
    assert (event.from_state, event.actor_id) == (state, person("ann").pk)
    assert event.to_state == TABLE.advance(state, step)


@pytest.mark.parametrize("step", STEPS)
def test_the_author_alone_takes_a_step(plan: Plan, step: str) -> None:
    Plan.objects.update(state=next(s for s in PlanState if TABLE.allows(s, step)))
    for name in ("ben", "lead"):
        with pytest.raises(planning.NotOpenToYou):
            take(step, plan, person(name))
    function, given = STEPS[step]
    viewed = replace(actor(person("ann")), is_read_only=True)
    with pytest.raises(planning.NotOpenToYou):
        function(actor=viewed, plan_id=plan.pk, at=NOON, **given)
    with pytest.raises(planning.NotOpenToYou):
        function(actor=actor(person("ann")), plan_id=987, at=NOON, **given)
    assert not Event.objects.filter(verb=VERBS[step]).exists()


def test_an_adjustment_is_a_version_and_the_agreement_stands(plan: Plan) -> None:
    before = Version.objects.get(pk=plan.version_id)
    take("adjust", plan)
    found = Plan.objects.get()
    assert found.version is not None and found.version.number == 2
    note = {"adjust_what": NOTE["what"], "adjust_why": NOTE["why"], "adjust_keep": NOTE["keep"]}
    assert found.version.answers == {**before.answers, **note}
    assert Version.objects.get(pk=before.pk).answers == before.answers
    assert Agreement.objects.get().version_id == before.pk
    assert Review.objects.get().assignment.request.version_id == before.pk
    assert ReviewRequest.objects.filter(version=found.version).exists(), "the circle may respond to it"
    facts = plan_facts(user_id=person("ann").pk, usage_key=usage_key(PLAN))
    assert facts is not None and facts.is_agreed
    act.sent(act.begun(person("lead"), found))
    assert Plan.objects.get().state == "adjusted"


def test_an_adjustment_says_what_changed(plan: Plan) -> None:
    with pytest.raises(planning.ReasonMissing):
        take("adjust", plan, what="  ")
    assert Version.objects.filter(work=plan.work).count() == 1


@pytest.mark.parametrize("step", ["carry_forward", "set_aside"])
def test_laying_down_takes_a_few_words_and_keeps_everything(plan: Plan, step: str) -> None:
    with pytest.raises(planning.ReasonMissing):
        take(step, plan, reason=" ")
    take(step, plan)
    found = Plan.objects.get()
    assert found.closing_reason == STEPS[step][1]["reason"] and found.closed_at == NOON + days(5)
    assert Version.objects.filter(work=plan.work).count() == Review.objects.count() == 1


def test_a_report_needs_a_shared_account(plan: Plan) -> None:
    with pytest.raises(planning.NoAccountYet):
        take("report", plan, has_account=False)
    take("report", plan)
    assert Plan.objects.get().closed_at == NOON + days(5)


def test_what_was_set_aside_is_taken_up_where_it_stood(plan: Plan) -> None:
    take("set_aside", plan)
    take("take_up", plan)
    found = Plan.objects.get()
    assert (found.state, found.closed_at, found.closing_reason) == ("agreed", None, "")


def test_a_plan_set_aside_before_the_agreement_comes_back_with_its_draft(where: Circle) -> None:
    ann = person("ann")
    first = act.shared_plan(ann)
    planning.revise(actor=actor(ann), usage_key=usage_key(PLAN), at=NOON)
    take("set_aside", first)
    own = own_plan(actor=actor(ann), usage_key=usage_key(PLAN))
    assert own is not None and own.draft is None
    given: dict[str, Any] = {"actor": actor(ann), "course_key": course_key(), "usage_key": usage_key(PLAN)}
    for write in (planning.save_draft, planning.share):
        more = {"base": 1} if write is planning.save_draft else {}
        with pytest.raises(planning.AlreadyShared):
            write(answers=PLAN_ANSWERS, at=NOON, **given, **more)  # type: ignore[operator]
    with pytest.raises(planning.NotOpenToYou):
        act.tapped(ann)
    take("take_up", first)
    own = own_plan(actor=actor(ann), usage_key=usage_key(PLAN))
    assert own is not None and own.draft is not None and own.plan.state == "shared"


@pytest.mark.parametrize("step", ["report", "carry_forward", "set_aside"])
def test_one_begins_again_with_a_new_project(plan: Plan, step: str) -> None:
    ann = person("ann")
    take(step, plan)
    new = planning.begin_again(actor=actor(ann), plan_id=plan.pk, at=NOON + days(6))
    assert (new.number, new.state, new.title) == (2, "draft", "")
    own = own_plan(actor=actor(ann), usage_key=usage_key(PLAN))
    assert own is not None and own.plan == new
    act.shared_plan(ann, title="A new one")
    assert Plan.objects.get(pk=plan.pk).title == "Fingers"
    assert [p.title for p in Plan.objects.order_by("number")] == ["Fingers", "A new one"]
    with pytest.raises(planning.NotOpenToYou):
        planning.begin_again(actor=actor(ann), plan_id=plan.pk, at=NOON)
    for later in STEPS:
        with pytest.raises(planning.NotOpenToYou):
            take(later, plan)


@pytest.mark.parametrize(
    "state", [s for s in PlanState if s not in ("reported", "carried_forward", "set_aside")]
)
def test_nobody_begins_again_while_the_project_goes_on(plan: Plan, state: str) -> None:
    Plan.objects.update(state=state)
    with pytest.raises(planning.NotOpenToYou):
        planning.begin_again(actor=actor(person("ann")), plan_id=plan.pk, at=NOON)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("step", ["start", "adjust", "report", "carry_forward"])
def test_what_has_been_agreed_counts_whatever_becomes_of_it(plan: Plan, step: str) -> None:
    take(step, plan)
    facts = plan_facts(user_id=person("ann").pk, usage_key=usage_key(PLAN))
    assert facts is not None and facts.is_agreed


def test_a_facilitators_tap_is_not_asked_again(plan: Plan) -> None:
    """Neither by a page left open nor in a tutorial."""
    take("start", plan)
    lead = actor(person("lead"))
    with pytest.raises(planning.NotOpenToYou):
        planning.agree_as_facilitator(
            actor=lead, usage_key=usage_key(PLAN), plan_id=plan.pk, waiver="x", at=NOON
        )
    with pytest.raises(planning.NotOpenToYou):
        act.tapped(person("ann"))
    found = planning.agree_at_tutorial(
        actor=lead, circle_id=plan.circle_id, person_ids=[person("ann").pk], waiver="", at=NOON
    )
    assert found == {person("ann").pk: planning.Tutored.ALREADY}


def test_a_tutorial_agrees_the_project_of_now(plan: Plan) -> None:
    ann, lead = person("ann"), actor(person("lead"))
    take("set_aside", plan)
    given: dict[str, Any] = {"circle_id": plan.circle_id, "person_ids": [ann.pk], "waiver": "new", "at": NOON}
    assert planning.agree_at_tutorial(actor=lead, **given) == {ann.pk: planning.Tutored.NOT_SHARED}
    planning.begin_again(actor=actor(ann), plan_id=plan.pk, at=NOON)
    act.shared_plan(ann)
    assert planning.agree_at_tutorial(actor=lead, **given) == {ann.pk: planning.Tutored.AGREED}
    assert [p.state for p in Plan.objects.order_by("number")] == ["set_aside", "agreed"]
