"""Two people wrote at once: nothing of either is lost."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

__all__ = ["merged", "merged_rows"]

Text = Mapping[str, str]
Entry = TypeVar("Entry")


def merged(base: Text, stored: Text, sent: Text) -> dict[str, str]:
    """What stands after both have saved, field by field.

    Where one of the two changed a field, that is kept; where both did, the later words follow the earlier.

    Args:
        base: what the person who saves now started from.
        stored: what stands since.
        sent: what they send.
    """
    return {name: _one(base.get(name, ""), stored.get(name, ""), words) for name, words in sent.items()}


def merged_rows(base: Sequence[Entry], stored: Sequence[Entry], sent: Sequence[Entry]) -> list[Entry]:
    """The same for rows: what either added stays, what either took away is gone, each stands once."""
    stays = [row for row in stored if row in sent or row not in base]
    added = [row for row in sent if row not in stored and row not in base]
    return list({str(row): row for row in (*stays, *added)}.values())


def _one(base: str, stored: str, sent: str) -> str:
    if sent in (base, stored):
        return stored
    if stored in (base, ""):
        return sent
    return f"{stored}\n{sent}".strip()
