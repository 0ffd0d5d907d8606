"""Count workshops for a whole circle at once: when a register was kept, and with time."""

import logging
from datetime import datetime

from opaque_keys.edx.keys import CourseKey, UsageKey

from ..circles.api import teacher_ids
from ..circles.lifecycle import OPEN
from ..circles.models import Circle
from ..faults import told
from .attendance import counting_blocks, facts_in
from .attending import attendance_events
from .models import Progress
from .publishing import complete

__all__ = ["count_registers", "follow_register"]

log = logging.getLogger(__name__)


def follow_register(circle: Circle, at: datetime) -> int:
    """Count the teachers of a circle in each block that asks for it; how many became complete."""
    return sum(
        _count_circle(circle, usage_key, needed, at) for usage_key, needed in _blocks(circle.course_key)
    )


def count_registers(*, at: datetime) -> int:
    """Every open circle, for registers that nobody kept; a fault in one leaves the others counted."""
    newly = 0
    open_circles = Circle.objects.filter(state__in=OPEN)
    for course_key in sorted(set(open_circles.values_list("course_key", flat=True)), key=str):
        for usage_key, needed in _blocks(course_key):
            for circle in open_circles.filter(course_key=course_key).order_by("pk"):
                try:
                    newly += _count_circle(circle, usage_key, needed, at)
                except Exception as error:
                    log.error("The workshops of a circle wait for the next tick: %s", told(error))
    return newly


def _blocks(course_key: CourseKey | None) -> list[tuple[UsageKey, int]]:
    """None where the course cannot be read just now: no register fails for that, and the next tick counts."""
    try:
        return counting_blocks(course_key) if course_key is not None else []
    except Exception as error:
        log.error("The workshops of a course wait for the next tick: %s", told(error))
        return []


def _count_circle(circle: Circle, usage_key: UsageKey, needed: int, at: datetime) -> int:
    """Four queries, and those of whoever has become complete."""
    settled = set(Progress.objects.filter(usage_key=usage_key).values_list("person_id", flat=True))
    waiting = [who for who in teacher_ids(circle.pk) if who not in settled]
    newly = 0
    for who, facts in facts_in(circle, waiting, needed).items() if waiting else ():
        if all(event.is_counted for event in attendance_events(facts, at)):
            newly += complete(user_id=who, usage_key=usage_key, at=at)
    return newly
