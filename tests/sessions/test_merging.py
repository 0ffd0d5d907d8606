"""Two people write at once."""

import pytest

from learning_circle_xblock.sessions.merging import merged, merged_rows


@pytest.mark.parametrize(
    ("base", "stored", "sent", "kept"),
    [
        ("", "", "one", "one"),
        ("old", "old", "new", "new"),
        ("old", "theirs", "old", "theirs"),
        ("old", "same", "same", "same"),
        ("old", "theirs", "mine", "theirs\nmine"),
        ("", "theirs", "mine", "theirs\nmine"),
        ("", "theirs", "", "theirs"),
        ("old", "", "mine", "mine"),
        ("old", "theirs", "", "theirs"),
    ],
)
def test_nothing_that_was_written_is_lost(base: str, stored: str, sent: str, kept: str) -> None:
    assert merged({"line": base}, {"line": stored}, {"line": sent}) == {"line": kept}


@pytest.mark.parametrize(
    ("base", "stored", "sent", "kept"),
    [
        ("", "", "a", "a"),
        ("a", "ab", "ac", "abc"),
        ("ab", "b", "abc", "bc"),
        ("ab", "ab", "b", "b"),
        ("a", "a", "a", "a"),
        ("", "a", "a", "a"),
        ("", "", "aa", "a"),
    ],
)
def test_rows_that_either_added_stay_and_each_stands_once(
    base: str, stored: str, sent: str, kept: str
) -> None:
    assert merged_rows(list(base), list(stored), list(sent)) == list(kept)
