"""What follows when everybody has signed the agreement of a circle."""

from datetime import datetime

from django.db import transaction

from ..events.api import record
from .lifecycle import CIRCLE, CircleState
from .models import Circle

__all__ = ["note_agreement"]


@transaction.atomic
def note_agreement(*, circle_id: int, at: datetime) -> None:
    """A circle that was forming has agreed; in every other state nothing changes."""
    circle = Circle.objects.select_for_update().get(pk=circle_id)
    before = CircleState(circle.state)
    if not CIRCLE.allows(before, "agree"):
        return
    circle.state = CIRCLE.advance(before, "agree")
    circle.save(update_fields=["state"])
    record(
        verb="circle.agreed",
        object_id=circle.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        from_state=before,
        to_state=circle.state,
        at=at,
    )
