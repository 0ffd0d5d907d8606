"""What becomes of readings when somebody leaves a circle, moves to another, or is back."""

from datetime import datetime

from django.db.models import Q, QuerySet

from ..circles.clock import Pauses
from ..circles.models import Circle, Membership
from ..circles.selectors import is_peer_in
from ..events.models import Event
from . import rings
from .lifecycle import WAITING, AssignmentState
from .models import Assignment, ReviewRequest

__all__ = ["follow_membership", "follow_pause"]


def follow_membership(event: Event) -> None:
    """No reading waits for somebody who cannot give it, and none for a text that has left the circle."""
    if event.object_kind != "membership":
        return
    row = Membership.objects.filter(pk=event.object_id).first()
    if row is None:
        return
    if event.verb == "membership.ended" and not is_peer_in(row.circle_id, row.person_id):
        _let_go(row, Q(reviewer_id=row.person_id) | Q(request__version__made_by_id=row.person_id), event.at)
    elif event.verb == "membership.paused":
        _let_go(row, Q(reviewer_id=row.person_id, slot__gt=0), event.at)
    elif event.verb in {"membership.started", "membership.resumed"}:
        _take_up(row, event.at)
    elif event.verb == "membership.moved" and row.moved_from is not None:
        _requests(row.moved_from).update(circle_id=row.circle_id)
        _take_up(row, event.at)


def follow_pause(event: Event) -> None:
    """A circle goes on: what was asked has as many days left as before, and new readers are asked."""
    if event.verb != "circle.resumed" or event.circle_id is None:
        return
    pauses = Pauses.of(Circle.objects.values_list("pauses", flat=True).get(pk=event.circle_id))
    waiting = Assignment.objects.select_for_update().filter(
        request__circle_id=event.circle_id, state__in=WAITING, due_at__isnull=False
    )
    began = max((began for began, _ended in pauses.spans), default=event.at)
    for assignment in waiting.order_by("pk"):
        assert assignment.due_at is not None
        assignment.due_at += pauses.within(max(assignment.asked_at, began), event.at)
        assignment.save(update_fields=["due_at"])
    asked = ReviewRequest.objects.filter(circle_id=event.circle_id, wanted__gt=0)
    keys = {key for key in asked.values_list("usage_key", flat=True) if key is not None}
    for usage_key in sorted(keys, key=str):
        rings.pass_on(circle_id=event.circle_id, usage_key=usage_key, at=event.at)
        rings.allocate(circle_id=event.circle_id, usage_key=usage_key, at=event.at)


def _let_go(row: Membership, which: Q, at: datetime) -> None:
    """What nobody opened is withdrawn, what was begun is released; the ring asks the next reader."""
    waiting = Assignment.objects.select_for_update().filter(
        which, request__circle_id=row.circle_id, state__in=WAITING
    )
    for assignment in waiting.select_related("request").order_by("pk"):
        action = "withdraw" if assignment.state == AssignmentState.OPEN else "release"
        before = assignment.state
        rings.move(assignment, action, live_slot=None)
        verb = "assignment.withdrawn" if action == "withdraw" else "assignment.released"
        rings.note(verb, assignment.pk, assignment.request, at, None, before, assignment.state)
    for request in _in_rings(_requests(row)):
        rings.pass_on(circle_id=row.circle_id, usage_key=request.usage_key, at=at)


def _take_up(row: Membership, at: datetime) -> None:
    """An author who has come to the circle, or back to it, sits in its ring again."""
    for request in _in_rings(_requests(row)):
        rings.allocate(circle_id=row.circle_id, usage_key=request.usage_key, at=at)


def _requests(row: Membership) -> QuerySet[ReviewRequest]:
    """What the person asked for in the circle."""
    return ReviewRequest.objects.filter(circle_id=row.circle_id, version__made_by_id=row.person_id)


def _in_rings(requests: QuerySet[ReviewRequest]) -> QuerySet[ReviewRequest]:
    return requests.filter(wanted__gt=0, version__number=1).order_by("pk")
