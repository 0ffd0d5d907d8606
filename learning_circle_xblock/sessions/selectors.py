"""What pages and blocks read of sessions, in a constant number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import Actor
from .dates import Moved, Unspread, shifted, spread
from .lifecycle import EARLY, HAPPENED, SHARED_KINDS, Kind, Place, SessionState
from .models import Attendance, Coming, Session, SessionCircle
from .times import When, when
from .words import purpose

__all__ = [
    "Row",
    "Tool",
    "Year",
    "calendar",
    "may_manage",
    "next_planned",
    "own_calendar",
    "proposed",
    "seen_session",
    "shown_move",
    "year",
]

MOST = 200  # sessions of one circle on one page
FEED_MOST = 500


@dataclass(frozen=True)
class Row:
    """A session as one reader sees it; `circles` says how many take part."""

    session: Session
    when: When
    purpose: str
    may_manage: bool
    answer: bool | None
    own_mark: str
    coming: int
    circles: int
    is_past: bool
    is_near: bool = False

    @property
    def is_unkept(self) -> bool:
        """Over, and nobody has said who was there."""
        return self.is_past and self.session.state == SessionState.PLANNED

    @property
    def may_be_kept(self) -> bool:
        """Whether the register can be opened: from a day before, unless it is cancelled."""
        return self.is_near and not self.is_cancelled

    @property
    def is_over(self) -> bool:
        """Held, with or without notes."""
        return self.session.state in HAPPENED

    @property
    def is_cancelled(self) -> bool:
        """It does not take place."""
        return self.session.state == SessionState.CANCELLED

    @property
    def number(self) -> str:
        """The number in the code of a preset: W3 is workshop 3."""
        return self.session.code[1:] if self.session.code[1:].isdecimal() else ""


@dataclass(frozen=True)
class Year:
    """The sessions of a circle's year in order, and the next of them."""

    rows: tuple[Row, ...]
    next: Row | None

    @property
    def held(self) -> int:
        """How many have taken place."""
        return sum(row.is_over for row in self.rows)

    @property
    def to_come(self) -> int:
        """How many lie ahead."""
        return sum(not row.is_over and not row.is_past for row in self.rows)


@dataclass(frozen=True)
class Tool:
    """What is done to all later sessions: so many weeks on, or spread evenly until a date."""

    weeks: int = 0
    until: date | None = None


@dataclass(frozen=True)
class Preview:
    """What a tool would do. `stays` are sessions that other circles share; `mark` names what was seen."""

    moves: list[Moved]
    sessions: dict[int, Session]
    stays: list[Session]

    @property
    def mark(self) -> str:
        """Changes with any date of the preview."""
        text = ";".join(f"{m.session_id}:{m.before.isoformat()}:{m.after.isoformat()}" for m in self.moves)
        return sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ShownMove:
    """One line of the preview."""

    session: Session
    before: When
    after: When


def shown_move(session: Session, move: Moved, zone: str) -> ShownMove:
    """Where a session is and would be, in the reader's zone."""
    return ShownMove(
        session,
        when(move.before, session.minutes, session.zone, zone),
        when(move.after, session.minutes, session.zone, zone),
    )


def may_manage(actor: Actor, circle: Circle, kind: Kind) -> bool:
    """Facilitators manage every session of their circle, a coordinator the events that join circles."""
    if kind in SHARED_KINDS:
        return permissions.may_plan_events(actor, facts(circle))
    return permissions.may_manage_sessions(actor, facts(circle))


def calendar(*, actor: Actor, circle: Circle, zone: str, at: datetime) -> list[Row] | None:
    """Every session of the circle in order, or None when the actor sees no dates of it; one query."""
    if not permissions.may_see_dates(actor, facts(circle)):
        return None
    rows = _rows(actor).filter(circles=circle).order_by("starts_at", "pk")[:MOST]
    return [_row(session, actor, circle, zone, at) for session in rows]


def year(*, actor: Actor, circle: Circle, zone: str, at: datetime) -> Year | None:
    """What the circle block shows, or None for who sees no sessions; one query.

    How many come, who was there and which circles join is left to the pages: the block does not say it.
    """
    if not permissions.may_see_sessions(actor, facts(circle)):
        return None
    mine = Coming.objects.filter(session=OuterRef("pk"), person_id=actor.user_id).values("is_coming")
    found = Session.objects.filter(circles=circle).annotate(
        my_answer=Subquery(mine[:1]), my_mark=Value(""), coming_number=Value(0), others=Value(0)
    )
    rows = [_row(row, actor, circle, zone, at) for row in found.order_by("starts_at", "pk")[:MOST]]
    kept = tuple(row for row in rows if not row.is_cancelled)
    return Year(kept, next((row for row in kept if not row.is_over and not row.is_past), None))


def seen_session(
    *, actor: Actor, session_id: int, circle_id: int, zone: str, at: datetime
) -> tuple[Row, Circle] | None:
    """One session of a circle as this person sees it, or None where they see none; two queries."""
    circle = Circle.objects.filter(pk=circle_id).first()
    session = _rows(actor).filter(pk=session_id, circles=circle).first() if circle else None
    if circle is None or session is None:
        return None
    seen = permissions.may_see_sessions(actor, facts(circle)) or may_manage(actor, circle, Kind(session.kind))
    return (_row(session, actor, circle, zone, at), circle) if seen else None


def next_planned(*, circle_id: int, after: datetime) -> Session | None:
    """The next session of the circle that lies ahead; one query."""
    rows = Session.objects.filter(circles=circle_id, state=SessionState.PLANNED, starts_at__gt=after)
    return rows.order_by("starts_at", "pk").first()


def own_calendar(*, actor: Actor, since: datetime) -> list[Session]:
    """The sessions of every circle in which the actor has a seat that sees them; one query."""
    ids = {seat.circle_id for seat in actor.seats if seat.role in permissions.ON_THE_ROSTER}
    if not ids or not actor.is_present:
        return []
    rows = Session.objects.filter(joined__circle_id__in=ids, starts_at__gte=since)
    return list(rows.distinct().order_by("starts_at", "pk")[:FEED_MOST])


def proposed(*, actor: Actor, circle: Circle, tool: Tool, at: datetime) -> Preview | None:
    """What the tool would do to the sessions that lie ahead, or None for who may not do it; one query.

    Raises:
        TooTight: there are more sessions than days until the date.
        NoSuchHour: the clocks jump over the hour of one of them.
    """
    if not permissions.may_manage_sessions(actor, facts(circle)):
        return None
    rows = Session.objects.filter(circles=circle, state=SessionState.PLANNED, starts_at__gt=at)
    later = list(rows.annotate(others=_others()).order_by("starts_at", "pk"))
    own = [session for session in later if session.others < 2]
    plain = [Unspread(session.pk, session.starts_at, session.zone) for session in own]
    moves = spread(plain, tool.until) if tool.until else shifted(plain, tool.weeks)
    return Preview(moves, {s.pk: s for s in own}, [s for s in later if s.others > 1])


def _rows(actor: Actor) -> QuerySet[Any]:
    """Sessions with what this person said and was marked, in one query."""
    mine = {"session": OuterRef("pk"), "person_id": actor.user_id}
    coming = Coming.objects.filter(session=OuterRef("pk"), is_coming=True).order_by().values("session")
    return Session.objects.annotate(
        my_answer=Subquery(Coming.objects.filter(**mine).values("is_coming")[:1]),
        my_mark=Subquery(Attendance.objects.filter(**mine).values("state")[:1]),
        coming_number=Coalesce(
            Subquery(coming.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0
        ),
        others=_others(),
    )


def _others() -> Coalesce:
    joined = SessionCircle.objects.filter(session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(joined.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _row(session: Any, actor: Actor, circle: Circle, zone: str, at: datetime) -> Row:
    is_online = session.place_kind in (Place.ONLINE, Place.MIXED)
    shown = when(session.starts_at, session.minutes, session.zone, zone, is_online=is_online)
    return Row(
        session=session,
        when=shown,
        purpose=purpose(session.preset, session.code),
        may_manage=may_manage(actor, circle, Kind(session.kind)),
        answer=session.my_answer,
        own_mark=session.my_mark or "",
        coming=session.coming_number,
        circles=session.others,
        is_past=shown.ends < at,
        is_near=session.starts_at <= at + EARLY,
    )
