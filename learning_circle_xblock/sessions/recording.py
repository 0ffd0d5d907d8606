"""After the session: what other features and pages call."""

from .notes import TEXTS, Decision, Note, keep_note
from .registering import Mark, changes_of, close_session, keep_register
from .taking_part import keep_led, parts_of
from .tutoring import record_tutorial
from .warmth import how_it_was, say_how_it_was

__all__ = [
    "TEXTS",
    "Decision",
    "Mark",
    "Note",
    "changes_of",
    "close_session",
    "how_it_was",
    "keep_led",
    "keep_note",
    "keep_register",
    "parts_of",
    "record_tutorial",
    "say_how_it_was",
]
