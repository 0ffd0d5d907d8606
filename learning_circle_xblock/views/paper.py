"""Members on paper: who they are with their codes, and the plans typed for them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import permissions
from ..circles.api import facts
from ..joining import api as joining
from ..joining import selectors
from ..joining.forms import PaperForm, SignedForm
from ..joining.models import PaperMember, PaperPlan
from ..permissions import Actor
from ..planning.presets import PRESETS, START_SMALL
from ..writing.forms import SchemaForm
from ..writing.reading import lines_of
from .pages import NotThere, go, page, page_number, show
from .ways_in import circle_or_not

__all__ = ["answered", "base_of", "urlpatterns"]

FORM = START_SMALL.open_to_others()  # whoever types for somebody else does not read what only they read


@page("GET", "POST")
def paper(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Everybody on paper in the circle, and a form for one more."""
    circle = circle_or_not(actor, circle_id)
    form = PaperForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            joining.add_paper_member(actor=actor, circle=circle, name=name, at=timezone.now())
            here = reverse("learning_circle:paper", kwargs={"circle_id": circle.pk})
            return go(request, here, _("They are in the circle, on paper."))
        except joining.JoiningError as error:
            form.add_error(None, str(error))
    number = page_number(request)
    members, has_more = selectors.paper_members(circle, number)
    context = {
        "circle": circle,
        "form": form,
        "members": members,
        "may_type": permissions.may_type_for_paper(actor, facts(circle)),
        "has_teachers": circle.layer == 1,
        "pager": {"number": number, "has_previous": number > 1, "has_next": has_more},
    }
    return show(request, "joining/paper.html", context, 422 if form.is_bound else 200)


@page("GET", "POST")
def paper_plan(request: HttpRequest, actor: Actor, paper_id: int) -> HttpResponse:
    """The plan of somebody on paper, to type and to have signed."""
    member = _member_or_not(actor, paper_id)
    plan = _plan(member)
    if request.method != "POST":
        return _page(request, member, _form(plan.answers if plan else {}))
    form = SchemaForm(FORM, request.POST, prefix="plan", is_draft=True)
    if form.is_valid():
        try:
            joining.type_paper_plan(
                actor=actor,
                paper_id=member.pk,
                schema_id=START_SMALL.id,
                answers=form.cleaned_data,
                base=base_of(request),
                at=timezone.now(),
            )
            return _back(request, member, _("Kept. Print it, and have it signed."))
        except joining.TypedMeanwhile as error:
            member = _member_or_not(actor, paper_id)
            other = _form(error.plan.answers)
            return _page(request, member, form, other=answered(other), problem=str(error), status=422)
    return _page(request, member, form, status=422)


@page("POST")
def paper_signed(request: HttpRequest, actor: Actor, paper_id: int) -> HttpResponse:
    """The print of the plan has come back signed."""
    member = _member_or_not(actor, paper_id)
    now = timezone.now()
    form = SignedForm(timezone.localdate(now), request.POST)
    if form.is_valid():
        try:
            joining.sign_paper_plan(
                actor=actor,
                paper_id=member.pk,
                base=base_of(request),
                signed_on=form.cleaned_data["signed_on"],
                at=now,
            )
            return _back(request, member, _("Signed: it will be shared with the circle when it is claimed."))
        except joining.JoiningError as error:
            form.add_error(None, str(error))
    plan = _plan(member)
    return _page(request, member, _form(plan.answers if plan else {}), signed=form, status=422)


@page("GET")
def paper_print(request: HttpRequest, actor: Actor, paper_id: int) -> HttpResponse:
    """The plan on one sheet, with a line to sign and the code for later."""
    member = _member_or_not(actor, paper_id)
    plan = _plan(member)
    if plan is None:
        raise NotThere
    schema = PRESETS.get(plan.schema_id, START_SMALL)
    form = SchemaForm(schema, initial=plan.answers, prefix="plan", is_draft=True)
    context = {"member": member, "plan": plan, "answers": answered(form)}
    return show(request, "joining/paper_print.html", context)


def _member_or_not(actor: Actor, paper_id: int) -> PaperMember:
    found = selectors.paper_member_to_type(actor=actor, paper_id=paper_id)
    if found is None:
        raise NotThere
    return found


def _plan(member: PaperMember) -> PaperPlan | None:
    return getattr(member, "plan", None)


def _form(answers: dict[str, Any]) -> SchemaForm:
    return SchemaForm(FORM, initial=answers, prefix="plan", is_draft=True)


def answered(form: SchemaForm) -> list[tuple[str, str]]:
    """Question and answer, for what was answered; choices in words."""
    found = []
    for question in form.schema.fields():
        value = form.initial.get(question.id)
        text = "; ".join(lines_of(question, value))
        if text:
            found.append((str(question.label), text))
    return found


def base_of(request: HttpRequest) -> int:
    """The revision that the page showed."""
    text = request.POST.get("base", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0


def _page(
    request: HttpRequest,
    member: PaperMember,
    form: SchemaForm,
    *,
    signed: SignedForm | None = None,
    other: list[tuple[str, str]] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    plan = _plan(member)
    today = timezone.localdate()
    is_shown_as_is = not form.is_bound and plan is not None
    context = {
        "member": member,
        "plan": plan,
        "form": form,
        "base": plan.revision if plan else 0,
        "signed": signed
        or SignedForm(today, initial={"signed_on": plan.signed_on or today if plan else today}),
        "may_sign": is_shown_as_is,
        "other": other,
        "problem": problem,
    }
    return show(request, "joining/paper_plan.html", context, status)


def _back(request: HttpRequest, member: PaperMember, said: str) -> HttpResponse:
    return go(request, reverse("learning_circle:paper_plan", kwargs={"paper_id": member.pk}), said)


urlpatterns = [
    path("circles/<int:circle_id>/paper/", paper, name="paper"),
    path("paper/<int:paper_id>/", paper_plan, name="paper_plan"),
    path("paper/<int:paper_id>/signed/", paper_signed, name="paper_signed"),
    path("paper/<int:paper_id>/print/", paper_print, name="paper_print"),
]
