"""What is known of the people and circles that a list names: a fixed number of reads for any length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.contrib.auth import get_user_model
from django.db.models import CharField
from django.db.models.functions import Lower
from opaque_keys.edx.keys import CourseKey

from .. import compat
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..permissions import FACILITATING, Role
from ..programmes.models import NationalProgramme
from .models import PaperMember
from .rows import Wish

AT_ONCE = 500

Place = Circle | NationalProgramme


@dataclass
class Known:
    """Accounts by address and by username, who is enrolled where, who has which seat, circles by code.

    `papers` are the names on paper by circle, in small letters; `leading` those with a facilitator.
    """

    circles: dict[str, list[Circle]]
    by_email: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    by_username: dict[str, tuple[int, str]] = field(default_factory=dict)
    enrolled: dict[CourseKey, set[int]] = field(default_factory=dict)
    seats: dict[tuple[int, int], Role] = field(default_factory=dict)
    papers: set[tuple[int, str]] = field(default_factory=set)
    leading: set[int] = field(default_factory=set)

    def is_enrolled(self, user_id: int, circle: Circle) -> bool:
        """Whether the person is enrolled in the circle's course run."""
        return user_id in self.enrolled.get(circle.course_key, set())


def known_of(place: Place, wishes: list[Wish]) -> Known:
    """Everything the rows need, read at once.

    Args:
        place: the one circle, or the node whose circles the rows name.
        wishes: the rows.
    """
    known = Known(_circles(place, wishes))
    users = get_user_model().objects.filter(is_active=True)
    for some in _portions({wish.key for wish in wishes if wish.email}):
        low = users.annotate(low=Lower("email", output_field=CharField())).filter(low__in=some)
        for pk, email, username in low.values_list("pk", "low", "username"):
            known.by_email.setdefault(email, []).append((pk, username))
    for some in _portions({wish.username for wish in wishes if wish.username}):
        for pk, email, username in users.filter(username__in=some).values_list("pk", "email", "username"):
            known.by_username[username] = (pk, email.lower())
    _add_places(known)
    return known


def _circles(place: Place, wishes: list[Wish]) -> dict[str, list[Circle]]:
    if isinstance(place, Circle):
        return {place.code.casefold(): [place]}
    found: dict[str, list[Circle]] = {}
    for circle in Circle.objects.filter(node=place).select_related("parent").order_by("pk"):
        found.setdefault(circle.code.casefold(), []).append(circle)
    asked = {wish.circle.casefold() for wish in wishes}
    return {code: circles for code, circles in found.items() if code in asked}


def _add_places(known: Known) -> None:
    """Enrolments by course run, and live seats."""
    people = {pk for rows in known.by_email.values() for pk, _name in rows}
    people |= {pk for pk, _email in known.by_username.values()}
    circles = [circle for found in known.circles.values() for circle in found]
    for course_key in {circle.course_key for circle in circles}:
        known.enrolled[course_key] = compat.host().enrolled_among(people, course_key) if people else set()
    rows = Membership.objects.filter(circle__in=circles, live_slot__isnull=False)
    for circle_id, person_id, role, state in rows.values_list("circle_id", "person_id", "role", "state"):
        known.seats[circle_id, person_id] = Role(role)
        if role in FACILITATING and state == MembershipState.ACTIVE:
            known.leading.add(circle_id)
    on_paper = PaperMember.objects.filter(circle__in=circles).values_list("circle_id", "name")
    known.papers = {(circle_id, name.casefold()) for circle_id, name in on_paper}


def _portions(found: Iterable[str]) -> Iterator[list[str]]:
    """In portions that every database takes."""
    rest = iter(sorted(found))
    while some := list(islice(rest, AT_ONCE)):
        yield some
