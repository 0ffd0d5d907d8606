"""One Django form field for each type, with its faults beside it, and what a reader sees of it."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import override

from learning_circle_xblock.planning.presets import FULL_PLAN, START_SMALL
from learning_circle_xblock.writing.design import words
from learning_circle_xblock.writing.fields import MAKERS
from learning_circle_xblock.writing.forms import SchemaForm, as_sent, draft_form
from learning_circle_xblock.writing.reading import changes, lines_of, text_rows
from learning_circle_xblock.writing.schema import Field, Kind, Schema, Section, unanswered

OPTIONS = (("a", "Ah"), ("b", "Be"))
ROLES = (("head", "my head"), ("pupils", "pupils"))
COLUMNS = (
    Field("what", Kind.SHORT, "What", guide=10),
    Field("who", Kind.PEOPLE, "With whom", options=ROLES),
    Field("when", Kind.DATE, "By when"),
    Field("done", Kind.CHOICE, "Done?", options=OPTIONS),
)
ALL = {
    Kind.SHORT: Field("f", Kind.SHORT, "Short", guide=10),
    Kind.LONG: Field("f", Kind.LONG, "Long", guide=10, paper=True),
    Kind.PAPER: Field("f", Kind.PAPER, "Paper"),
    Kind.CHOICE: Field("f", Kind.CHOICE, "Choice", options=OPTIONS),
    Kind.SCALE: Field("f", Kind.SCALE, "Scale", options=OPTIONS),
    Kind.CHOICES: Field("f", Kind.CHOICES, "Choices", options=OPTIONS),
    Kind.DATE: Field("f", Kind.DATE, "Date"),
    Kind.NUMBER: Field("f", Kind.NUMBER, "Number"),
    Kind.LINK: Field("f", Kind.LINK, "Link"),
    Kind.CHECKLIST: Field("f", Kind.CHECKLIST, "Checklist", options=OPTIONS),
    Kind.PEOPLE: Field("f", Kind.PEOPLE, "People", options=ROLES, rows=2),
    Kind.ROWS: Field("f", Kind.ROWS, "Rows", columns=COLUMNS, rows=3, at_least=2),
    Kind.SUGGESTIONS: Field("f", Kind.SUGGESTIONS, "Suggestions", options=OPTIONS, rows=2),
}
STEP = {"what": "try it", "who": [{"role": "pupils", "many": 3}], "when": "2027-03-14", "done": "a"}
GOOD: dict[Kind, tuple[Any, list[str]]] = {
    Kind.SHORT: ("words", ["words"]),
    Kind.LONG: ("more\nwords", ["more\nwords"]),
    Kind.PAPER: ("in my drawer", ["in my drawer"]),
    Kind.CHOICE: ("b", ["Be"]),
    Kind.SCALE: ("a", ["Ah"]),
    Kind.CHOICES: (["a", "b"], ["Ah", "Be"]),
    Kind.DATE: ("2027-03-14", ["March 14, 2027"]),
    Kind.NUMBER: (0, ["0"]),
    Kind.LINK: ("https://example.org/x?y=1", ["https://example.org/x?y=1"]),
    Kind.CHECKLIST: ({"a": "yes", "b": "discuss"}, ["Ah Yes.", "Be Need to discuss."]),
    Kind.PEOPLE: (
        [{"role": "head", "many": ""}, {"role": "pupils", "many": 1}],
        ["my head", "pupils (1 person)"],
    ),
    Kind.ROWS: ([STEP, STEP], ["try it · pupils (3 people) · March 14, 2027 · Ah"] * 2),
    Kind.SUGGESTIONS: ([{"what": "try", "about": "a"}], ["try"]),
}
BAD: list[tuple[Kind, dict[str, str], str]] = [
    (Kind.CHOICE, {"f": "zzz"}, "not on the list"),
    (Kind.SCALE, {"f": "3"}, "not on the list"),
    (Kind.CHOICES, {"f": "zzz"}, "not on the list"),
    (Kind.DATE, {"f": "14/03/2027"}, "year, month"),
    (Kind.DATE, {"f": "2027-02-30"}, "year, month"),
    (Kind.NUMBER, {"f": "2.5"}, "whole number"),
    (Kind.NUMBER, {"f": "-1"}, "whole number"),
    (Kind.NUMBER, {"f": "9" * 5000}, "whole number"),
    (Kind.LINK, {"f": "javascript:alert(1)"}, "https://"),
    (Kind.LINK, {"f": "ftp://example.org"}, "https://"),
    (Kind.LINK, {"f": "my notes"}, "https://"),
    (Kind.PEOPLE, {"f": "", "f-0-role": "", "f-0-many": "3"}, "who they are"),
    (Kind.PEOPLE, {"f": "", "f-0-role": "head", "f-0-many": "many"}, "whole number"),
    (Kind.ROWS, {"f": "", "f-1-when": "soon"}, "Row 2, By when"),
    (Kind.ROWS, {"f": "", "f-0-what": "x" * 30_000}, "Row 1, What"),
]


def schema(kind: Kind, **more: Any) -> Schema:
    """A form with this one field."""
    return Schema("s/1", (Section("one", (replace(ALL[kind], **more),)),))


def bound(form: Schema, sent: dict[str, list[str]], *, is_draft: bool = False) -> SchemaForm:
    """The form as it was sent."""
    data = QueryDict(mutable=True)
    for name, values in sent.items():
        data.setlist(name, values)
    return SchemaForm(form, data, prefix="p", is_draft=is_draft)


def page(form: SchemaForm) -> BeautifulSoup:
    """As a page shows it, without any script."""
    template = "learning_circle_xblock/writing/_sections_open.html"
    return BeautifulSoup(render_to_string(template, {"form": form}), "html.parser")


def inputs(soup: BeautifulSoup) -> dict[str, list[str]]:
    """What a browser would send of the page."""
    found: dict[str, list[str]] = {}
    for node in soup.select("input[name], textarea[name], select[name]"):
        name, kind = str(node["name"]), node.get("type")
        if kind in ("radio", "checkbox") and not node.has_attr("checked"):
            continue
        if node.name == "select":
            chosen = node.select_one("option[selected]")
            value = str(chosen["value"]) if chosen else ""
        else:
            value = node.text.removeprefix("\n") if node.name == "textarea" else str(node.get("value", ""))
        found.setdefault(name, []).append(value)
    return found


def test_every_type_is_tried_here() -> None:
    assert set(ALL) == set(GOOD) == set(Kind) == set(MAKERS)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("is_draft", [True, False])
def test_what_is_kept_shows_again_and_is_the_same_when_sent_again(kind: Kind, is_draft: bool) -> None:
    value, lines = GOOD[kind]
    form = schema(kind)
    sent = inputs(page(draft_form(form, {"f": value}, "p")))
    found = bound(form, sent, is_draft=is_draft)
    assert found.is_valid(), found.errors
    assert found.answers()["f"] == value
    assert lines_of(form.field("f"), value) == lines
    told = dict(as_sent(form.field("f"), "p-f", value))
    assert bound(form, told).answers()["f"] == value


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_needed_to_keep_a_draft_and_something_to_share(kind: Kind) -> None:
    form = schema(kind, required=True, missing="This is missing.")
    sent = inputs(page(draft_form(form, {}, "p")))
    assert bound(form, sent, is_draft=True).is_valid()
    shared = bound(form, sent)
    assert shared.errors["f"] == ["This is missing."]
    beside = page(shared).select_one("[data-lc-field=p-f]")
    assert beside is not None and "This is missing." in beside.text
    assert unanswered(form, {"f": GOOD[kind][0]}) == []
    assert unanswered(form, bound(form, sent, is_draft=True).answers()) == [form.field("f")]


@pytest.mark.parametrize(("kind", "sent", "words"), BAD)
@pytest.mark.parametrize("is_draft", [True, False])
def test_a_fault_stands_beside_its_field(
    kind: Kind, sent: dict[str, str], words: str, is_draft: bool
) -> None:
    form = bound(schema(kind), {f"p-{name}": [value] for name, value in sent.items()}, is_draft=is_draft)
    assert words in form.errors["f"][0]
    beside = page(form).select_one("[data-lc-field=p-f] .lc-mend")
    assert beside is not None and words in beside.text
    assert "f" not in form.answers()


@pytest.mark.parametrize("kind", [k for k in Kind if k not in (Kind.CHOICE, Kind.SCALE, Kind.SUGGESTIONS)])
def test_a_field_that_was_not_sent_is_absent(kind: Kind) -> None:
    assert "f" not in bound(schema(kind), {}, is_draft=True).answers()


def test_what_was_typed_in_rows_is_still_there_beside_the_fault() -> None:
    sent = {"p-f": [""], "p-f-0-what": ["one"], "p-f-2-what": ["three"], "p-f-2-when": ["soon"]}
    shown = inputs(page(bound(schema(Kind.ROWS), sent)))
    assert shown["p-f-0-what"] == ["one"] and shown["p-f-2-what"] == ["three"]


def test_rows_are_counted_and_blank_ones_dropped() -> None:
    form = schema(Kind.ROWS, required=True)
    one = {"p-f": [""], "p-f-1-what": ["only one"]}
    assert "at least 2" in bound(form, one).errors["f"][0]
    kept = bound(form, one, is_draft=True).answers()["f"]
    assert [row["what"] for row in kept] == ["only one"]


def test_not_applicable_is_an_answer_where_it_is_offered() -> None:
    sent = {"p-f": [""], "p-f-a": ["not_applicable"], "p-f-b": ["yes"]}
    assert bound(schema(Kind.CHECKLIST), sent).answers()["f"] == {"b": "yes"}
    offered = bound(schema(Kind.CHECKLIST, may_not_apply=True, required=True), sent)
    assert offered.answers()["f"] == {"a": "not_applicable", "b": "yes"}


def test_a_place_on_paper_is_an_answer() -> None:
    form = schema(Kind.LONG, required=True)
    sent = {"p-f": [""], "p-f__paper": ["the green notebook"]}
    found = bound(form, sent)
    assert found.is_valid()
    answers = found.answers()
    assert unanswered(form, answers) == [] and answers["f__paper"] == "the green notebook"
    assert text_rows(form, answers)[0]["paper"] == "the green notebook"
    assert not bound(form, {"p-f": [""], "p-f__paper": [" "]}).is_valid()


def test_a_hostile_link_is_never_a_link() -> None:
    rows = text_rows(schema(Kind.LINK), {"f": "javascript:alert(1)"})
    assert "link" not in rows[0] and rows[0]["words"] == "javascript:alert(1)"


@pytest.mark.parametrize("value", ["soon", "2027-13-01"])
def test_a_date_that_cannot_be_read_breaks_no_page(value: str) -> None:
    assert lines_of(ALL[Kind.DATE], value) == ["a day that cannot be read"]


def test_a_wording_that_is_missing_shows_in_another_language_and_is_marked() -> None:
    label, options = (
        words({"fr": "Où ?"}),
        (("a", words({"fr": "ici", "ko": "여기"})), ("b", words({"fr": "là"}))),
    )
    with override("ko"):
        soup = page(draft_form(schema(Kind.CHOICE, label=label, options=options), {}, "p"))
    assert [(n["lang"], n.text) for n in soup.select("[lang]")] == [("fr", "Où ?"), ("fr", "là")]
    assert "여기" in soup.text


@pytest.mark.parametrize(
    ("language", "guide", "unit"),
    [("en", 600, "characters"), ("fr", 600, "characters"), ("ko", 300, "characters")],
)
def test_guides_are_halved_for_korean_and_the_hard_length_is_not(
    language: str, guide: int, unit: str
) -> None:
    with override(language):
        form = draft_form(START_SMALL, {}, "p")
        count = page(form).select_one("[data-lc-field=p-concern] [data-lc-count]")
    assert count is not None and (count["data-lc-guide"], count["data-lc-count"]) == (str(guide), unit)
    assert form.schema.field("concern").cap == START_SMALL.field("concern").cap == 1200
    assert form.schema.said_in(language) == form.schema, "asking twice changes nothing"


def test_words_become_characters_in_korean() -> None:
    asked = Field("f", Kind.LONG, "L", guide=100, in_words=True)
    assert (asked.said_in("ko").guide, asked.said_in("ko").in_words, asked.said_in("ko").cap) == (
        300,
        False,
        1400,
    )
    assert (asked.said_in("fr").guide, asked.said_in("fr").in_words) == (100, True)


def test_every_part_says_who_reads_it_and_how_long_it_takes() -> None:
    for section in (*START_SMALL.sections, *FULL_PLAN.sections):
        assert section.minutes and str(section.readers)
    html = render_to_string(
        "learning_circle_xblock/writing/_sections_folded.html", {"form": draft_form(START_SMALL, {}, "p")}
    )
    soup = BeautifulSoup(html, "html.parser")
    parts = [part for part in soup.select("details") if part.select_one("summary .lc-mins")]
    assert len(parts) == len(START_SMALL.sections) - 1
    assert all(part.select_one(".lc-readers") for part in parts)
    private = [n["data-lc-field"] for n in soup.select("[data-lc-field]") if "Only you read this" in n.text]
    assert private == ["p-head_support", "p-head_support_note"]


def test_the_difference_of_two_forms() -> None:
    found = changes(START_SMALL.lacking(frozenset({"now"})), START_SMALL.lacking(frozenset({"values"})))
    assert found == {"more": ["What happens now"], "less": ["Why it matters"], "reworded": []}
