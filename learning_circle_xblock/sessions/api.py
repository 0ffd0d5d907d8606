"""Plan, change, move and cancel sessions, and say whether one is coming."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..events.api import record
from ..permissions import Actor
from .calendars import plan_calendar
from .details import Details, moments, words_of
from .lifecycle import SESSION, SHARED_KINDS, Kind, SessionState
from .locking import keep, locked_circle, locked_session, note
from .models import Coming, Session, SessionCircle
from .moving import move_later, move_session
from .refusals import NotOpenToYou, SessionError
from .selectors import may_manage

__all__ = [
    "Details",
    "NotOpenToYou",
    "SessionError",
    "add_session",
    "cancel_session",
    "change_session",
    "locked_session",
    "move_later",
    "move_session",
    "plan_calendar",
    "say_coming",
]


@transaction.atomic
def add_session(
    *, actor: Actor, circle_id: int, details: Details, codes: Sequence[str] = (), at: datetime
) -> Session:
    """One more date; a network or learning event may join further circles, named by their codes.

    Raises:
        NotOpenToYou: the actor does not plan sessions of this circle.
        SessionError: a value cannot be.
    """
    circle = locked_circle(circle_id)
    _check_kind(actor, circle, details.kind)
    starts_at, minutes = moments(details)
    further = _further(actor, circle, codes) if details.kind in SHARED_KINDS else []
    session = Session.objects.create(
        kind=details.kind,
        starts_at=starts_at,
        minutes=minutes,
        zone=details.zone,
        changed_at=at,
        **words_of(details),
    )
    SessionCircle.objects.bulk_create(SessionCircle(session=session, circle=c) for c in [circle, *further])
    note(session, circle, "session.planned", "", actor, at)
    return session


@transaction.atomic
def change_session(
    *,
    actor: Actor,
    session_id: int,
    circle_id: int,
    details: Details,
    codes: Sequence[str] | None = None,
    base: int,
    at: datetime,
) -> Session:
    """Another date, place or word; the first date is remembered.

    Args:
        actor: who changes it.
        session_id: the session.
        circle_id: the circle from whose calendar it was opened.
        details: as it shall be.
        codes: the further circles of a network event; None leaves them as they are.
        base: the revision that the page showed.
        at: the time of the change.

    Raises:
        NotOpenToYou: the actor does not plan it.
        SessionError: it is over, somebody changed it meanwhile, or a value cannot be.
    """
    session, circle = locked_session(actor, session_id, circle_id)
    _check_kind(actor, circle, details.kind)
    if not SESSION.allows(SessionState(session.state), "change"):
        raise SessionError("over")
    if session.revision != base:
        raise SessionError("changed")
    starts_at, minutes = moments(details)
    moved = starts_at != session.starts_at
    if moved:
        session.moved_from = session.moved_from or session.starts_at
    session.starts_at, session.minutes, session.zone = starts_at, minutes, details.zone
    session.kind = details.kind
    for name, value in words_of(details).items():
        setattr(session, name, value)
    keep(session, at)
    if codes is not None and session.kind in SHARED_KINDS:
        _join(session, circle, _further(actor, circle, codes))
    note(session, circle, "session.moved" if moved else "session.changed", session.state, actor, at)
    return session


@transaction.atomic
def cancel_session(*, actor: Actor, session_id: int, circle_id: int, reason: str, at: datetime) -> Session:
    """It does not take place; the circle reads why.

    Raises:
        NotOpenToYou: the actor does not plan it.
        SessionError: it is over, or no reason is given.
    """
    session, circle = locked_session(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "cancel"):
        raise SessionError("over")
    if not reason.strip():
        raise SessionError("no_reason", "reason")
    session.state = SESSION.advance(SessionState(session.state), "cancel")
    session.reason = reason.strip()[:200]
    keep(session, at)
    note(session, circle, "session.cancelled", SessionState.PLANNED, actor, at)
    return session


@transaction.atomic
def say_coming(*, actor: Actor, session_id: int, is_coming: bool, at: datetime) -> None:
    """Somebody says whether they are coming; the last word counts.

    Raises:
        NotOpenToYou: the actor is a peer in none of its circles.
        SessionError: it is over or cancelled.
    """
    session = Session.objects.select_for_update().filter(pk=session_id).first()
    here = [] if session is None else [c for c in session.circles.all() if _may_say(actor, c)]
    if session is None or not here:
        raise NotOpenToYou
    if session.state != SessionState.PLANNED:
        raise SessionError("over")
    Coming.objects.update_or_create(
        session=session, person_id=actor.user_id, defaults={"is_coming": is_coming, "said_at": at}
    )
    record(
        verb="session.answered",
        object_id=session.pk,
        course_key=here[0].course_key,
        circle_id=here[0].pk,
        actor_id=actor.user_id,
        at=at,
    )


def _may_say(actor: Actor, circle: Circle) -> bool:
    return permissions.may_say_coming(actor, facts(circle))


def _check_kind(actor: Actor, circle: Circle, kind: Kind) -> None:
    """A coordinator plans events that join circles, and no others."""
    if may_manage(actor, circle, kind):
        return
    if permissions.may_plan_events(actor, facts(circle)):
        raise SessionError("only_shared", "kind")
    raise NotOpenToYou


def _further(actor: Actor, circle: Circle, codes: Iterable[str]) -> list[Circle]:
    wanted = {code.strip() for code in codes if code.strip()} - {circle.code}
    found = {
        other.code: other
        for other in Circle.objects.filter(course_key=circle.course_key, code__in=wanted)
        if permissions.may_plan_events(actor, facts(other))
    }
    for code in sorted(wanted):
        if code not in found:
            raise SessionError("no_circle", "codes", code=code)
    return [found[code] for code in sorted(wanted)]


def _join(session: Session, circle: Circle, further: list[Circle]) -> None:
    """These circles take part from now on; one whose register has begun stays."""
    wanted = {circle.pk, *(other.pk for other in further)}
    gone = SessionCircle.objects.filter(session=session).exclude(circle_id__in=wanted)
    gone.exclude(circle_id__in=session.register.values("circle_id")).delete()
    there = set(SessionCircle.objects.filter(session=session).values_list("circle_id", flat=True))
    SessionCircle.objects.bulk_create(
        SessionCircle(session=session, circle_id=circle_id) for circle_id in sorted(wanted - there)
    )
