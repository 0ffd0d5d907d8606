"""Pages of those who look after facilitators: contacts and induction."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat
from ..circles.models import Circle
from ..permissions import Actor
from ..support import api as support
from ..support.forms import ContactForm, InductionForm
from ..support.words import CONTACT_KINDS, INDUCTION, TOPICS
from .pages import NotThere, go, page, page_number, show
from .support import address, circle_here, open_or_not

__all__ = ["urlpatterns"]


@page("GET")
def facilitators(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """The facilitators whom I look after, in the circles below mine."""
    circle = circle_here(circle_id)
    found = support.facilitators_below(actor=actor, circle=circle, page=page_number(request))
    if found is None:
        raise NotThere
    names = compat.host().names({row.person_id for row in found.rows})
    return show(request, "support/facilitators.html", {"circle": circle, "found": found, "names": names})


@page("GET")
def facilitator(request: HttpRequest, actor: Actor, circle_id: int, person_id: int) -> HttpResponse:
    """Induction and contacts of one facilitator."""
    return _shown(request, actor, circle_here(circle_id), person_id)


@page("POST")
def contact(request: HttpRequest, actor: Actor, circle_id: int, person_id: int) -> HttpResponse:
    """A link facilitator notes a contact."""
    circle = _looked_after(actor, circle_id, person_id)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _shown(request, actor, circle, person_id, status=422, contact_form=form)
    with open_or_not():
        support.note_contact(
            actor=actor, circle=circle, person_id=person_id, answers=form.cleaned_data, at=timezone.now()
        )
    return _back(request, circle_id, person_id, _("Noted. The facilitator can read it."))


@page("POST")
def induction(request: HttpRequest, actor: Actor, circle_id: int, person_id: int) -> HttpResponse:
    """A link facilitator goes through the induction."""
    circle = _looked_after(actor, circle_id, person_id)
    form = InductionForm(request.POST)
    if not form.is_valid():
        return _shown(request, actor, circle, person_id, status=422, induction_form=form)
    with open_or_not():
        support.record_induction(
            actor=actor, circle=circle, person_id=person_id, answers=form.cleaned_data, at=timezone.now()
        )
    return _back(request, circle_id, person_id, _("The induction is kept."))


def _looked_after(actor: Actor, circle_id: int, person_id: int) -> Circle:
    circle = circle_here(circle_id)
    seen = support.support_of(actor=actor, circle=circle, person_id=person_id)
    if seen is None or not seen.may_write:
        raise NotThere
    return circle


def _back(request: HttpRequest, circle_id: int, person_id: int, said: str) -> HttpResponse:
    return go(request, address("facilitator", circle_id=circle_id, person_id=person_id), said)


def _shown(
    request: HttpRequest, actor: Actor, circle: Circle, person_id: int, status: int = 200, **more: Any
) -> HttpResponse:
    seen = support.support_of(actor=actor, circle=circle, person_id=person_id)
    if seen is None:
        raise NotThere
    people = {person_id, *(note.writer_id for note in seen.notes if note.writer_id)}
    people |= {item.recorded_by_id for item in seen.induction.values() if item.recorded_by_id}
    topics = dict(TOPICS)
    context = {
        "circle": circle,
        "seen": seen,
        "is_self": actor.user_id == person_id,
        "names": compat.host().names(people),
        "items": [(label, seen.induction.get(code)) for code, label in INDUCTION],
        "notes": [(note, [topics[t] for t in note.topics if t in topics]) for note in seen.notes],
        "kinds": dict(CONTACT_KINDS),
        "contact_form": ContactForm(initial={"held_on": timezone.now().date()}),
        "induction_form": InductionForm(initial={c: row.answer for c, row in seen.induction.items()}),
        **more,
    }
    return show(request, "support/facilitator.html", context, status=status)


urlpatterns = [
    path("circles/<int:circle_id>/facilitators/", facilitators, name="facilitators"),
    path("circles/<int:circle_id>/facilitators/<int:person_id>/", facilitator, name="facilitator"),
    path("circles/<int:circle_id>/facilitators/<int:person_id>/contact/", contact, name="contact_note"),
    path("circles/<int:circle_id>/facilitators/<int:person_id>/induction/", induction, name="induction"),
]
