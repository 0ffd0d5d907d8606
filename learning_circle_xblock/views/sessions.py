"""Pages of a circle's calendar: all dates, one session, planning and moving them."""

from collections.abc import Callable
from datetime import timedelta
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
from ..sessions.dates import TooTight
from ..sessions.details import no_hour
from ..sessions.forms import CalendarForm, CancelForm, DetailsForm, ShiftForm, SpreadForm, WarmthForm
from ..sessions.lifecycle import Kind
from ..sessions.models import SessionNote, Temperature, TemperatureGiven
from ..sessions.recording import how_it_was, say_how_it_was
from ..sessions.register import counts
from ..sessions.selectors import Row, Tool
from ..sessions.times import NoSuchHour
from ..sessions.words import HOW_IT_WAS, KINDS, MARKS, PLACES, STATES
from .pages import NotThere, go, page, show

__all__ = ["address_of", "circle_or_not", "keep_or_say", "seen_or_not", "urlpatterns"]

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
        **WORDS,
    }
    return show(request, "sessions/sessions.html", context)


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


@page("GET", "POST")
def sessions_plan(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """A calendar from a preset."""
    circle = circle_or_not(circle_id, lambda it: permissions.may_manage_sessions(actor, it))
    now = timezone.now()
    start = {"preset": "link" if circle.layer > 1 else "t3lfa", "start": now.date(), "zone": circle.zone}
    form = CalendarForm(request.POST if request.method == "POST" else None, initial=start)

    def change() -> Any:
        return api.plan_calendar(actor=actor, circle_id=circle.pk, at=now, **form.cleaned_data)

    if form.is_bound and keep_or_say(form, change):
        return go(request, address_of("sessions", circle), _("The calendar is there. Change what you like."))
    return _form_page(request, circle, form, _("A calendar for the year"), _("Lay it out"))


@page("GET", "POST")
def session_add(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """One more date."""
    circle = circle_or_not(circle_id, lambda it: permissions.may_plan_events(actor, it))
    is_pair = permissions.may_manage_sessions(actor, facts(circle))
    start = {"kind": Kind.WORKSHOP if is_pair else Kind.NETWORK_EVENT, "zone": circle.zone, "base": 0}
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=start)

    def change() -> Any:
        return api.add_session(
            actor=actor,
            circle_id=circle.pk,
            details=form.details(),
            codes=form.further(),
            at=timezone.now(),
        )

    if form.is_bound and keep_or_say(form, change):
        return go(request, address_of("sessions", circle), _("The session is in the calendar."))
    return _form_page(request, circle, form, _("One more session"), _("Put it in the calendar"))


@page("GET", "POST")
def session_change(request: HttpRequest, actor: Actor, circle_id: int, session_id: int) -> HttpResponse:
    """Another date, place or word."""
    row, circle = _managed(actor, circle_id, session_id)
    joined = list(row.session.circles.exclude(pk=circle.pk).order_by("code"))
    joins = all(permissions.may_plan_events(actor, facts(other)) for other in joined)
    start = DetailsForm.beginning(row.session, [other.code for other in joined])
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=start)
    if not joins:
        form.fields.pop("codes")

    def change() -> Any:
        return api.change_session(
            actor=actor,
            session_id=session_id,
            circle_id=circle_id,
            details=form.details(),
            codes=form.further() if joins else None,
            base=form.cleaned_data["base"] or 0,
            at=timezone.now(),
        )

    if form.is_bound and keep_or_say(form, change):
        return go(request, address_of("session", circle, row), _("Kept. The circle sees it at once."))
    if form.is_bound and form.non_field_errors():
        form.data = {**form.data.dict(), "base": str(row.session.revision)}  # type: ignore[attr-defined]
    return _form_page(request, circle, form, _("Change this session"), _("Keep"), row)


@page("GET", "POST")
def session_cancel(request: HttpRequest, actor: Actor, circle_id: int, session_id: int) -> HttpResponse:
    """It does not take place."""
    row, circle = _managed(actor, circle_id, session_id)
    form = CancelForm(request.POST if request.method == "POST" else None)

    def change() -> Any:
        return api.cancel_session(
            actor=actor, session_id=session_id, circle_id=circle_id, at=timezone.now(), **form.cleaned_data
        )

    if form.is_bound and keep_or_say(form, change):
        return go(request, address_of("sessions", circle), _("It is cancelled. The circle reads why."))
    return _form_page(request, circle, form, _("Cancel this session"), _("It does not take place"), row)


@page("GET", "POST")
def sessions_shift(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """All later sessions, some weeks on or spread until a date: looked at first, then done."""
    circle = circle_or_not(circle_id, lambda it: permissions.may_manage_sessions(actor, it))
    given, now = request.POST if request.method == "POST" else request.GET, timezone.now()
    shift = ShiftForm(given if "weeks" in given else None, initial={"weeks": 4})
    spread = SpreadForm(given if "until" in given else None, initial={"until": now.date() + timedelta(182)})
    form = spread if spread.is_bound else shift
    context = {"circle": circle, "shift": shift, "spread": spread, "form": form, **WORDS}
    if form.is_bound and form.is_valid():
        tool = Tool(**form.cleaned_data)

        def change() -> Any:
            seen = given.get("seen", "")
            return api.move_later(actor=actor, circle_id=circle.pk, tool=tool, seen=seen, at=now)

        if request.method == "POST" and keep_or_say(form, change):
            return go(request, address_of("sessions", circle), _("All later sessions have moved."))
        context |= _preview(actor, circle, tool, form)
    has_problem = form.is_bound and bool(form.errors)
    return show(request, "sessions/shift.html", context, status=422 if has_problem else 200)


def _preview(actor: Actor, circle: Circle, tool: Tool, form: Any) -> dict[str, Any]:
    try:
        preview = selectors.proposed(actor=actor, circle=circle, tool=tool, at=timezone.now())
    except TooTight:
        form.add_error(None, api.SessionError("too_tight").sentence)
        return {}
    except NoSuchHour as gap:
        form.add_error(None, no_hour(gap, "").sentence)
        return {}
    zone = compat.host().zone(actor.user_id)
    if preview is None:
        raise NotThere
    moves = [selectors.shown_move(preview.sessions[m.session_id], m, zone) for m in preview.moves]
    return {"preview": preview, "moves": moves, "tool": tool}


def _managed(actor: Actor, circle_id: int, session_id: int) -> tuple[Row, Circle]:
    row, circle = seen_or_not(actor, circle_id, session_id)
    if not row.may_manage:
        raise NotThere
    return row, circle


def _form_page(
    request: HttpRequest, circle: Circle, form: Any, title: str, button: str, row: Row | None = None
) -> HttpResponse:
    context = {"circle": circle, "form": form, "title": title, "button": button, "row": row, **WORDS}
    return show(request, "sessions/form.html", context, status=422 if form.is_bound else 200)


def _session_context(actor: Actor, row: Row, circle: Circle) -> dict[str, Any]:
    """What a person reads of one session: the pair's words about obstacles and the answers are theirs."""
    here = facts(circle)
    leads = permissions.may_see_how_it_was(actor, here)
    may_read = permissions.may_see_sessions(actor, here)
    note = SessionNote.objects.filter(session=row.session, circle=circle).first() if may_read else None
    warmth: Temperature | None = how_it_was(actor=actor, circle=circle, session=row.session)
    may_say = permissions.may_say_how_it_was(actor, here) and row.is_over
    given = TemperatureGiven.objects.filter(session=row.session, person_id=actor.user_id)
    return {
        "circle": circle,
        "row": row,
        "note": note,
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


urlpatterns = [
    path("circles/<int:circle_id>/sessions/", sessions, name="sessions"),
    path("circles/<int:circle_id>/sessions/plan/", sessions_plan, name="sessions_plan"),
    path("circles/<int:circle_id>/sessions/add/", session_add, name="session_add"),
    path("circles/<int:circle_id>/sessions/shift/", sessions_shift, name="sessions_shift"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/", session, name="session"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/coming/", session_coming, name="session_coming"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/how/", session_how, name="session_how"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/change/", session_change, name="session_change"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/cancel/", session_cancel, name="session_cancel"),
]
