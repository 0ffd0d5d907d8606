"""A circle under one of another union: names cross with their owners' consent alone."""

import pytest
from django.test import Client
from django.urls import reverse

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.listing import looked_after
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.circles.people import members
from learning_circle_xblock.permissions import Actor, Role, leads_above, may_see_counts, may_see_roster
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.support import api as support
from tests.world import NOON, circle, course_key, person, seat

pytestmark = pytest.mark.django_db


def me(name: str) -> Actor:
    """Somebody on a page."""
    return circles.page_actor(person(name).pk)


@pytest.fixture
def parent() -> Circle:
    """One union's circle of facilitators, led by `link`."""
    found = circle("parent", layer=2)
    seat(found, "link", Role.FACILITATOR)
    return found


@pytest.fixture
def child(parent: Circle) -> Circle:
    """Another union's circle of teachers below it; its facilitator has not answered yet."""
    union = programmes.ensure_union(
        programme=parent.node.programme, country="GH", union_name="Other", at=NOON, care_text="Call."
    )
    found = circles.make_circle(
        course_key=course_key(), node=union, name="Child", code="child", at=NOON, parent=parent
    )
    seat(found, "foreign", Role.FACILITATOR)
    for n in range(6):
        seat(found, f"teacher{n}")
    return found


def accept(parent: Circle) -> None:
    """The facilitator says yes."""
    asked = Membership.objects.get(circle=parent, person=person("foreign"))
    circles.accept(actor=me("foreign"), membership_id=asked.pk, at=NOON)


def page(name: str, where: str, **ids: int) -> str:
    """What somebody reads."""
    client = Client()
    client.force_login(person(name))
    answer = client.get(reverse(f"learning_circle:{where}", kwargs=ids))
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_has_not_accepted_is_a_line_without_a_name(parent: Circle, child: Circle) -> None:
    asked = Membership.objects.get(circle=parent, person=person("foreign"))
    assert asked.state == "invited"
    found = members(actor=me("link"), circle=parent)
    assert found is not None
    assert [(row.user_id, row.state) for row in found.rows] == [
        (person("link").pk, "active"),
        (0, "invited"),
    ]
    for text in (
        page("link", "circle", circle_id=parent.pk),
        page("link", "circle_member", circle_id=parent.pk, membership_id=asked.pk),
    ):
        assert "Somebody who has not answered yet" in text and "Foreign" not in text
    accept(parent)
    assert "Foreign" in page("link", "circle", circle_id=parent.pk)


def test_those_looked_after_are_named_once_they_have_accepted(parent: Circle, child: Circle) -> None:
    below = support.facilitators_below(actor=me("link"), circle=parent)
    assert below is not None and below.rows == ()
    assert "Foreign" not in page("link", "facilitators", circle_id=parent.pk)
    accept(parent)
    below = support.facilitators_below(actor=me("link"), circle=parent)
    assert below is not None and [row.person_id for row in below.rows] == [person("foreign").pk]


def test_a_link_facilitator_of_another_body_sees_counts_and_no_teacher(parent: Circle, child: Circle) -> None:
    accept(parent)
    facts = circles.facts(child)
    assert leads_above(me("link"), facts) and may_see_counts(me("link"), facts)
    assert not may_see_roster(me("link"), facts)
    in_block = circles.actor_for(user_id=person("link").pk, course_key=course_key(), is_enrolled=True)
    assert not may_see_roster(in_block, facts), "nor in the block"
    assert members(actor=me("link"), circle=child) is None
    text = page("link", "circle", circle_id=child.pk)
    assert "7 people." in text and "Teacher0" not in text
    own = circle("own", parent=parent)
    assert may_see_roster(me("link"), circles.facts(own)), "of the own union as ever"


def test_under_five_of_another_body_are_not_counted(parent: Circle, child: Circle) -> None:
    Membership.objects.filter(circle=child, person__username__in=["teacher0", "teacher1", "teacher2"]).update(
        state="left", live_slot=None
    )
    listed = {row.circle.code: row.people for row in looked_after(actor=me("link")).rows}
    assert listed["child"] is None


def test_the_two_numbers_of_a_circle_agree() -> None:
    """Observers are no people of it: the same in the list and on the page."""
    from learning_circle_xblock.circles.people import how_many

    parent = circle("top", layer=2)
    below = circle("below", parent=parent)
    seat(parent, "link", Role.FACILITATOR), seat(below, "watch", Role.OBSERVER)
    for n in range(5):
        seat(below, f"t{n}")
    listed = {row.circle.code: row.people for row in looked_after(actor=me("link")).rows}
    assert listed["below"] == how_many(below.pk) == 5
