"""What pages read of what people keep, in a constant number of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .. import permissions
from ..circles.selectors import is_peer_in
from ..permissions import Actor, Audience
from .kinds import Kind, Wave
from .models import MODELS, EvidenceItem, ImpactNote, JournalEntry, Kept, SelfCheck

__all__ = ["Listed", "OwnKept", "Shown", "kept", "own_checks", "own_kept", "own_list", "own_row", "shown_of"]

FEW = 3  # of each kind on the page of the project
PAGE = 20
MOST = 60  # of each kind on the page for others


@dataclass(frozen=True)
class Listed:
    """One page of what somebody keeps of one kind, the latest first."""

    rows: tuple[Any, ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether a page stands before."""
        return self.number > 1


@dataclass(frozen=True)
class OwnKept:
    """The latest rows of each kind, and whether more follow."""

    journal: Listed
    colleagues: Listed
    impact: Listed
    evidence: Listed


@dataclass(frozen=True)
class Shown:
    """What somebody in the circle lets this reader read; `has_journal` is for facilitators."""

    journal: tuple[JournalEntry, ...]
    colleagues: tuple[Any, ...]
    impact: tuple[ImpactNote, ...]
    evidence: tuple[EvidenceItem, ...]
    has_journal: bool

    @property
    def is_empty(self) -> bool:
        """Nothing to read, and nothing to know of."""
        return not (self.journal or self.colleagues or self.impact or self.evidence or self.has_journal)


def kept(row: Kept) -> permissions.Kept:
    """The row as permission sees it."""
    return permissions.Kept(row.owner_id, row.circle_id, row.audience)


def own_kept(*, actor: Actor) -> OwnKept:
    """The latest of each kind; four queries."""
    found = {kind: own_list(actor=actor, kind=kind, size=FEW) for kind in Kind}
    return OwnKept(**{str(kind): listed for kind, listed in found.items()})


def own_list(*, actor: Actor, kind: Kind, page: int = 1, size: int = PAGE) -> Listed:
    """One page of one's own rows of a kind; one query."""
    if actor.is_read_only:
        return Listed((), page, has_next=False)
    rows = list(_ordered(kind).filter(owner_id=actor.user_id)[(page - 1) * size : page * size + 1])
    return Listed(tuple(rows[:size]), page, len(rows) > size)


def own_row(*, actor: Actor, kind: Kind, row_id: int) -> Kept | None:
    """One's own row, to change it; one query."""
    row: Kept | None = MODELS[kind]._default_manager.filter(pk=row_id).first()
    return row if row is not None and permissions.may_change_kept(actor, kept(row)) else None


def own_checks(*, actor: Actor) -> dict[Wave, SelfCheck]:
    """The waves of one's own self-check in the circle of now, for nobody else; one query."""
    if not actor.teaches_in or not actor.is_present:
        return {}
    rows = SelfCheck.objects.filter(owner_id=actor.user_id, circle_id=actor.teaches_in[0])
    return {Wave(row.wave): row for row in rows}


def shown_of(*, actor: Actor, circle_id: int, person_id: int) -> Shown | None:
    """What this person keeps and the actor may read in the circle; six queries at most.

    None where the actor is no peer of the circle, or the person is not in it.
    """
    if not permissions.is_peer(actor, circle_id) or not is_peer_in(circle_id, person_id):
        return None
    rows = {kind: _shown(actor, kind, circle_id, person_id) for kind in Kind}
    return Shown(
        journal=tuple(rows[Kind.JOURNAL]),
        colleagues=tuple(rows[Kind.COLLEAGUES]),
        impact=tuple(rows[Kind.IMPACT]),
        evidence=tuple(rows[Kind.EVIDENCE]),
        has_journal=_knows_of_journal(actor, circle_id, person_id),
    )


def _shown(actor: Actor, kind: Kind, circle_id: int, person_id: int) -> list[Any]:
    rows = _ordered(kind).filter(owner_id=person_id, circle_id=circle_id)
    if kind is Kind.JOURNAL:
        rows = rows.exclude(shared_with=Audience.NOBODY)
    return [row for row in rows[:MOST] if permissions.may_read_kept(actor, kept(row))]


def _knows_of_journal(actor: Actor, circle_id: int, person_id: int) -> bool:
    closed = permissions.Kept(person_id, circle_id, Audience.NOBODY)
    if not permissions.may_know_of_kept(actor, closed):
        return False
    return JournalEntry.objects.filter(owner_id=person_id, circle_id=circle_id).exists()


def _ordered(kind: Kind) -> QuerySet[Any]:
    order = {Kind.JOURNAL: "-held_on", Kind.COLLEAGUES: "-month"}.get(kind, "-made_at")
    return MODELS[kind]._default_manager.order_by(order, "-pk")
