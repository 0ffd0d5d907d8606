"""The rows of memberships: found, begun, taken a step, ended with their place at a table."""

from datetime import datetime

from ..events.api import record
from ..permissions import Role
from .lifecycle import MEMBERSHIP, MembershipState
from .models import Circle, Membership, Table, TableSeat

__all__ = ["begin_row", "close_if_empty", "close_row", "live_row", "note", "step"]


def live_row(circle_id: int, user_id: int) -> Membership | None:
    """The person's membership of the circle that has not ended."""
    rows = Membership.objects.select_related("circle__parent")
    return rows.filter(live_slot=_live_slot(circle_id, user_id)).first()


def step(
    membership: Membership, action: str, verb: str, at: datetime, actor_id: int | None = None
) -> Membership:
    """One step of a membership that goes on; of a leave it is kept whether somebody else set it."""
    before = membership.state
    membership.state = MEMBERSHIP.advance(MembershipState(before), action)
    rests = membership.state == MembershipState.ON_LEAVE
    membership.rests_by_others = rests and actor_id != membership.person_id
    membership.save(update_fields=["state", "rests_by_others"])
    note(membership, verb, before, at, actor_id)
    return membership


def begin_row(
    circle: Circle,
    user_id: int,
    role: Role,
    state: MembershipState,
    at: datetime,
    moved_from: Membership | None = None,
) -> Membership:
    """A membership that begins now; who moves on leave stays on the leave they are on."""
    return Membership.objects.create(
        circle=circle,
        person_id=user_id,
        role=role,
        state=state,
        began_at=at,
        live_slot=_live_slot(circle.pk, user_id),
        moved_from=moved_from,
        rests_by_others=moved_from is not None and moved_from.rests_by_others,
    )


def close_row(
    membership: Membership, at: datetime, *, completes: bool = False, by_others: bool = False
) -> str:
    """The row ends, its place at a table too; the state it had."""
    before = MembershipState(membership.state)
    action = "complete" if completes and before == MembershipState.ACTIVE else "leave"
    membership.state = MEMBERSHIP.advance(before, action)
    membership.ended_at, membership.live_slot, membership.ended_by_others = at, None, by_others
    membership.save(update_fields=["state", "ended_at", "live_slot", "ended_by_others"])
    here = TableSeat.objects.filter(membership=membership, ended_at=None)
    tables = list(here.values_list("table_id", flat=True))
    here.update(ended_at=at, live_slot=None)
    for table_id in tables:
        close_if_empty(table_id, at)
    return before


def close_if_empty(table_id: int, at: datetime) -> None:
    """A table that nobody sits at ends."""
    if not TableSeat.objects.filter(table_id=table_id, ended_at=None).exists():
        Table.objects.filter(pk=table_id, ended_at=None).update(ended_at=at, live_slot=None)


def note(membership: Membership, verb: str, before: str, at: datetime, actor_id: int | None = None) -> None:
    """Record a step of a membership: ids and states."""
    record(
        verb=verb,
        object_id=membership.pk,
        course_key=membership.circle.course_key,
        circle_id=membership.circle_id,
        actor_id=actor_id,
        from_state=before,
        to_state=membership.state,
        at=at,
    )


def _live_slot(circle_id: int, user_id: int) -> str:
    return f"{circle_id}:{user_id}"
