"""Reads `matrix.toml`. What it does not list is refused."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LETTERS = frozenset({"E", "R", "C", "N", "A", "M", "reply", "tap", "-"})
PLACES = ("circle", "parent", "grandparent", "sibling")
FILE = Path(__file__).with_name("matrix.toml")


@dataclass(frozen=True)
class Column:
    """Who somebody is: where they have a seat, in which roles, and what the platform says of them."""

    name: str
    says: str
    place: str = ""
    roles: tuple[str, ...] = ()
    enrolled: bool = True
    staff: bool = False
    read_only: bool = False
    signed_in: bool = True
    views_as: str = ""
    post: str = ""
    node: str = ""
    steps_in: bool = False


@dataclass(frozen=True)
class Cell:
    """Letters by the rule, and by the doors that are built."""

    rule: frozenset[str]
    door: frozenset[str]
    why: str = ""


NOTHING = Cell(frozenset(), frozenset())


@dataclass(frozen=True)
class Thing:
    """One object: its states, the letters that allow each action, and its cells."""

    name: str
    says: str
    states: tuple[str, ...]
    actions: dict[str, frozenset[str]]
    cells: dict[str, Cell] = field(repr=False)

    def cell(self, column: str) -> Cell:
        """What the column has here; nothing unless listed."""
        return self.cells.get(column, NOTHING)

    def by_rule(self, column: str, action: str) -> bool:
        """Whether the programme allows it."""
        return bool(self.cell(column).rule & self.actions[action])

    def by_door(self, column: str, action: str) -> bool:
        """Whether something that is built allows it."""
        return bool(self.cell(column).door & self.actions[action])


def _letters(text: str) -> frozenset[str]:
    return frozenset(text.split()) - {"-", "A"}


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return Cell(_letters(value), _letters(value))
    return Cell(_letters(value["cell"]), _letters(value["door"]), value["why"])


def _column(name: str, row: dict[str, Any]) -> Column:
    return Column(name, **{**row, "roles": tuple(row.get("roles", ()))})


def _thing(name: str, row: dict[str, Any]) -> Thing:
    actions = {action: frozenset(letters) for action, letters in row["actions"].items()}
    cells = {column: _cell(value) for column, value in row.get("cells", {}).items()}
    return Thing(name, row["says"], tuple(row["states"]), actions, cells)


RAW: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
COLUMNS: dict[str, Column] = {name: _column(name, row) for name, row in RAW["columns"].items()}
THINGS: dict[str, Thing] = {name: _thing(name, row) for name, row in RAW["objects"].items()}
