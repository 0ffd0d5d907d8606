"""The way into one's own calendar: a public address that names nobody, until it is taken back."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ..permissions import Actor
from .lifecycle import Kind, SessionState
from .models import CalendarFeed, Session

__all__ = ["as_calendar", "feed_of", "make_feed", "owner_of", "revoke_feed"]


@transaction.atomic
def make_feed(*, actor: Actor, at: datetime) -> CalendarFeed:
    """One address for each person; a new one takes the former back."""
    _take_back(actor.user_id, at)
    return CalendarFeed.objects.create(
        person_id=actor.user_id, token=secrets.token_urlsafe(32), made_at=at, live_slot=actor.user_id
    )


@transaction.atomic
def revoke_feed(*, actor: Actor, at: datetime) -> None:
    """The address answers nothing from now on."""
    _take_back(actor.user_id, at)


def feed_of(*, actor: Actor) -> CalendarFeed | None:
    """The actor's address as it stands; one query."""
    return CalendarFeed.objects.filter(live_slot=actor.user_id).first()


def owner_of(token: str) -> int | None:
    """Whose calendar the address opens; None once it is taken back."""
    rows = CalendarFeed.objects.filter(token=token, live_slot__isnull=False, person__is_active=True)
    return rows.values_list("person_id", flat=True).first()


def as_calendar(sessions: list[Session], address: str) -> bytes:
    """The sessions as a calendar: what kind, when, and where to read on; no name, no place, no union."""
    calendar = Calendar()
    calendar.add("prodid", "-//learning-circle//calendar//")
    calendar.add("version", "2.0")
    calendar.add("name", _("Learning circle"))
    calendar.add("x-wr-calname", _("Learning circle"))
    for session in sessions:
        event = Event()
        event.add("uid", f"session-{session.pk}@learning-circle")
        event.add("dtstamp", session.changed_at)
        event.add("sequence", session.revision)
        event.add("dtstart", session.starts_at)
        event.add("dtend", session.starts_at + timedelta(minutes=session.minutes))
        event.add("summary", _summary(session))
        event.add("url", address)
        event.add("status", "CANCELLED" if session.state == SessionState.CANCELLED else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _summary(session: Session) -> str:
    number = session.code[1:] if session.code[1:].isdecimal() else ""
    if session.kind == Kind.TUTORIAL:
        text = _("Learning circle: tutorial %(number)s")
    elif session.kind == Kind.NETWORK_EVENT:
        text = _("Learning circle: network event %(number)s")
    elif session.kind == Kind.LEARNING_EVENT:
        text = _("Learning circle: learning event %(number)s")
    else:
        text = _("Learning circle: workshop %(number)s")
    return (text % {"number": number}).strip()


def _take_back(user_id: int, at: datetime) -> None:
    CalendarFeed.objects.filter(live_slot=user_id).update(live_slot=None, revoked_at=at)
