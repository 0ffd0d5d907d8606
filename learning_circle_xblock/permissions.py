"""Who may do what: one predicate per sentence, over plain facts.

A feature gathers the facts (`Actor`, `Circle`, `Text`, `Response`) and asks; nothing here reads a
database. The specification is the permission matrix of the programme; what it does not list is refused.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in one circle."""

    TEACHER = "teacher"
    FACILITATOR = "facilitator"
    CO_FACILITATOR = "co_facilitator"
    UNION_REPRESENTATIVE = "union_representative"
    OBSERVER = "observer"


FACILITATING = frozenset({Role.FACILITATOR, Role.CO_FACILITATOR})
PEERS = FACILITATING | {Role.TEACHER}
ON_THE_ROSTER = PEERS | {Role.UNION_REPRESENTATIVE}


@dataclass(frozen=True)
class Seat:
    """One active membership, with the layer of its circle: 1 is teachers."""

    circle_id: int
    role: Role
    layer: int = 1


@dataclass(frozen=True)
class Actor:
    """The person who acts, with their active seats in the course run.

    `is_read_only` is true while staff view the course as this learner: then nothing of the learner's is
    shown, because the course team reads no texts, and nothing may be changed.
    """

    user_id: int
    is_enrolled: bool
    is_course_staff: bool = False
    is_read_only: bool = False
    seats: tuple[Seat, ...] = ()

    @property
    def is_present(self) -> bool:
        """Enrolled, and looking as themselves."""
        return self.is_enrolled and not self.is_read_only

    @property
    def teaches_in(self) -> list[int]:
        """The circles in which the actor is a teacher with a project; members of link circles have none."""
        return [seat.circle_id for seat in self.seats if seat.role is Role.TEACHER and seat.layer == 1]

    def role_in(self, circle_id: int | None) -> Role | None:
        """The actor's role in this circle, if any."""
        return next((seat.role for seat in self.seats if seat.circle_id == circle_id), None)


@dataclass(frozen=True)
class Circle:
    """A circle and the circle of its facilitators, by id."""

    circle_id: int
    parent_id: int | None = None


@dataclass(frozen=True)
class Text:
    """A plan or a practice account, as far as permission needs it.

    `reader_ids` hold the readings asked for; `asks_circle` is true when any peer may respond unasked.
    """

    author_ids: frozenset[int]
    circle_id: int | None
    is_shared: bool
    reader_ids: frozenset[int] = frozenset()
    asks_circle: bool = False


@dataclass(frozen=True)
class Response:
    """A response to a text: who wrote it, and whether it was sent."""

    writer_id: int
    text: Text
    is_sent: bool


def may_enter(actor: Actor) -> bool:
    """Enrolled people and the course team may open a block, each as themselves; handlers check this too."""
    return (actor.is_enrolled or actor.is_course_staff) and not actor.is_read_only


def may_act(actor: Actor) -> bool:
    """Only enrolled people change anything, and nobody does while viewing as somebody else."""
    return actor.is_present


def may_see_roster(actor: Actor, circle: Circle) -> bool:
    """Peers, the union representative, and the facilitators of the parent circle see who is in a circle."""
    if not actor.is_present:
        return False
    if actor.role_in(circle.circle_id) in ON_THE_ROSTER:
        return True
    return circle.parent_id is not None and actor.role_in(circle.parent_id) in FACILITATING


def is_peer(actor: Actor, circle_id: int | None) -> bool:
    """Teachers and facilitators of a circle are its peers; representatives and observers are not."""
    return actor.is_present and actor.role_in(circle_id) in PEERS


def facilitates(actor: Actor, circle_id: int | None) -> bool:
    """Facilitator and co-facilitator have equal rights."""
    return actor.is_present and actor.role_in(circle_id) in FACILITATING


def may_begin(actor: Actor, circle: Circle) -> bool:
    """Teachers write a plan and a practice account of their own."""
    return may_act(actor) and actor.role_in(circle.circle_id) is Role.TEACHER


def may_read_draft(actor: Actor, text: Text) -> bool:
    """A draft is seen by its authors alone."""
    return actor.is_present and actor.user_id in text.author_ids


def may_edit(actor: Actor, text: Text) -> bool:
    """Authors write, save, share and revise their text."""
    return may_act(actor) and may_read_draft(actor, text)


def may_see_plan_title(actor: Actor, text: Text, circle: Circle) -> bool:
    """Title and state of a shared plan reach whoever may read it and the facilitators one layer up."""
    if may_read(actor, text):
        return True
    up = circle.parent_id is not None and facilitates(actor, circle.parent_id)
    return text.is_shared and up


def may_read(actor: Actor, text: Text) -> bool:
    """A shared text is read by its authors and the peers of its circle; whoever leaves reads it no more."""
    if not actor.is_present:
        return False
    if actor.user_id in text.author_ids:
        return True
    return text.is_shared and is_peer(actor, text.circle_id)


def may_respond(actor: Actor, text: Text) -> bool:
    """Readers who were asked, facilitators, any peer where the author asked the circle; never an author."""
    if not may_act(actor) or actor.user_id in text.author_ids or not may_read(actor, text):
        return False
    if actor.user_id in text.reader_ids or facilitates(actor, text.circle_id):
        return True
    return text.asks_circle and is_peer(actor, text.circle_id)


def may_read_response(actor: Actor, response: Response) -> bool:
    """A response is read by its writer, and once sent by the authors of the text."""
    if not actor.is_present:
        return False
    if actor.user_id == response.writer_id:
        return True
    return response.is_sent and actor.user_id in response.text.author_ids


def may_write_response(actor: Actor, response: Response) -> bool:
    """The writer of a response writes it, as long as they may respond to the text."""
    return actor.user_id == response.writer_id and may_respond(actor, response.text)


def may_reply(actor: Actor, response: Response) -> bool:
    """The authors of a text answer what was sent to them."""
    return may_act(actor) and response.is_sent and actor.user_id in response.text.author_ids


def may_agree_as_author(actor: Actor, text: Text) -> bool:
    """The author taps for their own shared plan."""
    return may_edit(actor, text) and text.is_shared


def may_agree_as_facilitator(actor: Actor, text: Text) -> bool:
    """A facilitator of the circle taps for a shared plan that is not their own."""
    return (
        may_act(actor)
        and text.is_shared
        and actor.user_id not in text.author_ids
        and facilitates(actor, text.circle_id)
    )


def may_author_course(actor: Actor, has_studio_write: bool) -> bool:
    """Settings of a block are changed in Studio, by those whom Studio lets write this course."""
    return has_studio_write and not actor.is_read_only
