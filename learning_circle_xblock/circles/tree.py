"""Where circles stand: they are made, and change their parent with everything below them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from ..events.api import record
from ..permissions import FACILITATING
from ..programmes.models import NationalProgramme, Programme
from .lifecycle import OPEN
from .models import Circle, CirclePlace, Membership
from .refusals import CircleError
from .seats import follow_up, join_parent

__all__ = ["LAYERS", "make_circle", "place_under"]

LAYERS = 9


@transaction.atomic
def make_circle(
    *,
    course_key: CourseKey,
    node: NationalProgramme,
    name: str,
    code: str,
    at: datetime,
    layer: int = 1,
    parent: Circle | None = None,
) -> Circle:
    """The circle with this code in the course run, made if there is none.

    Raises:
        CircleError: the parent is not one layer up, or of another course run and no other union of the
            programme, a value does not fit, or the circle exists with another layer, parent or union.
    """
    if parent is not None:
        parent = Circle.objects.select_for_update().get(pk=parent.pk)
        _check_parent(parent, node, course_key, layer)
    if not 1 <= layer <= LAYERS or not 0 < len(name) <= 80 or not 0 < len(code) <= 32:
        raise CircleError(
            f"A circle has a layer from 1 to {LAYERS}, a name of up to 80 signs, a code of up to 32."
        )
    circle, is_new = Circle.objects.get_or_create(
        course_key=course_key,
        code=code,
        defaults={"node": node, "name": name, "layer": layer, "parent": parent, "created_at": at},
    )
    if not is_new and (circle.layer, circle.parent, circle.node) != (layer, parent, node):
        raise CircleError(f"The circle {code} exists already, with another layer, parent or union.")
    if is_new:
        circle.path = f"{parent.path if parent else '/'}{circle.pk}/"
        circle.save(update_fields=["path"])
        _begin_place(circle, at)
        record(verb="circle.made", object_id=circle.pk, course_key=course_key, circle_id=circle.pk, at=at)
    return circle


@transaction.atomic
def place_under(*, circle: Circle, parent: Circle | None, at: datetime, actor_id: int | None = None) -> None:
    """Another parent, or none: paths below follow, and the facilitators' seats above too.

    Raises:
        CircleError: the parent is the circle itself, below it, of a wrong layer, has ended, or is of another
            course run and no other union of the programme.
    """
    Programme.objects.select_for_update().get(pk=circle.node.programme_id)  # one change to a tree at a time
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    if parent is not None:
        parent = Circle.objects.select_for_update().get(pk=parent.pk)
        if circle.pk in _ids(parent.path):
            raise CircleError(_("A circle cannot stand below itself."))
        _check_parent(parent, circle.node, circle.course_key, circle.layer)
    if circle.parent_id == (parent.pk if parent else None):
        return
    former = _facilitators_of(circle)
    CirclePlace.objects.filter(circle=circle, ended_at=None).update(ended_at=at)
    _repath(circle, parent)
    _begin_place(circle, at)
    for row in former:
        follow_up(row, at)
    for row in _facilitators_of(circle):
        join_parent(row, at)
    record(
        verb="circle.placed",
        object_id=circle.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor_id,
        at=at,
    )


def _check_parent(parent: Circle, node: NationalProgramme, course_key: CourseKey, layer: int) -> None:
    """One layer up and open; in the same course run, unless it is of another union of the programme."""
    is_elsewhere = parent.node_id != node.pk and parent.node.programme_id == node.programme_id
    is_near = parent.node_id == node.pk and parent.course_key == course_key
    if parent.layer != layer + 1 or not (is_near or is_elsewhere):
        raise CircleError(_("The parent of a circle is one layer up, in the same course run."))
    if parent.state not in OPEN:
        raise CircleError(_("This circle has ended."))


def _repath(circle: Circle, parent: Circle | None) -> None:
    """The circle and all below it get the path of their new place."""
    old, new = circle.path, f"{parent.path if parent else '/'}{circle.pk}/"
    below = list(Circle.objects.select_for_update().filter(path__startswith=old).exclude(pk=circle.pk))
    for row in below:
        row.path = new + row.path[len(old) :]
    Circle.objects.bulk_update(below, ["path"])
    circle.parent, circle.path = parent, new
    circle.save(update_fields=["parent", "path"])


def _facilitators_of(circle: Circle) -> list[Membership]:
    """Who facilitates the circle, on leave or not, each with the circle as it stands now."""
    rows = Membership.objects.filter(circle=circle, role__in=FACILITATING, live_slot__isnull=False)
    return list(rows.select_related("circle__parent").order_by("pk"))


def _begin_place(circle: Circle, at: datetime) -> None:
    if circle.parent_id is not None:
        CirclePlace.objects.create(circle=circle, parent_id=circle.parent_id, began_at=at)


def _ids(path: str) -> list[int]:
    return [int(part) for part in path.split("/") if part]
