"""Gather who took part in which workshop, for everybody of a circle in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import compat
from ..circles.clock import Pauses
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..permissions import Role
from ..sessions.lifecycle import HAPPENED, TOOK_PART, Kind, Presence, SessionState
from ..sessions.models import Attendance, Coming, Session, SessionCircle
from .attending import AttendanceFacts, Meeting

__all__ = ["CIRCLE_BLOCK", "attendance_facts", "counting_blocks", "facts_in", "facts_of"]

CIRCLE_BLOCK = "learning_circle"
MOST = 200  # workshops of one circle


def counting_blocks(course_key: CourseKey) -> list[tuple[UsageKey, int]]:
    """The circle blocks of a course run whose author counts workshops, and how many each asks for."""
    found = []
    for usage_key in compat.host().blocks_of(course_key, CIRCLE_BLOCK):
        needed = _needed(usage_key)
        if needed:
            found.append((usage_key, needed))
    return found


def attendance_facts(*, user_id: int, usage_key: UsageKey) -> AttendanceFacts | None:
    """The facts of one teacher; None where nothing is counted, or the person teaches in no circle here."""
    needed = _needed(usage_key)
    seats = Membership.objects.filter(
        person_id=user_id,
        role=Role.TEACHER,
        state__in=(MembershipState.ACTIVE, MembershipState.ON_LEAVE),
        circle__course_key=usage_key.course_key,
    )
    seat = seats.select_related("circle").order_by("-pk").first() if needed else None
    return facts_of(seat.circle, user_id, needed) if seat else None


def facts_of(circle: Circle, user_id: int, needed: int) -> AttendanceFacts:
    """The facts of one teacher of a circle; one query."""
    mine = Attendance.objects.filter(session=OuterRef("pk"), person_id=user_id)
    mine = mine.filter(circle__course_key=circle.course_key).exclude(state=Presence.UNKNOWN)
    here = SessionCircle.objects.filter(session=OuterRef("pk"), circle=circle)
    no = Coming.objects.filter(session=OuterRef("pk"), person_id=user_id, is_coming=False)
    rows = Session.objects.filter(kind=Kind.WORKSHOP).filter(Exists(here) | Exists(mine))
    found = rows.annotate(mark=Subquery(mine.values("state")[:1]), said_no=Exists(no), is_here=Exists(here))
    sessions: list[Any] = list(found.order_by("starts_at", "pk")[:MOST])
    meetings = tuple(
        replace(_meeting(it), took_part=it.mark in TOOK_PART if it.mark else None, said_no=it.said_no)
        for it in sessions
        if it.is_here
    )
    elsewhere = tuple(it.starts_at for it in sessions if not it.is_here and it.mark in TOOK_PART)
    return AttendanceFacts(needed, meetings, elsewhere, Pauses.of(circle.pauses))


def facts_in(circle: Circle, user_ids: Iterable[int], needed: int) -> dict[int, AttendanceFacts]:
    """The facts of these teachers of a circle; three queries."""
    ids = list(user_ids)
    meetings = {session.pk: _meeting(session) for session in _workshops(circle)}
    here: dict[int, dict[int, Meeting]] = {pk: dict(meetings) for pk in ids}
    elsewhere: dict[int, list[datetime]] = {pk: [] for pk in ids}
    rows = Attendance.objects.filter(
        person_id__in=ids,
        session__kind=Kind.WORKSHOP,
        session__state__in=HAPPENED,
        circle__course_key=circle.course_key,
    ).exclude(state=Presence.UNKNOWN)
    told = rows.order_by("session__starts_at").values_list(
        "person_id", "session_id", "state", "session__starts_at"
    )
    for who, session_id, state, starts_at in told:
        assert who is not None
        if session_id in meetings:
            here[who][session_id] = replace(meetings[session_id], took_part=state in TOOK_PART)
        elif state in TOOK_PART:
            elsewhere[who].append(starts_at)
    said_no = Coming.objects.filter(session_id__in=meetings, person_id__in=ids, is_coming=False)
    for who, session_id in said_no.values_list("person_id", "session_id"):
        here[who][session_id] = replace(here[who][session_id], said_no=True)
    pauses = Pauses.of(circle.pauses)
    return {pk: AttendanceFacts(needed, tuple(here[pk].values()), tuple(elsewhere[pk]), pauses) for pk in ids}


def _needed(usage_key: UsageKey) -> int:
    """How many workshops the author asks for; 0 where none are counted."""
    block = compat.host().load_block(usage_key)
    return int(block.workshops_needed) if block is not None and block.counts_workshops else 0


def _workshops(circle: Circle) -> list[Session]:
    rows = Session.objects.filter(circles=circle, kind=Kind.WORKSHOP)
    return list(rows.order_by("starts_at", "pk")[:MOST])


def _meeting(session: Session) -> Meeting:
    return Meeting(
        starts_at=session.starts_at,
        ends_at=session.starts_at + timedelta(minutes=session.minutes),
        is_cancelled=session.state == SessionState.CANCELLED,
        is_held=session.state in HAPPENED,
        is_of_calendar=bool(session.preset),
    )
