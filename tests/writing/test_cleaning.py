"""What is taken out of typed text, and what stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning_circle_xblock.writing.cleaning import clean_text

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1e8\U0001f1ee"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour", id="line ends"),
        pytest.param("a\tb", "a\tb", id="tab"),
        pytest.param("a\x00b", "ab", id="NUL"),
        pytest.param("".join(map(chr, range(32))) + "\x7f\x80\x9f", "\t\n\n", id="control characters"),
        pytest.param("e\u0301cole", "école", id="composed"),
        pytest.param("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글", id="Hangul letters compose"),
        pytest.param("한글 中文 தமிழ்", "한글 中文 தமிழ்", id="scripts"),
        pytest.param("אבג \u202bعربي\u202c", "אבג \u202bعربي\u202c", id="right to left with its marks"),
        pytest.param(f"👏 {FAMILY} {FLAG} ✊🏾", f"👏 {FAMILY} {FLAG} ✊🏾", id="emoji"),
        pytest.param("<b>a & b</b>", "<b>a & b</b>", id="markup is text"),
        pytest.param("a\ud800b\udfffc", "abc", id="lone surrogates"),
        pytest.param("a\ufffeb\uffffc", "abc", id="no characters at all"),
        pytest.param("a\u00a0b\u00adc", "a\u00a0b\u00adc", id="spaces and soft hyphens"),
        pytest.param("\U0001fae8", "\U0001fae8", id="an emoji younger than the tables"),
    ],
)
def test_cleaning(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(st.text())
def test_whatever_is_typed_can_be_kept(typed: str) -> None:
    """It can be stored and sent, is composed, and a second cleaning changes nothing."""
    kept = clean_text(typed)
    kept.encode("utf-8")
    assert "\r" not in kept and "\x00" not in kept
    assert unicodedata.is_normalized("NFC", kept)
    assert clean_text(kept) == kept


def test_letters_that_meet_when_a_control_character_goes_are_composed() -> None:
    assert clean_text("e\x00\u0301cole") == "école"
