"""Whoever was on paper takes over what was kept there, once, with the code; their typed plan is theirs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from .. import permissions
from ..circles import api as circles
from ..circles.lifecycle import OPEN
from ..circles.models import Circle, Membership
from ..events.api import record
from ..lifecycle import UnknownStep
from ..locking import locked
from ..permissions import Actor, Role
from .codes import tidy
from .faults import JoiningError, NotOpenToYou
from .lifecycle import PAPER, PaperState
from .links import UnknownCode, enrol
from .models import PaperMember, PaperPlan
from .paper import TypedMeanwhile
from .returning import refuse_return

__all__ = ["claim_paper_member", "correct_typed_plan", "forget_paper_plan", "forget_typed_plan"]


@transaction.atomic
def claim_paper_member(*, user_id: int, code: str, at: datetime) -> Circle:
    """What was kept on paper is this person's from now on; they are enrolled and seated. Once only.

    Raises:
        UnknownCode: nobody on paper has this code.
        JoiningError: it was claimed already or has run out, the circle has ended, the course takes nobody, or
            the person was asked to go.
    """
    rows = locked(PaperMember.objects.select_related("circle__parent"))
    paper = rows.filter(claim_code=tidy(code)).first()
    if paper is None:
        raise UnknownCode(_("No page on paper has this code. Look at it once more, or ask your facilitator."))
    if paper.claimed_by_id == user_id:
        return paper.circle
    before = paper.state
    _advance(paper, at)
    enrol(user_id, paper.circle)
    circles.take_over_paper_seat(paper_id=paper.pk, membership=_seat(paper, user_id, at), at=at)
    paper.claimed_by_id, paper.claimed_at = user_id, at
    paper.save(update_fields=["state", "claimed_by", "claimed_at"])
    record(
        verb="paper.claimed",
        object_id=paper.pk,
        course_key=paper.circle.course_key,
        circle_id=paper.circle_id,
        actor_id=user_id,
        from_state=before,
        to_state=paper.state,
        at=at,
    )
    return paper.circle


@transaction.atomic
def correct_typed_plan(
    *, actor: Actor, plan_id: int, answers: dict[str, object], base: int, at: datetime
) -> PaperPlan:
    """Its author writes the typed plan as it should be; nobody else reads it any more.

    Args:
        actor: who has claimed it.
        plan_id: the typed plan.
        answers: the whole form.
        base: the revision that the page showed.
        at: the time.

    Raises:
        NotOpenToYou: it is not the actor's.
        TypedMeanwhile: another window has a newer revision; nothing is changed.
    """
    plan = _own(actor, plan_id)
    if plan.answers == answers:
        return plan
    if plan.revision != base:
        raise TypedMeanwhile(plan)
    plan.answers, plan.revision = answers, plan.revision + 1
    plan.typed_by_id, plan.typed_at, plan.signed_on = actor.user_id, at, None
    plan.save()
    return plan


@transaction.atomic
def forget_typed_plan(*, actor: Actor, plan_id: int, at: datetime) -> None:
    """Its author needs it no longer.

    Raises:
        NotOpenToYou: it is not the actor's.
    """
    plan = _own(actor, plan_id)
    record(
        verb="paper.plan_removed",
        object_id=plan.paper_id,
        course_key=plan.paper.circle.course_key,
        circle_id=plan.paper.circle_id,
        actor_id=actor.user_id,
        at=at,
    )
    plan.delete()


def forget_paper_plan(*, paper_id: int) -> None:
    """Once the plan stands where its author writes it, the typed one is no longer kept."""
    PaperPlan.objects.filter(paper_id=paper_id).delete()


def _own(actor: Actor, plan_id: int) -> PaperPlan:
    rows = locked(PaperPlan.objects.select_related("paper__circle"))
    plan = rows.filter(pk=plan_id, paper__state=PaperState.CLAIMED).first()
    if plan is None or not permissions.may_answer_for(actor, plan.paper.claimed_by_id or 0):
        raise NotOpenToYou
    return plan


def _advance(paper: PaperMember, at: datetime) -> None:
    """Claimed, while the circle is open and the code is good."""
    if paper.circle.state not in OPEN:
        raise JoiningError(_("This circle has ended. Ask your facilitator about your pages."))
    try:
        paper.state = PAPER.advance(PaperState(paper.state), "claim")
    except UnknownStep:
        raise JoiningError(_("Somebody has used this code already. Ask your facilitator.")) from None
    if paper.code_until <= at:
        raise JoiningError(_("This code has run out. Ask your facilitator for a new one."))


def _seat(paper: PaperMember, user_id: int, at: datetime) -> Membership:
    """The seat they have, or a teacher's; whoever was asked to go since has none to come back to."""
    rows = Membership.objects.filter(circle_id=paper.circle_id, person_id=user_id, live_slot__isnull=False)
    there = rows.first()
    if there is not None:
        return there
    refuse_return(paper.circle_id, user_id, paper.code_since)
    return circles.seat(circle=paper.circle, user_id=user_id, role=Role.TEACHER, at=at)
