"""How a session was: answers without a person, seen once there are enough."""

from datetime import datetime

from django.db import transaction

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import Actor
from ..writing.cleaning import clean_text
from .lifecycle import SHOWN_FROM, SessionState, Warmth
from .models import Session, Temperature, TemperatureGiven
from .refusals import NotOpenToYou, SessionError

__all__ = ["how_it_was", "say_how_it_was"]


@transaction.atomic
def say_how_it_was(
    *, actor: Actor, session_id: int, circle_id: int, warmth: Warmth, words: str, at: datetime
) -> None:
    """A teacher's answer, once, without a name: that they answered is kept apart from what.

    Raises:
        NotOpenToYou: the actor is no teacher of the circle, or the session is not one of its own.
        SessionError: it has not been held yet.
    """
    session = Session.objects.select_for_update().filter(pk=session_id, circles=circle_id).first()
    circle = Circle.objects.filter(pk=circle_id).first()
    if session is None or circle is None or not permissions.may_say_how_it_was(actor, facts(circle)):
        raise NotOpenToYou
    if session.state in (SessionState.PLANNED, SessionState.CANCELLED):
        raise SessionError("not_yet")
    _given, is_new = TemperatureGiven.objects.get_or_create(session=session, person_id=actor.user_id)
    if not is_new:
        return
    row, _made = Temperature.objects.select_for_update().get_or_create(session=session, circle=circle)
    row.counts = {**row.counts, warmth: row.counts.get(warmth, 0) + 1}
    said = clean_text(words).strip()[:200]
    row.words = sorted([*row.words, *([said] if said else [])])  # in no order that would tell whose
    row.save()


def how_it_was(*, actor: Actor, circle: Circle, session: Session) -> Temperature | None:
    """The answers, for facilitators, once there are enough; one query."""
    if not permissions.may_see_how_it_was(actor, facts(circle)):
        return None
    row = Temperature.objects.filter(session=session, circle=circle).first()
    return row if row is not None and sum(row.counts.values()) >= SHOWN_FROM else None
