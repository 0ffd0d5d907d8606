"""Where a circle stands, and what follows when that changes."""

import pytest

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.api import CircleError, NotOpenToYou
from learning_circle_xblock.circles.models import Circle, CirclePlace
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.programmes import api as programmes
from tests.circles.test_api import history
from tests.circles.test_members import coordinator, me, row
from tests.world import NOON, circle, course_key, days, person, seat

pytestmark = pytest.mark.django_db
LATER = NOON + days(10)


def far_node(where: Circle) -> programmes.NationalProgramme:
    """Another union of the same programme."""
    return programmes.ensure_union(
        programme=where.node.programme, country="GH", union_name="Other secret union", at=NOON
    )


def paths() -> dict[str, str]:
    """Each circle's path, with codes in place of ids."""
    codes = dict(Circle.objects.values_list("pk", "code"))
    return {
        made.code: "/".join(codes[int(part)] for part in made.path.split("/") if part)
        for made in Circle.objects.all()
    }


def test_a_change_of_parent_takes_everything_below_along() -> None:
    top, left, right = circle("top", layer=4), circle("left", layer=3), circle("right", layer=3)
    circles.place_under(circle=left, parent=top, at=NOON)
    up = circle("up", layer=2, parent=Circle.objects.get(pk=left.pk))
    circle("one", parent=up)
    assert paths()["one"] == "top/left/up/one"
    circles.change_parent(actor=coordinator(up), circle=up, parent=right, at=LATER)
    assert paths() == {
        "top": "top", "left": "top/left", "right": "right", "up": "right/up", "one": "right/up/one"
    }  # fmt: skip
    places = CirclePlace.objects.filter(circle=up).order_by("pk")
    assert list(places.values_list("parent", "began_at", "ended_at")) == [
        (left.pk, NOON, LATER),
        (right.pk, LATER, None),
    ]
    circles.change_parent(actor=coordinator(up), circle=Circle.objects.get(pk=up.pk), parent=None, at=LATER)
    assert paths()["one"] == "up/one" and not places.filter(ended_at=None).exists()


def test_the_same_parent_again_changes_nothing() -> None:
    up = circle("up", layer=2)
    one = circle("one", parent=up)
    circles.place_under(circle=one, parent=up, at=LATER)
    assert CirclePlace.objects.get().ended_at is None


def test_facilitators_follow_to_the_new_parent() -> None:
    """And leave the old one, unless they facilitate another child of it."""
    old, new = circle("old", layer=2), circle("new", layer=2)
    one, two = circle("one", parent=old), circle("two", parent=old)
    seat(one, "lead", Role.FACILITATOR)
    seat(one, "both", Role.CO_FACILITATOR)
    seat(two, "both", Role.FACILITATOR)
    circles.place_under(circle=one, parent=new, at=LATER)
    assert history(old, "lead") == [("teacher", "left")]
    assert history(old, "both") == [("teacher", "active")]
    assert history(new, "lead") == history(new, "both") == [("teacher", "active")]


@pytest.mark.parametrize("layer", [1, 3])
def test_a_wrong_layer_is_refused(layer: int) -> None:
    one, other = circle("one"), circle("other", layer=layer)
    with pytest.raises(CircleError, match="one layer up"):
        circles.place_under(circle=one, parent=other, at=LATER)


def test_a_cycle_is_refused() -> None:
    """Whatever the layers say."""
    up = circle("up", layer=2)
    one = circle("one", parent=up)
    Circle.objects.filter(pk=one.pk).update(layer=3)
    for parent in (one, up):
        with pytest.raises(CircleError, match="below itself"):
            circles.place_under(circle=up, parent=parent, at=LATER)
    assert paths() == {"up": "up", "one": "up/one"}


def test_a_parent_that_has_ended_is_refused() -> None:
    up = circle("up", layer=2)
    Circle.objects.filter(pk=up.pk).update(state="dissolved")
    with pytest.raises(CircleError, match="has ended"):
        circles.place_under(circle=circle("one"), parent=up, at=LATER)


def test_a_parent_of_another_union_waits_for_each_facilitator_s_consent() -> None:
    """Their names would cross from one body to another."""
    one = circle("one")
    lead = seat(one, "lead", Role.FACILITATOR)
    up = circles.make_circle(
        course_key=course_key(), node=far_node(one), name="Up", code="up", at=NOON, layer=2
    )
    circles.place_under(circle=one, parent=up, at=NOON)
    assert history(up, "lead") == [("teacher", "invited")]
    assert me(lead).role_in(up.pk) is None
    circles.accept(actor=me(lead), membership_id=row(up, lead).pk, at=LATER)
    assert me(lead).role_in(up.pk) is Role.TEACHER


def test_a_parent_of_another_programme_is_refused() -> None:
    one = circle("one")
    programme = programmes.ensure_programme(name="Q", federation_name="", default_language="en", at=NOON)
    node = programmes.ensure_union(programme=programme, country="GH", union_name="Third", at=NOON)
    up = circles.make_circle(course_key=course_key(), node=node, name="Up", code="up", at=NOON, layer=2)
    with pytest.raises(CircleError, match="one layer up"):
        circles.place_under(circle=one, parent=up, at=LATER)


def test_only_who_coordinates_both_nodes_changes_a_parent() -> None:
    one = circle("one")
    lead = seat(one, "lead", Role.FACILITATOR)
    up = circles.make_circle(
        course_key=course_key(), node=far_node(one), name="Up", code="up", at=NOON, layer=2
    )
    for actor in (me(lead), me(person("stranger")), coordinator(one)):
        with pytest.raises(NotOpenToYou):
            circles.change_parent(actor=actor, circle=one, parent=up, at=LATER)
    programmes.name_coordinator(node=up.node, user_id=person("coord").pk, at=NOON)
    circles.change_parent(actor=me(person("coord")), circle=one, parent=up, at=LATER)
    assert paths()["one"] == "up/one"
