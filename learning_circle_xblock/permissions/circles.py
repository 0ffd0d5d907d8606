"""Circles and who is in them."""

from .facts import FACILITATING, ON_THE_ROSTER, PEERS, Actor, Circle, PostKind
from .nodes import coordinates, has_post


def is_peer(actor: Actor, circle_id: int | None) -> bool:
    """Teachers and facilitators of a circle are its peers; representatives and observers are not."""
    return actor.is_present and actor.role_in(circle_id) in PEERS


def facilitates(actor: Actor, circle_id: int | None) -> bool:
    """Facilitator and co-facilitator have equal rights."""
    return actor.is_present and actor.role_in(circle_id) in FACILITATING


def leads_above(actor: Actor, circle: Circle) -> bool:
    """A link facilitator is a facilitator of the parent circle; rights reach one layer down."""
    return circle.parent_id is not None and facilitates(actor, circle.parent_id)


def _is_elsewhere(actor: Actor, circle: Circle) -> bool:
    """Whether the actor's seat above a circle is in another body's: its names stay with its own union."""
    above = {seat.node_id for seat in actor.seats if seat.circle_id == circle.parent_id}
    return circle.node_id is not None and bool(above - {circle.node_id, None})


def may_see_roster(actor: Actor, circle: Circle) -> bool:
    """Peers, the union representative, link facilitators and the coordinator see who is in a circle.

    A link facilitator of another body sees counts: the teachers agreed to their own union alone. A researcher
    sees it while a step-in is active.
    """
    if actor.is_read_only:
        return False
    if actor.is_enrolled and actor.role_in(circle.circle_id) in ON_THE_ROSTER:
        return True
    is_above = leads_above(actor, circle) and not _is_elsewhere(actor, circle)
    if is_above or coordinates(actor, circle.node_id):
        return True
    return (
        has_post(actor, circle.node_id, PostKind.NATIONAL_RESEARCHER) and circle.circle_id in actor.steps_in
    )


def may_manage_circle(actor: Actor, circle: Circle) -> bool:
    """The facilitators of a circle and the coordinator of its node look after members, tables and links."""
    return facilitates(actor, circle.circle_id) or coordinates(actor, circle.node_id)


def may_see_counts(actor: Actor, circle: Circle) -> bool:
    """States and counts reach whoever sees the roster, every layer above, and all posts on the node."""
    if may_see_roster(actor, circle):
        return True
    above = any(facilitates(actor, circle_id) for circle_id in circle.ancestor_ids)
    return above or any(has_post(actor, circle.node_id, kind) for kind in PostKind)


def may_leave(actor: Actor, circle: Circle) -> bool:
    """Whoever has a seat may go on leave, come back and leave, by themselves."""
    return actor.is_present and actor.role_in(circle.circle_id) is not None


def may_answer_for(actor: Actor, person_id: int) -> bool:
    """An invitation, a leave and a way back are the person's own, also while the seat gives no rights."""
    return not actor.is_read_only and actor.user_id == person_id
