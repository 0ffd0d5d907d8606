"""What others read of circles: who somebody is, who is in a circle, which circles a page lists."""

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, QuerySet, Value, When, Window
from opaque_keys.edx.keys import CourseKey

from .. import compat, permissions
from ..events.models import Event
from ..permissions import FACILITATING, ON_THE_ROSTER, PEERS, Actor, Role, Seat
from ..programmes.api import standing_of
from .lifecycle import CircleState, MembershipState
from .models import Circle, Membership

__all__ = [
    "Move",
    "Person",
    "Roster",
    "SeenCircle",
    "actor_for",
    "circle_seen_by",
    "circles_of",
    "facilitator_ids",
    "facts",
    "is_paused",
    "is_peer_in",
    "is_still_in",
    "moved_membership",
    "own_circle",
    "page_actor",
    "roster",
    "teacher_ids",
]

PAGE = 40  # people on one page: a circle of 36 is on one
ROSTER_PLACE = Case(
    When(role__in=FACILITATING, then=Value(0)),
    When(role=Role.UNION_REPRESENTATIVE, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


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
    above = [int(part) for part in circle.path.split("/") if part]
    return permissions.Circle(
        circle_id=circle.pk,
        parent_id=circle.parent_id,
        node_id=circle.node_id,
        ancestor_ids=frozenset(above) - {circle.pk},
    )


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
    told = rows.order_by("pk").values_list("circle_id", "role", "circle__layer", "circle__node_id")
    seats = told if is_enrolled and not is_read_only else []
    return Actor(
        user_id=user_id,
        is_enrolled=is_enrolled,
        is_course_staff=is_course_staff,
        is_read_only=is_read_only,
        seats=tuple(Seat(circle_id, Role(role), layer, node_id) for circle_id, role, layer, node_id in seats),
    )


def page_actor(user_id: int) -> Actor:
    """The person with all their seats and posts, for pages outside a course; three queries.

    A seat in a course run where the person is not enrolled gives nothing.
    """
    rows = list(
        Membership.objects.filter(person_id=user_id, state=MembershipState.ACTIVE)
        .select_related("circle")
        .order_by("pk")
    )
    enrolled = compat.host().enrolled_in(user_id, {row.circle.course_key for row in rows}) if rows else set()
    here = [row for row in rows if row.circle.course_key in enrolled]
    posts, programmes = standing_of(user_id)
    return Actor(
        user_id=user_id,
        is_enrolled=bool(here),
        seats=tuple(
            Seat(row.circle_id, Role(row.role), row.circle.layer, row.circle.node_id) for row in here
        ),
        posts=posts,
        leads_programmes=programmes,
    )


def circles_of(actor: Actor) -> list[Circle]:
    """The circles the actor has a seat in, and the circles below those they facilitate."""
    ids = {seat.circle_id for seat in actor.seats}
    led = {seat.circle_id for seat in actor.seats if seat.role in FACILITATING}
    found = Circle.objects.filter(pk__in=ids) | Circle.objects.filter(parent_id__in=led)
    return list(found.distinct().select_related("node__programme").order_by("layer", "pk"))


def own_circle(actor: Actor) -> Circle | None:
    """The circle in which the actor has been a teacher longest; one query.

    A seat that somebody gives them in another circle takes none of their work there.
    """
    ids = actor.teaches_in
    return Circle.objects.filter(pk=ids[0]).first() if ids else None


def roster(*, actor: Actor, circle: Circle, page: int = 1) -> Roster | None:
    """One page of who is in the circle, or None when the actor may not see it; one query.

    A page beyond the last gives the last, and costs two more.
    """
    if not permissions.may_see_roster(actor, facts(circle)):
        return None
    rows = _on_roster(circle.pk).annotate(total=Window(Count("pk")))
    ordered = rows.order_by(ROSTER_PLACE, "pk").values_list("person_id", "role", "total")
    page = max(1, page)
    chosen = list(ordered[(page - 1) * PAGE : page * PAGE])
    if not chosen and page > 1:
        page = max(1, (_on_roster(circle.pk).count() - 1) // PAGE + 1)
        chosen = list(ordered[(page - 1) * PAGE : page * PAGE])
    total = chosen[0][2] if chosen else 0
    return Roster(tuple(Person(pk, Role(role)) for pk, role, _total in chosen), total, page)


def facilitator_ids(circle_id: int) -> list[int]:
    """Who facilitates the circle now, longest first."""
    rows = Membership.objects.filter(
        circle_id=circle_id, state=MembershipState.ACTIVE, role__in=FACILITATING
    ).order_by("began_at", "pk")
    return list(rows.values_list("person_id", flat=True))


def is_paused(circle_id: int) -> bool:
    """Whether the circle is paused now: clocks and reminders stand still; one query."""
    return Circle.objects.filter(pk=circle_id, state=CircleState.PAUSED).exists()


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


@dataclass(frozen=True)
class Move:
    """Somebody who went from one circle to another."""

    person_id: int
    before_id: int
    circle_id: int


def moved_membership(event: Event) -> Move | None:
    """Who moved and from where, if the event says that somebody did; one query then."""
    if event.verb != "membership.moved":
        return None
    row = Membership.objects.select_related("moved_from").filter(pk=event.object_id).first()
    if row is None or row.moved_from is None:
        return None
    return Move(row.person_id, row.moved_from.circle_id, row.circle_id)


def is_peer_in(circle_id: int, user_id: int) -> bool:
    """Whether the person is a teacher or a facilitator of the circle now; one query."""
    rows = Membership.objects.filter(circle_id=circle_id, person_id=user_id, state=MembershipState.ACTIVE)
    return rows.filter(role__in=PEERS).exists()


def teacher_ids(circle_id: int) -> list[int]:
    """Who is a teacher in the circle now; one query."""
    rows = Membership.objects.filter(circle_id=circle_id, state=MembershipState.ACTIVE, role=Role.TEACHER)
    return list(rows.order_by("pk").values_list("person_id", flat=True))


def _on_roster(circle_id: int) -> QuerySet[Membership]:
    return Membership.objects.filter(
        circle_id=circle_id, state=MembershipState.ACTIVE, role__in=ON_THE_ROSTER
    )


@dataclass(frozen=True)
class SeenCircle:
    """A circle as this person may see it."""

    circle: Circle
    may_see_roster: bool
    may_manage: bool


def circle_seen_by(*, actor: Actor, circle_id: int) -> SeenCircle | None:
    """The circle, if the actor sees anything of it; None answers a missing and a closed one alike."""
    circle = Circle.objects.filter(pk=circle_id).select_related("node__programme", "parent").first()
    if circle is None or not permissions.may_see_counts(actor, facts(circle)):
        return None
    return SeenCircle(
        circle=circle,
        may_see_roster=permissions.may_see_roster(actor, facts(circle)),
        may_manage=permissions.may_manage_circle(actor, facts(circle)),
    )
