"""The one page for a head: what it says at first. The author changes every line before it is printed."""

from typing import Any

from ..writing.schema import Answers
from .questions import HEAD_SUPPORT

__all__ = ["HEAD_LINES", "first_lines"]

HEAD_LINES = ("title", "hope", "doing", "joining", "helping", "not_this")
NOT_ASKED = {"nothing", "not_safe"}
SHOWN_STEPS = 5


def first_lines(answers: Answers, private: Answers, title: str, sentences: dict[str, str]) -> dict[str, str]:
    """What the plan gives for each line; what it does not hold is empty.

    Args:
        answers: the shared words of the plan.
        private: what the author answered for themselves alone.
        title: the working title.
        sentences: `joining` and `not_this` in the reader's language.
    """
    hope = answers.get("difference") or answers.get("focus") or ""
    return {
        "title": title,
        "hope": str(hope),
        "doing": "\n".join(_steps(answers)),
        "joining": sentences["joining"],
        "helping": "\n".join(_asked(private)),
        "not_this": sentences["not_this"],
    }


def _steps(answers: Answers) -> list[str]:
    rows: Any = answers.get("steps") or []
    found = [str(row.get("what", "")).strip() for row in rows if isinstance(row, dict)]
    found = [line for line in found if line] or [str(answers.get("first_step") or "").strip()]
    return [line for line in found if line][:SHOWN_STEPS]


def _asked(private: Answers) -> list[str]:
    """Only what was chosen; whoever finds it not safe to ask asks for nothing."""
    chosen = set(private.get("head_support") or [])
    if "not_safe" in chosen:
        return []
    lines = [str(label) for code, label in HEAD_SUPPORT if code in chosen - NOT_ASKED]
    note = str(private.get("head_support_note") or "").strip()
    return [*lines, note] if note else lines
