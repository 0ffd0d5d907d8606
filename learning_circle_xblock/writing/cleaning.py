"""What we take out of typed text before it is kept: bytes that no one typed."""

import unicodedata

KEPT = {"\n", "\t"}


def clean_text(text: str) -> str:
    """Unify line ends, compose letters, and drop control characters; emoji, markup and any script stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        c for c in text if c in KEPT or unicodedata.category(c) not in {"Cc", "Cs", "Cn"} or c > "\U0001f000"
    )
