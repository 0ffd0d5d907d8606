"""What follows an event, in order: texts move on, points are counted, readers are told."""

from functools import partial

from django.db import transaction

from . import compat
from .accounts import api as accounts
from .accounts.following import follow_move as follow_account
from .care import api as care
from .events.api import consume
from .events.models import Event
from .grading import api as grading
from .messages.api import Kind, send
from .planning import api as planning
from .planning.following import follow_move as follow_plan
from .planning.paper import take_over_paper_plan
from .review import api as review
from .review.lifecycle import AssignmentState
from .review.models import Assignment
from .sessions.recording import follow_claim


def register() -> None:
    """Called once, when the app is ready."""
    consume(follow_plan)
    consume(follow_account)
    consume(review.follow_membership)
    consume(planning.note_response)
    consume(accounts.note_response)
    consume(grading.follow)
    consume(care.follow)
    consume(take_over_paper_plan)
    consume(follow_claim)
    consume(tell_readers)


def tell_readers(event: Event) -> None:
    """Whoever was just asked to read hears of it, in one message for all that is new."""
    if event.verb != "ring.changed" or event.usage_key is None or event.circle_id is None:
        return
    asked = Assignment.objects.filter(
        request__usage_key=event.usage_key,
        request__circle_id=event.circle_id,
        asked_at=event.at,
        state=AssignmentState.OPEN,
        slot__gt=0,
    )
    readers: dict[int, list[Assignment]] = {}
    for row in asked.order_by("pk"):
        readers.setdefault(row.reviewer_id, []).append(row)
    url = compat.host().block_url(event.usage_key)
    for reader_id, rows in readers.items():
        context = {"count": len(rows), "until": rows[0].due_at, "url": url}
        transaction.on_commit(partial(send, Kind.READING_ASKED, reader_id, context))
