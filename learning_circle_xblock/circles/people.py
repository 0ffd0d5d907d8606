"""What the pages of a circle read about its people, in a constant number of queries."""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from .. import permissions
from ..permissions import ON_THE_ROSTER, Actor, Role
from .lifecycle import LIVE, MembershipState
from .listing import Page
from .models import Circle, Membership, TableSeat
from .selectors import PAGE, ROSTER_PLACE, facts

__all__ = [
    "Member",
    "away_from",
    "former_seats",
    "how_many",
    "managed_member",
    "members",
    "own_seat",
    "paper_places",
    "successors",
    "table_places",
]

MOST = 200  # people to choose from


@dataclass(frozen=True)
class Member:
    """Somebody of a circle; `table` is 0 without one, `user_id` is 0 while they have not accepted."""

    membership_id: int
    user_id: int
    role: Role
    state: MembershipState
    table: int


def members(*, actor: Actor, circle: Circle, page: int = 1) -> Page | None:
    """One page of who is in the circle, or None when the actor may not see it; one query.

    Who manages the circle sees who is on leave or observing too, and that somebody is invited. Who that is,
    is told to nobody before they have accepted: they may belong to another body.
    """
    if permissions.may_manage_circle(actor, facts(circle)):
        rows = Membership.objects.filter(circle=circle, state__in=LIVE, live_slot__isnull=False)
    elif permissions.may_see_roster(actor, facts(circle)):
        rows = Membership.objects.filter(circle=circle, state=MembershipState.ACTIVE, role__in=ON_THE_ROSTER)
    else:
        return None
    first = (page - 1) * PAGE
    chosen = rows.annotate(table=Subquery(_table())).order_by(ROSTER_PLACE, "pk")[first : first + PAGE + 1]
    found = [
        Member(
            membership_id=pk,
            user_id=0 if state == MembershipState.INVITED else user_id,
            role=Role(role),
            state=MembershipState(state),
            table=number or 0,
        )
        for pk, user_id, role, state, number in chosen.values_list(
            "pk", "person_id", "role", "state", "table"
        )
    ]
    return Page(tuple(found[:PAGE]), page, len(found) > PAGE)


def managed_member(*, actor: Actor, circle_id: int, membership_id: int) -> Membership | None:
    """A membership that has not ended, for who manages its circle; one query."""
    rows = Membership.objects.filter(pk=membership_id, circle_id=circle_id, live_slot__isnull=False)
    row = rows.select_related("circle__parent", "circle__node__programme").first()
    may = row is not None and permissions.may_manage_circle(actor, facts(row.circle))
    return row if may else None


def own_seat(*, actor: Actor, circle_id: int) -> Membership | None:
    """The actor's own membership of the circle, also while it gives no rights; one query."""
    rows = Membership.objects.filter(circle_id=circle_id, person_id=actor.user_id, live_slot__isnull=False)
    row = rows.select_related("circle__parent", "circle__node__programme").first()
    return row if row is not None and permissions.may_answer_for(actor, row.person_id) else None


def away_from(user_id: int) -> list[Membership]:
    """Where the person is invited or on leave: circles that no seat of theirs opens; one query."""
    rows = Membership.objects.filter(person_id=user_id, live_slot__isnull=False)
    return list(rows.exclude(state=MembershipState.ACTIVE).select_related("circle").order_by("pk"))


def successors(row: Membership) -> list[Membership]:
    """Who could go on in place of a facilitator: everybody else who is active; one query."""
    rows = Membership.objects.filter(
        circle_id=row.circle_id, state=MembershipState.ACTIVE, role__in=ON_THE_ROSTER
    )
    return list(rows.exclude(pk=row.pk).order_by(ROSTER_PLACE, "pk")[:MOST])


def former_seats(row: Membership) -> list[Membership]:
    """What the person was in this circle before, and where they came from; latest first, one query."""
    before = Q(circle_id=row.circle_id) | Q(pk=row.moved_from_id or 0)
    rows = Membership.objects.filter(before, person_id=row.person_id, live_slot__isnull=True)
    return list(rows.select_related("circle").order_by("-ended_at", "-pk")[:MOST])


def table_places(circle_id: int) -> list[tuple[int, int, int]]:
    """Each teacher's membership, person and table, 0 without one; one query."""
    rows = Membership.objects.filter(circle_id=circle_id, role=Role.TEACHER, state=MembershipState.ACTIVE)
    seated = rows.annotate(table=Subquery(_table())).order_by("table", "pk")
    return [(pk, user_id, n or 0) for pk, user_id, n in seated.values_list("pk", "person_id", "table")]


def paper_places(circle_id: int) -> dict[int, int]:
    """The table of everybody on paper who has one; one query."""
    rows = TableSeat.objects.filter(table__circle_id=circle_id, ended_at=None, paper_id__isnull=False)
    return {paper_id or 0: number for paper_id, number in rows.values_list("paper_id", "table__number")}


def how_many(circle_id: int) -> int:
    """How many people are in the circle now; one query."""
    return Membership.objects.filter(
        circle_id=circle_id, state=MembershipState.ACTIVE, role__in=ON_THE_ROSTER
    ).count()


def _table() -> QuerySet[TableSeat]:
    """The number of the table of the membership of an outer query."""
    rows = TableSeat.objects.filter(membership=OuterRef("pk"), ended_at=None)
    return rows.values("table__number")[:1]  # type: ignore[return-value]
