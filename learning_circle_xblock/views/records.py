"""Pages of the record of participation: one's own, those of a circle, and on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat
from ..evidence.words import HOW, QUESTIONS
from ..permissions import Actor
from ..records import api as records
from ..records.forms import ClosingForm
from ..records.journal_lines import JournalLine, line_of
from ..records.participation import ShownRecord
from .pages import NotThere, go, page, page_number, show
from .support import circle_here

__all__ = ["urlpatterns"]


@page("GET")
def record_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """My records, one for each circle in which I have taken part."""
    return show(request, "records/own.html", {"found": records.own_records(actor=actor)})


@page("GET", "POST")
def record(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """My own record in a circle, and the closing words."""
    if request.method != "POST":
        return _own(request, actor, circle_id)
    form = ClosingForm(request.POST, offered=_offered(actor, circle_id))
    if not form.is_valid():
        return _own(request, actor, circle_id, status=422, form=form)
    try:
        records.keep_closing(
            actor=actor,
            circle_id=circle_id,
            words=form.cleaned_data["closing"],
            lines=form.cleaned_data.get("lines", []),
            base=form.cleaned_data["base"],
            at=timezone.now(),
        )
    except records.NotOpenToYou:
        raise NotThere from None
    except records.ChangedMeanwhile:
        return _changed(request, actor, circle_id, form)
    return go(request, _address("record", circle_id=circle_id), _("Kept."))


@page("POST")
def record_sign(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """I sign my record as it was in front of me."""
    try:
        records.sign_record(
            actor=actor,
            circle_id=circle_id,
            base=_base(request),
            mark=request.POST.get("mark", ""),
            at=timezone.now(),
        )
    except records.NotOpenToYou:
        raise NotThere from None
    except records.ChangedMeanwhile:
        return _own(request, actor, circle_id, status=422, has_changed=True)
    return go(request, _address("record", circle_id=circle_id), _("You have signed."))


@page("GET")
def record_print(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """My record on paper: one to two pages of A4."""
    return _paper(request, _shown(actor, circle_id, actor.user_id))


@page("GET")
def circle_records(request: HttpRequest, actor: Actor, circle_id: int) -> HttpResponse:
    """Whose record is signed; the facilitators open each."""
    circle = circle_here(circle_id)
    found = records.record_states(actor=actor, circle=circle, page=page_number(request))
    if found is None:
        raise NotThere
    names = compat.host().names({row.person_id for row in found.rows})
    opens = circle_id in actor.leads
    return show(
        request, "records/circle.html", {"circle": circle, "found": found, "names": names, "opens": opens}
    )


@page("GET")
def member_record(request: HttpRequest, actor: Actor, circle_id: int, person_id: int) -> HttpResponse:
    """One teacher's record, for a facilitator."""
    return _member(request, _shown(actor, circle_id, person_id))


@page("POST")
def record_countersign(request: HttpRequest, actor: Actor, circle_id: int, person_id: int) -> HttpResponse:
    """A facilitator signs after the teacher."""
    try:
        records.countersign_record(
            actor=actor, circle_id=circle_id, person_id=person_id, base=_base(request), at=timezone.now()
        )
    except records.NotOpenToYou:
        raise NotThere from None
    except records.ChangedMeanwhile:
        return _member(request, _shown(actor, circle_id, person_id), status=422, has_changed=True)
    return go(
        request, _address("member_record", circle_id=circle_id, person_id=person_id), _("You have signed.")
    )


def _shown(actor: Actor, circle_id: int, person_id: int) -> ShownRecord:
    """The record, if there is one for this reader.

    Raises:
        NotThere: whether it exists or not.
    """
    shown = records.record_of(actor=actor, circle_id=circle_id, person_id=person_id)
    if shown is None:
        raise NotThere
    return shown


def _own(request: HttpRequest, actor: Actor, circle_id: int, status: int = 200, **more: Any) -> HttpResponse:
    shown = _shown(actor, circle_id, actor.user_id)
    kept = {"base": shown.revision, "closing": shown.closing, "lines": [row["source"] for row in shown.lines]}
    form = ClosingForm(initial=kept, offered=records.offered_lines(actor=actor, shown=shown))
    return show(request, "records/record.html", {**_context(shown), "form": form, **more}, status=status)


def _offered(actor: Actor, circle_id: int) -> list[JournalLine]:
    return records.offered_lines(actor=actor, shown=_shown(actor, circle_id, actor.user_id))


def _member(request: HttpRequest, shown: ShownRecord, status: int = 200, **more: Any) -> HttpResponse:
    return show(request, "records/member.html", {**_context(shown), **more}, status=status)


def _paper(request: HttpRequest, shown: ShownRecord) -> HttpResponse:
    return show(request, "records/print.html", _context(shown))


def _context(shown: ShownRecord) -> dict[str, Any]:
    people = {shown.person_id, shown.facilitator_id or shown.person_id}
    names = compat.host().names(people)
    return {
        "shown": shown,
        "circle": shown.circle,
        "names": names,
        "hows": dict(HOW),
        "asked": QUESTIONS,
        "lines": [*map(line_of, shown.lines)],
    }


def _changed(request: HttpRequest, actor: Actor, circle_id: int, form: ClosingForm) -> HttpResponse:
    """What was typed stays; what was kept meanwhile stands beside it, and the next press keeps the typed."""
    shown = _shown(actor, circle_id, actor.user_id)
    again = ClosingForm(
        {**form.cleaned_data, "base": shown.revision},
        offered=records.offered_lines(actor=actor, shown=shown),
    )
    again.is_valid()
    again.add_error(
        "closing",
        _(
            "This was changed in another window meanwhile. What you typed is still here; keep it again "
            "if it is right."
        ),
    )
    return _own(request, actor, circle_id, status=422, form=again, other=shown.closing)


def _base(request: HttpRequest) -> int:
    """The revision that was read; nonsense is none that ever was."""
    text = request.POST.get("base", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else -1


def _address(name: str, **ids: int) -> str:
    return reverse(f"learning_circle:{name}", kwargs=ids)


urlpatterns = [
    path("record/", record_list, name="record_list"),
    path("record/<int:circle_id>/", record, name="record"),
    path("record/<int:circle_id>/sign/", record_sign, name="record_sign"),
    path("record/<int:circle_id>/print/", record_print, name="record_print"),
    path("circles/<int:circle_id>/records/", circle_records, name="circle_records"),
    path("circles/<int:circle_id>/records/<int:person_id>/", member_record, name="member_record"),
    path(
        "circles/<int:circle_id>/records/<int:person_id>/sign/", record_countersign, name="record_countersign"
    ),
]
