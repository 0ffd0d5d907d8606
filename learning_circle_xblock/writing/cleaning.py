"""What we take out of typed text before it is kept: signs that no one typed."""

import unicodedata

KEPT = {"\n", "\t"}
EMOJI = "\U0001f000"  # from here on, signs that are younger than Python's tables count as letters


def clean_text(text: str) -> str:
    """Unify line ends, drop control characters, compose letters; emoji, markup and any script stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(c for c in lines if c in KEPT or _is_typed(c)))


def _is_typed(sign: str) -> bool:
    return sign >= EMOJI or unicodedata.category(sign) not in {"Cc", "Cs", "Cn"}
