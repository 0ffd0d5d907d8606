"""The time of a circle: while it is paused, nothing runs, and the days of a pause are nobody's days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["NEVER_PAUSED", "Pauses", "begun", "ended"]

Kept = Sequence[Sequence[str]]  # as a circle keeps them: when each began and, unless it lasts, ended


@dataclass(frozen=True)
class Pauses:
    """The pauses of a circle in order; the last may have no end yet."""

    spans: tuple[tuple[datetime, datetime | None], ...] = ()

    @classmethod
    def of(cls, kept: Kept) -> "Pauses":
        """As a circle keeps them."""
        moments = [[datetime.fromisoformat(text) for text in row] for row in kept]
        return cls(tuple((row[0], row[1] if len(row) > 1 else None) for row in moments))

    def after(self, start: datetime, length: timedelta) -> datetime | None:
        """When so much time has gone by without a pause; None while a pause holds it up."""
        left, at = length, start
        for began, ended_at in self.spans:
            if ended_at is not None and ended_at <= at:
                continue
            if began >= at + left:
                break
            left -= max(began - at, timedelta())
            if ended_at is None:
                return None
            at = max(at, ended_at)
        return at + left

    def within(self, start: datetime, end: datetime) -> timedelta:
        """How much of the time between the two the circle was paused."""
        parts = ((max(start, began), min(end, ended_at or end)) for began, ended_at in self.spans)
        return sum((max(until - since, timedelta()) for since, until in parts), timedelta())

    def holds(self, at: datetime) -> bool:
        """Whether the circle was paused at that moment."""
        return any(began <= at and (ended_at is None or at < ended_at) for began, ended_at in self.spans)


NEVER_PAUSED = Pauses()


def begun(kept: Kept, at: datetime) -> list[list[str]]:
    """With a pause that begins now."""
    return [*(list(row) for row in kept), [at.isoformat()]]


def ended(kept: Kept, at: datetime) -> list[list[str]]:
    """With the pause that lasts ended now."""
    return [list(row) if len(row) > 1 else [*row, at.isoformat()] for row in kept]
