"""Sessions: who sees dates and notes, who plans, who sees who was there, who says how it was."""

from .circles import facilitates, is_peer, may_see_counts
from .facts import ON_THE_ROSTER, Actor, Circle, PostKind, Role
from .nodes import coordinates, has_post


def may_see_sessions(actor: Actor, circle: Circle) -> bool:
    """Members other than observers, link facilitators and a researcher stepping in see plans and notes."""
    if actor.is_read_only:
        return False
    is_member = actor.is_enrolled and actor.role_in(circle.circle_id) in ON_THE_ROSTER
    steps_in = circle.circle_id in actor.steps_in
    return (
        is_member
        or facilitates(actor, circle.parent_id)
        or (has_post(actor, circle.node_id, PostKind.NATIONAL_RESEARCHER) and steps_in)
    )


def may_see_dates(actor: Actor, circle: Circle) -> bool:
    """Kinds, dates and states of sessions reach every layer above and all posts, without words."""
    return may_see_sessions(actor, circle) or may_see_counts(actor, circle)


def may_manage_sessions(actor: Actor, circle: Circle) -> bool:
    """The facilitators of a circle plan, move, cancel and record its sessions."""
    return facilitates(actor, circle.circle_id)


def may_plan_events(actor: Actor, circle: Circle) -> bool:
    """The coordinator also plans, moves and cancels network and learning events."""
    return may_manage_sessions(actor, circle) or coordinates(actor, circle.node_id)


def may_say_coming(actor: Actor, circle: Circle) -> bool:
    """Teachers and facilitators say beforehand whether they are coming."""
    return is_peer(actor, circle.circle_id)


def may_see_attendance(actor: Actor, circle: Circle) -> bool:
    """Who was there is seen and recorded by the facilitators alone."""
    return facilitates(actor, circle.circle_id)


def may_see_own_attendance(actor: Actor, circle: Circle) -> bool:
    """Teachers see their own line of the register."""
    return actor.is_present and actor.role_in(circle.circle_id) is Role.TEACHER


def may_count_attendance(actor: Actor, circle: Circle) -> bool:
    """The representative of a circle and the layers and posts above it see how many were there.

    Teachers and observers of the circle do not.
    """
    if may_see_attendance(actor, circle):
        return True
    if actor.is_present and actor.role_in(circle.circle_id) is Role.UNION_REPRESENTATIVE:
        return True
    above = circle.ancestor_ids | {circle.parent_id}
    if any(facilitates(actor, circle_id) for circle_id in above):
        return True
    return any(has_post(actor, circle.node_id, kind) for kind in PostKind)


def may_say_how_it_was(actor: Actor, circle: Circle) -> bool:
    """The teachers of a circle answer, without a name, how a session was."""
    return actor.is_present and actor.role_in(circle.circle_id) is Role.TEACHER


def may_see_how_it_was(actor: Actor, circle: Circle) -> bool:
    """The answers are seen by the facilitators, once there are enough; access obstacles in words likewise."""
    return facilitates(actor, circle.circle_id)
