"""Link facilitators and the facilitators one layer down: contact notes and induction. No rating."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q

from .. import permissions
from ..circles import api as circles
from ..circles.lifecycle import OPEN, MembershipState
from ..circles.models import Circle, Membership
from ..events.api import record
from ..permissions import FACILITATING, Actor
from .above import is_since, written_since
from .faults import NotOpenToYou
from .models import ContactNote, InductionItem
from .words import INDUCTION

__all__ = [
    "LookedAfter",
    "LookedAfterPage",
    "SupportOf",
    "facilitators_below",
    "note_contact",
    "record_induction",
    "support_of",
]

PER_PAGE = 50
NOTES = 30  # contact notes on the page of one facilitator


@dataclass(frozen=True)
class LookedAfter:
    """A facilitator one layer down, with what a link facilitator wants to know before a call."""

    circle: Circle
    person_id: int
    introduced: int
    last_on: date | None
    next_on: date | None


@dataclass(frozen=True)
class LookedAfterPage:
    """One page of facilitators, by circle."""

    rows: tuple[LookedAfter, ...]
    items: int
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1


@dataclass(frozen=True)
class SupportOf:
    """Induction and contacts of one facilitator, for a link facilitator or the person."""

    person_id: int
    may_write: bool
    induction: dict[str, InductionItem]
    notes: tuple[ContactNote, ...]


def facilitators_below(*, actor: Actor, circle: Circle, page: int = 1) -> LookedAfterPage | None:
    """The facilitators of the circles below one that the actor facilitates, else None; three queries.

    Who has no active seat in the circle itself is not named there: they may belong to another body, and have
    not agreed to be seen by this one.
    """
    if not permissions.facilitates(actor, circle.pk):
        return None
    here = Membership.objects.filter(circle=circle, state=MembershipState.ACTIVE)
    rows = Membership.objects.filter(
        circle__parent_id=circle.pk,
        circle__state__in=OPEN,
        state=MembershipState.ACTIVE,
        role__in=FACILITATING,
        person_id__in=here.values("person_id"),
    ).select_related("circle")
    first = (page - 1) * PER_PAGE
    found = list(rows.order_by("circle__name", "circle_id", "pk")[first : first + PER_PAGE + 1])
    shown = found[:PER_PAGE]
    places = {row.circle_id for row in shown}
    done, met = _introduced(places), _met(places)
    read = [
        LookedAfter(
            circle=row.circle,
            person_id=row.person_id,
            introduced=done.get((row.circle_id, row.person_id), 0),
            last_on=met.get((row.circle_id, row.person_id), (None, None))[0],
            next_on=met.get((row.circle_id, row.person_id), (None, None))[1],
        )
        for row in shown
    ]
    return LookedAfterPage(tuple(read), len(INDUCTION), page, len(found) > PER_PAGE)


def support_of(*, actor: Actor, circle: Circle, person_id: int) -> SupportOf | None:
    """Induction and contacts of a facilitator; None where they are closed or the person facilitates not.

    Link facilitators read what was written since the circle came under theirs; the person reads all of it.
    """
    known = circles.facts(circle)
    if not permissions.may_read_own_support(actor, known, person_id):
        return None
    if person_id not in circles.facilitator_ids(circle.pk):
        return None
    items = InductionItem.objects.filter(circle=circle, person_id=person_id)
    notes = ContactNote.objects.filter(circle=circle, person_id=person_id).order_by("-held_on", "-pk")
    if actor.user_id != person_id:
        items = items.filter(written_since("circle_id", "recorded_at"))
        notes = notes.filter(written_since("circle_id", "written_at"))
    return SupportOf(
        person_id=person_id,
        may_write=permissions.may_look_after(actor, known) and actor.user_id != person_id,
        induction={item.item: item for item in items},
        notes=tuple(notes[:NOTES]),
    )


@transaction.atomic
def note_contact(
    *, actor: Actor, circle: Circle, person_id: int, answers: dict[str, Any], at: datetime
) -> ContactNote:
    """A link facilitator notes a contact; the facilitator reads the note. The same note twice is one.

    Args:
        actor: the link facilitator.
        circle: the circle that the person facilitates.
        person_id: the facilitator.
        answers: by field, found sound by the form before.
        at: the time of writing.

    Raises:
        NotOpenToYou: the actor does not look after a facilitator of this id here.
    """
    _need_facilitator(actor, circle, person_id)
    Circle.objects.select_for_update().get(pk=circle.pk)
    row, is_new = ContactNote.objects.get_or_create(
        circle=circle,
        person_id=person_id,
        writer_id=actor.user_id,
        **answers,
        defaults={"written_at": at},
    )
    if is_new:
        _note("contact.noted", row.pk, circle, actor.user_id, at)
    return row


@transaction.atomic
def record_induction(
    *, actor: Actor, circle: Circle, person_id: int, answers: dict[str, str], at: datetime
) -> None:
    """A link facilitator goes through the induction with a facilitator; what did not change keeps its date.

    Args:
        actor: the link facilitator.
        circle: the circle that the person facilitates.
        person_id: the facilitator.
        answers: `yes` or `discuss` by item; an empty answer takes the item back.
        at: the time of recording.

    Raises:
        NotOpenToYou: the actor does not look after a facilitator of this id here.
    """
    _need_facilitator(actor, circle, person_id)
    Circle.objects.select_for_update().get(pk=circle.pk)
    known = {item.item: item for item in InductionItem.objects.filter(circle=circle, person_id=person_id)}
    for code, _label in INDUCTION:
        answer, row = answers.get(code, ""), known.get(code)
        is_seen = row is not None and is_since(circle.pk, row.recorded_at)
        if row is not None and (row.answer != answer if is_seen else answer):
            row.delete()
            row = None
        if answer and row is None:
            new = InductionItem.objects.create(
                circle=circle,
                person_id=person_id,
                item=code,
                answer=answer,
                recorded_by_id=actor.user_id,
                recorded_at=at,
            )
            _note("induction.recorded", new.pk, circle, actor.user_id, at)


def _need_facilitator(actor: Actor, circle: Circle, person_id: int) -> None:
    may = permissions.may_look_after(actor, circles.facts(circle)) and actor.user_id != person_id
    if not may or person_id not in circles.facilitator_ids(circle.pk):
        raise NotOpenToYou


def _introduced(places: set[int]) -> dict[tuple[int, int], int]:
    seen = InductionItem.objects.filter(written_since("circle_id", "recorded_at"), circle_id__in=places)
    rows = seen.filter(answer="yes").values_list("circle_id", "person_id")
    return {(circle, person): n for circle, person, n in rows.annotate(n=Count("pk"))}


def _met(places: set[int]) -> dict[tuple[int, int], tuple[date | None, date | None]]:
    """The last contact, and the next one that was agreed on then or later."""
    seen = ContactNote.objects.filter(written_since("circle_id", "written_at"), circle_id__in=places)
    rows = seen.values_list("circle_id", "person_id")
    found = rows.annotate(last=Max("held_on"), next=Max("next_on", filter=Q(next_on__isnull=False)))
    return {
        (circle, person): (last, coming if coming and coming > last else None)
        for circle, person, last, coming in found
    }


def _note(verb: str, object_id: int, circle: Circle, actor_id: int, at: datetime) -> None:
    record(
        verb=verb,
        object_id=object_id,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor_id,
        at=at,
    )
