"""One line that says what is next for you, or that nothing is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from opaque_keys.edx.keys import CourseKey, UsageKey

from ..accounts.models import Account
from ..circles.clock import Pauses
from ..grading.models import Progress
from ..permissions import Actor
from ..planning.lifecycle import PlanState
from ..planning.models import Plan
from ..planning.selectors import plans_of_friends
from ..review.lifecycle import WAITING, ReviewState
from ..review.models import Assignment, Review

__all__ = ["NextStep", "Step", "next_step"]


class Step(StrEnum):
    """What may be next, in the order in which it is looked for."""

    GIVE_RESPONSE = "give_response"
    RESPOND_TO_PLAN = "respond_to_plan"
    HAND_IN_AGAIN = "hand_in_again"
    REPLY = "reply"
    BEGIN_PLAN = "begin_plan"
    SHARE_PLAN = "share_plan"
    AGREE_PLAN = "agree_plan"
    SHARE_ACCOUNT = "share_account"
    LOOK_AFTER = "look_after"
    NOTHING = "nothing"


@dataclass(frozen=True)
class NextStep:
    """The step, whom and what it concerns, and the block where it is taken."""

    step: Step
    usage_key: UsageKey | None = None
    person_id: int | None = None
    title: str = ""
    until: datetime | None = None


def next_step(*, actor: Actor, course_key: CourseKey, at: datetime) -> NextStep:
    """What this person may do next in the course run; at most seven queries, whatever the circle holds."""
    found = _asked(actor, course_key) or _set_back(actor, course_key) or _unanswered(actor, course_key)
    found = found or _of_friend(actor, course_key, at)
    if found is None and actor.teaches_in:
        found = _own_plan(actor, course_key) or _own_account(actor, course_key)
    if found is None and actor.leads:
        found = NextStep(Step.LOOK_AFTER)  # the page of who needs them knows more than one line can say
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
    told = ("request__usage_key", "request__version__made_by_id", "request__version__answers", "due_at")
    row = rows.order_by("asked_at", "pk").values_list(*told).first()
    if row is None:
        return None
    usage_key, author_id, answers, due_at = row
    return NextStep(Step.GIVE_RESPONSE, usage_key, author_id, str(answers.get("title", "")), due_at)


def _of_friend(actor: Actor, course_key: CourseKey, at: datetime) -> NextStep | None:
    """A critical friend's plan has waited some days, as many as the union says; paused days do not count."""
    for plan in plans_of_friends(actor=actor) if actor.teaches_in else ():
        days = timedelta(days=plan.circle.node.friend_days)
        asked_at = plan.version.made_at if plan.version else at
        due = Pauses.of(plan.circle.pauses).after(asked_at, days)
        if plan.course_key == course_key and due is not None and due <= at:
            return NextStep(Step.RESPOND_TO_PLAN, plan.usage_key, plan.owner_id, plan.title)
    return None


def _set_back(actor: Actor, course_key: CourseKey) -> NextStep | None:
    rows = Progress.objects.filter(course_key=course_key, person_id=actor.user_id, set_back_at__isnull=False)
    usage_key = rows.order_by("pk").values_list("usage_key", flat=True).first()
    return None if usage_key is None else NextStep(Step.HAND_IN_AGAIN, usage_key)


def _unanswered(actor: Actor, course_key: CourseKey) -> NextStep | None:
    rows = Review.objects.filter(
        state=ReviewState.SENT,
        assignment__request__course_key=course_key,
        assignment__request__version__work__authorships__author_id=actor.user_id,
        work__live_pause=None,
    )
    told = ("assignment__request__usage_key", "assignment__reviewer_id")
    row = rows.order_by("sent_at").values_list(*told).first()
    return None if row is None else NextStep(Step.REPLY, *row)


def _own_plan(actor: Actor, course_key: CourseKey) -> NextStep | None:
    rows = Plan.objects.filter(course_key=course_key, owner_id=actor.user_id).select_related(
        "version__agreement"
    )
    plan = rows.order_by("-number", "pk").first()
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
