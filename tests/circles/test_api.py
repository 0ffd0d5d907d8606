"""Circles, seats and their history, and who sees whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from opaque_keys.edx.locator import CourseLocator

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.api import CircleError
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.circles.selectors import PAGE
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Role
from tests.queries import counted
from tests.world import NOON, actor, circle, course_key, days, person, seat

pytestmark = pytest.mark.django_db


def history(where: Circle, username: str) -> list[tuple[str, str]]:
    """Roles and states, the oldest first."""
    rows = Membership.objects.filter(circle=where, person__username=username).order_by("pk")
    return [(row.role, row.state) for row in rows]


def names(roster: circles.Roster | None) -> list[str]:
    """The usernames on a page."""
    assert roster is not None
    people = dict(Membership.objects.values_list("person", "person__username"))
    return [people[p.user_id] for p in roster.people]


# -- seats


@pytest.mark.parametrize("role", Role)
def test_a_seat_is_active_at_once(role: Role) -> None:
    where = circle()
    user = seat(where, "ann", role)
    row = Membership.objects.get()
    assert (row.role, row.state, row.began_at, row.ended_at) == (role, "active", NOON, None)
    assert actor(user).role_in(where.pk) is role
    event = Event.objects.get(verb="membership.started")
    assert (event.object_id, event.circle_id, event.to_state) == (row.pk, where.pk, "active")


def test_the_same_role_again_changes_nothing() -> None:
    where = circle()
    seat(where, "ann")
    events = Event.objects.count()
    seat(where, "ann")
    assert history(where, "ann") == [("teacher", "active")]
    assert Event.objects.count() == events


def test_a_change_of_role_keeps_the_former_one_as_history() -> None:
    where = circle()
    user = seat(where, "ann")
    circles.seat(circle=where, user_id=user.pk, role=Role.FACILITATOR, at=NOON + days(300))
    assert history(where, "ann") == [("teacher", "completed"), ("facilitator", "active")]
    former, now = Membership.objects.order_by("pk")
    assert (former.ended_at, former.live_slot) == (NOON + days(300), None)
    assert (now.began_at, now.ended_at) == (NOON + days(300), None)
    assert actor(user).role_in(where.pk) is Role.FACILITATOR
    ended = Event.objects.get(verb="membership.ended")
    assert (ended.object_id, ended.from_state, ended.to_state) == (former.pk, "active", "completed")


def test_a_person_has_one_live_seat_in_a_circle() -> None:
    where = circle()
    user = seat(where, "ann")
    live = Membership.objects.get().live_slot
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            circle=where, person=user, role="observer", state="active", began_at=NOON, live_slot=live
        )


def test_one_person_teaches_in_one_circle_and_facilitates_another() -> None:
    one, two = circle("one"), circle("two")
    user = seat(one, "ann")
    seat(two, "ann", Role.FACILITATOR)
    found = actor(user)
    assert (found.role_in(one.pk), found.role_in(two.pk)) == (Role.TEACHER, Role.FACILITATOR)
    assert circles.own_circle(found) == one


def test_leaving_ends_the_seat_and_keeps_it_as_history() -> None:
    where = circle()
    user = seat(where, "ann")
    circles.end_membership(circle=where, user_id=user.pk, at=NOON + days(1))
    assert history(where, "ann") == [("teacher", "left")]
    row = Membership.objects.get()
    assert (row.ended_at, row.live_slot) == (NOON + days(1), None)
    assert actor(user).seats == ()
    seat(where, "ann")
    assert history(where, "ann") == [("teacher", "left"), ("teacher", "active")], "and back"


def test_nobody_leaves_who_is_not_there() -> None:
    where = circle()
    with pytest.raises(CircleError, match="not in the circle"):
        circles.end_membership(circle=where, user_id=person("ann").pk, at=NOON)


def test_the_last_facilitator_stays_until_there_is_a_successor() -> None:
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    with pytest.raises(CircleError, match="successor"):
        circles.end_membership(circle=where, user_id=lead.pk, at=NOON)
    assert history(where, "lead") == [("facilitator", "active")]
    seat(where, "second", Role.CO_FACILITATOR)
    circles.end_membership(circle=where, user_id=lead.pk, at=NOON)
    assert history(where, "lead") == [("facilitator", "left")]


# -- the tree


def test_the_facilitator_of_a_child_is_a_member_of_the_parent() -> None:
    parent = circle("up", layer=2)
    child = circle("one", parent=parent)
    for username, role in (("lead", Role.FACILITATOR), ("second", Role.CO_FACILITATOR)):
        seat(child, username, role)
        assert history(parent, username) == [("teacher", "active")]
    seat(child, "ann")
    assert history(parent, "ann") == [], "teachers are not"


def test_a_facilitator_of_the_parent_stays_one() -> None:
    parent = circle("up", layer=2)
    seat(parent, "link", Role.FACILITATOR)
    seat(circle("one", parent=parent), "link", Role.FACILITATOR)
    assert history(parent, "link") == [("facilitator", "active")]


def test_who_no_longer_facilitates_a_child_leaves_the_parent() -> None:
    """Unless they facilitate another child of it."""
    parent = circle("up", layer=2)
    one, two = circle("one", parent=parent), circle("two", parent=parent)
    for where in (one, two):
        seat(where, "lead", Role.FACILITATOR)
        seat(where, "second", Role.FACILITATOR)
    lead = person("lead")
    circles.seat(circle=one, user_id=lead.pk, role=Role.TEACHER, at=NOON + days(1))
    assert actor(lead).role_in(parent.pk) is Role.TEACHER
    circles.end_membership(circle=two, user_id=lead.pk, at=NOON + days(2))
    assert actor(lead).role_in(parent.pk) is None


@pytest.mark.parametrize(("layer", "parent_layer"), [(1, 1), (1, 3), (2, 1), (2, 2)])
def test_the_parent_is_one_layer_up(layer: int, parent_layer: int) -> None:
    parent = circle("up", layer=parent_layer)
    with pytest.raises(CircleError, match="one layer up"):
        circle("one", layer=layer, parent=parent)
    assert Circle.objects.count() == 1


def test_the_parent_is_in_the_same_course_run() -> None:
    parent = circle("up", layer=2)
    with pytest.raises(CircleError, match="same course run"):
        circles.make_circle(
            course_key=CourseLocator("Other", "C", "R"),
            node=parent.node,
            name="One",
            code="one",
            at=NOON,
            parent=parent,
        )


def test_a_code_is_one_circle_in_a_course_run() -> None:
    first = circle("one")
    assert circle("one") == first
    assert Event.objects.filter(verb="circle.made").count() == 1
    other = circles.make_circle(
        course_key=CourseLocator("Other", "C", "R"), node=first.node, name="One", code="one", at=NOON
    )
    assert other.pk != first.pk


def test_whose_circles_a_person_sees() -> None:
    """One's own, and one layer down those one facilitates; never a sibling, never two layers down."""
    top = circle("top", layer=3)
    up = circle("up", layer=2, parent=top)
    one, two = circle("one", parent=up), circle("two", parent=up)
    seat(top, "highest", Role.FACILITATOR)
    seat(up, "link", Role.FACILITATOR)
    seat(one, "lead", Role.FACILITATOR)
    seat(one, "ann")
    expected = {"highest": {top, up}, "link": {top, up, one, two}, "lead": {up, one}, "ann": {one}}
    for username, circles_seen in expected.items():
        assert set(circles.circles_of(actor(person(username)))) == circles_seen, username
    assert circles.circles_of(actor(person("stranger"))) == []


# -- who is who


def test_an_actor_is_read_in_one_query_with_active_seats_of_this_course() -> None:
    where = circle()
    user = seat(where, "ann")
    elsewhere = circles.make_circle(
        course_key=CourseLocator("Other", "C", "R"), node=where.node, name="Far", code="far", at=NOON
    )
    circles.seat(circle=elsewhere, user_id=user.pk, role=Role.FACILITATOR, at=NOON)
    away = circle("away")
    seat(away, "ann")
    circles.end_membership(circle=away, user_id=user.pk, at=NOON)
    Membership.objects.create(
        circle=circle("paused"), person=user, role="teacher", state="on_leave", began_at=NOON
    )
    with counted() as queries:
        found = circles.actor_for(
            user_id=user.pk, course_key=course_key(), is_enrolled=True, is_course_staff=True
        )
    assert queries.number == 1
    assert [(s.circle_id, s.role) for s in found.seats] == [(where.pk, Role.TEACHER)]
    assert found.is_course_staff and not found.is_read_only


def test_only_a_teacher_of_the_first_layer_writes_in_a_circle() -> None:
    parent = circle("up", layer=2)
    one = circle("one", parent=parent)
    lead, ann = seat(one, "lead", Role.FACILITATOR), seat(one, "ann")
    assert circles.own_circle(actor(lead)) is None, "a plain member of the link circle writes no plan"
    assert circles.own_circle(actor(ann)) == one
    assert circles.own_circle(actor(person("stranger"))) is None


def test_facilitators_the_longest_first() -> None:
    where = circle()
    seat(where, "ann")
    for i, username in enumerate(("late", "early")):
        user = person(username)
        circles.seat(circle=where, user_id=user.pk, role=Role.FACILITATOR, at=NOON - timedelta(days=i))
    assert circles.facilitator_ids(where.pk) == [person("early").pk, person("late").pk]


# -- the roster


def test_the_roster_has_facilitators_first_and_no_observer() -> None:
    where = circle()
    for username, role in [
        ("ann", Role.TEACHER),
        ("watch", Role.OBSERVER),
        ("rep", Role.UNION_REPRESENTATIVE),
        ("second", Role.CO_FACILITATOR),
        ("lead", Role.FACILITATOR),
        ("ben", Role.TEACHER),
    ]:
        seat(where, username, role)
    roster = circles.roster(actor=actor(person("ann")), circle=where)
    assert names(roster) == ["second", "lead", "rep", "ann", "ben"]
    assert roster is not None and roster.total == 5 and not roster.has_more


@pytest.mark.parametrize("username", ["watch", "stranger", "gone", "away"])
def test_who_does_not_see_the_roster(username: str) -> None:
    where = circle()
    seat(where, "watch", Role.OBSERVER)
    gone = seat(where, "gone")
    circles.end_membership(circle=where, user_id=gone.pk, at=NOON)
    person("away", enrolled=False)
    circles.seat(circle=where, user_id=person("away").pk, role=Role.TEACHER, at=NOON)
    assert circles.roster(actor=actor(person(username)), circle=where) is None


def test_five_hundred_people_come_in_pages() -> None:
    """In two queries for each page, and everybody once."""
    where = circle()
    viewer = seat(where, "viewer", Role.FACILITATOR)
    users = User.objects.bulk_create(User(username=f"u{i}") for i in range(499))
    Membership.objects.bulk_create(
        Membership(
            circle=where,
            person=u,
            role="teacher",
            state="active",
            began_at=NOON,
            live_slot=f"{where.pk}:{u.pk}",
        )
        for u in users
    )
    me, seen, page = actor(viewer), [], 1
    while True:
        with counted() as queries:
            roster = circles.roster(actor=me, circle=where, page=page)
        assert queries.number == 1
        assert roster is not None and roster.page == page and roster.total == 500
        seen += [p.user_id for p in roster.people]
        if not roster.has_more:
            break
        assert len(roster.people) == PAGE and roster.next_page == page + 1
        page = roster.next_page
    assert page == 13 and len(seen) == len(set(seen)) == 500
    assert seen[0] == viewer.pk


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (2, 1), (10**12, 1)])
def test_a_page_that_is_not_there_is_the_nearest_one(asked: int, given: int) -> None:
    where = circle()
    roster = circles.roster(actor=actor(seat(where, "ann")), circle=where, page=asked)
    assert roster is not None and roster.page == given and len(roster.people) == 1


def test_a_seat_that_somebody_gives_in_another_circle_takes_no_work_there() -> None:
    first, second = circle("bbb"), circle("aaa")
    ann = seat(second, "ann")
    seat(first, "ann")
    own = circles.own_circle(actor(ann))
    assert own == second, "the circle of the longest seat, whatever its number"
