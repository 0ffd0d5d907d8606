"""The states of a member who is on paper."""

from enum import StrEnum

from ..lifecycle import Lifecycle


class PaperState(StrEnum):
    """On paper until somebody claims it with the code; once only."""

    ON_PAPER = "on_paper"
    CLAIMED = "claimed"


PAPER: Lifecycle[PaperState] = Lifecycle({(PaperState.ON_PAPER, "claim"): PaperState.CLAIMED})
