"""What follows an event elsewhere."""

from ..events.models import Event
from .models import Attendance

__all__ = ["follow_claim"]


def follow_claim(event: Event) -> None:
    """The lines of somebody on paper go to the person who claims them; a line of their own stays."""
    if event.verb != "paper.claimed" or event.actor_id is None:
        return
    own = Attendance.objects.filter(person_id=event.actor_id).values_list("session_id", flat=True)
    rows = Attendance.objects.filter(paper_id=event.object_id)
    rows.exclude(session_id__in=list(own)).update(person_id=event.actor_id, paper_id=None)
