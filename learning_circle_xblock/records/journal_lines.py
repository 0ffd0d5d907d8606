"""Lines of a teacher's journal that they choose to show on their record of participation.

The words are copied when they are chosen: what comes later in the journal changes nothing on the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..evidence.kinds import JOURNAL_LINES
from ..evidence.models import JournalEntry
from ..permissions import Actor
from .participation import ShownRecord

__all__ = ["MOST", "JournalLine", "chosen", "line_of", "offered_lines"]

LATEST = 20  # entries whose lines are offered
MOST = 8  # lines on a record, which stays on one to two pages


@dataclass(frozen=True)
class JournalLine:
    """One answer of a journal entry: `source` names entry and question, `day` is ISO text."""

    source: str
    day: str
    words: str

    @property
    def on(self) -> date:
        """The day of the entry as a date."""
        return date.fromisoformat(self.day)

    @property
    def question(self) -> str:
        """Which of the four questions of the journal it answers."""
        return self.source.partition(".")[2]

    def to_keep(self) -> dict[str, str]:
        """As it is kept on the record."""
        return {"source": self.source, "day": self.day, "words": self.words}


def line_of(kept: dict[str, Any]) -> JournalLine:
    """The line as it was kept."""
    return JournalLine(kept["source"], kept["day"], kept["words"])


def offered_lines(*, actor: Actor, shown: ShownRecord) -> list[JournalLine]:
    """What the teacher may choose from: what is chosen already, then the latest lines; one query.

    Empty for everybody else, whom a journal does not concern.
    """
    if not shown.is_own or actor.user_id != shown.person_id:
        return []
    rows = JournalEntry.objects.filter(owner_id=actor.user_id, circle=shown.circle)
    found = {line.source: line for line in map(line_of, shown.lines)}
    for row in rows.order_by("-held_on", "-pk")[:LATEST]:
        for question in JOURNAL_LINES:
            if words := getattr(row, question).strip():
                source = f"{row.pk}.{question}"
                found[source] = JournalLine(source, row.held_on.isoformat(), words)
    return list(found.values())


def chosen(offered: Iterable[JournalLine], sources: Iterable[str]) -> list[dict[str, str]]:
    """The chosen lines, the oldest first, as they are kept; what was never offered is left out."""
    wanted = set(sources)
    lines = sorted((line for line in offered if line.source in wanted), key=lambda line: line.day)
    return [line.to_keep() for line in lines[:MOST]]
