"""No reading waits for somebody who has left, moved or is away, and work goes with who moves."""

from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.review.lifecycle import HELD, WAITING
from learning_circle_xblock.review.models import Assignment, ReviewRequest, Ring
from tests.review import authors as act
from tests.world import NOON, circle, days, person, seat

pytestmark = pytest.mark.django_db
LATER = NOON + days(3)


def orphans() -> list[Assignment]:
    """Readings that wait for somebody who is no peer of the circle, or for a text whose author has left."""
    found = []
    for row in Assignment.objects.filter(state__in=WAITING).select_related("request__version"):
        here = Membership.objects.filter(circle_id=row.request.circle_id, role="teacher", state="active")
        people = set(here.values_list("person_id", flat=True))
        leads = set(circles.facilitator_ids(row.request.circle_id))
        if row.reviewer_id not in people | leads or row.request.version.made_by_id not in people:
            found.append(row)
    return found


def readers(author: User) -> list[int]:
    """Who holds or has given a reading of the author's account."""
    rows = Assignment.objects.filter(request__version__made_by=author, state__in=HELD, slot__gt=0)
    return [row.reviewer_id for row in rows]


def goes(where: Circle, user: User, how: str) -> None:
    """Leaves, becomes an observer, or goes on leave."""
    row = Membership.objects.get(circle=where, person=user, live_slot__isnull=False)
    if how == "leaves":
        circles.end_membership(circle=where, user_id=user.pk, at=LATER)
    elif how == "observes":
        circles.seat(circle=where, user_id=user.pk, role=Role.OBSERVER, at=LATER)
    else:
        circles.go_on_leave(actor=circles.page_actor(user.pk), membership_id=row.pk, at=LATER)


def moves(where: Circle, user: User, there: Circle) -> None:
    """By the coordinator of both."""
    boss = person("coord", enrolled=False)
    programmes.name_coordinator(node=where.node, user_id=boss.pk, at=NOON)
    row = Membership.objects.get(circle=where, person=user, live_slot__isnull=False)
    circles.move_member(actor=circles.page_actor(boss.pk), membership_id=row.pk, circle_id=there.pk, at=LATER)


@pytest.fixture(params=range(3))
def six(request: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Circle, list[User]]:
    """Six authors in one ring, in different orders."""
    monkeypatch.setattr("secrets.randbelow", lambda _n: request.param)
    where = circle()
    seat(where, "lead", Role.FACILITATOR)
    return where, act.authors(where, 6)


@pytest.mark.parametrize("how", ["leaves", "observes"])
def test_who_leaves_holds_nothing_and_everybody_else_has_two_readers(six: Any, how: str) -> None:
    where, people = six
    opened = act.held_by(people[0])[0]
    act.opened(opened)
    goes(where, people[0], how)
    assert orphans() == [] and act.held_by(people[0]) == [] and readers(people[0]) == []
    opened.refresh_from_db()
    assert (opened.state, opened.live_slot) == ("released", None), "what was begun is kept"
    for author in people[1:]:
        assert len(readers(author)) == 2, author
    assert sorted(Ring.objects.get().places) == sorted(user.pk for user in people[1:])


def test_what_was_given_stays_with_the_author_and_asks_nobody_again(six: Any) -> None:
    where, people = six
    given = act.held_by(people[0])
    for row in given:
        act.sent(act.opened(row))
    goes(where, people[0], "leaves")
    assert orphans() == []
    for row in given:
        row.refresh_from_db()
        assert row.state == "done"
    assert {len(readers(author)) for author in people[1:]} == {2}


def test_leave_passes_the_readings_on_and_coming_back_takes_a_place_again(six: Any) -> None:
    where, people = six
    goes(where, people[0], "is away")
    assert not act.held_by(people[0])
    assert len(readers(people[0])) == 2, "the text stays with its readers"
    row = Membership.objects.get(person=people[0])
    circles.come_back(actor=circles.page_actor(people[0].pk), membership_id=row.pk, at=LATER + days(9))
    assert orphans() == [] and len(act.held_by(people[0])) >= 2
    assert sorted(Ring.objects.get().places) == sorted(user.pk for user in people)
    assert all(len(readers(author)) >= 2 for author in people)


def test_whoever_leaves_and_comes_back_is_asked_again(six: Any) -> None:
    where, people = six
    goes(where, people[0], "leaves")
    seat(where, people[0].username)
    assert orphans() == []
    assert len(readers(people[0])) == 2 and len(act.held_by(people[0])) == 2


@pytest.mark.parametrize("leavers", range(1, 7))
def test_however_many_leave_nothing_is_orphaned(six: Any, leavers: int) -> None:
    where, people = six
    for user in people[:leavers]:
        goes(where, user, "leaves")
        assert orphans() == []


def test_a_response_to_a_plan_begun_before_leave_can_be_finished_after_it() -> None:
    where = circle()
    ann, ben = seat(where, "ann"), seat(where, "ben")
    plan = act.shared_plan(ann)
    begun = act.begun(ben, plan)
    goes(where, ben, "leaves")
    assert orphans() == []
    seat(where, "ben")
    assert act.begun(ben, plan).pk == begun.pk
    act.sent(begun)
    assert Assignment.objects.get().state == "done"


def test_a_move_takes_plan_account_and_requests_along(six: Any) -> None:
    where, people = six
    there = circle("two")
    act.shared_plan(people[0])
    draft = seat(where, "writer")
    act.planning.save_draft(
        actor=act.actor(draft),
        course_key=act.course_key(),
        usage_key=act.usage_key(act.PLAN),
        answers={"concern": "words"},
        base=0,
        at=NOON,
    )
    asked_of = Assignment.objects.filter(request__version__made_by=people[0], state="open")
    given = act.sent(act.opened(asked_of[0]))
    for user in (people[0], draft):
        moves(where, user, there)
    assert orphans() == []
    for model in (Plan, Account):
        assert set(model.objects.filter(owner__in=[people[0], draft]).values_list("circle", flat=True)) == {
            there.pk
        }
    asked = ReviewRequest.objects.filter(version__made_by=people[0])
    assert asked.count() == 2 and {request.circle_id for request in asked} == {there.pk}
    given.assignment.refresh_from_db()
    assert given.assignment.state == "done", "responses stay with the author"
    assert {len(readers(author)) for author in people[1:]} == {2}


def test_who_moves_sits_in_the_ring_of_the_new_circle(six: Any) -> None:
    where, people = six
    there = circle("two")
    for number in range(5):
        act.shared_account(seat(there, f"other{number}"))
    moves(where, people[0], there)
    assert orphans() == []
    assert len(readers(people[0])) == 2 and len(act.held_by(people[0])) == 2
    rings = {ring.circle_id: set(ring.places) for ring in Ring.objects.all()}
    assert people[0].pk in rings[there.pk] and people[0].pk not in rings[where.pk]
    moves(there, people[0], where)
    assert orphans() == [] and len(readers(people[0])) == 2, "and back"


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_in_whatever_order_nothing_is_orphaned(seed: int) -> None:
    """Two circles with a ring each; people leave, rest, come back, move, facilitate, begin to read."""
    rng = Random(seed)
    places = [circle("one"), circle("two")]
    for place in places:
        seat(place, f"lead-{place.code}", Role.FACILITATOR)
        for number in range(6):
            act.shared_account(seat(place, f"{place.code}{number}"))
    people = [person(f"{place.code}{number}") for place in places for number in range(6)]
    for step in range(25):
        user = rng.choice(people)
        row = Membership.objects.filter(person=user, live_slot__isnull=False).first()
        if row is None:
            seat(rng.choice(places), user.username)
        elif row.state == "on_leave":
            circles.come_back(actor=circles.page_actor(user.pk), membership_id=row.pk, at=LATER)
        else:
            what = rng.choice(["leaves", "observes", "is away", "moves", "reads", "leads"])
            held = Assignment.objects.filter(reviewer=user, state="open", slot__gt=0).first()
            if what == "moves":
                moves(row.circle, user, places[row.circle_id == places[0].pk])
            elif what == "leads":
                circles.seat(circle=row.circle, user_id=user.pk, role=Role.CO_FACILITATOR, at=LATER)
            elif what == "reads" and held is not None and row.role == "teacher":
                act.opened(held)
            elif what != "reads":
                goes(row.circle, user, what)
        waiting = [row for row in orphans() if row.request.version.made_by_id not in away_authors()]
        assert waiting == [], f"step {step}"
        assert not Assignment.objects.filter(state__in=WAITING, live_slot=None).exists()


def away_authors() -> set[int]:
    """Authors on leave, and those who facilitate now: their text stays in the circle with its readers."""
    rows = Membership.objects.filter(live_slot__isnull=False)
    stays = rows.filter(state="on_leave") | rows.filter(role="co_facilitator")
    return set(stays.values_list("person_id", flat=True))
