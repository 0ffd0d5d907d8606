"""What changed between two versions: one list, field by field, with what was taken out and what came in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

__all__ = ["Change", "Part", "Piece", "changed"]

# A word with the blanks behind it; a sign between words stands alone, so that a comma does not change a word.
WORDS = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
MOST_WORDS = 4_000  # of one answer, compared word by word; beyond it by lines
FEWEST_SAME = 2  # words that stay between two changes; a single one would only break up the reading


class Part(StrEnum):
    """What a piece of text is."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Words that belong together."""

    part: Part
    text: str


@dataclass(frozen=True)
class Change:
    """One answer that differs, under its label."""

    label: str
    pieces: tuple[Piece, ...]

    @property
    def is_new(self) -> bool:
        """There was no answer before."""
        return all(piece.part is Part.ADDED for piece in self.pieces)

    @property
    def is_gone(self) -> bool:
        """There is no answer any more."""
        return all(piece.part is Part.REMOVED for piece in self.pieces)


def changed(labels: dict[str, str], before: dict[str, str], after: dict[str, str]) -> list[Change]:
    """The answers that differ, in the order of the form.

    Args:
        labels: of every field of the form, by its id, in order.
        before: the words of each answer in the earlier version; blank ones may be absent.
        after: those of the later one.
    """
    found = []
    for field_id, label in labels.items():
        old, new = before.get(field_id, "").strip(), after.get(field_id, "").strip()
        if old != new:
            found.append(Change(label, tuple(_pieces(old, new))))
    return found


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """What stayed, went and came, in reading order: of one place, first what went."""
    was, now = _words(old), _words(new)
    if max(len(was), len(now)) > MOST_WORDS:
        was, now = old.splitlines(keepends=True), new.splitlines(keepends=True)
    removed, added = "", ""
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        is_short = kind == "equal" and 0 < b - a < FEWEST_SAME and (removed or added) and b < len(was)
        if kind == "equal" and not is_short:
            yield from _turned(removed, added)
            removed, added = "", ""
            yield Piece(Part.SAME, "".join(now[c:d]))
        else:
            removed += "".join(was[a:b])
            added += "".join(now[c:d])
    yield from _turned(removed, added)


def _turned(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece(Part.REMOVED, removed)
    if added:
        yield Piece(Part.ADDED, added)


def _words(text: str) -> list[str]:
    return WORDS.findall(text)
