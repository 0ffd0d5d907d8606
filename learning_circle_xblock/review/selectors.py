"""What the pages read about requests and responses, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from opaque_keys.edx.keys import UsageKey

from .. import permissions
from ..care import selectors as care
from ..care.lifecycle import PauseState
from ..care.models import Pause
from ..friends.selectors import friends_of
from ..permissions import Actor
from ..writing.models import Authorship
from ..writing.schema import Answers
from .lifecycle import HELD, AssignmentState, ReviewState
from .models import Assignment, Review, ReviewRequest

__all__ = [
    "ReadingRow",
    "ResponseRow",
    "asked_of",
    "author_ids",
    "protocol_of",
    "read_by_friends",
    "readers_of",
    "response_of",
    "responses_by",
    "responses_to",
    "sent_response",
    "text_of",
]


@dataclass(frozen=True)
class ReadingRow:
    """One reading, as its reader, the author of the text, or the clock sees it.

    The title of a text that is paused or taken back is left out.
    """

    assignment_id: int
    request_id: int
    version_id: int
    reviewer_id: int
    author_id: int
    state: AssignmentState
    asked_at: datetime
    due_at: datetime | None
    started_at: datetime | None
    done_at: datetime | None
    title: str
    is_hidden: bool = False


@dataclass(frozen=True)
class ResponseRow:
    """A response that was sent, with the author's answer to it.

    While it is paused, the author of the text sees that, and none of its words. The writer sees no title of a
    text that is hidden from them.
    """

    review_id: int
    reviewer_id: int
    author_id: int
    title: str
    version_number: int
    sent_at: datetime
    answers: Answers
    is_answered: bool
    reply: dict[str, Any] | None
    protocol: str
    pause: Pause | None = None

    @property
    def talked_line(self) -> str:
        """In person: what the two talked about; empty where the response was written."""
        return str(self.answers.get("talked_line", ""))

    @property
    def talked_on(self) -> date | None:
        """In person: the day."""
        said = self.answers.get("talked_on")
        return date.fromisoformat(said) if said else None


def author_ids(work_id: int) -> frozenset[int]:
    """The authors of a work."""
    return frozenset(Authorship.objects.filter(work_id=work_id).values_list("author_id", flat=True))


def read_by_friends(*, circle_id: int | None, author_id: int, work_id: int) -> frozenset[int]:
    """Who reads a text that was shared with critical friends alone; two queries.

    The friends of now, and whoever has begun or given a response to it while they were one.
    """
    held = Assignment.objects.filter(request__version__work_id=work_id, state__in=HELD)
    begun = frozenset(held.values_list("reviewer_id", flat=True))
    return begun | (friends_of(circle_id=circle_id, person_id=author_id) if circle_id else frozenset())


def protocol_of(*, review_id: int, usage_key: UsageKey) -> str:
    """The form in which a response is written; empty where there is no such response. One query."""
    rows = Review.objects.filter(pk=review_id, assignment__request__usage_key=usage_key)
    return rows.values_list("work__schema_id", flat=True).first() or ""


def text_of(request: ReviewRequest, held: Assignment | None = None) -> permissions.Text:
    """The requested text as permission sees it; three queries, fewer where the work was joined.

    Args:
        request: what was asked.
        held: the assignment in question, whose reviewer counts as asked while it lasts.
    """
    readers = {held.reviewer_id} if held is not None and held.state in HELD else set()
    return permissions.Text(
        author_ids=author_ids(request.version.work_id),
        circle_id=request.circle_id,
        is_shared=not care.is_taken_back(request.version.work),
        reader_ids=frozenset(readers),
        asks_circle=request.asks_circle,
        is_paused=care.is_paused(request.version.work),
        shared_with=read_by_friends(
            circle_id=request.circle_id,
            author_id=request.version.made_by_id or 0,
            work_id=request.version.work_id,
        )
        if request.asks_friends
        else None,
    )


def response_of(review: Review) -> permissions.Response:
    """The response as permission sees it; one that was taken back counts as not sent."""
    return permissions.Response(
        writer_id=review.assignment.reviewer_id,
        text=text_of(review.assignment.request, review.assignment),
        is_sent=review.state != ReviewState.DRAFT and not care.is_taken_back(review.work),
        is_paused=care.is_paused(review.work),
    )


def sent_response(*, actor: Actor, review_id: int, usage_key: UsageKey) -> Review | None:
    """A response that the actor may read, sent in this block; a few queries."""
    rows = Review.objects.select_related(
        "work__live_pause", "assignment__request__circle__node", "assignment__request__version__work"
    )
    review = rows.filter(pk=review_id, assignment__request__usage_key=usage_key).first()
    if review is None or review.state == ReviewState.DRAFT:
        return None
    return review if permissions.may_read_response(actor, response_of(review)) else None


def asked_of(*, user_id: int, usage_key: UsageKey) -> list[ReadingRow]:
    """The readings of the ring that this person holds or has given here, the oldest first; one query."""
    rows = Assignment.objects.filter(
        reviewer_id=user_id, request__usage_key=usage_key, state__in=HELD, request__wanted__gt=0, slot__gt=0
    )
    return _reading_rows(rows)


def readers_of(version_ids: Iterable[int]) -> dict[int, list[ReadingRow]]:
    """Who was asked to read each version, by version id; one query."""
    found: dict[int, list[ReadingRow]] = {}
    rows = Assignment.objects.filter(request__version_id__in=list(version_ids), state__in=HELD, slot__gt=0)
    for row in _reading_rows(rows):
        found.setdefault(row.version_id, []).append(row)
    return found


def responses_to(*, actor: Actor, work_id: int, authors: frozenset[int]) -> list[ResponseRow]:
    """The responses sent to a work, for its authors only; one query."""
    text = permissions.Text(author_ids=authors, circle_id=None, is_shared=True)
    if not permissions.may_read_response(actor, permissions.Response(writer_id=0, text=text, is_sent=True)):
        return []
    rows = Review.objects.filter(assignment__request__version__work_id=work_id)
    return [_closed(row) if row.pause else row for row in _sent(rows) if not _is_taken_back(row)]


def responses_by(*, actor: Actor, usage_key: UsageKey) -> list[ResponseRow]:
    """The responses that this person has sent here, with what became of them; one query."""
    if not actor.is_present:
        return []
    mine = Review.objects.filter(
        assignment__reviewer_id=actor.user_id, assignment__request__usage_key=usage_key
    )
    return _sent(mine)


def _sent(rows: QuerySet[Review]) -> list[ResponseRow]:
    related = rows.select_related(
        "assignment__request__version__work__live_pause", "sent_version", "reply", "work__live_pause"
    )
    return [_response_row(row) for row in related.exclude(state=ReviewState.DRAFT).order_by("sent_at", "pk")]


def _closed(row: ResponseRow) -> ResponseRow:
    """What the author of the text sees of a paused response: that it is one."""
    return replace(row, answers={}, reply=None)


def _is_taken_back(row: ResponseRow) -> bool:
    return row.pause is not None and row.pause.state == PauseState.REMOVED


def _title(row: Review) -> str:
    """The title of the text, unless a pause hides it."""
    version = row.assignment.request.version
    if care.live_pause(version.work) is not None:
        return ""
    return str(version.answers.get("title") or version.answers.get("focus") or "")


def _response_row(row: Review) -> ResponseRow:
    reply = getattr(row, "reply", None)
    sent = row.sent_version
    version = row.assignment.request.version
    assert sent is not None and row.sent_at is not None
    return ResponseRow(
        review_id=row.pk,
        reviewer_id=row.assignment.reviewer_id,
        author_id=version.made_by_id or 0,
        title=_title(row),
        version_number=version.number,
        sent_at=row.sent_at,
        answers=sent.answers,
        is_answered=row.state == ReviewState.ANSWERED,
        reply=None
        if reply is None
        else {
            "change": reply.change,
            "has_helped": reply.has_helped,
            "marks": reply.marks,
            "sent_at": reply.sent_at,
        },
        protocol=row.work.schema_id,
        pause=care.live_pause(row.work),
    )


def _reading_rows(rows: Any) -> list[ReadingRow]:
    fields = rows.select_related("request__version__work__live_pause").order_by("asked_at", "pk")
    hidden = {row.pk for row in fields if care.live_pause(row.request.version.work) is not None}
    return [
        ReadingRow(
            assignment_id=row.pk,
            request_id=row.request_id,
            version_id=row.request.version_id,
            reviewer_id=row.reviewer_id,
            author_id=row.request.version.made_by_id or 0,
            state=AssignmentState(row.state),
            asked_at=row.asked_at,
            due_at=row.due_at,
            started_at=row.started_at,
            done_at=row.done_at,
            title="" if row.pk in hidden else row.request.version.answers.get("title", ""),
            is_hidden=row.pk in hidden,
        )
        for row in fields
    ]
