"""Plan, change, move and cancel sessions, and say whether one is coming."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from django.db import transaction

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..events.api import record
from ..permissions import Actor
from .dates import Moved, TooTight, first_on, laid_out
from .details import Details, moments, no_hour, words_of
from .lifecycle import SESSION, SHARED_KINDS, Kind, Place, SessionState
from .models import Coming, Session, SessionCircle
from .presets import PRESETS
from .refusals import NotOpenToYou, SessionError
from .selectors import Tool, may_manage, proposed
from .times import NoSuchHour, NoSuchZone, at_wall_clock

__all__ = [
    "Details",
    "NotOpenToYou",
    "SessionError",
    "add_session",
    "cancel_session",
    "change_session",
    "move_later",
    "move_session",
    "plan_calendar",
    "say_coming",
]


@transaction.atomic
def plan_calendar(
    *,
    actor: Actor,
    circle_id: int,
    preset: str,
    start: date,
    weekday: int,
    hour: time,
    zone: str,
    with_optional: bool,
    at: datetime,
) -> list[Session]:
    """Lay the events of a preset out from the first such weekday on; each can be changed afterwards.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: it has a calendar from a preset already, or zone or hour do not exist.
    """
    circle = _locked(circle_id)
    if not permissions.may_manage_sessions(actor, facts(circle)):
        raise NotOpenToYou
    if Session.objects.filter(circles=circle, state=SessionState.PLANNED).exclude(preset="").exists():
        raise SessionError("has_calendar")
    try:
        first = first_on(start, weekday)
        dated = laid_out(PRESETS[preset], first, hour, zone, with_optional=with_optional)
    except NoSuchZone:
        raise SessionError("no_zone", "zone") from None
    except NoSuchHour as gap:
        raise no_hour(gap, "hour") from None
    except OverflowError:
        raise SessionError("too_long", "start") from None
    place = Place.ONLINE if circle.mode == "online" else Place.SCHOOL
    made = [
        Session.objects.create(
            kind=event.planned.kind,
            preset=preset,
            code=event.planned.code,
            starts_at=event.starts_at,
            zone=zone,
            minutes=event.planned.minutes,
            place_kind=place,
            changed_at=at,
        )
        for event in dated
    ]
    SessionCircle.objects.bulk_create(SessionCircle(session=session, circle=circle) for session in made)
    record(
        verb="calendar.planned",
        object_id=circle.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        at=at,
    )
    return made


@transaction.atomic
def add_session(
    *, actor: Actor, circle_id: int, details: Details, codes: Sequence[str] = (), at: datetime
) -> Session:
    """One more date; a network or learning event may join further circles, named by their codes.

    Raises:
        NotOpenToYou: the actor does not plan sessions of this circle.
        SessionError: a value cannot be.
    """
    circle = _locked(circle_id)
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
    _note(session, circle, "session.planned", "", actor, at)
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
    _keep(session, at)
    if codes is not None and session.kind in SHARED_KINDS:
        _join(session, circle, _further(actor, circle, codes))
    _note(session, circle, "session.moved" if moved else "session.changed", session.state, actor, at)
    return session


@transaction.atomic
def move_session(
    *, actor: Actor, session_id: int, circle_id: int, day: date, hour: time, bring: str, at: datetime
) -> Session:
    """Another day and hour of the session's own wall clock, and what to bring; everything else stays.

    Raises:
        NotOpenToYou: the actor does not plan it.
        SessionError: it is over, or the hour does not exist.
    """
    session, circle = locked_session(actor, session_id, circle_id)
    if not SESSION.allows(SessionState(session.state), "change"):
        raise SessionError("over")
    try:
        starts_at = at_wall_clock(day, hour, session.zone)
    except NoSuchHour as gap:
        raise no_hour(gap, "next_hour") from None
    if starts_at != session.starts_at:
        session.moved_from = session.moved_from or session.starts_at
    verb = "session.moved" if starts_at != session.starts_at else "session.changed"
    session.starts_at, session.bring = starts_at, bring
    _keep(session, at)
    _note(session, circle, verb, session.state, actor, at)
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
    _keep(session, at)
    _note(session, circle, "session.cancelled", SessionState.PLANNED, actor, at)
    return session


@transaction.atomic
def move_later(*, actor: Actor, circle_id: int, tool: Tool, seen: str, at: datetime) -> list[Moved]:
    """Move all later sessions of a circle at once, exactly as the preview said; the past stays as it is.

    Args:
        actor: who moves them.
        circle_id: the circle.
        tool: by how many weeks, or until which date.
        seen: the mark of the preview.
        at: the time; what started before is the past.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        SessionError: the calendar changed since the preview, or nothing can be moved so.
    """
    circle = _locked(circle_id)
    if not permissions.may_manage_sessions(actor, facts(circle)):
        raise NotOpenToYou
    try:
        preview = proposed(actor=actor, circle=circle, tool=tool, at=at)
    except TooTight:
        raise SessionError("too_tight", "until") from None
    except NoSuchHour as gap:
        raise no_hour(gap, "weeks") from None
    if preview is None or not preview.moves:
        raise SessionError("nothing_later")
    if preview.mark != seen:
        raise SessionError("calendar_changed")
    rows = Session.objects.select_for_update().in_bulk([move.session_id for move in preview.moves])
    for move in preview.moves:
        session = rows[move.session_id]
        if move.after != session.starts_at:
            session.moved_from = session.moved_from or session.starts_at
            session.starts_at = move.after
            _keep(session, at)
            _note(session, circle, "session.moved", session.state, actor, at)
    return preview.moves


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


def _locked(circle_id: int) -> Circle:
    circle = Circle.objects.select_for_update().filter(pk=circle_id).first()
    if circle is None:
        raise NotOpenToYou
    return circle


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


def _keep(session: Session, at: datetime) -> None:
    session.revision += 1
    session.changed_at = at
    session.save()


def _note(session: Session, circle: Circle, verb: str, before: str, actor: Actor, at: datetime) -> None:
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
