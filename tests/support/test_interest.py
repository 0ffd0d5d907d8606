"""From teacher to facilitator: with the person's agreement, and never past it."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.circles.tree import place_under
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.support import api as support
from learning_circle_xblock.support.lifecycle import PIPELINE, InterestState
from learning_circle_xblock.support.models import FacilitatorInterest, Reflection
from tests.queries import counted
from tests.world import NOON, circle, days, person, seat

pytestmark = pytest.mark.django_db


@dataclass
class Place:
    """A circle with two facilitators and three teachers, a link facilitator above, a coordinator."""

    top: Circle
    below: Circle
    link: User
    lead: User
    awa: User
    ben: User
    farah: User


@pytest.fixture
def place() -> Place:
    top = circle("top", layer=2)
    below = circle("below", parent=top)
    link = seat(top, "link", Role.FACILITATOR)
    lead = seat(below, "lead", Role.FACILITATOR)
    seat(below, "pair", Role.CO_FACILITATOR)
    farah = person("farah", enrolled=False)
    programmes.name_coordinator(node=below.node, user_id=farah.pk, at=NOON)
    return Place(top, below, link, lead, seat(below, "awa"), seat(below, "ben"), farah)


def who(user: User) -> Actor:
    """As the pages make the actor."""
    return circles.page_actor(user.pk)


def offer(place: Place, user: User) -> FacilitatorInterest:
    """A teacher says so."""
    return support.offer_to_facilitate(actor=who(user), circle=place.below, at=NOON)


def ask(place: Place, *people: User) -> int:
    """The facilitator asks."""
    ids = [user.pk for user in people]
    return support.ask_to_facilitate(actor=who(place.lead), circle=place.below, people=ids, at=NOON)


def above(user: User) -> list[tuple[int, str]]:
    """Whom somebody above sees, and where they are."""
    return [(row.person_id, row.state) for row in support.future_facilitators(actor=who(user)).rows]


def lead_on(place: Place, user: User, action: str) -> None:
    """One step by somebody above."""
    row = FacilitatorInterest.objects.get(live_slot__isnull=False)
    support.lead_to_facilitating(actor=who(user), interest_id=row.pk, action=action, at=NOON + days(1))


def test_who_says_so_is_seen_by_those_above_until_they_take_it_back(place: Place) -> None:
    assert offer(place, place.awa).pk == offer(place, place.awa).pk
    for user in (place.link, place.farah):
        assert above(user) == [(place.awa.pk, "interested")]
    assert not above(place.ben) and not above(place.lead)
    support.take_back_offer(actor=who(place.awa), circle=place.below, at=NOON)
    assert not above(place.link) and not above(place.farah)
    with pytest.raises(support.NotOpenToYou):
        support.take_back_offer(actor=who(place.awa), circle=place.below, at=NOON)
    offer(place, place.awa)  # and changes their mind again
    assert above(place.link)


def test_who_is_named_is_seen_above_only_once_they_agree(place: Place) -> None:
    """Neither the name nor the number."""
    assert ask(place, place.awa) == 1 and ask(place, place.awa) == 0
    for user in (place.link, place.farah):
        found = support.future_facilitators(actor=who(user))
        assert not found.rows and not any(n for _state, n in found.counts)
    seen = support.interest_in(actor=who(place.lead), circle=place.below)
    assert [(row.person_id, row.state) for row in seen] == [(place.awa.pk, "asked")]
    assert support.interest_in(actor=who(place.ben), circle=place.below) == ()
    row = offer(place, place.awa)
    assert (row.state, row.named_by, row.agreed_at) == (InterestState.INTERESTED, place.lead, NOON)
    assert above(place.link) == [(place.awa.pk, "interested")]


def test_who_says_no_is_not_asked_again_and_may_still_say_so(place: Place) -> None:
    ask(place, place.awa)
    support.take_back_offer(actor=who(place.awa), circle=place.below, at=NOON)
    assert place.awa.pk not in support.may_be_asked(actor=who(place.lead), circle=place.below)
    assert ask(place, place.awa) == 0
    assert offer(place, place.awa).state == InterestState.INTERESTED


def test_only_people_of_the_circle_are_asked(place: Place) -> None:
    stranger = seat(circle("other"), "stranger")
    assert ask(place, stranger, place.lead, person("pair")) == 0
    assert support.may_be_asked(actor=who(place.lead), circle=place.below) == [place.awa.pk, place.ben.pk]
    for user in (place.awa, place.link, place.farah):
        with pytest.raises(support.NotOpenToYou):
            support.ask_to_facilitate(actor=who(user), circle=place.below, people=[place.ben.pk], at=NOON)


def test_those_above_lead_on_step_by_step(place: Place) -> None:
    offer(place, place.awa)
    for user, action, state in (
        (place.farah, "invite", "invited"),
        (place.link, "induct", "inducting"),
        (place.farah, "pair", "paired"),
    ):
        lead_on(place, user, action)
        assert above(place.link) == [(place.awa.pk, state)]
        with pytest.raises(support.ChangedMeanwhile):
            lead_on(place, user, action)
    for action in ("facilitate", "end", "agree", ""):
        with pytest.raises(support.NotOpenToYou):
            lead_on(place, place.link, action)
    for user in (place.lead, place.awa, place.ben):
        with pytest.raises(support.NotOpenToYou):
            lead_on(place, user, "pair")


@pytest.mark.parametrize("named", [False, True])
def test_a_seat_as_facilitator_is_the_last_step_and_comes_by_itself(place: Place, named: bool) -> None:
    if named:
        ask(place, place.awa)
    else:
        offer(place, place.awa)
    seat(circle("next", parent=place.top), "awa", Role.FACILITATOR)
    assert above(place.link) == [(place.awa.pk, "facilitating")]
    found = support.future_facilitators(actor=who(place.farah))
    assert dict(found.counts) == {state: int(state == "facilitating") for state in PIPELINE}
    circles.end_membership(circle=place.below, user_id=place.awa.pk, at=NOON)
    assert above(place.link) == [(place.awa.pk, "facilitating")]


def test_another_role_in_the_same_circle_arrives_too_and_ends_with_the_seat(place: Place) -> None:
    offer(place, place.awa)
    seat(place.below, "awa", Role.CO_FACILITATOR)
    assert above(place.link) == [(place.awa.pk, "facilitating")]
    circles.end_membership(circle=place.below, user_id=place.awa.pk, at=NOON)
    assert not above(place.link)


def test_who_leaves_is_asked_no_more(place: Place) -> None:
    offer(place, place.awa)
    ask(place, place.ben)
    for user in (place.awa, place.ben):
        circles.end_membership(circle=place.below, user_id=user.pk, at=NOON)
    assert not above(place.link) and not FacilitatorInterest.objects.filter(live_slot__isnull=False).exists()


def test_it_goes_along_to_another_circle(place: Place) -> None:
    there = circle("there")
    seat(there, "theirs", Role.FACILITATOR)
    row = offer(place, place.awa)
    seated = Membership.objects.get(circle=place.below, person=place.awa)
    circles.move_member(actor=who(place.farah), membership_id=seated.pk, circle_id=there.pk, at=NOON)
    row.refresh_from_db()
    assert (row.circle, row.state) == (there, InterestState.INTERESTED)
    assert above(place.farah) and not above(place.link)
    own = support.own_interest(actor=who(place.awa), circle=there)
    assert own == row


def test_other_link_facilitators_see_nothing_from_before(place: Place) -> None:
    offer(place, place.awa)
    there = circle("there", layer=2)
    other = seat(there, "other", Role.FACILITATOR)
    place_under(circle=place.below, parent=there, at=NOON + days(1))
    assert not above(other) and not above(place.link) and above(place.farah)
    with pytest.raises(support.NotOpenToYou):
        lead_on(place, other, "invite")
    support.take_back_offer(actor=who(place.awa), circle=place.below, at=NOON + days(2))
    support.offer_to_facilitate(actor=who(place.awa), circle=place.below, at=NOON + days(2))
    assert above(other) == [(place.awa.pk, "interested")]


def test_the_end_of_a_cycle_asks_whom_a_facilitator_names(place: Place) -> None:
    row = support.reflect_on_cycle(
        actor=who(place.lead),
        circle=place.below,
        answers={"keep": "The tables.", "drop": "Slides.", "own": "I listen.", "is_shared": True},
        people=[place.awa.pk, place.ben.pk],
        at=NOON,
    )
    assert row.is_closing and (row.keep, row.drop, row.own) == ("The tables.", "Slides.", "I listen.")
    assert {i.person_id for i in FacilitatorInterest.objects.filter(state="asked")} == {
        place.awa.pk,
        place.ben.pk,
    }
    found = support.reflections(actor=who(place.link), circle=place.below)
    assert found is not None and [read.row.pk for read in found.rows] == [row.pk]
    assert not above(place.link), "whom the facilitator named is in none of it"
    with pytest.raises(support.NotOpenToYou):
        support.reflect_on_cycle(
            actor=who(place.awa), circle=place.below, answers={"keep": "x"}, people=[], at=NOON
        )
    assert Reflection.objects.count() == 1


def test_events_hold_ids_and_states_alone(place: Place) -> None:
    ask(place, place.awa)
    offer(place, place.awa)
    lead_on(place, place.farah, "invite")
    found = Event.objects.filter(object_kind="interest").order_by("pk")
    assert [(e.verb, e.actor_id, e.from_state, e.to_state) for e in found] == [
        ("interest.asked", place.lead.pk, "", "asked"),
        ("interest.agreed", place.awa.pk, "asked", "interested"),
        ("interest.invited", place.farah.pk, "interested", "invited"),
    ]


def test_the_list_costs_the_same_for_one_and_for_many(place: Place) -> None:
    def cost() -> int:
        actor = who(place.farah)
        with counted() as found:
            support.future_facilitators(actor=actor)
        return found.number

    offer(place, place.awa)
    few = cost()
    for number in range(5):
        support.offer_to_facilitate(actor=who(seat(place.below, f"t{number}")), circle=place.below, at=NOON)
    assert cost() == few == 2
