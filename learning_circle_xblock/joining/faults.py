"""What a way in answers instead of opening."""


class JoiningError(Exception):
    """It cannot be as asked; the message is a sentence for the person who asked."""


class NotOpenToYou(JoiningError):
    """It does not exist for this person."""
