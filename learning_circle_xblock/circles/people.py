"""What the pages of a circle read about its people, in a constant number of queries."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from .. import permissions
from ..permissions import ON_THE_ROSTER, Actor, Role
from .lifecycle import MembershipState
from .listing import Page
from .models import Circle, Membership, TableSeat
from .selectors import PAGE, ROSTER_PLACE, facts

__all__ = [
    "Member",
    "away_from",
    "how_many",
    "managed_member",
    "members",
    "own_seat",
    "successors",
    "table_places",
]

MOST = 200  # people to choose from


@dataclass(frozen=True)
class Member:
    """Somebody of a circle; `table` is 0 without one."""

    membership_id: int
    user_id: int
    role: Role
    state: MembershipState
    table: int


def members(*, actor: Actor, circle: Circle, page: int = 1) -> Page | None:
    """One page of who is in the circle, or None when the actor may not see it; one query.

    Who manages the circle sees who is on leave or observing too. Who is invited is named to nobody before
    they have accepted.
    """
    if permissions.may_manage_circle(actor, facts(circle)):
        rows = Membership.objects.filter(
            circle=circle,
            state__in=(MembershipState.ACTIVE, MembershipState.ON_LEAVE),
            live_slot__isnull=False,
        )
    elif permissions.may_see_roster(actor, facts(circle)):
        rows = Membership.objects.filter(circle=circle, state=MembershipState.ACTIVE, role__in=ON_THE_ROSTER)
    else:
        return None
    first = (page - 1) * PAGE
    chosen = rows.annotate(table=Subquery(_table())).order_by(ROSTER_PLACE, "pk")[first : first + PAGE + 1]
    found = [
        Member(pk, user_id, Role(role), MembershipState(state), number or 0)
        for pk, user_id, role, state, number in chosen.values_list(
            "pk", "person_id", "role", "state", "table"
        )
    ]
    return Page(tuple(found[:PAGE]), page, len(found) > PAGE)


def managed_member(*, actor: Actor, circle_id: int, membership_id: int) -> Membership | None:
    """A membership that has not ended, for who manages its circle; one query."""
    rows = Membership.objects.filter(pk=membership_id, circle_id=circle_id, live_slot__isnull=False)
    row = rows.select_related("circle__parent").first()
    may = row is not None and permissions.may_manage_circle(actor, facts(row.circle))
    return row if may else None


def own_seat(*, actor: Actor, circle_id: int) -> Membership | None:
    """The actor's own membership of the circle, also while it gives no rights; one query."""
    rows = Membership.objects.filter(circle_id=circle_id, person_id=actor.user_id, live_slot__isnull=False)
    row = rows.select_related("circle__parent").first()
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


def table_places(circle_id: int) -> list[tuple[int, int, int]]:
    """Each teacher's membership, person and table, 0 without one; one query."""
    rows = Membership.objects.filter(circle_id=circle_id, role=Role.TEACHER, state=MembershipState.ACTIVE)
    seated = rows.annotate(table=Subquery(_table())).order_by("table", "pk")
    return [(pk, user_id, n or 0) for pk, user_id, n in seated.values_list("pk", "person_id", "table")]


def how_many(circle_id: int) -> int:
    """How many people are in the circle now; one query."""
    return Membership.objects.filter(
        circle_id=circle_id, state=MembershipState.ACTIVE, role__in=ON_THE_ROSTER
    ).count()


def _table() -> QuerySet[TableSeat]:
    """The number of the table of the membership of an outer query."""
    rows = TableSeat.objects.filter(membership=OuterRef("pk"), ended_at=None)
    return rows.values("table__number")[:1]  # type: ignore[return-value]
