"""Who looks after a pause: a facilitator who may, or else the coordinator of the node."""

from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When

from .. import compat
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..circles.selectors import facilitator_ids
from ..permissions import FACILITATING
from ..writing.models import Authorship
from .lifecycle import HIDING
from .models import Pause

__all__ = ["author_ids", "hand_on", "looked_after", "next_owner", "without_owner"]


def looked_after(*, within: Q, at: datetime) -> QuerySet[Any]:
    """Open pauses, each with `has_owner` and `is_author_in`: what decides whose they are.

    `is_author_in` is false once every author has left the circle or is away: then its facilitators read the
    text no more, and the coordinator settles the pause without reading it.

    Args:
        within: which pauses.
        at: the time of asking.
    """
    authors = Authorship.objects.filter(work_id=OuterRef(OuterRef("work_id"))).values("author_id")
    seats = Membership.objects.filter(
        circle_id=OuterRef("circle_id"), state=MembershipState.ACTIVE, person_id__in=authors
    )
    unowned = When(without_owner(within=within, at=at), then=Value(value=False))
    return Pause.objects.filter(within, state__in=HIDING).annotate(
        has_owner=Case(unowned, default=Value(value=True), output_field=BooleanField()),
        is_author_in=Exists(seats),
    )


def without_owner(*, within: Q, at: datetime) -> Q:
    """Pauses that nobody owns; one query, and the platform's for each course run.

    No facilitator is named, the one who is has no rights here any more, or the 48 hours have passed.
    """
    open_ones = Pause.objects.filter(within, state__in=HIDING, owner__isnull=False)
    named = open_ones.order_by().values_list("owner_id", "owner__is_active", "course_key").distinct()
    people: dict[Any, set[int]] = {}
    for owner_id, is_active, course_key in named:
        people.setdefault(course_key, set()).update({owner_id} if is_active and owner_id else ())
    found = Q(owner=None) | Q(look_by__lte=at) | ~Q(Exists(_seat_of_owner()))
    for course_key, owners in people.items():
        here = compat.host().enrolled_among(owners, course_key) if owners else set()
        found |= Q(course_key=course_key) & ~Q(owner_id__in=here & owners)
    return found


def next_owner(circle: Circle, apart_from: frozenset[int]) -> int | None:
    """The facilitator who is longest in the circle, has rights there, and is no author.

    Whoever asked is not passed over: that would tell the author who it was.
    """
    leading = facilitator_ids(circle.pk)
    here = compat.host().enrolled_among(leading, circle.course_key) if leading else set()
    active = set(
        Membership.objects.filter(circle=circle, person_id__in=here, person__is_active=True).values_list(
            "person_id", flat=True
        )
    )
    return next((pk for pk in leading if pk in active and pk not in apart_from), None)


def hand_on(circle: Circle) -> None:
    """Every open pause of the circle whose owner has no rights there any more gets the next one."""
    leading = facilitator_ids(circle.pk)
    here = compat.host().enrolled_among(leading, circle.course_key) if leading else set()
    rows = Pause.objects.select_for_update().filter(circle=circle, state__in=HIDING)
    for row in rows.exclude(owner_id__in=here & set(leading)):
        row.owner_id = next_owner(circle, author_ids(row.work_id))
        row.save(update_fields=["owner"])


def author_ids(work_id: int) -> frozenset[int]:
    """Who wrote it; one query."""
    return frozenset(Authorship.objects.filter(work_id=work_id).values_list("author_id", flat=True))


def _seat_of_owner() -> QuerySet[Membership]:
    return Membership.objects.filter(
        circle_id=OuterRef("circle_id"),
        person_id=OuterRef("owner_id"),
        state=MembershipState.ACTIVE,
        role__in=FACILITATING,
    )
