"""Help goes one layer up, and is read there and by whoever asked."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.support import api as support
from learning_circle_xblock.support.lifecycle import HELP, HelpState
from learning_circle_xblock.support.models import HelpRequest
from tests.world import NOON, circle, person, seat

pytestmark = pytest.mark.django_db


@dataclass
class Place:
    top: Circle
    below: Circle
    link: User
    lead: User
    awa: User
    boss: User


@pytest.fixture
def place() -> Place:
    top = circle("top", layer=2)
    below = circle("below", parent=top)
    boss = person("boss")
    programmes.name_coordinator(node=top.node, user_id=boss.pk, at=NOON)
    return Place(
        top,
        below,
        seat(top, "link", Role.FACILITATOR),
        seat(below, "lead", Role.FACILITATOR),
        seat(below, "awa"),
        boss,
    )


def who(user: User) -> Actor:
    return circles.page_actor(user.pk)


def ask(user: User, where: Circle, line: str = "Please call.") -> HelpRequest:
    return support.ask_for_help(actor=who(user), circle=where, about="call", line=line, at=NOON)


def readers(place: Place) -> set[str]:
    people = {"link": place.link, "lead": place.lead, "awa": place.awa, "boss": place.boss}
    return {name for name, user in people.items() if support.help_page(actor=who(user)).rows}


def test_a_teacher_asks_the_facilitators(place: Place) -> None:
    ask(place.awa, place.below)
    assert readers(place) == {"awa", "lead"}


def test_a_facilitator_asks_those_of_the_parent(place: Place) -> None:
    ask(place.lead, place.below)
    assert readers(place) == {"lead", "link"}


def test_without_a_parent_the_coordinator_is_asked(place: Place) -> None:
    ask(place.link, place.top)
    assert readers(place) == {"link", "boss"}


def test_a_member_of_a_link_circle_asks_its_facilitators(place: Place) -> None:
    """The facilitator of a circle below is an ordinary member there."""
    ask(place.lead, place.top)
    assert readers(place) == {"lead", "link"}


def test_a_request_follows_the_circle_to_another_parent(place: Place) -> None:
    row = ask(place.lead, place.below)
    Circle.objects.filter(pk=place.below.pk).update(parent=None)
    assert readers(place) == {"lead", "boss"}
    with pytest.raises(support.NotOpenToYou):
        support.answer_help(actor=who(place.link), help_id=row.pk, at=NOON)


def test_seen_then_answered_then_settled(place: Place) -> None:
    row = ask(place.awa, place.below)
    support.see_help(actor=who(place.lead), help_id=row.pk, at=NOON)
    support.answer_help(actor=who(place.lead), help_id=row.pk, line="I rang you.", at=NOON)
    support.see_help(actor=who(place.lead), help_id=row.pk, at=NOON)  # too late: nothing changes
    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_by_id) == ("answered", "I rang you.", place.lead.pk)
    support.close_help(actor=who(place.awa), help_id=row.pk, at=NOON)
    verbs = list(Event.objects.filter(object_kind="help").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["help.raised", "help.seen", "help.answered", "help.closed"]
    assert not support.asked_for(actor=who(place.awa), circle=place.below)


def test_nobody_answers_themself_and_only_the_asker_settles(place: Place) -> None:
    row = ask(place.awa, place.below)
    for step in (support.see_help, support.answer_help):
        with pytest.raises(support.NotOpenToYou):
            step(actor=who(place.awa), help_id=row.pk, at=NOON)
    with pytest.raises(support.NotOpenToYou):
        support.close_help(actor=who(place.lead), help_id=row.pk, at=NOON)
    row.refresh_from_db()
    assert row.state == HelpState.RAISED


def test_pressing_twice_asks_once(place: Place) -> None:
    assert ask(place.awa, place.below).pk == ask(place.awa, place.below).pk
    assert HelpRequest.objects.count() == 1


def test_what_waits_for_me_leaves_out_my_own_and_what_is_answered(place: Place) -> None:
    mine, theirs = ask(place.lead, place.below), ask(place.awa, place.below)
    waiting = support.help_page(actor=who(place.lead), only_waiting=True).rows
    assert [asked.row.pk for asked in waiting] == [theirs.pk]
    support.answer_help(actor=who(place.lead), help_id=theirs.pk, at=NOON)
    assert not support.help_page(actor=who(place.lead), only_waiting=True).rows
    everything = support.help_page(actor=who(place.lead)).rows
    assert [asked.row.pk for asked in everything] == [mine.pk, theirs.pk]  # what waits comes first


def test_the_list_is_paged(place: Place) -> None:
    for number in range(51):
        ask(place.awa, place.below, f"line {number}")
    first = support.help_page(actor=who(place.lead))
    assert len(first.rows) == 50 and first.has_next
    last = support.help_page(actor=who(place.lead), page=2)
    assert len(last.rows) == 1 and not last.has_next and last.has_previous


def test_whoever_may_not_ask_asks_nobody(place: Place) -> None:
    seat(place.below, "watcher", Role.OBSERVER)
    for name in ("watcher", "boss", "stranger"):
        with pytest.raises(support.NotOpenToYou):
            ask(person(name), place.below)
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize("state", HelpState)
@pytest.mark.parametrize("action", ["see", "answer", "close"])
def test_every_step_of_a_request(state: HelpState, action: str) -> None:
    allowed = {
        "see": {HelpState.RAISED},
        "answer": {HelpState.RAISED, HelpState.SEEN},
        "close": {HelpState.RAISED, HelpState.SEEN, HelpState.ANSWERED},
    }
    assert HELP.allows(state, action) is (state in allowed[action])
