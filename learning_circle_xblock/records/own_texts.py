"""A person's own texts, wherever they wrote them: for the page on what others see."""

from dataclasses import dataclass, replace
from datetime import datetime

from .. import permissions
from ..accounts.models import Account
from ..accounts.selectors import account_text
from ..care.selectors import is_paused, is_taken_back
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..permissions import Actor, Text
from ..planning.models import Plan
from ..planning.selectors import plan_text
from ..review.lifecycle import ReviewState
from ..review.models import Review

__all__ = ["OwnResponse", "OwnText", "own_responses", "own_texts"]

MOST = 60  # texts of one kind on one page


@dataclass(frozen=True)
class OwnText:
    """A plan or a practice account of one's own, with its facts for permission."""

    kind: str
    work_id: int
    title: str
    state: str
    circle: Circle
    text: Text
    is_paused: bool
    is_taken_back: bool


@dataclass(frozen=True)
class OwnResponse:
    """A response of one's own; whose text it is about is theirs to tell."""

    work_id: int
    circle: Circle
    sent_at: datetime | None
    is_paused: bool


def own_texts(*, actor: Actor) -> list[OwnText]:
    """The plans and practice accounts that the actor wrote, the latest first; three queries.

    What was shared with a circle that the actor has left is read by nobody there.
    """
    seats = Membership.objects.filter(person_id=actor.user_id, state=MembershipState.ACTIVE)
    here = set(seats.values_list("circle_id", flat=True))
    related = ("work__live_pause", "circle__node")
    plans = Plan.objects.filter(owner_id=actor.user_id).select_related(*related).order_by("-pk")[:MOST]
    rows = Account.objects.filter(owner_id=actor.user_id).select_related(*related).order_by("-pk")[:MOST]
    found: list[tuple[str, Plan | Account, Text]] = [
        *(("plan", plan, plan_text(plan, {plan.owner_id})) for plan in plans),
        *(("account", row, account_text(row, {row.owner_id})) for row in rows),
    ]
    return [
        _own(kind, row, text if row.circle_id in here else replace(text, is_shared=False))
        for kind, row, text in found
        if permissions.may_see_staff_reads(actor, text.author_ids)
    ]


def own_responses(*, actor: Actor) -> list[OwnResponse]:
    """The responses that the actor wrote or is writing, the latest first; one query."""
    rows = Review.objects.filter(assignment__reviewer_id=actor.user_id).select_related(
        "work__live_pause", "assignment__request__circle"
    )
    return [
        OwnResponse(
            work_id=row.work_id,
            circle=row.assignment.request.circle,
            sent_at=row.sent_at if row.state != ReviewState.DRAFT else None,
            is_paused=is_paused(row.work),
        )
        for row in rows.order_by("-pk")[:MOST]
        if not actor.is_read_only
    ]


def _own(kind: str, row: Plan | Account, text: Text) -> OwnText:
    return OwnText(
        kind=kind,
        work_id=row.work_id,
        title=row.title,
        state=row.state,
        circle=row.circle,
        text=text,
        is_paused=is_paused(row.work),
        is_taken_back=is_taken_back(row.work),
    )
