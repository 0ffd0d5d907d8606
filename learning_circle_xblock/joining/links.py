"""Join links: made and taken back by whoever manages the circle, followed by anybody who has one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from .. import compat, permissions
from ..circles import api as circles
from ..circles.lifecycle import OPEN
from ..circles.models import Circle, Membership
from ..events.api import record
from ..locking import locked
from ..permissions import Actor, Role
from .codes import new_code, tidy
from .faults import JoiningError, NotOpenToYou
from .models import JoinLink
from .returning import refuse_return

__all__ = ["UnknownCode", "find_link", "has_seat", "join", "make_link", "revoke_link"]


class UnknownCode(JoiningError):
    """No link has this code."""


@transaction.atomic
def make_link(*, actor: Actor, circle: Circle, expires_at: datetime, capacity: int, at: datetime) -> JoinLink:
    """A new way into the circle, for teachers.

    Args:
        actor: who manages the circle.
        circle: where it leads.
        expires_at: after which it is closed.
        capacity: how many may follow it.
        at: the time of making.

    Raises:
        NotOpenToYou: the actor does not manage the circle.
        JoiningError: the circle has ended, or its members are the facilitators of others.
    """
    if not permissions.may_open_ways_in(actor, circles.facts(circle)):
        raise NotOpenToYou
    if circle.layer > 1:
        raise JoiningError(
            _("The members of this circle are the facilitators of the circles below it. Name them there.")
        )
    if circle.state not in OPEN:
        raise JoiningError(_("This circle has ended; nobody can join it any more."))
    link = JoinLink.objects.create(
        circle=circle,
        code=new_code(),
        role=Role.TEACHER,
        expires_at=expires_at,
        capacity=capacity,
        made_by_id=actor.user_id,
        made_at=at,
    )
    _note(link, "join_link.made", actor.user_id, at)
    return link


@transaction.atomic
def revoke_link(*, actor: Actor, circle_id: int, link_id: int, at: datetime) -> None:
    """Close a link before its time; twice is as once.

    Raises:
        NotOpenToYou: the circle has no such link, or the actor does not manage it.
    """
    rows = locked(JoinLink.objects.select_related("circle"))
    link = rows.filter(pk=link_id, circle_id=circle_id).first()
    if link is None or not permissions.may_open_ways_in(actor, circles.facts(link.circle)):
        raise NotOpenToYou
    if link.revoked_at is None:
        link.revoked_at = at
        link.save(update_fields=["revoked_at"])
        _note(link, "join_link.revoked", actor.user_id, at)


def find_link(*, code: str, at: datetime, is_for_change: bool = False) -> JoinLink:
    """The link with this code, typed in any way; one query.

    Raises:
        UnknownCode: there is none.
        JoiningError: it is closed; the sentence says why and whom to ask.
    """
    rows = JoinLink.objects.select_related("circle__parent")
    if is_for_change:
        rows = locked(rows)
    link = rows.filter(code=tidy(code)).first()
    if link is None:
        raise UnknownCode(_("No circle has this code. Look at it once more, or ask whoever gave it to you."))
    if link.revoked_at is not None or link.circle.layer > 1:
        raise JoiningError(_("This way in has been closed. Ask whoever gave it to you for a new one."))
    if link.expires_at <= at:
        raise JoiningError(_("This way in has run out. Ask whoever gave it to you for a new one."))
    if link.circle.state not in OPEN:
        raise JoiningError(_("This circle has ended. Ask whoever gave you the code about another one."))
    return link


def has_seat(circle_id: int, user_id: int) -> bool:
    """Whether the person has a seat in the circle, in any role; one query."""
    return Membership.objects.filter(circle_id=circle_id, person_id=user_id, live_slot__isnull=False).exists()


@transaction.atomic
def join(*, user_id: int, code: str, at: datetime) -> Circle:
    """Enrol the person and give them a seat. Who has one keeps it as it is: twice is as once.

    Raises:
        UnknownCode: no link has this code.
        JoiningError: the link is closed or full, the course takes nobody, or the person was asked to go.
    """
    link = find_link(code=code, at=at, is_for_change=True)
    circle = link.circle
    is_there = has_seat(circle.pk, user_id)
    if not is_there and link.uses >= link.capacity:
        raise JoiningError(
            _(
                "As many people as it was meant for have come this way. "
                "Ask whoever gave it to you for a new one."
            )
        )
    if not is_there:
        refuse_return(circle.pk, user_id, link.made_at)
    enrol(user_id, circle)
    if not is_there:
        circles.seat(circle=circle, user_id=user_id, role=Role(link.role), at=at)
        link.uses += 1
        link.save(update_fields=["uses"])
        _note(link, "join_link.used", user_id, at)
    return circle


def enrol(user_id: int, circle: Circle) -> None:
    """The person is enrolled in the circle's course run.

    Raises:
        JoiningError: the course takes nobody now.
    """
    if not compat.host().enrol(user_id, circle.course_key):
        raise JoiningError(
            _(
                "The course of this circle takes nobody just now. "
                "Ask whoever gave you the code; it stays good."
            )
        )


def _note(link: JoinLink, verb: str, actor_id: int, at: datetime) -> None:
    record(
        verb=verb,
        object_id=link.pk,
        course_key=link.circle.course_key,
        circle_id=link.circle_id,
        actor_id=actor_id,
        at=at,
    )
