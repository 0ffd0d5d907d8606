"""A session's states, pair by pair."""

from itertools import product

import pytest

from learning_circle_xblock.lifecycle import UnknownStep
from learning_circle_xblock.sessions.lifecycle import SESSION, SessionState

LISTED = {
    ("planned", "change"): "planned",
    ("planned", "cancel"): "cancelled",
    ("planned", "hold"): "held",
    ("held", "hold"): "held",
    ("noted", "hold"): "noted",
    ("held", "note"): "noted",
    ("noted", "note"): "noted",
    ("held", "change"): "held",
    ("noted", "change"): "noted",
    ("held", "close"): "closed",
    ("noted", "close"): "closed",
}
ACTIONS = ("change", "cancel", "hold", "note", "close", "open", "")


@pytest.mark.parametrize(("state", "action"), list(product(SessionState, ACTIONS)))
def test_every_pair(state: SessionState, action: str) -> None:
    expected = LISTED.get((state, action))
    assert SESSION.allows(state, action) is (expected is not None)
    if expected is None:
        with pytest.raises(UnknownStep):
            SESSION.advance(state, action)
    else:
        assert SESSION.advance(state, action) == expected


def test_no_step_is_outside_the_table() -> None:
    assert {(str(state), action) for state, action in SESSION.table} == set(LISTED)
