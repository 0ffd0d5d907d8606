"""The ways into a circle for whoever manages it: links, one person, a list; and the list of who is in."""

import io
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..joining import api as joining
from ..joining import selectors
from ..joining.forms import LinkForm, PersonForm
from ..permissions import Actor
from .pages import NotThere, go, page, page_number, show

__all__ = ["circle_or_not", "tells_who_is_enrolled", "urlpatterns"]


def circle_or_not(actor: Actor, circle_id: int) -> Circle:
    """The circle, if the actor manages it.

    Raises:
        NotThere: whether it exists or not.
    """
    circle = selectors.circle_to_open(actor=actor, circle_id=circle_id)
    if circle is None:
        raise NotThere
    return circle


def tells_who_is_enrolled(actor: Actor, place: joining.Place) -> bool:
    """Only the coordinator is told who of a list is in the course already; others seat or keep alike."""
    node_id = place.node_id if isinstance(place, Circle) else place.pk
    return permissions.coordinates(actor, node_id)


@page("GET", "POST")
def ways_in(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """The links with their codes, and a form for a new one."""
    circle, now = circle_or_not(actor, circle_id), timezone.now()
    form = LinkForm(circle, now, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            joining.make_link(
                actor=actor,
                circle=circle,
                expires_at=form.expires_at,
                capacity=form.cleaned_data["capacity"],
                at=now,
            )
            return _back(request, circle, _("A way in is open."))
        except joining.JoiningError as error:
            form.add_error(None, str(error))
    return _page(request, actor, circle, link_form=form)


@page("POST")
def close_link(request: HttpRequest, actor: Actor, circle_id: int, link_id: int) -> HttpResponse:
    """Close a link before its time."""
    circle = circle_or_not(actor, circle_id)
    try:
        joining.revoke_link(actor=actor, circle_id=circle.pk, link_id=link_id, at=timezone.now())
    except joining.NotOpenToYou:
        raise NotThere from None
    return _back(request, circle, _("This way in is closed."))


@page("POST")
def add_person(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """One person: seated where they are enrolled, else a seat is kept."""
    circle, form = circle_or_not(actor, circle_id), PersonForm(request.POST)
    if form.is_valid():
        try:
            done = joining.add_people(actor=actor, place=circle, rows=[form.wish], at=timezone.now())
            tells = tells_who_is_enrolled(actor, circle)
            return _back(request, circle, _said_of(done.lines[0], tells))
        except joining.NotAsTried as error:
            form.add_error("who", error.report.wrong[0].sentence)
        except joining.JoiningError as error:
            form.add_error(None, str(error))
    return _page(request, actor, circle, person_form=form)


@page("POST")
def take_back(request: HttpRequest, actor: Actor, circle_id: int, invitation_id: int) -> HttpResponse:
    """Keep a seat no longer."""
    circle = circle_or_not(actor, circle_id)
    try:
        joining.take_back_invitation(
            actor=actor, circle=circle, invitation_id=invitation_id, at=timezone.now()
        )
    except joining.NotOpenToYou:
        raise NotThere from None
    return _back(request, circle, _("The seat is no longer kept."))


@page("POST")
def export(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """The people of the circle as a file."""
    circle = circle_or_not(actor, circle_id)
    kind = "xlsx" if request.POST.get("kind") == "xlsx" else "csv"
    try:
        content = joining.export_people(actor=actor, circle=circle, kind=kind, at=timezone.now())
    except joining.NotOpenToYou:
        raise NotThere from None
    response = HttpResponse(content, content_type=joining.KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{joining.file_name(circle, kind)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def qr(address: str) -> SafeString:
    """A picture of the address that a telephone reads, drawn in the page itself."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        scale=4,
        border=4,
        light="#fff",
        svgclass=None,
        lineclass=None,
    )
    return mark_safe(drawn.getvalue().decode())  # drawn from our own address


def _page(
    request: HttpRequest,
    actor: Actor,
    circle: Circle,
    link_form: LinkForm | None = None,
    person_form: PersonForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    form = link_form or LinkForm(circle, now)
    person = person_form or PersonForm()
    invited, has_more = selectors.invitations(circle, now, page_number(request))
    number = page_number(request)
    context = {
        "circle": circle,
        "may_export": permissions.may_export_people(actor, facts(circle)),
        "form": form,
        "person_form": person,
        "has_teachers": circle.layer == 1,
        "links": [_shown(request, link) for link in selectors.links(circle, now)],
        "invited": invited,
        "pager": {"number": number, "has_previous": number > 1, "has_next": has_more},
    }
    return show(request, "joining/ways_in.html", context, 422 if form.is_bound or person.is_bound else 200)


def _shown(request: HttpRequest, link: Any) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("learning_circle:join_code", args=[link.code]))
    return {"link": link, "address": address, "qr": qr(address), "left": max(0, link.capacity - link.uses)}


def _said_of(line: joining.Line, tells: bool) -> str:
    if line.outcome is joining.Outcome.THERE:
        return _("They are in the circle already.")
    if not tells:
        return _("They have a seat: at once, or as soon as they are in the course.")
    if line.outcome is joining.Outcome.SEATED:
        return _("They are in the circle now.")
    return _("A seat is kept for this address until its owner is in the course.")


def _back(request: HttpRequest, circle: Circle, said: str) -> HttpResponse:
    return go(request, reverse("learning_circle:ways_in", kwargs={"circle_id": circle.pk}), said)


urlpatterns = [
    path("circles/<int:circle_id>/ways-in/", ways_in, name="ways_in"),
    path("circles/<int:circle_id>/ways-in/add/", add_person, name="add_person"),
    path("circles/<int:circle_id>/ways-in/<int:link_id>/close/", close_link, name="close_link"),
    path("circles/<int:circle_id>/kept-seats/<int:invitation_id>/end/", take_back, name="end_kept_seat"),
    path("circles/<int:circle_id>/export/", export, name="export_people"),
]
