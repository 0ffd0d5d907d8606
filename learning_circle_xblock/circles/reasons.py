"""Why people leave, as counts alone: no person, no circle, no day."""

from datetime import datetime

from django.db.models import F

from .lifecycle import LeavingReason
from .models import LeavingCount

__all__ = ["count_reason"]


def count_reason(*, node_id: int, reason: LeavingReason, at: datetime) -> None:
    """One more of this reason on the node, in the month."""
    row, _is_new = LeavingCount.objects.get_or_create(
        node_id=node_id, reason=reason, month=f"{at:%Y-%m}", defaults={"people": 0}
    )
    LeavingCount.objects.filter(pk=row.pk).update(people=F("people") + 1)
