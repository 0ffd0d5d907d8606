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


def changes_words(cast: Cast, actor: Actor) -> bool:
    """Of the programme."""
    programme = cast.circle.node.programme
    programmes.change_programme_words(actor=actor, programme=programme, words={"en": {}}, at=NOON)
    return True


def names_a_researcher(cast: Cast, actor: Actor) -> Any:
    """On the whole programme."""
    return programmes.appoint_by_lead(
        actor=actor,
        programme=cast.circle.node.programme,
        node=None,
        user_id=cast.people["outsider"].pk or 0,
        kind=PostKind.NATIONAL_RESEARCHER,
        at=NOON,
    )


def names_a_first_coordinator(cast: Cast, actor: Actor) -> Any:
    """On a union that has none."""
    node = cast.circle.node
    NodePost.objects.filter(node=node, kind=PostKind.COORDINATOR).update(ended_at=NOON, live_slot=None)
    return programmes.appoint_by_lead(
        actor=actor,
        programme=node.programme,
        node=node,
        user_id=cast.people["outsider"].pk or 0,
        kind=PostKind.COORDINATOR,
        at=NOON,
    )


def may_name_one(cast: Cast, actor: Actor) -> bool:
    """Whether the page would let them name a first coordinator."""
    node = cast.circle.node
    NodePost.objects.filter(node=node, kind=PostKind.COORDINATOR).update(ended_at=NOON, live_slot=None)
    kind = PostKind.COORDINATOR
    return not programmes.why_not_by_lead(actor=actor, node=node, user_id=None, kind=kind)


def ends_a_lead(cast: Cast, actor: Actor) -> bool:
    """The post of another lead."""
    programme = cast.circle.node.programme
    other = NodePost.objects.create(
        programme=programme, person=cast.learner("outsider"), kind=PostKind.PROGRAMME_LEAD, began_at=NOON
    )
    programmes.end_programme_post(actor=actor, programme=programme, post_id=other.pk, at=NOON)
    return True


def finds_the_programme(cast: Cast, actor: Actor) -> bool:
    """Whether it is among those that the person may open."""
    return cast.circle.node.programme_id in {found.pk for found in programmes.programmes_led(actor)}


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
    Door(programmes.change_programme_words, "programme", "lead", changes_words),
    Door(programmes.appoint_by_lead, "programme", "lead", names_a_researcher),
    Door(programmes.appoint_by_lead, "programme", "name", names_a_first_coordinator),
    Door(programmes.why_not_by_lead, "programme", "name", may_name_one),
    Door(programmes.end_programme_post, "programme", "lead", ends_a_lead),
    Door(programmes.programmes_led, "programme", "lead", finds_the_programme),
    Door(looked_after, "circle_roster", "count", finds_the_circle),
    Door(own_circles, "circle_roster", "count", finds_the_circle),
    Door(this_week, "plan_shared", "agree_as_facilitator", is_needed),
]


# These make room for the call first, whoever calls.
PREPARING = {attaches, names_a_first_coordinator, may_name_one, ends_a_lead}


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
            if not found[column] and step.has_written and door.call not in PREPARING:
                wrote.add(column)
    assert found == {column: expected(door, column) for column in ACTING}
    assert not wrote, "a refused call wrote something"
