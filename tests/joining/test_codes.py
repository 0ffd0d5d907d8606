import pytest

from learning_circle_xblock.joining.codes import LENGTH, LETTERS, in_groups, new_code, tidy


def test_a_code_has_no_letters_that_look_like_others() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == LENGTH and set(code) <= set(LETTERS) for code in codes)
    assert not set(LETTERS) & set("ILOSZ01258")


@pytest.mark.parametrize("typed", ["ABCDEFGHJ", "abc-def-ghj", " Abc Def\tghj ", "ABC–DEF–GHJ"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert tidy(typed) == "ABCDEFGHJ"
    assert in_groups(tidy(typed)) == "ABC-DEF-GHJ"


def test_what_is_no_code_is_nothing() -> None:
    assert tidy("１２３ 456") == ""
    assert len(tidy("a" * 1000)) <= 80
