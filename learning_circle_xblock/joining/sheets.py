"""A file that somebody sends as a list: rows of plain text, or the reason why it is none.

What the file is, is read from its first bytes and never from its name. A formula is the text it is
written with; nothing is worked out.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from enum import StrEnum

import openpyxl

MAX_BYTES = 2_000_000
MAX_ROWS = 2_000
MAX_COLUMNS = 20
MAX_CELL = 1_000
MAX_UNPACKED = 16_000_000  # 2,000 rows of 20 columns are a few million
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\x00", b"MM\x00*", b"%PDF")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
NOT_TYPED = re.compile(r"[\x00-\x08\x0e-\x1f]")
SAYS_SEPARATOR = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
ENTITY = tuple("<!ENTITY".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
DOCTYPE = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


class Unreadable(StrEnum):
    """Why a file is no list."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    PICTURE = "picture"
    LOCKED = "locked"
    NOT_A_WORKBOOK = "not_a_workbook"
    SWELLS = "swells"
    NOT_TEXT = "not_text"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    CELL_TOO_LONG = "cell_too_long"


class SheetError(Exception):
    """The file is no list we can read."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(str(why))
        self.why = why


Row = tuple[int, list[str]]  # the row's number in the file, from 1, and its cells


def read(content: bytes) -> list[Row]:
    """The rows that hold anything, the header first.

    Raises:
        SheetError: it is something else, or too much.
    """
    if len(content) > MAX_BYTES:
        raise SheetError(Unreadable.TOO_LARGE)
    if not content.strip():
        raise SheetError(Unreadable.EMPTY)
    if content.startswith(PICTURES) or content[4:8] == b"ftyp":
        raise SheetError(Unreadable.PICTURE)
    if content.startswith(OLD_OFFICE):
        raise SheetError(Unreadable.LOCKED)
    rows = _within(_workbook(content) if content.startswith(ZIP) else _text(content))
    if not rows:
        raise SheetError(Unreadable.EMPTY)
    return rows


def _within(rows: Iterable[list[str]]) -> list[Row]:
    """The rows that hold anything, as long as there are not too many."""
    found: list[Row] = []
    for number, cells in enumerate(rows, 1):
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise SheetError(Unreadable.TOO_MANY_COLUMNS)
        if len(found) > MAX_ROWS:  # the header is one more
            raise SheetError(Unreadable.TOO_MANY_ROWS)
        if max(map(len, cells)) > MAX_CELL:
            raise SheetError(Unreadable.CELL_TOO_LONG)
        found.append((number, cells))
    return found


def _workbook(content: bytes) -> Iterable[list[str]]:
    """The first sheet of an XLSX file."""
    _make_sure_it_is_small(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be true
        return [
            ["" if value is None else str(value).strip() for value in row]
            for row in sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
        ]
    except Exception as fault:  # a damaged file fails in the parser of its choice
        raise SheetError(Unreadable.NOT_A_WORKBOOK) from fault


def _make_sure_it_is_small(content: bytes) -> None:
    """A few bytes may unpack to gigabytes, and so may a text that is defined through itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            listed = parts.infolist()
            if sum(part.file_size for part in listed) > MAX_UNPACKED:
                raise SheetError(Unreadable.SWELLS)
            if any(part.flag_bits & 1 for part in listed):
                raise SheetError(Unreadable.LOCKED)
            for part in listed:
                text = parts.read(part) if part.filename.endswith((".xml", ".rels")) else b""
                if any(sign in text for sign in (*ENTITY, *DOCTYPE)):
                    raise SheetError(Unreadable.NOT_A_WORKBOOK)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as fault:
        raise SheetError(Unreadable.NOT_A_WORKBOOK) from fault


def _text(content: bytes) -> Iterable[list[str]]:
    """A CSV file in one of the ways in which office programs write them."""
    text = _decoded(content)
    if NOT_TYPED.search(text):
        raise SheetError(Unreadable.NOT_TEXT)
    said = SAYS_SEPARATOR.match(text)
    body = text[said.end() :] if said else text
    separator = said[1] if said else _separator(body)
    try:
        for row in csv.reader(io.StringIO(body, newline=""), delimiter=separator):
            yield [cell.strip() for cell in row]
    except csv.Error as fault:
        raise SheetError(Unreadable.NOT_TEXT) from fault


def _decoded(content: bytes) -> str:
    """With a mark as it says; else UTF-8, UTF-16 where every other byte is nought, or Windows-1252."""
    encodings = [name for mark, name in MARKS if content.startswith(mark)]
    if not encodings and b"\x00" in content[:200]:
        encodings = ["utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"]
    for name in encodings or ["utf-8", "cp1252"]:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise SheetError(Unreadable.NOT_TEXT)


def _separator(text: str) -> str:
    """What the header is divided by: its names hold none of these signs."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=header.count)
