"""Members on paper: added and typed for by facilitators, claimed once by a user with the code."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from .. import permissions
from ..circles import api as circles
from ..circles.lifecycle import OPEN
from ..circles.models import Circle
from ..events.api import record
from ..lifecycle import UnknownStep
from ..permissions import Actor, Role
from .codes import new_code, tidy
from .faults import JoiningError, NotOpenToYou
from .lifecycle import PAPER, PaperState
from .links import UnknownCode, enrol, has_seat
from .models import PaperMember, PaperPlan

__all__ = [
    "TypedMeanwhile",
    "add_paper_member",
    "claim_paper_member",
    "forget_paper_plan",
    "sign_paper_plan",
    "type_paper_plan",
]


class TypedMeanwhile(JoiningError):
    """Somebody else typed in the meantime; `plan` holds their words."""

    def __init__(self, plan: PaperPlan) -> None:
        super().__init__(
            _("Somebody else typed here meanwhile. Their words stand below; yours are still in the form.")
        )
        self.plan = plan


@transaction.atomic
def add_paper_member(*, actor: Actor, circle: Circle, name: str, at: datetime) -> PaperMember:
    """A teacher without an account joins the circle.

    Raises:
        NotOpenToYou: the actor does not manage the circle.
        JoiningError: the circle has ended.
    """
    if not permissions.may_open_ways_in(actor, circles.facts(circle)):
        raise NotOpenToYou
    if circle.state not in OPEN:
        raise JoiningError(_("This circle has ended; nobody can join it any more."))
    paper = PaperMember.objects.create(
        circle=circle, name=name, claim_code=new_code(), added_by_id=actor.user_id, added_at=at
    )
    _note(paper, "paper.added", "", actor.user_id, at)
    return paper


@transaction.atomic
def type_paper_plan(
    *, actor: Actor, paper_id: int, schema_id: str, answers: dict[str, object], base: int, at: datetime
) -> PaperPlan:
    """Keep what was typed from paper; a signature on older words no longer counts.

    Args:
        actor: a facilitator of the circle.
        paper_id: the member on paper.
        schema_id: the form, with the version of its wording.
        answers: the whole form.
        base: the revision this window started from; 0 before the first.
        at: the time of typing.

    Raises:
        NotOpenToYou: there is no such member on paper, or the actor does not facilitate the circle.
        TypedMeanwhile: there is a newer revision; nothing is changed.
    """
    paper = _to_type(actor, paper_id)
    plan = PaperPlan.objects.filter(paper=paper).first()
    if plan is None:
        plan = PaperPlan(paper=paper, revision=0, typed_at=at)
    elif plan.answers == answers:
        return plan
    elif plan.revision != base:
        raise TypedMeanwhile(plan)
    plan.schema_id, plan.answers, plan.revision = schema_id, answers, plan.revision + 1
    plan.typed_by_id, plan.typed_at, plan.signed_on = actor.user_id, at, None
    plan.save()
    _note(paper, "paper.plan_typed", paper.state, actor.user_id, at)
    return plan


@transaction.atomic
def sign_paper_plan(*, actor: Actor, paper_id: int, base: int, signed_on: date, at: datetime) -> None:
    """The teacher has signed the print of these very words.

    Raises:
        NotOpenToYou: there is no such member on paper, or the actor does not facilitate the circle.
        JoiningError: there is no plan, or its words are newer than the print.
    """
    paper = _to_type(actor, paper_id)
    plan = PaperPlan.objects.filter(paper=paper).first()
    if plan is None or plan.revision != base:
        raise JoiningError(
            _("The plan has changed since it was printed. Please print it and have it signed once more.")
        )
    plan.signed_on = signed_on
    plan.save(update_fields=["signed_on"])
    _note(paper, "paper.plan_signed", paper.state, actor.user_id, at)


@transaction.atomic
def claim_paper_member(*, user_id: int, code: str, at: datetime) -> Circle:
    """What was kept on paper is this person's from now on; they are enrolled and seated. Once only.

    Raises:
        UnknownCode: nobody on paper has this code.
        JoiningError: it was claimed already, the circle has ended, or the course takes nobody.
    """
    rows = PaperMember.objects.select_for_update(of=("self",)).select_related("circle__parent")
    paper = rows.filter(claim_code=tidy(code)).first()
    if paper is None:
        raise UnknownCode(_("No page on paper has this code. Look at it once more, or ask your facilitator."))
    if paper.claimed_by_id == user_id:
        return paper.circle
    if paper.circle.state not in OPEN:
        raise JoiningError(_("This circle has ended. Ask your facilitator about your pages."))
    before = paper.state
    try:
        paper.state = PAPER.advance(PaperState(paper.state), "claim")
    except UnknownStep:
        raise JoiningError(_("Somebody has used this code already. Ask your facilitator.")) from None
    enrol(user_id, paper.circle)
    if not has_seat(paper.circle_id, user_id):
        circles.seat(circle=paper.circle, user_id=user_id, role=Role.TEACHER, at=at)
    paper.claimed_by_id, paper.claimed_at = user_id, at
    paper.save(update_fields=["state", "claimed_by", "claimed_at"])
    _note(paper, "paper.claimed", before, user_id, at)
    return paper.circle


def forget_paper_plan(*, paper_id: int) -> None:
    """Once the plan stands where its author writes it, the typed one is no longer kept."""
    PaperPlan.objects.filter(paper_id=paper_id).delete()


def _to_type(actor: Actor, paper_id: int) -> PaperMember:
    """The member on paper, locked: two who type wait for each other."""
    rows = PaperMember.objects.select_for_update(of=("self",)).select_related("circle")
    paper = rows.filter(pk=paper_id, state=PaperState.ON_PAPER).first()
    if paper is None or not permissions.may_type_for_paper(actor, circles.facts(paper.circle)):
        raise NotOpenToYou
    return paper


def _note(paper: PaperMember, verb: str, before: str, actor_id: int, at: datetime) -> None:
    record(
        verb=verb,
        object_id=paper.pk,
        course_key=paper.circle.course_key,
        circle_id=paper.circle_id,
        actor_id=actor_id,
        from_state=before,
        to_state=paper.state,
        at=at,
    )
