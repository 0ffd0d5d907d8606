"""What changed between two versions reads as one list, and loses no word."""

from hypothesis import given
from hypothesis import strategies as st

from learning_circle_xblock.writing.changes import MOST_WORDS, Part, changed

LABELS = {"concern": "What matters", "question": "My question"}


def parts(before: str, after: str) -> list[tuple[str, str]]:
    """The pieces of one answer."""
    [found] = changed(LABELS, {"concern": before}, {"concern": after})
    return [(piece.part.value, piece.text) for piece in found.pieces]


def test_only_what_differs_is_listed_in_the_order_of_the_form() -> None:
    before = {"question": "Is it enough?", "concern": "The same."}
    found = changed(LABELS, before, {"concern": "The same.", "question": "Is it too much?"})
    assert [change.label for change in found] == ["My question"]
    assert changed(LABELS, before, before) == []


def test_words_stay_whole_and_what_went_stands_before_what_came() -> None:
    assert parts("A third of the class has not followed.", "Half of the class has not followed.") == [
        ("removed", "A third "),
        ("added", "Half "),
        ("same", "of the class has not followed."),
    ]


def test_a_single_word_between_two_changes_does_not_break_the_reading() -> None:
    found = parts("one two three and more of it", "eins two drei and more of it")
    assert found[:2] == [("removed", "one two three "), ("added", "eins two drei ")]


def test_korean_is_compared_by_words() -> None:
    found = parts("아이들이 조용히 앉아 있다.", "아이들이 함께 앉아 있다.")
    assert ("removed", "조용히 ") in found and ("added", "함께 ") in found


def test_an_answer_may_be_new_or_gone() -> None:
    [new] = changed(LABELS, {}, {"concern": "Now."})
    [gone] = changed(LABELS, {"concern": "Then."}, {"concern": "  "})
    assert new.is_new and not new.is_gone and gone.is_gone and not gone.is_new


def test_a_very_long_answer_is_compared_by_lines() -> None:
    lines = [f"line {i} of a long text\n" for i in range(MOST_WORDS)]
    found = parts("".join(lines), "".join([*lines[:5], "another\n", *lines[6:]]))
    assert ("removed", "line 5 of a long text\n") in found and ("added", "another\n") in found


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_out_of_the_list(before: str, after: str) -> None:
    """What stayed and what went is the former text, what stayed and what came the later one."""
    for found in changed(LABELS, {"concern": before}, {"concern": after}):
        later = "".join(piece.text for piece in found.pieces if piece.part is not Part.REMOVED)
        former = [piece.text for piece in found.pieces if piece.part is not Part.ADDED]
        assert later == after.strip()
        assert "".join("".join(former).split()) == "".join(before.split())
