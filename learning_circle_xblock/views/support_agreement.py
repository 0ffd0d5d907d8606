"""Pages of the circle agreement: read, sign, propose, record."""

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
from ..support.forms import AgreementForm, CardForm, PaperForm
from .pages import NotThere, go, page, show
from .support import address, circle_here, open_or_not

__all__ = ["urlpatterns"]


@page("GET")
def agreement(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """What the circle agreed."""
    return _shown(request, actor, circle_here(circle_id))


@page("POST")
def agreement_sign(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """One tap for the version on the page."""
    circle = circle_here(circle_id)
    with open_or_not():
        try:
            support.sign(actor=actor, circle=circle, number=_number(request, "number"), at=timezone.now())
        except support.ChangedMeanwhile:
            return go(request, address("agreement", circle_id=circle_id), _changed())
    return go(request, address("agreement", circle_id=circle_id), _("You have signed."))


@page("POST")
def agreement_card(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """A member proposes a card."""
    circle = circle_here(circle_id)
    if not permissions.may_sign_agreement(actor, circles.facts(circle)):
        raise NotThere
    form = CardForm(request.POST)
    if not form.is_valid():
        return _shown(request, actor, circle, status=422, card_form=form)
    try:
        support.propose_card(actor=actor, circle=circle, words=form.cleaned_data["words"], at=timezone.now())
    except support.TooManyProposals:
        form.add_error("words", _("You have proposed ten cards. Talk them over with your circle first."))
        return _shown(request, actor, circle, status=422, card_form=form)
    return go(request, address("agreement", circle_id=circle_id), _("Your circle can read your card."))


@page("POST")
def agreement_voice(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """A member would keep or drop a card."""
    circle = circle_here(circle_id)
    said = _("Your circle sees it, without your name.")
    with open_or_not():
        try:
            support.speak_to_card(
                actor=actor,
                circle=circle,
                number=_number(request, "number"),
                card=_number(request, "card"),
                keep=request.POST.get("say") == "keep",
                at=timezone.now(),
            )
        except support.ChangedMeanwhile:
            said = _changed()
    return go(request, address("agreement", circle_id=circle_id), said)


@page("GET", "POST")
def agreement_record(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """A facilitator records what the circle decided."""
    circle = circle_here(circle_id)
    now = support.agreement_of(actor=actor, circle=circle, with_voices=True)
    if now is None or not permissions.may_record_agreement(actor, circles.facts(circle)):
        raise NotThere
    if request.method != "POST":
        return _recording(request, circle, AgreementForm(initial=AgreementForm.beginning(now)), now)
    form = AgreementForm(request.POST)
    if not form.is_valid():
        return _recording(request, circle, form, now, status=422)
    answers = {name: form.cleaned_data[name] for name in ("decide", "missed", "workload")}
    try:
        support.record_agreement(
            actor=actor,
            circle=circle,
            base=form.cleaned_data["base"],
            lines=form.cleaned_data["cards"],
            answers=answers,
            at=timezone.now(),
        )
    except support.ChangedMeanwhile:
        data = request.POST.copy()
        data["base"] = str(now.number)
        form = AgreementForm(data)
        form.add_error(
            None,
            _("Somebody else recorded the agreement meanwhile; theirs stands below. Yours is still here."),
        )
        return _recording(request, circle, form, now, status=422, theirs=True)
    return go(request, address("agreement", circle_id=circle_id), _("Recorded. Everybody can sign it now."))


@page("POST")
def agreement_paper(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """A facilitator records who signed on paper."""
    circle = circle_here(circle_id)
    if not permissions.may_record_agreement(actor, circles.facts(circle)):
        raise NotThere
    form = _paper_form(actor, circle, request.POST)
    if not form.is_valid():
        return _shown(request, actor, circle, status=422, paper_form=form)
    with open_or_not():
        try:
            support.sign_on_paper(
                actor=actor,
                circle=circle,
                number=_number(request, "number"),
                people=form.cleaned_data["people"],
                at=timezone.now(),
            )
        except support.ChangedMeanwhile:
            return go(request, address("agreement", circle_id=circle_id), _changed())
    return go(request, address("agreement", circle_id=circle_id), _("Their signatures are recorded."))


def _shown(
    request: HttpRequest, actor: Actor, circle: Circle, status: int = 200, **more: Any
) -> HttpResponse:
    now = support.agreement_of(actor=actor, circle=circle, with_voices=True)
    if now is None:
        raise NotThere
    known = circles.facts(circle)
    context = {
        "circle": circle,
        "agreement": now,
        "may_sign": permissions.may_sign_agreement(actor, known),
        "may_record": permissions.may_record_agreement(actor, known),
        "card_form": CardForm(),
        "paper_form": _paper_form(actor, circle) if now.number else None,
        **more,
    }
    return show(request, "support/agreement.html", context, status=status)


def _recording(
    request: HttpRequest,
    circle: Circle,
    form: AgreementForm,
    now: support.Agreement,
    status: int = 200,
    *,
    theirs: bool = False,
) -> HttpResponse:
    context = {"circle": circle, "form": form, "agreement": now, "theirs": theirs}
    return show(request, "support/agreement_record.html", context, status=status)


def _paper_form(actor: Actor, circle: Circle, data: Any = None) -> PaperForm:
    ids = support.unsigned(actor=actor, circle=circle)
    names = compat.host().names(ids) if ids else {}
    return PaperForm(data, people=[(pk, names.get(pk, _("a former member"))) for pk in ids])


def _changed() -> str:
    return _("The agreement was changed meanwhile. This is how it stands now.")


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise NotThere
    return int(text)


urlpatterns = [
    path("circles/<int:circle_id>/agreement/", agreement, name="agreement"),
    path("circles/<int:circle_id>/agreement/sign/", agreement_sign, name="agreement_sign"),
    path("circles/<int:circle_id>/agreement/card/", agreement_card, name="agreement_card"),
    path("circles/<int:circle_id>/agreement/voice/", agreement_voice, name="agreement_voice"),
    path("circles/<int:circle_id>/agreement/record/", agreement_record, name="agreement_record"),
    path("circles/<int:circle_id>/agreement/paper/", agreement_paper, name="agreement_paper"),
]
