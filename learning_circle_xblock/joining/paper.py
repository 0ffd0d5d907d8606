"""Members on paper: added, named, typed for and removed by whoever looks after the circle."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from .. import permissions
from ..circles import api as circles
from ..circles.lifecycle import OPEN
from ..circles.models import Circle
from ..events.api import record
from ..locking import locked
from ..permissions import Actor
from .codes import new_code
from .faults import JoiningError, NotOpenToYou
from .lifecycle import PaperState
from .models import PaperMember, PaperPlan

__all__ = [
    "TypedMeanwhile",
    "add_paper_member",
    "put_on_paper",
    "remove_paper_member",
    "rename_paper_member",
    "renew_claim_code",
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
        JoiningError: the circle has ended, its members are the facilitators of others, or somebody on paper
            has this name.
    """
    if not permissions.may_open_ways_in(actor, circles.facts(circle)):
        raise NotOpenToYou
    Circle.objects.select_for_update().get(pk=circle.pk)
    if circle.layer > 1:
        raise JoiningError(
            _("The members of this circle are the facilitators of the circles below it. Name them there.")
        )
    if circle.state not in OPEN:
        raise JoiningError(_("This circle has ended; nobody can join it any more."))
    _need_own_name(circle.pk, name)
    return put_on_paper(actor.user_id, circle, name, at)


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
def rename_paper_member(*, actor: Actor, paper_id: int, name: str, base: str, at: datetime) -> None:
    """The name is written as it is; `base` is the name that the page showed.

    Raises:
        NotOpenToYou: the actor does not manage the circle, or nobody is on paper there.
        JoiningError: the name was changed meanwhile, or another one on paper has it.
    """
    paper = _managed(actor, paper_id)
    if paper.name == name:
        return
    if paper.name != base:
        raise JoiningError(_("Somebody else has written the name anew meanwhile. Please look once more."))
    _need_own_name(paper.circle_id, name, paper.pk)
    paper.name = name
    paper.save(update_fields=["name"])
    _note(paper, "paper.renamed", paper.state, actor.user_id, at)


@transaction.atomic
def renew_claim_code(*, actor: Actor, paper_id: int, at: datetime) -> None:
    """A new code, good from now on; the one before opens nothing any more.

    Raises:
        NotOpenToYou: there is no such member on paper, or the actor does not facilitate the circle.
    """
    paper = _to_type(actor, paper_id)
    paper.claim_code, paper.code_made_at = new_code(), at
    paper.save(update_fields=["claim_code", "code_made_at"])
    _note(paper, "paper.code_renewed", paper.state, actor.user_id, at)


@transaction.atomic
def remove_paper_member(*, actor: Actor, paper_id: int, at: datetime) -> None:
    """The name, the code, the typed plan and the place at a table go; the register keeps how many there were.

    Raises:
        NotOpenToYou: the actor does not manage the circle, or nobody is on paper there.
    """
    paper = _managed(actor, paper_id)
    circles.free_paper_seat(paper_id=paper.pk, at=at)
    _note(paper, "paper.removed", paper.state, actor.user_id, at)
    paper.delete()


def put_on_paper(actor_id: int, circle: Circle, name: str, at: datetime) -> PaperMember:
    """A member on paper, by whoever has been asked for permission already."""
    paper = PaperMember.objects.create(
        circle=circle, name=name, claim_code=new_code(), added_by_id=actor_id, added_at=at
    )
    _note(paper, "paper.added", "", actor_id, at)
    return paper


def _need_own_name(circle_id: int, name: str, paper_id: int = 0) -> None:
    """Two facilitators who add the same person at once add one."""
    rows = PaperMember.objects.filter(circle_id=circle_id, state=PaperState.ON_PAPER, name__iexact=name)
    if rows.exclude(pk=paper_id).exists():
        raise JoiningError(
            _("Somebody of this name is on paper here already. Add a second name or a letter.")
        )


def _managed(actor: Actor, paper_id: int) -> PaperMember:
    """The member on paper, locked, for whoever manages the circle."""
    rows = locked(PaperMember.objects.select_related("circle"))
    paper = rows.filter(pk=paper_id, state=PaperState.ON_PAPER).first()
    if paper is None or not permissions.may_open_ways_in(actor, circles.facts(paper.circle)):
        raise NotOpenToYou
    return paper


def _to_type(actor: Actor, paper_id: int) -> PaperMember:
    """The member on paper, locked: two who type wait for each other."""
    rows = locked(PaperMember.objects.select_related("circle"))
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
