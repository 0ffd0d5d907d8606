"""The four steps as a form."""

import pytest

from learning_circle_xblock.review.protocols import FOUR_STEPS, four_steps
from learning_circle_xblock.writing.schema import unanswered


@pytest.mark.parametrize(
    ("needs_suggestion", "required"),
    [
        (True, ["describe", "value", "wonder", "suggest"]),
        (False, ["describe", "value", "wonder"]),
    ],
)
def test_what_is_needed_to_send(needs_suggestion: bool, required: list[str]) -> None:
    schema = four_steps(about=(("did", "What we did"),), needs_suggestion=needs_suggestion)
    assert schema.id == FOUR_STEPS
    assert [f.id for f in unanswered(schema, {})] == required
    assert [f.id for f in schema.fields()] == [
        "clarify", "describe", "value", "wonder", "suggest", "offer", "take", "private_note",
    ]  # fmt: skip
    assert schema.field("suggest").rows == 3
    assert schema.field("suggest").options == (("did", "What we did"),)
