"""A schema as a form: what a draft keeps, what sharing asks for, and what is said beside a field."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.utils import translation

from learning_circle_xblock.writing.forms import SchemaForm, draft_form, too_long_sentence
from learning_circle_xblock.writing.schema import DRAFT_LIMIT, Answers, Field, Kind, Schema, Section

OPTIONS = (("x", "the x"), ("y", "the y"))
SCHEMA = Schema(
    "s/1",
    (
        Section(
            "one",
            (
                Field("long", Kind.LONG, "Long", guide=100, required=True, missing="Say something."),
                Field("short", Kind.SHORT, "Short", required=True),
                Field("one", Kind.CHOICE, "One", options=OPTIONS, required=True),
                Field("many", Kind.CHOICES, "Many", options=OPTIONS, required=True, missing="Tick."),
                Field("suggest", Kind.SUGGESTIONS, "Try", guide=50, options=OPTIONS, rows=3, required=True),
            ),
        ),
    ),
)
WHOLE = {
    "long": "words",
    "short": "word",
    "one": "x",
    "many": ["x", "y"],
    "suggest-0-what": "try",
    "suggest-0-about": "y",
}


def made(data: dict[str, Any], *, is_draft: bool) -> SchemaForm:
    """The form as a request fills it."""
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(f"p-{name}", value if isinstance(value, list) else [value])
    return SchemaForm(SCHEMA, query, prefix="p", is_draft=is_draft)


def answers(data: dict[str, Any]) -> Answers:
    """What a draft keeps of it."""
    return made(data, is_draft=True).answers()


def test_a_whole_form_can_be_shared() -> None:
    form = made(WHOLE, is_draft=False)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "long": "words",
        "short": "word",
        "one": "x",
        "many": ["x", "y"],
        "suggest": [{"what": "try", "about": "y"}],
    }
    assert form.problems() == []


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("long", "Say something."),
        ("short", "Please write something here, even a few words."),
        ("one", "Please choose an answer."),
        ("many", "Tick."),
        ("suggest-0-what", "Please write something here, even a few words."),
    ],
)
@pytest.mark.parametrize("blank", ["", "  \n", None])
def test_each_missing_answer_is_said_beside_its_field(
    left_out: str, sentence: str, blank: str | None
) -> None:
    data = {k: v for k, v in WHOLE.items() if k != left_out or blank is not None}
    if left_out in data:
        data[left_out] = "" if left_out in ("one", "many") else blank
    form = made(data, is_draft=False)
    assert not form.is_valid()
    name = left_out.partition("-")[0]
    assert {k: list(v) for k, v in form.errors.items()} == {name: [sentence]}
    assert [p["message"] for p in form.problems()] == [sentence]
    assert form.sections()[0]["has_errors"]


def test_a_draft_needs_nothing() -> None:
    form = made({}, is_draft=True)
    assert form.is_valid() and form.answers() == {}
    assert too_long_sentence(form) == ""
    assert not SchemaForm(SCHEMA, is_draft=True, prefix="p").sections()[0]["has_errors"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"long": "a"}, {"long": "a"}),
        ({"long": ""}, {"long": ""}),
        ({"one": "x"}, {"one": "x"}),
        ({"many": [""]}, {"many": []}),
        ({"many": ["", "y"]}, {"many": ["y"]}),
        ({"suggest-0-what": ""}, {"suggest": []}),
        (
            {"suggest-0-what": "", "suggest-2-what": " c ", "suggest-2-about": "x"},
            {"suggest": [{"what": "c", "about": "x"}]},
        ),
        ({"suggest-0-what": "a", "suggest-0-about": "unheard"}, {"suggest": [{"what": "a", "about": ""}]}),
        ({"suggest-0-what": "a", "suggest-3-what": "d"}, {"suggest": [{"what": "a", "about": ""}]}),
        ({"unheard": "of"}, {}),
        ({"long": "a\x00\x07b\r\nc"}, {"long": "ab\nc"}),
        ({"suggest-0-what": "a\x00b"}, {"suggest": [{"what": "ab", "about": ""}]}),
    ],
)
def test_a_draft_keeps_what_was_sent_and_nothing_else(sent: dict[str, Any], kept: Answers) -> None:
    assert answers(sent) == kept


@pytest.mark.parametrize(
    "sent",
    [{"one": "unheard"}, {"many": ["x", "unheard"]}, {"one": "<script>"}, {"many": ["x" * 500]}],
)
def test_an_unknown_choice_is_not_kept_and_said_in_words(sent: dict[str, Any]) -> None:
    form = made({"long": "a", **sent}, is_draft=True)
    assert form.answers() == {"long": "a"}
    shared = made({**WHOLE, **sent}, is_draft=False)
    assert not shared.is_valid()
    assert [list(v) for v in shared.errors.values()] == [
        ["This answer is not on the list. Please choose again."]
    ]


@pytest.mark.parametrize("name", ["long", "short", "suggest-0-what"])
def test_a_draft_keeps_far_more_than_can_be_shared(name: str) -> None:
    """A long paste survives; what is far too long is named, and the rest is kept."""
    key = name.partition("-")[0]
    fits, too_long = "a" * DRAFT_LIMIT, "a" * (DRAFT_LIMIT + 1)
    assert key in answers({name: fits})
    form = made({**WHOLE, name: too_long}, is_draft=True)
    kept = form.answers()
    assert key not in kept and len(kept) == 4
    label = SCHEMA.field(key).label
    assert too_long_sentence(form) == f"Not kept yet: “{label}”. Your words are still here."


def test_too_long_to_share_says_both_numbers() -> None:
    form = made({**WHOLE, "long": "a" * 201}, is_draft=False)
    assert not form.is_valid()
    assert form.errors["long"] == [
        "This is too long to keep: 201 characters, and 200 at most. "
        "Your words are still here; please shorten them."
    ]
    assert made({**WHOLE, "long": "é" * 200}, is_draft=False).is_valid(), "characters, not bytes"


def test_control_characters_do_not_count() -> None:
    assert made({**WHOLE, "long": "\x00" * 500 + "a" * 200}, is_draft=False).is_valid()


def test_rows_of_suggestions_as_inputs() -> None:
    filled = [{"what": "first <b>", "about": "y"}, {"what": "second", "about": ""}]
    form = draft_form(SCHEMA, {"suggest": filled}, "p")
    page = BeautifulSoup(str(form["suggest"]), "html.parser")
    areas = page.select("textarea")
    assert [a["name"] for a in areas] == ["p-suggest-0-what", "p-suggest-1-what", "p-suggest-2-what"]
    assert [a.text.strip() for a in areas] == ["first <b>", "second", ""]
    assert len({a["id"] for a in areas}) == 3
    hidden = [row.has_attr("hidden") for row in page.select("[data-lc-row]")]
    assert hidden == [False, False, True]
    chosen = page.select_one("select[name=p-suggest-0-about] option[selected]")
    assert chosen is not None and chosen["value"] == "y"


def test_a_draft_form_shows_what_was_kept() -> None:
    form = draft_form(SCHEMA, {"long": "kept", "one": "y", "many": ["x"]}, "p")
    assert form["long"].value() == "kept"
    assert form["one"].value() == "y"
    assert form["many"].value() == ["x"]
    assert [row["question"].id for row in form.sections()[0]["rows"]] == [
        "long", "short", "one", "many", "suggest",
    ]  # fmt: skip


def test_sentences_in_french() -> None:
    with translation.override("fr"):
        form = made({**WHOLE, "one": "unheard", "short": ""}, is_draft=False)
        said = [str(p["message"]) for p in form.problems()]
        assert len(said) == 2
        assert not any("Please" in s or "This answer" in s for s in said)
