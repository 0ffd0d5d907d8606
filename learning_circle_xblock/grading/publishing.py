"""What is complete is kept once, and sent to the gradebook and to the platform's completion."""

import logging
from datetime import datetime

from django.db import transaction
from opaque_keys.edx.keys import UsageKey

from .. import compat
from ..faults import told
from .attendance import CIRCLE_BLOCK
from .models import Progress
from .scores import publish_points

__all__ = ["complete", "publish", "tell_completion"]

log = logging.getLogger(__name__)


def complete(*, user_id: int, usage_key: UsageKey, at: datetime) -> bool:
    """Keep that all counts, and send it afterwards. True when it is new and was not set back."""
    with transaction.atomic():
        progress, is_new = Progress.objects.get_or_create(
            usage_key=usage_key,
            person_id=user_id,
            defaults={"course_key": usage_key.course_key, "completed_at": at},
        )
        if not is_new and (progress.completed_at is not None or progress.set_back_at is not None):
            return False
        if not is_new:
            progress.completed_at = at
            progress.save(update_fields=["completed_at"])
        transaction.on_commit(lambda: publish(progress=progress, at=at))
    return True


def publish(*, progress: Progress, at: datetime) -> bool:
    """Send points and completion, once; a failure is logged and the next tick tries again."""
    if progress.completed_at is None or progress.score_at is not None:
        return False
    try:
        block = compat.host().load_block(progress.usage_key)
        points = int(block.max_score() or 0) if block is not None else 0
        if points > 0:
            publish_points(user_id=progress.person_id, usage_key=progress.usage_key, points=points)
        tell_completion(user_id=progress.person_id, usage_key=progress.usage_key, fraction=1.0)
    except Exception as error:
        log.error("Completion %s waits for the next tick: %s", progress.pk, told(error))
        return False
    Progress.objects.filter(pk=progress.pk, completed_at__isnull=False).update(score_at=at)
    return True


def tell_completion(*, user_id: int, usage_key: UsageKey, fraction: float) -> None:
    """The circle block is no part of the platform's completion: a unit never waits for a meeting."""
    if usage_key.block_type != CIRCLE_BLOCK:
        compat.host().submit_completion(user_id, usage_key, fraction)
