"""The five words that a union may replace, each in its own languages; no Django.

They stand as labels of their own: under a name, over a text, as a heading. Sentences keep our words, because
another word would break their grammar.
"""

import unicodedata
from collections.abc import Mapping

__all__ = ["LONGEST", "OWN_WORDS", "fault_in", "names_union", "own_words"]

OWN_WORDS = ("union", "critical_friend", "practice_account", "response", "facilitator")
LONGEST = 40  # signs; longer breaks a line under a name
MARKUP = frozenset("<>&{}%\\`")


def own_words(
    above: Mapping[str, Mapping[str, str]], own: Mapping[str, Mapping[str, str]], language: str
) -> dict[str, str]:
    """Each word that somebody has replaced: the union's before the programme's, `pt-br` before `pt`."""
    found: dict[str, str] = {}
    for words in (above, own):
        for code in (language.split("-")[0], language):
            found |= {name: word for name, word in words.get(code, {}).items() if name in OWN_WORDS and word}
    return found


def fault_in(word: str, union_name: str = "") -> str:
    """What is wrong with a word: `long`, `markup` or `name`; nothing where it can stand.

    Signs that cannot be seen count as markup: they turn the direction of what follows, or break the line.
    """
    if len(word) > LONGEST:
        return "long"
    if MARKUP & set(word) or any(unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp"} for sign in word):
        return "markup"
    if union_name.strip() and union_name.strip().casefold() in word.casefold():
        return "name"
    return ""


def names_union(text: str, union_name: str) -> bool:
    """Whether a course key or a title holds a word of the union's name; small words do not count."""
    words = [word for word in union_name.split() if len(word) > 3 or (len(word) > 2 and word.isupper())]
    return any(word.casefold() in text.casefold() for word in words)
