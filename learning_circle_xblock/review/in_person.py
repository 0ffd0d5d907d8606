"""A response in person: one of two people says that they talked, the other confirms, and it counts."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from .. import permissions
from ..circles.selectors import facilitator_ids, is_peer_in, is_still_in
from ..events.api import record
from ..permissions import Actor, Text
from ..writing import api as writing
from . import rings
from .lifecycle import REVIEW, ReviewState
from .models import Assignment, Review, ReviewRequest, Talk
from .protocols import IN_PERSON
from .refusals import AlreadyBegun, NotOpenToYou
from .selectors import text_of

__all__ = ["WaitingTalk", "confirm_talk", "drop_talk", "say_talked", "waiting_talks"]

MOST = 20


@dataclass(frozen=True)
class WaitingTalk:
    """A talk that waits for the other person; `is_mine` when the actor said it."""

    talk: Talk
    author_id: int
    is_mine: bool

    @property
    def other_id(self) -> int:
        """Who said it, or who is to confirm it: the person who is not the actor."""
        is_friends = self.talk.said_by_friend == self.is_mine
        return self.author_id if is_friends else self.talk.friend_id


@transaction.atomic
def say_talked(
    *, actor: Actor, version_id: int, friend_id: int, talked_on: date, line: str, at: datetime
) -> Talk:
    """The author or the friend says that they talked about this version; the other one confirms it.

    Args:
        actor: the author, or the friend.
        version_id: what they talked about; it asks the circle, or the author's critical friends.
        friend_id: who responded.
        talked_on: the day.
        line: what it was about, in one line.
        at: the time.

    Raises:
        NotOpenToYou: the version does not ask this person, or the friend is not in the circle.
        AlreadyBegun: the friend has begun a response to this version, or one of the two has said it before.
    """
    asks = Q(asks_circle=True) | Q(asks_friends=True)
    rows = ReviewRequest.objects.select_for_update().filter(asks, version_id=version_id)
    request = rows.filter(is_still_in("circle_id", "version__made_by_id")).select_related("version").first()
    if request is None:
        raise NotOpenToYou
    _check_pair(actor, request, friend_id)
    begun = Assignment.objects.filter(request=request, reviewer_id=friend_id, review__isnull=False)
    if begun.exists() or Talk.objects.filter(request=request, friend_id=friend_id).exists():
        raise AlreadyBegun
    talk = Talk.objects.create(
        request=request,
        friend_id=friend_id,
        said_by_friend=actor.user_id == friend_id,
        talked_on=talked_on,
        line=line,
        said_at=at,
    )
    _note("talk.said", talk, actor, at)
    return talk


@transaction.atomic
def confirm_talk(*, actor: Actor, talk_id: int, at: datetime) -> Review:
    """The other one confirms: from now on it is a response like a written one.

    Raises:
        NotOpenToYou: nothing of this id waits for the actor.
        AlreadyBegun: the friend has begun to write meanwhile: what they write stays.
    """
    talk = _waiting(actor, talk_id)
    if talk.said_by_friend == (actor.user_id == talk.friend_id):
        raise NotOpenToYou  # one's own word is confirmed by the other
    slot = rings.next_slot(talk.request_id, unasked=True)
    reason = {"decided_by": "in_person", "actor": actor.user_id}
    assignment = rings.assign(talk.request, talk.friend_id, slot, at, reason)
    if assignment is None or Review.objects.filter(assignment=assignment).exists():
        raise AlreadyBegun
    rings.move(assignment, "start", started_at=at)
    answers = {"talked_on": talk.talked_on.isoformat(), "talked_line": talk.line}
    work = writing.begin(schema_id=IN_PERSON.id, author_ids=[talk.friend_id], answers=answers, at=at)
    version = writing.freeze(work=work, number=1, answers=answers, author_id=talk.friend_id, at=at)
    sent = REVIEW.advance(ReviewState.DRAFT, "send")
    review = Review.objects.create(
        assignment=assignment, work=work, state=sent, sent_version=version, sent_at=at
    )
    rings.move(assignment, "finish", done_at=at)
    talk.confirmed_at = at
    talk.save(update_fields=["confirmed_at"])
    _note("talk.confirmed", talk, actor, at)
    rings.note("review.sent", review.pk, talk.request, at, talk.friend_id, ReviewState.DRAFT, sent)
    return review


@transaction.atomic
def drop_talk(*, actor: Actor, talk_id: int, at: datetime) -> None:
    """Either of the two takes away what is not confirmed yet.

    Raises:
        NotOpenToYou: nothing of this id waits between the actor and somebody.
    """
    talk = _waiting(actor, talk_id)
    _note("talk.dropped", talk, actor, at)
    talk.delete()


def waiting_talks(*, actor: Actor) -> list[WaitingTalk]:
    """What waits for the actor's word, and what they said that waits for another's; one query."""
    if not actor.is_present:
        return []
    rows = Talk.objects.filter(
        Q(friend_id=actor.user_id) | Q(request__version__made_by_id=actor.user_id),
        is_still_in("request__circle_id", "request__version__made_by_id"),
        is_still_in("request__circle_id", "friend_id"),
        confirmed_at=None,
    )
    return [
        WaitingTalk(
            talk=row,
            author_id=row.request.version.made_by_id or 0,
            is_mine=row.said_by_friend == (row.friend_id == actor.user_id),
        )
        for row in rows.select_related("request__version").order_by("said_at", "pk")[:MOST]
    ]


def _check_pair(actor: Actor, request: ReviewRequest, friend_id: int) -> Text:
    """The actor is the author or the friend, and the friend may respond."""
    text = text_of(request)
    is_friend = actor.user_id == friend_id and permissions.may_respond(actor, text)
    is_author = permissions.may_edit(actor, text) and text.is_shared and not text.is_paused
    if not (is_friend or is_author) or friend_id in text.author_ids:
        raise NotOpenToYou
    if request.circle_id is None or not is_peer_in(request.circle_id, friend_id):
        raise NotOpenToYou
    is_meant = text.shared_with is None or friend_id in text.shared_with
    if not is_meant and friend_id not in facilitator_ids(request.circle_id):
        raise NotOpenToYou
    return text


def _waiting(actor: Actor, talk_id: int) -> Talk:
    rows = Talk.objects.select_for_update().filter(pk=talk_id, confirmed_at=None)
    rows = rows.filter(is_still_in("request__circle_id", "request__version__made_by_id"))
    talk = rows.select_related("request__version").first()
    if talk is None:
        raise NotOpenToYou
    _check_pair(actor, talk.request, talk.friend_id)
    return talk


def _note(verb: str, talk: Talk, actor: Actor, at: datetime) -> None:
    record(
        verb=verb,
        object_id=talk.pk,
        course_key=talk.request.course_key,
        usage_key=talk.request.usage_key,
        circle_id=talk.request.circle_id,
        actor_id=actor.user_id,
        at=at,
    )
