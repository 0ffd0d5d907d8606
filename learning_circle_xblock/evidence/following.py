"""What becomes of what a teacher keeps when they move to another circle."""

from ..circles.api import moved_membership
from ..events.models import Event
from .models import MODELS, SelfCheck

__all__ = ["follow_move"]


def follow_move(event: Event) -> None:
    """Everything goes along with its author; the old circle reads it no more."""
    moved = moved_membership(event)
    if moved is None:
        return
    which = {"owner_id": moved.person_id, "circle_id": moved.before_id}
    for model in MODELS.values():
        model._default_manager.filter(**which).update(circle_id=moved.circle_id)
    SelfCheck.objects.filter(**which).update(circle_id=moved.circle_id)
