"""Why something about a session cannot be as asked."""

from typing import Any

from .words import SENTENCES

__all__ = ["NotOpenToYou", "SessionError"]


class SessionError(Exception):
    """It cannot be as asked.

    Args:
        code: which sentence says so.
        field: the field of the form that it concerns.
        values: what stands in the sentence.
    """

    def __init__(self, code: str, field: str = "", /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values

    @property
    def sentence(self) -> str:
        """What the person reads."""
        text = str(SENTENCES[self.code])
        return text % self.values if self.values else text


class NotOpenToYou(SessionError):
    """It does not exist for this person."""

    def __init__(self) -> None:
        super().__init__("not_open")

    @property
    def sentence(self) -> str:
        """Nothing more than that: the page answers as for what does not exist."""
        return ""
