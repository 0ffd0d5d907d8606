"""Whoever tries codes or lists one after the other soon has to wait: nobody guesses who is here that way."""

from hashlib import sha256

from django.core.cache import cache

WRONG_CODES, WRONG_CODES_FROM_HERE = 10, 50  # of one person; of everybody together behind one address
LISTS = 20
TEN_MINUTES, A_DAY = 600, 86_400


def must_wait(user_id: int, address: str) -> bool:
    """Whether too many wrong codes came of late: from this person, or from this address.

    Args:
        user_id: 0 for whoever is not signed in.
        address: where the request comes from; kept as a sum of its letters only.
    """
    is_one_too_many = _count(_who(user_id, address)) >= WRONG_CODES
    return is_one_too_many or _count(f"codes.{_sum(address)}") >= WRONG_CODES_FROM_HERE


def count_wrong(user_id: int, address: str) -> None:
    """One more wrong code; counted from the first for ten minutes."""
    _add(_who(user_id, address), TEN_MINUTES)
    _add(f"codes.{_sum(address)}", TEN_MINUTES)


def has_tried_enough(user_id: int) -> bool:
    """Whether a person has tried as many lists of people as anybody needs in a day."""
    return _count(f"lists.{user_id}") >= LISTS


def count_list(user_id: int) -> None:
    """One more list; counted from the first for a day."""
    _add(f"lists.{user_id}", A_DAY)


def _who(user_id: int, address: str) -> str:
    """Whoever is not signed in counts with the others behind the address who are not."""
    return f"codes.person.{user_id}" if user_id else f"codes.nobody.{_sum(address)}"


def _count(what: str) -> int:
    return int(cache.get(_key(what), 0))


def _add(what: str, seconds: int) -> None:
    if not cache.add(_key(what), 1, seconds):
        try:
            cache.incr(_key(what))
        except ValueError:  # it ended between the two
            cache.set(_key(what), 1, seconds)


def _key(what: str) -> str:
    return f"learning_circle.tried.{what}"


def _sum(address: str) -> str:
    return "address." + sha256(address.encode()).hexdigest()[:32]
