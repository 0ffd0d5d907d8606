"""Forms as data."""

import re
from typing import Any

import pytest

from learning_circle_xblock.accounts.presets import SHORT_ACCOUNT, TEXT_FIELDS
from learning_circle_xblock.planning.presets import FULL_PLAN, START_SMALL, START_SMALL_1
from learning_circle_xblock.review.protocols import response_form
from learning_circle_xblock.writing.schema import (
    DRAFT_LIMIT,
    WITH_OPTIONS,
    Field,
    Kind,
    Schema,
    Section,
    count_characters,
    count_words,
    is_blank,
    unanswered,
)
from tests.world import ACCOUNT_ANSWERS, PLAN_ANSWERS

SCHEMA = Schema(
    "s/1",
    (
        Section("one", (Field("a", Kind.LONG, "A", guide=100, required=True), Field("b", Kind.SHORT, "B"))),
        Section("two", (Field("c", Kind.LONG, "C", guide=10, in_words=True),), folded=True),
    ),
)
ALL = {
    "plan": START_SMALL,
    "plan of before": START_SMALL_1,
    "full plan": FULL_PLAN,
    "account": SHORT_ACCOUNT,
    "response": response_form(needs_suggestion=True),
}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, True),
        ("", True),
        (" \n\t ", True),
        ("a", False),
        ([], True),
        ([""], True),
        (["pupils"], False),
        ([{"what": "  ", "about": "did"}], True),
        ([{"what": "", "about": ""}, {"what": "Try", "about": ""}], False),
        ([{}], True),
        (0, False),
        (False, True),
        ({}, True),
        ({"a": "", "b": ""}, True),
        ({"a": "yes"}, False),
        ([{"role": "head", "many": ""}], False),
        (3, False),
    ],
)
def test_blank(value: Any, expected: bool) -> None:
    assert is_blank(value) is expected


def test_the_fields_in_their_order() -> None:
    assert [f.id for f in SCHEMA.fields()] == ["a", "b", "c"]
    assert SCHEMA.field("b").label == "B"
    with pytest.raises(KeyError):
        SCHEMA.field("d")


def test_the_hard_length_is_about_twice_the_guide() -> None:
    assert SCHEMA.field("a").cap == 200
    assert SCHEMA.field("c").cap == 140, "a word counts as seven characters"
    assert SCHEMA.field("b").cap == 400, "where there is no guide"


def test_what_is_still_needed() -> None:
    assert [f.id for f in unanswered(SCHEMA, {})] == ["a"]
    assert [f.id for f in unanswered(SCHEMA, {"a": " ", "c": "x"})] == ["a"]
    assert unanswered(SCHEMA, {"a": "x"}) == []


def test_words_are_counted_in_long_answers() -> None:
    assert count_words(SCHEMA, {"a": "one two\nthree", "b": "not these", "c": "four"}) == 4
    assert count_words(SCHEMA, {}) == 0


@pytest.mark.parametrize("schema", ALL.values(), ids=ALL)
def test_every_form_is_sound(schema: Schema) -> None:
    ids = [f.id for f in schema.fields()]
    assert len(ids) == len(set(ids))
    assert re.fullmatch(r"[a-z_]+/[12]", schema.id)
    for field in schema.fields():
        assert str(field.label)
        assert field.cap < DRAFT_LIMIT
        assert field.missing or not field.required, f"{field.id} does not say what is missing"
        if field.kind in WITH_OPTIONS:
            codes = [code for code, _label in field.options]
            assert codes and len(codes) == len(set(codes))
    for section in schema.sections:
        assert not (section.folded and any(f.required for f in section.fields)), "needed, and hidden"
        assert section.title or not section.folded


def test_the_plan_asks_for_four_answers() -> None:
    assert [f.id for f in START_SMALL.fields() if f.required] == [
        "concern", "focus", "first_step", "question",
    ]  # fmt: skip
    assert unanswered(START_SMALL, PLAN_ANSWERS) == []


def test_the_short_account_asks_for_its_story_question_and_facets() -> None:
    assert [f.id for f in SHORT_ACCOUNT.fields() if f.required] == [
        "title", "lead", "did", "changed", "question", "lang", "phase", "credit",
    ]  # fmt: skip
    assert unanswered(SHORT_ACCOUNT, ACCOUNT_ANSWERS) == []
    assert [f.id for f in SHORT_ACCOUNT.fields() if f.kind is Kind.LONG] == list(TEXT_FIELDS)


def test_korean_is_counted_in_characters() -> None:
    answers = {"lead": "학생들이 먼저\n묻습니다.", "did": "함께 했다."}
    assert count_characters(SHORT_ACCOUNT, answers) == 16
