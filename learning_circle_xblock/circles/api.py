"""Make circles, seat people in them, and say who is who."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Value, When
from opaque_keys.edx.keys import CourseKey

from .. import permissions
from ..events.api import record
from ..permissions import FACILITATING, ON_THE_ROSTER, Actor, Role, Seat
from ..programmes.models import NationalProgramme
from .lifecycle import MEMBERSHIP, MembershipState
from .models import Circle, Membership

__all__ = [
    "CircleError",
    "Person",
    "Roster",
    "actor_for",
    "circles_of",
    "end_membership",
    "facilitator_ids",
    "facts",
    "is_still_in",
    "make_circle",
    "own_circle",
    "roster",
    "seat",
    "teacher_ids",
]

PAGE = 60
LAYERS = 9
ROSTER_PLACE = Case(
    When(role__in=FACILITATING, then=Value(0)),
    When(role=Role.UNION_REPRESENTATIVE, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


class CircleError(Exception):
    """A circle or a membership cannot be as asked; the message says why."""


@dataclass(frozen=True)
class Person:
    """Someone on a roster, with their role."""

    user_id: int
    role: Role


@dataclass(frozen=True)
class Roster:
    """One page of a circle's people: facilitators first, then the union representative, then teachers."""

    people: tuple[Person, ...]
    total: int
    page: int

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return self.page * PAGE < self.total

    @property
    def next_page(self) -> int:
        """The number of the page that follows."""
        return self.page + 1


def facts(circle: Circle) -> permissions.Circle:
    """The circle as permission sees it."""
    return permissions.Circle(circle_id=circle.pk, parent_id=circle.parent_id)


def actor_for(
    *,
    user_id: int,
    course_key: CourseKey,
    is_enrolled: bool,
    is_course_staff: bool = False,
    is_read_only: bool = False,
) -> Actor:
    """The person with their active seats in this course run, none without enrolment; one query."""
    rows = Membership.objects.filter(
        person_id=user_id, circle__course_key=course_key, state=MembershipState.ACTIVE
    )
    seats = rows.select_related("circle").order_by("pk") if is_enrolled and not is_read_only else []
    return Actor(
        user_id=user_id,
        is_enrolled=is_enrolled,
        is_course_staff=is_course_staff,
        is_read_only=is_read_only,
        seats=tuple(Seat(row.circle_id, Role(row.role), row.circle.layer) for row in seats),
    )


def circles_of(actor: Actor) -> list[Circle]:
    """The circles the actor has a seat in, and the circles below those they facilitate."""
    ids = {seat.circle_id for seat in actor.seats}
    led = {seat.circle_id for seat in actor.seats if seat.role in FACILITATING}
    found = Circle.objects.filter(pk__in=ids) | Circle.objects.filter(parent_id__in=led)
    return list(found.distinct().order_by("layer", "pk"))


def own_circle(actor: Actor) -> Circle | None:
    """The circle in which the actor is a teacher; one query."""
    ids = actor.teaches_in
    return Circle.objects.filter(pk__in=ids).order_by("pk").first() if ids else None


def roster(*, actor: Actor, circle: Circle, page: int = 1) -> Roster | None:
    """One page of who is in the circle, or None when the actor may not see it; two queries."""
    if not permissions.may_see_roster(actor, facts(circle)):
        return None
    rows = _on_roster(circle.pk)
    total = rows.aggregate(n=Count("pk"))["n"]
    page = max(1, min(page, (total - 1) // PAGE + 1))
    chosen = rows.order_by(ROSTER_PLACE, "pk").values_list("person_id", "role")[
        (page - 1) * PAGE : page * PAGE
    ]
    return Roster(tuple(Person(pk, Role(role)) for pk, role in chosen), total, page)


def facilitator_ids(circle_id: int) -> list[int]:
    """Who facilitates the circle now, longest first."""
    rows = Membership.objects.filter(
        circle_id=circle_id, state=MembershipState.ACTIVE, role__in=FACILITATING
    ).order_by("began_at", "pk")
    return list(rows.values_list("person_id", flat=True))


def is_still_in(circle: str, person: str) -> Exists:
    """Whether the person of a row is still in its circle: a text is hidden from a circle one has left.

    Args:
        circle: lookup of the circle's id in the row.
        person: lookup of the person's id in the row.
    """
    return Exists(
        Membership.objects.filter(
            circle_id=OuterRef(circle), person_id=OuterRef(person), state=MembershipState.ACTIVE
        )
    )


def teacher_ids(circle_id: int) -> list[int]:
    """Who is a teacher in the circle now; one query."""
    rows = Membership.objects.filter(circle_id=circle_id, state=MembershipState.ACTIVE, role=Role.TEACHER)
    return list(rows.order_by("pk").values_list("person_id", flat=True))


@transaction.atomic
def make_circle(
    *,
    course_key: CourseKey,
    node: NationalProgramme,
    name: str,
    code: str,
    at: datetime,
    layer: int = 1,
    parent: Circle | None = None,
) -> Circle:
    """The circle with this code in the course run, made if there is none.

    Raises:
        CircleError: the parent is not one layer up or in another course run, a value does not fit, or the
            circle exists with another layer, parent or union.
    """
    if parent is not None and (parent.layer != layer + 1 or parent.course_key != course_key):
        raise CircleError("The parent of a circle is one layer up, in the same course run.")
    if not 1 <= layer <= LAYERS or not 0 < len(name) <= 80 or not 0 < len(code) <= 32:
        raise CircleError(
            f"A circle has a layer from 1 to {LAYERS}, a name of up to 80 signs, a code of up to 32."
        )
    circle, is_new = Circle.objects.get_or_create(
        course_key=course_key,
        code=code,
        defaults={"node": node, "name": name, "layer": layer, "parent": parent, "created_at": at},
    )
    if not is_new and (circle.layer, circle.parent, circle.node) != (layer, parent, node):
        raise CircleError(f"The circle {code} exists already, with another layer, parent or union.")
    if is_new:
        record(verb="circle.made", object_id=circle.pk, course_key=course_key, circle_id=circle.pk, at=at)
    return circle


@transaction.atomic
def seat(*, circle: Circle, user_id: int, role: Role, at: datetime) -> Membership:
    """Give a person a role; another role they had in the circle ends and stays as history.

    A facilitator of a circle with a parent becomes a member of the parent too.

    Raises:
        CircleError: the circle would be left without a facilitator.
    """
    Circle.objects.select_for_update().get(pk=circle.pk)
    live = Membership.objects.filter(live_slot=_live_slot(circle.pk, user_id)).first()
    if live is not None and live.role == role:
        return live
    if live is not None and live.role in FACILITATING and role not in FACILITATING:
        _need_successor(circle.pk, user_id)
    if live is not None:
        _end(live, action="complete", at=at)
    membership = Membership.objects.create(
        circle=circle,
        person_id=user_id,
        role=role,
        state=MEMBERSHIP.advance(MembershipState.INVITED, "start"),
        began_at=at,
        live_slot=_live_slot(circle.pk, user_id),
    )
    _note(membership, "membership.started", "", at)
    parent = circle.parent
    if role in FACILITATING and parent is not None and not _has_seat(parent.pk, user_id):
        seat(circle=parent, user_id=user_id, role=Role.TEACHER, at=at)
    return membership


@transaction.atomic
def end_membership(*, circle: Circle, user_id: int, at: datetime) -> None:
    """The person leaves the circle; what they wrote stays.

    Raises:
        CircleError: nobody of that id is in the circle, or the last facilitator would leave.
    """
    Circle.objects.select_for_update().get(pk=circle.pk)
    live = Membership.objects.filter(live_slot=_live_slot(circle.pk, user_id)).first()
    if live is None:
        raise CircleError("This person is not in the circle.")
    if live.role in FACILITATING:
        _need_successor(circle.pk, user_id)
    _end(live, action="leave", at=at)


def _need_successor(circle_id: int, user_id: int) -> None:
    if facilitator_ids(circle_id) == [user_id]:
        raise CircleError("The last facilitator needs a successor first.")


def _on_roster(circle_id: int) -> QuerySet[Membership]:
    return Membership.objects.filter(
        circle_id=circle_id, state=MembershipState.ACTIVE, role__in=ON_THE_ROSTER
    )


def _has_seat(circle_id: int, user_id: int) -> bool:
    return Membership.objects.filter(live_slot=_live_slot(circle_id, user_id)).exists()


def _live_slot(circle_id: int, user_id: int) -> str:
    return f"{circle_id}:{user_id}"


def _end(membership: Membership, *, action: str, at: datetime) -> None:
    before = MembershipState(membership.state)
    membership.state = MEMBERSHIP.advance(before, action)
    membership.ended_at = at
    membership.live_slot = None
    membership.save(update_fields=["state", "ended_at", "live_slot"])
    _note(membership, "membership.ended", before, at)
    if membership.role in FACILITATING and membership.circle.parent_id is not None:
        _leave_parent(membership, membership.circle.parent_id, at)


def _leave_parent(membership: Membership, parent_id: int, at: datetime) -> None:
    """Who no longer facilitates any child of a circle is no longer a member of it; who leads it stays."""
    children = Membership.objects.filter(
        person_id=membership.person_id,
        circle__parent_id=parent_id,
        role__in=FACILITATING,
        state=MembershipState.ACTIVE,
    )
    seat_above = Membership.objects.filter(live_slot=_live_slot(parent_id, membership.person_id)).first()
    if seat_above is not None and seat_above.role == Role.TEACHER and not children.exists():
        _end(seat_above, action="leave", at=at)


def _note(membership: Membership, verb: str, before: str, at: datetime) -> None:
    record(
        verb=verb,
        object_id=membership.pk,
        course_key=membership.circle.course_key,
        circle_id=membership.circle_id,
        from_state=before,
        to_state=membership.state,
        at=at,
    )
