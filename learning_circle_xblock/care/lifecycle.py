"""The states of a pause, from the press of a button to its end."""

from datetime import timedelta
from enum import StrEnum

from ..lifecycle import Lifecycle

LOOK_WITHIN = timedelta(hours=48)


class PauseState(StrEnum):
    """With the facilitator, then settled in one of three ways."""

    RAISED = "raised"
    LOOKED_AT = "looked_at"
    LIFTED = "lifted"
    CHANGED = "changed"
    REMOVED = "removed"


# The text is hidden from all but its authors and the facilitators.
HIDING = (PauseState.RAISED, PauseState.LOOKED_AT)

PAUSE: Lifecycle[PauseState] = Lifecycle(
    {
        (PauseState.RAISED, "look"): PauseState.LOOKED_AT,
        **{(state, "lift"): PauseState.LIFTED for state in HIDING},
        **{(state, "change"): PauseState.CHANGED for state in (*HIDING, PauseState.REMOVED)},
        **{(state, "remove"): PauseState.REMOVED for state in HIDING},
        # The author shows the text again: to the facilitator first.
        (PauseState.REMOVED, "put_back"): PauseState.RAISED,
    }
)
