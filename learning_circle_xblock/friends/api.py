"""Propose and keep pairings. Permission first, then the rule, then the change, then the event."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from random import Random

from django.db import transaction

from .. import permissions
from ..circles.api import table_people, teacher_ids
from ..circles.models import Circle, Membership
from ..circles.selectors import facts, is_peer_in
from ..events.api import record
from ..events.models import Event
from ..permissions import Actor
from .groups import Rule, misfits, propose
from .models import Pairing, PairingSeat
from .selectors import friends_of, groups_of, met_before

__all__ = [
    "FriendsError",
    "Misfit",
    "NotOpenToYou",
    "Rule",
    "follow_membership",
    "friends_of",
    "groups_of",
    "keep_groups",
    "propose_groups",
]

MOST_GROUPS = 99


class FriendsError(Exception):
    """A pairing cannot be as asked."""


class NotOpenToYou(FriendsError):
    """It does not exist for this person."""


class Misfit(FriendsError):
    """Some groups would be too small or too large; `numbers` names them."""

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(f"groups {numbers}")
        self.numbers = numbers


def propose_groups(
    *, actor: Actor, circle: Circle, rule: Rule, size: int, source: Random
) -> list[tuple[int, ...]]:
    """Who could respond to whom; nothing is kept yet. Three queries at most.

    Args:
        actor: who manages the circle.
        circle: the circle.
        rule: by table, by rotation, or as it comes.
        size: two or three.
        source: of what is left to chance.

    Raises:
        NotOpenToYou: the actor does not manage the circle.
        ValueError: a size that is neither two nor three.
    """
    if not permissions.may_manage_circle(actor, facts(circle)):
        raise NotOpenToYou
    tables: dict[int, int] = {}
    if rule is Rule.TABLE:
        tables = {who: number for number, people in table_people(circle.pk).items() for who in people}
    met = met_before(circle.pk) if rule is Rule.ROTATION else ()
    return propose(teacher_ids(circle.pk), size, met=met, tables=tables, source=source)


@transaction.atomic
def keep_groups(
    *, actor: Actor, circle: Circle, numbers: Mapping[int, int], rule: Rule, at: datetime
) -> None:
    """From now on these people respond to one another; whoever is named in no group has no critical friend.

    Args:
        actor: who manages the circle.
        circle: the circle.
        numbers: the number of the group by id of the user; 0 is none, who is no teacher there is passed over.
        rule: how they came together.
        at: the time.

    Raises:
        NotOpenToYou: the actor does not manage the circle.
        Misfit: a group would have one person, or more than four.
    """
    if not permissions.may_manage_circle(actor, facts(circle)):
        raise NotOpenToYou
    Circle.objects.select_for_update().get(pk=circle.pk)
    here = set(teacher_ids(circle.pk))
    wanted = {who: n for who, n in numbers.items() if who in here and 0 < n <= MOST_GROUPS}
    if wrong := misfits(wanted.values()):
        raise Misfit(wrong)
    groups: dict[int, set[int]] = defaultdict(set)
    for who, number in wanted.items():
        groups[number].add(who)
    new = {frozenset(people) for people in groups.values()}
    live = PairingSeat.objects.filter(pairing__circle=circle, ended_at=None)
    kept: dict[int, set[int]] = defaultdict(set)
    for pairing_id, who in live.values_list("pairing_id", "person_id"):
        kept[pairing_id].add(who)
    for pairing_id, people in kept.items():
        if frozenset(people) in new:
            new.discard(frozenset(people))  # a pair that stays goes on, and is no news
        else:
            _end(pairing_id, at)
    for group in sorted(new, key=min):
        pairing = Pairing.objects.create(circle=circle, rule=rule, began_at=at)
        PairingSeat.objects.bulk_create(
            PairingSeat(pairing=pairing, person_id=who, began_at=at, live_slot=f"{circle.pk}:{who}")
            for who in sorted(group)
        )
    record(
        verb="friends.changed",
        object_id=circle.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        at=at,
    )


def follow_membership(event: Event) -> None:
    """Whoever leaves a circle or moves on is nobody's critical friend there; one person alone is no pair."""
    if event.object_kind != "membership" or event.verb not in {"membership.ended", "membership.moved"}:
        return
    row = Membership.objects.filter(pk=event.object_id).select_related("moved_from").first()
    for one in filter(None, (row, row.moved_from if row else None)):
        if is_peer_in(one.circle_id, one.person_id):
            continue
        seat = PairingSeat.objects.filter(live_slot=f"{one.circle_id}:{one.person_id}").first()
        if seat is None:
            continue
        seat.ended_at, seat.live_slot = event.at, None
        seat.save(update_fields=["ended_at", "live_slot"])
        if PairingSeat.objects.filter(pairing_id=seat.pairing_id, ended_at=None).count() < 2:
            _end(seat.pairing_id, event.at)


def _end(pairing_id: int, at: datetime) -> None:
    PairingSeat.objects.filter(pairing_id=pairing_id, ended_at=None).update(ended_at=at, live_slot=None)
    Pairing.objects.filter(pk=pairing_id, ended_at=None).update(ended_at=at)
