"""Pages of the way to facilitating: say so, ask somebody, lead them there."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..permissions import Actor
from ..support import api as support
from ..support.reflection_forms import NamingForm
from .pages import NotThere, Refused, go, page, page_number, show
from .support import address, circle_here, open_or_not

__all__ = ["urlpatterns"]


@page("GET")
def interest(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Whether I would like to facilitate; for a facilitator, who of the circle would."""
    return _shown(request, actor, circle_here(circle_id))


@page("POST")
def interest_offer(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Yes, or no and no longer."""
    circle, now = circle_here(circle_id), timezone.now()
    with open_or_not():
        if request.POST.get("answer") == "yes":
            support.offer_to_facilitate(actor=actor, circle=circle, at=now)
            said = _("Thank you. Your facilitators and those above them see it.")
        else:
            _take_back(actor, circle, now)
            said = _("That is fine. Nobody sees it any more.")
    return go(request, address("interest", circle_id=circle_id), said)


@page("POST")
def interest_name(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """A facilitator asks one person of the circle."""
    circle = circle_here(circle_id)
    if not permissions.may_name_facilitator(actor, circles.facts(circle)):
        raise NotThere
    form = _naming_form(actor, circle, request.POST)
    if not form.is_valid():
        return _shown(request, actor, circle, status=422, form=form)
    with open_or_not():
        support.ask_to_facilitate(
            actor=actor, circle=circle, people=[form.cleaned_data["person"]], at=timezone.now()
        )
    return go(request, address("interest", circle_id=circle_id), _("They are asked."))


@page("GET")
def future(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For link facilitators and coordinators: who is on the way to facilitating."""
    found = support.future_facilitators(actor=actor, page=page_number(request))
    names = compat.host().names({row.person_id for row in found.rows})
    return show(request, "support/future.html", {"found": found, "names": names})


@page("POST")
def future_step(request: HttpRequest, actor: Actor, interest_id: int) -> HttpResponse:
    """One step further."""
    with open_or_not():
        try:
            support.lead_to_facilitating(
                actor=actor, interest_id=interest_id, action=request.POST.get("step", ""), at=timezone.now()
            )
        except support.ChangedMeanwhile:
            raise Refused(_("Somebody was quicker: this has gone on already."), 409) from None
    return go(request, address("future_facilitators"), _("Noted. The person sees it."))


def _take_back(actor: Actor, circle: Circle, now: datetime) -> None:
    """A second tap finds nothing any more, and that is as it should be."""
    own = support.own_interest(actor=actor, circle=circle)
    if own is not None or not permissions.may_offer_to_facilitate(actor, circles.facts(circle)):
        support.take_back_offer(actor=actor, circle=circle, at=now)


def _shown(
    request: HttpRequest, actor: Actor, circle: Circle, status: int = 200, **more: Any
) -> HttpResponse:
    known = circles.facts(circle)
    may_offer, may_name = (
        permissions.may_offer_to_facilitate(actor, known),
        permissions.may_name_facilitator(actor, known),
    )
    if not (may_offer or may_name):
        raise NotThere
    own = support.own_interest(actor=actor, circle=circle)
    rows = support.interest_in(actor=actor, circle=circle)
    people = {row.person_id for row in rows} | ({own.named_by_id} if own and own.named_by_id else set())
    context = {
        "circle": circle,
        "may_offer": may_offer,
        "may_name": may_name,
        "own": own,
        "rows": rows,
        "names": compat.host().names(people) if people else {},
        "form": _naming_form(actor, circle) if may_name else None,
        **more,
    }
    return show(request, "support/interest.html", context, status=status)


def _naming_form(actor: Actor, circle: Circle, data: Any = None) -> NamingForm:
    ids = support.may_be_asked(actor=actor, circle=circle)
    names = compat.host().names(ids) if ids else {}
    return NamingForm(data, people=[(pk, names.get(pk, _("a former member"))) for pk in ids])


urlpatterns = [
    path("circles/<int:circle_id>/facilitating/", interest, name="interest"),
    path("circles/<int:circle_id>/facilitating/answer/", interest_offer, name="interest_offer"),
    path("circles/<int:circle_id>/facilitating/ask/", interest_name, name="interest_name"),
    path("future-facilitators/", future, name="future_facilitators"),
    path("future-facilitators/<int:interest_id>/", future_step, name="future_step"),
]
