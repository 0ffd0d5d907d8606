"""A membership's life: one action each, by the person or by who manages the circle."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.api import CircleError, LeavingReason, NotOpenToYou
from learning_circle_xblock.circles.models import Circle, LeavingCount, Membership, TableSeat
from learning_circle_xblock.circles.people import away_from, former_seats
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.programmes import api as programmes
from tests.circles.test_api import history
from tests.world import NOON, circle, days, person, seat

pytestmark = pytest.mark.django_db
LATER = NOON + days(10)


def me(user: User) -> Actor:
    """The person on a page."""
    return circles.page_actor(user.pk)


def row(where: Circle, user: User) -> Membership:
    """The person's membership that has not ended."""
    return Membership.objects.get(circle=where, person=user, live_slot__isnull=False)


def coordinator(where: Circle, username: str = "coord") -> Actor:
    """Who coordinates the circle's node."""
    user = person(username, enrolled=False)
    programmes.name_coordinator(node=where.node, user_id=user.pk, at=NOON)
    return me(user)


def verbs(membership: Membership) -> list[str]:
    """What happened to it."""
    rows = Event.objects.filter(object_kind="membership", object_id=membership.pk).order_by("pk")
    return [event.verb.partition(".")[2] for event in rows]


@pytest.fixture
def one() -> Circle:
    """A circle with a facilitator and a teacher."""
    where = circle()
    seat(where, "lead", Role.FACILITATOR)
    seat(where, "ann")
    return where


# -- invited, accepted, active -------------------------------------------------------------------------


def test_an_invitation_gives_nothing_until_it_is_accepted(one: Circle) -> None:
    guest = person("guest")
    asked = circles.invite(circle=one, user_id=guest.pk, role=Role.TEACHER, at=NOON)
    assert me(guest).seats == ()
    circles.accept(actor=me(guest), membership_id=asked.pk, at=LATER)
    assert me(guest).role_in(one.pk) is Role.TEACHER
    assert verbs(asked) == ["invited", "accepted", "started"]


def test_who_accepts_before_enrolling_begins_once_enrolled(one: Circle) -> None:
    guest = person("guest", enrolled=False)
    asked = circles.invite(circle=one, user_id=guest.pk, role=Role.TEACHER, at=NOON)
    circles.accept(actor=me(guest), membership_id=asked.pk, at=LATER)
    assert row(one, guest).state == "accepted"
    circles.come_back(actor=me(person("lead")), membership_id=asked.pk, at=LATER)
    assert verbs(asked) == ["invited", "accepted", "started"]


def test_nobody_accepts_for_somebody_else(one: Circle) -> None:
    asked = circles.invite(circle=one, user_id=person("guest").pk, role=Role.TEACHER, at=NOON)
    with pytest.raises(NotOpenToYou):
        circles.accept(actor=me(person("lead")), membership_id=asked.pk, at=LATER)
    with pytest.raises(CircleError, match="by themselves"):
        circles.come_back(actor=me(person("lead")), membership_id=asked.pk, at=LATER)
    assert row(one, person("guest")).state == "invited"


# -- leave, back, completed, left ----------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ann", "lead", "coord"])
def test_on_leave_and_back(one: Circle, who: str) -> None:
    """By oneself, or by who manages the circle; on leave the seat gives nothing."""
    by = coordinator(one) if who == "coord" else me(person(who))
    pk = row(one, person("ann")).pk
    circles.go_on_leave(actor=by, membership_id=pk, at=LATER)
    assert me(person("ann")).seats == ()
    by = me(person(who)) if who != "coord" else by
    circles.come_back(actor=by, membership_id=pk, at=LATER)
    assert me(person("ann")).role_in(one.pk) is Role.TEACHER
    assert verbs(Membership.objects.get(pk=pk)) == ["started", "paused", "resumed"]


def test_who_is_on_leave_is_not_sent_on_leave_again(one: Circle) -> None:
    pk = row(one, person("ann")).pk
    circles.go_on_leave(actor=me(person("lead")), membership_id=pk, at=LATER)
    with pytest.raises(CircleError, match="as it stands"):
        circles.go_on_leave(actor=me(person("lead")), membership_id=pk, at=LATER)


def test_completing_is_for_who_manages(one: Circle) -> None:
    pk = row(one, person("ann")).pk
    with pytest.raises(NotOpenToYou):
        circles.complete(actor=me(person("ann")), membership_id=pk, at=LATER)
    circles.complete(actor=me(person("lead")), membership_id=pk, at=LATER)
    assert history(one, "ann") == [("teacher", "completed")]


def test_a_reason_is_kept_as_a_count_and_nowhere_else(one: Circle) -> None:
    seat(one, "ben")
    for name in ("ann", "ben"):
        mine = row(one, person(name))
        circles.leave(actor=me(person(name)), membership_id=mine.pk, reason=LeavingReason.WORKLOAD, at=LATER)
    found = LeavingCount.objects.get()
    assert (found.node, found.reason, found.month, found.people) == (one.node, "workload", "2026-05", 2)
    assert {field.name for field in LeavingCount._meta.fields} == {"id", "node", "reason", "month", "people"}
    written = Membership.objects.values(), Event.objects.values()
    assert "workload" not in str([list(rows) for rows in written])
    assert history(one, "ann") == [("teacher", "left")]


def test_without_a_reason_nothing_is_counted(one: Circle) -> None:
    circles.leave(actor=me(person("lead")), membership_id=row(one, person("ann")).pk, reason=None, at=LATER)
    assert not LeavingCount.objects.exists()


def test_another_month_is_another_count(one: Circle) -> None:
    for month in (5, 6, 6):
        mine = row(one, seat(one, "ann"))
        at = datetime(2026, month, 1, tzinfo=UTC)
        circles.leave(actor=me(person("ann")), membership_id=mine.pk, reason=LeavingReason.OTHER, at=at)
    assert dict(LeavingCount.objects.values_list("month", "people")) == {"2026-05": 1, "2026-06": 2}


@pytest.mark.parametrize("name", ["go_on_leave", "complete", "leave"])
def test_the_last_facilitator_needs_a_successor(one: Circle, name: str) -> None:
    mine = row(one, person("lead"))
    more = {"reason": LeavingReason.HEALTH} if name == "leave" else {}
    with pytest.raises(CircleError, match="successor"):
        getattr(circles, name)(actor=me(person("lead")), membership_id=mine.pk, at=LATER, **more)
    assert history(one, "lead") == [("facilitator", "active")] and not LeavingCount.objects.exists()


@pytest.mark.parametrize("name", ["go_on_leave", "come_back", "leave", "complete", "change_role"])
@pytest.mark.parametrize("who", ["ben", "far", "stranger"])
def test_others_do_nothing_to_a_membership(one: Circle, name: str, who: str) -> None:
    """Neither a peer, nor the facilitator of another circle, nor a stranger; a missing one answers alike."""
    seat(one, "ben")
    seat(circle("two"), "far", Role.FACILITATOR)
    more = {"leave": {"reason": None}, "change_role": {"role": Role.OBSERVER}}.get(name, {})
    for pk in (row(one, person("ann")).pk, 987_654):
        with pytest.raises(NotOpenToYou) as refusal:
            getattr(circles, name)(actor=me(person(who)), membership_id=pk, at=LATER, **more)
        assert str(refusal.value) == ""
    assert history(one, "ann") == [("teacher", "active")]


# -- roles, successors ---------------------------------------------------------------------------------


def test_a_role_changes_and_the_former_one_stays_as_history(one: Circle) -> None:
    circles.change_role(
        actor=me(person("lead")),
        membership_id=row(one, person("ann")).pk,
        role=Role.CO_FACILITATOR,
        at=LATER,
    )
    assert history(one, "ann") == [("teacher", "completed"), ("co_facilitator", "active")]


def test_a_facilitator_hands_over_and_leaves_in_one_action(one: Circle) -> None:
    mine, heir = row(one, person("lead")), row(one, person("ann"))
    circles.hand_over(actor=me(person("lead")), membership_id=mine.pk, successor_id=heir.pk, at=LATER)
    assert history(one, "lead") == [("facilitator", "left")]
    assert history(one, "ann") == [("teacher", "completed"), ("facilitator", "active")]
    event = Event.objects.get(verb="membership.handed_over")
    assert (event.object_id, event.actor_id) == (row(one, person("ann")).pk, person("lead").pk)


def test_a_hand_over_to_nobody_of_the_circle_changes_nothing(one: Circle) -> None:
    mine = row(one, person("lead"))
    far = row(circle("two"), seat(circle("two"), "far"))
    for successor in (far.pk, mine.pk, 987_654):
        with pytest.raises(CircleError, match="goes on"):
            circles.hand_over(
                actor=me(person("lead")), membership_id=mine.pk, successor_id=successor, at=LATER
            )
    ann = row(one, person("ann"))
    with pytest.raises(CircleError, match="goes on"):
        circles.hand_over(actor=me(person("lead")), membership_id=ann.pk, successor_id=mine.pk, at=LATER)
    assert history(one, "lead") == [("facilitator", "active")]


# -- moving --------------------------------------------------------------------------------------------


def test_a_move_keeps_role_and_history_and_ends_the_place_at_the_table(one: Circle) -> None:
    two, boss = circle("two"), coordinator(one)
    seat(one, "ben")
    circles.propose(actor=boss, circle=one, at=NOON)
    assert circles.table_people(one.pk) == {1: [person("ann").pk, person("ben").pk]}
    former = row(one, person("ann"))
    moved = circles.move_member(actor=boss, membership_id=former.pk, circle_id=two.pk, at=LATER)
    assert (moved.circle, moved.role, moved.state, moved.moved_from) == (two, "teacher", "active", former)
    assert history(one, "ann") == [("teacher", "left")] and history(two, "ann") == [("teacher", "active")]
    assert circles.table_people(one.pk) == {1: [person("ben").pk]}
    assert TableSeat.objects.get(membership=former).ended_at == LATER
    assert verbs(moved) == ["moved"] and verbs(former)[-1] == "ended"


def test_who_is_on_leave_moves_on_leave(one: Circle) -> None:
    boss, two = coordinator(one), circle("two")
    pk = row(one, person("ann")).pk
    circles.go_on_leave(actor=boss, membership_id=pk, at=NOON)
    assert circles.move_member(actor=boss, membership_id=pk, circle_id=two.pk, at=LATER).state == "on_leave"


def test_moving_needs_the_management_of_both_circles(one: Circle) -> None:
    two = circle("two")
    pk = row(one, person("ann")).pk
    for target in (two.pk, 987_654):
        with pytest.raises(NotOpenToYou):
            circles.move_member(actor=me(person("lead")), membership_id=pk, circle_id=target, at=LATER)
    seat(two, "lead", Role.CO_FACILITATOR)
    circles.move_member(actor=me(person("lead")), membership_id=pk, circle_id=two.pk, at=LATER)
    assert history(two, "ann") == [("teacher", "active")]


def test_what_no_move_is(one: Circle) -> None:
    """Into another layer, where the person is already, from an invitation, by the last facilitator."""
    boss, two, up = coordinator(one), circle("two"), circle("up", layer=2)
    ann = row(one, person("ann")).pk
    with pytest.raises(CircleError, match="same course and layer"):
        circles.move_member(actor=boss, membership_id=ann, circle_id=up.pk, at=LATER)
    with pytest.raises(CircleError, match="already"):
        circles.move_member(actor=boss, membership_id=ann, circle_id=one.pk, at=LATER)
    asked = circles.invite(circle=one, user_id=person("guest").pk, role=Role.TEACHER, at=NOON)
    with pytest.raises(CircleError, match="same course and layer"):
        circles.move_member(actor=boss, membership_id=asked.pk, circle_id=two.pk, at=LATER)
    with pytest.raises(CircleError, match="successor"):
        circles.move_member(actor=boss, membership_id=row(one, person("lead")).pk, circle_id=two.pk, at=LATER)
    assert not Membership.objects.filter(circle__in=[two, up]).exists()


def test_a_facilitator_who_moves_changes_the_circle_above_too() -> None:
    up, other = circle("up", layer=2), circle("other", layer=2)
    one, two = circle("one", parent=up), circle("two", parent=other)
    seat(one, "lead", Role.FACILITATOR)
    seat(one, "second", Role.FACILITATOR)
    circles.move_member(
        actor=coordinator(one), membership_id=row(one, person("lead")).pk, circle_id=two.pk, at=LATER
    )
    assert history(up, "lead") == [("teacher", "left")] and history(other, "lead") == [("teacher", "active")]


def test_a_member_above_leaves_only_with_the_circle_below() -> None:
    up = circle("up", layer=2)
    one = circle("one", parent=up)
    seat(one, "lead", Role.FACILITATOR)
    seat(one, "second", Role.FACILITATOR)
    with pytest.raises(CircleError, match="below"):
        circles.leave(
            actor=me(person("lead")), membership_id=row(up, person("lead")).pk, reason=None, at=LATER
        )
    for name in ("lead", "second"):
        circles.seat(circle=up, user_id=person(name).pk, role=Role.FACILITATOR, at=NOON)
    circles.leave(actor=me(person("lead")), membership_id=row(up, person("lead")).pk, reason=None, at=LATER)
    assert history(up, "lead")[-1] == ("teacher", "active"), "no longer leading it, still a member"


def test_where_no_seat_opens_the_circle_its_owner_finds_it_all_the_same(one: Circle) -> None:
    """Invited or on leave: the first page leads there."""
    ann = person("ann")
    circles.go_on_leave(actor=me(ann), membership_id=row(one, ann).pk, at=NOON)
    two = circle("two")
    circles.invite(circle=two, user_id=ann.pk, role=Role.TEACHER, at=NOON)
    seat(circle("three"), "ann")
    assert [away.circle for away in away_from(ann.pk)] == [one, two]
    assert away_from(person("ben").pk) == []


# -- whose leave it is, and who makes whom a facilitator ----------------------------------------------------


def test_a_leave_that_was_set_is_ended_by_who_looks_after_the_circle(one: Circle) -> None:
    """It may be a step to keep somebody safe: one tap of their own does not undo it."""
    ann = row(one, person("ann"))
    circles.go_on_leave(actor=me(person("lead")), membership_id=ann.pk, at=LATER)
    with pytest.raises(CircleError, match="set this leave, and ends it"):
        circles.come_back(actor=me(person("ann")), membership_id=ann.pk, at=LATER)
    assert row(one, person("ann")).state == "on_leave"
    circles.come_back(actor=coordinator(one), membership_id=ann.pk, at=LATER)
    assert not row(one, person("ann")).rests_by_others


def test_ones_own_leave_is_ones_own(one: Circle) -> None:
    ann = row(one, person("ann"))
    circles.go_on_leave(actor=me(person("ann")), membership_id=ann.pk, at=LATER)
    with pytest.raises(CircleError, match="come back by themselves"):
        circles.come_back(actor=me(person("lead")), membership_id=ann.pk, at=LATER)
    circles.come_back(actor=me(person("ann")), membership_id=ann.pk, at=LATER)
    assert me(person("ann")).role_in(one.pk) is Role.TEACHER


def test_a_leave_that_was_set_goes_along_to_another_circle(one: Circle) -> None:
    boss, two, ann = coordinator(one), circle("two"), row(one, person("ann"))
    circles.go_on_leave(actor=me(person("lead")), membership_id=ann.pk, at=NOON)
    moved = circles.move_member(actor=boss, membership_id=ann.pk, circle_id=two.pk, at=LATER)
    with pytest.raises(CircleError, match="set this leave"):
        circles.come_back(actor=me(person("ann")), membership_id=moved.pk, at=LATER)


def test_nobody_makes_themselves_a_facilitator_beside_others(one: Circle) -> None:
    """A coordinator who is in the circle too; without any facilitator they may."""
    coordinator(one, "coord")
    seat(one, "coord")
    mine, lead = row(one, person("coord")), row(one, person("lead"))
    with pytest.raises(CircleError, match="the circle has one"):
        circles.change_role(actor=me(person("coord")), membership_id=mine.pk, role=Role.FACILITATOR, at=LATER)
    with pytest.raises(CircleError, match="the circle has one"):
        circles.hand_over(actor=me(person("coord")), membership_id=lead.pk, successor_id=mine.pk, at=LATER)
    assert history(one, "coord") == [("teacher", "active")] and row(one, person("lead")).state == "active"
    Membership.objects.filter(pk=lead.pk).update(state="left", live_slot=None)
    circles.change_role(actor=me(person("coord")), membership_id=mine.pk, role=Role.FACILITATOR, at=LATER)
    assert history(one, "coord")[-1] == ("facilitator", "active")


def test_an_end_knows_whose_step_it_was(one: Circle) -> None:
    seat(one, "ben")
    circles.leave(actor=me(person("ann")), membership_id=row(one, person("ann")).pk, reason=None, at=LATER)
    circles.leave(actor=me(person("lead")), membership_id=row(one, person("ben")).pk, reason=None, at=LATER)
    ended = dict(Membership.objects.exclude(ended_at=None).values_list("person__username", "ended_by_others"))
    assert ended == {"ann": False, "ben": True}


def test_the_roles_somebody_had_are_told_with_where_they_came_from(one: Circle) -> None:
    two, boss = circle("two"), coordinator(one)
    circles.change_role(
        actor=me(person("lead")), membership_id=row(one, person("ann")).pk, role=Role.OBSERVER, at=NOON
    )
    circles.change_role(
        actor=me(person("lead")), membership_id=row(one, person("ann")).pk, role=Role.TEACHER, at=LATER
    )
    before = [(past.circle, past.role) for past in former_seats(row(one, person("ann")))]
    assert before == [(one, "observer"), (one, "teacher")]
    moved = circles.move_member(
        actor=boss, membership_id=row(one, person("ann")).pk, circle_id=two.pk, at=LATER
    )
    assert [(past.circle, past.role) for past in former_seats(moved)] == [(one, "teacher")]
