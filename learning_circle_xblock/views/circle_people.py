"""Pages of the people of a circle: one of them, oneself, and adding somebody."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles import api as circles
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..circles.people import former_seats, managed_member, own_seat
from ..circles.words import MEMBER_STATES, role_word
from ..permissions import Actor, Role
from .acts import Act, act_of
from .member_acts import acts_on, own_acts
from .pages import NotThere, go, own_words_for, page, show

__all__ = ["urlpatterns"]


@page("GET", "POST")
def member(request: HttpRequest, actor: Actor, circle_id: int, membership_id: int) -> HttpResponse:
    """One person of the circle, for who manages it: role, leave, another circle, the end."""
    row = managed_member(actor=actor, circle_id=circle_id, membership_id=membership_id)
    if row is None:
        return _gone(request, actor, circle_id, membership_id)
    acts = acts_on(request, actor, row)
    done = act_of(request, acts) if request.method == "POST" else None
    if done is not None:
        return go(request, reverse("learning_circle:circle", args=[circle_id]), done.said)
    return _shown(request, "circles/member.html", row, acts)


@page("GET", "POST")
def my_seat(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """One's own place in a circle, also while invited or on leave: accept, rest, come back, leave."""
    row = own_seat(actor=actor, circle_id=circle_id)
    if row is None:
        raise NotThere
    acts = own_acts(request, actor, row)
    done = act_of(request, acts) if request.method == "POST" else None
    if done is not None:
        return go(request, reverse("learning_circle:home"), done.said)
    return _shown(request, "circles/my_seat.html", row, acts)


def _gone(request: HttpRequest, actor: Actor, circle_id: int, membership_id: int) -> HttpResponse:
    """Whoever manages the circle is told that a membership has ended meanwhile; nobody else is told anything.

    Raises:
        NotThere: there was none, or the circle is not the actor's.
    """
    circle = managed_circle(actor, circle_id)
    if not Membership.objects.filter(pk=membership_id, circle=circle).exists():
        raise NotThere
    said = _("Somebody has changed this seat meanwhile. Nothing more was done; please look once more.")
    return go(request, reverse("learning_circle:circle", args=[circle_id]), said)


def managed_circle(actor: Actor, circle_id: int) -> Circle:
    """The circle, if the actor manages it.

    Raises:
        NotThere: whether it exists or not.
    """
    circle = Circle.objects.select_related("node", "parent").filter(pk=circle_id).first()
    if circle is None or not permissions.may_manage_circle(actor, circles.facts(circle)):
        raise NotThere
    return circle


def _shown(request: HttpRequest, template: str, row: Membership, acts: list[Act]) -> HttpResponse:
    own = own_words_for(row.circle)
    context = {
        "row": row,
        "circle": row.circle,
        "acts": acts,
        "name": _name(row),
        "rests_by_others": row.rests_by_others,
        "is_on_leave": row.state == MembershipState.ON_LEAVE,
        "former": [_told(past, own) for past in former_seats(row)],
        "role": role_word(Role(row.role), row.circle.layer, own),
        "state": MEMBER_STATES[MembershipState(row.state)],
    }
    return show(request, template, context, 422 if request.method == "POST" else 200)


def _told(past: Membership, own: Mapping[str, str]) -> tuple[Membership, str, str]:
    """What somebody was before, in words."""
    role = role_word(Role(past.role), past.circle.layer, own)
    return past, role, str(MEMBER_STATES[MembershipState(past.state)])


def _name(row: Membership) -> str:
    """Whoever is invited is named to nobody before they have accepted."""
    if row.state == MembershipState.INVITED:
        return _("Somebody who has not answered yet")
    return compat.host().names([row.person_id]).get(row.person_id) or _("a former member")


urlpatterns = [
    path("circles/<int:circle_id>/people/<int:membership_id>/", member, name="circle_member"),
    path("circles/<int:circle_id>/my-seat/", my_seat, name="circle_my_seat"),
]
