"""The states of a reading and of a response: what is not listed is refused."""

from itertools import product

import pytest

from learning_circle_xblock.lifecycle import UnknownStep
from learning_circle_xblock.review.lifecycle import (
    ASSIGNMENT,
    HELD,
    REVIEW,
    WAITING,
    AssignmentState,
    ReviewState,
)

READING = {
    ("open", "start"): "started",
    ("open", "release"): "released",
    ("open", "decline"): "declined",
    ("open", "withdraw"): "withdrawn",
    ("started", "finish"): "done",
    ("started", "release"): "released",
    ("started", "decline"): "declined",
    ("started", "withdraw"): "withdrawn",
    ("released", "finish"): "done",
    ("withdrawn", "ask"): "open",
}
RESPONSE = {
    ("draft", "send"): "sent",
    ("sent", "reply"): "answered",
    ("answered", "reply"): "answered",
}
READING_ACTIONS = ("start", "finish", "release", "decline", "withdraw", "ask", "send", "")
RESPONSE_ACTIONS = ("send", "reply", "withdraw", "")


@pytest.mark.parametrize(("state", "action"), list(product(AssignmentState, READING_ACTIONS)))
def test_every_pair_of_a_reading(state: AssignmentState, action: str) -> None:
    expected = READING.get((state, action))
    assert ASSIGNMENT.allows(state, action) is (expected is not None)
    if expected is None:
        with pytest.raises(UnknownStep):
            ASSIGNMENT.advance(state, action)
    else:
        assert ASSIGNMENT.advance(state, action) == expected


@pytest.mark.parametrize(("state", "action"), list(product(ReviewState, RESPONSE_ACTIONS)))
def test_every_pair_of_a_response(state: ReviewState, action: str) -> None:
    expected = RESPONSE.get((state, action))
    assert REVIEW.allows(state, action) is (expected is not None)
    if expected is None:
        with pytest.raises(UnknownStep):
            REVIEW.advance(state, action)
    else:
        assert REVIEW.advance(state, action) == expected


def test_no_step_is_outside_the_tables() -> None:
    assert {(str(s), a) for s, a in ASSIGNMENT.table} == set(READING)
    assert {(str(s), a) for s, a in REVIEW.table} == set(RESPONSE)


def test_who_holds_a_reading() -> None:
    """Released, declined and withdrawn readings are nobody's; a finished one still fills its slot."""
    assert set(WAITING) == {"open", "started"}
    assert set(HELD) == {"open", "started", "done"}
