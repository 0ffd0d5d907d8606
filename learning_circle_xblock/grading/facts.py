"""Gather what the clock needs, from the features below."""

import logging
from datetime import datetime

from opaque_keys.edx.keys import UsageKey

from .. import compat
from ..accounts.models import Account
from ..circles.clock import Pauses
from ..faults import told
from ..planning.lifecycle import AGREED_ONCE
from ..planning.models import Plan
from ..planning.selectors import has_response
from ..review.api import READINGS
from ..review.lifecycle import ReviewState
from ..review.models import Review
from ..review.selectors import asked_of
from .counting import AccountFacts, Completes, Given, PlanFacts, Received

log = logging.getLogger(__name__)

__all__ = ["account_facts", "completes_of", "plan_facts"]


def plan_facts(*, user_id: int, usage_key: UsageKey) -> PlanFacts | None:
    """The facts of a person's plan of now; one that was agreed before counts still. Two queries."""
    rows = Plan.objects.select_related("version__agreement", "circle")
    plans = list(rows.filter(usage_key=usage_key, owner_id=user_id).order_by("number"))
    if not plans:
        return None
    plan = plans[-1]
    agreement = getattr(plan.version, "agreement", None) if plan.version else None
    is_agreed = any(row.state in AGREED_ONCE for row in plans)
    return PlanFacts(
        is_agreed=is_agreed,
        completes=Completes.AGREED if is_agreed else completes_of(usage_key),
        shared_at=plan.shared_at,
        author_at=agreement.author_at if agreement else None,
        facilitator_at=agreement.facilitator_at if agreement else None,
        has_response=has_response(plan),
        has_waiver=bool(agreement and agreement.waiver),
        pauses=Pauses.of(plan.circle.pauses),
    )


def account_facts(*, user_id: int, usage_key: UsageKey) -> AccountFacts | None:
    """The facts of a person's practice account; three queries."""
    rows = Account.objects.select_related("version__request", "circle")
    account = rows.filter(usage_key=usage_key, owner_id=user_id).first()
    if account is None:
        return None
    states = Review.objects.filter(assignment__request__version__work_id=account.work_id)
    received = states.exclude(state=ReviewState.DRAFT).values_list("sent_at", "state")
    request = getattr(account.version, "request", None) if account.version else None
    return AccountFacts(
        wanted=READINGS,
        shared_at=account.shared_at,
        due_at=due_of(usage_key),
        readers_at=request.readers_at if request else None,
        given=tuple(  # a text that is paused cannot be read: meanwhile it counts as not asked
            Given(r.author_id, r.done_at, r.asked_at)
            for r in asked_of(user_id=user_id, usage_key=usage_key)
            if r.done_at is not None or not r.is_hidden
        ),
        received=tuple(
            Received(at, state == ReviewState.ANSWERED) for at, state in received if at is not None
        ),
        pauses=Pauses.of(account.circle.pauses),
    )


def completes_of(usage_key: UsageKey) -> Completes:
    """What the course author asks of a plan; the agreement where the course cannot be read just now."""
    try:
        asked = getattr(compat.host().load_block(usage_key), "counts", "")
    except Exception as error:  # what is written stands, and the next tick counts anew
        log.error("The settings of %s could not be read: %s", usage_key.block_type, told(error))
        return Completes.AGREED
    return Completes.SHARED if asked == Completes.SHARED else Completes.AGREED


def due_of(usage_key: UsageKey) -> datetime | None:
    """The block's due date, where the course sets one."""
    block = compat.host().load_block(usage_key)
    due: datetime | None = getattr(block, "due", None)
    return due
