"""What becomes of practice accounts when their author moves to another circle."""

from ..circles.api import moved_membership
from ..events.api import record
from ..events.models import Event
from .models import Account

__all__ = ["follow_move"]


def follow_move(event: Event) -> None:
    """Practice accounts go with their author to the other circle, drafts and shared ones alike."""
    moved = moved_membership(event)
    if moved is None:
        return
    accounts = Account.objects.select_for_update().filter(
        owner_id=moved.person_id, circle_id=moved.before_id, course_key=event.course_key
    )
    for account in accounts.order_by("pk"):
        account.circle_id = moved.circle_id
        account.save(update_fields=["circle"])
        record(
            verb="account.moved",
            object_id=account.pk,
            course_key=account.course_key,
            usage_key=account.usage_key,
            circle_id=account.circle_id,
            to_state=account.state,
            at=event.at,
        )
