"""A list of people: tried first, with a line for each row, then done as a whole or not at all.

Between the two the rows travel in the page, signed and packed, and not in a file, the session or a table:
addresses of people who may never join are then kept nowhere, and two windows do not mix. The signature
holds for this person, this place and an hour, so that nothing is done that was not tried.
"""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..circles.models import Circle
from ..joining import api as joining
from ..joining.forms import ROLES, FileForm
from ..permissions import Actor, Role
from .pages import go, page, show
from .unions import node_or_not
from .ways_in import circle_or_not, tells_who_is_enrolled

__all__ = ["urlpatterns"]

AN_HOUR = 3600


@page("GET", "POST")
def import_people(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """A list for one circle."""
    circle = circle_or_not(actor, circle_id)
    back = reverse("learning_circle:ways_in", kwargs={"circle_id": circle.pk})
    return _import(request, actor, circle, back)


@page("GET", "POST")
def import_union(request: HttpRequest, actor: Actor, node_id: int) -> HttpResponse:
    """A list for many circles of a union."""
    node = node_or_not(actor, node_id, changes=True)
    back = reverse("learning_circle:union", kwargs={"node_id": node.pk})
    return _import(request, actor, node, back)


def _import(request: HttpRequest, actor: Actor, place: joining.Place, back: str) -> HttpResponse:
    context = {
        "is_union": not isinstance(place, Circle),
        "back": back,
        "tells_who_is_enrolled": tells_who_is_enrolled(actor, place),
    }
    if request.method != "POST":
        return show(request, "joining/import.html", {**context, "form": FileForm()})
    if "kept" in request.POST:
        return _do(request, actor, place, context)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            rows = joining.read_list(form.cleaned_data["file"], needs_circle=context["is_union"] is True)
            report = joining.try_people(actor=actor, place=place, rows=rows, at=timezone.now())
            kept = "" if report.wrong else pack(rows, _salt(actor, place))
            return _report(request, {**context, "report": report, "kept": kept})
        except joining.JoiningError as error:
            form.add_error("file", str(error))
    return show(request, "joining/import.html", {**context, "form": form}, 422)


def _do(request: HttpRequest, actor: Actor, place: joining.Place, context: dict[str, Any]) -> HttpResponse:
    try:
        rows = unpack(request.POST["kept"], _salt(actor, place))
        done = joining.add_people(actor=actor, place=place, rows=rows, at=timezone.now())
    except signing.BadSignature:
        form = FileForm({})
        said = _("This list has waited too long. Nothing was done; please send it once more.")
        form.errors["file"] = form.error_class([said])
        return show(request, "joining/import.html", {**context, "form": form}, 422)
    except joining.NotAsTried as error:
        wrong = {"report": error.report, "kept": "", "changed": str(error)}
        return _report(request, {**context, **wrong}, 422)
    except joining.JoiningError as error:
        form = FileForm({})
        form.errors["file"] = form.error_class([str(error)])
        return show(request, "joining/import.html", {**context, "form": form}, 422)
    seated, kept, paper = (done.counts[name] for name in ("seated", "invited", "paper"))
    if context["tells_who_is_enrolled"]:
        said = _("Done. New in a circle: %(seated)d. Seats kept until they enrol: %(kept)d.")
    else:
        said = _("Done. New seats, at once or as soon as they are in the course: %(both)d.")
    more = " " + _("New on paper: %(n)d.") % {"n": paper} if paper else ""
    numbers = {"seated": seated, "kept": kept, "both": seated + kept}
    return go(request, context["back"], said % numbers + more)


def _report(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """What becomes of each row, in numbers first."""
    counts = context["report"].counts
    seat = _("Gets a seat: at once, or as soon as they are in the course")
    tells = context["tells_who_is_enrolled"]
    if not tells:
        counts = {**counts, "seated": 0, "invited": 0, "asked": counts["seated"] + counts["invited"]}
    roles: dict[Role | None, Any] = {**dict(ROLES), None: _("unknown")}
    more = {
        "summary": [_counted(outcome, n) for outcome, n in counts.items() if n],
        "outcomes": {
            "seated": _("Gets a seat") if tells else seat,
            "there": _("Is there already"),
            "invited": _("Not in the course yet: a seat is kept") if tells else seat,
            "paper": _("Will be on paper"),
            "twice": _("Stands here twice"),
            "error": _("Cannot be done:"),
        },
        "roles": roles,
        "form": FileForm(),
    }
    return show(request, "joining/report.html", {**context, **more}, status)


def _counted(outcome: str, n: int) -> str:
    words = {
        "seated": ngettext("%(n)d person gets a seat.", "%(n)d people get a seat.", n),
        "there": ngettext("%(n)d person is there already.", "%(n)d people are there already.", n),
        "invited": ngettext(
            "%(n)d person is not in the course yet: a seat is kept.",
            "%(n)d people are not in the course yet: seats are kept.",
            n,
        ),
        "asked": ngettext(
            "%(n)d person gets a seat, at once or as soon as they are in the course.",
            "%(n)d people get a seat, at once or as soon as they are in the course.",
            n,
        ),
        "paper": ngettext("%(n)d person will be on paper.", "%(n)d people will be on paper.", n),
        "twice": ngettext("%(n)d row names somebody once more.", "%(n)d rows name somebody once more.", n),
        "error": ngettext("%(n)d row cannot be done.", "%(n)d rows cannot be done.", n),
    }
    return words[outcome] % {"n": n}


def pack(rows: list[joining.Wish], salt: str) -> str:
    """The rows as one signed word."""
    packed = [
        [row.number, row.email, row.username, str(row.role or ""), row.circle, row.paper] for row in rows
    ]
    return signing.dumps(packed, salt=salt, compress=True)


def unpack(kept: str, salt: str) -> list[joining.Wish]:
    """The rows as they were tried.

    Raises:
        BadSignature: it was not signed here, for this, within the hour.
    """
    packed = signing.loads(kept, salt=salt, max_age=AN_HOUR)
    return [
        joining.Wish(number, email, username, Role(role) if role else None, circle, paper)
        for number, email, username, role, circle, paper in packed
    ]


def _salt(actor: Actor, place: joining.Place) -> str:
    kind = "circle" if isinstance(place, Circle) else "node"
    return f"learning_circle.import.{kind}.{place.pk}.{actor.user_id}"


urlpatterns = [
    path("circles/<int:circle_id>/import/", import_people, name="import_people"),
    path("unions/<int:node_id>/import/", import_union, name="import_union"),
]
