"""The yearly calendars a circle can start from: data, whose words stand in `words`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .lifecycle import Kind

__all__ = ["MOST_EVENTS", "PRESETS", "Planned", "Preset", "coded"]

MOST_EVENTS = 40

TWO_HOURS, TUTORIAL, HALF_DAY, DAY = 120, 40, 240, 480


@dataclass(frozen=True)
class Planned:
    """One event of a preset.

    Args:
        code: its short name in the calendar, unique in the preset.
        kind: what it is.
        week: weeks from the first day; before it when negative.
        minutes: how long it takes.
        is_optional: left out unless asked for.
        title: what it is about, in the words of whoever changed the preset; empty where ours stand.
    """

    code: str
    kind: Kind
    week: int
    minutes: int
    is_optional: bool = False
    title: str = ""


@dataclass(frozen=True)
class Preset:
    """An ordered list of events. `is_own` says that a union has changed it."""

    id: str
    events: tuple[Planned, ...]
    is_own: bool = False

    def holds(self, kind: Kind) -> int:
        """How many events of a kind there are, without the optional ones."""
        return sum(event.kind is kind and not event.is_optional for event in self.events)


LETTERS = {Kind.WORKSHOP: "W", Kind.TUTORIAL: "T", Kind.NETWORK_EVENT: "N", Kind.LEARNING_EVENT: "L"}


def coded(events: Iterable[Planned]) -> tuple[Planned, ...]:
    """The events by week, each new one with the next free code of its kind."""
    given = list(events)
    taken = {event.code for event in given if event.code}
    found = []
    for event in given:
        code, number = event.code, 1
        while not code:
            tried = f"{LETTERS[event.kind]}{number}"
            code, number = ("" if tried in taken else tried), number + 1
        taken.add(code)
        found.append(replace(event, code=code))
    return tuple(sorted(found, key=lambda event: event.week))


def _workshop(code: str, week: int, *, minutes: int = TWO_HOURS, is_optional: bool = False) -> Planned:
    return Planned(code, Kind.WORKSHOP, week, minutes, is_optional)


def _tutorial(code: str, week: int) -> Planned:
    return Planned(code, Kind.TUTORIAL, week, TUTORIAL)


def _network(code: str, week: int) -> Planned:
    return Planned(code, Kind.NETWORK_EVENT, week, HALF_DAY)


_SEVEN_THREE_TWO = (
    _workshop("W1", 0),
    _workshop("W2", 4),
    _tutorial("T1", 6),
    _workshop("W3", 8),
    _network("N1", 12),
    _workshop("W4", 16),
    _tutorial("T2", 20),
    _workshop("W5", 24),
    _network("N2", 28),
    _workshop("W6", 32),
    _tutorial("T3", 36),
    _workshop("W7", 40),
    Planned("L", Kind.LEARNING_EVENT, 44, DAY, is_optional=True),
)
_SCHOOL = (
    _workshop("S1", 0),
    _workshop("S2", 5),
    _tutorial("T1", 7),
    _workshop("S3", 10),
    _network("N1", 13),
    _workshop("S4", 17),
    _tutorial("T2", 20),
    _workshop("S5", 24),
    _network("N2", 28),
    _workshop("S6", 32),
    _tutorial("T3", 35),
    _workshop("S7", 36, is_optional=True),
    _workshop("S8", 39, is_optional=True),
)
_ACCELERATED = (
    _workshop("W1", 0),
    _tutorial("T1", 2),
    _workshop("W2", 4),
    _workshop("W3", 10),
    _network("N1", 13),
    _tutorial("T2", 16),
    _workshop("W4", 20),
)
_LINK = (
    _workshop("I", -4, minutes=HALF_DAY),
    _workshop("C1", 6),
    _workshop("C2", 18),
    _workshop("C3", 30),
    _workshop("R", 42),
)

PRESETS = {
    preset.id: preset
    for preset in (
        Preset("t3lfa", _SEVEN_THREE_TWO),
        Preset("tldw_school", _SCHOOL),
        Preset("accelerated", _ACCELERATED),
        Preset("micro", _SEVEN_THREE_TWO),
        Preset("link", _LINK),
    )
}
