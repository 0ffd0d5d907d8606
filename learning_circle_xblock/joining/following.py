"""What becomes of the ways into a circle when the circle ends."""

from ..circles import api as circles
from ..circles.lifecycle import CircleState
from ..events.models import Event
from .lifecycle import PaperState
from .models import Invitation, PaperMember

__all__ = ["follow_circle"]

ENDS = (CircleState.CLOSED, CircleState.MERGED, CircleState.DISSOLVED)


def follow_circle(event: Event) -> None:
    """Members on paper and kept seats go into the circle that takes the others in.

    Where none does, the addresses are forgotten. Nobody on paper sits at a table of the former circle.
    """
    if event.verb == "circle.took_in" and event.circle_id is not None:
        _bring(event.object_id, event.circle_id)
    if event.object_kind == "circle" and event.to_state in ENDS:
        _free_tables(event)
        if event.to_state != CircleState.MERGED:
            Invitation.objects.filter(circle_id=event.object_id).delete()


def _bring(former_id: int, circle_id: int) -> None:
    PaperMember.objects.filter(circle_id=former_id, state=PaperState.ON_PAPER).update(circle_id=circle_id)
    there = set(Invitation.objects.filter(circle_id=circle_id).values_list("email", flat=True))
    Invitation.objects.filter(circle_id=former_id).exclude(email__in=there).update(circle_id=circle_id)
    Invitation.objects.filter(circle_id=former_id).delete()


def _free_tables(event: Event) -> None:
    rows = PaperMember.objects.filter(circle_id=event.object_id, state=PaperState.ON_PAPER)
    for paper_id in rows.values_list("pk", flat=True):
        circles.free_paper_seat(paper_id=paper_id, at=event.at)
