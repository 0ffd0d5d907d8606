"""The presets are what the programme says they are."""

import pytest

from learning_circle_xblock.sessions.lifecycle import Kind
from learning_circle_xblock.sessions.presets import PRESETS
from learning_circle_xblock.sessions.words import PRESET_NAMES, PURPOSES, purpose

NUMBERS = {
    "t3lfa": (7, 3, 2),
    "tldw_school": (6, 3, 2),
    "accelerated": (4, 2, 1),
    "micro": (7, 3, 2),
    "link": (5, 0, 0),
}
WEEKS = {
    "t3lfa": [0, 4, 6, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44],
    "tldw_school": [0, 5, 7, 10, 13, 17, 20, 24, 28, 32, 35, 36, 39],
    "accelerated": [0, 2, 4, 10, 13, 16, 20],
    "micro": [0, 4, 6, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44],
    "link": [-4, 6, 18, 30, 42],
}


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.id)
def test_events_in_number_and_order(preset: object) -> None:
    found = PRESETS[preset.id]  # type: ignore[attr-defined]
    usual = [event for event in found.events if not event.is_optional]
    counted = tuple(
        sum(event.kind is kind for event in usual)
        for kind in (Kind.WORKSHOP, Kind.TUTORIAL, Kind.NETWORK_EVENT)
    )
    assert counted == NUMBERS[found.id]
    assert [event.week for event in found.events] == WEEKS[found.id]
    assert len({event.code for event in found.events}) == len(found.events)


def test_every_event_has_a_purpose_in_words() -> None:
    assert set(PURPOSES) == set(PRESET_NAMES) == set(PRESETS)
    for preset in PRESETS.values():
        for event in preset.events:
            assert purpose(preset.id, event.code)
    assert purpose("", "") == "" and purpose("t3lfa", "X9") == ""
