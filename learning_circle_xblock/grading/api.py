"""Count a person's part, and publish it once it is complete."""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from opaque_keys.edx.keys import UsageKey

from ..accounts.models import Account
from ..circles.models import Circle
from ..events.api import record
from ..events.models import Event
from ..faults import told
from ..planning.models import Plan
from .attendance import CIRCLE_BLOCK, attendance_facts, facts_of
from .attending import attendance_events
from .counting import AccountFacts, Counted, PlanFacts, account_events, plan_events
from .facts import account_facts, completes_of, plan_facts
from .models import Progress
from .publishing import complete, publish, tell_completion
from .registers import count_registers, follow_register
from .scores import withdraw_points

__all__ = [
    "apply_clock",
    "count",
    "follow",
    "hand_in_again",
    "not_begun",
    "publish",
    "set_back",
    "shown",
    "shown_workshops",
    "summary",
]

log = logging.getLogger(__name__)

RESPONSE_STEPS = {"review.sent", "review.answered"}
ATTENDANCE_STEPS = {"session.held", "session.cancelled"}
PLAN_STEPS = {"plan.author_agreed", "plan.facilitator_agreed", "plan.agreed"}


def follow(event: Event) -> None:
    """Count again for whoever an event may have completed."""
    if event.verb in ATTENDANCE_STEPS and event.circle_id is not None:
        follow_register(Circle.objects.get(pk=event.circle_id), event.at)
    key = event.usage_key
    if key is None:
        return
    if event.verb in PLAN_STEPS:
        owner = Plan.objects.filter(pk=event.object_id).values_list("owner_id", flat=True).get()
        count(user_id=owner, usage_key=key, at=event.at)
    elif event.verb in RESPONSE_STEPS and event.actor_id and key.block_type == "learning_circle_account":
        count(user_id=event.actor_id, usage_key=key, at=event.at)


def events_of(*, user_id: int, usage_key: UsageKey, at: datetime) -> list[Counted] | None:
    """What counts for this person in this block; None when they have not begun."""
    if usage_key.block_type == "learning_circle_plan":
        facts = plan_facts(user_id=user_id, usage_key=usage_key)
        return None if facts is None else plan_events(facts, at)
    if usage_key.block_type == CIRCLE_BLOCK:
        seen = attendance_facts(user_id=user_id, usage_key=usage_key)
        return None if seen is None else attendance_events(seen, at)
    found = account_facts(user_id=user_id, usage_key=usage_key)
    return None if found is None else account_events(found, at)


def shown(*, user_id: int, usage_key: UsageKey, at: datetime) -> dict[str, Any]:
    """What the person sees of their own counting; four queries at most."""
    events = events_of(user_id=user_id, usage_key=usage_key, at=at)
    return _shown(user_id, usage_key, not_begun(usage_key, at) if events is None else events)


def shown_workshops(
    *, user_id: int, usage_key: UsageKey, circle: Circle, needed: int, at: datetime
) -> dict[str, Any]:
    """The same of workshops, for a teacher of the circle; two queries."""
    return _shown(user_id, usage_key, attendance_events(facts_of(circle, user_id, needed), at))


def _shown(user_id: int, usage_key: UsageKey, events: list[Counted]) -> dict[str, Any]:
    rows = Progress.objects.filter(usage_key=usage_key, person_id=user_id)
    completed_at, set_back_at = rows.values_list("completed_at", "set_back_at").first() or (None, None)
    return summary(events, is_complete=completed_at is not None, set_back_at=set_back_at)


def not_begun(usage_key: UsageKey, at: datetime) -> list[Counted]:
    """The events of somebody who has written nothing yet."""
    is_plan = usage_key.block_type == "learning_circle_plan"
    if not is_plan:
        return account_events(AccountFacts(), at)
    return plan_events(PlanFacts(completes=completes_of(usage_key)), at)


def summary(
    events: list[Counted], *, is_complete: bool, set_back_at: datetime | None = None
) -> dict[str, Any]:
    """Events with how many count; complete stays complete, and what was set back counts for nothing."""
    if set_back_at is not None:
        events = [replace(event, is_counted=False) for event in events]
    done = sum(event.is_counted for event in events)
    return {
        "events": events,
        "done": done,
        "total": len(events),
        "is_complete": set_back_at is None and (is_complete or done == len(events)),
        "set_back_at": set_back_at,
        "people": {event.person_id for event in events if event.person_id},
    }


def count(*, user_id: int, usage_key: UsageKey, at: datetime) -> bool:
    """Record completion when every event counts; a complete block stays complete. True when it is new."""
    events = events_of(user_id=user_id, usage_key=usage_key, at=at)
    if not events or not all(event.is_counted for event in events):
        return False
    return complete(user_id=user_id, usage_key=usage_key, at=at)


@transaction.atomic
def set_back(*, user_id: int, usage_key: UsageKey, by_id: int | None, at: datetime) -> None:
    """The course team takes points and completion back; every text stays where it is.

    What the circle wrote belongs to its authors, and the course team has no say over it: only the counting
    begins again, once the person hands their part in again. May be called again, and for somebody of whom
    nothing was counted.

    Args:
        user_id: the learner.
        usage_key: a plan or account block.
        by_id: who asked for it.
        at: the time of it.
    """
    rows = Progress.objects.select_for_update().filter(usage_key=usage_key, person_id=user_id)
    progress = rows.filter(completed_at__isnull=False).first()
    if progress is not None:
        progress.completed_at, progress.score_at, progress.set_back_at = None, None, at
        progress.save(update_fields=["completed_at", "score_at", "set_back_at"])
        _note(progress, "progress.set_back", at, by_id)
        transaction.on_commit(lambda: tell_completion(user_id=user_id, usage_key=usage_key, fraction=0.0))
    transaction.on_commit(lambda: withdraw_points(user_id=user_id, usage_key=usage_key))


@transaction.atomic
def hand_in_again(*, user_id: int, usage_key: UsageKey, at: datetime) -> bool:
    """After the course team has set it back, the person asks for their part to be counted again.

    Returns:
        whether all counts now; what was asked of the person since may still be missing.
    """
    rows = Progress.objects.select_for_update().filter(usage_key=usage_key, person_id=user_id)
    progress = rows.filter(set_back_at__isnull=False).first()
    if progress is None:
        return rows.filter(completed_at__isnull=False).exists()
    progress.set_back_at = None
    progress.save(update_fields=["set_back_at"])
    _note(progress, "progress.handed_in_again", at, user_id)
    return count(user_id=user_id, usage_key=usage_key, at=at)


def _note(progress: Progress, verb: str, at: datetime, actor_id: int | None) -> None:
    record(
        verb=verb,
        object_id=progress.pk,
        course_key=progress.course_key,
        usage_key=progress.usage_key,
        actor_id=actor_id,
        at=at,
    )


def apply_clock(*, at: datetime) -> tuple[int, int]:
    """Count everybody who has shared and is not complete; publish what an earlier run could not.

    May run twice, late or not for a week: the result is the same.

    Returns:
        how many became complete, and how many were published late.
    """
    complete = set(Progress.objects.filter(completed_at__isnull=False).values_list("usage_key", "person_id"))
    record(verb="clock.applied", object_id=0, at=at)
    newly = 0
    for model in (Plan, Account):
        rows = model.objects.filter(version__isnull=False).values_list("usage_key", "owner_id")
        for usage_key, owner_id in list(rows):
            if usage_key is None or (usage_key, owner_id) in complete:
                continue
            try:
                newly += count(user_id=owner_id, usage_key=usage_key, at=at)
            except Exception as error:
                log.error("A text of %s waits for the next tick: %s", usage_key.block_type, told(error))
    newly += count_registers(at=at)
    waiting = Progress.objects.filter(completed_at__isnull=False, score_at__isnull=True)
    late = sum(
        publish(progress=row, at=at)
        for pk in list(waiting.values_list("pk", flat=True))
        for row in waiting.filter(pk=pk)
    )
    return newly, late
