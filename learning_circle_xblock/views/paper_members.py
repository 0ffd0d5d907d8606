"""One member on paper for whoever manages the circle, and the typed plan for whoever has taken it over."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles import api as circles
from ..circles.api import facts
from ..circles.forms import PlainForm
from ..joining import api as joining
from ..joining import selectors
from ..joining.forms import PaperNameForm
from ..joining.models import PaperMember, PaperPlan
from ..permissions import Actor
from ..planning import paper as planning
from ..planning.presets import PRESETS, START_SMALL
from ..writing.forms import SchemaForm
from ..writing.schema import Schema
from .acts import Act, act_of, bound
from .pages import NotThere, go, page, show
from .paper import answered, base_of

__all__ = ["urlpatterns"]


@page("GET", "POST")
def paper_member(request: HttpRequest, actor: Actor, paper_id: int) -> HttpResponse:
    """The name, a new code for who may type for them, and the end."""
    paper = selectors.paper_member(actor=actor, paper_id=paper_id)
    if paper is None:
        raise NotThere
    may_type = permissions.may_type_for_paper(actor, facts(paper.circle))
    acts = [_rename(request, actor, paper)]
    acts += [_renew(request, actor, paper)] if may_type else []
    acts.append(_remove(request, actor, paper))
    done = act_of(request, acts) if request.method == "POST" else None
    if done is not None:
        back = reverse("learning_circle:paper", kwargs={"circle_id": paper.circle_id})
        return go(request, back, done.said)
    context = {"member": paper, "circle": paper.circle, "acts": acts, "may_type": may_type}
    return show(request, "joining/paper_member.html", context, 422 if request.method == "POST" else 200)


@page("GET", "POST")
def typed_plan(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was typed for the reader and stands nowhere else yet: to correct, to put in the plan, to drop."""
    plan = selectors.typed_plan_of(actor)
    if plan is None:
        return show(request, "joining/typed_plan.html", {"plan": None})
    if request.method != "POST":
        return _shown(request, plan, _form(plan))
    if request.POST.get("do") == "remove":
        joining.forget_typed_plan(actor=actor, plan_id=plan.pk, at=timezone.now())
        return _back(request, _("The typed plan is no longer kept."))
    form = SchemaForm(_schema(plan), request.POST, prefix="plan", is_draft=True)
    return _kept(request, actor, plan, form) if form.is_valid() else _shown(request, plan, form, status=422)


def _kept(request: HttpRequest, actor: Actor, plan: PaperPlan, form: SchemaForm) -> HttpResponse:
    """Corrected; where another window was quicker, both are shown."""
    given: dict[str, Any] = {"answers": form.cleaned_data, "base": base_of(request), "at": timezone.now()}
    try:
        kept = joining.correct_typed_plan(actor=actor, plan_id=plan.pk, **given)
    except joining.TypedMeanwhile as error:
        other = answered(_form(error.plan))
        return _shown(request, error.plan, form, problem=str(error), other=other, status=422)
    return _put(request, actor, kept)


def _put(request: HttpRequest, actor: Actor, plan: PaperPlan) -> HttpResponse:
    """Kept as it was written; into the plan of the course as well, where that was asked and can be."""
    if request.POST.get("do") != "put":
        return _back(request, _("Kept as you wrote it."))
    block = planning.put_into_plan(actor=actor, typed=plan, at=timezone.now())
    if block is None:
        problem = _("It cannot be put into a plan just now. It is kept here as you wrote it.")
        return _shown(request, plan, _form(plan), problem=problem, status=422)
    return go(request, compat.host().block_url(block), _("It is a draft of your plan now."))


def _rename(request: HttpRequest, actor: Actor, paper: PaperMember) -> Act:
    form = bound(request, "rename", PaperNameForm, initial={"name": paper.name, "base": paper.name})
    return Act(
        "rename",
        _("The name"),
        _("Keep the name"),
        form,
        _told(lambda data: joining.rename_paper_member(**_of(actor, paper), **data)),
        _("The name is kept."),
    )


def _renew(request: HttpRequest, actor: Actor, paper: PaperMember) -> Act:
    return Act(
        "renew",
        _("The code"),
        _("New code"),
        bound(request, "renew", PlainForm),
        _told(lambda _data: joining.renew_claim_code(**_of(actor, paper))),
        _("There is a new code; the one before opens nothing any more."),
        _("Where the print was lost, or the code has run out. It is good for 180 days."),
    )


def _remove(request: HttpRequest, actor: Actor, paper: PaperMember) -> Act:
    return Act(
        "remove",
        _("No longer in the circle"),
        _("Remove from the circle"),
        bound(request, "remove", PlainForm),
        _told(lambda _data: joining.remove_paper_member(**_of(actor, paper))),
        _("They are no longer in the circle. Their name and their typed plan are gone."),
        _("Name, code and typed plan are removed for good. The register keeps how many people came."),
        is_final=True,
    )


def _of(actor: Actor, paper: PaperMember) -> dict[str, Any]:
    return {"actor": actor, "paper_id": paper.pk, "at": timezone.now()}


def _told(call: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], None]:
    """A refusal in the words of joining, as the actions of a page hear it."""

    def told(data: dict[str, Any]) -> None:
        try:
            call(data)
        except joining.NotOpenToYou:
            raise circles.NotOpenToYou from None
        except joining.JoiningError as error:
            raise circles.CircleError(str(error)) from None

    return told


def _schema(plan: PaperPlan) -> Schema:
    return PRESETS.get(plan.schema_id, START_SMALL)


def _form(plan: PaperPlan) -> SchemaForm:
    return SchemaForm(_schema(plan), initial=plan.answers, prefix="plan", is_draft=True)


def _shown(
    request: HttpRequest,
    plan: PaperPlan,
    form: SchemaForm,
    *,
    problem: str = "",
    other: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "plan": plan,
        "circle": plan.paper.circle,
        "form": form,
        "base": plan.revision,
        "problem": problem,
        "other": other,
    }
    return show(request, "joining/typed_plan.html", context, status)


def _back(request: HttpRequest, said: str) -> HttpResponse:
    return go(request, reverse("learning_circle:typed_plan"), said)


urlpatterns = [
    path("paper/<int:paper_id>/member/", paper_member, name="paper_member"),
    path("typed-plan/", typed_plan, name="typed_plan"),
]
