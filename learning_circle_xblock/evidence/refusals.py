"""Why something cannot be kept as asked."""

__all__ = ["ChangedMeanwhile", "EvidenceError", "NotOpenToYou"]


class EvidenceError(Exception):
    """It cannot be kept as asked."""


class NotOpenToYou(EvidenceError):
    """It does not exist for this person."""


class ChangedMeanwhile(EvidenceError):
    """Another window changed it: nothing was written over. `revision` is the one of now."""

    def __init__(self, revision: int) -> None:
        super().__init__("changed")
        self.revision = revision
