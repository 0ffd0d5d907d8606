"""Seats kept for e-mail addresses, taken when their owners are enrolled."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from .. import compat, permissions
from ..circles import api as circles
from ..circles.lifecycle import OPEN
from ..circles.models import Circle
from ..events.api import record
from ..permissions import Actor, Role
from .elsewhere import teaches_elsewhere
from .faults import NotOpenToYou
from .links import has_seat
from .models import Invitation
from .returning import was_ended_since

__all__ = [
    "KEPT",
    "forget_expired",
    "keep_seats",
    "lock_circles",
    "match_invitations",
    "seats_kept_for",
    "take_back_invitation",
]

KEPT = timedelta(days=180)
AT_ONCE = 500


def lock_circles(ids: Iterable[int]) -> None:
    """In one order, so that whoever fills them waits for the other."""
    list(Circle.objects.select_for_update().filter(pk__in=set(ids)).order_by("pk").values_list("pk"))


def keep_seats(wanted: dict[tuple[int, str], Role], at: datetime) -> None:
    """Keep a seat by circle and address; one that is kept already lasts anew. Two reads for any number.

    Args:
        wanted: the role by circle and address in small letters; the caller holds the circles' rows.
        at: from when it lasts.
    """
    kept = Invitation.objects.filter(circle_id__in={circle_id for circle_id, _email in wanted})
    found = {(row.circle_id, row.email): row for row in kept}
    for key, row in found.items():
        if key in wanted:
            row.role, row.made_at, row.expires_at = wanted[key], at, at + KEPT
    again = [row for key, row in found.items() if key in wanted]
    Invitation.objects.bulk_update(again, ["role", "made_at", "expires_at"], batch_size=AT_ONCE)
    Invitation.objects.bulk_create(
        [
            Invitation(circle_id=circle_id, email=email, role=role, made_at=at, expires_at=at + KEPT)
            for (circle_id, email), role in wanted.items()
            if (circle_id, email) not in found
        ],
        batch_size=AT_ONCE,
    )


@transaction.atomic
def match_invitations(*, user_id: int, at: datetime) -> int:
    """Give the person the seats that are kept for their address, where they are enrolled.

    An address counts once it is confirmed, and while nobody else has it. Who is in the circle already keeps
    the role they have; who teaches elsewhere stays there, and who was asked to go since stays gone.

    Returns:
        How many seats were given.
    """
    rows = _kept_for(user_id, at)
    asked = set(rows.values_list("circle_id", flat=True)) if rows is not None else set()
    if not asked:
        return 0
    lock_circles(asked)
    given = seats_kept_for(user_id=user_id, at=at)  # as an import has left them
    for row in given:
        if _is_still_meant(row, user_id):
            circles.seat(circle=row.circle, user_id=user_id, role=Role(row.role), at=at)
        _note(row, "invitation.taken", user_id, at)
        row.delete()
    return len(given)


@transaction.atomic
def take_back_invitation(*, actor: Actor, circle: Circle, invitation_id: int, at: datetime) -> None:
    """Keep the seat no longer; the address is forgotten.

    Raises:
        NotOpenToYou: the actor does not manage the circle, or it keeps no such seat.
    """
    if not permissions.may_open_ways_in(actor, circles.facts(circle)):
        raise NotOpenToYou
    row = Invitation.objects.filter(pk=invitation_id, circle=circle).select_related("circle").first()
    if row is None:
        raise NotOpenToYou
    _note(row, "invitation.taken_back", actor.user_id, at)
    row.delete()


def forget_expired(*, at: datetime) -> int:
    """Addresses whose time has run out are forgotten; how many."""
    gone, _by_model = Invitation.objects.filter(expires_at__lte=at).delete()
    return gone


def _is_still_meant(row: Invitation, user_id: int) -> bool:
    if has_seat(row.circle_id, user_id) or teaches_elsewhere(row.circle, user_id, Role(row.role)):
        return False
    is_below = row.circle.layer == 1 or row.role != Role.TEACHER
    return is_below and not was_ended_since(row.circle_id, user_id, row.made_at)


def seats_kept_for(*, user_id: int, at: datetime) -> list[Invitation]:
    """The seats that the person could take now, by their confirmed address; three queries."""
    rows = _kept_for(user_id, at)
    kept = list(rows.select_related("circle__parent").order_by("pk")) if rows is not None else []
    enrolled = compat.host().enrolled_in(user_id, {row.circle.course_key for row in kept}) if kept else set()
    return [row for row in kept if row.circle.course_key in enrolled]


def _kept_for(user_id: int, at: datetime) -> QuerySet[Invitation] | None:
    """An address counts once it is confirmed, and while nobody else has it."""
    users = get_user_model().objects
    email = users.filter(pk=user_id, is_active=True).values_list("email", flat=True).first()
    if not email or users.filter(email__iexact=email, is_active=True).count() != 1:
        return None
    return Invitation.objects.filter(email=email.lower(), expires_at__gt=at, circle__state__in=OPEN)


def _note(row: Invitation, verb: str, actor_id: int, at: datetime) -> None:
    record(
        verb=verb,
        object_id=row.pk,
        course_key=row.circle.course_key,
        circle_id=row.circle_id,
        actor_id=actor_id,
        at=at,
    )
