"""The protocols as forms."""

import pytest

from learning_circle_xblock.review.protocols import Protocol, response_form
from learning_circle_xblock.writing.schema import unanswered

NEEDED = {
    Protocol.FOUR_STEPS: ["describe", "value", "wonder"],
    Protocol.TWO_AND_ONE: ["keep_1", "keep_2", "wish"],
    Protocol.WARM_AND_COOL: ["warm", "cool"],
    Protocol.DESCRIBE_FIRST: ["describe", "wonder"],
}


@pytest.mark.parametrize("protocol", Protocol)
@pytest.mark.parametrize("needs_suggestion", [True, False])
def test_what_is_needed_to_send(protocol: Protocol, needs_suggestion: bool) -> None:
    schema = response_form(protocol, about=(("did", "What we did"),), needs_suggestion=needs_suggestion)
    assert schema.id == protocol
    needed = [*NEEDED[protocol], "suggest"] if needs_suggestion else NEEDED[protocol]
    assert [f.id for f in unanswered(schema, {})] == needed
    assert all(f.missing for f in unanswered(schema, {}))
    assert schema.field("suggest").rows == 3
    assert schema.field("suggest").options == (("did", "What we did"),)


def test_the_four_steps_offer_more_than_they_need() -> None:
    assert [f.id for f in response_form(needs_suggestion=True).fields()] == [
        "clarify", "describe", "value", "wonder", "suggest", "offer", "take", "private_note",
    ]  # fmt: skip


def test_a_protocol_that_nobody_knows_is_the_four_steps() -> None:
    assert response_form("of tomorrow/9", needs_suggestion=True).id == Protocol.FOUR_STEPS
