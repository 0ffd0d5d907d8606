"""Figures for those who look after circles: one circle, and the circles below a link circle."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from .. import permissions
from ..circles.api import is_still_in
from ..circles.lifecycle import OPEN
from ..circles.listing import Page
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import ON_THE_ROSTER, Actor
from ..planning.lifecycle import AGREED_ONCE
from ..planning.models import Plan
from ..planning.selectors import plan_text
from ..sessions.lifecycle import HAPPENED, TOOK_PART, Kind, Obstacle, Presence, SessionState
from ..sessions.models import Attendance, Session, SessionCircle, SessionNote
from ..support.above import written_since
from ..support.lifecycle import WAITING
from ..support.models import HelpRequest, Reflection
from .withholding import FEWEST, Counted, exact, withheld

__all__ = [
    "CaseRow",
    "CircleFigures",
    "PlanTitle",
    "SessionFigures",
    "caseload",
    "circle_figures",
    "obstacles_in",
    "plan_titles",
    "session_numbers",
    "shared_plans",
]

PER_PAGE = 20
MOST = 200  # sessions or plans of one circle on one page
HELD = Q(session__state__in=HAPPENED)


@dataclass(frozen=True)
class CaseRow:
    """One circle below, with what a link facilitator wants to know before a call; nobody is named."""

    circle: Circle
    held: int
    to_come: int
    tutorials: int
    plans: int
    agreed: int
    help_waiting: int
    reflected_at: datetime | None


@dataclass(frozen=True)
class PlanTitle:
    """A shared plan of the circle: its title and how far it is."""

    title: str
    state: str


@dataclass(frozen=True)
class SessionFigures:
    """One session: when, and how many took part of how many; None where so few would tell who."""

    session: Session
    took_part: int | None
    of: int | None
    is_past: bool


@dataclass(frozen=True)
class CircleFigures:
    """The sessions of a circle, and at how many of them something kept somebody out."""

    rows: tuple[SessionFigures, ...]
    held: int
    to_come: int
    tutorials: int
    obstacles: Counted | None


def caseload(*, actor: Actor, circle: Circle, at: datetime, page: int = 1) -> Page | None:
    """The circles below one that the actor facilitates, or None for anybody else; five queries."""
    if not permissions.facilitates(actor, circle.pk):
        return None
    below = Circle.objects.filter(parent_id=circle.pk, state__in=OPEN).order_by("name", "pk")
    first = (page - 1) * PER_PAGE
    found = list(below[first : first + PER_PAGE + 1])
    shown = found[:PER_PAGE]
    ids = [row.pk for row in shown]
    met, plans = sessions_of(ids, at), _plan_numbers(ids)
    asked = HelpRequest.objects.filter(
        written_since("circle_id", "raised_at"), circle_id__in=ids, is_above=True, state__in=WAITING
    )
    waiting = _by_circle(asked.values("circle_id").annotate(number=Count("pk")))
    shared = Reflection.objects.filter(
        written_since("circle_id", "written_at"), circle_id__in=ids, is_shared=True
    )
    looked = _by_circle(shared.values("circle_id").annotate(last=Max("written_at")))
    rows = tuple(
        CaseRow(
            circle=row,
            held=met.get(row.pk, {}).get("held", 0),
            to_come=met.get(row.pk, {}).get("to_come", 0),
            tutorials=met.get(row.pk, {}).get("tutorials", 0),
            plans=plans.get(row.pk, {}).get("number", 0),
            agreed=plans.get(row.pk, {}).get("agreed", 0),
            help_waiting=waiting.get(row.pk, {}).get("number", 0),
            reflected_at=looked.get(row.pk, {}).get("last"),
        )
        for row in shown
    )
    return Page(rows, page, len(found) > PER_PAGE)


def plan_titles(*, actor: Actor, circle: Circle) -> list[PlanTitle] | None:
    """Titles and states of the shared plans, or None for who may not list them; one query.

    A plan is left out where its title is closed to the reader, as while it is paused.
    """
    known = facts(circle)
    if not permissions.may_list_plan_titles(actor, known):
        return None
    rows = shared_plans(circle=circle).select_related("work__live_pause").order_by("title", "pk")[:MOST]
    return [
        PlanTitle(row.title, row.state)
        for row in rows
        if permissions.may_see_plan_title(actor, plan_text(row, {row.owner_id}), known)
    ]


def circle_figures(*, actor: Actor, circle: Circle, at: datetime) -> CircleFigures | None:
    """Dates, how many took part, and what kept people out; four queries. None for who counts nothing here.

    Who belongs to the circle sees how often something kept somebody out, and link facilitators see it with
    small numbers withheld. Further up it is counted for the whole union alone, so that no circle's number
    can be worked out from the others.
    """
    known = facts(circle)
    if not permissions.may_count_attendance(actor, known):
        return None
    sees_names = permissions.may_see_attendance(actor, known)
    rows = list(Session.objects.filter(circles=circle).order_by("starts_at", "pk")[:MOST])
    counts = _attendance(circle.pk)
    told = tuple(_session(row, counts.get(row.pk, (0, 0)), at, sees_names=sees_names) for row in rows)
    met = sessions_of([circle.pk], at).get(circle.pk, {})
    return CircleFigures(
        rows=told,
        held=met.get("held", 0),
        to_come=met.get("to_come", 0),
        tutorials=met.get("tutorials", 0),
        obstacles=_obstacles(actor, circle),
    )


def sessions_of(circle_ids: Collection[int], at: datetime) -> dict[int, dict[str, int]]:
    """For each circle: sessions held and to come, and tutorials held; one query."""
    rows = SessionCircle.objects.filter(circle_id__in=circle_ids).values("circle_id")
    return _by_circle(rows.annotate(**session_numbers(at)))


def session_numbers(at: datetime) -> dict[str, Count]:
    """What is counted of the sessions in which circles take part: once for each circle.

    Sessions are workshops and events; tutorials stand for themselves. `silent` are past sessions of which
    nobody has said that they took place.
    """
    is_tutorial = Q(session__kind=Kind.TUTORIAL)
    is_planned = Q(session__state=SessionState.PLANNED) & ~is_tutorial
    return {
        "held": Count("pk", filter=HELD & ~is_tutorial),
        "to_come": Count("pk", filter=is_planned & Q(session__starts_at__gt=at)),
        "silent": Count("pk", filter=is_planned & Q(session__starts_at__lte=at)),
        "cancelled": Count("pk", filter=Q(session__state=SessionState.CANCELLED) & ~is_tutorial),
        "tutorials": Count("pk", filter=HELD & is_tutorial),
    }


def shared_plans(**where: Any) -> QuerySet[Plan]:
    """Plans that stand shared there, by whoever is still in the circle: neither paused nor taken back."""
    rows = Plan.objects.filter(is_still_in("circle_id", "owner_id"), version__isnull=False, **where)
    return rows.filter(work__live_pause=None)


def _obstacles(actor: Actor, circle: Circle) -> Counted | None:
    """As far as this reader may count them."""
    is_inside = actor.role_in(circle.pk) in ON_THE_ROSTER
    if not (is_inside or permissions.leads_above(actor, facts(circle))):
        return None
    found = obstacles_in(SessionNote.objects.filter(circle=circle))
    return exact(found) if is_inside else withheld(found)


def obstacles_in(notes: QuerySet[SessionNote]) -> dict[str, int]:
    """At how many sessions each obstacle kept somebody out, every obstacle named; one query."""
    found = dict.fromkeys((str(code) for code in Obstacle), 0)
    for codes in notes.exclude(access=[]).values_list("access", flat=True):
        for code in set(codes) & set(found):
            found[code] += 1
    return found


def _plan_numbers(circle_ids: Collection[int]) -> dict[int, dict[str, int]]:
    rows = shared_plans(circle_id__in=circle_ids).values("circle_id")
    agreed = Count("pk", filter=Q(state__in=AGREED_ONCE))
    return _by_circle(rows.annotate(number=Count("pk"), agreed=agreed))


def _attendance(circle_id: int) -> dict[int, tuple[int, int]]:
    """For each session of the circle: how many took part, of how many lines with a mark; one query."""
    rows = Attendance.objects.filter(circle_id=circle_id).exclude(state=Presence.UNKNOWN)
    told = rows.values("session_id").annotate(
        came=Count("pk", filter=Q(state__in=TOOK_PART)), number=Count("pk")
    )
    return {row["session_id"]: (row["came"], row["number"]) for row in told}


def _session(session: Session, counted: tuple[int, int], at: datetime, *, sees_names: bool) -> SessionFigures:
    came, number = counted
    is_told = sees_names or number >= FEWEST
    return SessionFigures(
        session=session,
        took_part=came if is_told else None,
        of=number if is_told else None,
        is_past=session.starts_at <= at,
    )


def _by_circle(rows: Any) -> dict[int, dict[str, Any]]:
    return {row["circle_id"]: row for row in rows}
