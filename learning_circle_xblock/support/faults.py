"""Why something of this feature cannot be as asked."""


class SupportError(Exception):
    """It cannot be as asked."""


class NotOpenToYou(SupportError):
    """It does not exist for this person."""


class ChangedMeanwhile(SupportError):
    """Somebody else was quicker: what was in front of the person is no longer the last state."""
