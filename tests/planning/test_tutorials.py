"""Agreement on the plans of a whole table, and each teacher's way to take theirs back."""

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api
from learning_circle_xblock.planning.api import Tutored
from learning_circle_xblock.planning.models import Agreement, Plan
from learning_circle_xblock.planning.presets import ETHICS
from tests.review import authors as act
from tests.world import NOON, PLAN, actor, call, circle, seat, usage_key, view

pytestmark = pytest.mark.django_db


def plan_of(user: User) -> Plan:
    return Plan.objects.get(owner=user)


def tutored(lead: User, where: object, *people: User, waiver: str = "") -> dict[int, Tutored]:
    return api.agree_at_tutorial(
        actor=actor(lead),
        circle_id=where.pk,  # type: ignore[attr-defined]
        person_ids=[user.pk for user in people],
        waiver=waiver,
        at=NOON,
    )


def test_one_action_for_a_table_says_what_became_of_each() -> None:
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    ann, ben, eve, dan, zoe = (seat(where, name) for name in ("ann", "ben", "eve", "dan", "zoe"))
    for user in (ann, ben, eve, dan):
        act.shared_plan(user)
    act.sent(act.begun(ben, plan_of(ann)))
    api.revise(actor=actor(eve), usage_key=usage_key(PLAN), at=NOON)
    found = tutored(lead, where, ann, ben, eve, zoe)
    assert found == {
        ann.pk: Tutored.AGREED,
        ben.pk: Tutored.NO_RESPONSE,
        eve.pk: Tutored.BEING_WRITTEN,
        zoe.pk: Tutored.NOT_SHARED,
    }
    assert plan_of(dan).state == "shared", "who was not there is left alone"
    again = tutored(lead, where, ann, ben, waiver="Talked at the table")
    assert again == {ann.pk: Tutored.ALREADY, ben.pk: Tutored.AGREED}
    agreement = Agreement.objects.get(version=plan_of(ben).version)
    assert agreement.recorded_by_id == agreement.facilitator_id == lead.pk
    assert agreement.waiver == "Talked at the table"
    assert agreement.ethics == {code: "yes" for code, _label in ETHICS}


def test_who_does_not_facilitate_records_nothing() -> None:
    where = circle()
    ann, other = seat(where, "ann"), seat(circle("two"), "other", Role.FACILITATOR)
    act.shared_plan(ann)
    for who in (ann, other):
        with pytest.raises(api.NotOpenToYou):
            tutored(who, where, ann, waiver="x")
    assert plan_of(ann).state == "shared"


def test_a_teacher_takes_back_their_own_and_leaves_the_others() -> None:
    where = circle()
    lead, ann, ben = seat(where, "lead", Role.FACILITATOR), seat(where, "ann"), seat(where, "ben")
    act.shared_plan(ann), act.shared_plan(ben)
    act.sent(act.begun(ben, plan_of(ann)))
    tutored(lead, where, ann, ben, waiver="Talked")
    page = view(ann, PLAN)
    assert "A facilitator recorded your agreement" in page.text
    refused = call(ben, PLAN, "take_agreement_back", {"plan": plan_of(ann).pk})
    assert refused.status == 404 and plan_of(ann).state == "agreed"
    answer = call(ann, PLAN, "take_agreement_back", {"plan": plan_of(ann).pk})
    assert answer.status == 200 and "Taken back" in answer.text
    assert "A facilitator recorded" not in answer.text and "mine to lead" in answer.text
    assert plan_of(ann).state == "responded" and plan_of(ben).state == "agreed"
    api.agree_as_author(
        actor=actor(ann),
        usage_key=usage_key(PLAN),
        ethics={code: "discuss" for code, _label in ETHICS},
        at=NOON,
    )
    assert plan_of(ann).state == "agreed", "the facilitator's half still stands"
    late = call(ann, PLAN, "take_agreement_back", {"plan": plan_of(ann).pk})
    assert late.status == 404, "what one pressed oneself is not taken back"


def test_a_plan_without_a_response_goes_back_to_shared() -> None:
    where = circle()
    lead, ann = seat(where, "lead", Role.FACILITATOR), seat(where, "ann")
    act.shared_plan(ann)
    tutored(lead, where, ann, waiver="Talked")
    api.take_agreement_back(actor=actor(ann), plan_id=plan_of(ann).pk, at=NOON)
    assert plan_of(ann).state == "shared"
