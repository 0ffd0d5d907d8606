"""Pages of circles: those I belong to and look after, and one circle."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from .. import compat, permissions
from ..circles import listing, selectors
from ..circles.lifecycle import CircleState, MembershipState
from ..circles.models import Circle, Mode
from ..circles.people import away_from, how_many, members, paper_places
from ..circles.words import CIRCLE_STATES, MEMBER_STATES, MODES, role_word
from ..joining.selectors import roster_on_paper
from ..permissions import Actor, Role
from ..programmes import api as programmes
from ..sessions.selectors import year
from ..sessions.words import KINDS
from .figures import ways
from .pages import NotThere, own_words_for, page, page_number, query_of, show
from .support import carried

__all__ = ["urlpatterns"]


@page("GET")
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody's first page: my circles, those I look after, the unions I work for."""
    wanted = request.GET.get("q", "").strip()[:80]
    found = listing.looked_after(actor=actor, wanted=wanted, page=page_number(request))
    context = {
        "own": [(circle, actor.role_in(circle.pk) is Role.OBSERVER) for circle in listing.own_circles(actor)],
        "away": [(row.circle, MEMBER_STATES[MembershipState(row.state)]) for row in away_from(actor.user_id)],
        "found": found,
        "wanted": wanted,
        "nodes": list(programmes.nodes_seen_by(actor)),
        "programmes": list(programmes.programmes_led(actor)),
        "query": query_of(wanted),
        "looks_after": bool(actor.leads or actor.posts),
        "has_records": bool(actor.teaches_in),
        "compares": permissions.may_compare_unions(actor),
    }
    return show(request, "circles/home.html", context)


@page("GET")
def circle(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """One circle, as far as this person may see it: who is in it, or how many, and what they may do."""
    seen = selectors.circle_seen_by(actor=actor, circle_id=circle_id)
    if seen is None:
        raise NotThere
    people = members(actor=actor, circle=seen.circle, page=page_number(request))
    found = people.rows if people else ()
    names = compat.host().names({person.user_id for person in found} | {actor.user_id})
    own = own_words_for(seen.circle)
    context = {
        "circle": seen.circle,
        "may_manage": seen.may_manage,
        "has_seat": permissions.may_leave(actor, selectors.facts(seen.circle)),
        "pager": people,
        "people": [
            (person, names.get(person.user_id, ""), role_word(person.role, seen.circle.layer, own))
            for person in found
        ],
        "on_paper": on_paper(actor, seen.circle) if people and not people.has_next else [],
        "number": None if people else how_many(seen.circle.pk),
        "fewest": listing.FEWEST,
        "state": CIRCLE_STATES[CircleState(seen.circle.state)],
        "mode": MODES[Mode(seen.circle.mode)],
        "member_states": MEMBER_STATES,
        "actor": actor,
        "own_words": own,
        "reader_name": names.get(actor.user_id, ""),
        **_sessions(actor, seen.circle),
        **carried(actor, seen.circle),
        "numbers": ways(actor, seen.circle),
    }
    return show(request, "circles/circle.html", context)


def on_paper(actor: Actor, circle: Circle) -> list[tuple[int, str, int]]:
    """The circle's teachers on paper with their tables, after the last of the others."""
    names = roster_on_paper(actor=actor, circle=circle)
    tables = paper_places(circle.pk) if names else {}
    return [(pk, name, tables.get(pk, 0)) for pk, name in names.items()]


def _sessions(actor: Actor, circle: Circle) -> dict[str, Any]:
    """What is next in the circle's year, and who may set its dates."""
    zone = compat.host().zone(actor.user_id)
    return {
        "year": year(actor=actor, circle=circle, zone=zone, at=timezone.now()),
        "kinds": KINDS,
        "may_manage_sessions": permissions.may_manage_sessions(actor, selectors.facts(circle)),
        "leads": permissions.facilitates(actor, circle.pk),
    }


urlpatterns = [
    path("", home, name="home"),
    path("circles/<int:circle_id>/", circle, name="circle"),
]
