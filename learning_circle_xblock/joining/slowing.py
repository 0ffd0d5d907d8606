"""Codes are long enough that nobody guesses one; whoever tries all the same soon has to wait."""

from django.core.cache import cache

TRIES = 10
WAIT = 600  # seconds


def must_wait(who: str) -> bool:
    """Whether this person or session has typed too many wrong codes of late."""
    return int(cache.get(_key(who), 0)) >= TRIES


def count_wrong(who: str) -> None:
    """One more wrong code; counted from the first for ten minutes."""
    if not cache.add(_key(who), 1, WAIT):
        try:
            cache.incr(_key(who))
        except ValueError:  # it ended between the two
            cache.set(_key(who), 1, WAIT)


def _key(who: str) -> str:
    return f"learning_circle_wrong_codes:{who}"
