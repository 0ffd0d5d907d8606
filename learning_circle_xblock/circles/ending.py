"""How a circle ends: in another one, or altogether."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..events.api import record
from ..permissions import Actor
from . import rows, seats, tree
from .models import Circle, Membership
from .refusals import CircleError
from .steps import advance, check_coordinates

__all__ = ["dissolve", "merge"]


@transaction.atomic
def merge(*, actor: Actor, circle: Circle, into: Circle, at: datetime) -> None:
    """The coordinator brings everybody into another circle; this one ends and stays as history.

    Circles below go there too. Who is in the other circle already keeps their seat there.

    Raises:
        NotOpenToYou: the actor does not coordinate both.
        CircleError: the other circle is this one, of another union, course or layer, or has ended.
    """
    check_coordinates(actor, circle.node_id, into)
    circle = _lock_both(circle.pk, into.pk)
    if circle.pk == into.pk:
        raise CircleError(_("Choose another circle."))
    for child in Circle.objects.filter(parent=circle).order_by("pk"):
        tree.place_under(circle=child, parent=into, at=at, actor_id=actor.user_id)
    for row in _seated(circle):
        if row.state not in seats.MOVING or rows.live_row(into.pk, row.person_id) is not None:
            seats.end_row(row, at, actor_id=actor.user_id)
        else:
            seats.move_seat(membership=row, circle=into, at=at, leaves_nobody=True, actor_id=actor.user_id)
    advance(circle, "merge", "circle.merged", at, actor)
    record(
        verb="circle.took_in",
        object_id=circle.pk,
        course_key=circle.course_key,
        circle_id=into.pk,
        actor_id=actor.user_id,
        at=at,
    )


@transaction.atomic
def dissolve(*, actor: Actor, circle: Circle, at: datetime) -> None:
    """The coordinator ends the circle and every seat in it; what was written stays its authors'.

    Raises:
        NotOpenToYou: the actor does not coordinate the node.
        CircleError: circles still stand below it, or it has ended.
    """
    check_coordinates(actor, circle.node_id, None)
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    if Circle.objects.filter(parent=circle).exists():
        raise CircleError(_("Circles still stand below it; place them elsewhere first."))
    for row in _seated(circle):
        seats.end_row(row, at, actor_id=actor.user_id)
    advance(circle, "dissolve", "circle.dissolved", at, actor)


def _lock_both(circle_id: int, other_id: int) -> Circle:
    for pk in sorted({circle_id, other_id}):
        Circle.objects.select_for_update().get(pk=pk)
    return Circle.objects.get(pk=circle_id)


def _seated(circle: Circle) -> list[Membership]:
    found = Membership.objects.filter(circle=circle, live_slot__isnull=False).order_by("pk")
    return list(found.select_related("circle__parent"))
