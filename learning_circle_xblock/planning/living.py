"""What becomes of a project after it was agreed; the author leads, and laying it down is no failure."""

from datetime import datetime

from django.db import transaction

from .. import permissions
from ..care import api as care
from ..locking import locked
from ..permissions import Actor
from ..review import api as review
from ..writing import api as writing
from .lifecycle import LAID_DOWN, PLAN, Audience, PlanState
from .models import Agreement, Plan
from .refusals import NoAccountYet, NotOpenToYou, ReasonMissing
from .selectors import has_response, plan_text
from .steps import advance, agree_if_ready, begin_plan

__all__ = ["adjust", "begin_again", "carry_forward", "report", "set_aside", "start", "take_up"]

REASON = 300
LINE = 400  # the hard length of each line of an adjustment


@transaction.atomic
def start(*, actor: Actor, plan_id: int, at: datetime) -> Plan:
    """The author has begun to do what was agreed.

    Raises:
        NotOpenToYou: it is not the actor's project of now, or not agreed.
    """
    plan = _mine(actor, plan_id, "start")
    advance(plan, "start", at, actor.user_id, "plan.started")
    return plan


@transaction.atomic
def adjust(*, actor: Actor, plan_id: int, what: str, why: str, keep: str, at: datetime) -> Plan:
    """Write down what changed: a version with the same words and the note; what was agreed stands.

    Args:
        actor: the author.
        plan_id: the project.
        what: what changed; needed.
        why: why it changed; may be empty.
        keep: what stays as it was; may be empty.
        at: the time.

    Raises:
        NotOpenToYou: it is not the actor's project of now, or not agreed.
        ReasonMissing: nothing is said to have changed.
    """
    plan = _mine(actor, plan_id, "adjust")
    if not what.strip():
        raise ReasonMissing
    assert plan.version is not None
    protocol = plan.version.request.protocol
    note = {"adjust_what": what, "adjust_why": why, "adjust_keep": keep}
    words = {**plan.version.answers, **{code: text.strip()[:LINE] for code, text in note.items()}}
    plan.version = writing.freeze(
        work=plan.work, number=plan.version.number + 1, answers=words, author_id=actor.user_id, at=at
    )
    advance(plan, "adjust", at, actor.user_id, "plan.adjusted")
    care.note_changed(work_id=plan.work_id, by_id=actor.user_id, at=at)
    review.ask_circle(
        version=plan.version,
        circle_id=plan.circle_id,
        course_key=plan.course_key,
        usage_key=plan.usage_key,
        at=at,
        protocol=protocol,
        only_friends=plan.audience == Audience.FRIENDS,
    )
    return plan


@transaction.atomic
def report(*, actor: Actor, plan_id: int, has_account: bool, at: datetime) -> Plan:
    """The project has been told: a practice account of the author is shared with the circle.

    Args:
        actor: the author.
        plan_id: the project.
        has_account: whether the author has shared one, as the caller read it from the accounts.
        at: the time.

    Raises:
        NotOpenToYou: it is not the actor's project of now, or not agreed.
        NoAccountYet: no practice account is shared.
    """
    plan = _mine(actor, plan_id, "report")
    if not has_account:
        raise NoAccountYet
    plan.closed_at = at
    advance(plan, "report", at, actor.user_id, "plan.reported")
    return plan


@transaction.atomic
def carry_forward(*, actor: Actor, plan_id: int, reason: str, at: datetime) -> Plan:
    """The project goes on beyond this year.

    Raises:
        NotOpenToYou: it is not the actor's project of now, or not agreed.
        ReasonMissing: no reason is given.
    """
    return _lay_down(actor, plan_id, reason, at, "carry_forward", "plan.carried_forward")


@transaction.atomic
def set_aside(*, actor: Actor, plan_id: int, reason: str, at: datetime) -> Plan:
    """The author lays the project down; everything written stays.

    Raises:
        NotOpenToYou: it is not the actor's project of now, or a draft that nobody has seen.
        ReasonMissing: no reason is given.
    """
    return _lay_down(actor, plan_id, reason, at, "set_aside", "plan.set_aside")


@transaction.atomic
def take_up(*, actor: Actor, plan_id: int, at: datetime) -> Plan:
    """Go on with a project that was carried forward or set aside, with all that was agreed.

    Raises:
        NotOpenToYou: it is not the actor's project of now, or not laid down.
    """
    plan = _mine(actor, plan_id, "take_up")
    plan.closed_at, plan.closing_reason = None, ""
    advance(plan, "take_up", at, actor.user_id, "plan.taken_up")
    if plan.state == PlanState.SHARED:
        _stand_where_it_stood(plan, at)
    return plan


@transaction.atomic
def begin_again(*, actor: Actor, plan_id: int, at: datetime) -> Plan:
    """A new project after one that was told, carried forward or set aside; the former one stays as it is.

    Raises:
        NotOpenToYou: it is not the actor's project of now, or it still goes on.
        NoCircle: the actor is a teacher in no circle here.
    """
    plan = _mine(actor, plan_id)
    if plan.state not in LAID_DOWN:
        raise NotOpenToYou
    return begin_plan(
        actor, plan.course_key, plan.usage_key, {}, at, plan.number + 1, schema_id=plan.work.schema_id
    )


def _mine(actor: Actor, plan_id: int, action: str = "") -> Plan:
    """The actor's project of now, locked, if the table has the step."""
    plan = locked(Plan.objects.select_related("work__live_pause")).filter(pk=plan_id).first()
    if plan is None or not permissions.may_edit(actor, plan_text(plan, {plan.owner_id}, is_own=True)):
        raise NotOpenToYou
    later = Plan.objects.filter(usage_key=plan.usage_key, owner_id=plan.owner_id, number__gt=plan.number)
    if later.exists() or (action and not PLAN.allows(PlanState(plan.state), action)):
        raise NotOpenToYou
    return plan


def _lay_down(actor: Actor, plan_id: int, reason: str, at: datetime, action: str, verb: str) -> Plan:
    plan = _mine(actor, plan_id, action)
    if not reason.strip():
        raise ReasonMissing
    plan.closed_at, plan.closing_reason = at, reason.strip()[:REASON]
    advance(plan, action, at, actor.user_id, verb)
    return plan


def _stand_where_it_stood(plan: Plan, at: datetime) -> None:
    """A response and an agreement that were there before still hold."""
    if has_response(plan):
        advance(plan, "respond", at, None, "plan.responded")
    last = Agreement.objects.filter(version__work_id=plan.work_id).order_by("-version__number").first()
    if last is not None:
        agree_if_ready(plan, last, at)
