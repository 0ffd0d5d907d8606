"""Pause a text, look after it, settle it; and note who of the staff has read."""

from datetime import datetime

from django.db import IntegrityError, transaction
from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import moved_membership
from ..events.api import record
from ..events.models import Event
from ..lifecycle import UnknownStep
from ..permissions import Actor, Response, Text
from .lifecycle import HIDING, LOOK_WITHIN, PAUSE, PauseState
from .models import Pause, StaffRead
from .owners import author_ids, hand_on, next_owner
from .selectors import open_pause, paused_text

__all__ = [
    "CareError",
    "NotOpenToYou",
    "follow",
    "follow_unenrolment",
    "lift",
    "look",
    "note_changed",
    "note_read",
    "pause",
    "put_back",
    "take_back",
]


class CareError(Exception):
    """A pause cannot be as asked."""


class NotOpenToYou(CareError):
    """It does not exist for this person."""


@transaction.atomic
def pause(
    *, actor: Actor, text: Text | Response, work_id: int, circle: Circle, usage_key: UsageKey, at: datetime
) -> Pause:
    """Hide a shared text at once and name who looks after it; a second press finds the first.

    Args:
        actor: whoever reads it and worries.
        text: the text or the response, as permission sees it.
        work_id: its words.
        circle: the circle that it was shared with.
        usage_key: the block that it stands in.
        at: the time of the press.

    Raises:
        NotOpenToYou: the actor cannot read it, or it is hidden already.
    """
    if isinstance(text, Response):
        is_allowed = permissions.may_pause_response(actor, text)
    else:
        is_allowed = permissions.may_pause(actor, text)
    if not is_allowed:
        raise NotOpenToYou
    try:
        with transaction.atomic():
            found = Pause.objects.create(
                work_id=work_id,
                live_work_id=work_id,
                circle=circle,
                course_key=circle.course_key,
                usage_key=usage_key,
                state=PauseState.RAISED,
                raised_by_id=actor.user_id,
                owner_id=next_owner(circle, author_ids(work_id)),
                raised_at=at,
                look_by=at + LOOK_WITHIN,
            )
    except IntegrityError:  # somebody else pressed a moment ago
        raise NotOpenToYou from None
    _note(found, "pause.raised", "", at)
    return found


@transaction.atomic
def look(*, actor: Actor, pause_id: int, at: datetime) -> None:
    """A facilitator says that they have looked at it; twice is as once.

    Raises:
        NotOpenToYou: nothing of this id is the actor's to look after.
    """
    found = _to_look_after(actor, pause_id, at)
    if found.state == PauseState.RAISED:
        found.looked_at = at
        _advance(found, "look", at, actor.user_id)


@transaction.atomic
def lift(*, actor: Actor, pause_id: int, at: datetime) -> None:
    """The text is shown again as it was.

    Raises:
        NotOpenToYou: nothing of this id is the actor's to look after.
    """
    _advance(_to_look_after(actor, pause_id, at), "lift", at, actor.user_id)


@transaction.atomic
def take_back(*, actor: Actor, work_id: int, usage_key: UsageKey, at: datetime) -> None:
    """The author takes the paused text back: nobody else reads it until they show it again.

    Raises:
        NotOpenToYou: the actor has no paused text of this id.
    """
    _as_author(actor, work_id, usage_key, "remove", at)


@transaction.atomic
def put_back(*, actor: Actor, work_id: int, usage_key: UsageKey, at: datetime) -> None:
    """The author shows a text that they took back to the facilitator, who has 48 hours again.

    Raises:
        NotOpenToYou: the actor has taken back no text of this id.
    """
    found = _as_author(actor, work_id, usage_key, "put_back", at)
    found.looked_at, found.look_by = None, at + LOOK_WITHIN
    found.owner_id = next_owner(found.circle, author_ids(work_id))
    found.save(update_fields=["looked_at", "look_by", "owner"])


def note_changed(*, work_id: int, by_id: int, at: datetime) -> None:
    """The author has shared a new version: what was paused is no longer what others read."""
    found = Pause.objects.select_for_update().filter(live_work_id=work_id).first()
    if found is not None:
        _advance(found, "change", at, by_id)


def note_read(*, actor: Actor, text: Text, work_id: int, circle: permissions.Circle, at: datetime) -> None:
    """Log that somebody of the staff has read an unpublished text, once a day; one query at most.

    Args:
        actor: who reads it.
        text: the text as permission sees it.
        work_id: its words.
        circle: the circle that it was shared with.
        at: the time of the read.
    """
    role = permissions.reads_as(actor, text, circle)
    if role:
        row = StaffRead(work_id=work_id, reader_id=actor.user_id, role=role, day=at.date(), at=at)
        StaffRead.objects.bulk_create([row], ignore_conflicts=True)


def follow(event: Event) -> None:
    """When a facilitator comes or goes, every open pause of the circle has somebody to look after it."""
    if event.object_kind != "membership" or event.circle_id is None:
        return
    moved = moved_membership(event)
    if moved is not None:  # the text is in the other circle now, and is looked after there
        theirs = Pause.objects.filter(
            work__authorships__author_id=moved.person_id, circle_id=moved.before_id, live_work__isnull=False
        )
        found = list(theirs.values_list("pk", flat=True))
        Pause.objects.filter(pk__in=found).update(circle_id=moved.circle_id)
    hand_on(Circle.objects.get(pk=event.circle_id))


@transaction.atomic
def follow_unenrolment(*, user_id: int, course_key: CourseKey) -> None:
    """Whoever is no longer enrolled looks after nothing in the course run: the next facilitator does."""
    rows = Pause.objects.filter(owner_id=user_id, course_key=course_key, state__in=HIDING)
    for circle in Circle.objects.filter(pk__in=rows.values("circle_id")).order_by("pk"):
        hand_on(circle)


def _to_look_after(actor: Actor, pause_id: int, at: datetime) -> Pause:
    row = Pause.objects.select_for_update().filter(pk=pause_id).first()
    if row is None or open_pause(actor=actor, pause_id=pause_id, at=at) is None:
        raise NotOpenToYou
    return row


def _as_author(actor: Actor, work_id: int, usage_key: UsageKey, action: str, at: datetime) -> Pause:
    rows = Pause.objects.select_for_update().select_related("circle")
    found = rows.filter(live_work_id=work_id, usage_key=usage_key).first()
    if found is None or not permissions.may_take_back(actor, paused_text(found, author_ids(work_id))):
        raise NotOpenToYou
    try:
        return _advance(found, action, at, actor.user_id)
    except UnknownStep:
        raise NotOpenToYou from None


def _advance(found: Pause, action: str, at: datetime, by_id: int) -> Pause:
    before = found.state
    found.state = PAUSE.advance(PauseState(before), action)
    is_live = found.state in HIDING or found.state == PauseState.REMOVED
    found.live_work_id = found.work_id if is_live else None
    found.ended_at, found.ended_by_id = (None, None) if found.state in HIDING else (at, by_id)
    found.save()
    _note(found, f"pause.{found.state}", before, at, by_id)
    return found


def _note(found: Pause, verb: str, before: str, at: datetime, by_id: int | None = None) -> None:
    """The event of a press holds nobody's id."""
    record(
        verb=verb,
        object_id=found.pk,
        course_key=found.course_key,
        usage_key=found.usage_key,
        circle_id=found.circle_id,
        actor_id=by_id,
        from_state=before,
        to_state=found.state,
        at=at,
    )
