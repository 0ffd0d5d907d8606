"""Sessions and circles as use cases take them: locked, each change with a line in the log."""

from datetime import UTC, datetime

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..events.api import record
from ..permissions import Actor
from .lifecycle import SESSION, Kind, SessionState
from .models import Session
from .refusals import NotOpenToYou
from .selectors import may_manage

__all__ = ["advance", "keep", "locked_circle", "locked_session", "note", "recorded_session"]


def locked_session(actor: Actor, session_id: int, circle_id: int) -> tuple[Session, Circle]:
    """The session and the circle it was opened from, locked, for whoever plans it.

    Raises:
        NotOpenToYou: there is none, or the actor does not plan it.
    """
    session = Session.objects.select_for_update().filter(pk=session_id).first()
    circle = session.circles.filter(pk=circle_id).first() if session else None
    if session is None or circle is None:
        raise NotOpenToYou
    if not all(may_manage(actor, joined, Kind(session.kind)) for joined in session.circles.all()):
        raise NotOpenToYou  # an event of several circles is changed by who may do so in each of them
    return session, circle


def locked_circle(circle_id: int) -> Circle:
    """The circle; nobody else plans it meanwhile."""
    circle = Circle.objects.select_for_update().filter(pk=circle_id).first()
    if circle is None:
        raise NotOpenToYou
    return circle


def keep(session: Session, at: datetime) -> None:
    """One more revision."""
    session.revision += 1
    session.changed_at = at
    session.save()


def note(session: Session, circle: Circle, verb: str, before: str, actor: Actor, at: datetime) -> None:
    """What happened, without a word of it."""
    record(
        verb=verb,
        object_id=session.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        from_state=before,
        to_state=session.state,
        at=at.astimezone(UTC),
    )


def recorded_session(actor: Actor, session_id: int, circle_id: int) -> tuple[Session, Circle]:
    """The session, locked, and its circle, for whoever records it.

    Raises:
        NotOpenToYou: there is none, or the actor may not say who was there.
    """
    session = Session.objects.select_for_update().filter(pk=session_id, circles=circle_id).first()
    circle = Circle.objects.filter(pk=circle_id).first()
    if session is None or circle is None or not permissions.may_see_attendance(actor, facts(circle)):
        raise NotOpenToYou
    return session, circle


def advance(session: Session, circle: Circle, action: str, verb: str, actor: Actor, at: datetime) -> None:
    """One step of the session's lifecycle, with its line in the log."""
    before = session.state
    session.state = SESSION.advance(SessionState(before), action)
    session.changed_at = at
    session.save(update_fields=["state", "changed_at"])
    record(
        verb=verb,
        object_id=session.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        from_state=before,
        to_state=session.state,
        at=at,
    )
