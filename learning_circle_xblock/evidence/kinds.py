"""The kinds of what is kept, the choices of each form, and who reads it unless its author says more."""

from enum import StrEnum

from ..permissions import Audience


class Kind(StrEnum):
    """What a teacher keeps row by row."""

    JOURNAL = "journal"
    COLLEAGUES = "colleagues"
    IMPACT = "impact"
    EVIDENCE = "evidence"


class Wave(StrEnum):
    """When the self-check is taken."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


# The journal asks its author each time; colleagues and impact have no other readers than these.
READ_BY: dict[Kind, Audience] = {
    Kind.JOURNAL: Audience.NOBODY,
    Kind.COLLEAGUES: Audience.FACILITATORS,
    Kind.IMPACT: Audience.FACILITATORS,
    Kind.EVIDENCE: Audience.FACILITATORS,
}
JOURNAL_LINES = ("happened", "noticed", "next_try", "unsure")
PLACES = ("pupils", "me", "colleagues", "school", "beyond", "not_hoped")
