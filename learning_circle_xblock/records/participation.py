"""Records of participation as their teachers, the facilitators and the coordinator see them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, OuterRef, QuerySet, Subquery

from .. import permissions
from ..circles.lifecycle import MembershipState
from ..circles.listing import Page
from ..circles.models import Circle, Membership
from ..circles.selectors import facts
from ..permissions import Actor, Role
from .assembling import Assembled, assembled, from_kept
from .lifecycle import RecordState
from .models import ParticipationRecord

__all__ = ["OwnRecord", "ShownRecord", "StateOf", "own_records", "record_of", "record_states"]

PER_PAGE = 40
TAKING_PART = (MembershipState.ACTIVE, MembershipState.ON_LEAVE, MembershipState.COMPLETED)


@dataclass(frozen=True)
class ShownRecord:
    """One teacher's record. `content` is what was signed, or what stands while nobody has signed."""

    circle: Circle
    person_id: int
    state: RecordState
    closing: str
    lines: list[dict[str, str]]
    revision: int
    content: Assembled
    standing: Assembled
    teacher_at: datetime | None
    facilitator_id: int | None
    facilitator_at: datetime | None
    is_own: bool
    may_countersign: bool

    @property
    def is_behind(self) -> bool:
        """Whether something else is counted than when it was signed."""
        return self.content.mark != self.standing.mark


@dataclass(frozen=True)
class OwnRecord:
    """A circle in which the reader is or was a teacher, and how far the record there is."""

    circle: Circle
    state: RecordState


@dataclass(frozen=True)
class StateOf:
    """Whose record, and how far it is: no words, no numbers."""

    person_id: int
    state: RecordState


def own_records(*, actor: Actor) -> list[OwnRecord]:
    """Where the actor has a record: each circle in which they taught and from which they did not move on."""
    if actor.is_read_only:
        return []
    rows = (
        _taught().filter(person_id=actor.user_id).annotate(record=Subquery(_state("person_id", "circle_id")))
    )
    found = {row.circle_id: row for row in rows.select_related("circle").order_by("-began_at", "-pk")}
    return [OwnRecord(row.circle, RecordState(row.record or RecordState.OPEN)) for row in found.values()]


def record_of(*, actor: Actor, circle_id: int, person_id: int) -> ShownRecord | None:
    """One record, or None where the actor may not read it or the person took no part; eight queries."""
    circle = Circle.objects.select_related("node").filter(pk=circle_id).first()
    if circle is None or not permissions.may_read_record(actor, facts(circle), person_id):
        return None
    is_own = permissions.may_keep_record(actor, facts(circle), person_id)
    came_by = _came_by(circle, person_id, is_own=is_own)
    if not came_by:
        return None
    row = ParticipationRecord.objects.filter(circle=circle, person_id=person_id).first()
    row = row or ParticipationRecord(circle=circle, person_id=person_id)
    now = assembled(person_id=person_id, circle_ids=came_by, zone=circle.zone)
    is_signed = row.state != RecordState.OPEN
    return ShownRecord(
        circle=circle,
        person_id=person_id,
        state=RecordState(row.state),
        closing=row.closing,
        lines=row.lines,
        revision=row.revision,
        content=from_kept(row.signed_content) if is_signed else now,
        standing=now,
        teacher_at=row.teacher_at,
        facilitator_id=row.facilitator_id,
        facilitator_at=row.facilitator_at,
        is_own=is_own,
        may_countersign=permissions.may_countersign_record(actor, facts(circle), person_id),
    )


def record_states(*, actor: Actor, circle: Circle, page: int = 1) -> Page | None:
    """Whose record is signed, one page at a time, or None for who may not see it; one query."""
    if not permissions.may_see_record_states(actor, facts(circle)):
        return None
    rows = _taught().filter(circle=circle, state__in=TAKING_PART).values("person_id", "circle_id")
    told = rows.annotate(first=Min("pk"), record=Subquery(_state("person_id", "circle_id")))
    first = (page - 1) * PER_PAGE
    found = list(told.order_by("first")[first : first + PER_PAGE + 1])
    shown = [StateOf(row["person_id"], RecordState(row["record"] or RecordState.OPEN)) for row in found]
    return Page(tuple(shown[:PER_PAGE]), page, len(found) > PER_PAGE)


def _taught() -> QuerySet[Membership]:
    """Memberships of teachers that have begun and do not go on in another circle."""
    rows = Membership.objects.filter(role=Role.TEACHER, moved_to__isnull=True)
    return rows.exclude(state__in=(MembershipState.INVITED, MembershipState.ACCEPTED))


def _state(person: str, circle: str) -> QuerySet[ParticipationRecord, str]:
    """How far the record of the person and the circle of an outer query is."""
    rows = ParticipationRecord.objects.filter(person_id=OuterRef(person), circle_id=OuterRef(circle))
    return rows.values_list("state", flat=True)[:1]


def _came_by(circle: Circle, person_id: int, *, is_own: bool) -> set[int]:
    """The circle and those from which this teacher moved to it; empty where they took no part; one query."""
    rows = Membership.objects.filter(person_id=person_id, circle__course_key=circle.course_key)
    told = rows.filter(role=Role.TEACHER).exclude(state=MembershipState.INVITED)
    known = {row.pk: row for row in told.select_related("moved_to")}
    here = [
        row
        for row in known.values()
        if row.circle_id == circle.pk and (is_own or row.state in TAKING_PART) and not _goes_on(row)
    ]
    found: set[int] = set()
    waiting = list(here)
    while waiting:
        row = waiting.pop()
        found.add(row.circle_id)
        before = known.get(row.moved_from_id or 0)
        waiting += [before] if before is not None else []
    return found


def _goes_on(row: Membership) -> bool:
    """Whether the membership goes on in another circle."""
    return getattr(row, "moved_to", None) is not None
