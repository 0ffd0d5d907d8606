"""Who led a session, and which guests were there: people of the roster, shown to the circle."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facilitator_ids, facts
from ..permissions import Actor
from .lifecycle import SESSION, Part, SessionState
from .locking import recorded_session
from .models import Session, SessionPart

__all__ = ["keep_led", "parts_of"]


@transaction.atomic
def keep_led(
    *,
    actor: Actor,
    session_id: int,
    circle_id: int,
    led: Collection[int],
    guests: Collection[int],
    known_guests: Collection[int],
    at: datetime,
) -> None:
    """Keep who led and which guests were there; whoever is neither of the pair nor a known guest is left out.

    Args:
        actor: a facilitator of the circle.
        session_id: the session.
        circle_id: the circle.
        led: who led.
        guests: who was there from outside.
        known_guests: who may have been: people with a step-in on the day.
        at: the time.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
    """
    session, circle = recorded_session(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "note"):
        return  # nothing has taken place yet, or nothing of it is changed any more
    rows = SessionPart.objects.filter(session=session, circle=circle)
    stands = set(rows.values_list("person_id", "part"))
    may_lead = {*facilitator_ids(circle.pk), *(who for who, part in stands if part == Part.LED)}
    may_visit = {*known_guests, *(who for who, part in stands if part == Part.GUEST)}
    wanted = {(who, Part.LED.value) for who in set(led) & may_lead}
    wanted |= {(who, Part.GUEST.value) for who in set(guests) & may_visit}
    for who, part in stands - wanted:
        rows.filter(person_id=who, part=part).delete()
    SessionPart.objects.bulk_create(
        SessionPart(session=session, circle=circle, person_id=who, part=part, said_at=at)
        for who, part in sorted(wanted - stands)
    )


def parts_of(*, actor: Actor, circle: Circle, session: Session) -> tuple[list[int], list[int]]:
    """Who led and which guests were there, nobody where it is not kept or may not be read; one query."""
    if not permissions.may_see_sessions(actor, facts(circle)):
        return [], []
    rows = SessionPart.objects.filter(session=session, circle=circle).order_by("pk")
    kept = list(rows.values_list("person_id", "part"))
    return (
        [who for who, part in kept if part == Part.LED],
        [who for who, part in kept if part == Part.GUEST],
    )
