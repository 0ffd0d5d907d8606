"""What the pages read about plans."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from opaque_keys.edx.keys import UsageKey

from .. import permissions
from ..care import selectors as care
from ..care.models import Pause
from ..circles.api import is_still_in
from ..friends.selectors import has_friends, is_friend_of
from ..permissions import Actor
from ..review.lifecycle import ReviewState
from ..review.models import Review
from ..review.selectors import read_by_friends
from ..writing.models import Draft
from ..writing.schema import Answers
from .lifecycle import BEFORE_AGREEMENT, Audience, PlanState
from .models import Agreement, Plan

__all__ = [
    "OwnPlan",
    "PlanRow",
    "has_response",
    "hidden_plan",
    "own_plan",
    "plan_text",
    "plans_of_circles",
    "plans_of_friends",
    "schema_id_of",
    "shared_plan",
]

PAGE = 30


@dataclass(frozen=True)
class OwnPlan:
    """The author's plan with its draft, its last shared words, the agreement and a pause on it."""

    plan: Plan
    draft: Draft | None
    answers: Answers
    agreement: Agreement | None
    pause: Pause | None = None


@dataclass(frozen=True)
class PlanRow:
    """A shared plan in a list; responses and taps are for those who facilitate its circle."""

    plan_id: int
    version_id: int
    owner_id: int
    circle_id: int
    title: str
    state: PlanState
    shared_at: datetime
    responses: int | None
    has_my_response: bool
    author_agreed: bool
    facilitator_agreed: bool
    is_paused: bool = False

    @property
    def is_open(self) -> bool:
        """Before the agreement."""
        return self.state in BEFORE_AGREEMENT


def plan_text(plan: Plan, author_ids: Iterable[int], *, is_own: bool = False) -> permissions.Text:
    """The plan as permission sees it; once shared, it asks the circle, or the author's critical friends.

    Two queries where it was shared with friends alone, none otherwise, and none for what is asked of its
    author alone (`is_own`).
    """
    is_for_friends = plan.audience == Audience.FRIENDS
    if (
        is_for_friends and not is_own and plan.read_by is None
    ):  # once for a row, however often it is asked about
        plan.read_by = read_by_friends(
            circle_id=plan.circle_id, author_id=plan.owner_id, work_id=plan.work_id
        )
    return permissions.Text(
        author_ids=frozenset(author_ids),
        circle_id=plan.circle_id,
        is_shared=plan.version_id is not None and not care.is_taken_back(plan.work),
        asks_circle=not is_for_friends,
        is_paused=care.is_paused(plan.work),
        shared_with=(plan.read_by or frozenset()) if is_for_friends else None,
    )


def has_response(plan: Plan) -> bool:
    """Whether anybody has responded to any version; one query."""
    sent = Review.objects.filter(assignment__request__version__work_id=plan.work_id)
    return sent.exclude(state=ReviewState.DRAFT).exists()


def own_plan(*, actor: Actor, usage_key: UsageKey) -> OwnPlan | None:
    """The actor's own plan in this block; one query."""
    rows = Plan.objects.select_related(
        "work__draft", "work__live_pause", "version__agreement", "circle__node"
    )
    plan = rows.filter(usage_key=usage_key, owner_id=actor.user_id).order_by("-number").first()
    if plan is None or not permissions.may_read_draft(actor, plan_text(plan, {plan.owner_id}, is_own=True)):
        return None
    version = plan.version
    return OwnPlan(
        plan=plan,
        draft=getattr(plan.work, "draft", None) if plan.is_open else None,
        answers=version.answers if version else {},
        agreement=getattr(version, "agreement", None) if version else None,
        pause=care.live_pause(plan.work),
    )


def schema_id_of(*, owner_id: int, usage_key: UsageKey) -> str | None:
    """The form of somebody's project of now in this block; None before they begin. One query."""
    rows = Plan.objects.filter(usage_key=usage_key, owner_id=owner_id).order_by("-number")
    return rows.values_list("work__schema_id", flat=True).first()


def plans_of_circles(*, actor: Actor, usage_key: UsageKey, page: int = 1) -> tuple[list[PlanRow], bool]:
    """The shared plans the actor may read, not their own, and whether more follow; two queries."""
    ids = [seat.circle_id for seat in actor.seats if permissions.is_peer(actor, seat.circle_id)]
    rows = (
        Plan.objects.filter(usage_key=usage_key, circle_id__in=ids, version__isnull=False)
        .filter(is_still_in("circle_id", "owner_id"))
        .filter(care.shown_to(actor), _meant_for(actor))
        .exclude(owner_id=actor.user_id)
        .select_related("version__agreement", "work__live_pause")
        .order_by("-shared_at", "-pk")[(page - 1) * PAGE : page * PAGE + 1]
    )
    plans = list(rows)
    sent = Review.objects.filter(assignment__request__version__work_id__in=[p.work_id for p in plans])
    given: dict[int, list[int]] = {}
    for work_id, reviewer_id in sent.exclude(state=ReviewState.DRAFT).values_list(
        "assignment__request__version__work_id", "assignment__reviewer_id"
    ):
        given.setdefault(work_id, []).append(reviewer_id)
    return [_row(p, given.get(p.work_id, []), actor) for p in plans[:PAGE]], len(plans) > PAGE


def plans_of_friends(*, actor: Actor) -> list[Plan]:
    """Plans of one's critical friends that are not agreed, and to which one has begun no response.

    The one that has waited longest first; one query, two for who has friends.
    """
    if not actor.is_present or not has_friends(actor.user_id):
        return []
    begun = Review.objects.filter(
        assignment__request__version__work_id=OuterRef("work_id"), assignment__reviewer_id=actor.user_id
    )
    rows = Plan.objects.filter(
        Exists(is_friend_of(actor.user_id, circle="circle_id", person="owner_id")),
        ~Exists(begun),
        is_still_in("circle_id", "owner_id"),
        circle_id__in=actor.teaches_in,
        state__in=BEFORE_AGREEMENT,
        version__isnull=False,
        work__live_pause=None,
    )
    return list(rows.select_related("version", "circle__node").order_by("shared_at", "pk")[:PAGE])


def shared_plan(*, actor: Actor, usage_key: UsageKey, plan_id: int) -> Plan | None:
    """A shared plan the actor may read, with its last version; one query."""
    plan = _plan(usage_key, plan_id)
    if plan is None or plan.version is None:
        return None
    return plan if permissions.may_read(actor, plan_text(plan, {plan.owner_id})) else None


def hidden_plan(*, actor: Actor, usage_key: UsageKey, plan_id: int) -> Plan | None:
    """A plan that the actor would read if it were not paused; one query."""
    plan = _plan(usage_key, plan_id)
    if plan is None or plan.version is None:
        return None
    return plan if permissions.may_hear_of_pause(actor, plan_text(plan, {plan.owner_id})) else None


def _meant_for(actor: Actor) -> Q:
    """Plans for the whole circle, all where the actor facilitates, and those of critical friends."""
    begun = Review.objects.filter(
        assignment__request__version__work_id=OuterRef("work_id"), assignment__reviewer_id=actor.user_id
    )
    is_friends = Exists(is_friend_of(actor.user_id, circle="circle_id", person="owner_id"))
    return Q(audience=Audience.CIRCLE) | Q(circle_id__in=actor.leads) | is_friends | Exists(begun)


def _plan(usage_key: UsageKey, plan_id: int) -> Plan | None:
    rows = Plan.objects.select_related("version__agreement", "circle__node", "work__live_pause")
    rows = rows.filter(is_still_in("circle_id", "owner_id"))
    return rows.filter(pk=plan_id, usage_key=usage_key).first()


def _row(plan: Plan, given: list[int], actor: Actor) -> PlanRow:
    is_led = permissions.facilitates(actor, plan.circle_id)
    agreement = getattr(plan.version, "agreement", None) if is_led else None
    assert plan.version_id is not None and plan.shared_at is not None
    return PlanRow(
        plan_id=plan.pk,
        version_id=plan.version_id,
        owner_id=plan.owner_id,
        circle_id=plan.circle_id,
        title=plan.title,
        state=PlanState(plan.state),
        shared_at=plan.shared_at,
        responses=len(given) if is_led else None,
        has_my_response=actor.user_id in given,
        author_agreed=bool(agreement and agreement.author_at),
        facilitator_agreed=bool(agreement and agreement.facilitator_at),
        is_paused=care.is_paused(plan.work),
    )
