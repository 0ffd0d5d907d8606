"""A facilitator's reflection after a session or a cycle, shared upwards unless they say no."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from .. import permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..events.api import record
from ..permissions import Actor, Looked
from .above import written_since
from .faults import NotOpenToYou
from .help import ask_for_help
from .interest import ask_to_facilitate
from .models import Reflection

__all__ = [
    "ReflectionPage",
    "ReflectionRead",
    "reflect",
    "reflect_on_cycle",
    "reflections",
    "share_reflection",
]

PER_PAGE = 20
NOTHING = "nothing"  # what is needed


@dataclass(frozen=True)
class ReflectionRead:
    """One reflection as this reader sees it; `pair` is empty above the pair unless it was shared too."""

    row: Reflection
    pair: str
    is_own: bool


@dataclass(frozen=True)
class ReflectionPage:
    """One page of reflections, the last first."""

    rows: tuple[ReflectionRead, ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1


@transaction.atomic
def reflect(
    *, actor: Actor, circle: Circle, session_id: int | None, answers: dict[str, Any], at: datetime
) -> Reflection:
    """Keep a reflection; what is needed becomes a request for help in the same action.

    Args:
        actor: a facilitator of the circle.
        circle: whose session it was.
        session_id: the session, if it was one.
        answers: by field, found sound by the form before.
        at: the time of writing.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
    """
    row = _write(actor, circle, at, {"session_id": session_id, **answers})
    if row.need and row.need != NOTHING:
        ask_for_help(actor=actor, circle=circle, about=row.need, line="", at=at)
    return row


@transaction.atomic
def reflect_on_cycle(
    *, actor: Actor, circle: Circle, answers: dict[str, Any], people: list[int], at: datetime
) -> Reflection:
    """Keep what a facilitator would keep and drop; whom they name is asked, and is nowhere in the words.

    Args:
        actor: a facilitator of the circle.
        circle: whose cycle it was.
        answers: `keep`, `drop`, `own` and `is_shared`, found sound by the form before.
        people: who might enjoy facilitating.
        at: the time of writing.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
    """
    row = _write(actor, circle, at, {"is_closing": True, **answers})
    if people:
        ask_to_facilitate(actor=actor, circle=circle, people=people, at=at)
    return row


def reflections(*, actor: Actor, circle: Circle, page: int = 1) -> ReflectionPage | None:
    """The reflections of a circle that the actor may read, or None where there can be none; one query."""
    shared = Looked(writer_id=0, circle=circles.facts(circle), is_shared=True)
    if not permissions.may_read_reflection(actor, shared):
        return None
    rows = Reflection.objects.filter(circle=circle)
    is_pair = permissions.may_read_reflection(actor, replace(shared, is_shared=False))
    if not is_pair:
        rows = rows.filter(written_since("circle_id", "written_at"), is_shared=True)
    first = (page - 1) * PER_PAGE
    found = list(rows.order_by("-written_at", "-pk")[first : first + PER_PAGE + 1])
    read = [
        ReflectionRead(
            row,
            pair=row.pair if is_pair or row.shares_pair else "",
            is_own=permissions.may_share_reflection(actor, _facts(circle, row)),
        )
        for row in found[:PER_PAGE]
    ]
    return ReflectionPage(tuple(read), page, len(found) > PER_PAGE)


@transaction.atomic
def share_reflection(*, actor: Actor, reflection_id: int, shared: bool, at: datetime) -> Reflection:
    """The writer shares it with the link facilitators, or stops.

    Raises:
        NotOpenToYou: the actor did not write a reflection of this id, or no longer facilitates the circle.
    """
    rows = Reflection.objects.select_for_update().select_related("circle")
    row = rows.filter(pk=reflection_id).first()
    if row is None or not permissions.may_share_reflection(actor, _facts(row.circle, row)):
        raise NotOpenToYou
    if row.is_shared != shared:
        row.is_shared = shared
        row.save(update_fields=["is_shared"])
        record(
            verb="reflection.shared" if shared else "reflection.closed",
            object_id=row.pk,
            course_key=row.circle.course_key,
            circle_id=row.circle_id,
            actor_id=actor.user_id,
            at=at,
        )
    return row


def _write(actor: Actor, circle: Circle, at: datetime, answers: dict[str, Any]) -> Reflection:
    if not permissions.may_reflect(actor, circles.facts(circle)):
        raise NotOpenToYou
    row = Reflection.objects.create(circle=circle, writer_id=actor.user_id, written_at=at, **answers)
    record(
        verb="reflection.written",
        object_id=row.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        at=at,
    )
    return row


def _facts(circle: Circle, row: Reflection) -> Looked:
    return Looked(writer_id=row.writer_id, circle=circles.facts(circle), is_shared=row.is_shared)
