"""What a course author makes of a preset."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from learning_circle_xblock.planning.presets import FULL_PLAN, PRESETS, START_SMALL
from learning_circle_xblock.writing.design import Design, Fault, Unsound, as_data, compose, design_of, words
from learning_circle_xblock.writing.design_checks import problems_of
from learning_circle_xblock.writing.faults import SENTENCES, sentence_of
from learning_circle_xblock.writing.schema import Kind, Said

from .designs import designs

OWN = {"id": "own_1", "kind": "short", "label": {"en": "Our own"}}
CHOICE = {
    "id": "own_2",
    "kind": "choice",
    "label": {"fr": "Lequel ?"},
    "options": [{"code": "o1", "label": {"fr": "un"}}, {"code": "o2", "label": {"en": "two"}}],
}


def made(**parts: Any) -> Design:
    """A design from plain values."""
    return design_of({"preset": START_SMALL.id, **parts})


def faults(**parts: Any) -> list[tuple[str, str]]:
    """What is wrong, and where."""
    return [(p.fault, p.field) for p in problems_of(made(**parts), PRESETS)]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_alone_is_itself(preset: str) -> None:
    design = Design(preset)
    assert design.is_plain and design.id == preset and not problems_of(design, PRESETS)
    assert compose(design, PRESETS, own_title="Own") is PRESETS[preset]


@settings(max_examples=40, deadline=None)
@given(designs())
def test_every_design_is_sound_and_the_same_after_being_kept_as_values(design: Design) -> None:
    assert problems_of(design, PRESETS) == []
    again = design_of(json.loads(json.dumps(as_data(design))))
    assert again == design and again.id == design.id
    schema = compose(design, PRESETS, own_title="Own")
    ids = [f.id for f in schema.fields()]
    assert len(ids) == len(set(ids))
    kept = {f.id for f in PRESETS[design.preset].fields()} - set(design.hidden)
    assert set(ids) == kept | {row.id for row in design.own}
    required = [f.id for f in PRESETS[design.preset].fields() if f.required]
    required += [row.id for row in design.own if row.required]
    assert set(required) == {f.id for f in schema.fields() if f.required}
    assert len(design.id) <= 48


def test_hidden_reworded_reordered_and_with_a_field_of_ones_own() -> None:
    order = ["now", "values", "title"]
    design = made(
        hidden=["fa_link"], order=order, own=[OWN, CHOICE], words={"focus": {"label": {"fr": "Je veux…"}}}
    )
    schema = compose(design, PRESETS, own_title="Own")
    assert "fa_link" not in {f.id for f in schema.fields()}
    assert [f.id for s in schema.sections if s.id == "start" for f in s.fields] == order
    own = schema.sections[-1]
    assert (own.title, own.folded, [f.kind for f in own.fields]) == ("Own", True, [Kind.SHORT, Kind.CHOICE])
    assert not any(f.required for f in own.fields)
    assert design.id.startswith("form/") and design.id != made(hidden=["fa_link"]).id


@pytest.mark.parametrize(
    ("reader", "label", "lang"),
    [("fr", "Je veux…", ""), ("fr-ch", "Je veux…", ""), ("ko", "I want…", "en"), ("en", "I want…", "")],
)
def test_words_in_the_readers_language_or_marked(reader: str, label: str, lang: str) -> None:
    said = words({"fr": "Je veux…", "en": "I want…"}).said(reader)
    assert said == label
    assert (said.lang if isinstance(said, Said) else "") == lang


def test_without_english_the_first_language_there_is_shows() -> None:
    said = words({"ko": "무엇", "fr": "Quoi"}).said("de")
    assert isinstance(said, Said) and (said, said.lang) == ("Quoi", "fr")
    assert words({}).said("de") == ""


@pytest.mark.parametrize(
    ("parts", "fault", "where"),
    [
        ({"preset": "none/1"}, Fault.UNKNOWN_PRESET, ""),
        ({"hidden": ["concern"]}, Fault.HIDDEN_REQUIRED, "concern"),
        ({"hidden": ["nothing"]}, Fault.UNKNOWN_FIELD, "nothing"),
        ({"hidden": ["now", "now"]}, Fault.DUPLICATE, "now"),
        ({"order": ["now", "now"]}, Fault.DUPLICATE, "now"),
        ({"order": ["nothing"]}, Fault.UNKNOWN_FIELD, "nothing"),
        ({"words": {"nothing": {"label": {"en": "x"}}}}, Fault.UNKNOWN_FIELD, "nothing"),
        ({"words": {"now": {"label": {"tlh": "x"}}}}, Fault.UNKNOWN_LANGUAGE, "now"),
        ({"words": {"now": {"label": {"en": "x" * 201}}}}, Fault.TOO_LONG, "now"),
        ({"words": {"now": {"help": {"en": "x" * 501}}}}, Fault.TOO_LONG, "now"),
        ({"own": [OWN, OWN]}, Fault.DUPLICATE, "own_1"),
        ({"own": [OWN | {"id": "concern"}]}, Fault.UNKNOWN_FIELD, "concern"),
        ({"own": [OWN | {"kind": "suggestions"}]}, Fault.UNKNOWN_KIND, "own_1"),
        ({"own": [OWN | {"kind": "file"}]}, Fault.UNKNOWN_KIND, "own_1"),
        ({"own": [OWN | {"label": {}}]}, Fault.NO_LABEL, "own_1"),
        ({"own": [OWN | {"label": {"en": " "}}]}, Fault.NO_LABEL, "own_1"),
        ({"own": [OWN | {"label": {"xx": "y"}}]}, Fault.UNKNOWN_LANGUAGE, "own_1"),
        ({"own": [OWN | {"kind": "choice"}]}, Fault.NO_OPTIONS, "own_1"),
        ({"own": [CHOICE | {"options": CHOICE["options"][:1]}]}, Fault.NO_OPTIONS, "own_2"),
        ({"own": [CHOICE | {"options": CHOICE["options"] * 2}]}, Fault.DUPLICATE, "own_2"),
        ({"own": [OWN | {"id": f"own_{n}"} for n in range(500)]}, Fault.TOO_MANY, ""),
    ],
)
def test_what_cannot_be_kept(parts: dict[str, Any], fault: Fault, where: str) -> None:
    assert (fault, where) in faults(**parts)


@pytest.mark.parametrize(
    "data",
    [
        *(None, [], "text", 3, {}),
        {"preset": "x", "own": 3},
        {"preset": "x", "own": [{}]},
        {"preset": "x", "words": [1]},
    ],
)
def test_values_that_are_no_design(data: Any) -> None:
    with pytest.raises(Unsound):
        design_of(data)


def test_every_fault_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Fault)
    for problem in problems_of(made(hidden=["x" * 900]), PRESETS):
        assert len(sentence_of(problem)) < 160, "what was sent is not sent back whole"


def test_the_full_plan_asks_for_what_form_a_requires() -> None:
    assert [f.id for f in FULL_PLAN.fields() if f.required] == [
        "title", "concern", "consulted", "focus", "who_pupils", "difference", "steps", "first_step",
        "evidence", "question",
    ]  # fmt: skip
