"""What a record of participation is made of: read from where it happened, filled in by nobody."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Any

from django.db.models import Count, Q

from ..accounts.models import Account
from ..evidence.models import ColleagueInvolvement
from ..planning.lifecycle import AGREED_ONCE
from ..review.lifecycle import ReviewState
from ..review.models import Review
from ..sessions.lifecycle import SHARED_KINDS, TOOK_PART, Kind, Presence
from ..sessions.models import Attendance
from ..sessions.times import when
from ..writing.models import Version

__all__ = ["Assembled", "Meeting", "assembled", "from_kept"]


@dataclass(frozen=True)
class Meeting:
    """A session that the teacher took part in: its kind, its code, and the day where it met."""

    kind: str
    code: str
    day: str

    @property
    def on(self) -> date:
        """The day as a date."""
        return date.fromisoformat(self.day)


@dataclass(frozen=True)
class Assembled:
    """The record without its closing words; dates as ISO text, so that it can be kept as it was signed.

    `registered` says for how many meetings the register has a line of this teacher; `colleagues`, in how
    many lines of the colleague log others took part in which way: lines and not people, who may come again.
    """

    meetings: tuple[Meeting, ...] = ()
    registered: int = 0
    plan_days: tuple[str, ...] = ()
    is_agreed: bool = False
    given: int = 0
    received: int = 0
    account_days: tuple[str, ...] = ()
    colleagues: dict[str, int] = field(default_factory=dict)

    @property
    def sessions(self) -> list[Meeting]:
        """Workshops."""
        return [row for row in self.meetings if row.kind == Kind.WORKSHOP]

    @property
    def tutorials(self) -> list[Meeting]:
        """Tutorials, alone or with a table."""
        return [row for row in self.meetings if row.kind == Kind.TUTORIAL]

    @property
    def events(self) -> list[Meeting]:
        """Network and learning events."""
        return [row for row in self.meetings if row.kind in SHARED_KINDS]

    @property
    def plan_versions(self) -> list[date]:
        """The days on which a version of a plan was shared."""
        return [date.fromisoformat(day) for day in self.plan_days]

    @property
    def accounts(self) -> list[date]:
        """The days on which a practice account was shared."""
        return [date.fromisoformat(day) for day in self.account_days]

    @property
    def mark(self) -> str:
        """Changes with whatever is counted: says whether what was read is still what stands."""
        return sha256(dumps(self.to_keep(), sort_keys=True).encode()).hexdigest()[:16]

    def to_keep(self) -> dict[str, Any]:
        """As it is kept with a signature."""
        return asdict(self)


def from_kept(kept: dict[str, Any]) -> Assembled:
    """The record as it was signed."""
    meetings = tuple(Meeting(**row) for row in kept["meetings"])
    plan_days, account_days = tuple(kept["plan_days"]), tuple(kept["account_days"])
    return Assembled(**{**kept, "meetings": meetings, "plan_days": plan_days, "account_days": account_days})


def assembled(*, person_id: int, circle_ids: Collection[int], zone: str) -> Assembled:
    """What this teacher did in a circle, and in those they came from; five queries.

    Args:
        person_id: the teacher.
        circle_ids: the circle and those from which the membership goes on.
        zone: where the circle meets; days are told there.
    """
    lines = _lines(person_id, circle_ids)
    versions, is_agreed = _versions(person_id, circle_ids, zone)
    sent = Review.objects.exclude(state=ReviewState.DRAFT).filter(
        assignment__request__circle_id__in=circle_ids
    )
    numbers = sent.aggregate(
        given=Count("pk", filter=Q(assignment__reviewer_id=person_id)),
        received=Count("pk", filter=Q(assignment__request__version__made_by_id=person_id)),
    )
    mine = Q(owner_id=person_id) | Q(work__authorships__author_id=person_id)
    shared = Account.objects.filter(mine, circle_id__in=circle_ids, shared_at__isnull=False).distinct()
    days = shared.order_by("shared_at", "pk").values_list("shared_at", "pk")
    return Assembled(
        meetings=tuple(meeting for meeting, mark in lines if mark in TOOK_PART),
        registered=len(lines),
        plan_days=versions,
        is_agreed=is_agreed,
        given=numbers["given"],
        received=numbers["received"],
        account_days=tuple(_day(at, zone) for at, _pk in days if at is not None),
        colleagues=_colleagues(person_id, circle_ids),
    )


def _lines(person_id: int, circle_ids: Collection[int]) -> list[tuple[Meeting, str]]:
    """The teacher's lines of the register, without those where nobody has said yet."""
    rows = Attendance.objects.filter(person_id=person_id, circle_id__in=circle_ids).select_related("session")
    found = []
    for row in rows.exclude(state=Presence.UNKNOWN).order_by("session__starts_at", "pk"):
        session = row.session
        day = row.day.isoformat() if row.day else _day(session.starts_at, session.zone)
        found.append((Meeting(session.kind, session.code, day), row.state))
    return found


def _versions(person_id: int, circle_ids: Collection[int], zone: str) -> tuple[tuple[str, ...], bool]:
    """The days of the versions of the teacher's plans, and whether a plan is agreed."""
    rows = Version.objects.filter(work__plan__owner_id=person_id, work__plan__circle_id__in=circle_ids)
    told = list(rows.order_by("made_at", "pk").values_list("made_at", "work__plan__state"))
    return tuple(_day(at, zone) for at, _state in told), any(state in AGREED_ONCE for _at, state in told)


def _colleagues(person_id: int, circle_ids: Collection[int]) -> dict[str, int]:
    """Lines of the teacher's colleague log by how colleagues took part."""
    rows = ColleagueInvolvement.objects.filter(owner_id=person_id, circle_id__in=circle_ids)
    return dict(rows.order_by("how").values_list("how").annotate(number=Count("pk")))


def _day(at: datetime, zone: str) -> str:
    """The day where it was: a session's own zone, or the circle's."""
    return when(at, 0, zone, "").starts.date().isoformat()
