"""Reflections, contact notes and induction: who writes, who reads, what is kept."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.circles.tree import place_under
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.support import api as support
from learning_circle_xblock.support.models import ContactNote, HelpRequest, InductionItem, Reflection
from tests.queries import counted
from tests.world import NOON, circle, days, person, seat

pytestmark = pytest.mark.django_db
WORDS = {"how": "Well.", "pair": "We quarrel.", "need": "nothing", "is_shared": True, "shares_pair": False}
CONTACT = {
    "held_on": date(2026, 5, 4),
    "kind": "call",
    "topics": ["pair"],
    "agreed": "June.",
    "next_on": date(2026, 6, 1),
}


@dataclass
class Place:
    top: Circle
    below: Circle
    link: User
    lead: User
    pair: User


@pytest.fixture
def place() -> Place:
    top = circle("top", layer=2)
    below = circle("below", parent=top)
    return Place(
        top,
        below,
        seat(top, "link", Role.FACILITATOR),
        seat(below, "lead", Role.FACILITATOR),
        seat(below, "pair", Role.CO_FACILITATOR),
    )


def who(user: User) -> Actor:
    return circles.page_actor(user.pk)


def reflect(place: Place, **words: object) -> Reflection:
    answers = {**WORDS, **words}
    return support.reflect(actor=who(place.lead), circle=place.below, session_id=7, answers=answers, at=NOON)


def read(place: Place, user: User) -> list[tuple[str, str]]:
    found = support.reflections(actor=who(user), circle=place.below)
    return [] if found is None else [(each.row.how, each.pair) for each in found.rows]


def test_a_reflection_is_read_by_the_pair_and_above_while_it_is_shared(place: Place) -> None:
    row = reflect(place)
    assert row.session_id == 7
    assert read(place, place.pair) == read(place, place.lead) == [("Well.", "We quarrel.")]
    assert read(place, place.link) == [("Well.", "")]  # the line on the pair stays with the pair
    support.share_reflection(actor=who(place.lead), reflection_id=row.pk, shared=False, at=NOON)
    assert read(place, place.link) == [] and read(place, place.pair)
    with pytest.raises(support.NotOpenToYou):
        support.share_reflection(actor=who(place.pair), reflection_id=row.pk, shared=True, at=NOON)


def test_the_line_on_the_pair_goes_up_only_when_that_is_ticked(place: Place) -> None:
    reflect(place, shares_pair=True)
    assert read(place, place.link) == [("Well.", "We quarrel.")]


def test_what_is_needed_is_asked_for_in_the_same_action(place: Place) -> None:
    reflect(place)
    assert not HelpRequest.objects.exists()
    reflect(place, need="visit")
    row = HelpRequest.objects.get()
    assert (row.about, row.person_id, row.is_above) == ("visit", place.lead.pk, True)
    waiting = support.help_page(actor=who(place.link), only_waiting=True).rows
    assert [asked.row.pk for asked in waiting] == [row.pk]


def test_nobody_else_reads_or_writes_reflections(place: Place) -> None:
    reflect(place)
    seat(place.below, "awa")
    assert support.reflections(actor=who(person("awa")), circle=place.below) is None
    with pytest.raises(support.NotOpenToYou):
        support.reflect(actor=who(place.link), circle=place.below, session_id=None, answers=WORDS, at=NOON)


def note(place: Place, **words: object) -> ContactNote:
    return support.note_contact(
        actor=who(place.link),
        circle=place.below,
        person_id=place.lead.pk,
        answers={**CONTACT, **words},
        at=NOON,
    )


def test_a_facilitator_reads_the_notes_about_themself_alone(place: Place) -> None:
    row = note(place)
    own = support.support_of(actor=who(place.lead), circle=place.below, person_id=place.lead.pk)
    assert own is not None and own.notes == (row,) and not own.may_write
    assert support.support_of(actor=who(place.pair), circle=place.below, person_id=place.lead.pk) is None
    theirs = support.support_of(actor=who(place.link), circle=place.below, person_id=place.lead.pk)
    assert theirs is not None and theirs.may_write


def test_the_same_note_sent_twice_is_kept_once(place: Place) -> None:
    assert note(place).pk == note(place).pk
    assert note(place, agreed="July.").pk and ContactNote.objects.count() == 2


def test_only_facilitators_of_the_circle_are_looked_after(place: Place) -> None:
    awa = seat(place.below, "awa")
    assert support.support_of(actor=who(place.link), circle=place.below, person_id=awa.pk) is None
    for act in (support.note_contact, support.record_induction):
        with pytest.raises(support.NotOpenToYou):
            act(actor=who(place.link), circle=place.below, person_id=awa.pk, answers=CONTACT, at=NOON)
        with pytest.raises(support.NotOpenToYou):
            act(actor=who(place.lead), circle=place.below, person_id=place.lead.pk, answers=CONTACT, at=NOON)


def induct(place: Place, later: int = 0, **answers: str) -> None:
    support.record_induction(
        actor=who(place.link),
        circle=place.below,
        person_id=place.lead.pk,
        answers=answers,
        at=NOON + days(later),
    )


def test_what_did_not_change_keeps_its_date(place: Place) -> None:
    induct(place, i_not="yes", i_help="discuss", i_lang="yes")
    induct(place, later=9, i_not="yes", i_help="yes")
    rows = {
        row.item: (row.answer, row.recorded_at, row.recorded_by_id) for row in InductionItem.objects.all()
    }
    assert rows == {
        "i_not": ("yes", NOON, place.link.pk),
        "i_help": ("yes", NOON + days(9), place.link.pk),
    }


def test_the_list_says_what_to_know_before_a_call(place: Place) -> None:
    induct(place, i_not="yes", i_help="discuss")
    note(place)
    found = support.facilitators_below(actor=who(place.link), circle=place.top)
    assert found is not None
    rows = {row.person_id: (row.introduced, row.last_on, row.next_on) for row in found.rows}
    assert rows == {
        place.lead.pk: (1, date(2026, 5, 4), date(2026, 6, 1)),
        place.pair.pk: (0, None, None),
    }
    note(place, held_on=date(2026, 6, 2), next_on=None)
    found = support.facilitators_below(actor=who(place.link), circle=place.top)
    assert found is not None
    assert {row.next_on for row in found.rows} == {None}  # what was agreed has come and gone
    assert support.facilitators_below(actor=who(place.lead), circle=place.top) is None


def placed(place: Place) -> User:
    """The circle comes under another parent, with a link facilitator of its own."""
    there = circle("there", layer=2)
    other = seat(there, "other", Role.FACILITATOR)
    place_under(circle=place.below, parent=there, at=NOON + days(1))
    place.below.refresh_from_db()
    return other


def test_link_facilitators_of_a_new_parent_read_nothing_from_before(place: Place) -> None:
    """They may be another body: what was written for the former stays with the pair and the person."""
    reflect(place)
    note(place)
    induct(place, i_not="yes", i_help="yes")
    other = placed(place)
    assert read(place, other) == [] and read(place, place.link) == []
    assert read(place, place.pair) == [("Well.", "We quarrel.")]
    seen = support.support_of(actor=who(other), circle=place.below, person_id=place.lead.pk)
    assert seen is not None and not seen.notes and not seen.induction
    own = support.support_of(actor=who(place.lead), circle=place.below, person_id=place.lead.pk)
    assert own is not None and len(own.notes) == 1 and len(own.induction) == 2
    listed = support.facilitators_below(actor=who(other), circle=Circle.objects.get(code="there"))
    assert listed is not None
    assert {(row.introduced, row.last_on) for row in listed.rows} == {(0, None)}


def test_what_is_written_under_a_new_parent_is_read_there(place: Place) -> None:
    induct(place, i_not="yes", i_help="yes")
    other = placed(place)
    later = NOON + days(2)
    answers = {**WORDS, "how": "Anew."}
    support.reflect(actor=who(place.lead), circle=place.below, session_id=None, answers=answers, at=later)
    assert read(place, other) == [("Anew.", "")]
    support.record_induction(
        actor=who(other), circle=place.below, person_id=place.lead.pk, answers={"i_not": "yes"}, at=later
    )
    seen = support.support_of(actor=who(other), circle=place.below, person_id=place.lead.pk)
    assert seen is not None and {item: row.recorded_at for item, row in seen.induction.items()} == {
        "i_not": later
    }
    kept = InductionItem.objects.get(item="i_help")
    assert kept.recorded_by_id == place.link.pk, "what the other does not see, an empty answer leaves alone"


def test_a_request_that_waits_is_asked_anew_by_whoever_raised_it(place: Place) -> None:
    row = support.ask_for_help(actor=who(place.lead), circle=place.below, about="call", line="mine", at=NOON)
    assert support.help_page(actor=who(place.link)).rows
    other = placed(place)
    assert not support.help_page(actor=who(other)).rows and not support.help_page(actor=who(place.link)).rows
    with pytest.raises(support.NotOpenToYou):
        support.answer_help(actor=who(other), help_id=row.pk, at=NOON + days(2))
    (own,) = support.help_page(actor=who(place.lead)).rows
    assert own.is_lost
    for user in (other, place.pair):
        with pytest.raises(support.NotOpenToYou):
            support.ask_again(actor=who(user), help_id=row.pk, at=NOON + days(2))
    for day in (2, 3):
        support.ask_again(actor=who(place.lead), help_id=row.pk, at=NOON + days(day))
    row.refresh_from_db()
    assert row.raised_at == NOON + days(2), "once is enough"
    (asked,) = support.help_page(actor=who(other)).rows
    assert asked.may_answer
    (own,) = support.help_page(actor=who(place.lead)).rows
    assert not own.is_lost


def test_what_a_teacher_asks_the_pair_is_not_touched_by_a_new_parent(place: Place) -> None:
    awa = seat(place.below, "awa")
    support.ask_for_help(actor=who(awa), circle=place.below, about="call", line="", at=NOON)
    placed(place)
    (asked,) = support.help_page(actor=who(place.lead)).rows
    assert asked.may_answer
    (own,) = support.help_page(actor=who(awa)).rows
    assert not own.is_lost


def test_the_list_costs_the_same_for_one_facilitator_and_for_many(place: Place) -> None:
    def cost() -> int:
        actor = who(place.link)
        with counted() as found:
            support.facilitators_below(actor=actor, circle=place.top)
        return found.number

    few = cost()
    for number in range(6):
        other = circle(f"more{number}", parent=place.top)
        seat(other, f"lead{number}", Role.FACILITATOR)
    assert cost() == few == 3
