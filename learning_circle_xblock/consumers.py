"""What follows an event, in order: texts move on, points are counted, readers are told."""

from functools import partial

from django.db import transaction

from . import compat
from .accounts import api as accounts
from .accounts.following import follow_move as follow_account
from .accounts.models import Account
from .care import api as care
from .circles.api import is_still_in
from .events.api import consume
from .events.models import Event
from .evidence.following import follow_move as follow_evidence
from .friends import api as friends
from .grading import api as grading
from .joining.following import follow_circle
from .messages.api import Kind, send
from .planning import api as planning
from .planning.following import follow_move as follow_plan
from .planning.models import Plan
from .planning.paper import take_over_paper_plan
from .records.following import follow_move as follow_record
from .review import api as review
from .review.lifecycle import AssignmentState
from .review.models import Assignment
from .sessions.following import follow_claim
from .support.following import follow as follow_interest
from .support.leaving import follow_asker


def register() -> None:
    """Called once, when the app is ready."""
    consume(follow_plan)
    consume(follow_account)
    consume(put_account_beside_plan)
    consume(follow_evidence)
    consume(follow_record)
    consume(friends.follow_membership)
    consume(review.follow_membership)
    consume(review.follow_pause)
    consume(planning.note_response)
    consume(accounts.note_response)
    consume(grading.follow)
    consume(care.follow)
    consume(follow_interest)
    consume(follow_asker)
    consume(follow_circle)
    consume(take_over_paper_plan)
    consume(follow_claim)
    consume(tell_readers)


def put_account_beside_plan(event: Event) -> None:
    """A practice account begins in the circle of its author's plan, where they are a teacher in several."""
    if event.verb != "account.begun" or event.actor_id is None or event.course_key is None:
        return
    plans = Plan.objects.filter(owner_id=event.actor_id, course_key=event.course_key)
    plan = plans.filter(is_still_in("circle_id", "owner_id")).order_by("pk").last()
    if plan is not None and plan.circle_id != event.circle_id:
        Account.objects.filter(pk=event.object_id).update(circle_id=plan.circle_id)


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
