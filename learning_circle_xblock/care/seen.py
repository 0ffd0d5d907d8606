"""What others see about one person: the predicates themselves, asked for somebody of each role.

Nothing here knows an answer. A predicate that changes changes the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from .. import permissions
from ..permissions import Actor, Audience, Circle, Response, Role, Seat, Text
from .onlookers import NOWHERE, Onlooker, onlookers


class Sight(StrEnum):
    """How much somebody sees."""

    YES = "yes"
    TITLE = "title"
    STATE = "state"
    COUNTS = "counts"
    EXISTS = "exists"
    NO = "no"


class Kind(StrEnum):
    """The kinds of data that a circle holds of somebody."""

    NAME = "name"
    PLAN_DRAFT = "plan_draft"
    PLAN = "plan"
    ACCOUNT_DRAFT = "account_draft"
    ACCOUNT = "account"
    PAUSED = "paused"
    RESPONSE = "response"
    JOURNAL = "journal"
    JOURNAL_TO_FACILITATORS = "journal_to_facilitators"
    JOURNAL_TO_CIRCLE = "journal_to_circle"
    COLLEAGUES = "colleagues"
    EVIDENCE = "evidence"
    EVIDENCE_SHARED = "evidence_shared"
    SELF_CHECK = "self_check"
    ATTENDANCE = "attendance"
    RECORD = "record"
    HISTORY = "history"
    HELP = "help"
    INTEREST = "interest"
    REFLECTION = "reflection"
    CONTACT = "contact"
    STAFF_READS = "staff_reads"


OF_FACILITATORS = frozenset({Kind.REFLECTION, Kind.CONTACT})


@dataclass(frozen=True)
class Line:
    """One kind of data, as everybody sees it."""

    kind: Kind
    cells: tuple[tuple[Onlooker, Sight], ...]


def table(*, person_id: int, circle: Circle, leads: bool = True) -> list[Line]:
    """For each kind of data of this person in the circle: what somebody of each role sees.

    Args:
        person_id: whose data.
        circle: the circle as permission sees it.
        leads: whether the person facilitates it, and so has data that only facilitators have.
    """
    people = onlookers(circle)
    return [
        Line(kind, tuple((who, ask(actor, person_id, circle)) for who, actor in people.items()))
        for kind, ask in ASKED.items()
        if leads or kind not in OF_FACILITATORS
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


def _kept(audience: Audience) -> Callable[[Actor, int, Circle], Sight]:
    """Something that is kept for these readers."""

    def ask(actor: Actor, person_id: int, circle: Circle) -> Sight:
        kept = permissions.Kept(person_id, circle.circle_id, audience)
        return Sight.YES if permissions.may_read_kept(actor, kept) else Sight.NO

    return ask


def _journal(actor: Actor, person_id: int, circle: Circle) -> Sight:
    kept = permissions.Kept(person_id, circle.circle_id, Audience.NOBODY)
    if permissions.may_read_kept(actor, kept):
        return Sight.YES
    return Sight.EXISTS if permissions.may_know_of_kept(actor, kept) else Sight.NO


def _attendance(actor: Actor, person_id: int, circle: Circle) -> Sight:
    if permissions.may_see_attendance(actor, circle):
        return Sight.YES
    return Sight.COUNTS if permissions.may_count_attendance(actor, circle) else Sight.NO


def _record(actor: Actor, person_id: int, circle: Circle) -> Sight:
    if permissions.may_read_record(actor, circle, person_id):
        return Sight.YES
    if permissions.may_see_record_states(actor, circle):
        return Sight.STATE
    return Sight.COUNTS if permissions.may_see_node(actor, circle.node_id or NOWHERE) else Sight.NO


def _history(actor: Actor, person_id: int, circle: Circle) -> Sight:
    if permissions.may_manage_circle(actor, circle):
        return Sight.YES
    return Sight.COUNTS if permissions.may_see_counts(actor, circle) else Sight.NO


def _help(actor: Actor, person_id: int, circle: Circle) -> Sight:
    asked = permissions.Help(person_id, circle, is_above=False)
    return Sight.YES if permissions.may_read_help(actor, asked) else Sight.NO


def _interest(actor: Actor, person_id: int, circle: Circle) -> Sight:
    said = permissions.Interest(person_id, circle, is_agreed=True)
    return Sight.YES if permissions.may_see_interest(actor, said) else Sight.NO


def _reflection(actor: Actor, person_id: int, circle: Circle) -> Sight:
    shared = permissions.Looked(person_id, circle, is_shared=True)
    return Sight.YES if permissions.may_read_reflection(actor, shared) else Sight.NO


def _contact(actor: Actor, person_id: int, circle: Circle) -> Sight:
    return Sight.YES if permissions.may_read_own_support(actor, circle, person_id) else Sight.NO


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
    Kind.JOURNAL: _journal,
    Kind.JOURNAL_TO_FACILITATORS: _kept(Audience.FACILITATORS),
    Kind.JOURNAL_TO_CIRCLE: _kept(Audience.CIRCLE),
    Kind.COLLEAGUES: _kept(Audience.FACILITATORS),
    Kind.EVIDENCE: _kept(Audience.FACILITATORS),
    Kind.EVIDENCE_SHARED: _kept(Audience.CIRCLE),
    Kind.SELF_CHECK: _kept(Audience.NOBODY),
    Kind.ATTENDANCE: _attendance,
    Kind.RECORD: _record,
    Kind.HISTORY: _history,
    Kind.HELP: _help,
    Kind.INTEREST: _interest,
    Kind.REFLECTION: _reflection,
    Kind.CONTACT: _contact,
    Kind.STAFF_READS: _staff_reads,
}
