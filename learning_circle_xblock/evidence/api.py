"""Keep, change and take away what belongs to a project. Permission first, then the change, then the event."""

from datetime import datetime
from typing import Any

from django.db import transaction

from .. import permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..events.api import record
from ..permissions import Actor
from .following import follow_move
from .kinds import Kind, Wave
from .models import MODELS, Kept, SelfCheck
from .refusals import ChangedMeanwhile, EvidenceError, NotOpenToYou
from .selectors import kept

__all__ = [
    "ChangedMeanwhile",
    "EvidenceError",
    "NotOpenToYou",
    "change",
    "follow_move",
    "keep",
    "keep_check",
    "take_away",
]


@transaction.atomic
def keep(*, actor: Actor, kind: Kind, answers: dict[str, Any], at: datetime) -> Kept:
    """Keep something new, in the circle where the actor is a teacher.

    Args:
        actor: whose it is.
        kind: what it is.
        answers: the fields of its row, already found complete by its form.
        at: the time.

    Raises:
        NotOpenToYou: the actor is a teacher in no circle.
    """
    circle = _own_circle(actor)
    row: Kept = MODELS[kind]._default_manager.create(
        owner_id=actor.user_id, circle=circle, made_at=at, changed_at=at, **answers
    )
    _note(f"{kind}.kept", row, actor, at)
    return row


@transaction.atomic
def change(
    *, actor: Actor, kind: Kind, row_id: int, base: int, answers: dict[str, Any], at: datetime
) -> Kept:
    """Change one's own row.

    Raises:
        NotOpenToYou: the actor keeps no such row.
        ChangedMeanwhile: it was changed since this window was opened; nothing is written.
    """
    row = _mine(actor, kind, row_id)
    if row.revision != base:
        raise ChangedMeanwhile(row.revision)
    for name, value in answers.items():
        setattr(row, name, value)
    row.revision += 1
    row.changed_at = at
    row.save()
    _note(f"{kind}.changed", row, actor, at)
    return row


@transaction.atomic
def take_away(*, actor: Actor, kind: Kind, row_id: int, at: datetime) -> None:
    """Delete one's own row, for good.

    Raises:
        NotOpenToYou: the actor keeps no such row.
    """
    row = _mine(actor, kind, row_id)
    _note(f"{kind}.taken_away", row, actor, at)
    row.delete()


@transaction.atomic
def keep_check(*, actor: Actor, wave: Wave, answers: dict[str, int], at: datetime) -> SelfCheck:
    """Keep the ten lines of one wave; a second time replaces the first.

    Raises:
        NotOpenToYou: the actor is a teacher in no circle.
    """
    circle = _own_circle(actor)
    row, _made = SelfCheck.objects.update_or_create(
        owner_id=actor.user_id,
        course_key=circle.course_key,
        wave=wave,
        defaults={"answers": answers, "changed_at": at, "circle": circle},
    )
    record(
        verb="self_check.kept",
        object_id=row.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        at=at,
    )
    return row


def _own_circle(actor: Actor) -> Circle:
    circle = circles.own_circle(actor)
    if circle is None or not permissions.may_begin(actor, circles.facts(circle)):
        raise NotOpenToYou
    return circle


def _mine(actor: Actor, kind: Kind, row_id: int) -> Kept:
    row: Kept | None = MODELS[kind]._default_manager.select_for_update().filter(pk=row_id).first()
    if row is None or not permissions.may_change_kept(actor, kept(row)):
        raise NotOpenToYou
    return row


def _note(verb: str, row: Kept, actor: Actor, at: datetime) -> None:
    record(
        verb=verb,
        object_id=row.pk,
        course_key=row.circle.course_key,
        circle_id=row.circle_id,
        actor_id=actor.user_id,
        at=at,
    )
