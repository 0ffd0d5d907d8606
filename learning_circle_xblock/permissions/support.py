"""Agreement, help, reflection, those who look after facilitators, and step-ins."""

from dataclasses import dataclass

from .circles import facilitates, leads_above, may_see_roster
from .facts import ON_THE_ROSTER, Actor, Circle, PostKind, Role
from .nodes import coordinates, has_post


@dataclass(frozen=True)
class Help:
    """A request for help in a circle: to its facilitators, or from one of them to the layer above.

    `is_since` is true where it was raised since the circle came to its present place.
    """

    asker_id: int
    circle: Circle
    is_above: bool
    is_since: bool = True


@dataclass(frozen=True)
class Looked:
    """A facilitator's reflection on a circle; `is_since` as for a request for help."""

    writer_id: int
    circle: Circle
    is_shared: bool
    is_since: bool = True


@dataclass(frozen=True)
class Interest:
    """Somebody of a circle might facilitate; `is_agreed` once the person says so. `is_since` as above."""

    person_id: int
    circle: Circle
    is_agreed: bool
    is_since: bool = True


@dataclass(frozen=True)
class Visit:
    """A step-in of one person in a circle."""

    person_id: int
    circle: Circle


def may_read_agreement(actor: Actor, circle: Circle) -> bool:
    """Whoever sees who is in a circle reads what it agreed."""
    return may_see_roster(actor, circle)


def may_sign_agreement(actor: Actor, circle: Circle) -> bool:
    """Everybody on the roster signs, proposes a card, and says which to keep or drop."""
    return actor.is_present and actor.role_in(circle.circle_id) in ON_THE_ROSTER


def may_record_agreement(actor: Actor, circle: Circle) -> bool:
    """The facilitators record what the circle decided, and who signed on paper."""
    return facilitates(actor, circle.circle_id)


def may_ask_for_help(actor: Actor, circle: Circle) -> bool:
    """Everybody on the roster asks one layer up: a facilitator those above the circle, others the pair."""
    return actor.is_present and actor.role_in(circle.circle_id) in ON_THE_ROSTER


def may_answer_help(actor: Actor, asked: Help) -> bool:
    """One layer above answers: the facilitators; above them those of the parent, or else the coordinator.

    Those above answer what was raised since the circle came to its present place.
    """
    if actor.user_id == asked.asker_id:
        return False
    if not asked.is_above:
        return facilitates(actor, asked.circle.circle_id)
    if not asked.is_since:
        return False
    if asked.circle.parent_id is not None:
        return leads_above(actor, asked.circle)
    return coordinates(actor, asked.circle.node_id)


def may_close_help(actor: Actor, asked: Help) -> bool:
    """Whoever asked says when it is settled."""
    return actor.is_present and actor.user_id == asked.asker_id


def may_read_help(actor: Actor, asked: Help) -> bool:
    """A request is read by the person raising it and the layer above."""
    return may_close_help(actor, asked) or may_answer_help(actor, asked)


def may_reflect(actor: Actor, circle: Circle) -> bool:
    """The facilitators of a circle look back at its sessions."""
    return facilitates(actor, circle.circle_id)


def may_read_reflection(actor: Actor, reflection: Looked) -> bool:
    """A reflection is read by the pair, and by the link facilitators whom it was written for while shared."""
    if facilitates(actor, reflection.circle.circle_id):
        return True
    return reflection.is_shared and reflection.is_since and leads_above(actor, reflection.circle)


def may_share_reflection(actor: Actor, reflection: Looked) -> bool:
    """The writer shares it upwards and stops sharing."""
    return facilitates(actor, reflection.circle.circle_id) and actor.user_id == reflection.writer_id


def may_offer_to_facilitate(actor: Actor, circle: Circle) -> bool:
    """A teacher, or a member of a link circle, says that they would like to facilitate."""
    return actor.is_present and actor.role_in(circle.circle_id) is Role.TEACHER


def may_name_facilitator(actor: Actor, circle: Circle) -> bool:
    """A facilitator of the circle asks one of its people whether they would like to facilitate."""
    return facilitates(actor, circle.circle_id)


def may_answer_interest(actor: Actor, interest: Interest) -> bool:
    """The person says yes, or takes it back at any time; nobody says so for them."""
    return actor.is_present and actor.user_id == interest.person_id


def may_see_interest(actor: Actor, interest: Interest) -> bool:
    """The person sees their own, the facilitators of the circle those of its people.

    Link facilitators and the coordinator see it once the person agrees.
    """
    if may_answer_interest(actor, interest) or facilitates(actor, interest.circle.circle_id):
        return True
    return may_lead_to_facilitating(actor, interest)


def may_lead_to_facilitating(actor: Actor, interest: Interest) -> bool:
    """Link facilitators and the coordinator lead whoever agrees from interest to a circle of their own."""
    if actor.user_id == interest.person_id or not interest.is_agreed:
        return False
    above = interest.is_since and leads_above(actor, interest.circle)
    return above or coordinates(actor, interest.circle.node_id)


def may_look_after(actor: Actor, circle: Circle) -> bool:
    """Link facilitators keep contact notes and the induction of the facilitators one layer down."""
    return leads_above(actor, circle)


def may_read_own_support(actor: Actor, circle: Circle, person_id: int) -> bool:
    """Contact notes and induction are read by the link facilitators and the facilitator whom they concern."""
    is_own = facilitates(actor, circle.circle_id) and actor.user_id == person_id
    return is_own or may_look_after(actor, circle)


def may_propose_step_in(actor: Actor, circle: Circle) -> bool:
    """A link facilitator, or a researcher of the node, proposes to be with the circle for a while."""
    return leads_above(actor, circle) or has_post(actor, circle.node_id, PostKind.NATIONAL_RESEARCHER)


def may_agree_step_in(actor: Actor, visit: Visit) -> bool:
    """The facilitators of the circle agree or decline; nobody agrees to a step-in of their own."""
    return facilitates(actor, visit.circle.circle_id) and actor.user_id != visit.person_id


def may_end_step_in(actor: Actor, visit: Visit) -> bool:
    """The person ends it, and so may the facilitators, the link facilitators and the coordinator."""
    is_own = actor.user_id == visit.person_id and may_propose_step_in(actor, visit.circle)
    around = facilitates(actor, visit.circle.circle_id) or leads_above(actor, visit.circle)
    return is_own or around or coordinates(actor, visit.circle.node_id)


def may_see_step_in(actor: Actor, visit: Visit) -> bool:
    """The circle, link facilitators and the coordinator see every step-in; the person sees their own."""
    if may_see_roster(actor, visit.circle):
        return True
    return actor.user_id == visit.person_id and may_propose_step_in(actor, visit.circle)


def may_open_step_ins(actor: Actor, circle: Circle) -> bool:
    """The list of step-ins opens to whoever sees the circle's, and to whoever may propose one."""
    return may_see_roster(actor, circle) or may_propose_step_in(actor, circle)
