"""What it costs to send a response and to keep a draft."""

from functools import partial
from typing import Any

from django.contrib.auth.models import User
from submissions.models import Score, StudentItem

from demo.models import AnonymousId
from learning_circle_xblock.grading.models import Progress
from learning_circle_xblock.review.lifecycle import ReviewState
from learning_circle_xblock.review.models import Review
from tests import world
from tests.world import ACCOUNT, PLAN

from . import steps
from .cost import cost
from .report import Measured
from .seeding import Ring
from .steps import make_sure


def submits(ring: Ring) -> list[Measured]:
    """Ordinary ones: the reader's block is not complete afterwards."""
    reader, author, agreed = ring.authors[:3]
    first, second = steps.to_give(reader)
    steps.agree(agreed)
    plan = {"version": steps.plan_of(author).version_id}
    cases: dict[str, tuple[User, str, dict[str, Any]]] = {
        "the first of two readings": (reader, ACCOUNT, {"asked": first.assignment_id}),
        "the second of two readings": (reader, ACCOUNT, {"asked": second.assignment_id}),
        "the first response to a plan": (reader, PLAN, plan),
        "a facilitator's response to a plan": (ring.lead, PLAN, plan),
        "a response to a plan that its author has agreed": (
            reader,
            PLAN,
            {"version": steps.plan_of(agreed).version_id},
        ),
    }
    found = [_submit(name, *case) for name, case in cases.items()]
    make_sure(not Progress.objects.filter(person=reader).exists(), "an ordinary submit completed something")
    return found


def first_submit(ring: Ring) -> list[Measured]:
    """The one that completes the reader's block and makes the person's first rows in edx-submissions."""
    reader = ring.authors[3]
    for other in ring.authors:
        for reading in steps.to_give(other):
            if reading.author_id == reader.pk:
                steps.give(other, reading)
    for response in steps.received(reader, ACCOUNT):
        steps.reply(reader, ACCOUNT, response)
    first, last = steps.to_give(reader)
    steps.give(reader, first)
    make_sure(_submitted(reader) == (0, 0, 0), "there were submissions before")
    found = _submit("the submit that completes the block", reader, ACCOUNT, {"asked": last.assignment_id})
    make_sure(_submitted(reader) == (1, 1, 1), "the submit made no first submission, score and completion")
    return [found]


def autosaves(ring: Ring) -> list[Measured]:
    """A draft that was begun, saved again and again."""
    writer, revising = ring.drafting, ring.authors[4]
    steps.do(revising, PLAN, "revise", {})
    cases: dict[str, tuple[User, dict[str, str], int]] = {
        "more words": (writer, {"question": "Is one row a day enough, or two?"}, 0),
        "words that change the title": (writer, {"focus": "how pupils ask for help"}, 0),
        "nothing new": (writer, {"focus": "how pupils ask for help"}, 0),
        "a window left behind": (writer, {"question": "Is it?"}, 1),
        "the next version": (revising, {"concern": "A quarter of the class."}, 0),
    }
    return [_autosave(name, *case) for name, case in cases.items()]


def _autosave(name: str, author: User, words: dict[str, str], behind: int) -> Measured:
    """From the newest revision, or so many behind it."""
    base = steps.draft_of(author).revision - behind
    return cost(name, partial(steps.autosave, author, words, base))


def _submit(name: str, reader: User, block_type: str, which: dict[str, Any]) -> Measured:
    """Only the sending counts; it must have been the first."""
    review = steps.begin(reader, block_type, **which)
    found = cost(name, partial(steps.send, reader, block_type, review))
    make_sure(Review.objects.get(pk=review).state == ReviewState.SENT, f"{name}: not sent")
    return found


def _submitted(user: User) -> tuple[int, int, int]:
    """The person's items and scores in edx-submissions, and what of that we know to be published."""
    student = AnonymousId.of(user.pk, world.course_key())
    items = StudentItem.objects.filter(student_id=student)
    published = Progress.objects.filter(person=user, score_at__isnull=False)
    return items.count(), Score.objects.filter(student_item__in=items).count(), published.count()
