"""How seats begin, change and end, whoever may ask for it; the circle above follows."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..permissions import FACILITATING, Role
from .lifecycle import LIVE, OPEN, MembershipState
from .models import Circle, Membership
from .refusals import CircleError
from .rows import begin_row, close_row, live_row, note, step
from .selectors import facilitator_ids

__all__ = [
    "MOVING",
    "end_membership",
    "end_row",
    "follow_up",
    "invite",
    "join_parent",
    "move_seat",
    "refuse_own_rise",
    "seat",
]

MOVING = (MembershipState.ACTIVE, MembershipState.ON_LEAVE)


@transaction.atomic
def seat(*, circle: Circle, user_id: int, role: Role, at: datetime) -> Membership:
    """Give a person a role; another role they had in the circle ends and stays as history.

    A facilitator of a circle with a parent becomes a member of the parent too. Who was invited or on leave
    in this role begins.

    Raises:
        CircleError: the circle has ended, would be left without a facilitator, or the person is a member
            because they facilitate below.
    """
    _lock_open(circle.pk)
    live = live_row(circle.pk, user_id)
    if live is not None and live.role == role:
        return live if live.state == MembershipState.ACTIVE else step(live, "start", "membership.started", at)
    if live is not None:
        _may_change(live, role)
    before = close_row(live, at, completes=True) if live is not None else ""
    membership = begin_row(circle, user_id, role, MembershipState.ACTIVE, at)
    if live is not None:
        note(live, "membership.ended", before, at)
    note(membership, "membership.started", "", at)
    if live is not None:
        follow_up(live, at)
    if role in FACILITATING:
        join_parent(membership, at)
    return membership


@transaction.atomic
def invite(*, circle: Circle, user_id: int, role: Role, at: datetime) -> Membership:
    """Ask a person in: the seat gives nothing until they accept; whoever is there already stays as they are.

    Raises:
        CircleError: the circle has ended.
    """
    _lock_open(circle.pk)
    live = live_row(circle.pk, user_id)
    if live is not None:
        return live
    membership = begin_row(circle, user_id, role, MembershipState.INVITED, at)
    note(membership, "membership.invited", "", at)
    return membership


@transaction.atomic
def end_membership(*, circle: Circle, user_id: int, at: datetime, actor_id: int | None = None) -> None:
    """The person leaves the circle; what they wrote stays.

    Args:
        circle: the circle.
        user_id: who leaves it.
        at: the time.
        actor_id: whose step it is; nobody's where it follows from something else.

    Raises:
        CircleError: nobody of that id is in the circle, the last facilitator would leave, or the person is a
            member because they facilitate below.
    """
    Circle.objects.select_for_update().get(pk=circle.pk)
    live = live_row(circle.pk, user_id)
    if live is None:
        raise CircleError(_("This person is not in the circle."))
    _may_change(live, None)
    end_row(live, at, actor_id=actor_id)
    _stay_below(live, at)


@transaction.atomic
def move_seat(
    *,
    membership: Membership,
    circle: Circle,
    at: datetime,
    leaves_nobody: bool = False,
    actor_id: int | None = None,
) -> Membership:
    """The seat goes on in another circle, in the same role and state; work follows the event.

    Args:
        membership: one that is active or on leave.
        circle: the other circle.
        at: the time.
        leaves_nobody: everybody goes, so that nobody needs a successor.
        actor_id: whose step it is.

    Raises:
        CircleError: the other circle is of another union, course or layer, has ended or has the person
            already; or the last facilitator would go.
    """
    for pk in sorted({membership.circle_id, circle.pk}):
        Circle.objects.select_for_update().get(pk=pk)
    before, there = membership.circle, _lock_open(circle.pk)
    same = (before.node_id, before.course_key, before.layer) == (there.node_id, there.course_key, there.layer)
    if not same or membership.state not in MOVING:
        raise CircleError(_("A move goes to a circle of the same course and layer."))
    if live_row(there.pk, membership.person_id) is not None:
        raise CircleError(_("This person is in that circle already."))
    if not leaves_nobody:
        _may_change(membership, None)
    state = MembershipState(membership.state)
    close_row(membership, at, by_others=_is_by_others(membership, actor_id))
    moved = begin_row(there, membership.person_id, Role(membership.role), state, at, moved_from=membership)
    note(membership, "membership.ended", state, at, actor_id)
    note(moved, "membership.moved", state, at, actor_id)
    if moved.role in FACILITATING:
        join_parent(moved, at)
    follow_up(membership, at)
    _stay_below(membership, at)
    return moved


def end_row(
    membership: Membership, at: datetime, *, completes: bool = False, actor_id: int | None = None
) -> None:
    """End a membership, whatever becomes of the circle; its circle above follows."""
    before = close_row(membership, at, completes=completes, by_others=_is_by_others(membership, actor_id))
    note(membership, "membership.ended", before, at, actor_id)
    follow_up(membership, at)


def _is_by_others(membership: Membership, actor_id: int | None) -> bool:
    """Whether somebody else ends it; what follows from the person's other seats is nobody's step."""
    return actor_id is not None and actor_id != membership.person_id


def refuse_own_rise(circle: Circle, user_id: int, role: Role, actor_id: int) -> None:
    """Nobody makes themselves a facilitator of a circle that others facilitate.

    Raises:
        CircleError: the actor would.
    """
    leading = facilitator_ids(circle.pk)
    if user_id == actor_id and role in FACILITATING and leading and actor_id not in leading:
        raise CircleError(
            _("Nobody makes themselves a facilitator here: the circle has one. Please ask them to do it.")
        )


def follow_up(membership: Membership, at: datetime) -> None:
    """Who no longer facilitates any child of a circle is no longer a member of it; who leads it stays."""
    parent_id = membership.circle.parent_id
    if parent_id is not None and membership.role in FACILITATING:
        above = live_row(parent_id, membership.person_id)
        if above is not None and above.role == Role.TEACHER and not _facilitates_below(above):
            end_row(above, at)


def _may_change(live: Membership, role: Role | None) -> None:
    """Whether the seat may end, or become another role."""
    leads = live.role in FACILITATING
    if leads and role not in FACILITATING and facilitator_ids(live.circle_id) == [live.person_id]:
        raise CircleError(_("The last facilitator needs a successor first."))
    stays = role in {*FACILITATING, Role.TEACHER} or (role is None and leads)
    if not stays and _facilitates_below(live):
        raise CircleError(_("This person belongs here as facilitator of a circle below; change that first."))


def _facilitates_below(row: Membership) -> bool:
    """Whether the person facilitates a child of the row's circle, on leave or not."""
    below = Membership.objects.filter(circle__parent_id=row.circle_id, person_id=row.person_id)
    return below.filter(role__in=FACILITATING, state__in=LIVE, live_slot__isnull=False).exists()


def join_parent(membership: Membership, at: datetime) -> None:
    """Facilitators are members of the parent; where it is another body's, only once they accept."""
    parent = membership.circle.parent
    if parent is None or parent.state not in OPEN or live_row(parent.pk, membership.person_id) is not None:
        return
    enter = seat if parent.node_id == membership.circle.node_id else invite
    enter(circle=parent, user_id=membership.person_id, role=Role.TEACHER, at=at)


def _stay_below(former: Membership, at: datetime) -> None:
    """Who led a circle and still facilitates a child of it stays as a member."""
    if former.role in FACILITATING and _facilitates_below(former):
        seat(circle=former.circle, user_id=former.person_id, role=Role.TEACHER, at=at)


def _lock_open(circle_id: int) -> Circle:
    circle = Circle.objects.select_for_update().get(pk=circle_id)
    if circle.state not in OPEN:
        raise CircleError(_("This circle has ended."))
    return circle
