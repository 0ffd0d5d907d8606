"""Pages that change a circle: its settings and steps, and a new one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey

from .. import compat, permissions
from ..circles import api as circles
from ..circles.forms import (
    CircleForm,
    MergeForm,
    NewCircleForm,
    ParentForm,
    PauseForm,
    PlainForm,
    SureForm,
)
from ..circles.lifecycle import CIRCLE, OPEN, CircleState
from ..circles.models import Circle
from ..permissions import Actor
from ..programmes.models import CourseAttachment, NationalProgramme
from .acts import Act, act_of, bound
from .circle_people import managed_circle
from .member_acts import circle_of_code
from .pages import NotThere, go, page, show
from .unions import node_or_not

__all__ = ["urlpatterns"]


@page("GET", "POST")
def circle_settings(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """The circle's settings, a pause and its end, the steps of its year; for a coordinator its place."""
    circle = managed_circle(actor, circle_id)
    acts = [
        _change(request, actor, circle),
        *_pauses(request, actor, circle),
        *_steps(request, actor, circle),
    ]
    if permissions.may_change_node(actor, circle.node_id) and circle.state in OPEN:
        acts += _places(request, actor, circle)
    done = act_of(request, acts) if request.method == "POST" else None
    if done is not None:
        return go(request, reverse("learning_circle:circle", args=[circle_id]), done.said)
    status = 422 if request.method == "POST" else 200
    return show(request, "circles/settings.html", {"circle": circle, "acts": acts}, status)


@page("GET", "POST")
def new_circle(request: HttpRequest, actor: Actor, node_id: int) -> HttpResponse:
    """The coordinator of a union makes a circle."""
    node = node_or_not(actor, node_id, changes=True)
    rows = CourseAttachment.objects.filter(node=node).order_by("pk")
    keys = [key for key in rows.values_list("course_key", flat=True) if key is not None]
    titles = compat.host().course_titles(keys)
    courses = [(str(key), titles.get(key, str(key))) for key in keys]
    form = NewCircleForm(
        request.POST if request.method == "POST" else None, courses=courses, initial={"zone": node.zone}
    )
    if form.is_valid():
        made = _made(form, actor, node)
        if made is not None:
            return go(request, reverse("learning_circle:circle", args=[made.pk]), _("The circle is there."))
    context = {"form": form, "node": node, "courses": courses}
    return show(request, "circles/new.html", context, 422 if form.is_bound else 200)


def _made(form: NewCircleForm, actor: Actor, node: NationalProgramme) -> Circle | None:
    """The circle, or None where the form says what stands against it."""
    data = dict(form.cleaned_data)
    course_key, code = CourseKey.from_string(data.pop("course")), data.pop("code")
    layer, parent_code = data.pop("layer"), data.pop("parent").strip()
    parent = None
    if parent_code:
        rows = Circle.objects.filter(node=node, course_key=course_key, code__iexact=parent_code)
        parent = rows.filter(layer=layer + 1).first()
        if parent is None:
            form.add_error("parent", _("No circle one layer up has this code in this course."))
            return None
    given = {"actor": actor, "node": node, "course_key": course_key, "code": code, "at": timezone.now()}
    try:
        return circles.open_circle(**given, layer=layer, parent=parent, values=data)
    except circles.NotOpenToYou:
        raise NotThere from None
    except circles.CircleError as error:
        form.add_error("code", str(error))
        return None


def _change(request: HttpRequest, actor: Actor, circle: Circle) -> Act:
    initial = CircleForm.values_of(circle)
    return Act(
        "change",
        _("Settings"),
        _("Keep the settings"),
        bound(request, "change", CircleForm, initial=initial),
        lambda data: circles.change_circle(actor=actor, circle=circle, values=data, at=timezone.now()),
        _("The settings are kept."),
    )


def _pauses(request: HttpRequest, actor: Actor, circle: Circle) -> list[Act]:
    at = timezone.now()
    if circle.state == CircleState.PAUSED:
        return [
            Act(
                "resume",
                _("Paused"),
                _("Go on"),
                bound(request, "resume", PlainForm),
                lambda _data: circles.resume_circle(actor=actor, circle=circle, at=at),
                _("The circle goes on."),
            )
        ]
    if not CIRCLE.allows(CircleState(circle.state), "pause"):
        return []
    return [
        Act(
            "stop",
            _("Pause"),
            _("Pause the circle"),
            bound(request, "stop", PauseForm),
            lambda data: circles.pause_circle(actor=actor, circle=circle, until=data["until"], at=at),
            _("The circle is paused. Whatever was asked of anybody can wait."),
            _("For a strike, unrest or closed schools. Everybody sees it on the page of the circle."),
        )
    ]


def _steps(request: HttpRequest, actor: Actor, circle: Circle) -> list[Act]:
    """Each step of the year that is possible now."""
    words = {
        "run": _("It is running"),
        "write_up": _("It is writing up"),
        "close": _("Close the circle"),
    }
    state = CircleState(circle.state)
    return [
        Act(
            action,
            word,
            word,
            bound(request, action, SureForm if action == "close" else PlainForm),
            lambda _data, action=action: circles.step_circle(  # type: ignore[misc]
                actor=actor, circle=circle, action=action, at=timezone.now()
            ),
            _("The state of the circle is changed."),
            _("Everybody keeps reading it, and nobody joins it any more.") if action == "close" else "",
        )
        for action, word in words.items()
        if CIRCLE.allows(state, action)
    ]


def _places(request: HttpRequest, actor: Actor, circle: Circle) -> list[Act]:
    """Another parent, into another circle, or the end."""
    at = timezone.now()
    parent = {"code": circle.parent.code if circle.parent else ""}

    def place(data: dict[str, Any]) -> None:
        code = data["code"].strip()
        above = circle_of_code(actor, circle, code) if code else None
        circles.change_parent(actor=actor, circle=circle, parent=above, at=at)

    def merge(data: dict[str, Any]) -> None:
        into = circle_of_code(actor, circle, data["code"])
        circles.merge(actor=actor, circle=circle, into=into, at=at)

    form = bound(request, "place", ParentForm, initial=parent)
    follow = _("Its facilitators become members of that circle; the former place stays in the history.")
    gone = _("Everybody goes there with what they wrote, and this circle ends.")
    end = _("Every membership ends; what was written stays its authors'.")
    return [
        Act(
            "place", _("Circle of its facilitators"), _("Change it"), form, place, _("It is changed."), follow
        ),
        Act("merge", _("Merge"), _("Merge"), bound(request, "merge", MergeForm), merge, _("Merged."), gone),
        Act(
            "dissolve",
            _("Dissolve"),
            _("Dissolve the circle"),
            bound(request, "dissolve", SureForm),
            lambda _data: circles.dissolve(actor=actor, circle=circle, at=at),
            _("The circle is dissolved."),
            end,
        ),
    ]


urlpatterns = [
    path("circles/<int:circle_id>/settings/", circle_settings, name="circle_settings"),
    path("unions/<int:node_id>/circles/new/", new_circle, name="circle_new"),
]
