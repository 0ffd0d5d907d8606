"""Ways into a circle, and whom a new member is seen by."""

from .circles import facilitates, may_manage_circle, may_see_roster
from .facts import Actor, Circle, Post, PostKind, Role, Seat
from .nodes import coordinates

SOMEBODY = 0


def may_open_ways_in(actor: Actor, circle: Circle) -> bool:
    """Whoever manages a circle makes its links, imports its people, and adds some on paper."""
    return may_manage_circle(actor, circle)


def may_export_people(actor: Actor, circle: Circle) -> bool:
    """A file with the names of a circle is its facilitators' to take; above, only counts leave the site."""
    return facilitates(actor, circle.circle_id)


def may_import_for_node(actor: Actor, node_id: int) -> bool:
    """A list for many circles of a node is its coordinator's."""
    return coordinates(actor, node_id)


def may_type_for_paper(actor: Actor, circle: Circle) -> bool:
    """The plan of a member on paper is its circle's facilitators' to type and read, until it is claimed."""
    return facilitates(actor, circle.circle_id)


def seen_in(circle: Circle) -> dict[str, bool]:
    """Who would see that somebody is in the circle: the rule of the roster, asked for each kind of person.

    Args:
        circle: the circle; its parent counts as there, so that the answer holds when one is added.
    """
    parent = circle.parent_id or -1
    asked = Circle(circle.circle_id, parent, circle.node_id, circle.ancestor_ids)
    node = circle.node_id or -1
    kinds = {
        "peers": Actor(SOMEBODY, True, seats=(Seat(circle.circle_id, Role.TEACHER),)),
        "facilitators": Actor(SOMEBODY, True, seats=(Seat(circle.circle_id, Role.FACILITATOR),)),
        "union_representative": Actor(
            SOMEBODY, True, seats=(Seat(circle.circle_id, Role.UNION_REPRESENTATIVE),)
        ),
        "link_facilitators": Actor(SOMEBODY, True, seats=(Seat(parent, Role.FACILITATOR, 2),)),
        "coordinator": Actor(SOMEBODY, False, posts=(Post(PostKind.COORDINATOR, node),)),
        "researcher": Actor(SOMEBODY, False, posts=(Post(PostKind.NATIONAL_RESEARCHER, node),)),
        "observers": Actor(SOMEBODY, True, seats=(Seat(circle.circle_id, Role.OBSERVER),)),
        "course_staff": Actor(SOMEBODY, True, is_course_staff=True),
        "others_in_course": Actor(SOMEBODY, True),
    }
    return {name: may_see_roster(actor, asked) for name, actor in kinds.items()}
