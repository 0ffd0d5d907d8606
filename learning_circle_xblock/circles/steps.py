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
from . import rows, seats, tree
from .lifecycle import CIRCLE, CircleState
from .models import Circle, Membership
from .refusals import CircleError, NotOpenToYou
from .selectors import facts

__all__ = [
    "STEPS",
    "change_circle",
    "change_parent",
    "dissolve",
    "merge",
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
    _check_coordinates(actor, node.pk, parent)
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
    _advance(circle, "pause", "circle.paused", at, actor)


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
    _advance(circle, action, "circle.resumed", at, actor)


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
    _advance(circle, action, "circle.stepped", at, actor)


@transaction.atomic
def change_parent(*, actor: Actor, circle: Circle, parent: Circle | None, at: datetime) -> None:
    """The coordinator places the circle under another parent, or under none.

    Raises:
        NotOpenToYou: the actor does not coordinate the nodes of both.
        CircleError: the parent is not one layer up, or has ended.
    """
    _check_coordinates(actor, circle.node_id, parent)
    tree.place_under(circle=circle, parent=parent, at=at, actor_id=actor.user_id)


@transaction.atomic
def merge(*, actor: Actor, circle: Circle, into: Circle, at: datetime) -> None:
    """The coordinator brings everybody into another circle; this one ends and stays as history.

    Circles below go there too. Who is in the other circle already keeps their seat there.

    Raises:
        NotOpenToYou: the actor does not coordinate both.
        CircleError: the other circle is this one, of another union, course or layer, or has ended.
    """
    _check_coordinates(actor, circle.node_id, into)
    circle = _lock_both(circle.pk, into.pk)
    if circle.pk == into.pk:
        raise CircleError(_("Choose another circle."))
    for child in Circle.objects.filter(parent=circle).order_by("pk"):
        tree.place_under(circle=child, parent=into, at=at, actor_id=actor.user_id)
    for row in _seated(circle):
        if row.state not in seats.MOVING or rows.live_row(into.pk, row.person_id) is not None:
            seats.end_row(row, at, actor_id=actor.user_id)
        else:
            seats.move_seat(membership=row, circle=into, at=at, leaves_nobody=True)
    _advance(circle, "merge", "circle.merged", at, actor)


@transaction.atomic
def dissolve(*, actor: Actor, circle: Circle, at: datetime) -> None:
    """The coordinator ends the circle and every seat in it; what was written stays its authors'.

    Raises:
        NotOpenToYou: the actor does not coordinate the node.
        CircleError: circles still stand below it, or it has ended.
    """
    _check_coordinates(actor, circle.node_id, None)
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    if Circle.objects.filter(parent=circle).exists():
        raise CircleError(_("Circles still stand below it; place them elsewhere first."))
    for row in _seated(circle):
        seats.end_row(row, at, actor_id=actor.user_id)
    _advance(circle, "dissolve", "circle.dissolved", at, actor)


def _managed(actor: Actor, circle: Circle) -> Circle:
    """The circle, locked, for who manages it."""
    if not permissions.may_manage_circle(actor, facts(circle)):
        raise NotOpenToYou
    return Circle.objects.select_for_update().get(pk=circle.pk)


def _check_coordinates(actor: Actor, node_id: int, other: Circle | None) -> None:
    """The actor coordinates the node, and that of the other circle."""
    for pk in {node_id, other.node_id if other is not None else node_id}:
        if not permissions.may_change_node(actor, pk):
            raise NotOpenToYou


def _lock_both(circle_id: int, other_id: int) -> Circle:
    for pk in sorted({circle_id, other_id}):
        Circle.objects.select_for_update().get(pk=pk)
    return Circle.objects.get(pk=circle_id)


def _seated(circle: Circle) -> list[Membership]:
    found = Membership.objects.filter(circle=circle, live_slot__isnull=False).order_by("pk")
    return list(found.select_related("circle__parent"))


def _set(circle: Circle, values: dict[str, Any]) -> None:
    unknown = set(values) - SETTINGS
    if unknown:
        raise KeyError(f"No setting of a circle: {sorted(unknown)}")
    for name, value in values.items():
        setattr(circle, name, value)
    circle.save(update_fields=sorted(values))


def _advance(circle: Circle, action: str, verb: str, at: datetime, actor: Actor) -> None:
    before = circle.state
    try:
        circle.state = CIRCLE.advance(CircleState(before), action)
    except UnknownStep:
        raise CircleError(_("That is not possible as it stands now.")) from None
    circle.save(update_fields=["state", "state_before", "paused_until"])
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
