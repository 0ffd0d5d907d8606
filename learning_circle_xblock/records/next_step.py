"""One line that says what is next for you, or that nothing is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from opaque_keys.edx.keys import CourseKey, UsageKey

from ..accounts.models import Account
from ..circles.api import is_still_in
from ..grading.models import Progress
from ..permissions import FACILITATING, Actor
from ..planning.lifecycle import PlanState
from ..planning.models import Plan
from ..review.lifecycle import WAITING, ReviewState
from ..review.models import Assignment, Review

__all__ = ["NextStep", "Step", "next_step"]


class Step(StrEnum):
    """What may be next, in the order in which it is looked for."""

    GIVE_RESPONSE = "give_response"
    HAND_IN_AGAIN = "hand_in_again"
    REPLY = "reply"
    BEGIN_PLAN = "begin_plan"
    SHARE_PLAN = "share_plan"
    AGREE_PLAN = "agree_plan"
    SHARE_ACCOUNT = "share_account"
    AGREE_WITH = "agree_with"
    ANSWER_PLAN = "answer_plan"
    NOTHING = "nothing"


@dataclass(frozen=True)
class NextStep:
    """The step, whom and what it concerns, and the block where it is taken."""

    step: Step
    usage_key: UsageKey | None = None
    person_id: int | None = None
    title: str = ""
    until: datetime | None = None


def next_step(*, actor: Actor, course_key: CourseKey) -> NextStep:
    """What this person may do next in the course run; at most seven queries, whatever the circle holds."""
    roles = {seat.role for seat in actor.seats}
    found = _asked(actor, course_key) or _set_back(actor, course_key) or _unanswered(actor, course_key)
    if found is None and actor.teaches_in:
        found = _own_plan(actor, course_key) or _own_account(actor, course_key)
    if found is None and roles & FACILITATING:
        found = _for_facilitator(actor, course_key)
    return found or NextStep(Step.NOTHING)


def _asked(actor: Actor, course_key: CourseKey) -> NextStep | None:
    rows = Assignment.objects.filter(
        reviewer_id=actor.user_id,
        request__course_key=course_key,
        request__circle_id__in=actor.teaches_in,
        state__in=WAITING,
        slot__gt=0,
        request__version__work__live_pause=None,
    )
    row = rows.select_related("request__version").order_by("asked_at", "pk").first()
    if row is None:
        return None
    version = row.request.version
    title = str(version.answers.get("title", ""))
    return NextStep(Step.GIVE_RESPONSE, row.request.usage_key, version.made_by_id, title, row.due_at)


def _set_back(actor: Actor, course_key: CourseKey) -> NextStep | None:
    rows = Progress.objects.filter(course_key=course_key, person_id=actor.user_id, set_back_at__isnull=False)
    row = rows.order_by("pk").first()
    return None if row is None else NextStep(Step.HAND_IN_AGAIN, row.usage_key)


def _unanswered(actor: Actor, course_key: CourseKey) -> NextStep | None:
    rows = Review.objects.filter(
        state=ReviewState.SENT,
        assignment__request__course_key=course_key,
        assignment__request__version__work__authorships__author_id=actor.user_id,
        work__live_pause=None,
    )
    row = rows.select_related("assignment__request").order_by("sent_at").first()
    if row is None:
        return None
    return NextStep(Step.REPLY, row.assignment.request.usage_key, row.assignment.reviewer_id)


def _own_plan(actor: Actor, course_key: CourseKey) -> NextStep | None:
    rows = Plan.objects.filter(course_key=course_key, owner_id=actor.user_id).select_related(
        "version__agreement"
    )
    plan = rows.order_by("pk").first()
    if plan is None:
        somewhere = Plan.objects.filter(course_key=course_key).order_by("pk").first()
        return NextStep(Step.BEGIN_PLAN, somewhere.usage_key if somewhere else None)
    if plan.version is None:
        return NextStep(Step.SHARE_PLAN, plan.usage_key, title=plan.title)
    agreement = getattr(plan.version, "agreement", None)
    if plan.state == PlanState.RESPONDED and not (agreement and agreement.author_at):
        return NextStep(Step.AGREE_PLAN, plan.usage_key, title=plan.title)
    return None


def _own_account(actor: Actor, course_key: CourseKey) -> NextStep | None:
    rows = Account.objects.filter(course_key=course_key, owner_id=actor.user_id, version__isnull=True)
    account = rows.order_by("pk").first()
    return None if account is None else NextStep(Step.SHARE_ACCOUNT, account.usage_key, title=account.title)


def _for_facilitator(actor: Actor, course_key: CourseKey) -> NextStep | None:
    """A plan that waits for the facilitator's half comes before one that nobody has responded to."""
    sent = Review.objects.filter(
        assignment__request__version__work_id=OuterRef("work_id"), sent_at__isnull=False
    )
    waits = Q(version__agreement__author_at__isnull=False, version__agreement__facilitator_at__isnull=True)
    plans = Plan.objects.filter(
        is_still_in("circle_id", "owner_id"),
        course_key=course_key,
        circle_id__in=actor.leads,
        version__isnull=False,
        work__live_pause=None,
    )
    plans = plans.exclude(owner_id=actor.user_id).exclude(state=PlanState.AGREED)
    plans = plans.annotate(waits=Case(When(waits, then=Value(0)), default=Value(1)))
    plan = plans.filter(waits | ~Exists(sent)).order_by("waits", "shared_at", "pk").first()
    if plan is None:
        return None
    step = Step.ANSWER_PLAN if plan.waits else Step.AGREE_WITH
    return NextStep(step, plan.usage_key, plan.owner_id, plan.title)
