"""What the functions of programmes raise."""

__all__ = ["AlreadyAttached", "NotOpenToYou", "ProgrammeError"]


class ProgrammeError(Exception):
    """A programme or a union cannot be as asked; the message says why."""


class NotOpenToYou(ProgrammeError):
    """It does not exist for this person."""


class AlreadyAttached(ProgrammeError):
    """The course run works for another node."""
