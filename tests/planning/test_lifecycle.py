"""A plan's states, and what must hold before it is agreed."""

from dataclasses import asdict
from itertools import product

import pytest

from learning_circle_xblock.lifecycle import UnknownStep
from learning_circle_xblock.planning.lifecycle import PLAN, PlanState, Taps

LISTED = {
    ("draft", "share"): "shared",
    ("shared", "respond"): "responded",
    ("shared", "revise"): "revised",
    ("shared", "agree"): "agreed",
    ("responded", "respond"): "responded",
    ("responded", "revise"): "revised",
    ("responded", "agree"): "agreed",
    ("revised", "respond"): "responded",
    ("revised", "revise"): "revised",
    ("revised", "agree"): "agreed",
    ("agreed", "respond"): "agreed",
    ("agreed", "take_back"): "shared",
}
ACTIONS = ("share", "respond", "revise", "agree", "take_back", "submit", "")


@pytest.mark.parametrize(("state", "action"), list(product(PlanState, ACTIONS)))
def test_every_pair(state: PlanState, action: str) -> None:
    expected = LISTED.get((state, action))
    assert PLAN.allows(state, action) is (expected is not None)
    if expected is None:
        with pytest.raises(UnknownStep):
            PLAN.advance(state, action)
    else:
        assert PLAN.advance(state, action) == expected


def test_no_step_is_outside_the_table() -> None:
    assert {(str(s), a) for s, a in PLAN.table} == set(LISTED)


@pytest.mark.parametrize("given", list(product([False, True], repeat=5)))
def test_agreed_takes_both_taps_the_ethics_and_a_response_or_a_waiver(given: tuple[bool, ...]) -> None:
    taps = Taps(*given)
    assert set(asdict(taps)) == {
        "author_tapped", "facilitator_tapped", "has_response", "has_waiver", "ethics_answered",
    }  # fmt: skip
    author, facilitator, response, waiver, ethics = given
    assert taps.is_agreed is (author and facilitator and ethics and (response or waiver))
