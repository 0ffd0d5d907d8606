"""A union's own variants of the presets: data on its node, which every circle of the union starts from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from .. import permissions
from ..events.api import record
from ..permissions import Actor
from ..programmes.models import NationalProgramme
from .lifecycle import Kind
from .models import NodePreset
from .presets import PRESETS, Planned, Preset, coded
from .refusals import NotOpenToYou, SessionError

__all__ = ["drop_variant", "keep_variant", "presets_of", "revision_of"]


def presets_of(node_id: int) -> dict[str, Preset]:
    """The presets as circles of the node are offered them; one query."""
    rows = NodePreset.objects.filter(node_id=node_id).values_list("preset", "events")
    own = {preset: Preset(preset, _events(events), is_own=True) for preset, events in rows}
    return {name: own.get(name, preset) for name, preset in PRESETS.items()}


def revision_of(node_id: int, preset: str) -> int:
    """Which revision of the union's own variant stands; 0 where it has none."""
    rows = NodePreset.objects.filter(node_id=node_id, preset=preset)
    return rows.values_list("revision", flat=True).first() or 0


@transaction.atomic
def keep_variant(
    *, actor: Actor, node_id: int, preset: str, events: Sequence[Planned], base: int, at: datetime
) -> NodePreset:
    """The coordinator changes what a preset holds; calendars that are laid out already stay as they are.

    Raises:
        NotOpenToYou: the actor does not coordinate the node.
        SessionError: somebody changed it meanwhile, or no event is left.
    """
    _check(actor, node_id, preset)
    if not events:
        raise SessionError("no_events")
    found = NodePreset.objects.filter(node_id=node_id, preset=preset).first()
    if (found.revision if found else 0) != base:
        raise SessionError("changed")
    row = found or NodePreset(node_id=node_id, preset=preset, revision=0)
    row.events = [_as_kept(event) for event in coded(events)]
    row.revision, row.changed_at = row.revision + 1, at
    row.save()
    record(verb="preset.changed", object_id=row.pk, actor_id=actor.user_id, at=at)
    return row


@transaction.atomic
def drop_variant(*, actor: Actor, node_id: int, preset: str, at: datetime) -> None:
    """The preset holds again what it held at first.

    Raises:
        NotOpenToYou: the actor does not coordinate the node.
    """
    _check(actor, node_id, preset)
    for row in NodePreset.objects.filter(node_id=node_id, preset=preset):
        record(verb="preset.restored", object_id=row.pk, actor_id=actor.user_id, at=at)
        row.delete()


def _check(actor: Actor, node_id: int, preset: str) -> None:
    """The node is locked, so that two who keep a preset at once do so one after the other."""
    locked = NationalProgramme.objects.select_for_update().filter(pk=node_id).exists()
    if not locked or preset not in PRESETS or not permissions.may_change_node(actor, node_id):
        raise NotOpenToYou


def _as_kept(event: Planned) -> dict[str, Any]:
    return {
        "code": event.code,
        "kind": event.kind,
        "week": event.week,
        "minutes": event.minutes,
        "is_optional": event.is_optional,
        "title": event.title,
    }


def _events(rows: list[dict[str, Any]]) -> tuple[Planned, ...]:
    return tuple(Planned(**{**row, "kind": Kind(row["kind"])}) for row in rows)
