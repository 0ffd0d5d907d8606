"""Why something about a response cannot be as asked."""

__all__ = ["AlreadyBegun", "NotOpenToYou", "ReviewError"]


class ReviewError(Exception):
    """Something about a request, a response or a reply cannot be as asked."""


class NotOpenToYou(ReviewError):
    """It does not exist for this person; whether it exists at all is not said."""


class AlreadyBegun(ReviewError):
    """There is a response to this version by this person already, or a talk that waits."""
