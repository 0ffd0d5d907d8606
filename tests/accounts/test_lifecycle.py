"""A practice account's states: what is not listed is refused."""

from itertools import product

import pytest

from learning_circle_xblock.accounts.lifecycle import ACCOUNT, AccountState
from learning_circle_xblock.lifecycle import UnknownStep

LISTED = {
    ("draft", "share"): "shared",
    ("shared", "respond"): "responded",
    ("responded", "respond"): "responded",
}
ACTIONS = ("share", "respond", "revise", "publish", "")


@pytest.mark.parametrize(("state", "action"), list(product(AccountState, ACTIONS)))
def test_every_pair(state: AccountState, action: str) -> None:
    expected = LISTED.get((state, action))
    assert ACCOUNT.allows(state, action) is (expected is not None)
    if expected is None:
        with pytest.raises(UnknownStep):
            ACCOUNT.advance(state, action)
    else:
        assert ACCOUNT.advance(state, action) == expected


def test_no_step_is_outside_the_table() -> None:
    assert {(str(s), a) for s, a in ACCOUNT.table} == set(LISTED)
