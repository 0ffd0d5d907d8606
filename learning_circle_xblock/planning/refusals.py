"""Why something about a plan cannot be as asked."""

__all__ = [
    "AlreadyShared",
    "CareMissing",
    "EthicsMissing",
    "NoAccountYet",
    "NoCircle",
    "NotOpenToYou",
    "PlanError",
    "ReasonMissing",
    "WaiverMissing",
]


class PlanError(Exception):
    """A plan cannot be as asked."""


class NotOpenToYou(PlanError):
    """It does not exist for this person."""


class NoCircle(PlanError):
    """The person is a teacher in no circle of this course."""


class AlreadyShared(PlanError):
    """There is no draft to save or share: the plan stands as it was shared."""


class CareMissing(PlanError):
    """The union has not said yet what a reader who worries does; `coordinator_ids` are those to ask."""

    def __init__(self, coordinator_ids: list[int]) -> None:
        super().__init__("care")
        self.coordinator_ids = coordinator_ids


class EthicsMissing(PlanError):
    """Some of the questions on care have no answer yet; `items` names them."""

    def __init__(self, items: list[str]) -> None:
        super().__init__("ethics")
        self.items = items


class WaiverMissing(PlanError):
    """Nobody has responded, and the facilitator gave no reason to go on without."""


class ReasonMissing(PlanError):
    """What is asked needs a few words of the author first."""


class NoAccountYet(PlanError):
    """A project is reported once the author has shared a practice account with the circle."""
