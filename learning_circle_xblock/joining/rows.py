"""A list of people as it was sent: which column is which, and what each row asks for."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..permissions import Role
from .sheets import Row

NO_WORD = re.compile(r"[^a-z]+")
ADDRESS = re.compile(r"[^@\s,;<>\"'()]+@[^@\s,;<>\"'()]+\.[^@\s.,;<>\"'()]+")
MAX_ADDRESS = 254
NO = ("no", "non")
FORMULA = re.compile(r"(?:^|[;,\t\r\n])\s*[=+\-@\t\r＝＋－＠]")  # some split a cell at their own comma


class Column(StrEnum):
    """What a column may hold; others are passed over."""

    EMAIL = "email"
    USERNAME = "username"
    ROLE = "role"
    CIRCLE = "circle"
    NAME = "name"
    ON_PAPER = "on_paper"


HEADERS: dict[str, Column] = {
    "email": Column.EMAIL,
    "e mail": Column.EMAIL,
    "email address": Column.EMAIL,
    "e mail address": Column.EMAIL,
    "mail": Column.EMAIL,
    "courriel": Column.EMAIL,
    "adresse electronique": Column.EMAIL,
    "adresse e mail": Column.EMAIL,
    "adresse courriel": Column.EMAIL,
    "username": Column.USERNAME,
    "user name": Column.USERNAME,
    "nom d utilisateur": Column.USERNAME,
    "nom utilisateur": Column.USERNAME,
    "identifiant": Column.USERNAME,
    "name": Column.NAME,
    "full name": Column.NAME,
    "nom": Column.NAME,
    "nom complet": Column.NAME,
    "on paper": Column.ON_PAPER,
    "sur papier": Column.ON_PAPER,
    "role": Column.ROLE,
    "circle": Column.CIRCLE,
    "circle code": Column.CIRCLE,
    "cercle": Column.CIRCLE,
    "code du cercle": Column.CIRCLE,
}
ROLES: dict[str, Role] = {
    "teacher": Role.TEACHER,
    "enseignant": Role.TEACHER,
    "enseignante": Role.TEACHER,
    "enseignant e": Role.TEACHER,
    "facilitator": Role.FACILITATOR,
    "animateur": Role.FACILITATOR,
    "animatrice": Role.FACILITATOR,
    "facilitateur": Role.FACILITATOR,
    "facilitatrice": Role.FACILITATOR,
    "animation": Role.FACILITATOR,
    "co facilitator": Role.CO_FACILITATOR,
    "cofacilitator": Role.CO_FACILITATOR,
    "co animateur": Role.CO_FACILITATOR,
    "co animatrice": Role.CO_FACILITATOR,
    "coanimateur": Role.CO_FACILITATOR,
    "coanimatrice": Role.CO_FACILITATOR,
    "co facilitateur": Role.CO_FACILITATOR,
    "co facilitatrice": Role.CO_FACILITATOR,
    "co animation": Role.CO_FACILITATOR,
    "union representative": Role.UNION_REPRESENTATIVE,
    "representant syndical": Role.UNION_REPRESENTATIVE,
    "representante syndicale": Role.UNION_REPRESENTATIVE,
    "observer": Role.OBSERVER,
    "observateur": Role.OBSERVER,
    "observatrice": Role.OBSERVER,
}


class HeaderFault(StrEnum):
    """What is wrong with the first row."""

    NO_PERSON = "no_person"
    NO_CIRCLE = "no_circle"
    TWICE = "twice"


class HeaderError(Exception):
    """The first row does not say which column is which."""

    def __init__(self, why: HeaderFault) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True)
class Wish:
    """One row: the person and what they are to be. `role` is None where the word is none we know.

    `paper` is the name of a teacher who is to be on paper; otherwise names are passed over.
    """

    number: int
    email: str
    username: str = ""
    role: Role | None = Role.TEACHER
    circle: str = ""
    paper: str | None = None

    @property
    def key(self) -> str:
        """The address whatever its case: people write it in several."""
        return self.email.lower()


def plain(text: str) -> str:
    """A word without accents, case and strokes, to find it in a list."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return NO_WORD.sub(" ", bare).strip()


def wishes(rows: list[Row], *, needs_circle: bool) -> list[Wish]:
    """What each row below the header asks for.

    Raises:
        HeaderError: the header names no e-mail and no username, no circle where it is needed, or one twice.
    """
    places = _places(rows[0][1])
    if not {Column.EMAIL, Column.USERNAME, Column.ON_PAPER} & set(places):
        raise HeaderError(HeaderFault.NO_PERSON)
    if needs_circle and Column.CIRCLE not in places:
        raise HeaderError(HeaderFault.NO_CIRCLE)
    return [_wish(number, cells, places) for number, cells in rows[1:]]


def is_address(text: str) -> bool:
    """Whether it has the shape of an e-mail address; a formula has not."""
    return len(text) <= MAX_ADDRESS and not FORMULA.match(text) and bool(ADDRESS.fullmatch(text))


def neutral(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.search(text) else text


def _places(header: list[str]) -> dict[Column, int]:
    places: dict[Column, int] = {}
    for place, name in enumerate(header):
        column = HEADERS.get(plain(name))
        if column is None:
            continue
        if column in places:
            raise HeaderError(HeaderFault.TWICE)
        places[column] = place
    return places


def _wish(number: int, cells: list[str], places: Mapping[Column, int]) -> Wish:
    def cell(column: Column) -> str:
        place = places.get(column, len(cells))
        return _bare(cells[place]) if place < len(cells) else ""

    role, circle = _role(cell(Column.ROLE)), cell(Column.CIRCLE)
    if cell(Column.ON_PAPER) and plain(cell(Column.ON_PAPER)) not in NO:
        return Wish(number, "", "", role, circle, " ".join(cell(Column.NAME).split()))
    return Wish(number, cell(Column.EMAIL), cell(Column.USERNAME), role, circle)


def _role(word: str) -> Role | None:
    """A teacher where nothing is said; a word in letters we do not know is not taken for nothing."""
    if not word:
        return Role.TEACHER
    return ROLES.get(plain(word)) if not FORMULA.match(word) else None


def _bare(cell: str) -> str:
    """Without the sign that our own export puts before what might be a formula."""
    return cell[1:] if cell.startswith("'") and FORMULA.search(cell[1:]) else cell
