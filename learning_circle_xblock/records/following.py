"""What becomes of a record of participation when its teacher moves to another circle."""

from ..circles.api import moved_membership
from ..events.api import record
from ..events.models import Event
from .lifecycle import RECORD, RecordState
from .models import ParticipationRecord

__all__ = ["follow_move"]


def follow_move(event: Event) -> None:
    """The record goes with its teacher; it is another circle's now, so the signatures are taken back.

    Where the teacher has a record in the other circle already, the older one stays where it is.
    """
    moved = moved_membership(event)
    if moved is None:
        return
    rows = ParticipationRecord.objects.select_for_update().filter(person_id=moved.person_id)
    found = {row.circle_id: row for row in rows.filter(circle_id__in=(moved.before_id, moved.circle_id))}
    row = found.get(moved.before_id)
    if row is None or moved.circle_id in found:
        return
    before = RecordState(row.state)
    row.circle_id, row.state = moved.circle_id, RECORD.advance(before, "change")
    row.teacher_at = row.facilitator_at = row.facilitator = None
    row.signed_content, row.changed_at = {}, event.at
    row.revision += 1
    row.save()
    record(
        verb="participation.moved",
        object_id=row.pk,
        course_key=event.course_key,
        circle_id=row.circle_id,
        from_state=before,
        to_state=row.state,
        at=event.at,
    )
