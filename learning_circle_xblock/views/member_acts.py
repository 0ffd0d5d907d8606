"""What may be done to a membership on its page: one action each, by who manages the circle or by oneself."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles import api as circles
from ..circles.forms import CodeForm, LeaveForm, PlainForm, RoleForm, SuccessorForm
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..circles.people import successors
from ..permissions import FACILITATING, Actor, Role
from .acts import Act, bound

__all__ = ["acts_on", "circle_of_code", "own_acts"]


def circle_of_code(actor: Actor, circle: Circle, code: str) -> Circle:
    """Another circle of the union and course that the actor manages, by its code.

    The code as it is written goes first; then small and capital letters count alike.

    Raises:
        CircleError: there is none, or there are several.
    """
    rows = Circle.objects.filter(node_id=circle.node_id, course_key=circle.course_key)
    alike = list(rows.filter(code__iexact=code.strip()).order_by("pk"))
    found = [other for other in alike if other.code == code.strip()] or alike
    mine = [other for other in found if permissions.may_manage_circle(actor, circles.facts(other))]
    if not mine:
        raise circles.CircleError(_("You look after no circle with this code in the same course."))
    if len(mine) > 1:
        raise circles.CircleError(
            _("Several circles have this code, in small or capital letters. Please write it exactly.")
        )
    return mine[0]


def acts_on(request: HttpRequest, actor: Actor, row: Membership) -> list[Act]:
    """What who manages the circle may do to a membership as it stands."""
    at, given = timezone.now(), {"actor": actor, "membership_id": row.pk}
    is_active = row.state == MembershipState.ACTIVE
    acts = [_role(request, row, given, at)] if is_active else []
    acts += _rest(request, actor, row, at)
    if is_active and row.role in FACILITATING:
        acts.append(_hand_over(request, row, given, at))
    if is_active or row.state == MembershipState.ON_LEAVE:
        acts.append(_move(request, row, given, at))
    acts += [_complete(request, given, at)] if is_active else []
    return [*acts, _leave(request, given, at, _("End the membership"), _("The membership has ended."))]


def _role(request: HttpRequest, row: Membership, given: dict[str, Any], at: datetime) -> Act:
    return Act(
        "role",
        _("Role"),
        _("Change the role"),
        bound(request, "role", RoleForm, initial={"role": row.role}),
        lambda data: circles.change_role(**given, role=Role(data["role"]), at=at),
        _("The role is changed."),
        _("The former role stays in the history."),
    )


def _move(request: HttpRequest, row: Membership, given: dict[str, Any], at: datetime) -> Act:
    def move(data: dict[str, Any]) -> None:
        into = circle_of_code(given["actor"], row.circle, data["code"])
        circles.move_member(**given, circle_id=into.pk, at=at)

    return Act(
        "move",
        _("Another circle"),
        _("Move to this circle"),
        bound(request, "move", CodeForm),
        move,
        _("They have moved, and what they wrote with them."),
        _("Plan, practice account and the responses to them go along. You look after both circles."),
    )


def _complete(request: HttpRequest, given: dict[str, Any], at: datetime) -> Act:
    return Act(
        "complete",
        _("Completed"),
        _("They have completed it"),
        bound(request, "complete", PlainForm),
        lambda _data: circles.complete(**given, at=at),
        _("They have completed the circle."),
        _("The membership ends, and what they did here stays in their history."),
        is_final=True,
    )


def own_acts(request: HttpRequest, actor: Actor, row: Membership) -> list[Act]:
    """What somebody may do with their own seat as it stands."""
    at, given = timezone.now(), {"actor": actor, "membership_id": row.pk}
    acts = [_accept(request, given, at)] if row.state == MembershipState.INVITED else []
    acts += _rest(request, actor, row, at)
    if permissions.facilitates(actor, row.circle_id):
        acts.append(_hand_over(request, row, given, at))
    return [*acts, _leave(request, given, at, _("Leave the circle"), _("You have left the circle."))]


def _accept(request: HttpRequest, given: dict[str, Any], at: datetime) -> Act:
    return Act(
        "accept",
        _("You are invited"),
        _("Accept"),
        bound(request, "accept", PlainForm),
        lambda _data: circles.accept(**given, at=at),
        _("Welcome to the circle."),
        _(
            "If you accept, the people of this circle, its link facilitators and its coordinator "
            "see your name and your role. They may belong to another organisation of the programme."
        ),
    )


def _rest(request: HttpRequest, actor: Actor, row: Membership, at: datetime) -> list[Act]:
    """Going on leave, or coming back: whose leave it is, ends it."""
    given: dict[str, Any] = {"actor": actor, "membership_id": row.pk}
    is_own = actor.user_id == row.person_id
    if row.state == MembershipState.ACTIVE:
        return [
            Act(
                "pause",
                _("On leave"),
                _("Go on leave"),
                bound(request, "pause", PlainForm),
                lambda _data: circles.go_on_leave(**given, at=at),
                _("The seat is kept until the leave ends."),
                _("Rights rest meanwhile. Readings that nobody has begun go to somebody else."),
            )
        ]
    is_away = row.state == MembershipState.ON_LEAVE and is_own is not row.rests_by_others
    if is_away or row.state == MembershipState.ACCEPTED:
        return [
            Act(
                "back",
                _("Back"),
                _("Back in the circle"),
                bound(request, "back", PlainForm),
                lambda _data: circles.come_back(**given, at=at),
                _("Back in the circle."),
            )
        ]
    return []


def _hand_over(request: HttpRequest, row: Membership, given: dict[str, Any], at: datetime) -> Act:
    people = successors(row)
    names = compat.host().names([other.person_id for other in people])
    choices = [(other.pk, names.get(other.person_id) or _("a former member")) for other in people]
    return Act(
        "hand_over",
        _("Hand over and leave"),
        _("Hand over"),
        bound(request, "hand_over", SuccessorForm, people=choices),
        lambda data: circles.hand_over(**given, successor_id=data["successor"], at=at),
        _("Handed over."),
        _("Whoever goes on becomes a facilitator, and the membership here ends, both at once."),
    )


def _leave(request: HttpRequest, given: dict[str, Any], at: datetime, title: str, said: str) -> Act:
    return Act(
        "leave",
        title,
        title,
        bound(request, "leave", LeaveForm),
        lambda data: circles.leave(**given, reason=data["reason"], at=at),
        said,
        _("What was written stays its author's; the circle no longer reads it."),
        is_final=True,
    )
