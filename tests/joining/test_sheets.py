"""Files of every kind that somebody may send as a list."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from learning_circle_xblock.joining.sheets import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    SheetError,
    Unreadable,
    read,
)

TEXT = "e-mail;rôle\nawa@example.org;animatrice\n"
ROWS = [(1, ["e-mail", "rôle"]), (2, ["awa@example.org", "animatrice"])]
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 60


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def zipped(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return kept.getvalue()


def why(content: bytes) -> Unreadable:
    with pytest.raises(SheetError) as caught:
        read(content)
    return caught.value.why


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_is_read_as_office_programs_write_it(encoding: str, end: str, separator: str) -> None:
    assert read(TEXT.replace(";", separator).replace("\n", end).encode(encoding)) == ROWS


def test_a_workbook_is_read() -> None:
    content = workbook(
        [["e-mail", "rôle", None], [None, None], ["awa@example.org", " animatrice "], [7, 1.5]]
    )
    assert read(content) == [ROWS[0], (3, ROWS[1][1]), (4, ["7", "1.5"])]


def test_what_stands_between_quotes_stays_together() -> None:
    content = 'name,email\n"Koffi, Awa\nof Man",awa@example.org\n'
    assert read(content.encode())[1] == (2, ["Koffi, Awa\nof Man", "awa@example.org"])
    assert read(b"sep=;\r\nemail;a,b\r\n")[0] == (1, ["email", "a,b"])


def test_a_formula_is_the_text_it_is_written_with() -> None:
    rows = [["email"], ['=HYPERLINK("http://example.org")'], ["+1"], ["-1"], ["@x"]]
    found = [cells[0] for _number, cells in read(workbook(rows))]
    assert found == [row[0] for row in rows]
    text = "email\n=1+1\n+1\n-1\n@x\n"
    assert [cells[0] for _number, cells in read(text.encode())] == text.split()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Unreadable.EMPTY),
        (b" \r\n ", Unreadable.EMPTY),
        (b";;;\n;;\n", Unreadable.EMPTY),
        (PNG, Unreadable.PICTURE),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, Unreadable.PICTURE),
        (b"\x00\x00\x00\x18ftypheic", Unreadable.PICTURE),
        (b"%PDF-1.7\n", Unreadable.PICTURE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, Unreadable.LOCKED),
        (b"PK\x03\x04 and nothing else", Unreadable.NOT_A_WORKBOOK),
        (zipped(word__document_xml=b"<w/>"), Unreadable.NOT_A_WORKBOOK),
        (b"email\n\x01\x02\x03", Unreadable.NOT_TEXT),
        (b"email\n\x81\x8d\x8f", Unreadable.NOT_TEXT),
        (b"\xff\xfe\x00", Unreadable.NOT_TEXT),
        (b"x" * (MAX_BYTES + 1), Unreadable.TOO_LARGE),
        (b"email\n" + b"x" * 1001, Unreadable.CELL_TOO_LONG),
        (b"email\n" + b"x" * 140_000, Unreadable.NOT_TEXT),
    ],
)
def test_what_is_no_list_is_said_to_be_none(content: bytes, expected: Unreadable) -> None:
    assert why(content) is expected


@pytest.mark.parametrize("make", [workbook, lambda rows: "\n".join(";".join(r) for r in rows).encode()])
def test_size_is_limited(make: Callable[[list[list[str]]], bytes]) -> None:
    fits = [["email"]] + [[f"p{n}@example.org"] for n in range(MAX_ROWS)]
    assert len(read(make(fits))) == MAX_ROWS + 1
    assert why(make([*fits, ["one@example.org"]])) is Unreadable.TOO_MANY_ROWS
    assert len(read(make([["x"] * MAX_COLUMNS]))[0][1]) == MAX_COLUMNS
    assert why(make([["x"] * 200])) is Unreadable.TOO_MANY_COLUMNS


def test_a_small_file_that_swells_is_not_unpacked() -> None:
    content = zipped(xl__sheet_xml=b"<a/>" * 5_000_000)
    assert len(content) < MAX_BYTES
    assert why(content) is Unreadable.SWELLS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_workbook_that_defines_text_through_itself_is_not_read(encoding: str) -> None:
    parts = zipfile.ZipFile(io.BytesIO(workbook([["email"]])))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "xl/workbook.xml":
                content = '<!DOCTYPE a [<!ENTITY b "bbbb">]>'.encode(encoding) + content
            made.writestr(name, content)
    assert why(kept.getvalue()) is Unreadable.NOT_A_WORKBOOK
