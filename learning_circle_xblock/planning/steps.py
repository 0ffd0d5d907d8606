"""The steps that several ways of a plan take."""

from datetime import datetime
from typing import Any

from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import permissions
from ..circles import api as circles
from ..events.api import record
from ..locking import locked
from ..permissions import Actor
from ..writing import api as writing
from ..writing.schema import Answers
from .lifecycle import PLAN, PlanState, Taps
from .models import Agreement, Plan
from .presets import ETHICS, title_of
from .refusals import NoCircle
from .selectors import has_response

__all__ = ["BLOCK", "advance", "agree_if_ready", "agreement_of", "begin_plan", "note_step", "own_plan_locked"]

BLOCK = "learning_circle_plan"  # the type of the block that plans are written in


def own_plan_locked(actor: Actor, usage_key: UsageKey) -> Plan | None:
    """The actor's project of now in this block: the last one that they began."""
    rows = Plan.objects.select_related("work__live_pause")
    return locked(rows).filter(usage_key=usage_key, owner_id=actor.user_id).order_by("-number").first()


def begin_plan(
    actor: Actor,
    course_key: CourseKey,
    usage_key: UsageKey,
    answers: Answers,
    at: datetime,
    number: int = 1,
    *,
    schema_id: str,
) -> Plan:
    """A plan with its first draft, in the form that it keeps from then on.

    Raises:
        NoCircle: the actor is a teacher in no circle here.
    """
    circle = circles.own_circle(actor)
    if circle is None or not permissions.may_begin(actor, circles.facts(circle)):
        raise NoCircle
    work = writing.begin(schema_id=schema_id, author_ids=[actor.user_id], answers=answers, at=at)
    plan = Plan.objects.create(
        work=work,
        course_key=course_key,
        usage_key=usage_key,
        owner_id=actor.user_id,
        circle=circle,
        state=PlanState.DRAFT,
        title=title_of(answers),
        number=number,
    )
    note_step(plan, "plan.begun", at, actor.user_id)
    return plan


def agreement_of(plan: Plan) -> Agreement:
    """The taps for the shared version, made when the first is taken."""
    agreement, _ = Agreement.objects.get_or_create(version=plan.version)
    return agreement


def agree_if_ready(plan: Plan, agreement: Agreement, at: datetime) -> None:
    """Agreed once everything the guard asks for is there."""
    taps = Taps(
        author_tapped=agreement.author_at is not None,
        facilitator_tapped=agreement.facilitator_at is not None,
        has_response=has_response(plan),
        has_waiver=bool(agreement.waiver),
        ethics_answered=all(agreement.ethics.get(code) for code, _label in ETHICS),
    )
    if taps.is_agreed:
        advance(plan, "agree", at, None, "plan.agreed")


def advance(plan: Plan, action: str, at: datetime, actor_id: int | None, verb: str) -> None:
    """Take one step and write it down."""
    before = plan.state
    plan.state = PLAN.advance(PlanState(plan.state), action)
    plan.save()
    note_step(plan, verb, at, actor_id, from_state=before)


def note_step(plan: Plan, verb: str, at: datetime, actor_id: int | None, **more: Any) -> None:
    """Write down what happened to the plan."""
    record(
        verb=verb,
        object_id=plan.pk,
        course_key=plan.course_key,
        usage_key=plan.usage_key,
        circle_id=plan.circle_id,
        actor_id=actor_id,
        to_state=plan.state,
        at=at,
        **more,
    )
