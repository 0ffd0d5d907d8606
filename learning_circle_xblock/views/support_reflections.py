"""Pages of reflections: after a session, and at the end of a cycle."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..permissions import Actor
from ..planning.models import Plan
from ..sessions.models import SessionCircle
from ..support import api as support
from ..support.reflection_forms import CycleForm, ReflectionForm
from .pages import NotThere, go, page, page_number, show
from .support import address, circle_here, open_or_not

__all__ = ["urlpatterns"]


@page("GET")
def reflections(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """The pair's reflections, or those that are shared with me."""
    circle = circle_here(circle_id)
    found = support.reflections(actor=actor, circle=circle, page=page_number(request))
    if found is None:
        raise NotThere
    names = compat.host().names({read.row.writer_id for read in found.rows})
    may_write = permissions.may_reflect(actor, circles.facts(circle))
    context = {"circle": circle, "found": found, "names": names, "may_write": may_write}
    return show(request, "support/reflections.html", context)


@page("GET", "POST")
def reflect(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Look back at a session."""
    circle = _reflecting(actor, circle_id)
    if request.method != "POST":
        form = ReflectionForm(initial={"projects": _shared_plans(circle)})
        return show(request, "support/reflect.html", {"circle": circle, "form": form})
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        return show(request, "support/reflect.html", {"circle": circle, "form": form}, status=422)
    with open_or_not():
        support.reflect(
            actor=actor,
            circle=circle,
            session_id=_session(request, circle),
            answers=form.cleaned_data,
            at=timezone.now(),
        )
    asked = form.cleaned_data["need"] != "nothing"
    said = _("Kept, and what you need is asked for.") if asked else _("Kept.")
    return go(request, address("reflections", circle_id=circle_id), said)


@page("GET", "POST")
def reflect_on_cycle(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Look back at the whole cycle, and name who might facilitate next."""
    circle = _reflecting(actor, circle_id)
    ids = support.may_be_asked(actor=actor, circle=circle)
    names = compat.host().names(ids) if ids else {}
    people = [(pk, names.get(pk, _("a former member"))) for pk in ids]
    form = CycleForm(request.POST if request.method == "POST" else None, people=people)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return show(request, "support/reflect_on_cycle.html", {"circle": circle, "form": form}, status=status)
    answers = dict(form.cleaned_data)
    named = answers.pop("people", [])
    with open_or_not():
        support.reflect_on_cycle(actor=actor, circle=circle, answers=answers, people=named, at=timezone.now())
    said = _("Kept, and whom you named is asked.") if named else _("Kept.")
    return go(request, address("reflections", circle_id=circle_id), said)


@page("POST")
def reflection_share(request: HttpRequest, actor: Actor, reflection_id: int) -> HttpResponse:
    """The writer shares it upwards, or stops."""
    shared = request.POST.get("shared") == "yes"
    with open_or_not():
        row = support.share_reflection(
            actor=actor, reflection_id=reflection_id, shared=shared, at=timezone.now()
        )
    said = _("Your link facilitator may read it.") if shared else _("It stays with the two of you.")
    return go(request, address("reflections", circle_id=row.circle_id), said)


def _reflecting(actor: Actor, circle_id: int) -> Circle:
    circle = circle_here(circle_id)
    if not permissions.may_reflect(actor, circles.facts(circle)):
        raise NotThere
    return circle


def _shared_plans(circle: Circle) -> int:
    """How many people of the circle have a shared plan; who has left took theirs along."""
    rows = Plan.objects.filter(circles.is_still_in("circle_id", "owner_id"), circle=circle)
    return rows.filter(version__isnull=False).count()


def _session(request: HttpRequest, circle: Circle) -> int | None:
    """The session of this circle that the address names; nonsense counts as none."""
    text = request.GET.get("session", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):
        return None
    here = SessionCircle.objects.filter(circle=circle, session_id=int(text))
    return here.values_list("session_id", flat=True).first()


urlpatterns = [
    path("circles/<int:circle_id>/reflections/", reflections, name="reflections"),
    path("circles/<int:circle_id>/reflect/", reflect, name="reflect"),
    path("circles/<int:circle_id>/reflect/cycle/", reflect_on_cycle, name="reflect_on_cycle"),
    path("reflections/<int:reflection_id>/share/", reflection_share, name="reflection_share"),
]
