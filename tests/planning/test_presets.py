"""The working title."""

import pytest

from learning_circle_xblock.planning.presets import title_of


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ({}, ""),
        ({"focus": " how we "}, "how we"),
        ({"title": "Mine", "focus": "how we"}, "Mine"),
        ({"title": "", "focus": "how we"}, "how we"),
        ({"title": "é" * 200}, "é" * 200),
        ({"title": "é" * 201}, "é" * 199 + "…"),
        ({"title": "👏" * 300}, "👏" * 199 + "…"),
    ],
)
def test_the_title_or_the_focus(answers: dict[str, object], title: str) -> None:
    assert title_of(answers) == title
