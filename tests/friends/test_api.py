"""Pairings are proposed, kept, changed, and end with whoever leaves."""

from random import Random

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.friends.models import Pairing, PairingSeat
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.programmes import api as programmes
from tests.world import NOON, circle, days, person, seat

pytestmark = pytest.mark.django_db
LATER = NOON + days(30)


@pytest.fixture
def where() -> Circle:
    """A facilitator and six teachers."""
    found = circle()
    seat(found, "lead", Role.FACILITATOR)
    for number in range(6):
        seat(found, f"t{number}")
    return found


def me(name: str = "lead") -> Actor:
    return circles.page_actor(person(name).pk)


def pk(name: str) -> int:
    return User.objects.get(username=name).pk


def keep(where: Circle, *groups: str, at: object = NOON) -> None:
    """Each group is told by the numbers of its people."""
    numbers = {pk(f"t{one}"): n for n, group in enumerate(groups, start=1) for one in group}
    friends.keep_groups(actor=me(), circle=where, numbers=numbers, rule=friends.Rule.CHOSEN, at=at)  # type: ignore[arg-type]


def of(where: Circle, name: str) -> set[str]:
    found = friends.friends_of(circle_id=where.pk, person_id=pk(name))
    return set(User.objects.filter(pk__in=found).values_list("username", flat=True))


def test_a_proposal_keeps_nothing(where: Circle) -> None:
    found = friends.propose_groups(
        actor=me(), circle=where, rule=friends.Rule.ROTATION, size=2, source=Random(1)
    )
    assert sorted(who for group in found for who in group) == sorted(pk(f"t{n}") for n in range(6))
    assert not Pairing.objects.exists()


def test_tables_stay_together(where: Circle) -> None:
    circles.propose(actor=me(), circle=where, size=2, at=NOON)
    tables = {frozenset(people) for people in circles.table_people(where.pk).values()}
    found = friends.propose_groups(
        actor=me(), circle=where, rule=friends.Rule.TABLE, size=2, source=Random(1)
    )
    assert {frozenset(group) for group in found} == tables


def test_a_pair_that_stays_goes_on_and_the_others_are_history(where: Circle) -> None:
    keep(where, "01", "23", "45")
    keep(where, "01", "234", at=LATER)
    assert of(where, "t0") == {"t1"} and of(where, "t3") == {"t2", "t4"} and of(where, "t5") == set()
    assert Pairing.objects.filter(ended_at=None).count() == 2
    assert Pairing.objects.filter(ended_at=LATER).count() == 2
    assert Pairing.objects.filter(began_at=NOON, ended_at=None).count() == 1
    assert PairingSeat.objects.filter(ended_at=LATER).count() == 4
    met = friends.propose_groups(
        actor=me(), circle=where, rule=friends.Rule.ROTATION, size=2, source=Random(3)
    )
    assert {pk("t0"), pk("t1")} not in [set(group) for group in met]


@pytest.mark.parametrize("groups", [("0",), ("01", "2"), ("01234",)])
def test_groups_are_small_and_nobody_is_alone(where: Circle, groups: tuple[str, ...]) -> None:
    with pytest.raises(friends.Misfit):
        keep(where, *groups)
    assert not Pairing.objects.exists()


def test_only_teachers_of_the_circle_are_paired(where: Circle) -> None:
    stranger = seat(circle("two"), "stranger")
    numbers = {pk("t0"): 1, pk("t1"): 1, stranger.pk: 1, pk("lead"): 1}
    friends.keep_groups(actor=me(), circle=where, numbers=numbers, rule=friends.Rule.CHOSEN, at=NOON)
    assert of(where, "t0") == {"t1"}


@pytest.mark.parametrize("name", ["t0", "stranger"])
def test_who_does_not_manage_the_circle_pairs_nobody(where: Circle, name: str) -> None:
    seat(circle("two"), "stranger", Role.FACILITATOR)
    with pytest.raises(friends.NotOpenToYou):
        friends.propose_groups(
            actor=me(name), circle=where, rule=friends.Rule.TABLE, size=2, source=Random(1)
        )
    with pytest.raises(friends.NotOpenToYou):
        friends.keep_groups(actor=me(name), circle=where, numbers={}, rule=friends.Rule.TABLE, at=NOON)


def test_whoever_leaves_is_nobodys_critical_friend(where: Circle) -> None:
    keep(where, "012", "34")
    for name in ("t0", "t3"):
        row = Membership.objects.get(circle=where, person__username=name)
        circles.leave(actor=me(name), membership_id=row.pk, reason=None, at=LATER)
    assert of(where, "t1") == {"t2"} and of(where, "t4") == set()
    assert Pairing.objects.filter(ended_at=LATER).count() == 1
    assert not PairingSeat.objects.filter(person_id=pk("t4"), ended_at=None).exists()


def test_whoever_moves_leaves_the_pair_behind(where: Circle) -> None:
    keep(where, "01")
    two = circle("two")
    programmes.name_coordinator(node=where.node, user_id=person("boss", enrolled=False).pk, at=NOON)
    row = Membership.objects.get(circle=where, person__username="t0")
    circles.move_member(actor=me("boss"), membership_id=row.pk, circle_id=two.pk, at=LATER)
    assert of(where, "t1") == set() and of(two, "t0") == set()
