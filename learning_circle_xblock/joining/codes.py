"""Codes that are read out, printed and typed: no letter looks like another one or like a figure."""

import re
import secrets

LETTERS = "ABCDEFGHJKMNPQRTUVWXY"
LENGTH = 9
GROUP = 3
NO_LETTER = re.compile(r"[^A-Z]")


def new_code() -> str:
    """A code that nobody guesses: one of some 800 thousand million."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def in_groups(code: str) -> str:
    """As it is shown: `ABC-DEF-GHJ`."""
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def tidy(typed: str) -> str:
    """As it is kept: without the strokes, spaces and small letters that people type."""
    return NO_LETTER.sub("", typed[:80].upper())
