"""What follows a membership: interest in facilitating goes along, arrives, or ends with it."""

from ..circles.lifecycle import MembershipState
from ..circles.models import Membership
from ..events.models import Event
from ..permissions import FACILITATING
from .facilitators import FacilitatorInterest
from .interest import arrive, end, go_along
from .lifecycle import InterestState

__all__ = ["follow"]

VERBS = frozenset({"membership.started", "membership.ended"})


def follow(event: Event) -> None:
    """Whoever was interested and has a seat as facilitator has arrived; whoever left is asked no more.

    One query where nobody is concerned.
    """
    if event.verb not in VERBS:
        return
    who = Membership.objects.filter(pk=event.object_id).values("person_id")
    rows = FacilitatorInterest.objects.select_for_update().filter(live_slot__isnull=False, person_id__in=who)
    for row in rows.select_related("circle"):
        if event.verb == "membership.started":
            _follow_start(row, event)
        else:
            _follow_end(row, event)


def _follow_start(row: FacilitatorInterest, event: Event) -> None:
    seats = Membership.objects.filter(pk=event.object_id, circle__node_id=row.circle.node_id)
    leads = seats.filter(role__in=FACILITATING, state=MembershipState.ACTIVE).exists()
    if leads and row.state != InterestState.FACILITATING:
        arrive(row, event.at)


def _follow_end(row: FacilitatorInterest, event: Event) -> None:
    """A seat that goes on in another circle takes it along; one that ends for good ends it."""
    seats = Membership.objects.filter(person_id=row.person_id, live_slot__isnull=False)
    if row.state == InterestState.FACILITATING:
        leads = seats.filter(role__in=FACILITATING, circle__node_id=row.circle.node_id)
        goes_on = leads.exists()
    elif row.circle_id != event.circle_id:
        return
    else:
        moved = seats.filter(moved_from_id=event.object_id).first()
        if moved is not None and go_along(row, moved.circle_id):
            return
        goes_on = seats.filter(circle_id=row.circle_id).exists()
    if not goes_on:
        end(row, None, event.at)
