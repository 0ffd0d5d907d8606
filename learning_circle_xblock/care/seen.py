"""What others see about one person: the predicates themselves, asked for somebody of each role.

Nothing here knows an answer. A predicate that changes changes the page.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from .. import permissions
from ..permissions import Actor, Circle, Post, PostKind, Response, Role, Seat, Text

NOBODY = 0  # the id of somebody who wrote nothing and was asked nothing
NOWHERE = -1  # the id of a circle above that is not there


class Sight(StrEnum):
    """How much somebody sees."""

    YES = "yes"
    TITLE = "title"
    COUNTS = "counts"
    NO = "no"


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


class Kind(StrEnum):
    """The kinds of data that a circle holds of somebody."""

    NAME = "name"
    PLAN_DRAFT = "plan_draft"
    PLAN = "plan"
    ACCOUNT_DRAFT = "account_draft"
    ACCOUNT = "account"
    PAUSED = "paused"
    RESPONSE = "response"
    ATTENDANCE = "attendance"
    HISTORY = "history"
    STAFF_READS = "staff_reads"


@dataclass(frozen=True)
class Line:
    """One kind of data, as everybody sees it."""

    kind: Kind
    cells: tuple[tuple[Onlooker, Sight], ...]


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


def table(*, person_id: int, circle: Circle) -> list[Line]:
    """For each kind of data of this person in the circle: what somebody of each role sees.

    Args:
        person_id: whose data.
        circle: the circle as permission sees it.
    """
    people = onlookers(circle)
    return [
        Line(kind, tuple((who, ask(actor, person_id, circle)) for who, actor in people.items()))
        for kind, ask in ASKED.items()
    ]


def readers(text: Text, circle: Circle) -> list[Onlooker]:
    """Who reads a text as it stands now."""
    return [who for who, actor in onlookers(circle).items() if permissions.may_read(actor, text)]


def author_reads_response(*, writer_id: int, circle: Circle) -> bool:
    """Whether the author of a text reads a response that was sent to them."""
    author_id = NOWHERE
    text = Text(frozenset({author_id}), circle.circle_id, is_shared=True)
    author = Actor(author_id, is_enrolled=True, seats=(Seat(circle.circle_id, Role.TEACHER),))
    return permissions.may_read_response(author, Response(writer_id, text, is_sent=True))


def _seated(circle_id: int, role: Role) -> Actor:
    return Actor(NOBODY, is_enrolled=True, seats=(Seat(circle_id, role),))


def _posted(circle: Circle, kind: PostKind) -> Actor:
    return Actor(NOBODY, is_enrolled=False, posts=(Post(kind, circle.node_id or NOWHERE),))


def _text(person_id: int, circle: Circle, *, is_shared: bool, is_paused: bool = False) -> Text:
    return Text(frozenset({person_id}), circle.circle_id, is_shared=is_shared, is_paused=is_paused)


def _name(actor: Actor, person_id: int, circle: Circle) -> Sight:
    if permissions.may_see_roster(actor, circle):
        return Sight.YES
    return Sight.COUNTS if permissions.may_see_counts(actor, circle) else Sight.NO


def _draft(actor: Actor, person_id: int, circle: Circle) -> Sight:
    draft = _text(person_id, circle, is_shared=False)
    is_seen = permissions.may_read(actor, draft) or permissions.may_read_draft(actor, draft)
    return Sight.YES if is_seen else Sight.NO


def _plan(actor: Actor, person_id: int, circle: Circle) -> Sight:
    plan = _text(person_id, circle, is_shared=True)
    if permissions.may_read(actor, plan):
        return Sight.YES
    if permissions.may_see_plan_title(actor, plan, circle):
        return Sight.TITLE
    return Sight.COUNTS if permissions.may_see_counts(actor, circle) else Sight.NO


def _account(actor: Actor, person_id: int, circle: Circle) -> Sight:
    if permissions.may_read(actor, _text(person_id, circle, is_shared=True)):
        return Sight.YES
    return Sight.COUNTS if permissions.may_see_counts(actor, circle) else Sight.NO


def _paused(actor: Actor, person_id: int, circle: Circle) -> Sight:
    paused = _text(person_id, circle, is_shared=True, is_paused=True)
    return Sight.YES if permissions.may_read(actor, paused) else Sight.NO


def _response(actor: Actor, person_id: int, circle: Circle) -> Sight:
    text = Text(frozenset({NOWHERE}), circle.circle_id, is_shared=True)
    if permissions.may_read_response(actor, Response(person_id, text, is_sent=True)):
        return Sight.YES
    return Sight.COUNTS if permissions.may_see_counts(actor, circle) else Sight.NO


def _attendance(actor: Actor, person_id: int, circle: Circle) -> Sight:
    if permissions.may_see_attendance(actor, circle):
        return Sight.YES
    return Sight.COUNTS if permissions.may_count_attendance(actor, circle) else Sight.NO


def _history(actor: Actor, person_id: int, circle: Circle) -> Sight:
    if permissions.may_manage_circle(actor, circle):
        return Sight.YES
    return Sight.COUNTS if permissions.may_see_counts(actor, circle) else Sight.NO


def _staff_reads(actor: Actor, person_id: int, circle: Circle) -> Sight:
    return Sight.YES if permissions.may_see_staff_reads(actor, frozenset({person_id})) else Sight.NO


ASKED: dict[Kind, Callable[[Actor, int, Circle], Sight]] = {
    Kind.NAME: _name,
    Kind.PLAN_DRAFT: _draft,
    Kind.PLAN: _plan,
    Kind.ACCOUNT_DRAFT: _draft,
    Kind.ACCOUNT: _account,
    Kind.PAUSED: _paused,
    Kind.RESPONSE: _response,
    Kind.ATTENDANCE: _attendance,
    Kind.HISTORY: _history,
    Kind.STAFF_READS: _staff_reads,
}
