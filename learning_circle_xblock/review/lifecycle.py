"""States of a reading that was asked for, and of the response to it."""

from enum import StrEnum

from ..lifecycle import Lifecycle


class AssignmentState(StrEnum):
    """One reading asked of one person."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    RELEASED = "released"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


ASSIGNMENT: Lifecycle[AssignmentState] = Lifecycle(
    {
        (AssignmentState.OPEN, "start"): AssignmentState.STARTED,
        (AssignmentState.OPEN, "release"): AssignmentState.RELEASED,
        (AssignmentState.OPEN, "decline"): AssignmentState.DECLINED,
        (AssignmentState.OPEN, "withdraw"): AssignmentState.WITHDRAWN,
        (AssignmentState.STARTED, "finish"): AssignmentState.DONE,
        (AssignmentState.STARTED, "release"): AssignmentState.RELEASED,
        (AssignmentState.STARTED, "decline"): AssignmentState.DECLINED,
        (AssignmentState.STARTED, "withdraw"): AssignmentState.WITHDRAWN,
        (AssignmentState.RELEASED, "finish"): AssignmentState.DONE,
        (AssignmentState.WITHDRAWN, "ask"): AssignmentState.OPEN,
    }
)

WAITING = (AssignmentState.OPEN, AssignmentState.STARTED)
HELD = (*WAITING, AssignmentState.DONE)


class ReviewState(StrEnum):
    """A response: written, sent, answered."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"


REVIEW: Lifecycle[ReviewState] = Lifecycle(
    {
        (ReviewState.DRAFT, "send"): ReviewState.SENT,
        (ReviewState.SENT, "reply"): ReviewState.ANSWERED,
        (ReviewState.ANSWERED, "reply"): ReviewState.ANSWERED,
    }
)
