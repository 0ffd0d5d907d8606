"""Every pair of a state and a step of a pause."""

import pytest

from learning_circle_xblock.care.lifecycle import PAUSE, PauseState
from learning_circle_xblock.lifecycle import UnknownStep

RAISED, LOOKED_AT = PauseState.RAISED, PauseState.LOOKED_AT
LIFTED, CHANGED, REMOVED = PauseState.LIFTED, PauseState.CHANGED, PauseState.REMOVED
TABLE = {
    "look": {RAISED: LOOKED_AT},
    "lift": {RAISED: LIFTED, LOOKED_AT: LIFTED},
    "change": {RAISED: CHANGED, LOOKED_AT: CHANGED, REMOVED: CHANGED},
    "remove": {RAISED: REMOVED, LOOKED_AT: REMOVED},
    "put_back": {REMOVED: RAISED},
}


@pytest.mark.parametrize("state", PauseState)
@pytest.mark.parametrize("action", [*TABLE, "anything"])
def test_a_step_leads_where_the_table_says(state: PauseState, action: str) -> None:
    expected = TABLE.get(action, {}).get(state)
    if expected is None:
        with pytest.raises(UnknownStep):
            PAUSE.advance(state, action)
    else:
        assert PAUSE.advance(state, action) is expected
