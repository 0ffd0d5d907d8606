"""The page of critical friends of a circle: proposed, changed person by person, then kept."""

from random import SystemRandom
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat
from ..circles.api import teacher_ids
from ..circles.models import Circle
from ..friends import api as friends
from ..friends.forms import ProposeForm
from ..joining.selectors import names_on_paper
from ..permissions import Actor
from .circle_people import managed_circle
from .pages import go, page, show

__all__ = ["urlpatterns"]


@page("GET", "POST")
def circle_friends(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Propose pairs or triads, look at them, move people, and keep them."""
    circle = managed_circle(actor, circle_id)
    form, problem, status = ProposeForm(), "", 200
    numbers = _numbered(friends.groups_of(circle_id))
    rule = friends.Rule.CHOSEN
    is_kept = True
    if request.method == "POST" and request.POST.get("do") == "propose":
        form, is_kept = ProposeForm(request.POST), False
        if form.is_valid():
            rule = friends.Rule(form.cleaned_data["rule"])
            size = int(form.cleaned_data["size"])
            found = friends.propose_groups(
                actor=actor, circle=circle, rule=rule, size=size, source=SystemRandom()
            )
            numbers = _numbered(found)
        else:
            status, is_kept = 422, True
    elif request.method == "POST":
        numbers, rule = _chosen(request), _rule(request)
        try:
            friends.keep_groups(actor=actor, circle=circle, numbers=numbers, rule=rule, at=timezone.now())
        except friends.Misfit as misfit:
            told = ", ".join(str(number) for number in misfit.numbers)
            problem = _("Each group has two to four people. Please look at group %(n)s.") % {"n": told}
            status, is_kept = 422, False
        else:
            address = reverse("learning_circle:circle_friends", args=[circle_id])
            return go(request, address, _("The critical friends are kept."))
    context = {"form": form, "problem": problem, "rule": rule, "is_kept": is_kept, **_rows(circle, numbers)}
    return show(request, "circles/friends.html", {"circle": circle, **context}, status)


def _rows(circle: Circle, numbers: dict[int, int]) -> dict[str, Any]:
    """Each teacher with the number of their group, those without one last; and who is left out."""
    people = teacher_ids(circle.pk)
    names = compat.host().names(people)
    rows = [(who, names.get(who) or _("a former member"), numbers.get(who, 0)) for who in people]
    rows.sort(key=lambda row: (row[2] == 0, row[2]))
    return {
        "rows": rows,
        "numbers": range(1, max([1, *numbers.values()]) + 2),
        "papers": list(names_on_paper(circle).values()),
    }


def _numbered(groups: list[tuple[int, ...]]) -> dict[int, int]:
    return {who: number for number, people in enumerate(groups, start=1) for who in people}


def _chosen(request: HttpRequest) -> dict[int, int]:
    """The group that was chosen for each; nonsense is passed over."""
    found = {}
    for name, value in request.POST.items():
        kind, _dash, who = name.partition("-")
        if kind == "group" and _is_number(who) and _is_number(str(value)):
            found[int(who)] = int(str(value))
    return found


def _rule(request: HttpRequest) -> friends.Rule:
    try:
        return friends.Rule(request.POST.get("rule", ""))
    except ValueError:
        return friends.Rule.CHOSEN


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15


urlpatterns = [path("circles/<int:circle_id>/friends/", circle_friends, name="circle_friends")]
