"""Circles with sessions, for tests."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import User

from learning_circle_xblock.circles import selectors as circle_selectors
from learning_circle_xblock.circles.models import Circle, Membership, Table, TableSeat
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.sessions import api
from learning_circle_xblock.sessions.lifecycle import Kind, Place
from learning_circle_xblock.sessions.models import Session
from tests.world import NOON, now, seat

PAST = timedelta(hours=5)


def acting(user: User) -> Actor:
    """The person as pages see them."""
    return circle_selectors.page_actor(user.pk)


def details(**given: Any) -> api.Details:
    """A workshop on a Saturday morning."""
    usual: dict[str, Any] = {
        "kind": Kind.WORKSHOP,
        "day": date(2026, 11, 28),
        "starts": time(9, 0),
        "ends": time(11, 0),
        "zone": "Africa/Abidjan",
        "place_kind": Place.SCHOOL,
    }
    return api.Details(**(usual | given))


def planned(where: Circle, lead: User, **given: Any) -> Session:
    """One session, as its facilitator plans it."""
    return api.add_session(actor=acting(lead), circle_id=where.pk, details=details(**given), at=NOON)


def just_over(where: Circle, lead: User, **given: Any) -> Session:
    """A session that ended some hours ago, by the real clock."""
    session = planned(where, lead, **given)
    session.starts_at = now() - PAST
    session.save(update_fields=["starts_at"])
    return session


def ahead(where: Circle, lead: User, days: int, **given: Any) -> Session:
    """A session so many days from now, by the real clock."""
    session = planned(where, lead, **given)
    session.starts_at = (now() + timedelta(days=days)).replace(microsecond=0)
    session.save(update_fields=["starts_at"])
    return session


def pair(where: Circle, *, teachers: int = 3, prefix: str = "t") -> tuple[User, list[User]]:
    """A facilitator and so many teachers."""
    lead = seat(where, f"lead-{where.code}", Role.FACILITATOR)
    return lead, [seat(where, f"{prefix}{number}-{where.code}") for number in range(teachers)]


def tables(where: Circle, size: int) -> None:
    """The teachers of the circle at tables of this size, in the order of their seats."""
    rows = Membership.objects.filter(circle=where, role=Role.TEACHER, live_slot__isnull=False).order_by("pk")
    for place, row in enumerate(rows):
        number = place // size + 1
        table, _made = Table.objects.get_or_create(
            circle=where, number=number, defaults={"began_at": NOON, "live_slot": f"{where.pk}:{number}"}
        )
        TableSeat.objects.create(table=table, membership=row, began_at=NOON, live_slot=str(row.pk))


def utc(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOBODY: Mapping[int, str] = {}
