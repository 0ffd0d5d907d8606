"""Two people wrote at once: nothing of either is lost."""

from collections.abc import Mapping

__all__ = ["merged"]

Text = Mapping[str, str]


def merged(base: Text, stored: Text, sent: Text) -> dict[str, str]:
    """What stands after both have saved, field by field.

    Where one of the two changed a field, that is kept; where both did, the later words follow the earlier.

    Args:
        base: what the person who saves now started from.
        stored: what stands since.
        sent: what they send.
    """
    return {name: _one(base.get(name, ""), stored.get(name, ""), words) for name, words in sent.items()}


def _one(base: str, stored: str, sent: str) -> str:
    if sent in (base, stored):
        return stored
    if stored in (base, ""):
        return sent
    return f"{stored}\n{sent}".strip()
