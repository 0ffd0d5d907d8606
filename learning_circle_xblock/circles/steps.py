"""What is done to a circle, each in one action: settings, a pause and its end, the steps of its year."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from .. import permissions
from ..events.api import record
from ..lifecycle import UnknownStep
from ..permissions import Actor
from ..programmes.models import CourseAttachment, NationalProgramme
from . import tree
from .clock import begun, ended
from .lifecycle import CIRCLE, CircleState
from .models import Circle
from .refusals import CircleError, NotOpenToYou
from .selectors import facts

__all__ = [
    "STEPS",
    "advance",
    "change_circle",
    "change_parent",
    "check_coordinates",
    "open_circle",
    "pause_circle",
    "resume_circle",
    "step_circle",
]

SETTINGS = frozenset({"name", "region", "languages", "mode", "zone", "smallest", "largest"})
STEPS = ("agree", "run", "write_up", "close")


@transaction.atomic
def open_circle(
    *,
    actor: Actor,
    node: NationalProgramme,
    course_key: CourseKey,
    code: str,
    layer: int,
    parent: Circle | None,
    values: dict[str, Any],
    at: datetime,
) -> Circle:
    """The coordinator makes a circle in a course that works for the node.

    Args:
        actor: the coordinator.
        node: the union's node.
        course_key: a course run attached to it.
        code: short and not yet used in the course run.
        layer: 1 is teachers.
        parent: the circle one layer up, if any; of a node that the actor coordinates too.
        values: its settings by name, found sound by the form before.
        at: the time.

    Raises:
        NotOpenToYou: the actor does not coordinate the node or the parent's.
        CircleError: the course works for another union, the code is used, or the parent is not one layer up.
    """
    check_coordinates(actor, node.pk, parent)
    if not CourseAttachment.objects.filter(node=node, course_key=course_key).exists():
        raise CircleError(_("Choose a course of this union."))
    if Circle.objects.filter(course_key=course_key, code=code).exists():
        raise CircleError(_("This code is used already in this course."))
    name = values["name"]
    circle = tree.make_circle(
        course_key=course_key, node=node, name=name, code=code, at=at, layer=layer, parent=parent
    )
    _set(circle, values)
    return circle


@transaction.atomic
def change_circle(*, actor: Actor, circle: Circle, values: dict[str, Any], at: datetime) -> None:
    """Whoever manages the circle changes its settings, found sound by the form before; absent ones stay.

    Raises:
        NotOpenToYou: the actor does not manage this circle.
    """
    circle = _managed(actor, circle)
    _set(circle, values)
    _note(circle, "circle.changed", circle.state, at, actor)


@transaction.atomic
def pause_circle(*, actor: Actor, circle: Circle, until: date | None, at: datetime) -> None:
    """For a strike or a closed school: clocks and reminders stop; the date is a hint and may be left open.

    Raises:
        NotOpenToYou: the actor does not manage this circle.
        CircleError: the date has passed, or the circle is paused or has ended.
    """
    circle = _managed(actor, circle)
    if until is not None and until <= at.date():
        raise CircleError(_("The day on which it goes on has passed."))
    circle.state_before, circle.paused_until = circle.state, until
    advance(circle, "pause", "circle.paused", at, actor)


@transaction.atomic
def resume_circle(*, actor: Actor, circle: Circle, at: datetime) -> None:
    """The circle goes on where it was.

    Raises:
        NotOpenToYou: the actor does not manage this circle.
        CircleError: it is not paused.
    """
    circle = _managed(actor, circle)
    action = f"resume_{circle.state_before}"
    circle.state_before, circle.paused_until = "", None
    advance(circle, action, "circle.resumed", at, actor)


@transaction.atomic
def step_circle(*, actor: Actor, circle: Circle, action: str, at: datetime) -> None:
    """One step of the circle's year; who is in a closed circle keeps reading it, and nobody joins it.

    Raises:
        NotOpenToYou: the actor does not manage this circle.
        CircleError: the step is not possible in its state.
    """
    circle = _managed(actor, circle)
    if action not in STEPS:
        raise CircleError(_("That is not possible as it stands now."))
    advance(circle, action, "circle.stepped", at, actor)


@transaction.atomic
def change_parent(*, actor: Actor, circle: Circle, parent: Circle | None, at: datetime) -> None:
    """The coordinator places the circle under another parent, or under none.

    Raises:
        NotOpenToYou: the actor does not coordinate the nodes of both.
        CircleError: the parent is not one layer up, or has ended.
    """
    check_coordinates(actor, circle.node_id, parent)
    tree.place_under(circle=circle, parent=parent, at=at, actor_id=actor.user_id)


def _managed(actor: Actor, circle: Circle) -> Circle:
    """The circle, locked, for who manages it."""
    if not permissions.may_manage_circle(actor, facts(circle)):
        raise NotOpenToYou
    return Circle.objects.select_for_update().get(pk=circle.pk)


def check_coordinates(actor: Actor, node_id: int, other: Circle | None) -> None:
    """The actor coordinates the node, and that of the other circle."""
    for pk in {node_id, other.node_id if other is not None else node_id}:
        if not permissions.may_change_node(actor, pk):
            raise NotOpenToYou


def _set(circle: Circle, values: dict[str, Any]) -> None:
    unknown = set(values) - SETTINGS
    if unknown:
        raise KeyError(f"No setting of a circle: {sorted(unknown)}")
    for name, value in values.items():
        setattr(circle, name, value)
    circle.save(update_fields=sorted(values))


def advance(circle: Circle, action: str, verb: str, at: datetime, actor: Actor) -> None:
    """One step of a circle, recorded."""
    before = circle.state
    try:
        circle.state = CIRCLE.advance(CircleState(before), action)
    except UnknownStep:
        raise CircleError(_("That is not possible as it stands now.")) from None
    if circle.state == CircleState.PAUSED:
        circle.pauses = begun(circle.pauses, at)
    elif before == CircleState.PAUSED:
        circle.pauses = ended(circle.pauses, at)
    circle.save(update_fields=["state", "state_before", "paused_until", "pauses"])
    _note(circle, verb, before, at, actor)


def _note(circle: Circle, verb: str, before: str, at: datetime, actor: Actor) -> None:
    record(
        verb=verb,
        object_id=circle.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        from_state=before,
        to_state=circle.state,
        at=at,
    )
