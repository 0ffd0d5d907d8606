"""What becomes of plans when their teacher moves to another circle."""

from ..circles.api import moved_membership
from ..events.api import record
from ..events.models import Event
from .models import Plan

__all__ = ["follow_move"]


def follow_move(event: Event) -> None:
    """Plans go with their teacher to the other circle, drafts and shared ones alike."""
    moved = moved_membership(event)
    if moved is None:
        return
    plans = Plan.objects.select_for_update().filter(
        owner_id=moved.person_id, circle_id=moved.before_id, course_key=event.course_key
    )
    for plan in plans.order_by("pk"):
        plan.circle_id = moved.circle_id
        plan.save(update_fields=["circle"])
        record(
            verb="plan.moved",
            object_id=plan.pk,
            course_key=plan.course_key,
            usage_key=plan.usage_key,
            circle_id=plan.circle_id,
            to_state=plan.state,
            at=event.at,
        )
