"""Points of a course run, worked out again from what happened: after a changed weight, for example."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from opaque_keys.edx.keys import CourseKey

from .. import compat
from ..accounts.models import Account
from ..planning.models import Plan
from .api import count, events_of
from .models import Progress
from .publishing import publish
from .scores import points_of

__all__ = ["Recomputed", "recompute"]


@dataclass
class Recomputed:
    """How many became complete, were sent again, were right already, or could not be sent."""

    newly: int = 0
    sent: int = 0
    right: int = 0
    failed: int = 0


def recompute(
    *,
    course_key: CourseKey,
    at: datetime,
    is_trial: bool = False,
    tell: Callable[[int, int], Any] = lambda done, of: None,
) -> Recomputed:
    """Count everybody who has shared in the course run, and send the points that differ.

    What is complete stays complete, and what the course team set back stays set back. May be stopped and
    run again: whoever is right already costs one read.

    Args:
        course_key: the course run.
        at: the time of it.
        is_trial: only look; nothing is written and nothing is sent.
        tell: hears how many persons of how many are done.
    """
    found = Recomputed()
    settled = set(Progress.objects.filter(course_key=course_key).values_list("usage_key", "person_id"))
    texts = [
        row
        for model in (Plan, Account)
        for row in model.objects.filter(course_key=course_key, version__isnull=False)
        .order_by("pk")
        .values_list("usage_key", "owner_id")
    ]
    shared = [
        (key, who) for key, who in dict.fromkeys(texts) if key is not None and (key, who) not in settled
    ]
    complete = Progress.objects.filter(course_key=course_key, completed_at__isnull=False).order_by("pk")
    waiting = list(complete.values_list("pk", flat=True))
    of = len(shared) + len(waiting)
    for done, (usage_key, owner_id) in enumerate(shared, 1):
        if is_trial:
            events = events_of(user_id=owner_id, usage_key=usage_key, at=at)
            found.newly += bool(events) and all(event.is_counted for event in events or ())
        else:
            found.newly += count(user_id=owner_id, usage_key=usage_key, at=at)
        tell(done, of)
    for done, pk in enumerate(waiting, len(shared) + 1):
        for progress in complete.filter(pk=pk):
            _send(progress, at, found, is_trial=is_trial)
        tell(done, of)
    return found


def _send(progress: Progress, at: datetime, found: Recomputed, *, is_trial: bool) -> None:
    """Where the gradebook holds something else than the weight of the block."""
    block = compat.host().load_block(progress.usage_key)
    points = int(block.max_score() or 0) if block is not None else 0
    held = points_of(user_id=progress.person_id, usage_key=progress.usage_key)
    if progress.score_at is not None and held == ((points, points) if points else held):
        found.right += 1
        return
    if is_trial:
        found.sent += 1
        return
    progress.score_at = None
    if publish(progress=progress, at=at):
        found.sent += 1
    else:
        found.failed += 1
