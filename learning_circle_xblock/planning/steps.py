"""The steps that every way to an agreement takes."""

from datetime import datetime
from typing import Any

from ..events.api import record
from .lifecycle import PLAN, PlanState, Taps
from .models import Agreement, Plan
from .presets import ETHICS
from .selectors import has_response

__all__ = ["advance", "agree_if_ready", "agreement_of", "note_step"]


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
