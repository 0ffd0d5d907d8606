"""Why something about a plan cannot be as asked."""

__all__ = ["NotOpenToYou", "PlanError"]


class PlanError(Exception):
    """A plan cannot be as asked."""


class NotOpenToYou(PlanError):
    """It does not exist for this person."""
