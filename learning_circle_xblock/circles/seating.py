"""Who sits at which table: proposed, then changed by the facilitators, person by person."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from .. import permissions
from ..events.api import record
from ..permissions import Actor, Role
from .lifecycle import MembershipState
from .models import Circle, Membership, Table, TableSeat
from .refusals import CircleError, NotOpenToYou
from .rows import close_if_empty
from .selectors import facts
from .tables import USUAL, misfits, propose_tables

__all__ = ["MOST_TABLES", "Misfit", "Moved", "change_tables", "propose", "table_people"]

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


def table_people(circle_id: int) -> dict[int, list[int]]:
    """The people of each table by its number, as ids of users; one query."""
    rows = TableSeat.objects.filter(table__circle_id=circle_id, ended_at=None)
    found: dict[int, list[int]] = defaultdict(list)
    for number, user_id in rows.order_by("table__number", "pk").values_list(
        "table__number", "membership__person_id"
    ):
        found[number].append(user_id)
    return dict(found)


@transaction.atomic
def propose(*, actor: Actor, circle: Circle, size: int = USUAL, at: datetime) -> None:
    """Seat all teachers anew at tables of nearly the same size.

    Raises:
        NotOpenToYou: the actor does not manage this circle.
        ValueError: the size is not that of a table.
    """
    _lock(actor, circle)
    teachers = list(_teachers(circle.pk).values_list("pk", flat=True))
    tables = propose_tables(teachers, size)
    wanted = {pk: number for number, people in enumerate(tables, start=1) for pk in people}
    _seat(circle, wanted, at)
    _note(circle, actor, at)


@transaction.atomic
def change_tables(*, actor: Actor, circle: Circle, changes: Mapping[int, Moved], at: datetime) -> None:
    """Change the places that the page changed; what somebody else changed meanwhile stays.

    Args:
        actor: who manages the circle.
        circle: the circle.
        changes: by membership; those that are not there, or no longer a teacher's, are passed over.
        at: the time.

    Raises:
        NotOpenToYou: the actor does not manage this circle.
        Misfit: a table would have one person, or more than seven.
    """
    _lock(actor, circle)
    wanted = dict.fromkeys(_teachers(circle.pk).values_list("pk", flat=True), 0) | _places(circle.pk)
    for pk, change in changes.items():
        if pk in wanted and change.was != change.now and 0 <= change.now <= MOST_TABLES:
            wanted[pk] = change.now
    wrong = misfits(number for number in wanted.values() if number)
    if wrong:
        raise Misfit(wrong)
    _seat(circle, wanted, at)
    _note(circle, actor, at)


def _seat(circle: Circle, wanted: Mapping[int, int], at: datetime) -> None:
    """End the places that changed and begin the new ones; an empty table ends, a new number begins one."""
    now = _places(circle.pk)
    gone = [pk for pk in now if wanted.get(pk, 0) != now[pk]]
    TableSeat.objects.filter(membership_id__in=gone, ended_at=None).update(ended_at=at, live_slot=None)
    for table_id in Table.objects.filter(circle=circle, ended_at=None).values_list("pk", flat=True):
        close_if_empty(table_id, at)
    tables = {table.number: table for table in Table.objects.filter(circle=circle, ended_at=None)}
    for pk, number in wanted.items():
        if not number or now.get(pk) == number:
            continue
        if number not in tables:
            slot = f"{circle.pk}:{number}"
            tables[number] = Table.objects.create(circle=circle, number=number, began_at=at, live_slot=slot)
        TableSeat.objects.create(table=tables[number], membership_id=pk, began_at=at, live_slot=str(pk))


def _places(circle_id: int) -> dict[int, int]:
    """The number of the table of each membership that has one."""
    rows = TableSeat.objects.filter(table__circle_id=circle_id, ended_at=None)
    return dict(rows.values_list("membership_id", "table__number"))


def _teachers(circle_id: int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(circle_id=circle_id, role=Role.TEACHER, state=MembershipState.ACTIVE)
    return rows.order_by("pk")


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
