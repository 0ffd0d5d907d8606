"""States of a project plan, and what must hold before it is agreed."""

from dataclasses import dataclass
from enum import StrEnum

from ..lifecycle import Lifecycle


class PlanState(StrEnum):
    """From the first words to the agreement."""

    DRAFT = "draft"
    SHARED = "shared"
    RESPONDED = "responded"
    REVISED = "revised"
    AGREED = "agreed"


PLAN: Lifecycle[PlanState] = Lifecycle(
    {
        (PlanState.DRAFT, "share"): PlanState.SHARED,
        (PlanState.SHARED, "respond"): PlanState.RESPONDED,
        (PlanState.SHARED, "revise"): PlanState.REVISED,
        (PlanState.SHARED, "agree"): PlanState.AGREED,
        (PlanState.RESPONDED, "respond"): PlanState.RESPONDED,
        (PlanState.RESPONDED, "revise"): PlanState.REVISED,
        (PlanState.RESPONDED, "agree"): PlanState.AGREED,
        (PlanState.REVISED, "respond"): PlanState.RESPONDED,
        (PlanState.REVISED, "revise"): PlanState.REVISED,
        (PlanState.REVISED, "agree"): PlanState.AGREED,
        (PlanState.AGREED, "respond"): PlanState.AGREED,
        (PlanState.AGREED, "take_back"): PlanState.SHARED,
    }
)

ETHICS_ANSWERS = ("yes", "discuss")


@dataclass(frozen=True)
class Taps:
    """What has been tapped for the current version, and what the guard asks for."""

    author_tapped: bool
    facilitator_tapped: bool
    has_response: bool
    has_waiver: bool
    ethics_answered: bool

    @property
    def is_agreed(self) -> bool:
        """Both taps, the ethics answered, and a response or the facilitator's waiver."""
        return (
            self.author_tapped
            and self.facilitator_tapped
            and self.ethics_answered
            and (self.has_response or self.has_waiver)
        )
