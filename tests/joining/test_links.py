"""Join links: made and closed by managers, followed by whoever has one."""

from datetime import timedelta

import pytest

from demo.models import Enrolment
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.api import facts
from learning_circle_xblock.circles.lifecycle import CircleState
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.joining.models import JoinLink
from learning_circle_xblock.permissions import Role, seen_in
from tests.world import NOON, actor, circle, days, person, seat

pytestmark = pytest.mark.django_db


def link(where: Circle, capacity: int = 3) -> JoinLink:
    lead = seat(where, "lead", Role.FACILITATOR)
    return joining.make_link(
        actor=actor(lead), circle=where, expires_at=NOON + days(7), capacity=capacity, at=NOON
    )


def seats(where: Circle) -> list[tuple[str, str]]:
    rows = Membership.objects.filter(circle=where, live_slot__isnull=False).order_by("pk")
    return list(rows.values_list("person__username", "role"))


def test_whoever_follows_a_link_is_enrolled_and_seated_as_a_teacher() -> None:
    where = circle()
    made = link(where)
    new = person("new", enrolled=False)
    assert joining.join(user_id=new.pk, code=made.in_groups.lower(), at=NOON) == where
    assert seats(where) == [("lead", "facilitator"), ("new", "teacher")]
    assert Enrolment.objects.get(user=new).is_active
    made.refresh_from_db()
    assert made.uses == 1
    assert Event.objects.get(verb="join_link.used").actor == new


def test_joining_twice_is_as_once() -> None:
    where = circle()
    made = link(where, capacity=1)
    new = person("new")
    for _time in range(2):
        joining.join(user_id=new.pk, code=made.code, at=NOON)
    made.refresh_from_db()
    assert made.uses == 1 and seats(where) == [("lead", "facilitator"), ("new", "teacher")]


def test_who_has_another_role_keeps_it() -> None:
    where = circle()
    made = link(where)
    joining.join(user_id=person("lead").pk, code=made.code, at=NOON)
    assert seats(where) == [("lead", "facilitator")]


def closed(made: JoinLink, at: timedelta = timedelta()) -> str:
    with pytest.raises(joining.JoiningError) as caught:
        joining.join(user_id=person("late").pk, code=made.code, at=NOON + at)
    assert not Membership.objects.filter(person=person("late")).exists()
    return str(caught.value)


def test_a_full_link_is_closed() -> None:
    made = link(circle(), capacity=1)
    joining.join(user_id=person("first").pk, code=made.code, at=NOON)
    assert closed(made).startswith("As many people as it was meant for")


def test_a_link_ends_with_its_day() -> None:
    made = link(circle())
    assert closed(made, days(7)).startswith("This way in has run out.")
    joining.join(user_id=person("late").pk, code=made.code, at=NOON + days(7) - timedelta(seconds=1))


def test_a_closed_link_says_so() -> None:
    made = link(circle())
    for _time in range(2):
        joining.revoke_link(actor=actor(person("lead")), circle_id=made.circle_id, link_id=made.pk, at=NOON)
    assert closed(made).startswith("This way in has been closed.")
    assert Event.objects.filter(verb="join_link.revoked").count() == 1


def test_nobody_joins_a_circle_that_has_ended() -> None:
    made = link(circle())
    Circle.objects.update(state=CircleState.CLOSED)
    assert closed(made).startswith("This circle has ended.")
    made.circle.refresh_from_db()
    with pytest.raises(joining.JoiningError, match="has ended"):
        joining.make_link(
            actor=actor(person("lead")), circle=made.circle, expires_at=NOON + days(1), capacity=1, at=NOON
        )


def test_a_wrong_code_is_known_from_a_closed_one() -> None:
    link(circle())
    with pytest.raises(joining.UnknownCode):
        joining.join(user_id=person("late").pk, code="AAA-AAA-AAA", at=NOON)


def test_where_the_course_takes_nobody_nothing_is_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    made = link(circle())
    monkeypatch.setattr("demo.host.DemoHost.enrol", lambda self, user_id, course_key: False)
    assert closed(made).startswith("The course of this circle takes nobody")
    made.refresh_from_db()
    assert made.uses == 0


@pytest.mark.parametrize("role", [Role.TEACHER, Role.UNION_REPRESENTATIVE, Role.OBSERVER])
def test_only_managers_make_and_close_links(role: Role) -> None:
    where = circle()
    made = link(where)
    other = actor(seat(where, "other", role))
    with pytest.raises(joining.NotOpenToYou):
        joining.make_link(actor=other, circle=where, expires_at=NOON + days(1), capacity=1, at=NOON)
    with pytest.raises(joining.NotOpenToYou):
        joining.revoke_link(actor=other, circle_id=where.pk, link_id=made.pk, at=NOON)
    with pytest.raises(joining.NotOpenToYou):  # a link of another circle
        joining.revoke_link(actor=actor(person("lead")), circle_id=where.pk + 1, link_id=made.pk, at=NOON)


def test_who_sees_a_new_teacher_is_asked_of_the_rule_of_the_roster() -> None:
    seen = seen_in(facts(circle()))
    assert {who for who, sees in seen.items() if sees} == {
        "peers", "facilitators", "union_representative", "link_facilitators", "coordinator",
    }  # fmt: skip
    assert {who for who, sees in seen.items() if not sees} == {
        "researcher", "observers", "course_staff", "others_in_course",
    }  # fmt: skip


# -- who was asked to go, and circles above the teachers'


def end(where: Circle, username: str, by: str = "lead") -> None:
    """The membership ends, by somebody."""
    row = Membership.objects.get(circle=where, person=person(username), live_slot__isnull=False)
    circles.leave(
        actor=circles.page_actor(person(by).pk), membership_id=row.pk, reason=None, at=NOON + days(1)
    )


def test_who_was_asked_to_go_does_not_come_back_by_the_same_link() -> None:
    where = circle()
    made = link(where)
    joining.join(user_id=person("new").pk, code=made.code, at=NOON)
    end(where, "new")
    with pytest.raises(joining.JoiningError, match="Your seat in this circle has ended"):
        joining.join(user_id=person("new").pk, code=made.code, at=NOON + days(2))
    assert seats(where) == [("lead", "facilitator")]
    later = joining.make_link(
        actor=actor(person("lead")), circle=where, expires_at=NOON + days(9), capacity=1, at=NOON + days(2)
    )
    joining.join(user_id=person("new").pk, code=later.code, at=NOON + days(2))
    assert ("new", "teacher") in seats(where), "a link that was made since is meant for them too"


def test_who_left_by_themselves_may_come_back() -> None:
    where = circle()
    made = link(where)
    joining.join(user_id=person("new").pk, code=made.code, at=NOON)
    end(where, "new", by="new")
    joining.join(user_id=person("new").pk, code=made.code, at=NOON + days(2))
    assert ("new", "teacher") in seats(where)


def test_no_link_leads_above_the_teachers() -> None:
    top = circle("top", layer=2)
    with pytest.raises(joining.JoiningError, match="facilitators of the circles below"):
        link(top)
    JoinLink.objects.create(circle=top, code="ABCDEFGHJ", capacity=3, made_at=NOON, expires_at=NOON + days(3))
    with pytest.raises(joining.JoiningError, match="has been closed"):
        joining.join(user_id=person("new").pk, code="ABCDEFGHJ", at=NOON)
    assert seats(top) == [("lead", "facilitator")]
