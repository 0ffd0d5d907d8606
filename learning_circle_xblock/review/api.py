"""Ask for readings, respond, reply. Permission first, then the rule, then the change, then the event."""

from datetime import datetime

from django.db import transaction
from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import permissions
from ..circles.api import is_still_in
from ..permissions import Actor
from ..writing import api as writing
from ..writing.models import Draft, Version
from ..writing.schema import Answers
from . import rings
from .following import follow_membership, follow_pause
from .in_person import confirm_talk, drop_talk, say_talked, waiting_talks
from .lifecycle import HELD, REVIEW, AssignmentState, ReviewState
from .models import Assignment, Reply, Review, ReviewRequest
from .protocols import Protocol
from .refusals import AlreadyBegun, NotOpenToYou, ReviewError
from .rings import READINGS
from .selectors import response_of, text_of

__all__ = [
    "READINGS",
    "AlreadyBegun",
    "NotOpenToYou",
    "Paused",
    "Protocol",
    "ReviewError",
    "ask_circle",
    "ask_ring",
    "confirm_talk",
    "drop_talk",
    "follow_membership",
    "follow_pause",
    "open_reading",
    "open_to_circle",
    "open_unasked",
    "reply",
    "response_draft",
    "save_response",
    "say_talked",
    "send_response",
    "take_response_text",
    "waiting_talks",
]

MARKS = ("used", "partly", "not")


class Paused(ReviewError):
    """The text is paused: what was typed is kept, and can be sent once that is settled."""


class AlreadySent(ReviewError):
    """The response was sent before; it stands as it was sent."""


@transaction.atomic
def ask_circle(
    *,
    version: Version,
    circle_id: int,
    course_key: CourseKey,
    usage_key: UsageKey,
    at: datetime,
    protocol: str = Protocol.FOUR_STEPS,
    only_friends: bool = False,
) -> None:
    """Any peer of the circle may respond to this version, or the author's critical friends alone."""
    request = _request(
        version,
        circle_id,
        course_key,
        usage_key,
        wanted=0,
        asks_circle=not only_friends,
        asks_friends=only_friends,
        protocol=protocol,
        at=at,
    )
    rings.note("request.made", request.pk, request, at, actor_id=version.made_by_id)


def open_to_circle(*, version_id: int) -> None:
    """A version that asked the critical friends alone asks the whole circle from now on."""
    ReviewRequest.objects.filter(version_id=version_id, asks_friends=True).update(
        asks_friends=False, asks_circle=True
    )


@transaction.atomic
def ask_ring(
    *,
    version: Version,
    circle_id: int,
    course_key: CourseKey,
    usage_key: UsageKey,
    at: datetime,
    protocol: str = Protocol.FOUR_STEPS,
) -> None:
    """Ask for the readings of the ring, and begin or extend it."""
    request = _request(
        version,
        circle_id,
        course_key,
        usage_key,
        wanted=READINGS,
        asks_circle=False,
        protocol=protocol,
        at=at,
    )
    rings.note("request.made", request.pk, request, at, actor_id=version.made_by_id)
    rings.allocate(circle_id=circle_id, usage_key=usage_key, at=at)


@transaction.atomic
def open_reading(*, actor: Actor, assignment_id: int, usage_key: UsageKey, at: datetime) -> Review:
    """The reader opens what was asked of them; from now on it is not taken away.

    Raises:
        NotOpenToYou: nothing of this id waits for the actor here.
    """
    assignment = _assignment(assignment_id, usage_key)
    if assignment is None or assignment.reviewer_id != actor.user_id or assignment.state not in HELD:
        raise NotOpenToYou
    if not permissions.may_respond(actor, text_of(assignment.request, assignment)):
        raise NotOpenToYou
    return _start(assignment, actor.user_id, at)


@transaction.atomic
def open_unasked(*, actor: Actor, version_id: int, usage_key: UsageKey, at: datetime) -> Review:
    """A peer begins a response that nobody asked of them by name.

    Raises:
        NotOpenToYou: the version does not ask this person.
    """
    rows = ReviewRequest.objects.select_for_update().filter(version_id=version_id, usage_key=usage_key)
    request = rows.filter(is_still_in("circle_id", "version__made_by_id")).select_related("version").first()
    assignment = Assignment.objects.filter(request=request, reviewer_id=actor.user_id).first()
    if request is None or not permissions.may_respond(actor, text_of(request, assignment)):
        raise NotOpenToYou
    if assignment is None:
        reason = {"decided_by": "unasked", "actor": actor.user_id}
        slot = rings.next_slot(request.pk, unasked=True)
        assignment = rings.assign(request, actor.user_id, slot, at, reason)
    if assignment is None or not _goes_on(assignment):
        raise NotOpenToYou
    return _start(assignment, actor.user_id, at)


def response_draft(
    *, actor: Actor, review_id: int, usage_key: UsageKey, lock: bool = False
) -> tuple[Review, Draft | None]:
    """The actor's own response and its draft; the draft is None once it was sent.

    Raises:
        NotOpenToYou: the actor writes no response of this id here.
    """
    rows = Review.objects.select_related("assignment__request__version__work", "work")
    if lock:
        rows = rows.select_for_update()
    else:
        rows = rows.select_related(
            "assignment__request__version__work__live_pause", "assignment__request__circle__node"
        )
    review = rows.filter(pk=review_id, assignment__request__usage_key=usage_key).first()
    if review is None or review.assignment.reviewer_id != actor.user_id or not actor.is_present:
        raise NotOpenToYou
    if not permissions.is_peer(actor, review.assignment.request.circle_id):
        raise NotOpenToYou
    return review, Draft.objects.filter(work_id=review.work_id).first()


@transaction.atomic
def save_response(
    *,
    actor: Actor,
    review_id: int,
    usage_key: UsageKey,
    answers: Answers,
    base: int,
    at: datetime,
    protocol: str = "",
) -> writing.Saved:
    """Keep the draft of a response; `protocol` is the form that the answers are of, where that is said.

    Raises:
        NotOpenToYou: the actor writes no response of this id here.
        AlreadySent: it was sent; nothing is changed.
    """
    review, draft = response_draft(actor=actor, review_id=review_id, usage_key=usage_key, lock=True)
    if not permissions.may_act(actor) or _is_other_form(review, protocol):
        raise NotOpenToYou
    if draft is None:
        raise AlreadySent
    return writing.save(draft=draft, answers=answers, base=base, at=at)


@transaction.atomic
def take_response_text(
    *, actor: Actor, review_id: int, usage_key: UsageKey, other: bool, at: datetime
) -> None:
    """Choose between the texts of two windows."""
    _review, draft = response_draft(actor=actor, review_id=review_id, usage_key=usage_key, lock=True)
    if not permissions.may_act(actor):
        raise NotOpenToYou
    if draft is not None and other:
        writing.take_other(draft=draft, at=at)
    elif draft is not None:
        writing.put_away_other(draft=draft)


@transaction.atomic
def send_response(
    *,
    actor: Actor,
    review_id: int,
    usage_key: UsageKey,
    answers: Answers,
    base: int | None = None,
    at: datetime,
    protocol: str = "",
) -> Review | None:
    """Send the response: its words are frozen and the author reads it at once.

    Args:
        actor: who writes it.
        review_id: the response.
        usage_key: the block it belongs to.
        answers: the whole form, already found complete.
        base: the revision this window started from; None where there is only one window.
        at: the time of sending.
        protocol: the form that the answers are of, where that is said.

    Returns:
        the response; None where another window holds other words: both are kept until the writer chooses.

    Raises:
        NotOpenToYou: the actor writes no response of this id here, or may no longer respond.
        AlreadySent: it was sent before; the first words stand.
        Paused: the text is hidden; the draft stays.
    """
    review, draft = response_draft(actor=actor, review_id=review_id, usage_key=usage_key, lock=True)
    request = review.assignment.request
    response = permissions.Response(
        writer_id=review.assignment.reviewer_id, text=text_of(request, review.assignment), is_sent=False
    )
    if _is_other_form(review, protocol):
        raise NotOpenToYou
    if not permissions.may_write_response(actor, response):
        if permissions.may_read(actor, response.text):
            raise NotOpenToYou
        raise AlreadySent if draft is None else Paused
    if draft is None or not REVIEW.allows(ReviewState(review.state), "send"):
        raise AlreadySent
    if base is not None and writing.must_choose(draft=draft, answers=answers, base=base):
        return None
    review.sent_version = writing.freeze(
        work=review.work, number=1, answers=answers, author_id=actor.user_id, at=at
    )
    review.sent_at = at
    before, review.state = review.state, REVIEW.advance(ReviewState(review.state), "send")
    review.save(update_fields=["sent_version", "sent_at", "state"])
    rings.move(review.assignment, "finish", done_at=at)
    rings.note("review.sent", review.pk, request, at, actor.user_id, before, review.state)
    return review


@transaction.atomic
def reply(
    *,
    actor: Actor,
    review_id: int,
    usage_key: UsageKey,
    change: str,
    has_helped: bool,
    marks: list[dict[str, str]],
    at: datetime,
) -> Reply:
    """The author answers a response; the one reply may be corrected later.

    Args:
        actor: an author of the text.
        review_id: the response.
        usage_key: the block it belongs to.
        change: what the author will change or keep; may be empty.
        has_helped: the one tap "this helped".
        marks: for each suggestion `{"mark": "used" | "partly" | "not" | "", "why": text}`.
        at: the time of the reply.

    Raises:
        NotOpenToYou: no response of this id was sent to the actor here.
    """
    rows = Review.objects.select_for_update().select_related("assignment__request__version")
    review = rows.filter(pk=review_id, assignment__request__usage_key=usage_key).first()
    if review is None:
        raise NotOpenToYou
    request = review.assignment.request
    if not permissions.may_reply(actor, response_of(review)):
        raise NotOpenToYou
    given, _ = Reply.objects.update_or_create(
        review=review,
        defaults={
            "author_id": actor.user_id,
            "change": change,
            "has_helped": has_helped,
            "marks": [m if m.get("mark") in MARKS else {**m, "mark": ""} for m in marks],
            "sent_at": at,
        },
    )
    before, review.state = review.state, REVIEW.advance(ReviewState(review.state), "reply")
    review.save(update_fields=["state"])
    rings.note("review.answered", review.pk, request, at, actor.user_id, before, review.state)
    return given


def _request(
    version: Version,
    circle_id: int,
    course_key: CourseKey,
    usage_key: UsageKey,
    *,
    wanted: int,
    asks_circle: bool,
    protocol: str,
    at: datetime,
    asks_friends: bool = False,
) -> ReviewRequest:
    return ReviewRequest.objects.create(
        version=version,
        circle_id=circle_id,
        course_key=course_key,
        usage_key=usage_key,
        wanted=wanted,
        asks_circle=asks_circle,
        asks_friends=asks_friends,
        protocol=protocol,
        asked_at=at,
    )


def _assignment(assignment_id: int, usage_key: UsageKey) -> Assignment | None:
    rows = Assignment.objects.select_for_update().select_related("request__version")
    return rows.filter(pk=assignment_id, request__usage_key=usage_key).first()


def _is_other_form(review: Review, protocol: str) -> bool:
    """Answers of another form than the one that the response was begun with."""
    return bool(protocol) and review.work.schema_id != protocol


def _goes_on(assignment: Assignment) -> bool:
    """Held, or begun unasked by somebody who has been away meanwhile."""
    is_own_offer = assignment.slot <= 0 and assignment.state == AssignmentState.RELEASED
    return assignment.state in HELD or is_own_offer


def _start(assignment: Assignment, user_id: int, at: datetime) -> Review:
    """Open the assignment once; a second call finds the same response."""
    existing = Review.objects.filter(assignment=assignment).first()
    if existing is not None:
        return existing
    rings.move(assignment, "start", started_at=at)
    work = writing.begin(schema_id=assignment.request.protocol, author_ids=[user_id], answers={}, at=at)
    review = Review.objects.create(assignment=assignment, work=work, state=ReviewState.DRAFT)
    rings.note("assignment.started", assignment.pk, assignment.request, at, user_id)
    return review
