"""Pages of asking for help, one layer up only."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles import api as circles
from ..permissions import Actor
from ..support import api as support
from ..support.forms import HelpForm
from .pages import NotThere, go, page, page_number, show
from .support import address, circle_here, open_or_not

__all__ = ["urlpatterns"]


@page("GET")
def help_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What I may answer, and what I asked."""
    found = support.help_page(actor=actor, page=page_number(request))
    people = {asked.row.person_id for asked in found.rows} | {
        asked.row.answered_by_id for asked in found.rows
    }
    names = compat.host().names({pk for pk in people if pk})
    return show(request, "support/help.html", {"found": found, "names": names})


@page("GET", "POST")
def help_ask(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Ask one layer up."""
    circle = circle_here(circle_id)
    if not permissions.may_ask_for_help(actor, circles.facts(circle)):
        raise NotThere
    form = HelpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with open_or_not():
            support.ask_for_help(actor=actor, circle=circle, at=timezone.now(), **form.cleaned_data)
        return go(request, address("help"), _("Asked. You see here when it was seen and answered."))
    context = {"circle": circle, "form": form, "leads": permissions.facilitates(actor, circle.pk)}
    return show(request, "support/help_ask.html", context, status=422 if form.is_bound else 200)


@page("POST")
def help_step(request: HttpRequest, actor: Actor, help_id: int) -> HttpResponse:
    """Seen, answered, or settled."""
    step, now = request.POST.get("step", ""), timezone.now()
    with open_or_not():
        if step == "see":
            support.see_help(actor=actor, help_id=help_id, at=now)
            said = _("They see that you have seen it.")
        elif step == "answer":
            support.answer_help(actor=actor, help_id=help_id, line=request.POST.get("line", ""), at=now)
            said = _("Answered. It is off your list.")
        elif step == "close":
            support.close_help(actor=actor, help_id=help_id, at=now)
            said = _("Settled.")
        elif step == "again":
            support.ask_again(actor=actor, help_id=help_id, at=now)
            said = _("Asked. You see here when it was seen and answered.")
        else:
            raise NotThere
    return go(request, address("help"), said)


urlpatterns = [
    path("help/", help_list, name="help"),
    path("help/<int:help_id>/", help_step, name="help_step"),
    path("circles/<int:circle_id>/help/", help_ask, name="help_ask"),
]
