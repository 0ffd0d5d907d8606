"""States of a request for help and of a step-in."""

from enum import StrEnum

from ..lifecycle import Lifecycle


class HelpState(StrEnum):
    """Raised by one person, seen and answered one layer up, closed by whoever raised it."""

    RAISED = "raised"
    SEEN = "seen"
    ANSWERED = "answered"
    CLOSED = "closed"


WAITING = (HelpState.RAISED, HelpState.SEEN)

HELP: Lifecycle[HelpState] = Lifecycle(
    {
        (HelpState.RAISED, "see"): HelpState.SEEN,
        (HelpState.RAISED, "answer"): HelpState.ANSWERED,
        (HelpState.SEEN, "answer"): HelpState.ANSWERED,
        **{(state, "close"): HelpState.CLOSED for state in (*WAITING, HelpState.ANSWERED)},
    }
)


class StepInState(StrEnum):
    """Proposed, agreed by the facilitators and then active until its date, ended."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"


STEP_IN: Lifecycle[StepInState] = Lifecycle(
    {
        (StepInState.PROPOSED, "agree"): StepInState.ACTIVE,
        (StepInState.PROPOSED, "decline"): StepInState.DECLINED,
        (StepInState.PROPOSED, "end"): StepInState.ENDED,
        (StepInState.ACTIVE, "end"): StepInState.ENDED,
    }
)
