"""Pages of a union's own calendars: what each preset holds, and changing it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..permissions import Actor
from ..sessions import api, variants
from ..sessions.preset_forms import event_rows
from ..sessions.presets import Preset
from ..sessions.words import KINDS, PRESET_NAMES, purpose
from .pages import NotThere, go, page, show
from .unions import node_or_not

__all__ = ["preset_list", "urlpatterns"]


def preset_list(presets: Mapping[str, Preset]) -> list[dict[str, Any]]:
    """The presets with their names and what each holds."""
    return [
        {
            "id": preset.id,
            "name": PRESET_NAMES[preset.id],
            "is_own": preset.is_own,
            "events": [
                {
                    "planned": event,
                    "kind": KINDS[event.kind],
                    "number": event.code[1:] if event.code[1:].isdecimal() else "",
                    "about": event.title or purpose(preset.id, event.code),
                }
                for event in preset.events
            ],
        }
        for preset in presets.values()
    ]


@page("GET")
def calendars(request: HttpRequest, actor: Actor, node_id: int) -> HttpResponse:
    """The presets as circles of the union are offered them."""
    node = node_or_not(actor, node_id, changes=True)
    context = {"node": node, "presets": preset_list(variants.presets_of(node.pk))}
    return show(request, "sessions/calendars.html", context)


@page("GET", "POST")
def calendar_preset(request: HttpRequest, actor: Actor, node_id: int, preset: str) -> HttpResponse:
    """The events of one preset, as the union wants them from now on."""
    node = node_or_not(actor, node_id, changes=True)
    found = variants.presets_of(node.pk).get(preset)
    if found is None:
        raise NotThere
    data = request.POST if request.method == "POST" else None
    rows = event_rows(data, found)
    problem = ""
    if data is not None and rows.is_valid():
        problem = _keep(actor, node.pk, preset, rows, data.get("base", ""))
        if not problem:
            return go(request, _address(node.pk), _("Kept. Calendars laid out from now on begin with this."))
    context = {
        "node": node,
        "rows": rows,
        "problem": problem,
        "chosen": preset_list({preset: found})[0],
        "base": variants.revision_of(node.pk, preset),
    }
    return show(request, "sessions/preset.html", context, status=422 if data is not None else 200)


@page("POST")
def calendar_preset_restore(request: HttpRequest, actor: Actor, node_id: int, preset: str) -> HttpResponse:
    """Back to what the preset held at first."""
    try:
        variants.drop_variant(actor=actor, node_id=node_id, preset=preset, at=timezone.now())
    except api.NotOpenToYou:
        raise NotThere from None
    return go(request, _address(node_id), _("It holds again what it held at first."))


def _keep(actor: Actor, node_id: int, preset: str, rows: Any, base: str) -> str:
    """The sentence that says why not; empty once it is kept."""
    number = int(base) if base.isascii() and base.isdecimal() and len(base) < 9 else 0
    try:
        variants.keep_variant(
            actor=actor,
            node_id=node_id,
            preset=preset,
            events=[*rows.kept(), *rows.left_out()],
            base=number,
            at=timezone.now(),
        )
    except api.NotOpenToYou:
        raise NotThere from None
    except api.SessionError as error:
        return error.sentence
    return ""


def _address(node_id: int) -> str:
    return reverse("learning_circle:calendars", kwargs={"node_id": node_id})


urlpatterns = [
    path("unions/<int:node_id>/calendars/", calendars, name="calendars"),
    path("unions/<int:node_id>/calendars/<slug:preset>/", calendar_preset, name="calendar_preset"),
    path(
        "unions/<int:node_id>/calendars/<slug:preset>/restore/",
        calendar_preset_restore,
        name="calendar_preset_restore",
    ),
]
