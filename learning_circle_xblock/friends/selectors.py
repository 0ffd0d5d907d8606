"""Who is whose critical friend, in a constant number of queries."""

from collections import defaultdict

from django.db.models import OuterRef, QuerySet

from .models import PairingSeat

__all__ = ["friends_of", "groups_of", "has_friends", "is_friend_of", "met_before"]


def friends_of(*, circle_id: int, person_id: int) -> frozenset[int]:
    """The critical friends of a person in a circle, as ids of users; one query."""
    here = PairingSeat.objects.filter(live_slot=f"{circle_id}:{person_id}").values("pairing_id")
    rows = PairingSeat.objects.filter(pairing__in=here, ended_at=None).exclude(person_id=person_id)
    return frozenset(rows.values_list("person_id", flat=True))


def has_friends(person_id: int) -> bool:
    """Whether somebody is a critical friend of anybody now, in any circle; one query."""
    return PairingSeat.objects.filter(person_id=person_id, ended_at=None).exists()


def is_friend_of(reader_id: int, *, circle: str, person: str) -> QuerySet[PairingSeat]:
    """For `Exists`: whether the reader is now a critical friend of the row's person in the row's circle.

    Args:
        reader_id: who reads.
        circle: the row's field with the id of the circle.
        person: the row's field with the id of the person.
    """
    return PairingSeat.objects.filter(
        ended_at=None,
        person_id=reader_id,
        pairing__circle_id=OuterRef(circle),
        pairing__seats__person_id=OuterRef(person),
        pairing__seats__ended_at=None,
    )


def groups_of(circle_id: int) -> list[tuple[int, ...]]:
    """The pairings of now, in the order in which they began; one query."""
    return _groups(circle_id, ended_at=None)


def met_before(circle_id: int) -> list[tuple[int, ...]]:
    """All pairings, those of now and those of before; one query."""
    return _groups(circle_id)


def _groups(circle_id: int, **which: None) -> list[tuple[int, ...]]:
    rows = PairingSeat.objects.filter(pairing__circle_id=circle_id, **which).order_by("pairing_id", "pk")
    found: dict[int, list[int]] = defaultdict(list)
    for pairing_id, person_id in rows.values_list("pairing_id", "person_id"):
        found[pairing_id].append(person_id)
    return [tuple(people) for people in found.values()]
