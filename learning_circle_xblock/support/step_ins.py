"""Somebody from outside is with a circle until a date, with its knowledge, and then no more."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from .. import permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..events.api import record
from ..permissions import Actor, PostKind, Visit
from .faults import NotOpenToYou, SupportError
from .lifecycle import STEP_IN, StepInState
from .models import StepIn

__all__ = [
    "AlreadyProposed",
    "Inside",
    "NotPossible",
    "TooLong",
    "active_in",
    "answer_step_in",
    "end_step_in",
    "propose_step_in",
    "step_in_to_end",
    "step_ins",
    "with_steps_in",
]

SHOWN = 50  # step-ins on the page of a circle
LONGEST = timedelta(days=366)


class AlreadyProposed(SupportError):
    """The person has a step-in here that is proposed or active."""


class NotPossible(SupportError):
    """The step-in has ended, or its date has passed."""


class TooLong(SupportError):
    """It would last longer than a year."""


@dataclass(frozen=True)
class Inside:
    """One step-in, as the reader may act on it."""

    row: StepIn
    is_active: bool
    may_agree: bool
    may_end: bool
    may_leave_note: bool
    is_own: bool


def with_steps_in(*, actor: Actor, at: datetime) -> Actor:
    """The actor with the circles where they have stepped in; a query only for those who can.

    Only a researcher's post or the lead of a circle lets somebody step in anywhere.
    """
    researches = any(post.kind is PostKind.NATIONAL_RESEARCHER for post in actor.posts)
    if actor.is_read_only or not (researches or actor.leads):
        return actor
    rows = StepIn.objects.filter(person_id=actor.user_id, state=StepInState.ACTIVE, ends_at__gt=at)
    return replace(actor, steps_in=frozenset(rows.values_list("circle_id", flat=True)))


def active_in(*, actor: Actor, circle: Circle, at: datetime) -> tuple[StepIn, ...]:
    """Who is with the circle now, for its banner; one query."""
    rows = StepIn.objects.filter(circle=circle, state=StepInState.ACTIVE, ends_at__gt=at).order_by("pk")
    return tuple(row for row in rows if permissions.may_see_step_in(actor, _facts(circle, row)))


def step_ins(*, actor: Actor, circle: Circle, at: datetime) -> tuple[Inside, ...] | None:
    """The step-ins of a circle that the actor may see, the last first, or None where none can be seen."""
    if not permissions.may_open_step_ins(actor, circles.facts(circle)):
        return None
    rows = StepIn.objects.filter(circle=circle).order_by("-pk")[:SHOWN]
    seen = ((row, _facts(circle, row)) for row in rows)
    shown = [(row, fact) for row, fact in seen if permissions.may_see_step_in(actor, fact)]
    latest = next((row.pk for row, _fact in shown if row.person_id == actor.user_id), 0)
    return tuple(_inside(actor, row, fact, at, latest) for row, fact in shown)


@transaction.atomic
def propose_step_in(*, actor: Actor, circle: Circle, why: str, until: date, at: datetime) -> StepIn:
    """Ask the facilitators to be with the circle until a day.

    Args:
        actor: a link facilitator, or a researcher of the node.
        circle: where.
        why: one line, which the circle reads.
        until: the last day, where the circle meets.
        at: the time of asking.

    Raises:
        NotOpenToYou: the actor may not step in here.
        AlreadyProposed: one is proposed or active.
        NotPossible: the day has passed.
        TooLong: the day is more than a year ahead.
    """
    if not permissions.may_propose_step_in(actor, circles.facts(circle)):
        raise NotOpenToYou
    Circle.objects.select_for_update().get(pk=circle.pk)
    ends_at = _end_of(until, circle.zone)
    if ends_at <= at:
        raise NotPossible
    if ends_at > at + LONGEST:
        raise TooLong
    open_states = (StepInState.PROPOSED, StepInState.ACTIVE)
    mine = StepIn.objects.filter(
        circle=circle, person_id=actor.user_id, state__in=open_states, ends_at__gt=at
    )
    if mine.exists():
        raise AlreadyProposed
    row = StepIn.objects.create(
        circle=circle, person_id=actor.user_id, why=why, until=until, ends_at=ends_at, proposed_at=at
    )
    _note(row, "step_in.proposed", "", actor.user_id, at)
    return row


@transaction.atomic
def answer_step_in(*, actor: Actor, step_in_id: int, agree: bool, at: datetime) -> StepIn:
    """A facilitator agrees, and the circle is told by a banner; or declines.

    Raises:
        NotOpenToYou: the actor may not answer a step-in of this id.
        NotPossible: it was answered otherwise, has ended, or its date has passed.
    """
    row = _locked(step_in_id)
    if row is None or not permissions.may_agree_step_in(actor, _facts(row.circle, row)):
        raise NotOpenToYou
    before, action = StepInState(row.state), "agree" if agree else "decline"
    if before == (StepInState.ACTIVE if agree else StepInState.DECLINED):
        return row  # the other facilitator was quicker
    if not STEP_IN.allows(before, action) or row.ends_at <= at:
        raise NotPossible
    row.state, row.agreed_by_id, row.agreed_at = STEP_IN.advance(before, action), actor.user_id, at
    row.save(update_fields=["state", "agreed_by", "agreed_at"])
    _note(row, f"step_in.{'agreed' if agree else 'declined'}", before, actor.user_id, at)
    return row


def step_in_to_end(*, actor: Actor, step_in_id: int) -> StepIn:
    """A step-in that the actor may end, before their note is read.

    Raises:
        NotOpenToYou: the actor may not end a step-in of this id.
    """
    row = StepIn.objects.select_related("circle").filter(pk=step_in_id).first()
    if row is None or not permissions.may_end_step_in(actor, _facts(row.circle, row)):
        raise NotOpenToYou
    return row


@transaction.atomic
def end_step_in(*, actor: Actor, step_in_id: int, saw: str = "", question: str = "", at: datetime) -> StepIn:
    """End it before its date, or leave a note to the circle afterwards; the note is the visitor's own.

    Raises:
        NotOpenToYou: the actor may not end a step-in of this id.
    """
    row = _locked(step_in_id)
    if row is None or not permissions.may_end_step_in(actor, _facts(row.circle, row)):
        raise NotOpenToYou
    before = StepInState(row.state)
    if STEP_IN.allows(before, "end"):
        row.state, row.ended_at = STEP_IN.advance(before, "end"), min(at, row.ends_at)
    was_inside = before in (StepInState.ACTIVE, StepInState.ENDED) and row.agreed_at is not None
    if actor.user_id == row.person_id and was_inside and (saw or question):
        row.saw, row.question = saw, question
    row.save(update_fields=["state", "ended_at", "saw", "question"])
    if row.state != before:
        _note(row, "step_in.ended", before, actor.user_id, at)
    return row


def _end_of(day: date, zone: str) -> datetime:
    """The first moment after the day, where the circle meets."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))


def _locked(step_in_id: int) -> StepIn | None:
    rows = StepIn.objects.select_for_update().select_related("circle")
    return rows.filter(pk=step_in_id).first()


def _facts(circle: Circle, row: StepIn) -> Visit:
    return Visit(person_id=row.person_id, circle=circles.facts(circle))


def _inside(actor: Actor, row: StepIn, fact: Visit, at: datetime, latest: int) -> Inside:
    """`latest` is the reader's own last step-in: a note is left on that one, once."""
    is_over = row.ends_at <= at
    return Inside(
        row=row,
        is_active=row.state == StepInState.ACTIVE and not is_over,
        may_agree=row.state == StepInState.PROPOSED
        and not is_over
        and permissions.may_agree_step_in(actor, fact),
        may_end=STEP_IN.allows(StepInState(row.state), "end")
        and not is_over
        and permissions.may_end_step_in(actor, fact),
        may_leave_note=row.pk == latest
        and row.agreed_at is not None
        and row.state != StepInState.DECLINED
        and not (row.saw or row.question)
        and permissions.may_end_step_in(actor, fact),
        is_own=row.person_id == actor.user_id,
    )


def _note(row: StepIn, verb: str, before: str, actor_id: int, at: datetime) -> None:
    record(
        verb=verb,
        object_id=row.pk,
        course_key=row.circle.course_key,
        circle_id=row.circle_id,
        actor_id=actor_id,
        from_state=before,
        to_state=row.state,
        at=at,
    )
