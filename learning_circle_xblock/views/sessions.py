"""Pages of a circle's calendar: all dates, and one session."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import Actor
from ..sessions import api, selectors
from ..sessions.forms import DetailsForm
from ..sessions.lifecycle import Kind
from ..sessions.models import SessionNote, Temperature, TemperatureGiven
from ..sessions.record_forms import WarmthForm
from ..sessions.record_words import HOW_IT_WAS, INVOLVED, TOOLS
from ..sessions.recording import how_it_was, parts_of, say_how_it_was
from ..sessions.register import counts
from ..sessions.selectors import Row
from ..sessions.words import KINDS, MARKS, PLACES, STATES
from .pages import NotThere, go, page, show

__all__ = ["WORDS", "address_of", "beginning", "circle_or_not", "keep_or_say", "seen_or_not", "urlpatterns"]

WORDS = {"kinds": KINDS, "marks": MARKS, "places": PLACES, "states": STATES}


def circle_or_not(circle_id: int, allowed: Callable[[permissions.Circle], bool]) -> Circle:
    """The circle, if the question about it is answered yes."""
    circle = Circle.objects.filter(pk=circle_id).first()
    if circle is None or not allowed(facts(circle)):
        raise NotThere
    return circle


def seen_or_not(actor: Actor, circle_id: int, session_id: int) -> tuple[Row, Circle]:
    """The session and its circle, if this person sees them."""
    found = selectors.seen_session(
        actor=actor,
        session_id=session_id,
        circle_id=circle_id,
        zone=compat.host().zone(actor.user_id),
        at=timezone.now(),
    )
    if found is None:
        raise NotThere
    return found


def address_of(name: str, circle: Circle, row: Row | None = None) -> str:
    """One of these pages."""
    ids = {"circle_id": circle.pk} | ({"session_id": row.session.pk} if row else {})
    return reverse(f"learning_circle:{name}", kwargs=ids)


def keep_or_say(form: Any, change: Callable[[], Any]) -> Any | None:
    """What the change gives; None when it cannot be, and the form says why beside its field."""
    if not form.is_valid():
        return None
    try:
        return change()
    except api.NotOpenToYou:
        raise NotThere from None
    except api.SessionError as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return None


@page("GET")
def sessions(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """All dates of a circle."""
    circle = circle_or_not(circle_id, lambda it: permissions.may_see_dates(actor, it))
    zone = compat.host().zone(actor.user_id)
    rows = selectors.calendar(actor=actor, circle=circle, zone=zone, at=timezone.now()) or []
    context = {
        "circle": circle,
        "rows": rows,
        "may_read": permissions.may_see_sessions(actor, facts(circle)),
        "may_manage": permissions.may_manage_sessions(actor, facts(circle)),
        "may_plan_events": permissions.may_plan_events(actor, facts(circle)),
        "may_see_own": permissions.may_see_own_attendance(actor, facts(circle)),
        "form": DetailsForm(initial=beginning(actor, circle)),
        **WORDS,
    }
    return show(request, "sessions/sessions.html", context)


def beginning(actor: Actor, circle: Circle) -> dict[str, Any]:
    """What the form for one more date holds first."""
    is_pair = permissions.may_manage_sessions(actor, facts(circle))
    return {"kind": Kind.WORKSHOP if is_pair else Kind.NETWORK_EVENT, "zone": circle.zone, "base": 0}


@page("GET")
def session(request: HttpRequest, actor: Actor, circle_id: int, session_id: int) -> HttpResponse:
    """One session."""
    row, circle = seen_or_not(actor, circle_id, session_id)
    return show(request, "sessions/session.html", _session_context(actor, row, circle))


@page("POST")
def session_coming(request: HttpRequest, actor: Actor, circle_id: int, session_id: int) -> HttpResponse:
    """Coming, or not."""
    row, circle = seen_or_not(actor, circle_id, session_id)
    is_coming = request.POST.get("coming") == "yes"
    try:
        api.say_coming(actor=actor, session_id=session_id, is_coming=is_coming, at=timezone.now())
        said = _("Noted: you are coming.") if is_coming else _("Noted: you are not coming.")
    except api.NotOpenToYou:
        raise NotThere from None
    except api.SessionError as error:
        said = error.sentence
    return go(request, address_of("session", circle, row), said)


@page("POST")
def session_how(request: HttpRequest, actor: Actor, circle_id: int, session_id: int) -> HttpResponse:
    """How it was, without a name."""
    row, circle = seen_or_not(actor, circle_id, session_id)
    if not permissions.may_say_how_it_was(actor, facts(circle)):
        raise NotThere
    form = WarmthForm(request.POST)

    def change() -> bool:
        say_how_it_was(
            actor=actor,
            session_id=session_id,
            circle_id=circle_id,
            warmth=form.chosen(),
            words=form.cleaned_data["words"],
            at=timezone.now(),
        )
        return True

    if keep_or_say(form, change):
        return go(request, address_of("session", circle, row), _("Thank you. Nobody sees that it was you."))
    context = _session_context(actor, row, circle) | {"warmth": form}
    return show(request, "sessions/session.html", context, status=422)


def _session_context(actor: Actor, row: Row, circle: Circle) -> dict[str, Any]:
    """What a person reads of one session: the pair's words about obstacles and the answers are theirs."""
    here = facts(circle)
    leads = permissions.may_see_how_it_was(actor, here)
    may_read = permissions.may_see_sessions(actor, here)
    note = SessionNote.objects.filter(session=row.session, circle=circle).first() if may_read else None
    warmth: Temperature | None = how_it_was(actor=actor, circle=circle, session=row.session)
    may_say = permissions.may_say_how_it_was(actor, here) and row.is_over
    given = TemperatureGiven.objects.filter(session=row.session, person_id=actor.user_id)
    led, guests = parts_of(actor=actor, circle=circle, session=row.session)
    names = compat.host().names({*led, *guests}) if led or guests else {}
    return {
        "circle": circle,
        "row": row,
        "note": note,
        "tools": [TOOLS[code] for code in note.tools if code in TOOLS] if note else [],
        "decisions": [_shown(kept) for kept in note.decisions] if note else [],
        "led": [names[who] for who in led if who in names],
        "guests": [names[who] for who in guests if who in names],
        "leads": leads,
        "may_read": may_read,
        "may_say_coming": permissions.may_say_coming(actor, here),
        "may_see_own": permissions.may_see_own_attendance(actor, here),
        "counts": counts(actor=actor, circle=circle, session=row.session),
        "answers": [(HOW_IT_WAS[k], n) for k, n in warmth.counts.items()] if warmth else [],
        "answer_words": warmth.words if warmth else [],
        "warmth": WarmthForm() if may_say and not given.exists() else None,
        **WORDS,
    }


def _shown(kept: Mapping[str, str]) -> dict[str, Any]:
    """A decision as it is read."""
    by = date.fromisoformat(kept["by"]) if kept["by"] else None
    return {"what": kept["what"], "who": INVOLVED.get(kept["who"], ""), "by": by}


urlpatterns = [
    path("circles/<int:circle_id>/sessions/", sessions, name="sessions"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/", session, name="session"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/coming/", session_coming, name="session_coming"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/how/", session_how, name="session_how"),
]
