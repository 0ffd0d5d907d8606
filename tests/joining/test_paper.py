"""Members on paper: added, typed for, claimed once; their plan goes with them."""

from datetime import date, timedelta
from typing import Any

import pytest

from demo.models import Enrolment
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, Membership, TableSeat
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.joining.models import CODE_GOOD, Invitation, PaperMember, PaperPlan
from learning_circle_xblock.joining.selectors import typed_plan_of
from learning_circle_xblock.permissions import Actor, Post, PostKind, Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.lifecycle import PlanState
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.paper import put_into_plan
from learning_circle_xblock.planning.presets import START_SMALL
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.writing.models import Draft
from tests.world import NOON, PLAN, PLAN_ANSWERS, actor, circle, course_key, days, person, seat, usage_key

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


# -- name, code, end


def test_a_code_runs_out_and_a_new_one_opens() -> None:
    paper = on_paper(circle())
    with pytest.raises(joining.JoiningError, match="This code has run out"):
        late(paper)
    former = paper.claim_code
    joining.renew_claim_code(actor=lead(paper.circle), paper_id=paper.pk, at=paper.code_until)
    paper.refresh_from_db()
    assert paper.claim_code != former
    with pytest.raises(joining.UnknownCode):
        joining.claim_paper_member(user_id=person("awa").pk, code=former, at=NOON)
    assert late(paper, days(0)) == paper.circle


def late(paper: PaperMember, more: timedelta = timedelta(0)) -> Circle:
    """Claimed half a year after the beginning."""
    at = NOON + CODE_GOOD + more
    return joining.claim_paper_member(user_id=person("awa").pk, code=paper.claim_code, at=at)


def test_whoever_was_asked_to_go_does_not_come_back_by_a_code_made_before() -> None:
    paper = on_paper(circle())
    row = Membership.objects.get(person=seat(paper.circle, "awa"))
    circles.leave(actor=lead(paper.circle), membership_id=row.pk, reason=None, at=NOON + days(1))
    with pytest.raises(joining.JoiningError, match="Your seat in this circle has ended"):
        claim(paper)
    paper.refresh_from_db()
    assert paper.state == "on_paper" and Membership.objects.get(person=person("awa")).state == "left"


def test_a_name_is_corrected_and_two_who_do_it_at_once_lose_nothing() -> None:
    paper = on_paper(circle())
    by = lead(paper.circle)
    given = {"actor": by, "paper_id": paper.pk, "base": "Awa Koffi", "at": NOON}
    joining.rename_paper_member(name="Awa Kofi", **given)
    with pytest.raises(joining.JoiningError, match="anew meanwhile"):
        joining.rename_paper_member(name="Awa Coffi", **given)
    joining.rename_paper_member(name="Awa Kofi", **given)  # the same once more: as once
    assert PaperMember.objects.get().name == "Awa Kofi"
    assert not Event.objects.filter(verb__contains="Kofi")


def test_two_who_add_the_same_person_at_once_add_one() -> None:
    paper = on_paper(circle())
    with pytest.raises(joining.JoiningError, match="of this name"):
        joining.add_paper_member(actor=lead(paper.circle), circle=paper.circle, name="awa koffi", at=NOON)
    assert PaperMember.objects.count() == 1


def test_whoever_is_removed_is_forgotten() -> None:
    """Name, code, plan and place at the table."""
    paper = on_paper(circle())
    by = lead(paper.circle)
    typed(paper), seat(paper.circle, "ann")
    circles.propose(actor=by, circle=paper.circle, papers=[paper.pk], at=NOON)
    assert TableSeat.objects.filter(paper_id=paper.pk, ended_at=None).exists()
    joining.remove_paper_member(actor=by, paper_id=paper.pk, at=NOON)
    assert not PaperMember.objects.exists() and not PaperPlan.objects.exists()
    assert not TableSeat.objects.filter(paper_id=paper.pk, ended_at=None).exists()
    assert Event.objects.get(verb="paper.removed").object_id == paper.pk


def test_nobody_is_on_paper_in_a_circle_of_facilitators() -> None:
    with pytest.raises(joining.JoiningError, match="facilitators of the circles below"):
        on_paper(circle("top", layer=2))


def test_whoever_claims_sits_where_the_paper_sat() -> None:
    paper = on_paper(circle())
    ann = seat(paper.circle, "ann")
    circles.propose(actor=lead(paper.circle), circle=paper.circle, papers=[paper.pk], at=NOON)
    claim(paper)
    assert circles.table_people(paper.circle_id) == {1: [ann.pk, person("awa").pk]}


def test_on_paper_one_goes_along_into_the_circle_that_takes_the_others_in() -> None:
    one, two = circle(), circle("two")
    paper = on_paper(one)
    programmes.name_coordinator(node=one.node, user_id=person("co").pk, at=NOON)
    Invitation.objects.create(
        circle=one, email="a@example.org", role="teacher", made_at=NOON, expires_at=NOON
    )
    circles.merge(actor=circles.page_actor(person("co").pk), circle=one, into=two, at=NOON)
    paper.refresh_from_db()
    assert paper.circle == two and Invitation.objects.get().circle == two
    assert claim(paper) == two


# -- the typed plan that stays


def left_over(where: Circle) -> PaperPlan:
    """Typed, and claimed by somebody who has shared a plan already."""
    paper = on_paper(where)
    typed(paper)
    seat(where, "awa")
    planning.share(
        actor=actor(person("awa")), course_key=course_key(), usage_key=usage_key(PLAN),
        answers={**PLAN_ANSWERS, "concern": "my own words"}, at=NOON,
    )  # fmt: skip
    claim(paper)
    return PaperPlan.objects.select_related("paper__circle").get()


def test_its_author_puts_it_right_and_into_the_course() -> None:
    plan = left_over(circle())
    mine = actor(person("awa"))
    assert typed_plan_of(mine) == plan and typed_plan_of(lead(plan.paper.circle)) is None
    answers = {**PLAN_ANSWERS, "concern": "as I meant it"}
    given: dict[str, Any] = {"actor": mine, "plan_id": plan.pk, "at": NOON}
    kept = joining.correct_typed_plan(answers=answers, base=1, **given)
    assert (kept.revision, kept.typed_by_id) == (2, person("awa").pk)
    with pytest.raises(joining.TypedMeanwhile):
        joining.correct_typed_plan(answers=PLAN_ANSWERS, base=1, **given)
    assert put_into_plan(actor=mine, typed=kept, at=NOON) == usage_key(PLAN)
    draft = Draft.objects.get(work__plan__owner=person("awa"))
    assert draft.answers["concern"] == "my own words"
    assert draft.other_answers is not None and draft.other_answers["concern"] == "as I meant it"
    assert not PaperPlan.objects.exists()


def test_a_typed_plan_is_its_authors_alone_once_claimed() -> None:
    plan = left_over(circle())
    for who in (lead(plan.paper.circle), actor(seat(plan.paper.circle, "peer"))):
        with pytest.raises(joining.NotOpenToYou):
            joining.correct_typed_plan(actor=who, plan_id=plan.pk, answers={}, base=1, at=NOON)
        with pytest.raises(joining.NotOpenToYou):
            joining.forget_typed_plan(actor=who, plan_id=plan.pk, at=NOON)
        with pytest.raises(planning.NotOpenToYou):
            put_into_plan(actor=who, typed=plan, at=NOON)
    joining.forget_typed_plan(actor=actor(person("awa")), plan_id=plan.pk, at=NOON)
    assert not PaperPlan.objects.exists()
