"""The record of participation, and figures that go upward: who keeps, reads, signs, lists and compares."""

from .circles import facilitates, leads_above, may_manage_circle
from .facts import Actor, Circle, PostKind
from .nodes import coordinates


def may_keep_record(actor: Actor, circle: Circle, person_id: int) -> bool:
    """A record of participation is its teacher's own to keep, sign and print, also after the year."""
    return not actor.is_read_only and actor.user_id == person_id


def may_countersign_record(actor: Actor, circle: Circle, person_id: int) -> bool:
    """The facilitators of the circle sign a teacher's record; nobody signs their own twice."""
    return facilitates(actor, circle.circle_id) and actor.user_id != person_id


def may_read_record(actor: Actor, circle: Circle, person_id: int) -> bool:
    """A record is read by its teacher and by the facilitators of the circle."""
    return may_keep_record(actor, circle, person_id) or may_countersign_record(actor, circle, person_id)


def may_see_record_states(actor: Actor, circle: Circle) -> bool:
    """Whoever manages the circle sees whose record is signed; the coordinator sees nothing else of it."""
    return may_manage_circle(actor, circle)


def may_list_plan_titles(actor: Actor, circle: Circle) -> bool:
    """Titles and states of shared plans go to the facilitators, one layer up, and to the coordinator."""
    is_near = facilitates(actor, circle.circle_id) or leads_above(actor, circle)
    return is_near or coordinates(actor, circle.node_id)


def may_compare_unions(actor: Actor) -> bool:
    """A programme lead and a researcher put the counts of their unions side by side."""
    kinds = (PostKind.PROGRAMME_LEAD, PostKind.NATIONAL_RESEARCHER)
    return not actor.is_read_only and any(post.kind in kinds for post in actor.posts)
