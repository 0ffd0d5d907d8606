"""Pages that plan: a year from a preset, one more date, another date, all later dates."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import Actor
from ..sessions import api, selectors
from ..sessions.dates import TooTight
from ..sessions.details import no_hour
from ..sessions.forms import CalendarForm, CancelForm, DetailsForm, ShiftForm, SpreadForm
from ..sessions.preset_forms import event_rows
from ..sessions.selectors import Row, Tool
from ..sessions.times import NoSuchHour
from ..sessions.variants import presets_of
from .calendar_presets import preset_list
from .pages import NotThere, go, page, show
from .sessions import WORDS, address_of, beginning, circle_or_not, keep_or_say, seen_or_not

__all__ = ["urlpatterns"]


@page("GET", "POST")
def sessions_plan(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """A calendar from a preset; its events can be changed before anything is planned."""
    circle = circle_or_not(circle_id, lambda it: permissions.may_manage_sessions(actor, it))
    now, data = timezone.now(), request.POST if request.method == "POST" else None
    offered = presets_of(circle.node_id)
    start = _plan_beginning(circle, offered)
    form = CalendarForm(data, initial=start)
    context = {"circle": circle, "form": form, "presets": preset_list(offered), **WORDS}
    chosen = offered.get(data.get("preset", "")) if data else None
    rows = None
    if data is not None and chosen is not None and ("events" in data or "event-TOTAL_FORMS" in data):
        rows = event_rows(data if "event-TOTAL_FORMS" in data else None, chosen)
        context |= {"rows": rows, "chosen": preset_list({chosen.id: chosen})[0]}
    if data is None or "events" in data:
        blank = CalendarForm(initial={**start, **(data.dict() if data else {})})
        return show(request, "sessions/plan.html", context | {"form": blank})

    def change() -> Any:
        events = rows.kept() if rows is not None else None
        return api.plan_calendar(actor=actor, circle_id=circle.pk, events=events, at=now, **form.cleaned_data)

    if (rows is None or rows.is_valid()) and keep_or_say(form, change):
        return go(request, address_of("sessions", circle), _("The calendar is there. Change what you like."))
    return show(request, "sessions/plan.html", context, status=422)


def _plan_beginning(circle: Circle, offered: Collection[str]) -> dict[str, Any]:
    """The calendar and the first date that the union has chosen."""
    node, today = circle.node, timezone.now().date()
    usual = node.preset if node.preset in offered else "t3lfa"
    return {
        "preset": "link" if circle.layer > 1 else usual,
        "start": max(today, node.starts_on or today),
        "zone": circle.zone,
    }


@page("GET", "POST")
def session_add(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """One more date."""
    circle = circle_or_not(circle_id, lambda it: permissions.may_plan_events(actor, it))
    form = DetailsForm(request.POST if request.method == "POST" else None, initial=beginning(actor, circle))

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


urlpatterns = [
    path("circles/<int:circle_id>/sessions/plan/", sessions_plan, name="sessions_plan"),
    path("circles/<int:circle_id>/sessions/add/", session_add, name="session_add"),
    path("circles/<int:circle_id>/sessions/shift/", sessions_shift, name="sessions_shift"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/change/", session_change, name="session_change"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/cancel/", session_cancel, name="session_cancel"),
]
