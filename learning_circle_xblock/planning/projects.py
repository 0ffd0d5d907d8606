"""What the page of a project reads: the projects of one person, with what changed on the way."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from .. import permissions
from ..care import selectors as care
from ..circles.api import is_still_in
from ..permissions import Actor
from ..writing.models import Version
from .lifecycle import LAID_DOWN, PLAN, PlanState
from .models import Plan
from .selectors import plan_text

__all__ = ["Adjustment", "Project", "own_project", "own_projects", "readable_plan"]

MOST = 30
STEPS = ("start", "adjust", "report", "carry_forward", "set_aside", "take_up")


@dataclass(frozen=True)
class Adjustment:
    """What changed at one version."""

    number: int
    version: Version
    what: str
    why: str
    keep: str


@dataclass(frozen=True)
class Project:
    """One project of one's own; `steps` are those that its author can take now."""

    plan: Plan
    adjustments: tuple[Adjustment, ...]
    steps: frozenset[str]
    is_now: bool
    is_paused: bool
    has_draft: bool

    @property
    def is_laid_down(self) -> bool:
        """Told, carried forward or set aside."""
        return self.plan.state in LAID_DOWN


def own_projects(*, actor: Actor) -> list[Project]:
    """The projects that the actor began, the one of now first; two queries."""
    rows = Plan.objects.filter(owner_id=actor.user_id).select_related(
        "version", "circle", "work__draft", "work__live_pause"
    )
    plans = [
        plan
        for plan in rows.order_by("-number", "-pk")[:MOST]
        if permissions.may_read_draft(actor, plan_text(plan, {plan.owner_id}, is_own=True))
    ]
    versions: dict[int, list[Version]] = {}
    for version in Version.objects.filter(work_id__in=[p.work_id for p in plans]).order_by("number"):
        versions.setdefault(version.work_id, []).append(version)
    seen: set[object] = set()
    found = []
    for plan in plans:
        is_now = plan.usage_key not in seen
        seen.add(plan.usage_key)
        found.append(_project(plan, versions.get(plan.work_id, []), is_now))
    return found


def own_project(*, actor: Actor, plan_id: int) -> Project | None:
    """One of them; two queries."""
    return next((row for row in own_projects(actor=actor) if row.plan.pk == plan_id), None)


def readable_plan(*, actor: Actor, plan_id: int) -> Plan | None:
    """A shared plan that the actor may read, or their own, wherever it stands; one query."""
    rows = Plan.objects.select_related("version", "circle", "work__live_pause")
    rows = rows.filter(Q(owner_id=actor.user_id) | is_still_in("circle_id", "owner_id"))
    plan = rows.filter(pk=plan_id, version__isnull=False).first()
    if plan is None or not permissions.may_read(actor, plan_text(plan, {plan.owner_id})):
        return None
    return plan


def _project(plan: Plan, versions: Iterable[Version], is_now: bool) -> Project:
    steps = {step for step in STEPS if is_now and PLAN.allows(PlanState(plan.state), step)}
    return Project(
        plan=plan,
        adjustments=tuple(_adjustments(versions)),
        steps=frozenset(steps),
        is_now=is_now,
        is_paused=care.is_paused(plan.work),
        has_draft=getattr(plan.work, "draft", None) is not None and plan.is_open,
    )


def _adjustments(versions: Iterable[Version]) -> Iterable[Adjustment]:
    """A version carries the note of the one before along: only a new note is a change."""
    last = None
    for version in versions:
        note = tuple(str(version.answers.get(f"adjust_{name}", "")) for name in ("what", "why", "keep"))
        if note[0] and note != last:
            yield Adjustment(version.number, version, *note)
        last = note
