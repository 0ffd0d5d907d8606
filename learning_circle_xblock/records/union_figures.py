"""Figures of whole unions: one by itself, and those of a programme beside each other.

Each is the sum of what the pages of the circles count, except where a small number is withheld.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from .. import permissions
from ..accounts.models import Account
from ..circles.api import is_still_in
from ..circles.lifecycle import OPEN, LeavingReason, MembershipState
from ..circles.models import Circle, LeavingCount, Membership
from ..permissions import FACILITATING, Actor, Role
from ..planning.lifecycle import AGREED_ONCE
from ..programmes.models import NationalProgramme
from ..sessions.models import SessionCircle, SessionNote
from ..support.facilitators import FacilitatorInterest
from ..support.lifecycle import BEFORE
from .figures import obstacles_in, session_numbers, shared_plans
from .lifecycle import RecordState
from .models import ParticipationRecord
from .withholding import Counted, exact, large_enough, part_of, released, withheld

__all__ = ["Beside", "NodeFigures", "node_figures", "side_by_side"]

Numbers = dict[int, dict[str, int]]
TEACHING = Q(role=Role.TEACHER, circle__layer=1, moved_to__isnull=True)
TEACHER_STATES = (
    MembershipState.ACTIVE,
    MembershipState.ON_LEAVE,
    MembershipState.COMPLETED,
    MembershipState.LEFT,
)


@dataclass(frozen=True)
class NodeFigures:
    """What is counted of one union; None is a number that is withheld.

    `facilitators` are all and those who taught before, `plans` those shared and those of them agreed.
    """

    circles: dict[str, int]
    alone: int
    teachers: Counted
    reasons: Counted
    sessions: dict[str, int]
    obstacles: Counted
    facilitators: tuple[int | None, int | None]
    on_the_way: Counted
    plans: tuple[int | None, int | None]
    accounts: int | None
    records: Counted


@dataclass(frozen=True)
class Beside:
    """The unions of a programme beside each other, and one `Counted` by node for each column."""

    nodes: tuple[NationalProgramme, ...]
    columns: dict[str, Counted]


def node_figures(*, actor: Actor, node: NationalProgramme, at: datetime) -> NodeFigures | None:
    """The figures of a union, or None for who has no post on it; eleven queries.

    The coordinator, who may see the names behind them, reads every number of people except why they left
    and what kept them out.
    """
    if not permissions.may_see_node(actor, node.pk):
        return None
    ids = [node.pk]
    sees_names = permissions.coordinates(actor, node.pk)
    tell, tell_part = (exact, _as_it_is) if sees_names else (large_enough, part_of)
    left = LeavingCount.objects.filter(node=node).values_list("month", "reason", "people")
    gone = released(left, before=f"{at:%Y-%m}")
    plans, leading = _plans(ids).get(node.pk, {}), _facilitators(ids).get(node.pk, {})
    return NodeFigures(
        circles=_states(ids).get(node.pk, {}),
        alone=_alone(ids).get(node.pk, {}).get("number", 0),
        teachers=tell(_whole(_teachers(ids).get(node.pk, {}), TEACHER_STATES)),
        reasons=withheld(_whole(gone, LeavingReason)),
        sessions=_sessions(ids, at).get(node.pk, {}),
        obstacles=withheld(obstacles_in(SessionNote.objects.filter(circle__node=node))),
        facilitators=tell_part(leading.get("active", 0), leading.get("taught", 0)),
        on_the_way=tell(_whole(_on_the_way(ids).get(node.pk, {}), BEFORE)),
        plans=tell_part(plans.get("shared", 0), plans.get("agreed", 0)),
        accounts=tell(_whole(_accounts(ids).get(node.pk, {}), ("number",))).total,
        records=tell(_whole(_records(ids).get(node.pk, {}), RecordState)),
    )


def side_by_side(*, actor: Actor, at: datetime) -> Beside | None:
    """The unions on which the actor has a post, or None where they compare none; seven queries."""
    if not permissions.may_compare_unions(actor):
        return None
    seen = [post.node_id for post in actor.posts if permissions.may_see_node(actor, post.node_id)]
    nodes = list(NationalProgramme.objects.filter(pk__in=seen).order_by("country", "pk"))
    ids = [node.pk for node in nodes]
    states, people, leading = _states(ids), _teachers(ids), _facilitators(ids)
    met, plans, accounts = _sessions(ids, at), _plans(ids), _accounts(ids)
    open_circles = {pk: sum(row.get(state, 0) for state in OPEN) for pk, row in states.items()}
    columns = {
        "circles": exact(_by_node(ids, open_circles)),
        "sessions": exact(_by_node(ids, _column(met, "held"))),
        "teachers": large_enough(_by_node(ids, _column(people, MembershipState.ACTIVE))),
        "facilitators": large_enough(_by_node(ids, _column(leading, "active"))),
        "taught": _taught(ids, leading),
        "plans": large_enough(_by_node(ids, _column(plans, "shared"))),
        "accounts": large_enough(_by_node(ids, _column(accounts, "number"))),
    }
    return Beside(tuple(nodes), columns)


def _taught(node_ids: Collection[int], leading: Numbers) -> Counted:
    """Facilitators who were teachers before, where neither they nor the others are fewer than five."""
    found = {pk: leading.get(pk, {}) for pk in node_ids}
    told = {str(pk): part_of(row.get("active", 0), row.get("taught", 0))[1] for pk, row in found.items()}
    numbers = [number for number in told.values() if number is not None]
    return Counted(told, sum(numbers) if len(numbers) == len(told) else None)


def _as_it_is(whole: int, part: int) -> tuple[int | None, int | None]:
    return whole, part


def _states(node_ids: Collection[int]) -> Numbers:
    """Circles by state."""
    rows = Circle.objects.filter(node_id__in=node_ids).values_list("node_id", "state")
    return _split(rows.annotate(number=Count("pk")))


def _alone(node_ids: Collection[int]) -> Numbers:
    """Open circles that nobody facilitates."""
    leading = Membership.objects.filter(
        circle_id=OuterRef("pk"), state=MembershipState.ACTIVE, role__in=FACILITATING
    )
    rows = Circle.objects.filter(~Exists(leading), node_id__in=node_ids, state__in=OPEN)
    return _named(rows.values("node_id").annotate(number=Count("pk")), "node_id")


def _teachers(node_ids: Collection[int]) -> Numbers:
    """Teachers by state; who went on in another circle or in another role counts there."""
    goes_on = Membership.objects.filter(
        circle_id=OuterRef("circle_id"), person_id=OuterRef("person_id"), live_slot__isnull=False
    )
    rows = Membership.objects.filter(TEACHING, circle__node_id__in=node_ids, state__in=TEACHER_STATES)
    rows = rows.filter(Q(live_slot__isnull=False) | ~Exists(goes_on))
    return _split(rows.values_list("circle__node_id", "state").annotate(number=Count("pk")))


def _sessions(node_ids: Collection[int], at: datetime) -> Numbers:
    """Sessions against the calendar, once for each circle that takes part."""
    rows = SessionCircle.objects.filter(circle__node_id__in=node_ids).values("circle__node_id")
    return _named(rows.annotate(**session_numbers(at)), "circle__node_id")


def _facilitators(node_ids: Collection[int]) -> Numbers:
    """People who facilitate now, and those of them who were teachers in a circle before."""
    before = Membership.objects.filter(
        TEACHING, person_id=OuterRef("person_id"), began_at__lt=OuterRef("began_at")
    ).exclude(state__in=(MembershipState.INVITED, MembershipState.ACCEPTED))
    rows = Membership.objects.filter(
        circle__node_id__in=node_ids, circle__layer=1, state=MembershipState.ACTIVE, role__in=FACILITATING
    ).annotate(has_taught=Exists(before))
    told = rows.values("circle__node_id").annotate(
        active=Count("person_id", distinct=True),
        taught=Count("person_id", distinct=True, filter=Q(has_taught=True)),
    )
    return _named(told, "circle__node_id")


def _on_the_way(node_ids: Collection[int]) -> Numbers:
    """Teachers who would like to facilitate and have said so, by how far they are."""
    rows = FacilitatorInterest.objects.filter(circle__node_id__in=node_ids, state__in=BEFORE)
    return _split(rows.values_list("circle__node_id", "state").annotate(number=Count("pk")))


def _plans(node_ids: Collection[int]) -> Numbers:
    """Plans that stand shared, and those of them that were agreed."""
    rows = shared_plans(circle__node_id__in=node_ids).values("circle__node_id")
    told = rows.annotate(shared=Count("pk"), agreed=Count("pk", filter=Q(state__in=AGREED_ONCE)))
    return _named(told, "circle__node_id")


def _accounts(node_ids: Collection[int]) -> Numbers:
    """Practice accounts that stand shared with their circle."""
    rows = Account.objects.filter(
        is_still_in("circle_id", "owner_id"),
        circle__node_id__in=node_ids,
        version__isnull=False,
        work__live_pause=None,
    )
    return _named(rows.values("circle__node_id").annotate(number=Count("pk")), "circle__node_id")


def _records(node_ids: Collection[int]) -> Numbers:
    """Records of participation by how far they are signed; one that nobody has opened is not there yet."""
    rows = ParticipationRecord.objects.filter(circle__node_id__in=node_ids)
    return _split(rows.values_list("circle__node_id", "state").annotate(number=Count("pk")))


def _split(rows: QuerySet[Any, Any]) -> Numbers:
    found: Numbers = {}
    for node_id, code, number in rows:
        found.setdefault(node_id, {})[code] = number
    return found


def _named(rows: QuerySet[Any, Any], key: str) -> Numbers:
    return {row[key]: {name: value for name, value in row.items() if name != key} for row in rows}


def _whole(found: Mapping[str, int], codes: Any) -> dict[str, int]:
    return {str(code): found.get(code, 0) for code in codes}


def _column(found: Numbers, code: str) -> dict[int, int]:
    return {node_id: row.get(code, 0) for node_id, row in found.items()}


def _by_node(node_ids: Collection[int], found: Mapping[int, int]) -> dict[str, int]:
    return {str(pk): found.get(pk, 0) for pk in node_ids}
