"""Members on paper: added, typed for, claimed once; their plan goes with them."""

from datetime import date

import pytest

from demo.models import Enrolment
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.joining.models import PaperMember, PaperPlan
from learning_circle_xblock.permissions import Actor, Post, PostKind, Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.lifecycle import PlanState
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.presets import START_SMALL
from learning_circle_xblock.writing.models import Draft
from tests.world import NOON, PLAN, PLAN_ANSWERS, actor, circle, course_key, person, seat, usage_key

pytestmark = pytest.mark.django_db

SIGNED = date(2026, 5, 3)


def lead(where: Circle) -> Actor:
    return actor(seat(where, "lead", Role.FACILITATOR))


def on_paper(where: Circle) -> PaperMember:
    return joining.add_paper_member(actor=lead(where), circle=where, name="Awa Koffi", at=NOON)


def typed(paper: PaperMember, base: int = 0, **answers: str) -> PaperPlan:
    return joining.type_paper_plan(
        actor=lead(paper.circle),
        paper_id=paper.pk,
        schema_id=START_SMALL.id,
        answers={**PLAN_ANSWERS, **answers},
        base=base,
        at=NOON,
    )


def sign(paper: PaperMember, base: int = 1) -> None:
    joining.sign_paper_plan(actor=lead(paper.circle), paper_id=paper.pk, base=base, signed_on=SIGNED, at=NOON)


def claim(paper: PaperMember, username: str = "awa") -> Circle:
    user = person(username, enrolled=False)
    return joining.claim_paper_member(user_id=user.pk, code=paper.in_groups.lower(), at=NOON)


def test_whoever_claims_a_member_on_paper_gets_their_seat() -> None:
    where = circle()
    paper = on_paper(where)
    assert claim(paper) == where
    paper.refresh_from_db()
    assert (paper.state, paper.claimed_by, paper.claimed_at) == ("claimed", person("awa"), NOON)
    assert Membership.objects.get(person=person("awa")).role == Role.TEACHER
    assert Enrolment.objects.filter(user=person("awa"), is_active=True).exists()
    event = Event.objects.get(verb="paper.claimed")
    assert (event.object_id, event.actor, event.circle_id) == (paper.pk, person("awa"), where.pk)
    assert (event.from_state, event.to_state) == ("on_paper", "claimed")


def test_a_member_on_paper_is_claimed_once() -> None:
    paper = on_paper(circle())
    claim(paper)
    claim(paper)  # the same person: as once
    with pytest.raises(joining.JoiningError, match="used this code already"):
        claim(paper, "other")
    assert Event.objects.filter(verb="paper.claimed").count() == 1
    assert not Membership.objects.filter(person=person("other")).exists()


def test_a_wrong_code_claims_nobody() -> None:
    on_paper(circle())
    with pytest.raises(joining.UnknownCode):
        joining.claim_paper_member(user_id=person("awa").pk, code="AAAAAAAAA", at=NOON)


def test_who_is_in_the_circle_already_keeps_the_seat() -> None:
    paper = on_paper(circle())
    seat(paper.circle, "awa", Role.CO_FACILITATOR)
    claim(paper)
    assert Membership.objects.get(person=person("awa")).role == Role.CO_FACILITATOR


def test_a_signed_plan_is_shared_with_the_claim() -> None:
    paper = on_paper(circle())
    typed(paper)
    sign(paper)
    claim(paper)
    plan = Plan.objects.get(owner=person("awa"))
    assert (plan.state, plan.circle, plan.usage_key) == (PlanState.SHARED, paper.circle, usage_key(PLAN))
    assert plan.version is not None and plan.version.answers == PLAN_ANSWERS
    assert not PaperPlan.objects.exists()


@pytest.mark.parametrize("is_signed", [False, True])
def test_a_plan_that_is_not_signed_or_not_whole_is_a_draft(is_signed: bool) -> None:
    paper = on_paper(circle())
    typed(paper, **({"question": ""} if is_signed else {}))
    if is_signed:
        sign(paper)
    claim(paper)
    plan = Plan.objects.get(owner=person("awa"))
    assert plan.state == PlanState.DRAFT and plan.title == PLAN_ANSWERS["focus"]
    assert Draft.objects.get(work=plan.work).answers["concern"] == PLAN_ANSWERS["concern"]


def save(**answers: str) -> None:
    planning.save_draft(
        actor=actor(person("awa")), course_key=course_key(), usage_key=usage_key(PLAN),
        answers=answers, base=0, at=NOON,
    )  # fmt: skip


def test_beside_a_draft_of_ones_own_the_typed_plan_waits_for_a_choice() -> None:
    paper = on_paper(circle())
    typed(paper)
    sign(paper)
    seat(paper.circle, "awa")
    save(concern="my own words")
    claim(paper)
    draft = Draft.objects.get(work__plan__owner=person("awa"))
    assert draft.answers["concern"] == "my own words"
    assert draft.other_answers is not None and draft.other_answers["concern"] == PLAN_ANSWERS["concern"]
    assert Plan.objects.get().state == PlanState.DRAFT


def test_beside_a_shared_plan_nothing_is_lost() -> None:
    paper = on_paper(circle())
    typed(paper)
    seat(paper.circle, "awa")
    planning.share(
        actor=actor(person("awa")), course_key=course_key(), usage_key=usage_key(PLAN),
        answers={**PLAN_ANSWERS, "concern": "my own words"}, at=NOON,
    )  # fmt: skip
    claim(paper)
    assert Plan.objects.get().version.answers["concern"] == "my own words"  # type: ignore[union-attr]
    assert PaperPlan.objects.get().paper == paper


def test_two_who_type_at_once_lose_nothing() -> None:
    paper = on_paper(circle())
    typed(paper)
    with pytest.raises(joining.TypedMeanwhile) as caught:
        typed(paper, concern="from another window")
    assert caught.value.plan.answers == PLAN_ANSWERS
    typed(paper)  # the same words once more: as once
    assert typed(paper, base=1, concern="from another window").revision == 2


def test_a_signature_is_for_the_words_that_were_printed() -> None:
    paper = on_paper(circle())
    typed(paper)
    sign(paper)
    assert PaperPlan.objects.get().signed_on == SIGNED
    typed(paper, base=1, concern="another word")
    assert PaperPlan.objects.get().signed_on is None
    with pytest.raises(joining.JoiningError, match="has changed since it was printed"):
        sign(paper, base=1)


def test_only_managers_add_and_only_facilitators_type() -> None:
    where = circle()
    paper = on_paper(where)
    typed(paper)
    coordinator = Actor(person("co").pk, False, posts=(Post(PostKind.COORDINATOR, where.node_id),))
    joining.add_paper_member(actor=coordinator, circle=where, name="Jean", at=NOON)
    teacher = actor(seat(where, "teacher"))
    with pytest.raises(joining.NotOpenToYou):
        joining.add_paper_member(actor=teacher, circle=where, name="Jean", at=NOON)
    for who in (coordinator, teacher):
        with pytest.raises(joining.NotOpenToYou):
            joining.type_paper_plan(
                actor=who, paper_id=paper.pk, schema_id=START_SMALL.id, answers={}, base=1, at=NOON
            )
        with pytest.raises(joining.NotOpenToYou):
            joining.sign_paper_plan(actor=who, paper_id=paper.pk, base=1, signed_on=SIGNED, at=NOON)


def test_once_claimed_nobody_types_for_them() -> None:
    paper = on_paper(circle())
    claim(paper)
    with pytest.raises(joining.NotOpenToYou):
        typed(paper)
