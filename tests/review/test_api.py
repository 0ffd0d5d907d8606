"""Asking for readings, responding and replying, as they are stored."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from demo.models import Enrolment
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.allocation import CAP
from learning_circle_xblock.review.lifecycle import HELD, AssignmentState
from learning_circle_xblock.review.models import Assignment, Review, ReviewRequest, Ring
from learning_circle_xblock.writing.models import Draft
from tests.world import ACCOUNT, NOON, PLAN, actor, circle, days, person, seat, usage_key

from . import authors as act

pytestmark = pytest.mark.django_db


def live() -> list[Assignment]:
    """The readings of the ring that somebody holds."""
    rows = Assignment.objects.filter(slot__gt=0, state__in=HELD)
    return list(rows.select_related("request__version"))


def pairs() -> set[tuple[int, int]]:
    """Reader and author of each."""
    return {(row.reviewer_id, row.request.version.made_by_id) for row in live()}


def assert_well_read(number: int) -> None:
    """Two readers for each account, no mutual pair, nobody their own."""
    found = pairs()
    readers = Counter(author for _reader, author in found)
    assert len(readers) == number and min(readers.values()) >= 2
    assert all(reader != author for reader, author in found)
    assert not {(a, r) for r, a in found} & found
    assert max(Counter(reader for reader, _author in found).values()) <= CAP


# -- the ring


def test_four_wait_and_the_fifth_starts_the_ring() -> None:
    where = circle()
    act.authors(where, 4)
    assert not Assignment.objects.exists()
    assert ReviewRequest.objects.filter(readers_at__isnull=True).count() == 4
    assert Ring.objects.get().places == []
    act.authors(where, 1, start=4)
    assert_well_read(5)
    assert len(live()) == 10
    assert ReviewRequest.objects.filter(readers_at=NOON + days(4 / 1440)).count() == 5


def test_everybody_has_a_week_to_read() -> None:
    act.authors(circle(), 5)
    assert {row.due_at - row.asked_at for row in live()} == {days(7)}
    assert {row.state for row in live()} == {"open"}


def test_each_reading_says_why_it_was_asked() -> None:
    people = act.authors(circle(), 6)
    ring = Ring.objects.get()
    ids = sorted(user.pk for user in people)
    drawn = [row.reason for row in live() if row.reason["decided_by"] == "ring drawn"]
    late = [row.reason for row in live() if row.reason["decided_by"] == "ring inserted"]
    assert len(drawn) == 8 and len(late) == 4
    for reason in drawn + late:
        assert reason["rule_version"] == 1
        assert reason["seed"] == ring.seed
        assert reason["actor"] is None
    assert drawn[0]["candidates"] == ids[:5] and late[0]["candidates"] == ids
    assert len(late[0]["removed"]) == 2
    assert {frozenset(r) for r in late[0]["removed"]} == {frozenset({"reader", "author"})}
    assert late[0]["at"] == (NOON + days(5 / 1440)).isoformat()


def test_the_sixth_and_seventh_are_inserted_at_once() -> None:
    where = circle()
    act.authors(where, 5)
    for number in (6, 7):
        act.authors(where, 1, start=number - 1)
        assert_well_read(number)
        assert len(live()) == 2 * number
        assert len(Ring.objects.get().places) == number
        withdrawn = Assignment.objects.filter(state=AssignmentState.WITHDRAWN)
        assert withdrawn.count() == 2 * (number - 5)
        assert not withdrawn.filter(live_slot__isnull=False).exists(), "a free place is free"


@pytest.mark.parametrize("opened", [1, 3, 5, 10])
def test_what_was_opened_is_never_taken_away(opened: int) -> None:
    where = circle()
    act.authors(where, 5)
    kept = live()[:opened]
    for row in kept:
        found = act.opened(row)
        if row.pk % 2:
            act.sent(found)
    act.authors(where, 3, start=5)
    assert_well_read(8)
    assert {row.pk for row in kept} <= {row.pk for row in live()}
    for row in kept:
        row.refresh_from_db()
        assert row.state == ("done" if row.pk % 2 else "started")


def test_a_circle_of_twelve_in_any_order() -> None:
    """Readings are opened and finished between one share and the next."""
    where = circle()
    act.authors(where, 5)
    for number in range(6, 13):
        for i, row in enumerate(live()):
            if row.state == "open" and (i + number) % 3 == 0:
                act.opened(row)
            elif row.state == "started" and (i + number) % 2:
                act.sent(row.review)
        act.authors(where, 1, start=number - 1)
        assert_well_read(number)


def test_two_circles_have_rings_of_their_own() -> None:
    one, two = circle("one"), circle("two")
    act.authors(one, 5)
    for i in range(4):
        act.shared_account(seat(two, f"other{i}"))
    assert {row.request.circle_id for row in live()} == {one.pk}
    assert not ReviewRequest.objects.filter(circle=two, readers_at__isnull=False).exists()


def test_the_same_seed_makes_the_same_readings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored is enough to draw it again."""
    monkeypatch.setattr("secrets.randbelow", lambda _n: 4711)
    outcomes = []
    for code in ("one", "two"):
        where = circle(code)
        people = {}
        for i in range(7):
            user = seat(where, f"{code}{i}")
            people[user.pk] = i
            act.shared_account(user, at=NOON + days(i))
        rows = Assignment.objects.filter(request__circle=where, state__in=HELD)
        outcomes.append({(people[r.reviewer_id], people[r.request.version.made_by_id]) for r in rows})
    assert outcomes[0] == outcomes[1]


def test_one_live_holder_for_each_slot() -> None:
    where = circle()
    act.authors(where, 5)
    row = live()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            request=row.request,
            reviewer=person("somebody"),
            slot=row.slot,
            live_slot=row.live_slot,
            state="open",
            asked_at=NOON,
        )


def test_nobody_is_asked_twice_for_the_same_account() -> None:
    act.authors(circle(), 5)
    row = live()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            request=row.request, reviewer=row.reviewer, slot=9, live_slot="x", state="open", asked_at=NOON
        )


def test_somebody_who_answered_as_a_facilitator_and_then_writes_too() -> None:
    """Their responses stand; the ring that they join asks them nothing twice, and sharing works."""
    where = circle()
    seat(where, "other_lead", Role.FACILITATOR)
    former = seat(where, "former", Role.FACILITATOR)
    for user in act.authors(where, 4):
        account = ReviewRequest.objects.get(version__made_by=user).version.work.account
        act.sent(act.begun(former, account))
    seat(where, "former", Role.TEACHER)
    act.shared_account(former, at=NOON + days(1))
    assert len(Ring.objects.get().places) == 5
    assert Assignment.objects.filter(reviewer=former).count() == 4


def test_somebody_who_is_no_longer_enrolled_is_not_asked() -> None:
    """The seat stays, and the unit would answer that it is not there."""
    where = circle()
    people = act.authors(where, 4)
    Enrolment.objects.filter(user=people[0]).update(is_active=False)
    for name in ("author4", "author5"):
        act.shared_account(seat(where, name))
    assert Assignment.objects.count() == 10, "the ring of the five who can read"
    assert not Assignment.objects.filter(reviewer=people[0]).exists()


@pytest.mark.parametrize("seed", range(8))
def test_who_is_enrolled_again_is_no_newcomer(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Their account has its readers; only the one who is new is given some."""
    monkeypatch.setattr("secrets.randbelow", lambda _n: seed)
    where = circle()
    people = act.authors(where, 6)
    Enrolment.objects.filter(user=people[0]).update(is_active=False)
    act.shared_account(seat(where, "author6"))
    Enrolment.objects.filter(user=people[0]).update(is_active=True)
    act.shared_account(seat(where, "author7"))
    assert sum(row.request.version.made_by_id == people[0].pk for row in live()) == 2
    assert people[0].pk in Ring.objects.get().places


def test_somebody_who_left_before_the_ring_starts_is_not_asked() -> None:
    where = circle()
    people = act.authors(where, 4)
    circles.end_membership(circle=where, user_id=people[0].pk, at=NOON + days(1))
    act.authors(where, 1, start=4, at=NOON + days(2))
    assert not Assignment.objects.filter(reviewer=people[0]).exists()


@pytest.mark.parametrize("seed", range(4))
def test_somebody_who_left_the_ring_is_asked_nothing_new_and_nobody_waits_for_them(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Whoever shares afterwards has two readers who are in the circle."""
    monkeypatch.setattr("secrets.randbelow", lambda _n: seed)
    where = circle()
    gone = act.authors(where, 5)[0]
    before = [row.pk for row in act.held_by(gone)]
    circles.end_membership(circle=where, user_id=gone.pk, at=NOON + days(1))
    for number in range(5, 10):
        (late,) = act.authors(where, 1, start=number, at=NOON + days(2))
        readers = {row.reviewer_id for row in live() if row.request.version.made_by_id == late.pk}
        assert len(readers) == 2 and gone.pk not in readers
    assert {row.pk for row in act.held_by(gone)} <= set(before)


@pytest.mark.parametrize("seed", range(4))
def test_sharing_goes_on_when_an_author_becomes_a_facilitator(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda _n: seed)
    where = circle()
    seat(where, act.authors(where, 5)[0].username, Role.FACILITATOR)
    for number in range(5, 10):
        (late,) = act.authors(where, 1, start=number, at=NOON + days(2))
        assert sum(row.request.version.made_by_id == late.pk for row in live()) == 2


# -- responding


@pytest.fixture
def five() -> list[Any]:
    """Five authors in a circle with a facilitator, and the ring among them."""
    where = circle()
    seat(where, "lead", Role.FACILITATOR)
    return act.authors(where, 5)


def test_opening_starts_a_reading_once(five: list[Any]) -> None:
    row = act.held_by(five[0])[0]
    first, again = act.opened(row, at=NOON + days(1)), act.opened(row, at=NOON + days(2))
    assert first.pk == again.pk
    row.refresh_from_db()
    assert (row.state, row.started_at) == ("started", NOON + days(1))
    assert Event.objects.filter(verb="assignment.started").count() == 1
    assert first.state == "draft" and first.work.draft.answers == {}


def test_sending_freezes_the_words_and_finishes_the_reading(five: list[Any]) -> None:
    row = act.held_by(five[0])[0]
    found = act.sent(act.opened(row), at=NOON + days(2), describe="As sent")
    row.refresh_from_db()
    assert (row.state, row.done_at) == ("done", NOON + days(2))
    assert (found.state, found.sent_at) == ("sent", NOON + days(2))
    assert found.sent_version is not None and found.sent_version.answers["describe"] == "As sent"
    assert not Draft.objects.filter(work=found.work).exists()
    event = Event.objects.get(verb="review.sent")
    assert (event.from_state, event.to_state, event.actor_id) == ("draft", "sent", five[0].pk)


def test_a_response_is_sent_once(five: list[Any]) -> None:
    found = act.sent(act.opened(act.held_by(five[0])[0]), describe="First")
    with pytest.raises(review.AlreadySent):
        act.sent(found, describe="Second")
    found.refresh_from_db()
    assert found.sent_version is not None and found.sent_version.answers["describe"] == "First"
    with pytest.raises(review.AlreadySent):
        review.save_response(
            actor=actor(five[0]),
            review_id=found.pk,
            usage_key=usage_key(ACCOUNT),
            answers={"describe": "Third"},
            base=1,
            at=NOON,
        )


def test_a_finished_reading_can_be_opened_again_to_see_that_it_is_sent(five: list[Any]) -> None:
    row = act.held_by(five[0])[0]
    found = act.sent(act.opened(row))
    row.refresh_from_db()
    assert act.opened(row).pk == found.pk


@pytest.mark.parametrize("state", ["released", "declined", "withdrawn"])
def test_what_was_passed_on_is_not_opened(five: list[Any], state: str) -> None:
    row = act.held_by(five[0])[0]
    Assignment.objects.filter(pk=row.pk).update(state=state, live_slot=None)
    row.refresh_from_db()
    with pytest.raises(review.NotOpenToYou):
        act.opened(row)
    account = row.request.version.work.account
    with pytest.raises(review.NotOpenToYou):
        act.begun(five[0], account)
    assert not Review.objects.exists()


def test_only_the_reader_opens_and_only_the_writer_writes(five: list[Any]) -> None:
    row = act.held_by(five[0])[0]
    for other in (five[1], person("lead"), person("stranger")):
        with pytest.raises(review.NotOpenToYou):
            review.open_reading(
                actor=actor(other), assignment_id=row.pk, usage_key=usage_key(ACCOUNT), at=NOON
            )
    found = act.opened(row)
    for other in (five[1], person("lead"), person("stranger")):
        for call in (review.save_response, review.send_response):
            more = {"base": 1} if call is review.save_response else {}
            with pytest.raises(review.NotOpenToYou):
                call(
                    actor=actor(other),
                    review_id=found.pk,
                    usage_key=usage_key(ACCOUNT),
                    answers=act.WORDS,
                    at=NOON,
                    **more,
                )
        with pytest.raises(review.NotOpenToYou):
            review.take_response_text(
                actor=actor(other), review_id=found.pk, usage_key=usage_key(ACCOUNT), other=True, at=NOON
            )
    found.refresh_from_db()
    assert found.state == "draft" and found.work.draft.answers == {}


def test_another_blocks_usage_key_finds_nothing(five: list[Any]) -> None:
    row = act.held_by(five[0])[0]
    with pytest.raises(review.NotOpenToYou):
        review.open_reading(actor=actor(five[0]), assignment_id=row.pk, usage_key=usage_key(PLAN), at=NOON)
    found = act.opened(row)
    with pytest.raises(review.NotOpenToYou):
        review.response_draft(actor=actor(five[0]), review_id=found.pk, usage_key=usage_key(PLAN))
    with pytest.raises(review.NotOpenToYou):
        review.open_unasked(
            actor=actor(person("lead")),
            version_id=row.request.version_id,
            usage_key=usage_key(PLAN),
            at=NOON,
        )


def test_a_peer_who_was_not_asked_cannot_respond_to_an_account(five: list[Any]) -> None:
    asked = {row.request.version_id for row in act.held_by(five[0])}
    mine = ReviewRequest.objects.get(version__made_by=five[0]).version_id
    rest = ReviewRequest.objects.exclude(version_id__in=asked | {mine})
    assert rest.count() == 2
    for request in [*rest, ReviewRequest.objects.get(version_id=mine)]:
        with pytest.raises(review.NotOpenToYou):
            act.begun(five[0], request.version.work.account)


def test_facilitators_respond_unasked_beside_the_ring(five: list[Any]) -> None:
    """Their slots count downwards from 0, so that no place of the ring is taken."""
    account = ReviewRequest.objects.get(version__made_by=five[0]).version.work.account
    seat(account.circle, "second", Role.CO_FACILITATOR)
    for user in ("lead", "second"):
        act.begun(person(user), account)
        act.begun(person(user), account)
    rows = Assignment.objects.filter(slot__lte=0).order_by("-slot")
    assert [(r.reviewer.username, r.slot) for r in rows] == [("lead", 0), ("second", -1)]
    assert rows[0].reason == {"decided_by": "unasked", "actor": person("lead").pk}
    assert rows[0].due_at is None
    assert len(live()) == 10


def test_a_reader_who_comes_by_the_version_uses_what_was_asked(five: list[Any]) -> None:
    row = act.held_by(five[0])[0]
    found = act.begun(five[0], row.request.version.work.account)
    assert found.assignment_id == row.pk


def test_two_windows_of_a_response(five: list[Any]) -> None:
    found = act.opened(act.held_by(five[0])[0])
    common: dict[str, Any] = {
        "actor": actor(five[0]),
        "review_id": found.pk,
        "usage_key": usage_key(ACCOUNT),
        "at": NOON,
    }
    assert review.save_response(answers={"describe": "one"}, base=1, **common).is_kept
    assert not review.save_response(answers={"describe": "two"}, base=1, **common).is_kept
    draft = Draft.objects.get(work=found.work)
    assert (draft.answers, draft.other_answers) == ({"describe": "one"}, {"describe": "two"})
    review.take_response_text(other=True, **common)
    draft.refresh_from_db()
    assert (draft.answers, draft.other_answers) == ({"describe": "two"}, {"describe": "one"})
    review.take_response_text(other=False, **common)
    draft.refresh_from_db()
    assert (draft.answers, draft.other_answers) == ({"describe": "two"}, None)


def test_nothing_changes_while_staff_view_as_the_reader(five: list[Any]) -> None:
    first, second = act.held_by(five[0])
    found = act.opened(first)
    viewed = replace(actor(five[0]), is_read_only=True)
    common: dict[str, Any] = {"actor": viewed, "usage_key": usage_key(ACCOUNT), "at": NOON}
    writes: list[Any] = [
        lambda: review.open_reading(assignment_id=second.pk, **common),
        lambda: review.open_unasked(version_id=second.request.version_id, **common),
        lambda: review.save_response(review_id=found.pk, answers={"describe": "x"}, base=1, **common),
        lambda: review.take_response_text(review_id=found.pk, other=True, **common),
        lambda: review.send_response(review_id=found.pk, answers=act.WORDS, **common),
    ]
    for write in writes:
        with pytest.raises(review.NotOpenToYou):
            write()
    second.refresh_from_db()
    found.refresh_from_db()
    assert (second.state, found.state, found.work.draft.answers) == ("open", "draft", {})
    act.sent(found)
    author = first.request.version.made_by
    with pytest.raises(review.NotOpenToYou):
        review.reply(
            actor=replace(actor(author), is_read_only=True),
            review_id=found.pk,
            usage_key=usage_key(ACCOUNT),
            change="x",
            has_helped=False,
            marks=[],
            at=NOON,
        )


# -- the reply


def test_a_reply_and_its_correction(five: list[Any]) -> None:
    row = act.held_by(five[0])[0]
    author = row.request.version.made_by
    found = act.sent(act.opened(row))
    marks = [{"mark": "used", "why": "on Monday"}, {"mark": "partly", "why": ""}, {"mark": "not", "why": "-"}]
    first = act.replied(author, found, change="I keep it.", marks=marks)
    found.refresh_from_db()
    assert found.state == "answered"
    assert [m["mark"] for m in first.marks] == ["used", "partly", "not"]
    second = act.replied(author, found, at=NOON + days(1), change="I change it.", has_helped=False)
    assert second.pk == first.pk, "one reply for each response"
    assert (second.change, second.has_helped, second.marks) == ("I change it.", False, [])
    found.refresh_from_db()
    assert found.state == "answered"
    events = Event.objects.filter(verb="review.answered").order_by("pk").values_list("from_state", "to_state")
    assert list(events) == [("sent", "answered"), ("answered", "answered")]


def test_an_unknown_mark_is_no_mark_and_its_reason_stays(five: list[Any]) -> None:
    row = act.held_by(five[0])[0]
    found = act.sent(act.opened(row))
    given = act.replied(row.request.version.made_by, found, marks=[{"mark": "excellent", "why": "because"}])
    assert given.marks == [{"mark": "", "why": "because"}]


def test_only_the_author_replies_and_only_to_what_was_sent(five: list[Any]) -> None:
    row = act.held_by(five[0])[0]
    author = row.request.version.made_by
    found = act.opened(row)
    with pytest.raises(review.NotOpenToYou):
        act.replied(author, found)
    act.sent(found)
    for other in (five[0], person("lead"), person("stranger")):
        with pytest.raises(review.NotOpenToYou):
            act.replied(other, found)
    with pytest.raises(review.NotOpenToYou):
        review.reply(
            actor=actor(author),
            review_id=found.pk,
            usage_key=usage_key(PLAN),
            change="",
            has_helped=False,
            marks=[],
            at=NOON,
        )
    found.refresh_from_db()
    assert found.state == "sent" and not hasattr(found, "reply")
