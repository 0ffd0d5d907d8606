"""What a teacher keeps: changed, taken away, moved with its author, hidden from the circle that was left."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.evidence import api as evidence
from learning_circle_xblock.evidence.kinds import Kind, Wave
from learning_circle_xblock.evidence.models import MODELS, JournalEntry, SelfCheck
from learning_circle_xblock.evidence.selectors import Shown, own_checks, own_list, shown_of
from learning_circle_xblock.permissions import Role
from tests.queries import counted
from tests.world import NOON, actor, circle, person, seat

pytestmark = pytest.mark.django_db

ANSWERS: dict[Kind, dict[str, Any]] = {
    Kind.JOURNAL: {"held_on": date(2026, 5, 1), "happened": "They asked more.", "shared_with": "circle"},
    Kind.COLLEAGUES: {"month": date(2026, 5, 1), "who": ["same_year"], "many": "2-3", "how": "tried"},
    Kind.IMPACT: {"boxes": {"me": {"words": "I wait longer.", "sure": "saw"}}},
    Kind.EVIDENCE: {"shows": "Seventeen, not thirty-one.", "is_shared": True},
}


@pytest.fixture
def where() -> Circle:
    found = circle()
    seat(found, "lead", Role.FACILITATOR)
    seat(found, "ben")
    return found


@pytest.fixture
def ann(where: Circle) -> User:
    return seat(where, "ann")


def keep(user: User, kind: Kind, **more: Any) -> Any:
    return evidence.keep(actor=actor(user), kind=kind, answers={**ANSWERS[kind], **more}, at=NOON)


def shown(reader: str, where: Circle, whose: User) -> Shown | None:
    return shown_of(actor=actor(person(reader)), circle_id=where.pk, person_id=whose.pk)


def amounts(found: Shown | None) -> tuple[int, int, int, int]:
    assert found is not None
    return len(found.journal), len(found.colleagues), len(found.impact), len(found.evidence)


@pytest.mark.parametrize("kind", Kind)
def test_a_row_is_kept_changed_and_taken_away(ann: User, where: Circle, kind: Kind) -> None:
    row = keep(ann, kind)
    assert (row.owner_id, row.circle_id, row.revision) == (ann.pk, where.pk, 1)
    given: dict[str, Any] = {"actor": actor(ann), "kind": kind, "row_id": row.pk, "at": NOON}
    evidence.change(base=1, answers=ANSWERS[kind], **given)
    with pytest.raises(evidence.ChangedMeanwhile) as now:
        evidence.change(base=1, answers=ANSWERS[kind], **given)
    assert now.value.revision == 2
    evidence.take_away(**given)
    assert not MODELS[kind]._default_manager.exists()
    verbs = list(Event.objects.filter(object_kind=str(kind)).order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"{kind}.kept", f"{kind}.changed", f"{kind}.taken_away"]


@pytest.mark.parametrize("kind", Kind)
def test_nobody_else_changes_a_row(ann: User, where: Circle, kind: Kind) -> None:
    row = keep(ann, kind)
    for name in ("ben", "lead"):
        given: dict[str, Any] = {"actor": actor(person(name)), "kind": kind, "row_id": row.pk, "at": NOON}
        with pytest.raises(evidence.NotOpenToYou):
            evidence.change(base=1, answers=ANSWERS[kind], **given)
        with pytest.raises(evidence.NotOpenToYou):
            evidence.take_away(**given)
    assert MODELS[kind]._default_manager.get().revision == 1


def test_whoever_teaches_in_no_circle_keeps_nothing(where: Circle) -> None:
    for kind in Kind:
        with pytest.raises(evidence.NotOpenToYou):
            keep(person("lead"), kind)
    with pytest.raises(evidence.NotOpenToYou):
        evidence.keep_check(actor=actor(person("lead")), wave=Wave.START, answers={"q1": 1}, at=NOON)


def test_a_journal_is_private_and_facilitators_see_that_it_exists(ann: User, where: Circle) -> None:
    keep(ann, Kind.JOURNAL, shared_with="nobody")
    lead, ben = shown("lead", where, ann), shown("ben", where, ann)
    assert lead is not None and lead.has_journal and not lead.journal
    assert ben is not None and ben.is_empty


def test_each_reader_reads_what_was_let_open(ann: User, where: Circle) -> None:
    keep(ann, Kind.JOURNAL, shared_with="facilitators")
    keep(ann, Kind.JOURNAL, shared_with="circle")
    keep(ann, Kind.EVIDENCE, is_shared=False)
    keep(ann, Kind.EVIDENCE, is_shared=True)
    keep(ann, Kind.COLLEAGUES)
    keep(ann, Kind.IMPACT)
    assert amounts(shown("lead", where, ann)) == (2, 1, 1, 2)
    assert amounts(shown("ben", where, ann)) == (1, 0, 0, 1)


def test_many_private_pages_do_not_hide_the_shared_one(ann: User, where: Circle) -> None:
    keep(ann, Kind.JOURNAL, held_on=date(2020, 1, 1))
    for _n in range(61):
        keep(ann, Kind.JOURNAL, shared_with="nobody")
    found = shown("ben", where, ann)
    assert found is not None and len(found.journal) == 1


def test_the_page_for_others_costs_the_same_for_few_and_for_many(ann: User, where: Circle) -> None:
    for kind in Kind:
        keep(ann, kind)
    lead = actor(person("lead"))
    with counted() as few:
        shown_of(actor=lead, circle_id=where.pk, person_id=ann.pk)
    for kind in Kind:
        for _n in range(5):
            keep(ann, kind)
    with counted() as many:
        shown_of(actor=lead, circle_id=where.pk, person_id=ann.pk)
    assert few.number == many.number <= 6


def test_everything_goes_along_to_another_circle(ann: User, where: Circle) -> None:
    """And the old circle reads it no more."""
    other = circle("two")
    seat(other, "cy")
    for kind in Kind:
        keep(ann, kind)
    evidence.keep_check(actor=actor(ann), wave=Wave.START, answers={"q1": 2}, at=NOON)
    row = Membership.objects.get(circle=where, person=ann)
    seat(where, "second", Role.CO_FACILITATOR)
    seat(other, "second", Role.FACILITATOR)
    circles.move_member(
        actor=circles.page_actor(person("second").pk), membership_id=row.pk, circle_id=other.pk, at=NOON
    )
    assert shown("ben", where, ann) is None
    assert amounts(shown("cy", other, ann)) == (1, 0, 0, 1)
    assert own_checks(actor=actor(ann))[Wave.START].answers == {"q1": 2}


def test_leaving_hides_everything_and_deletes_nothing(ann: User, where: Circle) -> None:
    for kind in Kind:
        keep(ann, kind)
    circles.end_membership(circle=where, user_id=ann.pk, at=NOON)
    assert shown("ben", where, ann) is None and shown("lead", where, ann) is None
    for kind in Kind:
        assert MODELS[kind]._default_manager.count() == 1
    mine = circles.page_actor(ann.pk)
    assert [len(own_list(actor=mine, kind=kind).rows) for kind in Kind] == [1, 1, 1, 1]


def test_three_waves_stand_side_by_side_for_one_person_alone(ann: User, where: Circle) -> None:
    for number, wave in enumerate(Wave, 1):
        evidence.keep_check(actor=actor(ann), wave=wave, answers={"q1": number}, at=NOON)
    evidence.keep_check(actor=actor(ann), wave=Wave.END, answers={"q1": 5}, at=NOON)
    assert SelfCheck.objects.count() == 3
    found = own_checks(actor=actor(ann))
    assert [found[wave].answers["q1"] for wave in Wave] == [1, 2, 5]
    for name in ("ben", "lead"):
        assert own_checks(actor=actor(person(name))) == {}


def test_an_event_holds_no_word(ann: User) -> None:
    keep(ann, Kind.JOURNAL)
    row = Event.objects.filter(object_kind="journal").values().get()
    assert not [value for value in row.values() if "asked" in str(value)]
    assert JournalEntry.objects.get().happened == "They asked more."
