"""Who sits at which table: proposed, then changed by the facilitators, person by person."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from .. import permissions
from ..events.api import record
from ..permissions import Actor, Role
from .lifecycle import MembershipState
from .models import Circle, Membership, Table, TableSeat
from .refusals import CircleError, NotOpenToYou
from .rows import close_if_empty
from .selectors import facts
from .tables import USUAL, misfits, propose_tables

__all__ = [
    "MOST_TABLES",
    "Misfit",
    "Moved",
    "Sitter",
    "change_tables",
    "free_paper_seat",
    "propose",
    "table_people",
    "take_over_paper_seat",
]

MOST_TABLES = 99


class Misfit(CircleError):
    """Some tables would be too small or too large; `numbers` names them."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(f"tables {numbers}")
        self.numbers = numbers


@dataclass(frozen=True)
class Moved:
    """One person's place as a page showed it and as it was changed there; 0 is no table."""

    was: int
    now: int


@dataclass(frozen=True)
class Sitter:
    """Who sits at a table: a membership, or somebody on paper by id."""

    membership_id: int | None = None
    paper_id: int | None = None

    @property
    def slot(self) -> str:
        """Unique while the place lasts."""
        return str(self.membership_id) if self.paper_id is None else f"n{self.paper_id}"


def table_people(circle_id: int) -> dict[int, list[int]]:
    """The people of each table by its number, as ids of users; one query."""
    rows = TableSeat.objects.filter(table__circle_id=circle_id, ended_at=None, paper_id=None)
    found: dict[int, list[int]] = defaultdict(list)
    for number, user_id in rows.order_by("table__number", "pk").values_list(
        "table__number", "membership__person_id"
    ):
        found[number].append(user_id)
    return dict(found)


@transaction.atomic
def propose(
    *, actor: Actor, circle: Circle, size: int = USUAL, papers: Collection[int] = (), at: datetime
) -> None:
    """Seat all teachers anew at tables of nearly the same size, those on paper among them.

    Args:
        actor: who manages the circle.
        circle: the circle.
        size: the most at one table.
        papers: the circle's teachers on paper, by id.
        at: the time.

    Raises:
        NotOpenToYou: the actor does not manage this circle.
        ValueError: the size is not that of a table.
    """
    _lock(actor, circle)
    teachers = _everybody(circle.pk, papers)
    tables = propose_tables(range(len(teachers)), size)
    _seat(circle, {teachers[i]: n for n, people in enumerate(tables, start=1) for i in people}, at)
    _note(circle, actor, at)


@transaction.atomic
def change_tables(
    *,
    actor: Actor,
    circle: Circle,
    changes: Mapping[Sitter, Moved],
    papers: Collection[int] = (),
    at: datetime,
) -> None:
    """Change the places that the page changed; what somebody else changed meanwhile stays.

    Args:
        actor: who manages the circle.
        circle: the circle.
        changes: by who sits there; those that are not there, or no longer a teacher's, are passed over.
        papers: the circle's teachers on paper, by id.
        at: the time.

    Raises:
        NotOpenToYou: the actor does not manage this circle.
        Misfit: a table would have one person, or more than seven.
    """
    _lock(actor, circle)
    wanted = dict.fromkeys(_everybody(circle.pk, papers), 0) | _places(circle.pk)
    for sitter, change in changes.items():
        if sitter in wanted and change.was != change.now and 0 <= change.now <= MOST_TABLES:
            wanted[sitter] = change.now
    wrong = misfits(number for number in wanted.values() if number)
    if wrong:
        raise Misfit(wrong)
    _seat(circle, wanted, at)
    _note(circle, actor, at)


def take_over_paper_seat(*, paper_id: int, membership: Membership, at: datetime) -> None:
    """Whoever claims a place on paper sits where it sat, unless they are no teacher or have a table."""
    seat = TableSeat.objects.filter(paper_id=paper_id, ended_at=None).first()
    if seat is None:
        return
    seat.ended_at, seat.live_slot = at, None
    seat.save(update_fields=["ended_at", "live_slot"])
    has_one = TableSeat.objects.filter(membership=membership, ended_at=None).exists()
    if membership.role == Role.TEACHER and not has_one:
        slot = Sitter(membership.pk).slot
        TableSeat.objects.create(table_id=seat.table_id, membership=membership, began_at=at, live_slot=slot)
    close_if_empty(seat.table_id, at)


def free_paper_seat(*, paper_id: int, at: datetime) -> None:
    """Somebody on paper is no longer in the circle; a table that is empty then ends."""
    here = TableSeat.objects.filter(paper_id=paper_id, ended_at=None)
    tables = list(here.values_list("table_id", flat=True))
    here.update(ended_at=at, live_slot=None)
    for table_id in tables:
        close_if_empty(table_id, at)


def _seat(circle: Circle, wanted: Mapping[Sitter, int], at: datetime) -> None:
    """End the places that changed and begin the new ones; an empty table ends, a new number begins one."""
    now = _places(circle.pk)
    gone = [sitter.slot for sitter in now if wanted.get(sitter, 0) != now[sitter]]
    TableSeat.objects.filter(live_slot__in=gone).update(ended_at=at, live_slot=None)
    for table_id in Table.objects.filter(circle=circle, ended_at=None).values_list("pk", flat=True):
        close_if_empty(table_id, at)
    tables = {table.number: table for table in Table.objects.filter(circle=circle, ended_at=None)}
    for sitter, number in wanted.items():
        if not number or now.get(sitter) == number:
            continue
        if number not in tables:
            slot = f"{circle.pk}:{number}"
            tables[number] = Table.objects.create(circle=circle, number=number, began_at=at, live_slot=slot)
        TableSeat.objects.create(
            table=tables[number],
            membership_id=sitter.membership_id,
            paper_id=sitter.paper_id,
            began_at=at,
            live_slot=sitter.slot,
        )


def _places(circle_id: int) -> dict[Sitter, int]:
    """The number of the table of everybody who has one."""
    rows = TableSeat.objects.filter(table__circle_id=circle_id, ended_at=None)
    found = rows.values_list("membership_id", "paper_id", "table__number")
    return {Sitter(membership_id, paper_id): number for membership_id, paper_id, number in found}


def _everybody(circle_id: int, papers: Collection[int]) -> list[Sitter]:
    """The teachers of the circle, those on paper last."""
    rows = Membership.objects.filter(circle_id=circle_id, role=Role.TEACHER, state=MembershipState.ACTIVE)
    seated = [Sitter(pk) for pk in rows.order_by("pk").values_list("pk", flat=True)]
    return seated + [Sitter(paper_id=pk) for pk in papers]


def _lock(actor: Actor, circle: Circle) -> None:
    if not permissions.may_manage_circle(actor, facts(circle)):
        raise NotOpenToYou
    Circle.objects.select_for_update().get(pk=circle.pk)


def _note(circle: Circle, actor: Actor, at: datetime) -> None:
    record(
        verb="tables.changed",
        object_id=circle.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        at=at,
    )
