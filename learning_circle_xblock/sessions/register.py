"""Who is here: one line for each teacher and each person on paper, by table where there are tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .. import permissions
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership, TableSeat
from ..circles.selectors import facts
from ..permissions import Actor, Role
from .lifecycle import TOOK_PART, Presence
from .models import Attendance, Session

__all__ = ["Counts", "Line", "Register", "counts", "lines_of", "register"]

SUPPRESSED_UNDER = 5


@dataclass(frozen=True)
class Line:
    """One person of the register: `key` is p and the person's id, or n and the id of somebody on paper."""

    key: str
    person_id: int | None
    paper_id: int | None
    state: Presence = Presence.UNKNOWN


@dataclass(frozen=True)
class Register:
    """The lines by table, those without a table under 0; `number` says how many are marked."""

    tables: dict[int, list[Line]] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        """Everybody."""
        return [line for lines in self.tables.values() for line in lines]

    @property
    def number(self) -> int:
        """How many are there in all."""
        return len(self.lines)


@dataclass(frozen=True)
class Counts:
    """How many took part, of how many; None where so few would tell who."""

    took_part: int | None
    of: int | None


def register(
    *, actor: Actor, circle: Circle, session: Session | None, papers: Mapping[int, str]
) -> Register | None:
    """The lines of a circle for a session, or for one not recorded yet; three queries.

    None when the actor may not see who was there.

    Args:
        actor: a facilitator of the circle.
        circle: the circle.
        session: whose lines; None for a new tutorial.
        papers: the circle's people on paper, by id.
    """
    if not permissions.may_see_attendance(actor, facts(circle)):
        return None
    return lines_of(circle, session, papers)


def lines_of(circle: Circle, session: Session | None, papers: Mapping[int, str]) -> Register:
    """The same, for whoever has asked permission already."""
    teachers = Membership.objects.filter(circle=circle, state=MembershipState.ACTIVE, role=Role.TEACHER)
    people = list(teachers.order_by("pk").values_list("person_id", flat=True))
    seats = TableSeat.objects.filter(table__circle=circle, live_slot__isnull=False, table__ended_at=None)
    places = seats.values_list("membership__person_id", "paper_id", "table__number")
    table_of: dict[tuple[int | None, int | None], int] = {
        (person_id, paper_id): number for person_id, paper_id, number in places
    }
    marked: dict[tuple[int | None, int | None], str] = {}
    if session is not None:
        rows = Attendance.objects.filter(session=session, circle=circle).order_by("pk")
        marked = {(row[0], row[1]): row[2] for row in rows.values_list("person_id", "paper_id", "state")}
    known = [(person_id, None) for person_id in people] + [(None, paper_id) for paper_id in papers]
    gone = [who for who in marked if who not in set(known) and who[0] is not None]
    tables: dict[int, list[Line]] = {}
    for person_id, paper_id in [*known, *gone]:
        state = Presence(marked.get((person_id, paper_id), Presence.UNKNOWN))
        key = f"p{person_id}" if person_id else f"n{paper_id}"
        number = table_of.get((person_id, paper_id), 0)
        tables.setdefault(number, []).append(Line(key, person_id, paper_id, state))
    return Register({number: tables[number] for number in sorted(tables, key=lambda n: (n == 0, n))})


def counts(*, actor: Actor, circle: Circle, session: Session) -> Counts | None:
    """How many took part, for those above who see no names behind it; one query."""
    if not permissions.may_count_attendance(actor, facts(circle)):
        return None
    rows = Attendance.objects.filter(session=session, circle=circle).exclude(state=Presence.UNKNOWN)
    states = list(rows.values_list("state", flat=True))
    if len(states) < SUPPRESSED_UNDER and not permissions.may_see_attendance(actor, facts(circle)):
        return Counts(None, None)
    return Counts(sum(state in TOOK_PART for state in states), len(states))
