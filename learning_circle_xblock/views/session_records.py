"""The page after a session: who was here, what was said, the next date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from .. import compat
from ..circles.models import Circle
from ..circles.selectors import facilitator_ids
from ..permissions import Actor
from ..sessions import api, recording, selectors
from ..sessions.lifecycle import SHARED_KINDS, Kind
from ..sessions.models import Session, SessionNote
from ..sessions.note_forms import DecisionRows, NoteForm, PartsForm, decision_rows, note_beginning
from ..sessions.record_forms import NextForm
from ..sessions.register import register
from ..sessions.selectors import Row
from ..sessions.times import zone_named
from ..support.api import step_ins
from .pages import NotThere, Refused, go, page, show
from .session_registers import filled, marks_of, papers_of, people_of, register_context, tapped
from .sessions import address_of, seen_or_not

__all__ = ["urlpatterns"]

TWO_HOURS = timedelta(hours=2)


@dataclass(frozen=True)
class Sent:
    """The forms of the page. `next` is None where somebody else plans the next date."""

    note: NoteForm
    agreed: DecisionRows
    parts: PartsForm
    next: NextForm | None

    @property
    def is_valid(self) -> bool:
        """Whether all can be kept; each is asked, so that each says what it lacks."""
        found = [form.is_valid() for form in (self.note, self.agreed, self.parts, self.next) if form]
        return all(found)

    @property
    def is_unmended(self) -> bool:
        """Whether keeping has found something beside a field."""
        return bool(self.note.errors or (self.next and self.next.errors))


@dataclass(frozen=True)
class People:
    """Who may have led and who may have been a guest, who of them did and was, and how they are called."""

    leaders: list[int]
    guests: list[int]
    led: list[int]
    there: list[int]
    names: Mapping[int, str]

    def named(self, ids: list[int]) -> list[tuple[int, str]]:
        """Choices of a form."""
        return [(pk, self.names[pk]) for pk in ids if pk in self.names]


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
    people = _people(actor, circle, row.session, people_of(lines))
    stored = {line.key: line.state for line in lines.lines}
    sent = _forms(actor, data, note, coming, people)
    problem, is_fill = "", data is not None and "fill" in data
    if data is not None:
        lines = filled(tapped(lines, data), data["fill"]) if is_fill else tapped(lines, data)
        if not is_fill and sent.is_valid:
            problem = _keep_all(actor, row, circle, papers, people, sent, coming, data)
            if not problem and not sent.is_unmended:
                return go(request, address_of("session_after", circle, row), _("Kept. That is all."))
    context = {
        "circle": circle,
        "row": row,
        "sent": sent,
        "coming": coming,
        "problem": problem,
        "paste": _paste(request, circle, note, coming),
        **register_context(lines, papers, stored, people.names),
    }
    status = 422 if problem or (data is not None and not is_fill) else 200
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


def _people(actor: Actor, circle: Circle, session: Session, others: set[int]) -> People:
    """The pair, and whoever was with the circle on the day of the session."""
    leaders = facilitator_ids(circle.pk)
    ends = session.starts_at + timedelta(minutes=session.minutes)
    inside = [it.row for it in step_ins(actor=actor, circle=circle, at=timezone.now()) or ()]
    guests = [
        row.person_id
        for row in inside
        if row.agreed_at and row.agreed_at < ends and (row.ended_at or row.ends_at) > session.starts_at
    ]
    led, there = recording.parts_of(actor=actor, circle=circle, session=session)
    leaders = list(dict.fromkeys([*leaders, *led]))
    names = compat.host().names({*others, *leaders, *guests, *there})
    return People(leaders, list(dict.fromkeys([*guests, *there])), led or leaders, there, names)


def _forms(
    actor: Actor,
    data: QueryDict | None,
    note: SessionNote | None,
    coming: Session | None,
    people: People,
) -> Sent:
    """Everything but the register comes filled in, or is folded."""
    start = {"led": people.led, "guests": people.there}
    leaders, guests = people.named(people.leaders), people.named(people.guests)
    is_mine = coming is None or _may_move(actor, coming)
    return Sent(
        NoteForm(data, initial=note_beginning(note)),
        decision_rows(data, note),
        PartsForm(data, initial=start, leaders=leaders, guests=guests),
        NextForm(data, initial=NextForm.beginning(coming)) if is_mine else None,
    )


def _may_move(actor: Actor, coming: Session) -> bool:
    """An event that other circles share is moved by whoever plans it in each of them."""
    if coming.kind not in SHARED_KINDS:
        return True
    kind = Kind(coming.kind)
    return all(selectors.may_manage(actor, joined, kind) for joined in coming.circles.all())


def _keep_all(
    actor: Actor,
    row: Row,
    circle: Circle,
    papers: Mapping[int, str],
    people: People,
    sent: Sent,
    coming: Session | None,
    data: QueryDict,
) -> str:
    """Register, who led, note and next date, all or nothing; a sentence where it cannot be."""
    ids: dict[str, Any] = {"actor": actor, "session_id": row.session.pk, "circle_id": circle.pk}
    now, note = timezone.now(), sent.note.note(sent.agreed)
    parts = {name: sent.parts.cleaned_data.get(name, []) for name in ("led", "guests")}
    try:
        with transaction.atomic():
            recording.keep_register(marks=marks_of(data), papers=papers, at=now, **ids)
            recording.keep_led(known_guests=people.guests, at=now, **parts, **ids)
            if note.base or not note.is_empty:
                recording.keep_note(note=note, at=now, **ids)
            if sent.next is not None:
                _keep_next(actor, circle, sent.next, coming, now)
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
        ends = datetime.combine(given["next_day"], given["next_hour"]) + TWO_HOURS
        details = api.Details(
            kind=Kind.WORKSHOP,
            day=given["next_day"],
            starts=given["next_hour"],
            ends=ends.time(),
            last_day=ends.date(),
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


def _paste(request: HttpRequest, circle: Circle, note: SessionNote | None, coming: Session | None) -> str:
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
    path("circles/<int:circle_id>/sessions/<int:session_id>/after/", session_after, name="session_after"),
    path("circles/<int:circle_id>/sessions/<int:session_id>/close/", session_close, name="session_close"),
]
