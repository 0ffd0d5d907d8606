"""A plan's states, and what must hold before it is agreed."""

from dataclasses import asdict
from itertools import product

import pytest

from learning_circle_xblock.lifecycle import UnknownStep
from learning_circle_xblock.planning.lifecycle import (
    AGREED_ONCE,
    BEFORE_AGREEMENT,
    LAID_DOWN,
    PLAN,
    UNDER_WAY,
    PlanState,
    Taps,
)

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
    ("agreed", "start"): "in_progress",
    ("agreed", "adjust"): "adjusted",
    ("agreed", "report"): "reported",
    ("agreed", "carry_forward"): "carried_forward",
    ("agreed", "set_aside"): "set_aside",
    ("in_progress", "respond"): "in_progress",
    ("in_progress", "adjust"): "adjusted",
    ("in_progress", "report"): "reported",
    ("in_progress", "carry_forward"): "carried_forward",
    ("in_progress", "set_aside"): "set_aside",
    ("adjusted", "respond"): "adjusted",
    ("adjusted", "adjust"): "adjusted",
    ("adjusted", "report"): "reported",
    ("adjusted", "carry_forward"): "carried_forward",
    ("adjusted", "set_aside"): "set_aside",
    ("reported", "respond"): "reported",
    ("reported", "carry_forward"): "carried_forward",
    ("carried_forward", "respond"): "carried_forward",
    ("carried_forward", "take_up"): "in_progress",
    ("set_aside", "respond"): "set_aside",
    ("set_aside", "take_up"): "shared",
    ("shared", "set_aside"): "set_aside",
    ("responded", "set_aside"): "set_aside",
    ("revised", "set_aside"): "set_aside",
}
ACTIONS = (
    "share", "respond", "revise", "agree", "take_back", "start", "adjust", "report", "carry_forward",
    "set_aside", "take_up", "submit", "",
)  # fmt: skip


@pytest.mark.parametrize(("state", "action"), list(product(PlanState, ACTIONS)))
def test_every_pair(state: PlanState, action: str) -> None:
    expected = LISTED.get((state, action))
    assert PLAN.allows(state, action) is (expected is not None)
    if expected is None:
        with pytest.raises(UnknownStep):
            PLAN.advance(state, action)
    else:
        assert PLAN.advance(state, action) == expected


def test_no_state_is_late_or_a_failure() -> None:
    words = " ".join(PlanState)
    for never in ("late", "overdue", "fail", "silent", "submitted", "graded", "released"):
        assert never not in words


def test_every_state_is_on_one_side_of_the_agreement() -> None:
    assert sorted([*BEFORE_AGREEMENT, *UNDER_WAY, *LAID_DOWN]) == sorted(PlanState)
    assert set(AGREED_ONCE) == {*UNDER_WAY, *LAID_DOWN} - {PlanState.SET_ASIDE}


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
