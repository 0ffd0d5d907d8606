"""A response in person: said by one, confirmed by the other; then it is a response like a written one."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review.models import Assignment, Review, Talk
from learning_circle_xblock.review.selectors import responses_by, responses_to
from learning_circle_xblock.writing.models import Draft
from tests.review import authors as act
from tests.world import NOON, PLAN, actor, call, circle, person, seat, usage_key, view

pytestmark = pytest.mark.django_db
DAY, LINE = date(2026, 5, 3), "Who is asked when the row is full?"


@pytest.fixture
def where() -> Circle:
    found = circle()
    seat(found, "lead", Role.FACILITATOR)
    seat(found, "rep", Role.UNION_REPRESENTATIVE)
    seat(found, "ben")
    return found


@pytest.fixture
def plan(where: Circle) -> Plan:
    return act.shared_plan(seat(where, "ann"))


def say(plan: Plan, who: str, friend: str, **more: Any) -> Talk:
    given: dict[str, Any] = {
        "talked_on": DAY,
        "line": LINE,
        "at": NOON,
        "version_id": plan.version_id,
        **more,
    }
    return review.say_talked(actor=actor(person(who)), friend_id=person(friend).pk, **given)


def confirm(talk: Talk, who: str) -> Review:
    return review.confirm_talk(actor=actor(person(who)), talk_id=talk.pk, at=NOON)


@pytest.mark.parametrize(
    ("says", "confirms"), [("ann", "ben"), ("ben", "ann"), ("ann", "lead"), ("lead", "ann")]
)
def test_one_says_it_and_the_other_confirms(plan: Plan, says: str, confirms: str) -> None:
    friend = says if says != "ann" else confirms
    talk = say(plan, says, friend)
    assert Plan.objects.get().state == "shared", "one word alone is no response"
    with pytest.raises(review.NotOpenToYou):
        confirm(talk, says)
    found = confirm(talk, confirms)
    assert found.assignment.reviewer == person(friend) and found.assignment.state == "done"
    assert Plan.objects.get().state == "responded"
    assert not Draft.objects.filter(work=found.work).exists()
    row = responses_to(
        actor=actor(person("ann")), work_id=plan.work_id, authors=frozenset({person("ann").pk})
    )[0]
    assert (row.talked_on, row.talked_line) == (DAY, LINE)
    given = responses_by(actor=actor(person(friend)), usage_key=usage_key(PLAN))
    assert [row.talked_line for row in given] == [LINE]


def test_the_author_replies_and_both_find_it_in_the_block(plan: Plan) -> None:
    found = confirm(say(plan, "ben", "ben"), "ann")
    assert LINE in view(person("ann"), PLAN).text and "You talked on" in view(person("ann"), PLAN).text
    assert LINE in view(person("ben"), PLAN).text
    assert LINE not in view(person("lead"), PLAN).text
    act.replied(person("ann"), found)
    assert Review.objects.get().state == "answered"
    paused = call(person("ann"), PLAN, "pause_response", {"review": str(found.pk)})
    assert paused.status == 200 and LINE not in view(person("ann"), PLAN).text


@pytest.mark.parametrize("who", ["rep", "stranger"])
def test_only_the_author_and_peers_say_it(plan: Plan, who: str) -> None:
    person(who)
    for says, friend in ((who, who), ("ann", who), ("ann", "ann"), ("ben", "lead"), ("ben", "ann")):
        with pytest.raises(review.NotOpenToYou):
            say(plan, says, friend)
    assert not Talk.objects.exists()


def test_a_written_response_stays_and_a_talk_is_said_once(plan: Plan) -> None:
    talk = say(plan, "ann", "ben")
    for says in ("ann", "ben"):
        with pytest.raises(review.AlreadyBegun):
            say(plan, says, "ben")
    begun = act.begun(person("ben"), plan)
    with pytest.raises(review.AlreadyBegun):
        confirm(talk, "ben")
    assert Draft.objects.filter(work=begun.work).exists(), "what is being written stays"
    with pytest.raises(review.AlreadyBegun):
        say(plan, "ben", "ben")


def test_either_takes_it_away_until_it_is_confirmed(plan: Plan) -> None:
    for who in ("ann", "ben"):
        talk = say(plan, "ann", "ben")
        with pytest.raises(review.NotOpenToYou):
            review.drop_talk(actor=actor(person("lead")), talk_id=talk.pk, at=NOON)
        review.drop_talk(actor=actor(person(who)), talk_id=talk.pk, at=NOON)
    talk = say(plan, "ann", "ben")
    confirm(talk, "ben")
    for step in (review.drop_talk, review.confirm_talk):
        with pytest.raises(review.NotOpenToYou):
            step(actor=actor(person("ben")), talk_id=talk.pk, at=NOON)  # type: ignore[operator]
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("leaves", ["ann", "ben"])
def test_it_does_not_outlast_the_circle(plan: Plan, where: Circle, leaves: str) -> None:
    talk = say(plan, "ann", "ben")
    circles.end_membership(circle=where, user_id=person(leaves).pk, at=NOON)
    with pytest.raises(review.NotOpenToYou):
        confirm(talk, "ben")
    for who in ("ann", "ben"):
        assert review.waiting_talks(actor=actor(person(who))) == []


def test_what_waits_is_told_to_the_two_alone(plan: Plan) -> None:
    say(plan, "ann", "ben")
    mine, theirs = (review.waiting_talks(actor=actor(person(who)))[0] for who in ("ann", "ben"))
    assert (mine.is_mine, mine.other_id) == (True, person("ben").pk)
    assert (theirs.is_mine, theirs.other_id) == (False, person("ann").pk)
    assert review.waiting_talks(actor=actor(person("lead"))) == []


def test_a_practice_account_is_not_answered_in_person_by_whom_it_does_not_ask(where: Circle) -> None:
    """The readers of an account are asked by the ring."""
    author: User = seat(where, "cy")
    account = act.shared_account(author)
    with pytest.raises(review.NotOpenToYou):
        say(plan=account, who="ben", friend="ben")  # type: ignore[arg-type]
