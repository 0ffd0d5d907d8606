"""What was written for those above a circle, under the parent it has now and no other."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from ..circles.models import CirclePlace

__all__ = ["is_since", "written_since"]


def written_since(circle: str, written: str) -> Q:
    """Rows that were written since the circle came to its present place.

    A new parent may be led by people of another body: they read nothing that was written for the former.

    Args:
        circle: lookup of the circle's id in the row.
        written: lookup of the time of writing in the row.
    """
    changed = Q(began_at__gt=OuterRef(written)) | Q(ended_at__gt=OuterRef(written))
    return ~Q(Exists(CirclePlace.objects.filter(changed, circle_id=OuterRef(circle))))


def is_since(circle_id: int, at: datetime) -> bool:
    """Whether something of this circle and time was written since its present place began; one query."""
    changed = Q(began_at__gt=at) | Q(ended_at__gt=at)
    return not CirclePlace.objects.filter(changed, circle_id=circle_id).exists()
