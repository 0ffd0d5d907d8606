"""Record what happened, and let higher features follow."""

from collections.abc import Callable
from datetime import datetime

from opaque_keys.edx.keys import CourseKey, UsageKey

from .models import Event

__all__ = ["Consumer", "consume", "record"]

Consumer = Callable[[Event], None]
_consumers: list[Consumer] = []


def consume(consumer: Consumer) -> None:
    """Name a function that is called after each event, in the transaction that records it."""
    if consumer not in _consumers:
        _consumers.append(consumer)


def record(
    *,
    verb: str,
    object_id: int,
    course_key: CourseKey | None = None,
    at: datetime,
    usage_key: UsageKey | None = None,
    circle_id: int | None = None,
    actor_id: int | None = None,
    from_state: str = "",
    to_state: str = "",
) -> Event:
    """Write one event; `verb` is `<object>.<past-tense verb>`, as in `plan.shared`."""
    event = Event.objects.create(
        verb=verb,
        object_kind=verb.partition(".")[0],
        object_id=object_id,
        from_state=from_state,
        to_state=to_state,
        course_key=course_key,
        usage_key=usage_key,
        circle_id=circle_id,
        actor_id=actor_id,
        at=at,
    )
    for consumer in _consumers:
        consumer(event)
    return event
