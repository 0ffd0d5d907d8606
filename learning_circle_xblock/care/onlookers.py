"""Somebody of each role towards a circle, to ask the predicates for."""

from dataclasses import replace
from enum import StrEnum

from ..permissions import Actor, Circle, Post, PostKind, Role, Seat

__all__ = ["NOWHERE", "Onlooker", "onlookers"]

NOBODY = 0  # the id of somebody who wrote nothing and was asked nothing
NOWHERE = -1  # the id of a circle above that is not there


class Onlooker(StrEnum):
    """The roles that the page asks for, in its order."""

    TEACHER = "teacher"
    FACILITATOR = "facilitator"
    REPRESENTATIVE = "representative"
    OBSERVER = "observer"
    LINK_FACILITATOR = "link_facilitator"
    LAYER_ABOVE = "layer_above"
    COORDINATOR = "coordinator"
    PROGRAMME_LEAD = "programme_lead"
    RESEARCHER = "researcher"
    RESEARCHER_INSIDE = "researcher_inside"
    COURSE_TEAM = "course_team"
    OTHERS_IN_COURSE = "others_in_course"
    NOT_SIGNED_IN = "not_signed_in"


def onlookers(circle: Circle) -> dict[Onlooker, Actor]:
    """Somebody of each role towards this circle, who has written nothing and holds no task."""
    parent = circle.parent_id or NOWHERE
    further = max(circle.ancestor_ids - {parent}, default=NOWHERE)
    inside = Actor(NOBODY, is_enrolled=True)
    outside = Actor(NOBODY, is_enrolled=False)
    return {
        Onlooker.TEACHER: _seated(circle.circle_id, Role.TEACHER),
        Onlooker.FACILITATOR: _seated(circle.circle_id, Role.FACILITATOR),
        Onlooker.REPRESENTATIVE: _seated(circle.circle_id, Role.UNION_REPRESENTATIVE),
        Onlooker.OBSERVER: _seated(circle.circle_id, Role.OBSERVER),
        Onlooker.LINK_FACILITATOR: _seated(parent, Role.FACILITATOR),
        Onlooker.LAYER_ABOVE: _seated(further, Role.FACILITATOR),
        Onlooker.COORDINATOR: _posted(circle, PostKind.COORDINATOR),
        Onlooker.PROGRAMME_LEAD: _posted(circle, PostKind.PROGRAMME_LEAD),
        Onlooker.RESEARCHER: _posted(circle, PostKind.NATIONAL_RESEARCHER),
        Onlooker.RESEARCHER_INSIDE: replace(
            _posted(circle, PostKind.NATIONAL_RESEARCHER), steps_in=frozenset({circle.circle_id})
        ),
        Onlooker.COURSE_TEAM: replace(outside, is_course_staff=True),
        Onlooker.OTHERS_IN_COURSE: inside,
        Onlooker.NOT_SIGNED_IN: outside,
    }


def _seated(circle_id: int, role: Role) -> Actor:
    return Actor(NOBODY, is_enrolled=True, seats=(Seat(circle_id, role),))


def _posted(circle: Circle, kind: PostKind) -> Actor:
    return Actor(NOBODY, is_enrolled=False, posts=(Post(kind, circle.node_id or NOWHERE),))
