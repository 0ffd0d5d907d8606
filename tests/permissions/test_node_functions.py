"""The functions of programmes and of the lists, asked for every column of the matrix with a real database."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.listing import looked_after, own_circles
from learning_circle_xblock.permissions import Actor, PostKind
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import CourseAttachment, NodePost
from learning_circle_xblock.records.lookout import Reason
from learning_circle_xblock.records.needs import this_week
from tests import world

from .cast import NOON, Cast
from .matrix import COLUMNS, THINGS
from .tables import undone

pytestmark = pytest.mark.django_db
ACTING = [name for name, column in COLUMNS.items() if column.signed_in]


@dataclass(frozen=True)
class Door:
    """One function as it is called for an action."""

    function: Callable[..., Any]
    thing: str
    action: str
    call: Callable[[Cast, Actor], Any]

    def __str__(self) -> str:
        return f"{self.function.__name__}:{self.thing}-{self.action}"


def gives_a_post(cast: Cast, actor: Actor) -> Any:
    """The outsider becomes a researcher."""
    outsider = cast.people["outsider"].pk or 0
    kind = PostKind.NATIONAL_RESEARCHER
    return programmes.appoint(actor=actor, node=cast.circle.node, user_id=outsider, kind=kind, at=NOON)


def ends_a_post(cast: Cast, actor: Actor) -> bool:
    """The researcher's."""
    post = NodePost.objects.get(person=cast.people["researcher"])
    programmes.end_post(actor=actor, node=cast.circle.node, post_id=post.pk, at=NOON)
    return True


def changes_a_setting(cast: Cast, actor: Actor) -> bool:
    """Another contact."""
    programmes.change_settings(
        actor=actor, node=cast.circle.node, values={"privacy_contact": "The office"}, at=NOON
    )
    return True


def attaches(cast: Cast, actor: Actor) -> bool:
    """The course run, anew."""
    CourseAttachment.objects.all().delete()
    programmes.attach_course(actor=actor, node=cast.circle.node, course_key=world.course_key(), at=NOON)
    return True


def finds_the_node(cast: Cast, actor: Actor) -> bool:
    """Whether it is among those that the person may open."""
    return cast.circle.node_id in {node.pk for node in programmes.nodes_seen_by(actor)}


def finds_the_circle(cast: Cast, actor: Actor) -> bool:
    """Whether a list holds it: as a circle of one's own, or as one that is looked after."""
    after = {row.circle.pk for row in looked_after(actor=actor).rows}
    return cast.circle.pk in after | {circle.pk for circle in own_circles(actor)}


def is_needed(cast: Cast, actor: Actor) -> bool:
    """Whether the author's plan, to which nobody has responded for a month, is an entry."""
    needs = this_week(actor=actor, at=NOON + timedelta(days=30)).needs
    return any(n.reason is Reason.NO_RESPONSE and n.circle_id == cast.circle.pk for n in needs)


DOORS = [
    Door(programmes.appoint, "node", "change", gives_a_post),
    Door(programmes.end_post, "node", "change", ends_a_post),
    Door(programmes.change_settings, "node", "change", changes_a_setting),
    Door(programmes.attach_course, "node", "change", attaches),
    Door(programmes.nodes_seen_by, "node", "see", finds_the_node),
    Door(looked_after, "circle_roster", "count", finds_the_circle),
    Door(own_circles, "circle_roster", "count", finds_the_circle),
    Door(this_week, "plan_shared", "agree_as_facilitator", is_needed),
]


def expected(door: Door, column: str) -> bool:
    """What the matrix says; a list of one's own circles holds an observer's too."""
    has_seat = COLUMNS[column].place == "circle" and COLUMNS[column].enrolled
    if door.call is finds_the_circle and has_seat and not COLUMNS[column].read_only:
        return True
    return THINGS[door.thing].by_door(column, door.action)


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_function_of_nodes_and_lists_does_what_the_matrix_says(stage: Cast, door: Door) -> None:
    found, wrote = {}, set()
    for column in ACTING:
        page = circles.page_actor(stage.user_id(column))
        actor = replace(page, is_read_only=stage.actor(column).is_read_only)
        with undone() as step:
            try:
                found[column] = bool(door.call(stage, actor))
            except programmes.NotOpenToYou:
                found[column] = False
            if not found[column] and step.has_written and door.call is not attaches:
                wrote.add(column)
    assert found == {column: expected(door, column) for column in ACTING}
    assert not wrote, "a refused call wrote something"
