"""Assignments: the ring drawn and extended, one reading given to one person, each with its reason."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from random import Random
from typing import Any

from opaque_keys.edx.keys import UsageKey

from .. import compat
from ..circles.api import teacher_ids
from ..circles.selectors import is_paused
from ..events.api import record
from . import allocation
from .allocation import Held, Reading
from .lifecycle import ASSIGNMENT, HELD, AssignmentState
from .models import Assignment, ReviewRequest, Ring

__all__ = ["READINGS", "allocate", "assign", "move", "next_slot", "note", "pass_on"]

READINGS = 2  # responses that every practice account receives
DAYS_TO_READ = 7


def allocate(*, circle_id: int, usage_key: UsageKey, at: datetime) -> None:
    """Begin the ring once enough have shared, or seat the newcomers in it; a paused circle asks nobody."""
    if is_paused(circle_id):
        return
    Ring.objects.get_or_create(
        usage_key=usage_key, circle_id=circle_id, round_number=1, defaults={"seed": secrets.randbelow(2**31)}
    )
    ring = Ring.objects.select_for_update().get(usage_key=usage_key, circle_id=circle_id, round_number=1)
    requests = _requests(circle_id, usage_key)
    candidates = set(teacher_ids(circle_id)) & set(requests)
    if candidates:  # whoever was un-enrolled keeps the seat, and could not open what is asked
        course_key = next(iter(requests.values())).course_key
        candidates &= compat.host().enrolled_among(candidates, course_key)
    if not ring.places:
        if len(candidates) < allocation.fewest_authors(READINGS):
            return
        places = allocation.draw(candidates, Random(ring.seed))
        _apply(ring, requests, places, allocation.readings_of(places, READINGS), [], "ring drawn", at)
        return
    for author_id in sorted(candidates - set(ring.places)):
        rng = Random(f"{ring.seed}:{len(ring.places)}")
        here = [pk for pk in ring.places if pk in candidates]  # without those who have left since
        if len(here) < READINGS:
            return  # too few are left; the facilitator looks after it
        change = allocation.insert(here, author_id, READINGS, _held(circle_id, usage_key), rng)
        seated = keep_absent(ring.places, change.places)
        _apply(ring, requests, seated, change.added, change.removed, "ring inserted", at)


def pass_on(*, circle_id: int, usage_key: UsageKey, at: datetime) -> None:
    """Close the ring over those who have left it: who read them is asked for the next text."""
    if is_paused(circle_id):
        return
    rows = Ring.objects.select_for_update().filter(usage_key=usage_key, circle_id=circle_id, round_number=1)
    ring = rows.first()
    if ring is None or not ring.places:
        return
    requests = _requests(circle_id, usage_key)
    stayed = set(teacher_ids(circle_id)) & set(requests)
    here = [pk for pk in ring.places if pk in stayed]
    if len(here) == len(ring.places):
        return
    change = allocation.close_gap(here, READINGS, _held(circle_id, usage_key))
    _apply(ring, requests, change.places, change.added, change.removed, "ring closed", at)


def _requests(circle_id: int, usage_key: UsageKey) -> dict[int, ReviewRequest]:
    """What is asked of the ring, by author."""
    found = ReviewRequest.objects.filter(
        usage_key=usage_key, circle_id=circle_id, wanted__gt=0, version__number=1
    )
    return {r.version.made_by_id: r for r in found.select_related("version") if r.version.made_by_id}


def keep_absent(before: list[int], after: Sequence[int]) -> list[int]:
    """The new places, with whoever is away for a while still behind the neighbour they had.

    Who is enrolled again then has their place, and is no newcomer with readers to be found.
    """
    kept = list(after)
    for place, person in enumerate(before):
        if person not in kept:
            left = before[place - 1] if place else None
            kept.insert(kept.index(left) + 1 if left in kept else 0, person)
    return kept


def _held(circle_id: int, usage_key: UsageKey) -> dict[Reading, Held]:
    rows = Assignment.objects.filter(
        request__circle_id=circle_id,
        request__usage_key=usage_key,
        request__wanted__gt=0,
        state__in=HELD,
        slot__gt=0,
    )
    rows = rows.select_for_update().select_related("request__version")  # nobody opens one meanwhile
    return {
        Reading(row.reviewer_id, row.request.version.made_by_id or 0): Held(
            is_opened=row.state != AssignmentState.OPEN, is_done=row.state == AssignmentState.DONE
        )
        for row in rows
    }


def _apply(
    ring: Ring,
    requests: dict[int, ReviewRequest],
    places: Any,
    added: Any,
    removed: Any,
    rule: str,
    at: datetime,
) -> None:
    """Write what allocation decided, each assignment with its reason."""
    for reading in removed:
        row = Assignment.objects.get(request=requests[reading.author], reviewer_id=reading.reader)
        move(row, "withdraw", live_slot=None)
    ring.places = list(places)
    ring.begun_at = ring.begun_at or at
    ring.save(update_fields=["places", "begun_at"])
    reason = {
        "rule_version": allocation.RULE_VERSION,
        "seed": ring.seed,
        "decided_by": rule,
        "candidates": sorted(places),
        "removed": [asdict(r) for r in removed],
        "at": at.isoformat(),
        "actor": None,
    }
    for reading in added:
        request = requests[reading.author]
        assign(
            request,
            reading.reader,
            next_slot(request.pk),
            at,
            reason,
            due_at=at + timedelta(days=DAYS_TO_READ),
        )
        if request.readers_at is None:
            request.readers_at = at
            request.save(update_fields=["readers_at"])
    anyone = next(iter(requests.values()), None)
    if anyone is not None:
        note("ring.changed", ring.pk, anyone, at)


def next_slot(request_id: int, *, unasked: bool = False) -> int:
    """The first free slot of the ring, from 1; unasked responses count downwards from 0."""
    taken = set(
        Assignment.objects.filter(request_id=request_id, live_slot__isnull=False).values_list(
            "slot", flat=True
        )
    )
    slot = 0 if unasked else 1
    while slot in taken:
        slot += -1 if unasked else 1
    return slot


def assign(
    request: ReviewRequest,
    user_id: int,
    slot: int,
    at: datetime,
    reason: dict[str, Any],
    due_at: datetime | None = None,
) -> Assignment | None:
    """Give a slot to a person: what they gave unasked takes it, what was withdrawn is asked again."""
    live_slot = f"{request.pk}:{slot}"
    before = Assignment.objects.filter(request=request, reviewer_id=user_id).first()
    if before is None:
        return Assignment.objects.create(
            request=request,
            reviewer_id=user_id,
            slot=slot,
            live_slot=live_slot,
            state=AssignmentState.OPEN,
            asked_at=at,
            due_at=due_at,
            reason=reason,
        )
    if before.state == AssignmentState.WITHDRAWN:
        fresh = {"slot": slot, "live_slot": live_slot, "asked_at": at, "due_at": due_at, "reason": reason}
        move(before, "ask", **fresh)
        return before
    if before.state not in HELD:
        return None
    before.slot, before.live_slot, before.reason = slot, live_slot, reason
    before.due_at = before.due_at or due_at
    before.save(update_fields=["slot", "live_slot", "reason", "due_at"])
    return before


def move(assignment: Assignment, action: str, **changes: Any) -> None:
    """Take one step of the assignment's lifecycle, with what changes beside the state."""
    assignment.state = ASSIGNMENT.advance(AssignmentState(assignment.state), action)
    for name, value in changes.items():
        setattr(assignment, name, value)
    assignment.save(update_fields=["state", *changes])


def note(
    verb: str,
    object_id: int,
    request: ReviewRequest,
    at: datetime,
    actor_id: int | None = None,
    from_state: str = "",
    to_state: str = "",
) -> None:
    """Record an event about a request, with its course, block and circle."""
    record(
        verb=verb,
        object_id=object_id,
        course_key=request.course_key,
        usage_key=request.usage_key,
        circle_id=request.circle_id,
        actor_id=actor_id,
        from_state=from_state,
        to_state=to_state,
        at=at,
    )
