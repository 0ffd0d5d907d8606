"""Why something about a circle or a membership cannot be; the message is for the person who asked."""

__all__ = ["CircleError", "NotOpenToYou"]


class CircleError(Exception):
    """A circle or a membership cannot be as asked; the message says why."""


class NotOpenToYou(CircleError):
    """It does not exist for this person; whether it exists at all is not said."""
