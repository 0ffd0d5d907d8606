"""Pages of step-ins: propose, agree, end, leave a note."""

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
from ..support.forms import LeavingForm, StepInForm
from .pages import NotThere, Refused, go, page, show
from .support import address, circle_here, open_or_not

__all__ = ["urlpatterns"]


@page("GET")
def step_ins(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Who is or was with the circle from outside, as far as I may see it."""
    return _shown(request, actor, circle_here(circle_id))


@page("POST")
def step_in_propose(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Ask the facilitators."""
    circle = circle_here(circle_id)
    if not permissions.may_propose_step_in(actor, circles.facts(circle)):
        raise NotThere
    form = StepInForm(request.POST)
    if not form.is_valid():
        return _shown(request, actor, circle, status=422, form=form)
    try:
        support.propose_step_in(actor=actor, circle=circle, at=timezone.now(), **form.cleaned_data)
    except support.AlreadyProposed:
        form.add_error(None, _("You have asked already, or you are with this circle now."))
        return _shown(request, actor, circle, status=422, form=form)
    except support.NotPossible:
        form.add_error("until", _("Choose a day that is still to come."))
        return _shown(request, actor, circle, status=422, form=form)
    except support.TooLong:
        form.add_error("until", _("A step-in lasts a year at most."))
        return _shown(request, actor, circle, status=422, form=form)
    return go(
        request, address("step_ins", circle_id=circle_id), _("The facilitators of the circle are asked.")
    )


@page("POST")
def step_in_answer(request: HttpRequest, actor: Actor, step_in_id: int) -> HttpResponse:
    """A facilitator agrees or declines."""
    agree = request.POST.get("agree") == "yes"
    with open_or_not():
        try:
            row = support.answer_step_in(actor=actor, step_in_id=step_in_id, agree=agree, at=timezone.now())
        except support.NotPossible:
            raise Refused(_("This was answered already, or its last day has passed."), 409) from None
    said = _("Agreed. The whole circle sees it until that day.") if agree else _("Declined.")
    return go(request, address("step_ins", circle_id=row.circle_id), said)


@page("POST")
def step_in_end(request: HttpRequest, actor: Actor, step_in_id: int) -> HttpResponse:
    """End it, or leave a note."""
    form = LeavingForm(request.POST, auto_id="leave_%s")
    with open_or_not():
        row = support.step_in_to_end(actor=actor, step_in_id=step_in_id)
        if not form.is_valid():
            return _shown(request, actor, row.circle, status=422, leaving=form)
        support.end_step_in(actor=actor, step_in_id=step_in_id, at=timezone.now(), **form.cleaned_data)
    if row.person_id == actor.user_id:
        return go(
            request, address("step_ins", circle_id=row.circle_id), _("Done. The circle reads your note.")
        )
    return go(request, address("step_ins", circle_id=row.circle_id), _("The step-in has ended."))


def _shown(
    request: HttpRequest, actor: Actor, circle: Circle, status: int = 200, **more: Any
) -> HttpResponse:
    found = support.step_ins(actor=actor, circle=circle, at=timezone.now())
    if found is None:
        raise NotThere
    may_propose = permissions.may_propose_step_in(actor, circles.facts(circle))
    is_here = any(inside.is_own and (inside.is_active or inside.may_end) for inside in found)
    context = {
        "circle": circle,
        "found": found,
        "names": compat.host().names({inside.row.person_id for inside in found}),
        "may_propose": "form" in more or (may_propose and not is_here),
        "form": StepInForm(),
        "leaving": LeavingForm(auto_id="leave_%s"),
        **more,
    }
    return show(request, "support/step_ins.html", context, status=status)


urlpatterns = [
    path("circles/<int:circle_id>/step-ins/", step_ins, name="step_ins"),
    path("circles/<int:circle_id>/step-ins/propose/", step_in_propose, name="step_in_propose"),
    path("step-ins/<int:step_in_id>/answer/", step_in_answer, name="step_in_answer"),
    path("step-ins/<int:step_in_id>/end/", step_in_end, name="step_in_end"),
]
