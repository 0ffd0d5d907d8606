"""A record of participation: put together from what happened, signed twice, opened again by a change."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.evidence.models import ColleagueInvolvement, JournalEntry
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.records import api as records
from learning_circle_xblock.records.assembling import from_kept
from learning_circle_xblock.records.lifecycle import RecordState
from learning_circle_xblock.records.models import ParticipationRecord
from learning_circle_xblock.records.participation import ShownRecord
from learning_circle_xblock.sessions.models import Attendance, Session, SessionCircle
from tests.queries import counted
from tests.review import authors as act
from tests.world import NOON, circle, days, person, seat, share_account

pytestmark = pytest.mark.django_db
WORDS = "I came, I listened, and I brought two colleagues along."


def acting(name: str) -> Actor:
    """The person on a page."""
    return circles.page_actor(person(name).pk)


@pytest.fixture
def place() -> Circle:
    return circle("one")


@pytest.fixture
def lead(place: Circle) -> User:
    return seat(place, "lead", Role.FACILITATOR)


@pytest.fixture
def awa(place: Circle, lead: User) -> User:
    return seat(place, "awa")


def attended(where: Circle, who: User, state: str, *, kind: str = "workshop", code: str = "W1") -> Attendance:
    """A line of the register of a session that was held."""
    row = Session.objects.create(
        kind=kind,
        code=code,
        state="held",
        starts_at=NOON,
        zone="Africa/Abidjan",
        minutes=60,
        place_kind="school",
        changed_at=NOON,
    )
    SessionCircle.objects.create(session=row, circle=where)
    return Attendance.objects.create(session=row, circle=where, person=who, state=state)


def own(where: Circle, name: str = "awa") -> ShownRecord:
    """The record as its teacher sees it."""
    shown = records.record_of(actor=acting(name), circle_id=where.pk, person_id=person(name).pk)
    assert shown is not None
    return shown


def write(where: Circle, words: str = WORDS, base: int | None = None) -> None:
    """The teacher keeps closing words."""
    base = own(where).revision if base is None else base
    records.keep_closing(actor=acting("awa"), circle_id=where.pk, words=words, base=base, at=NOON)


def sign(where: Circle) -> None:
    """The teacher signs what stands."""
    shown = own(where)
    records.sign_record(
        actor=acting("awa"), circle_id=where.pk, base=shown.revision, mark=shown.standing.mark, at=NOON
    )


def countersign(where: Circle, base: int | None = None) -> None:
    """The facilitator signs."""
    base = own(where).revision if base is None else base
    given = {"circle_id": where.pk, "person_id": person("awa").pk, "base": base, "at": NOON}
    records.countersign_record(actor=acting("lead"), **given)


def test_it_is_put_together_from_what_happened(place: Circle, awa: User) -> None:
    """Sessions, tutorials and events that the teacher took part in, versions, responses, the account."""
    attended(place, awa, "present")
    attended(place, awa, "part", code="W2")
    attended(place, awa, "absent", code="W3")
    attended(place, awa, "unknown", code="W4")
    line = attended(place, awa, "present", kind="tutorial", code="T1")
    Attendance.objects.filter(pk=line.pk).update(day=date(2026, 6, 1))
    attended(place, awa, "online", kind="network_event", code="N1")
    other = seat(place, "marcos")
    plan = act.shared_plan(awa)
    act.sent(act.begun(other, plan))
    act.sent(act.begun(awa, act.shared_plan(other)))
    assert share_account(awa).status == 200
    for how in ("talked", "tried", "tried"):
        ColleagueInvolvement.objects.create(
            owner=awa,
            circle=place,
            month=date(2026, 5, 1),
            many="2-3",
            how=how,
            made_at=NOON,
            changed_at=NOON,
        )
    content = own(place).content
    assert content.colleagues == {"talked": 1, "tried": 2}
    assert [row.code for row in content.sessions] == ["W1", "W2"]
    assert [(row.code, row.on) for row in content.tutorials] == [("T1", date(2026, 6, 1))]
    assert [row.code for row in content.events] == ["N1"]
    assert (len(content.plan_versions), content.is_agreed) == (1, False)
    assert (content.given, content.received, len(content.accounts)) == (1, 1, 1)
    assert from_kept(content.to_keep()) == content


def test_nothing_of_others_or_of_another_circle_is_in_it(place: Circle, awa: User) -> None:
    elsewhere = circle("two")
    other = seat(elsewhere, "other")
    attended(elsewhere, other, "present")
    attended(place, other, "present")
    act.shared_plan(other)
    content = own(place).content
    assert (content.meetings, content.plan_days, content.given, content.received) == ((), (), 0, 0)


def test_the_teacher_signs_and_then_the_facilitator(place: Circle, awa: User) -> None:
    write(place)
    with pytest.raises(records.ChangedMeanwhile):
        countersign(place)
    sign(place)
    assert own(place).state is RecordState.SIGNED_BY_TEACHER
    countersign(place)
    shown = own(place)
    assert (shown.state, shown.facilitator_id) == (RecordState.SIGNED, person("lead").pk)
    told = Event.objects.filter(object_kind="participation").order_by("pk")
    assert list(told.values_list("verb", "from_state", "to_state")) == [
        ("participation.changed", "open", "open"),
        ("participation.signed", "open", "signed_by_teacher"),
        ("participation.countersigned", "signed_by_teacher", "signed"),
    ]


def test_a_later_change_takes_both_signatures_back(place: Circle, awa: User) -> None:
    write(place)
    sign(place)
    countersign(place)
    write(place)  # the same words: nothing happens
    assert own(place).state is RecordState.SIGNED
    write(place, "Other words.")
    shown = own(place)
    assert shown.state is RecordState.OPEN
    assert (shown.teacher_at, shown.facilitator_at, shown.facilitator_id) == (None, None, None)


def test_what_was_signed_stays_until_it_is_signed_again(place: Circle, awa: User) -> None:
    """The register goes on; the signature covers what was there."""
    attended(place, awa, "present")
    sign(place)
    countersign(place)
    attended(place, awa, "present", code="W2")
    shown = own(place)
    assert [row.code for row in shown.content.sessions] == ["W1"] and shown.is_behind
    sign(place)
    again = own(place)
    assert [row.code for row in again.content.sessions] == ["W1", "W2"] and not again.is_behind
    assert (again.state, again.facilitator_at) == (RecordState.SIGNED_BY_TEACHER, None)


def test_a_signature_covers_only_what_was_read(place: Circle, awa: User) -> None:
    """The words of another window, or a register that was changed meanwhile, are not signed unread."""
    shown = own(place)
    attended(place, awa, "present")
    given = {"actor": acting("awa"), "circle_id": place.pk, "at": NOON}
    with pytest.raises(records.ChangedMeanwhile):
        records.sign_record(base=shown.revision, mark=shown.standing.mark, **given)
    write(place)
    with pytest.raises(records.ChangedMeanwhile):
        records.sign_record(base=0, mark=own(place).standing.mark, **given)
    assert own(place).state is RecordState.OPEN
    with pytest.raises(records.ChangedMeanwhile):
        write(place, "Typed in an older window.", base=0)
    assert own(place).closing == WORDS


def test_the_facilitator_signs_only_what_was_read(place: Circle, awa: User) -> None:
    write(place)
    sign(place)
    before = own(place).revision
    write(place, "Other words.")
    sign(place)
    with pytest.raises(records.ChangedMeanwhile):
        countersign(place, base=before)
    assert own(place).state is RecordState.SIGNED_BY_TEACHER


def test_nobody_signs_twice(place: Circle, awa: User) -> None:
    """A teacher who facilitates now reads the own record, and the other facilitator signs it."""
    write(place)
    sign(place)
    circles.change_role(
        actor=acting("lead"),
        membership_id=Membership.objects.get(person=awa).pk,
        role=Role.CO_FACILITATOR,
        at=NOON,
    )
    given = {"circle_id": place.pk, "person_id": awa.pk, "base": own(place).revision, "at": NOON}
    with pytest.raises(records.NotOpenToYou):
        records.countersign_record(actor=acting("awa"), **given)
    records.countersign_record(actor=acting("lead"), **given)
    assert own(place).state is RecordState.SIGNED


def test_whoever_has_left_prints_it_still_and_is_read_no_more(place: Circle, awa: User) -> None:
    write(place)
    circles.end_membership(circle=place, user_id=awa.pk, at=NOON)
    assert own(place).closing == WORDS
    given = {"circle_id": place.pk, "person_id": awa.pk}
    assert records.record_of(actor=acting("lead"), **given) is None
    found = records.record_states(actor=acting("lead"), circle=place)
    assert found is not None and found.rows == ()


def test_who_has_completed_is_signed_still(place: Circle, awa: User) -> None:
    write(place)
    sign(place)
    row = Membership.objects.get(person=awa)
    circles.complete(actor=acting("lead"), membership_id=row.pk, at=NOON)
    countersign(place)
    assert own(place).state is RecordState.SIGNED


def test_it_goes_with_its_teacher_to_another_circle(place: Circle, awa: User) -> None:
    """With what was done before; the signatures were of the former circle."""
    attended(place, awa, "present")
    write(place)
    sign(place)
    there = circle("two")
    seat(there, "lead", Role.FACILITATOR)
    row = Membership.objects.get(person=awa)
    circles.move_member(actor=acting("lead"), membership_id=row.pk, circle_id=there.pk, at=NOON + days(1))
    attended(there, awa, "present", code="W5")
    shown = own(there)
    assert (shown.closing, shown.state) == (WORDS, RecordState.OPEN)
    assert [meeting.code for meeting in shown.content.sessions] == ["W1", "W5"]
    assert records.record_of(actor=acting("awa"), circle_id=place.pk, person_id=awa.pk) is None
    assert [found.circle for found in records.own_records(actor=acting("awa"))] == [there]
    assert ParticipationRecord.objects.count() == 1


def test_a_record_costs_the_same_whatever_it_holds(place: Circle, awa: User) -> None:
    costs = []
    for number in (1, 12):
        for i in range(number):
            attended(place, awa, "present", code=f"W{number}{i}")
        actor = acting("awa")
        with counted() as spent:
            records.record_of(actor=actor, circle_id=place.pk, person_id=awa.pk)
        costs.append(spent.number)
    assert costs[0] == costs[1] <= 8


def test_the_list_of_a_circle_costs_one_query(place: Circle, awa: User) -> None:
    actor = acting("lead")
    for number in (0, 30):
        for i in range(number):
            seat(place, f"t{i}")
        with counted() as spent:
            found = records.record_states(actor=actor, circle=place)
        assert spent.number == 1
    assert found is not None and len(found.rows) == 31


def entry(where: Circle, who: str, day: int, **words: str) -> JournalEntry:
    """A page of somebody's journal."""
    return JournalEntry.objects.create(
        owner=person(who), circle=where, held_on=date(2026, 5, day), made_at=NOON, changed_at=NOON, **words
    )


def choose(where: Circle, *lines: str) -> list[str]:
    """The teacher keeps these lines; the words that then stand on the record."""
    base = own(where).revision
    records.keep_closing(
        actor=acting("awa"), circle_id=where.pk, words=WORDS, lines=lines, base=base, at=NOON
    )
    return [line["words"] for line in own(where).lines]


def test_lines_of_the_journal_are_copied_as_they_stood(place: Circle, awa: User) -> None:
    """Chosen by the teacher alone, the oldest first; what changes in the journal later changes nothing."""
    late = entry(place, "awa", 9, noticed="Three more hands.", unsure="  ")
    early = entry(place, "awa", 2, happened="We began.", next_try="A longer pause.")
    offered = records.offered_lines(actor=acting("awa"), shown=own(place))
    assert [line.source for line in offered] == [
        f"{late.pk}.noticed",
        f"{early.pk}.happened",
        f"{early.pk}.next_try",
    ]
    assert choose(place, f"{late.pk}.noticed", f"{early.pk}.happened") == ["We began.", "Three more hands."]
    JournalEntry.objects.filter(pk=late.pk).update(noticed="Something else.")
    gone = f"{early.pk}.happened"
    early.delete()
    sign(place)
    seen = records.record_of(actor=acting("lead"), circle_id=place.pk, person_id=awa.pk)
    assert seen is not None
    assert [line["words"] for line in seen.lines] == ["We began.", "Three more hands."]
    assert records.offered_lines(actor=acting("lead"), shown=seen) == []
    assert choose(place, gone) == ["We began."], "a page taken away: the copy is kept"
    assert own(place).state == RecordState.OPEN, "other lines take the signatures back"
    assert choose(place) == []


def test_nobody_elses_journal_can_be_shown(place: Circle, awa: User) -> None:
    seat(place, "marcos")
    foreign = entry(place, "marcos", 3, happened="Not yours.")
    elsewhere = entry(circle("two"), "awa", 3, happened="In another circle.")
    assert choose(place, f"{foreign.pk}.happened", f"{elsewhere.pk}.happened", "x.y", "1.owner_id") == []


def test_a_record_has_room_for_eight_lines(place: Circle, awa: User) -> None:
    rows = [entry(place, "awa", day, happened=f"Day {day}.") for day in range(1, 12)]
    assert len(choose(place, *(f"{row.pk}.happened" for row in rows))) == 8
