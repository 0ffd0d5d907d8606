"""The page of the tables of a circle: proposed, and changed person by person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat
from ..circles import api as circles
from ..circles.forms import TablesForm
from ..circles.models import Circle
from ..circles.people import paper_places, table_places
from ..joining.selectors import names_on_paper
from ..permissions import Actor
from .circle_people import managed_circle
from .pages import go, page, show

__all__ = ["urlpatterns"]


@page("GET", "POST")
def circle_tables(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Propose tables, and change who sits where."""
    circle = managed_circle(actor, circle_id)
    form, problem = TablesForm(), ""
    if request.method == "POST":
        try:
            form, said = _seated(request, actor, circle)
            if said:
                return go(request, reverse("learning_circle:circle_tables", args=[circle_id]), said)
        except circles.Misfit as misfit:
            numbers = ", ".join(str(number) for number in misfit.numbers)
            problem = _("Each table has two to seven people. Please look at table %(n)s.") % {"n": numbers}
    context = {"circle": circle, "form": form, "problem": problem, **_rows(request, circle)}
    return show(request, "circles/tables.html", context, 422 if request.method == "POST" else 200)


def _rows(request: HttpRequest, circle: Circle) -> dict[str, Any]:
    """Each teacher with the table of now and the one that was chosen, if something was sent."""
    sent, places, papers = _changes(request), table_places(circle.pk), names_on_paper(circle)
    names = compat.host().names([person_id for _pk, person_id, _was in places])
    at_table = paper_places(circle.pk) if papers else {}
    everybody = [
        (circles.Sitter(pk), names.get(person_id) or _("a former member"), was)
        for pk, person_id, was in places
    ]
    everybody += [(circles.Sitter(paper_id=pk), name, at_table.get(pk, 0)) for pk, name in papers.items()]
    everybody.sort(key=lambda row: row[2])
    chosen = {who: sent[who].now if who in sent else was for who, _name, was in everybody}
    return {
        "rows": [(who.slot, name, was, chosen[who], who.paper_id) for who, name, was in everybody],
        "numbers": range(1, max([1, *chosen.values()]) + 2),
    }


def _seated(request: HttpRequest, actor: Actor, circle: Circle) -> tuple[TablesForm, str]:
    """Propose or change; the word afterwards, or nothing where the form has a problem."""
    at = timezone.now()
    if request.POST.get("do") != "propose":
        circles.change_tables(
            actor=actor, circle=circle, changes=_changes(request), papers=list(names_on_paper(circle)), at=at
        )
        return TablesForm(), _("The tables are kept.")
    form = TablesForm(request.POST)
    if not form.is_valid():
        return form, ""
    circles.propose(
        actor=actor,
        circle=circle,
        size=form.cleaned_data["size"],
        papers=list(names_on_paper(circle)),
        at=at,
    )
    return form, _("The tables are proposed. Change them as it suits you.")


def _changes(request: HttpRequest) -> dict[circles.Sitter, circles.Moved]:
    """What the page showed and what was chosen, by who sits there; nonsense is passed over."""
    found = {}
    for name, now in request.POST.items():
        kind, _dash, slot = name.partition("-")
        was, number = request.POST.get(f"was-{slot}", ""), slot.removeprefix("n")
        if kind == "table" and all(_is_number(text) for text in (number, str(now), was)):
            is_paper = slot.startswith("n")
            who = circles.Sitter(paper_id=int(number)) if is_paper else circles.Sitter(int(number))
            found[who] = circles.Moved(was=int(was), now=int(str(now)))
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15


urlpatterns = [path("circles/<int:circle_id>/tables/", circle_tables, name="circle_tables")]
