"""The register as pages show it and as it is sent back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from .. import compat
from ..circles.models import Circle
from ..joining.lifecycle import PaperState
from ..joining.models import PaperMember
from ..sessions.lifecycle import TAPS, Presence
from ..sessions.recording import Mark
from ..sessions.register import Line, Register
from ..sessions.words import MARKS

__all__ = ["filled", "lines_at", "marks_of", "papers_of", "people_of", "register_context", "tapped"]

TAP_WORDS = [(str(tap), MARKS[tap]) for tap in TAPS]


def people_of(lines: Register) -> set[int]:
    """Everybody of a register who has an account."""
    return {line.person_id for line in lines.lines if line.person_id}


def papers_of(circle: Circle) -> dict[int, str]:
    """The circle's people on paper, with their names."""
    rows = PaperMember.objects.filter(circle=circle, state=PaperState.ON_PAPER).order_by("name", "pk")
    return dict(rows.values_list("pk", "name"))


def marks_of(data: QueryDict) -> list[Mark]:
    """What was tapped, with what the page had shown."""
    states = {str(state): state for state in Presence}
    found = []
    for name, value in data.items():
        if name.startswith("m-") and isinstance(value, str) and value in states:
            was = states.get(str(data.get(f"w-{name[2:]}", "")), Presence.UNKNOWN)
            found.append(Mark(name[2:], was, states[value]))
    return found


def tapped(lines: Register, data: QueryDict) -> Register:
    """The register with what was tapped in the form; what was not touched is shown as it stands by now."""
    sent = {mark.key: mark.state for mark in marks_of(data) if mark.state is not mark.was}
    return Register(
        {n: [replace(x, state=sent.get(x.key, x.state)) for x in table] for n, table in lines.tables.items()}
    )


def filled(lines: Register, wanted: str) -> Register:
    """All of a table, or all, are here, but for those of whom something else is said."""
    keys = {line.key for line in lines_at(lines, wanted)}

    def fill(line: Line) -> Line:
        is_open = line.key in keys and line.state is Presence.UNKNOWN
        return replace(line, state=Presence.PRESENT) if is_open else line

    return Register({n: [fill(line) for line in table] for n, table in lines.tables.items()})


def lines_at(lines: Register, wanted: str) -> list[Line]:
    """The lines of a table, or all."""
    if wanted == "all":
        return lines.lines
    return lines.tables.get(int(wanted), []) if wanted.isascii() and wanted.isdecimal() else []


def register_context(
    lines: Register,
    papers: Mapping[int, str],
    stored: Mapping[str, Presence],
    names: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """The tables with names, with how many are marked how, and with what stood there before."""
    if names is None:
        names = compat.host().names(people_of(lines))
    former = _("a former member")

    def named(line: Line) -> str:
        return names.get(line.person_id or 0) or papers.get(line.paper_id or 0) or former

    tables = [
        {
            "number": number,
            "people": [(line, named(line), stored.get(line.key, "")) for line in table],
            "marked": _summary(table),
            "unsaid": sum(line.state is Presence.UNKNOWN for line in table),
        }
        for number, table in lines.tables.items()
    ]
    marked = sum(line.state is not Presence.UNKNOWN for line in lines.lines)
    return {"tables": tables, "number": lines.number, "marked": marked, "taps": TAP_WORDS}


def _summary(table: list[Line]) -> str:
    """`4 here, 1 part`."""
    numbers = [(sum(line.state is tap for line in table), MARKS[tap]) for tap in TAPS]
    return ", ".join(f"{number} {words}" for number, words in numbers if number)
