"""Agreement on the plans of several teachers at once, in a tutorial; each may take theirs back."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from .. import permissions
from ..circles.api import is_still_in
from ..locking import locked
from ..permissions import Actor
from ..writing.models import Draft
from .lifecycle import PLAN, PlanState
from .models import Agreement, Plan
from .presets import ETHICS
from .refusals import NotOpenToYou
from .selectors import has_response, plan_text
from .steps import advance, agree_if_ready, agreement_of, note_step

__all__ = ["Tutored", "agree_at_tutorial", "take_agreement_back"]


class Tutored(StrEnum):
    """What became of one teacher's plan in a tutorial."""

    AGREED = "agreed"
    ALREADY = "already"
    NOT_SHARED = "not_shared"
    BEING_WRITTEN = "being_written"
    NO_RESPONSE = "no_response"


@transaction.atomic
def agree_at_tutorial(
    *, actor: Actor, circle_id: int, person_ids: Sequence[int], waiver: str, at: datetime
) -> dict[int, Tutored]:
    """Both taps at once, with the teachers present: the questions on care were talked over and answered yes.

    A plan without a response needs the reason to go on without; one teacher's plan never holds up another's.

    Args:
        actor: a facilitator of the circle.
        circle_id: the circle.
        person_ids: the teachers who were there.
        waiver: the reason to go on without a response, for those who have none.
        at: the time.

    Returns:
        What became of each teacher's plan.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
    """
    if not permissions.facilitates(actor, circle_id):
        raise NotOpenToYou
    rows = locked(Plan.objects.select_related("work__live_pause", "version"))
    found = dict.fromkeys(person_ids, Tutored.NOT_SHARED)
    for plan in rows.filter(
        is_still_in("circle_id", "owner_id"), circle_id=circle_id, owner_id__in=person_ids
    ).order_by("number", "pk"):  # of several projects, the last is the one that is talked about
        if permissions.may_agree_as_facilitator(actor, plan_text(plan, {plan.owner_id})):
            found[plan.owner_id] = _tap(plan, actor, waiver.strip()[:300], at)
    return found


@transaction.atomic
def take_agreement_back(*, actor: Actor, plan_id: int, at: datetime) -> Plan:
    """A teacher takes back the tap that a facilitator recorded for them; the facilitator's own stays.

    Raises:
        NotOpenToYou: it is not their plan, or they pressed themselves.
    """
    plan = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None or not permissions.may_agree_as_author(actor, plan_text(plan, {plan.owner_id})):
        raise NotOpenToYou
    agreement = Agreement.objects.filter(version=plan.version).first()
    is_tapped = plan.is_open or plan.state == PlanState.AGREED
    if agreement is None or agreement.recorded_by_id is None or not is_tapped:
        raise NotOpenToYou
    agreement.author_at, agreement.recorded_by_id, agreement.ethics = None, None, {}
    agreement.save(update_fields=["author_at", "recorded_by", "ethics"])
    if PLAN.allows(PlanState(plan.state), "take_back"):
        advance(plan, "take_back", at, actor.user_id, "plan.taken_back")
        if has_response(plan):
            advance(plan, "respond", at, None, "plan.responded")
    return plan


def _tap(plan: Plan, actor: Actor, waiver: str, at: datetime) -> Tutored:
    if not plan.is_open:
        return Tutored.NOT_SHARED if plan.state == PlanState.SET_ASIDE else Tutored.ALREADY
    if Draft.objects.filter(work_id=plan.work_id).exists():
        return Tutored.BEING_WRITTEN
    answered = has_response(plan)
    if not answered and not waiver:
        return Tutored.NO_RESPONSE
    agreement = agreement_of(plan)
    if agreement.author_at is None:
        agreement.author_at, agreement.recorded_by_id = at, actor.user_id
        agreement.ethics = {code: "yes" for code, _label in ETHICS}
    if agreement.facilitator_at is None:
        agreement.facilitator_at, agreement.facilitator_id = at, actor.user_id
    if not answered:
        agreement.waiver = agreement.waiver or waiver
    agreement.save()
    note_step(plan, "plan.author_agreed", at, actor.user_id)
    note_step(plan, "plan.facilitator_agreed", at, actor.user_id)
    agree_if_ready(plan, agreement, at)
    return Tutored.AGREED
