"""States of a request for help, of a step-in, and of the way to facilitating."""

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


class InterestState(StrEnum):
    """From a question or a wish to a circle of their own; asked is before the person has said yes."""

    ASKED = "asked"
    INTERESTED = "interested"
    INVITED = "invited"
    INDUCTING = "inducting"
    PAIRED = "paired"
    FACILITATING = "facilitating"
    ENDED = "ended"


# In the order of the way; each of them with the person's agreement.
PIPELINE = (
    InterestState.INTERESTED,
    InterestState.INVITED,
    InterestState.INDUCTING,
    InterestState.PAIRED,
    InterestState.FACILITATING,
)
BEFORE = PIPELINE[:-1]

INTEREST: Lifecycle[InterestState] = Lifecycle(
    {
        (InterestState.ASKED, "agree"): InterestState.INTERESTED,
        (InterestState.INTERESTED, "invite"): InterestState.INVITED,
        (InterestState.INVITED, "induct"): InterestState.INDUCTING,
        (InterestState.INDUCTING, "pair"): InterestState.PAIRED,
        # A seat as facilitator comes when it comes.
        **{(state, "facilitate"): InterestState.FACILITATING for state in (InterestState.ASKED, *BEFORE)},
        **{(state, "end"): InterestState.ENDED for state in (InterestState.ASKED, *PIPELINE)},
    }
)
