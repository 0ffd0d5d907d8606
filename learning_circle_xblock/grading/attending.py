"""What counts where a course counts workshops: taking part in so many of them.

Nobody's completion waits on another person: where the register of a workshop that is over was not kept for
14 days, it counts for whoever had not said that they could not come. A cancelled workshop, and one that fell
into a pause of the circle, count against nobody.
"""

from dataclasses import dataclass
from datetime import datetime

from ..circles.clock import NEVER_PAUSED, Pauses
from .counting import SILENCE, Counted, Why

__all__ = ["AttendanceFacts", "Meeting", "attendance_events"]


@dataclass(frozen=True)
class Meeting:
    """One workshop of a circle, as one teacher stands in it.

    Args:
        starts_at: when it began or will begin.
        ends_at: when it is over.
        took_part: whether the register says so; None where nobody has said.
        is_cancelled: it does not take place.
        is_held: a register was kept, whoever stands in it.
        said_no: the teacher had said that they could not come.
        is_of_calendar: it belongs to the year as it was laid out.
    """

    starts_at: datetime
    ends_at: datetime
    took_part: bool | None = None
    is_cancelled: bool = False
    is_held: bool = False
    said_no: bool = False
    is_of_calendar: bool = True


@dataclass(frozen=True)
class AttendanceFacts:
    """What the clock needs to know; `elsewhere` is when the teacher took part in a former circle."""

    needed: int = 5
    meetings: tuple[Meeting, ...] = ()
    elsewhere: tuple[datetime, ...] = ()
    pauses: Pauses = NEVER_PAUSED


def attendance_events(facts: AttendanceFacts, now: datetime) -> list[Counted]:
    """As many events as are needed: those that count first, then those that still can."""
    required = _required(facts)
    found = [Counted(True, Why.ATTENDED, at) for at in facts.elsewhere]
    found += [_one(facts, meeting, now) for meeting in facts.meetings if not _is_excused(facts, meeting)]
    counted = [event for event in found if event.is_counted]
    waiting = [event for event in found if event.why in (Why.WAIT_REGISTER, Why.PAUSED)]
    open_ones = [Counted(False, Why.ATTEND)] * required
    return [*counted, *waiting, *open_ones][:required]


def _required(facts: AttendanceFacts) -> int:
    """As many as the author asks for, less those that fell out and were not held at another time.

    A year that was laid out says how many may be missed. Without one, each that fell out is taken off. One is
    always needed, so that nobody is complete before anything has taken place.
    """
    there = [meeting for meeting in facts.meetings if not _is_excused(facts, meeting)]
    year = sum(meeting.is_of_calendar for meeting in facts.meetings)
    if not year:
        return max(1, facts.needed - (len(facts.meetings) - len(there)))
    asked = min(facts.needed, year)
    return max(1, min(asked, len(there) - (year - asked)))


def _is_excused(facts: AttendanceFacts, meeting: Meeting) -> bool:
    """It was cancelled, or fell into a pause."""
    return meeting.is_cancelled or (not meeting.is_held and facts.pauses.holds(meeting.starts_at))


def _one(facts: AttendanceFacts, meeting: Meeting, now: datetime) -> Counted:
    if meeting.took_part is not None:
        is_in = meeting.took_part
        return Counted(is_in, Why.ATTENDED if is_in else Why.ATTEND, meeting.starts_at)
    if meeting.said_no or now < meeting.ends_at:
        return Counted(False, Why.ATTEND, meeting.starts_at)
    at = facts.pauses.after(meeting.ends_at, SILENCE)
    if at is None:
        return Counted(False, Why.PAUSED)
    return Counted(True, Why.NO_REGISTER, at) if now >= at else Counted(False, Why.WAIT_REGISTER, at)
