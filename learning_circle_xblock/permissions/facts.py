"""Who acts and on what: plain values that a feature gathers and a predicate asks about."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is in one circle."""

    TEACHER = "teacher"
    FACILITATOR = "facilitator"
    CO_FACILITATOR = "co_facilitator"
    UNION_REPRESENTATIVE = "union_representative"
    OBSERVER = "observer"


class PostKind(StrEnum):
    """What a person is on a node of the tree; nobody is that in a circle."""

    COORDINATOR = "coordinator"
    PROGRAMME_LEAD = "programme_lead"
    NATIONAL_RESEARCHER = "national_researcher"


FACILITATING = frozenset({Role.FACILITATOR, Role.CO_FACILITATOR})
PEERS = FACILITATING | {Role.TEACHER}
ON_THE_ROSTER = PEERS | {Role.UNION_REPRESENTATIVE}


@dataclass(frozen=True)
class Seat:
    """One active membership, with the layer of its circle, 1 is teachers, and the node it hangs on."""

    circle_id: int
    role: Role
    layer: int = 1
    node_id: int | None = None


@dataclass(frozen=True)
class Post:
    """One role on the node of a union; who has a post on a programme has it on each of its unions."""

    kind: PostKind
    node_id: int


@dataclass(frozen=True)
class Actor:
    """The person who acts: in a block with the seats of its course run, on a page with all of theirs.

    `is_enrolled` is said of the block's course run; on a page it says that some seat is in a course run where
    the person is enrolled, and seats elsewhere are left out. `is_read_only` is true while staff view the
    course as this learner: then nothing of the learner's is shown, because the course team reads no texts,
    and nothing may be changed. `steps_in` holds the circles where a step-in of the actor is active,
    `leads_programmes` the programmes on which the actor has the post of a programme lead as a whole.
    """

    user_id: int
    is_enrolled: bool
    is_course_staff: bool = False
    is_read_only: bool = False
    seats: tuple[Seat, ...] = ()
    posts: tuple[Post, ...] = ()
    steps_in: frozenset[int] = frozenset()
    leads_programmes: frozenset[int] = frozenset()

    @property
    def is_present(self) -> bool:
        """Enrolled, and looking as themselves."""
        return self.is_enrolled and not self.is_read_only

    @property
    def teaches_in(self) -> list[int]:
        """The circles in which the actor is a teacher with a project; members of link circles have none."""
        return [seat.circle_id for seat in self.seats if seat.role is Role.TEACHER and seat.layer == 1]

    @property
    def leads(self) -> list[int]:
        """The circles that the actor facilitates."""
        return [seat.circle_id for seat in self.seats if seat.role in FACILITATING]

    def role_in(self, circle_id: int | None) -> Role | None:
        """The actor's role in this circle, if any."""
        return next((seat.role for seat in self.seats if seat.circle_id == circle_id), None)


@dataclass(frozen=True)
class Circle:
    """A circle, the circle of its facilitators, those further up, and its node, by id."""

    circle_id: int
    parent_id: int | None = None
    node_id: int | None = None
    ancestor_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Text:
    """A plan or a practice account, as far as permission needs it.

    `reader_ids` hold the readings asked for; `asks_circle` is true when any peer may respond unasked.
    `shared_with` names the critical friends where the author shared it with them alone; None is the circle.
    `is_paused` is true from "Pause and ask" until that is settled; a text that was taken back is not shared.
    """

    author_ids: frozenset[int]
    circle_id: int | None
    is_shared: bool
    reader_ids: frozenset[int] = frozenset()
    asks_circle: bool = False
    is_paused: bool = False
    shared_with: frozenset[int] | None = None


@dataclass(frozen=True)
class Response:
    """A response to a text: who wrote it, whether it was sent, and whether it is paused."""

    writer_id: int
    text: Text
    is_sent: bool
    is_paused: bool = False
