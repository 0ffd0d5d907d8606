"""Who is here: the register alone, on a light page that works without a line."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..circles.models import Circle
from ..permissions import Actor
from ..sessions import api, recording
from ..sessions.lifecycle import Presence
from ..sessions.models import Session
from ..sessions.recording import Mark
from ..sessions.register import Register, register
from .light import show_light
from .pages import NotThere, go, page
from .session_registers import filled, papers_of, register_context, tapped
from .sessions import seen_or_not

__all__ = ["urlpatterns"]

LONGEST = timedelta(days=30)  # what a phone may say of how long ago somebody tapped
STATES = {str(state): state for state in Presence}


@page("GET", "POST")
def session_here(request: HttpRequest, actor: Actor, circle_id: int, session_id: int) -> HttpResponse:
    """The lines of the register; with a post they are kept, one by one merged with what others tapped."""
    row, circle = seen_or_not(actor, circle_id, session_id)
    papers = papers_of(circle)
    given: dict[str, Any] = {"actor": actor, "circle": circle, "session": row.session, "papers": papers}
    lines = register(**given)
    if lines is None:
        raise NotThere
    stored = {line.key: line.state for line in lines.lines}
    problem = ""
    if request.method == "POST" and "fill" in request.POST:
        lines = filled(tapped(lines, request.POST), request.POST["fill"])
    elif request.method == "POST":
        marks = _marks(request.POST, row.session, circle, stored, timezone.now())
        problem = _keep(actor, row.session, circle, papers, marks)
        if request.POST.get("do") == "sync":
            return _told(problem, register(**given) or lines, row.session, circle)
        if not problem:
            here = reverse("learning_circle:session_here", args=[circle.pk, session_id])
            return go(request, here, _("Kept on the site."))
        lines = tapped(lines, request.POST)
    revision, saved_at = _revision(row.session, circle)
    context = {
        "circle": circle,
        "row": row,
        "problem": problem,
        "base": revision,
        "saved_at": saved_at,
        "saved_ms": int(saved_at.timestamp() * 1000) if saved_at else "",
        **register_context(lines, papers, stored),
    }
    return show_light(request, "here.html", context, 422 if problem else 200)


def _keep(actor: Actor, session: Session, circle: Circle, papers: dict[int, str], marks: list[Mark]) -> str:
    """A sentence where it cannot be kept."""
    ids: dict[str, Any] = {"session_id": session.pk, "circle_id": circle.pk}
    try:
        recording.keep_register(actor=actor, marks=marks, papers=papers, at=timezone.now(), **ids)
    except api.NotOpenToYou:
        raise NotThere from None
    except api.SessionError as error:
        return error.sentence
    return ""


def _marks(
    data: QueryDict, session: Session, circle: Circle, stored: dict[str, Presence], now: datetime
) -> list[Mark]:
    """What was tapped on a page that knew the register as it was at `base`."""
    known = recording.changes_of(session, circle, until=_number(data.get("base", "")))
    later = recording.changes_of(session, circle)
    found = []
    for name, value in data.items():
        key = name.removeprefix("m-")
        if key != name and value in STATES:
            # A line without a history stands as it always stood.
            before = Presence.UNKNOWN if key in later else stored.get(key, Presence.UNKNOWN)
            was = Presence(known[key][-1].state) if key in known else before
            found.append(Mark(key, was, STATES[str(value)], _tapped_at(data, name, now)))
    return found


def _tapped_at(data: QueryDict, name: str, now: datetime) -> datetime:
    """A phone's clock may be wrong: it says how long ago, not when."""
    return now - min(timedelta(seconds=_number(data.get(f"age-{name}", ""))), LONGEST)


def _told(problem: str, lines: Register, session: Session, circle: Circle) -> HttpResponse:
    """For the script: where the register stands now."""
    revision, _at = _revision(session, circle)
    marked = [line for line in lines.lines if line.state is not Presence.UNKNOWN]
    response = JsonResponse(
        {
            "revision": revision,
            "is_kept": True,
            "has_other": False,
            "not_kept": problem,
            "entries": None if problem else [[f"m-{line.key}", str(line.state)] for line in marked],
        }
    )
    response["X-Learning-Circle"] = "sync"
    return response


def _revision(session: Session, circle: Circle) -> tuple[int, datetime | None]:
    """The last change by its id, and when somebody tapped it."""
    rows = [row for changes in recording.changes_of(session, circle).values() for row in changes]
    last = max(rows, key=lambda row: row.pk, default=None)
    return (last.pk, last.at) if last else (0, None)


def _number(text: object) -> int:
    """Nonsense counts as nothing."""
    said = str(text)
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 15 else 0


urlpatterns = [path("here/<int:circle_id>/<int:session_id>/", session_here, name="session_here")]
