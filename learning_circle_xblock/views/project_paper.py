"""A project on paper: one page for a head, and the whole plan."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat
from ..care.api import note_read
from ..circles.api import facts
from ..permissions import Actor
from ..planning.forms import HeadForm
from ..planning.head import first_lines
from ..planning.models import Plan
from ..planning.projects import own_project, readable_plan
from ..planning.selectors import plan_text
from ..planning.shapes import asked_by, schema_of
from ..writing.api import private_answers
from ..writing.reading import text_rows
from .pages import NotThere, page, show

__all__ = ["urlpatterns"]


@page("GET", "POST")
def project_head(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """One page for my head: I change every line, then it is shown for printing; nothing is kept or sent."""
    found = own_project(actor=actor, plan_id=plan_id)
    if found is None or found.plan.version is None:
        raise NotThere
    plan = found.plan
    if request.method != "POST":
        form = HeadForm(initial=_lines(plan))
        return show(request, "projects/head.html", {"plan": plan, "form": form})
    form = HeadForm(request.POST)
    if not form.is_valid() or request.POST.get("do") == "edit":
        status = 200 if form.is_valid() else 422
        return show(request, "projects/head.html", {"plan": plan, "form": form}, status)
    line = form.cleaned_data
    said = {name: [row for row in line[name].splitlines() if row.strip()] for name in ("doing", "helping")}
    context = {"plan": plan, "form": form, "line": line, **said}
    return show(request, "projects/head_print.html", context)


@page("GET")
def project_print(request: HttpRequest, actor: Actor, plan_id: int) -> HttpResponse:
    """The whole plan as it was shared; its author finds what they answered for themselves at the end."""
    plan = readable_plan(actor=actor, plan_id=plan_id)
    if plan is None or plan.version is None:
        raise NotThere
    is_own = plan.owner_id == actor.user_id
    text = plan_text(plan, {plan.owner_id})
    note_read(actor=actor, text=text, work_id=plan.work_id, circle=facts(plan.circle), at=timezone.now())
    private = private_answers(work_id=plan.work_id) if is_own else {}
    context = {
        "plan": plan,
        "version": plan.version,
        "is_own": is_own,
        "text": text_rows(asked_by(plan), plan.version.answers),
        "private": text_rows(schema_of(plan.work.schema_id), private) if private else [],
        "names": compat.host().names({plan.owner_id}),
    }
    return show(request, "projects/print.html", context)


def _lines(plan: Plan) -> dict[str, Any]:
    sentences = {
        "joining": _("Watch a lesson, try one thing, or tell me what you see."),
        "not_this": _("This is professional learning. It is not part of appraisal."),
    }
    answers = plan.version.answers if plan.version else {}
    return first_lines(answers, private_answers(work_id=plan.work_id), plan.title, sentences)


urlpatterns = [
    path("project/<int:plan_id>/head/", project_head, name="project_head"),
    path("project/<int:plan_id>/print/", project_print, name="project_print"),
]
