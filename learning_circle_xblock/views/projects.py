"""The page of one's own project: where it stands, what to do next, and everything that is kept of it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import compat
from ..accounts.selectors import has_shared_account
from ..circles.listing import own_circles
from ..evidence.selectors import own_checks, own_kept
from ..evidence.words import WAVES
from ..permissions import Actor
from ..planning import api as planning
from ..planning.forms import AdjustForm, ReasonForm
from ..planning.projects import Project, own_project, own_projects
from ..review.api import waiting_talks
from .pages import NotThere, Refused, go, page, show

__all__ = ["urlpatterns"]

SAID = {
    "start": gettext_lazy("Noted: your project is under way."),
    "adjust": gettext_lazy("Kept as a new version. Your circle can respond to it."),
    "report": gettext_lazy("Noted: your practice account tells this project."),
    "carry_forward": gettext_lazy("Your project goes on. Everything you wrote stays."),
    "set_aside": gettext_lazy("Set aside. Everything you wrote stays, and you can take it up again."),
    "take_up": gettext_lazy("You have taken your project up again."),
    "begin_again": gettext_lazy("A new project is open for you. The former one stays as it is."),
}
FORMS: dict[str, type[forms.Form]] = {
    "adjust": AdjustForm,
    "carry_forward": ReasonForm,
    "set_aside": ReasonForm,
}
STEPS: dict[str, Any] = {
    "start": planning.start,
    "adjust": planning.adjust,
    "report": planning.report,
    "carry_forward": planning.carry_forward,
    "set_aside": planning.set_aside,
    "take_up": planning.take_up,
    "begin_again": planning.begin_again,
}


@page("GET")
def project(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where my project stands, and what I keep of it."""
    return _page(request, actor)


@page("POST")
def project_step(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """One step of one's own project."""
    found, step = own_project(actor=actor, plan_id=plan_id), request.POST.get("do", "")
    if found is None:
        raise NotThere
    if step not in STEPS:
        raise Refused(_("Please use one of the buttons."), 422)
    form = FORMS[step](request.POST, prefix=_prefix(step, plan_id)) if step in FORMS else None
    if form is not None and not form.is_valid():
        return _page(request, actor, {(plan_id, step): form}, status=422)
    given: dict[str, Any] = dict(form.cleaned_data) if form else {}
    if step == "report":
        owner_id, course_key = found.plan.owner_id, found.plan.course_key
        given["has_account"] = has_shared_account(owner_id=owner_id, course_key=course_key)
    try:
        STEPS[step](actor=actor, plan_id=plan_id, at=timezone.now(), **given)
    except planning.NoAccountYet:
        said = _("First share your practice account with your circle; then it tells this project.")
        raise Refused(said, 422) from None
    except planning.PlanError:
        raise NotThere from None
    return go(request, reverse("learning_circle:project"), str(SAID[step]))


def _page(
    request: HttpRequest,
    actor: Actor,
    sent: dict[tuple[int, str], forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    projects = own_projects(actor=actor)
    circles = [row for row in own_circles(actor) if row.pk in actor.teaches_in]
    checks, talks = own_checks(actor=actor), waiting_talks(actor=actor)
    context = {
        "projects": [_shown(row, sent or {}) for row in projects if row.is_now],
        "earlier": [row for row in projects if not row.is_now],
        "kept": own_kept(actor=actor),
        "waves": [(wave, label, checks.get(wave)) for wave, label in WAVES],
        "circle": circles[0] if circles else None,
        "talks": talks,
        "names": compat.host().names({talk.other_id for talk in talks}),
    }
    return show(request, "projects/project.html", context, status)


def _shown(row: Project, sent: dict[tuple[int, str], forms.Form]) -> dict[str, Any]:
    """A project of now with its forms; those that were sent hold what was typed."""
    pk = row.plan.pk
    made = {
        step: sent.get((pk, step)) or form(prefix=_prefix(step, pk))
        for step, form in FORMS.items()
        if step in row.steps
    }
    return {"row": row, "forms": made, "block_url": compat.host().block_url(row.plan.usage_key)}


def _prefix(step: str, plan_id: int) -> str:
    return f"{step}-{plan_id}"


urlpatterns = [
    path("project/", project, name="project"),
    path("project/<int:plan_id>/step/", project_step, name="project_step"),
]
