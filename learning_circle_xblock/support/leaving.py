"""What becomes of a request for help when whoever asked is no longer in the circle."""

from ..circles.models import Membership
from ..events.api import record
from ..events.models import Event
from .lifecycle import HELP, WAITING, HelpState
from .models import HelpRequest

__all__ = ["follow_asker"]


def follow_asker(event: Event) -> None:
    """It goes along to the other circle, and is closed where there is none: nobody answers who has left."""
    if event.verb != "membership.ended":
        return
    row = Membership.objects.filter(pk=event.object_id).first()
    if row is None or _has_seat(row):
        return
    waiting = HelpRequest.objects.select_for_update().filter(
        circle_id=row.circle_id, person_id=row.person_id, state__in=WAITING
    )
    moved = Membership.objects.filter(moved_from=row, live_slot__isnull=False).first()
    for asked in waiting.order_by("pk"):
        if moved is not None:
            asked.circle_id = moved.circle_id
            asked.save(update_fields=["circle"])
        else:
            _close(asked, event)


def _has_seat(row: Membership) -> bool:
    """Whether they are in the circle all the same, in another role."""
    rows = Membership.objects.filter(circle_id=row.circle_id, person_id=row.person_id)
    return rows.filter(live_slot__isnull=False).exists()


def _close(asked: HelpRequest, event: Event) -> None:
    before, asked.state = asked.state, HELP.advance(HelpState(asked.state), "close")
    asked.save(update_fields=["state"])
    record(
        verb="help.closed",
        object_id=asked.pk,
        course_key=event.course_key,
        circle_id=asked.circle_id,
        from_state=before,
        to_state=asked.state,
        at=event.at,
    )
