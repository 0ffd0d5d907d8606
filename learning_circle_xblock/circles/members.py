"""What is done to a membership, each in one action: by the person, or by who manages the circle."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..lifecycle import UnknownStep
from ..permissions import FACILITATING, Actor, Role
from . import rows, seats
from .lifecycle import LeavingReason, MembershipState
from .models import Circle, Membership
from .reasons import count_reason
from .refusals import CircleError, NotOpenToYou
from .selectors import facilitator_ids, facts

__all__ = [
    "accept",
    "change_role",
    "come_back",
    "complete",
    "go_on_leave",
    "hand_over",
    "leave",
    "move_member",
]


@transaction.atomic
def accept(*, actor: Actor, membership_id: int, at: datetime) -> Membership:
    """The person invited says yes, and begins at once if they are enrolled.

    Raises:
        NotOpenToYou: the actor has no such membership.
        CircleError: it is not an invitation.
    """
    row = _own(actor, membership_id)
    row = _step(row, "accept", "membership.accepted", at, actor)
    if compat.host().is_enrolled(row.person_id, row.circle.course_key):
        _step(row, "start", "membership.started", at, actor)
    return row


@transaction.atomic
def go_on_leave(*, actor: Actor, membership_id: int, at: datetime) -> Membership:
    """Rights rest until the person is back.

    Raises:
        NotOpenToYou: the membership is neither the actor's nor of a circle they manage.
        CircleError: the last facilitator would go, or the person is not active.
    """
    row = _own_or_managed(actor, membership_id)
    _check_successor(row)
    return _step(row, "pause", "membership.paused", at, actor)


@transaction.atomic
def come_back(*, actor: Actor, membership_id: int, at: datetime) -> Membership:
    """From leave, or for somebody who had accepted and can begin now.

    Raises:
        NotOpenToYou: the membership is neither the actor's nor of a circle they manage.
        CircleError: the person is not away, was invited and has not accepted, or the leave is not the
            actor's to end: one's own is one's own, another was the decision of who manages the circle.
    """
    row = _own_or_managed(actor, membership_id)
    if row.state == MembershipState.INVITED:
        raise CircleError(_("Whoever is invited accepts by themselves."))
    if row.state == MembershipState.ON_LEAVE:
        _check_leave(row, is_own=permissions.may_answer_for(actor, row.person_id))
    verb = "membership.resumed" if row.state == MembershipState.ON_LEAVE else "membership.started"
    return _step(row, "start", verb, at, actor)


@transaction.atomic
def complete(*, actor: Actor, membership_id: int, at: datetime) -> None:
    """Whoever manages the circle says that the person has finished.

    Raises:
        NotOpenToYou: the actor does not manage the circle.
        CircleError: the last facilitator would go, or the person is not active.
    """
    row = _managed(actor, membership_id)
    if row.state != MembershipState.ACTIVE:
        raise CircleError(_("That is not possible as it stands now."))
    _check_successor(row)
    seats.end_row(row, at, completes=True, actor_id=actor.user_id)


@transaction.atomic
def leave(*, actor: Actor, membership_id: int, reason: LeavingReason | None, at: datetime) -> None:
    """The person leaves; a reason, if given, is counted for the union and kept nowhere else.

    Raises:
        NotOpenToYou: the membership is neither the actor's nor of a circle they manage.
        CircleError: the last facilitator would go, or the person is here because they facilitate below.
    """
    row = _own_or_managed(actor, membership_id)
    seats.end_membership(circle=row.circle, user_id=row.person_id, at=at, actor_id=actor.user_id)
    if reason is not None:
        count_reason(node_id=row.circle.node_id, reason=reason, at=at)


@transaction.atomic
def change_role(*, actor: Actor, membership_id: int, role: Role, at: datetime) -> Membership:
    """Another role from now on; the former one stays as history.

    Raises:
        NotOpenToYou: the actor does not manage the circle.
        CircleError: the last facilitator would go, the person is not active, or would make themselves
            facilitator of a circle that has one.
    """
    row = _managed(actor, membership_id)
    if row.state != MembershipState.ACTIVE:
        raise CircleError(_("That is not possible as it stands now."))
    seats.refuse_own_rise(row.circle, row.person_id, role, actor.user_id)
    return seats.seat(circle=row.circle, user_id=row.person_id, role=role, at=at)


@transaction.atomic
def move_member(*, actor: Actor, membership_id: int, circle_id: int, at: datetime) -> Membership:
    """To another circle of the same course, with everything that exists: the one way to move somebody.

    The place at a table ends here; what higher features keep follows the event `membership.moved`.

    Raises:
        NotOpenToYou: the actor does not manage both circles.
        CircleError: the other circle is of another layer, has ended or has the person already, or the last
            facilitator would go.
    """
    row = _managed(actor, membership_id, circle_id)
    circle = Circle.objects.filter(pk=circle_id).first()
    if circle is None or not permissions.may_manage_circle(actor, facts(circle)):
        raise NotOpenToYou
    return seats.move_seat(membership=row, circle=circle, at=at, actor_id=actor.user_id)


@transaction.atomic
def hand_over(*, actor: Actor, membership_id: int, successor_id: int, at: datetime) -> None:
    """A facilitator leaves and names who goes on, both in one action.

    Args:
        actor: the facilitator, or whoever manages the circle.
        membership_id: the leaving facilitator's.
        successor_id: the membership of who goes on.
        at: the time.

    Raises:
        NotOpenToYou: the membership is neither the actor's nor of a circle they manage.
        CircleError: it is no facilitator's, the successor is not active in the circle, or the actor would
            take the place of somebody else.
    """
    row = _managed(actor, membership_id)
    successor = Membership.objects.filter(
        pk=successor_id, circle_id=row.circle_id, state=MembershipState.ACTIVE
    ).first()
    if row.role not in FACILITATING or successor is None or successor.pk == row.pk:
        raise CircleError(_("Choose somebody of the circle who goes on."))
    if successor.role not in FACILITATING:
        seats.refuse_own_rise(row.circle, successor.person_id, Role.FACILITATOR, actor.user_id)
        successor = seats.seat(circle=row.circle, user_id=successor.person_id, role=Role.FACILITATOR, at=at)
    seats.end_membership(circle=row.circle, user_id=row.person_id, at=at, actor_id=actor.user_id)
    rows.note(successor, "membership.handed_over", successor.state, at, actor.user_id)


def _check_successor(row: Membership) -> None:
    if row.role in FACILITATING and facilitator_ids(row.circle_id) == [row.person_id]:
        raise CircleError(_("The last facilitator needs a successor first."))


def _check_leave(row: Membership, *, is_own: bool) -> None:
    if is_own and row.rests_by_others:
        raise CircleError(
            _("Whoever looks after the circle set this leave, and ends it. Please talk to them.")
        )
    if not is_own and not row.rests_by_others:
        raise CircleError(_("This leave is the person’s own; they come back by themselves."))


def _step(row: Membership, action: str, verb: str, at: datetime, actor: Actor) -> Membership:
    try:
        return rows.step(row, action, verb, at, actor.user_id)
    except UnknownStep:
        raise CircleError(_("That is not possible as it stands now.")) from None


def _row(membership_id: int, *circle_ids: int) -> Membership:
    """A membership that has not ended; its circle and the others named are locked first, in one order."""
    found = Membership.objects.filter(pk=membership_id, live_slot__isnull=False)
    here = found.values_list("circle_id", flat=True)
    for circle_id in sorted({*here, *circle_ids}):
        Circle.objects.select_for_update().filter(pk=circle_id).first()
    row = found.select_related("circle__parent").first()
    if row is None:
        raise NotOpenToYou
    return row


def _own(actor: Actor, membership_id: int) -> Membership:
    row = _row(membership_id)
    if not permissions.may_answer_for(actor, row.person_id):
        raise NotOpenToYou
    return row


def _managed(actor: Actor, membership_id: int, *circle_ids: int) -> Membership:
    row = _row(membership_id, *circle_ids)
    if not permissions.may_manage_circle(actor, facts(row.circle)):
        raise NotOpenToYou
    return row


def _own_or_managed(actor: Actor, membership_id: int) -> Membership:
    row = _row(membership_id)
    is_own = permissions.may_answer_for(actor, row.person_id)
    if not is_own and not permissions.may_manage_circle(actor, facts(row.circle)):
        raise NotOpenToYou
    return row
