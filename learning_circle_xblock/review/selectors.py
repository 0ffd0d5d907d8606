"""What the pages read about requests and responses, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from opaque_keys.edx.keys import UsageKey

from .. import permissions
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
    "readers_of",
    "responses_by",
    "responses_to",
    "text_of",
]


@dataclass(frozen=True)
class ReadingRow:
    """One reading, as its reader, the author of the text, or the clock sees it."""

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


@dataclass(frozen=True)
class ResponseRow:
    """A response that was sent, with the author's answer to it."""

    review_id: int
    reviewer_id: int
    author_id: int
    title: str
    version_number: int
    sent_at: datetime
    answers: Answers
    is_answered: bool
    reply: dict[str, Any] | None


def author_ids(work_id: int) -> frozenset[int]:
    """The authors of a work."""
    return frozenset(Authorship.objects.filter(work_id=work_id).values_list("author_id", flat=True))


def text_of(request: ReviewRequest, held: Assignment | None = None) -> permissions.Text:
    """The requested text as permission sees it; one query.

    Args:
        request: what was asked.
        held: the assignment in question, whose reviewer counts as asked while it lasts.
    """
    readers = {held.reviewer_id} if held is not None and held.state in HELD else set()
    return permissions.Text(
        author_ids=author_ids(request.version.work_id),
        circle_id=request.circle_id,
        is_shared=True,
        reader_ids=frozenset(readers),
        asks_circle=request.asks_circle,
    )


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
    return _sent(Review.objects.filter(assignment__request__version__work_id=work_id))


def responses_by(*, actor: Actor, usage_key: UsageKey) -> list[ResponseRow]:
    """The responses that this person has sent here, with what became of them; one query."""
    if not actor.is_present:
        return []
    mine = Review.objects.filter(
        assignment__reviewer_id=actor.user_id, assignment__request__usage_key=usage_key
    )
    return _sent(mine)


def _sent(rows: QuerySet[Review]) -> list[ResponseRow]:
    related = rows.select_related("assignment__request__version", "sent_version", "reply")
    return [_response_row(row) for row in related.exclude(state=ReviewState.DRAFT).order_by("sent_at", "pk")]


def _response_row(row: Review) -> ResponseRow:
    reply = getattr(row, "reply", None)
    sent = row.sent_version
    version = row.assignment.request.version
    assert sent is not None and row.sent_at is not None
    return ResponseRow(
        review_id=row.pk,
        reviewer_id=row.assignment.reviewer_id,
        author_id=version.made_by_id or 0,
        title=str(version.answers.get("title") or version.answers.get("focus") or ""),
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
    )


def _reading_rows(rows: Any) -> list[ReadingRow]:
    fields = rows.select_related("request__version").order_by("asked_at", "pk")
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
            title=row.request.version.answers.get("title", ""),
        )
        for row in fields
    ]
