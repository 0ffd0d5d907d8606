"""Lists of circles, a page at a time: what it costs does not depend on how many there are."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from .. import permissions
from ..permissions import FACILITATING, ON_THE_ROSTER, Actor
from .lifecycle import MembershipState
from .models import Circle, Membership
from .selectors import facts

__all__ = ["PER_PAGE", "Listed", "Page", "looked_after", "own_circles"]

PER_PAGE = 50
FEWEST = 5  # smaller groups are counted only for who may see the names behind the number


@dataclass(frozen=True)
class Page:
    """One page of a list. `has_next` is known without counting the whole list."""

    rows: tuple[Any, ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1


@dataclass(frozen=True)
class Listed:
    """A circle with how many people are in it; None where that is under five and the reader sees no names.

    `is_alone` says that nobody facilitates it.
    """

    circle: Circle
    people: int | None
    is_alone: bool


def own_circles(actor: Actor) -> list[Circle]:
    """The circles the actor has a seat in; one query."""
    ids = set() if actor.is_read_only else {seat.circle_id for seat in actor.seats}
    return list(Circle.objects.filter(pk__in=ids).order_by("layer", "name", "pk")) if ids else []


def looked_after(
    *, actor: Actor, wanted: str = "", node_id: int | None = None, state: str = "", page: int = 1
) -> Page:
    """The circles below those the actor facilitates, and of the nodes where they hold a post; two queries.

    Args:
        actor: who asks.
        wanted: part of a name or a code; empty for all.
        node_id: of this node only.
        state: in this state only; empty for all.
        page: from 1.
    """
    rows = _below(actor)
    if node_id is not None:
        rows = rows.filter(node_id=node_id)
    if state:
        rows = rows.filter(state=state)
    if wanted:
        rows = rows.filter(Q(name__icontains=wanted) | Q(code__icontains=wanted))
    first = (page - 1) * PER_PAGE
    found = list(rows.order_by("layer", "name", "pk")[first : first + PER_PAGE + 1])
    circles = found[:PER_PAGE]
    counted = _counts([circle.pk for circle in circles])
    listed = tuple(_listed(actor, circle, *counted.get(circle.pk, (0, 0))) for circle in circles)
    return Page(listed, page, len(found) > PER_PAGE)


def _listed(actor: Actor, circle: Circle, people: int, leading: int) -> Listed:
    is_shown = people >= FEWEST or permissions.may_see_roster(actor, facts(circle))
    return Listed(circle, people if is_shown else None, is_alone=leading == 0)


def _counts(circle_ids: list[int]) -> dict[int, tuple[int, int]]:
    """People and facilitators of each circle of the page; circles without anybody are absent.

    Observers are no people of the circle, here as on its page.
    """
    rows = Membership.objects.filter(
        circle_id__in=circle_ids, state=MembershipState.ACTIVE, role__in=ON_THE_ROSTER
    )
    counted = rows.values("circle_id").annotate(
        people=Count("pk"), leading=Count("pk", filter=Q(role__in=FACILITATING))
    )
    return {row["circle_id"]: (row["people"], row["leading"]) for row in counted} if circle_ids else {}


def _below(actor: Actor) -> QuerySet[Circle]:
    """Everything under the circles that the actor leads, and under the nodes of their posts."""
    nodes = {post.node_id for post in actor.posts}
    if actor.is_read_only or not (nodes or actor.leads):
        return Circle.objects.none()
    found = Q(node_id__in=nodes)
    for circle_id in actor.leads:
        found |= Q(path__contains=f"/{circle_id}/")
    return Circle.objects.filter(found)
