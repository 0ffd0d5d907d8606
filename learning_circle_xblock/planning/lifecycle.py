"""States of a project plan, and what must hold before it is agreed."""

from dataclasses import dataclass
from enum import StrEnum

from ..lifecycle import Lifecycle


class Audience(StrEnum):
    """Who reads a shared plan, with the facilitators of the circle."""

    CIRCLE = "circle"
    FRIENDS = "friends"


class PlanState(StrEnum):
    """From the first words to the report, or to where the author lays it down."""

    DRAFT = "draft"
    SHARED = "shared"
    RESPONDED = "responded"
    REVISED = "revised"
    AGREED = "agreed"
    IN_PROGRESS = "in_progress"
    ADJUSTED = "adjusted"
    REPORTED = "reported"
    CARRIED_FORWARD = "carried_forward"
    SET_ASIDE = "set_aside"


# While a plan is talked about: it may be written anew and agreed.
TALKED_ABOUT = (PlanState.SHARED, PlanState.RESPONDED, PlanState.REVISED)
BEFORE_AGREEMENT = (PlanState.DRAFT, *TALKED_ABOUT)
UNDER_WAY = (PlanState.AGREED, PlanState.IN_PROGRESS, PlanState.ADJUSTED)
LAID_DOWN = (PlanState.REPORTED, PlanState.CARRIED_FORWARD, PlanState.SET_ASIDE)
# What has been agreed stays so, whatever becomes of the project.
AGREED_ONCE = (*UNDER_WAY, PlanState.REPORTED, PlanState.CARRIED_FORWARD)

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
        (PlanState.AGREED, "take_back"): PlanState.SHARED,
        (PlanState.AGREED, "start"): PlanState.IN_PROGRESS,
        **{(state, "respond"): state for state in (*UNDER_WAY, *LAID_DOWN)},
        **{(state, "adjust"): PlanState.ADJUSTED for state in UNDER_WAY},
        **{(state, "report"): PlanState.REPORTED for state in UNDER_WAY},
        **{(state, "carry_forward"): PlanState.CARRIED_FORWARD for state in (*UNDER_WAY, PlanState.REPORTED)},
        **{(state, "set_aside"): PlanState.SET_ASIDE for state in (*TALKED_ABOUT, *UNDER_WAY)},
        (PlanState.CARRIED_FORWARD, "take_up"): PlanState.IN_PROGRESS,
        (PlanState.SET_ASIDE, "take_up"): PlanState.SHARED,
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
