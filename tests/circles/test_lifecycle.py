"""A membership's states: what is not listed is refused."""

from itertools import product

import pytest

from learning_circle_xblock.circles.lifecycle import MEMBERSHIP, MembershipState
from learning_circle_xblock.lifecycle import UnknownStep

LISTED = {
    ("invited", "accept"): "accepted",
    ("invited", "start"): "active",
    ("invited", "leave"): "left",
    ("accepted", "start"): "active",
    ("accepted", "leave"): "left",
    ("active", "pause"): "on_leave",
    ("active", "complete"): "completed",
    ("active", "leave"): "left",
    ("on_leave", "start"): "active",
    ("on_leave", "leave"): "left",
}
ACTIONS = ("accept", "start", "pause", "complete", "leave", "remove", "")


@pytest.mark.parametrize(("state", "action"), list(product(MembershipState, ACTIONS)))
def test_every_pair(state: MembershipState, action: str) -> None:
    expected = LISTED.get((state, action))
    assert MEMBERSHIP.allows(state, action) is (expected is not None)
    if expected is None:
        with pytest.raises(UnknownStep, match=f"{action} from {state}"):
            MEMBERSHIP.advance(state, action)
    else:
        assert MEMBERSHIP.advance(state, action) == expected


def test_no_step_is_outside_the_table() -> None:
    assert {(str(s), a) for s, a in MEMBERSHIP.table} == set(LISTED)
