"""The page of a tutorial with one or several teachers, or a whole table."""

from datetime import datetime, time

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone

from .. import compat, permissions
from ..circles.models import Circle
from ..permissions import Actor
from ..planning.api import Tutored, agree_at_tutorial
from ..sessions import recording
from ..sessions.lifecycle import Kind, SessionState
from ..sessions.models import Session
from ..sessions.record_forms import TutorialForm
from ..sessions.register import register
from ..sessions.times import at_wall_clock, zone_named
from ..sessions.words import KINDS
from .pages import NotThere, page, show
from .session_registers import lines_at, papers_of, register_context
from .sessions import circle_or_not, keep_or_say

__all__ = ["urlpatterns"]

NOON = time(12, 0)


@page("GET", "POST")
def tutorial(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """A tutorial with one or several teachers, or a table, and the agreement on their plans."""
    circle = circle_or_not(circle_id, lambda it: permissions.may_see_attendance(actor, it))
    papers, now = papers_of(circle), timezone.now()
    lines = register(actor=actor, circle=circle, session=None, papers=papers)
    if lines is None:
        raise NotThere
    data = request.POST if request.method == "POST" else None
    planned = _tutorials(circle)
    today = now.astimezone(zone_named(circle.zone)).date()
    start = {"day": today, "agrees": True, "part_of": planned[0][0] if planned else ""}
    form = TutorialForm(data, initial=start, tutorials=planned)
    chosen = set(data.getlist("people")) if data else set()
    context = {"circle": circle, "form": form, **register_context(lines, papers, {})}
    if data and "fill" in data:
        chosen |= {line.key for line in lines_at(lines, data["fill"])}
    elif data is not None:
        found = keep_or_say(form, lambda: _record(actor, circle, form, sorted(chosen), papers, now))
        if found is not None:
            names = compat.host().names(found)
            results = [(names.get(pk, ""), str(result)) for pk, result in found.items()]
            done = {"results": results, "circle": circle}
            return show(request, "sessions/tutorial_done.html", done)
    status = 422 if data and "fill" not in data else 200
    return show(request, "sessions/tutorial.html", context | {"chosen": chosen}, status=status)


def _record(
    actor: Actor, circle: Circle, form: TutorialForm, keys: list[str], papers: dict[int, str], at: datetime
) -> dict[int, Tutored]:
    """The register and the agreements, both or neither."""
    given = form.cleaned_data
    with transaction.atomic():
        _session, people = recording.record_tutorial(
            actor=actor,
            circle_id=circle.pk,
            session_id=given["part_of"],
            keys=keys,
            papers=papers,
            day=given["day"],
            starts_at=at_wall_clock(given["day"], NOON, circle.zone),
            minutes=40,
            zone=circle.zone,
            at=at,
        )
        if not given["agrees"]:
            return {}
        return agree_at_tutorial(
            actor=actor, circle_id=circle.pk, person_ids=people, waiver=given["waiver"], at=at
        )


def _tutorials(circle: Circle) -> list[tuple[int, str]]:
    """The tutorials of the calendar that are not closed."""
    rows = Session.objects.filter(circles=circle, kind=Kind.TUTORIAL)
    rows = rows.exclude(code="").exclude(state__in=(SessionState.CANCELLED, SessionState.CLOSED))
    found = rows.order_by("starts_at", "pk").values_list("pk", "code")
    return [(pk, f"{KINDS[Kind.TUTORIAL]} {code[1:]}") for pk, code in found]


urlpatterns = [path("circles/<int:circle_id>/sessions/tutorial/", tutorial, name="tutorial")]
