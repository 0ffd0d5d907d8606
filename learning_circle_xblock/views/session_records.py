"""Pages of what has taken place: after the session, and a tutorial with a whole table."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles.models import Circle
from ..joining.lifecycle import PaperState
from ..joining.models import PaperMember
from ..permissions import Actor
from ..planning.api import Tutored, agree_at_tutorial
from ..sessions import api, recording, selectors
from ..sessions.forms import NextForm, NoteForm, TutorialForm
from ..sessions.lifecycle import TAPS, Kind, Presence, SessionState
from ..sessions.models import Session, SessionNote
from ..sessions.recording import Mark
from ..sessions.register import Line, Register, register
from ..sessions.selectors import Row
from ..sessions.times import at_wall_clock, zone_named
from ..sessions.words import KINDS, MARKS
from .pages import NotThere, Refused, go, page, show
from .sessions import address_of, circle_or_not, keep_or_say, seen_or_not

__all__ = ["urlpatterns"]

NOON = time(12, 0)
TAP_WORDS = [(str(tap), MARKS[tap]) for tap in TAPS]


def papers_of(circle: Circle) -> dict[int, str]:
    """The circle's people on paper, with their names."""
    rows = PaperMember.objects.filter(circle=circle, state=PaperState.ON_PAPER).order_by("name", "pk")
    return dict(rows.values_list("pk", "name"))


@page("GET", "POST")
def session_after(request: HttpRequest, actor: Actor, circle_id: int, session_id: int) -> HttpResponse:
    """Who is here, the next date, one line; buttons that fill the register change nothing yet."""
    row, circle = seen_or_not(actor, circle_id, session_id)
    papers = papers_of(circle)
    lines = register(actor=actor, circle=circle, session=row.session, papers=papers)
    if lines is None:
        raise NotThere
    note = SessionNote.objects.filter(session=row.session, circle=circle).first()
    coming = selectors.next_planned(circle_id=circle.pk, after=max(timezone.now(), row.session.starts_at))
    data = request.POST if request.method == "POST" else None
    stored = {line.key: line.state for line in lines.lines}
    forms = (
        NoteForm(data, initial=_note_beginning(note)),
        NextForm(data, initial=NextForm.beginning(coming)),
    )
    problem = ""
    if data is not None:
        lines = _tapped(lines, data)
        if "fill" in data:
            lines = _filled(lines, data["fill"])
        elif forms[0].is_valid() & forms[1].is_valid():
            problem = _keep_all(actor, row, circle, papers, forms, coming, data)
            if not problem and not any(form.errors for form in forms):
                return go(request, address_of("session_after", circle, row), _("Kept. That is all."))
    status = 422 if problem or (data and "fill" not in data) else 200
    context = {
        "circle": circle,
        "row": row,
        "note_form": forms[0],
        "next_form": forms[1],
        "problem": problem,
        "paste": _paste(request, circle, row, note, coming),
        **_register_context(lines, papers, stored),
    }
    return show(request, "sessions/after.html", context, status=status)


@page("POST")
def session_close(request: HttpRequest, actor: Actor, circle_id: int, session_id: int) -> HttpResponse:
    """Nothing more of it is changed."""
    row, circle = seen_or_not(actor, circle_id, session_id)
    try:
        recording.close_session(actor=actor, session_id=session_id, circle_id=circle_id, at=timezone.now())
    except api.NotOpenToYou:
        raise NotThere from None
    except api.SessionError as error:
        raise Refused(error.sentence, 422) from None
    return go(request, address_of("session", circle, row), _("This session is closed."))


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
    context = {"circle": circle, "form": form, **_register_context(lines, papers, {})}
    if data and "fill" in data:
        chosen |= {line.key for line in _lines_of(lines, data["fill"])}
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


def _keep_all(
    actor: Actor,
    row: Row,
    circle: Circle,
    papers: Mapping[int, str],
    forms: tuple[NoteForm, NextForm],
    coming: Session | None,
    data: QueryDict,
) -> str:
    """Register, note and next date, all or nothing; a sentence where it cannot be."""
    ids: dict[str, Any] = {"actor": actor, "session_id": row.session.pk, "circle_id": circle.pk}
    now, note = timezone.now(), forms[0].note()
    try:
        with transaction.atomic():
            recording.keep_register(marks=_marks(data), papers=papers, at=now, **ids)
            if any(note.texts.values()) or note.access or note.paper_on or note.base:
                recording.keep_note(note=note, at=now, **ids)
            _keep_next(actor, circle, forms[1], coming, now)
    except api.NotOpenToYou:
        raise NotThere from None
    except api.SessionError as error:
        return error.sentence
    return ""


def _keep_next(actor: Actor, circle: Circle, form: NextForm, coming: Session | None, now: datetime) -> None:
    """The next date is moved, or made where the calendar has none."""
    given = form.cleaned_data
    if not form.has_changed() or not given["next_day"] or not given["next_hour"]:
        return
    if coming is None:
        details = api.Details(
            kind=Kind.WORKSHOP,
            day=given["next_day"],
            starts=given["next_hour"],
            ends=min(given["next_hour"].replace(hour=min(given["next_hour"].hour + 2, 23)), time(23, 59)),
            zone=circle.zone,
            bring=given["next_bring"],
        )
        api.add_session(actor=actor, circle_id=circle.pk, details=details, at=now)
        return
    api.move_session(
        actor=actor,
        session_id=coming.pk,
        circle_id=circle.pk,
        day=given["next_day"],
        hour=given["next_hour"],
        bring=given["next_bring"],
        at=now,
    )


def _note_beginning(note: SessionNote | None) -> dict[str, Any]:
    if note is None:
        return {"base": 0}
    return {**note.texts, "access": note.access, "paper_on": note.paper_on, "base": note.revision}


def _marks(data: QueryDict) -> list[Mark]:
    """What was tapped, with what the page had shown."""
    states = {str(state): state for state in Presence}
    found = []
    for name, value in data.items():
        if name.startswith("m-") and isinstance(value, str) and value in states:
            was = states.get(str(data.get(f"w-{name[2:]}", "")), Presence.UNKNOWN)
            found.append(Mark(name[2:], was, states[value]))
    return found


def _tapped(lines: Register, data: QueryDict) -> Register:
    """The register with what was tapped in the form; what was not touched is shown as it stands by now."""
    sent = {mark.key: mark.state for mark in _marks(data) if mark.state is not mark.was}
    return Register(
        {n: [replace(x, state=sent.get(x.key, x.state)) for x in table] for n, table in lines.tables.items()}
    )


def _filled(lines: Register, wanted: str) -> Register:
    """All of a table, or all, are here, but for those of whom something else is said."""
    keys = {line.key for line in _lines_of(lines, wanted)}

    def fill(line: Line) -> Line:
        is_open = line.key in keys and line.state is Presence.UNKNOWN
        return replace(line, state=Presence.PRESENT) if is_open else line

    return Register({n: [fill(line) for line in table] for n, table in lines.tables.items()})


def _lines_of(lines: Register, wanted: str) -> list[Line]:
    if wanted == "all":
        return lines.lines
    return lines.tables.get(int(wanted), []) if wanted.isascii() and wanted.isdecimal() else []


def _register_context(
    lines: Register, papers: Mapping[int, str], stored: Mapping[str, Presence]
) -> dict[str, Any]:
    """The tables with names, with how many are marked how, and with what stood there before."""
    names = compat.host().names({line.person_id for line in lines.lines if line.person_id})
    former = _("a former member")

    def named(line: Line) -> str:
        return names.get(line.person_id or 0) or papers.get(line.paper_id or 0) or former

    tables = [
        {
            "number": number,
            "people": [(line, named(line), stored.get(line.key, "")) for line in table],
            "marked": _summary(table),
            "unsaid": sum(line.state is Presence.UNKNOWN for line in table),
        }
        for number, table in lines.tables.items()
    ]
    marked = sum(line.state is not Presence.UNKNOWN for line in lines.lines)
    return {"tables": tables, "number": lines.number, "marked": marked, "taps": TAP_WORDS}


def _summary(table: list[Line]) -> str:
    """`4 here, 1 part`."""
    numbers = [(sum(line.state is tap for line in table), MARKS[tap]) for tap in TAPS]
    return ", ".join(f"{number} {words}" for number, words in numbers if number)


def _tutorials(circle: Circle) -> list[tuple[int, str]]:
    """The tutorials of the calendar that are not closed."""
    rows = Session.objects.filter(circles=circle, kind=Kind.TUTORIAL)
    rows = rows.exclude(code="").exclude(state__in=(SessionState.CANCELLED, SessionState.CLOSED))
    found = rows.order_by("starts_at", "pk").values_list("pk", "code")
    return [(pk, f"{KINDS[Kind.TUTORIAL]} {code[1:]}") for pk, code in found]


def _paste(
    request: HttpRequest, circle: Circle, row: Row, note: SessionNote | None, coming: Session | None
) -> str:
    """What one may paste into a group chat: no names, and not who was there."""
    parts = [note.texts.get("line", "")] if note else []
    if coming is not None:
        starts = coming.starts_at.astimezone(zone_named(coming.zone)).replace(tzinfo=None)
        day = date_format(starts, "l") + " " + date_format(starts, "MONTH_DAY_FORMAT")
        parts.append(_("Next: %(day)s, %(hour)s.") % {"day": day, "hour": time_format(starts)})
        if coming.bring:
            parts.append(_("Please bring: %(things)s.") % {"things": coming.bring.rstrip(".")})
    way = request.build_absolute_uri(address_of("sessions", circle))
    parts.append(_("The way in: %(address)s") % {"address": way})
    return " ".join(part for part in parts if part)


urlpatterns = [
    path("circles/<int:circle_id>/sessions/tutorial/", tutorial, name="tutorial"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/after/", session_after, name="session_after"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/close/", session_close, name="session_close"),
]
