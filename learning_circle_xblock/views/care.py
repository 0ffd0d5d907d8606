"""Pages of care: what others see about me, what is paused in the circles I look after."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import compat
from ..accounts.presets import SHORT_ACCOUNT
from ..block_parts.writing import text_rows
from ..care import api as care
from ..care.onlookers import onlookers
from ..care.seen import author_reads_response, readers, table
from ..care.selectors import OpenPause, care_of, open_pause, pauses_for, staff_reads
from ..circles.listing import own_circles
from ..circles.selectors import facts
from ..permissions import Actor, Text
from ..planning.shapes import schema_of
from ..records.own_texts import own_responses, own_texts
from ..review.protocols import IN_PERSON, Protocol, response_form
from ..writing.models import Version
from ..writing.schema import Schema
from .pages import NotThere, Refused, go, page, page_number, show

__all__ = ["urlpatterns"]

FOR_THE_AUTHOR_ALONE = {"private_note"}


@page("GET")
def seen(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What others see about me, from the permission rules; and who of the staff has read my texts."""
    texts, responses = own_texts(actor=actor), own_responses(actor=actor)
    work_ids = [row.work_id for row in texts] + [row.work_id for row in responses]
    reads = staff_reads(actor=actor, work_ids=work_ids)
    titles = {row.work_id: row.title for row in texts}
    circles = [
        {
            "circle": row,
            "onlookers": list(onlookers(facts(row))),
            "lines": table(person_id=actor.user_id, circle=facts(row), leads=row.pk in actor.leads),
            "author_reads": author_reads_response(writer_id=actor.user_id, circle=facts(row)),
        }
        for row in own_circles(actor)
    ]
    context = {
        "circles": circles,
        "texts": [{"row": row, "readers": readers(row.text, facts(row.circle))} for row in texts],
        "responses": responses,
        "reads": [{"read": read, "title": titles.get(read.work_id, "")} for read in reads],
        "names": compat.host().names({read.reader_id for read in reads if read.reader_id}),
    }
    return show(request, "care/seen.html", context)


@page("GET")
def paused_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What I am to look after, with the date by which."""
    found = pauses_for(actor=actor, page=page_number(request), at=timezone.now())
    people = {pk for row in found.rows for pk in row.author_ids}
    people |= {row.pause.owner_id for row in found.rows if row.pause.owner_id}
    return show(request, "care/list.html", {"found": found, "names": compat.host().names(people)})


@page("GET", "POST")
def paused(request: HttpRequest, actor: Actor, pause_id: int) -> HttpResponse:
    """One paused text for whoever looks after it, and what they do about it."""
    found = open_pause(actor=actor, pause_id=pause_id, at=timezone.now())
    if found is None:
        raise NotThere
    if request.method == "POST":
        return _step(request, actor, found)
    people = set(found.author_ids) | ({found.pause.owner_id} if found.pause.owner_id else set())
    context = {
        "found": found,
        "pause": found.pause,
        "care": care_of(found.pause.circle),
        "text": _words(actor, found) if found.may_read else [],
        "names": compat.host().names(people),
    }
    return show(request, "care/paused.html", context)


def _step(request: HttpRequest, actor: Actor, found: OpenPause) -> HttpResponse:
    given: dict[str, Any] = {"actor": actor, "pause_id": found.pause.pk, "at": timezone.now()}
    step = request.POST.get("step")
    try:
        if step == "look":
            care.look(**given)
            here = reverse("learning_circle:paused", kwargs={"pause_id": found.pause.pk})
            return go(request, here, _("Noted: you have looked at it. It stays paused."))
        if step == "lift":
            care.lift(**given)
            return go(request, reverse("learning_circle:care"), _("The text is shown again."))
    except care.NotOpenToYou:  # somebody else has settled it meanwhile
        raise NotThere from None
    raise Refused(_("Please use one of the buttons."), 422)


def _words(actor: Actor, found: OpenPause) -> list[dict[str, Any]]:
    """The last shared words; that they were read is noted for the author."""
    pause = found.pause
    version = Version.objects.filter(work_id=pause.work_id).order_by("-number").first()
    text = Text(found.author_ids, pause.circle_id, is_shared=True, is_paused=True)
    care.note_read(
        actor=actor, text=text, work_id=pause.work_id, circle=facts(pause.circle), at=timezone.now()
    )
    rows = text_rows(_schema(pause.work.schema_id), version.answers if version else {})
    for row in rows:
        if "suggestions" in row:
            row["choices"] = [item["what"] for item in row["suggestions"]]
    return [row for row in rows if row["field"].id not in FOR_THE_AUTHOR_ALONE]


def _schema(schema_id: str) -> Schema:
    if schema_id == IN_PERSON.id:
        return IN_PERSON
    if schema_id in set(Protocol):
        return response_form(schema_id, needs_suggestion=False)
    return SHORT_ACCOUNT if schema_id == SHORT_ACCOUNT.id else schema_of(schema_id)


urlpatterns = [
    path("me/seen/", seen, name="seen"),
    path("care/", paused_list, name="care"),
    path("care/<int:pause_id>/", paused, name="paused"),
]
