"""Figures for those who look after circles: each says what it counts, and opens its list where it may."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from .. import permissions
from ..circles.lifecycle import OPEN, CircleState, LeavingReason, MembershipState
from ..circles.listing import looked_after
from ..circles.models import Circle
from ..circles.selectors import facts
from ..circles.words import CIRCLE_STATES, MEMBER_STATES, REASONS
from ..permissions import Actor, Role
from ..records import figures, union_figures
from ..sessions.record_words import OBSTACLES
from ..sessions.times import when
from ..sessions.words import KINDS, STATES
from .pages import NotThere, page, page_number, show
from .support import circle_here
from .unions import node_or_not

__all__ = ["urlpatterns", "ways"]


def ways(actor: Actor, circle: Circle) -> dict[str, bool]:
    """Which records and figures of a circle its page leads this person to."""
    known = facts(circle)
    return {
        "record": actor.role_in(circle.pk) is Role.TEACHER,
        "records": permissions.may_see_record_states(actor, known),
        "figures": permissions.may_count_attendance(actor, known),
        "plans": permissions.may_list_plan_titles(actor, known),
        "caseload": circle.layer > 1 and permissions.facilitates(actor, circle.pk),
    }


@page("GET")
def caseload(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """The circles below mine, to see which facilitator to call."""
    circle = circle_here(circle_id)
    found = figures.caseload(actor=actor, circle=circle, at=timezone.now(), page=page_number(request))
    if found is None:
        raise NotThere
    return show(request, "figures/caseload.html", {"circle": circle, "found": found})


@page("GET")
def plan_titles(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Titles and states of the plans that a circle has shared; no text and no name."""
    circle = circle_here(circle_id)
    found = figures.plan_titles(actor=actor, circle=circle)
    if found is None:
        raise NotThere
    return show(request, "figures/plans.html", {"circle": circle, "found": found})


@page("GET")
def circle_figures(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """The dates of a circle, how many took part, and what kept people out."""
    circle = circle_here(circle_id)
    found = figures.circle_figures(actor=actor, circle=circle, at=timezone.now())
    if found is None:
        raise NotThere
    known = facts(circle)
    context = {
        "circle": circle,
        "found": found,
        "rows": [
            (row, when(row.session.starts_at, row.session.minutes, row.session.zone, circle.zone))
            for row in found.rows
        ],
        "kinds": KINDS,
        "states": STATES,
        "obstacles": [(OBSTACLES[code], n) for code, n in found.obstacles.parts.items()]
        if found.obstacles
        else [],
        "opens_sessions": permissions.may_see_sessions(actor, known),
        "opens_agreement": permissions.may_read_agreement(actor, known),
    }
    return show(request, "figures/circle.html", context)


@page("GET")
def union_page(request: HttpRequest, actor: Actor, node_id: int) -> HttpResponse:
    """One union in numbers."""
    node = node_or_not(actor, node_id)
    found = union_figures.node_figures(actor=actor, node=node, at=timezone.now())
    if found is None:
        raise NotThere
    context = {
        "node": node,
        "found": found,
        "open_circles": sum(found.circles.get(state, 0) for state in OPEN),
        "states": [(state, CIRCLE_STATES[state], found.circles.get(state, 0)) for state in CircleState],
        "teachers": [(MEMBER_STATES[MembershipState(code)], n) for code, n in found.teachers.parts.items()],
        "reasons": [(REASONS[LeavingReason(code)], n) for code, n in found.reasons.parts.items()],
        "obstacles": [(OBSTACLES[code], n) for code, n in found.obstacles.parts.items()],
        "may_change": permissions.may_change_node(actor, node.pk),
    }
    return show(request, "figures/union.html", context)


@page("GET")
def union_circles(request: HttpRequest, actor: Actor, node_id: int) -> HttpResponse:
    """The circles of a union in one state: the list behind a figure."""
    node = node_or_not(actor, node_id)
    state = request.GET.get("state", "")
    if state not in set(CircleState):
        raise NotThere
    found = looked_after(actor=actor, node_id=node.pk, state=state, page=page_number(request))
    word = CIRCLE_STATES[CircleState(state)]
    context = {"node": node, "found": found, "state": word, "query": f"&state={state}"}
    return show(request, "figures/circles.html", context)


@page("GET")
def side_by_side(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The unions of a programme beside each other, in the order of their countries and in no other."""
    found = union_figures.side_by_side(actor=actor, at=timezone.now())
    if found is None:
        raise NotThere
    rows = [(node, [column.parts[str(node.pk)] for column in found.columns.values()]) for node in found.nodes]
    totals = [column.total for column in found.columns.values()]
    return show(request, "figures/side_by_side.html", {"rows": rows, "totals": totals})


urlpatterns = [
    path("circles/<int:circle_id>/caseload/", caseload, name="caseload"),
    path("circles/<int:circle_id>/plans/", plan_titles, name="plan_titles"),
    path("circles/<int:circle_id>/figures/", circle_figures, name="circle_figures"),
    path("unions/<int:node_id>/figures/", union_page, name="union_figures"),
    path("unions/<int:node_id>/circles/", union_circles, name="union_circles"),
    path("figures/", side_by_side, name="side_by_side"),
]
