"""The taps of an agreement, and what a response does to it."""

from datetime import datetime

from django.db import transaction
from opaque_keys.edx.keys import UsageKey

from .. import permissions
from ..events.models import Event
from ..permissions import Actor
from ..writing.models import Draft
from .lifecycle import ETHICS_ANSWERS, PlanState
from .models import Agreement, Plan
from .presets import ETHICS
from .refusals import EthicsMissing, NotOpenToYou, WaiverMissing
from .selectors import has_response, plan_text
from .steps import BLOCK, advance, agree_if_ready, agreement_of, note_step, own_plan_locked

__all__ = ["agree_as_author", "agree_as_facilitator", "note_response"]


@transaction.atomic
def agree_as_author(*, actor: Actor, usage_key: UsageKey, ethics: dict[str, str], at: datetime) -> Plan:
    """The author's tap, with an answer to each question on care.

    Args:
        actor: the author.
        usage_key: the plan block.
        ethics: `"yes"` or `"discuss"` by item.
        at: the time of the tap.

    Raises:
        NotOpenToYou: the actor has no shared plan here.
        EthicsMissing: some item has no answer.
    """
    plan = own_plan_locked(actor, usage_key)
    if plan is None or not permissions.may_agree_as_author(
        actor, plan_text(plan, {actor.user_id}, is_own=True)
    ):
        raise NotOpenToYou
    if not _may_be_tapped(plan) or Draft.objects.filter(work_id=plan.work_id).exists():
        raise NotOpenToYou  # the next version is being written: it is agreed once it is shared
    missing = [code for code, _label in ETHICS if ethics.get(code) not in ETHICS_ANSWERS]
    if missing:
        raise EthicsMissing(missing)
    agreement = agreement_of(plan)
    if agreement.author_at is None:
        agreement.author_at = at
        agreement.ethics = {code: ethics[code] for code, _label in ETHICS}
        agreement.save(update_fields=["author_at", "ethics"])
        note_step(plan, "plan.author_agreed", at, actor.user_id)
        agree_if_ready(plan, agreement, at)
    return plan


@transaction.atomic
def agree_as_facilitator(
    *, actor: Actor, usage_key: UsageKey, plan_id: int, waiver: str, at: datetime
) -> Plan:
    """A facilitator's tap; without any response it needs a reason to go on without.

    Raises:
        NotOpenToYou: the actor facilitates no shared plan of this id here.
        WaiverMissing: there is neither a response nor a reason.
    """
    plan = Plan.objects.select_for_update().filter(pk=plan_id, usage_key=usage_key).first()
    if plan is None or not permissions.may_agree_as_facilitator(actor, plan_text(plan, {plan.owner_id})):
        raise NotOpenToYou
    if not _may_be_tapped(plan):
        raise NotOpenToYou
    if not waiver.strip() and not has_response(plan):
        raise WaiverMissing
    agreement = agreement_of(plan)
    if agreement.facilitator_at is None:
        agreement.facilitator_id = actor.user_id
        agreement.facilitator_at = at
        agreement.waiver = waiver.strip()[:300]
        agreement.save(update_fields=["facilitator", "facilitator_at", "waiver"])
        note_step(plan, "plan.facilitator_agreed", at, actor.user_id)
        agree_if_ready(plan, agreement, at)
    return plan


def note_response(event: Event) -> None:
    """A response to a plan moves it on, and may be the last thing the agreement waited for."""
    if event.verb != "review.sent" or event.usage_key is None or event.usage_key.block_type != BLOCK:
        return
    plan = (
        Plan.objects.select_for_update()
        .filter(work__versions__request__assignments__review=event.object_id)
        .first()
    )
    if plan is None:
        return
    advance(plan, "respond", event.at, event.actor_id, "plan.responded")
    agreement = Agreement.objects.filter(version=plan.version).first()
    if agreement is not None and plan.is_open:
        agree_if_ready(plan, agreement, event.at)


def _may_be_tapped(plan: Plan) -> bool:
    """Until it is agreed; a tap that comes once more just then changes nothing."""
    return plan.is_open or plan.state == PlanState.AGREED
