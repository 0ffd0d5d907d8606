"""What is done with records of participation: closing words, the teacher's signature, a facilitator's."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from .. import permissions
from ..circles.selectors import facts
from ..events.api import record
from ..lifecycle import UnknownStep
from ..permissions import Actor
from .journal_lines import chosen, offered_lines
from .lifecycle import RECORD, RecordState
from .models import ParticipationRecord
from .participation import ShownRecord, own_records, record_of, record_states

__all__ = [
    "ChangedMeanwhile",
    "NotOpenToYou",
    "RecordError",
    "countersign_record",
    "keep_closing",
    "offered_lines",
    "own_records",
    "record_of",
    "record_states",
    "sign_record",
]


class RecordError(Exception):
    """It cannot be as asked."""


class NotOpenToYou(RecordError):
    """It does not exist for this person."""


class ChangedMeanwhile(RecordError):
    """What was in front of the person is no longer what stands."""


@transaction.atomic
def keep_closing(
    *, actor: Actor, circle_id: int, words: str, base: int, at: datetime, lines: Collection[str] = ()
) -> None:
    """The teacher keeps the closing words; a change takes the signatures back, the same words do not.

    Args:
        actor: the teacher.
        circle_id: the circle.
        words: the closing paragraph; it may be empty.
        base: the revision that was read.
        at: the time.
        lines: the lines of the journal to show, by their `source`.

    Raises:
        NotOpenToYou: the actor has no record there.
        ChangedMeanwhile: another window was quicker, or the record was signed meanwhile.
    """
    shown = _own(actor, circle_id)
    row = _locked(shown, at)
    kept = chosen(offered_lines(actor=actor, shown=shown), lines)
    if (row.closing, row.lines) == (words, kept):
        return
    if row.revision != base:
        raise ChangedMeanwhile
    row.closing, row.lines = words, kept
    row.teacher_at = row.facilitator_at = row.facilitator = None
    row.signed_content = {}
    _advance(row, "change", "participation.changed", actor, at)


@transaction.atomic
def sign_record(*, actor: Actor, circle_id: int, base: int, mark: str, at: datetime) -> None:
    """The teacher signs what stands now; a facilitator's signature on something older is taken back.

    Raises:
        NotOpenToYou: the actor has no record there.
        ChangedMeanwhile: the words or what is counted are no longer what was read.
    """
    shown = _own(actor, circle_id)
    row = _locked(shown, at)
    now = record_of(actor=actor, circle_id=circle_id, person_id=actor.user_id)
    if now is None or row.revision != base or now.standing.mark != mark:
        raise ChangedMeanwhile
    if row.state != RecordState.OPEN and not now.is_behind:
        return  # signed already, and nothing is new
    row.signed_content = now.standing.to_keep()
    row.teacher_at, row.facilitator_at, row.facilitator = at, None, None
    _advance(row, "sign", "participation.signed", actor, at)


@transaction.atomic
def countersign_record(*, actor: Actor, circle_id: int, person_id: int, base: int, at: datetime) -> None:
    """A facilitator signs what the teacher has signed; once is enough.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle, or the person took no part in it.
        ChangedMeanwhile: the teacher has changed or taken back what was read.
    """
    shown = record_of(actor=actor, circle_id=circle_id, person_id=person_id)
    may = shown and permissions.may_countersign_record(actor, facts(shown.circle), person_id)
    if shown is None or not may:
        raise NotOpenToYou
    row = _locked(shown, at)
    if row.state == RecordState.SIGNED and row.facilitator_id == actor.user_id:
        return
    if row.revision != base:
        raise ChangedMeanwhile
    row.facilitator_at, row.facilitator_id = at, actor.user_id
    _advance(row, "countersign", "participation.countersigned", actor, at)


def _own(actor: Actor, circle_id: int) -> ShownRecord:
    """The actor's own record, to be changed.

    Raises:
        NotOpenToYou: there is none.
    """
    shown = record_of(actor=actor, circle_id=circle_id, person_id=actor.user_id)
    if shown is None or not permissions.may_keep_record(actor, facts(shown.circle), actor.user_id):
        raise NotOpenToYou
    return shown


def _locked(shown: ShownRecord, at: datetime) -> ParticipationRecord:
    row, _is_new = ParticipationRecord.objects.get_or_create(
        circle=shown.circle, person_id=shown.person_id, defaults={"changed_at": at}
    )
    return ParticipationRecord.objects.select_for_update().select_related("circle").get(pk=row.pk)


def _advance(row: ParticipationRecord, action: str, verb: str, actor: Actor, at: datetime) -> None:
    before = RecordState(row.state)
    try:
        row.state = RECORD.advance(before, action)
    except UnknownStep:
        raise ChangedMeanwhile from None
    row.revision += 1
    row.changed_at = at
    row.save()
    record(
        verb=verb,
        object_id=row.pk,
        course_key=row.circle.course_key,
        circle_id=row.circle_id,
        actor_id=actor.user_id,
        from_state=before,
        to_state=row.state,
        at=at,
    )
