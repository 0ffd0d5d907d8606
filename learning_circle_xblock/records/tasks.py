"""What one person has to write, in every course run: for their own light page."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain

from django.db.models import Exists, OuterRef, Q
from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import compat
from ..accounts.models import Account
from ..circles.models import Circle
from ..permissions import Actor
from ..planning.lifecycle import BEFORE_AGREEMENT
from ..planning.models import Plan
from ..planning.selectors import plans_of_friends
from ..review.lifecycle import WAITING, ReviewState
from ..review.models import Assignment, Reply, Review
from .places import Kind

__all__ = ["Answer", "Beginning", "Task", "TaskKind", "answers_to", "beginnings", "own_tasks"]

MOST = 30
FEW = 5


class TaskKind(StrEnum):
    """What there is to do, in the order in which it stands on the page."""

    RESPOND = "respond"
    REPLY = "reply"
    PLAN = "plan"
    ACCOUNT = "account"
    SHARED_PLAN = "shared_plan"
    SHARED_ACCOUNT = "shared_account"


@dataclass(frozen=True)
class Task:
    """One thing to write or to read, and where.

    A response that is not begun has no `work_id` yet; to a plan it is begun by the id of the version.
    """

    kind: TaskKind
    usage_key: UsageKey
    course_key: CourseKey
    work_id: int | None = None
    assignment_id: int | None = None
    person_id: int | None = None
    title: str = ""
    until: datetime | None = None
    version: int = 0
    version_id: int | None = None

    @property
    def begin_with(self) -> str:
        """What the button sends that begins the response."""
        return f"version-{self.version_id}" if self.version_id else str(self.assignment_id)


@dataclass(frozen=True)
class Beginning:
    """A block where the person has not begun, and others of the course run have."""

    kind: Kind
    usage_key: UsageKey


def own_tasks(*, actor: Actor) -> list[Task]:
    """What waits for this person, then what they have shared; six queries."""
    if not actor.is_present:
        return []
    friends = (_of_friend(plan) for plan in plans_of_friends(actor=actor))
    found = list(
        chain(_asked(actor), friends, _unanswered(actor), _texts(actor, Plan), _texts(actor, Account))
    )
    keys = {task.course_key for task in found}
    open_to = compat.host().enrolled_in(actor.user_id, keys) if keys else set()
    order = list(TaskKind)
    return sorted((t for t in found if t.course_key in open_to), key=lambda t: order.index(t.kind))


@dataclass(frozen=True)
class Answer:
    """What somebody answered to a response of this person."""

    usage_key: UsageKey
    person_id: int | None
    title: str
    has_helped: bool


def answers_to(*, actor: Actor, since: datetime) -> list[Answer]:
    """What came of one's responses lately, the newest first; one query. A text that is paused is left out."""
    if not actor.is_present:
        return []
    rows = Reply.objects.filter(
        review__assignment__reviewer_id=actor.user_id,
        review__assignment__request__circle_id__in=[seat.circle_id for seat in actor.seats],
        review__assignment__request__version__work__live_pause=None,
        review__work__live_pause=None,
        sent_at__gte=since,
    ).select_related("review__assignment__request__version")
    found = []
    for row in rows.order_by("-sent_at", "-pk")[:FEW]:
        request = row.review.assignment.request
        title = _title(request.version.answers)
        found.append(Answer(request.usage_key, request.version.made_by_id, title, row.has_helped))
    return found


def beginnings(*, actor: Actor) -> list[Beginning]:
    """Where this teacher may begin: blocks that somebody of the course run writes in already; three queries.

    What the course has not opened yet is not named.
    """
    if not actor.teaches_in:
        return []
    keys = set(Circle.objects.filter(pk__in=actor.teaches_in).values_list("course_key", flat=True))
    found: list[Beginning] = []
    for kind, model in ((Kind.PLAN, Plan), (Kind.ACCOUNT, Account)):
        mine = Exists(model.objects.filter(usage_key=OuterRef("usage_key"), owner_id=actor.user_id))
        rows = model.objects.filter(course_key__in=keys).exclude(mine).order_by("usage_key")
        named = rows.values_list("usage_key", flat=True).distinct()[:MOST]
        found += [Beginning(kind, key) for key in named if key is not None]
    return found


def _asked(actor: Actor) -> list[Task]:
    rows = Assignment.objects.filter(
        Q(slot__gt=0) | Q(review__isnull=False),
        reviewer_id=actor.user_id,
        request__circle_id__in=[seat.circle_id for seat in actor.seats],
        state__in=WAITING,
        request__version__work__live_pause=None,
    ).select_related("review", "request__version")
    return [
        Task(
            TaskKind.RESPOND,
            row.request.usage_key,
            row.request.course_key,
            work_id=row.review.work_id if hasattr(row, "review") else None,
            assignment_id=row.pk,
            person_id=row.request.version.made_by_id,
            title=_title(row.request.version.answers),
            until=row.due_at,
        )
        for row in rows.order_by("asked_at", "pk")[:MOST]
    ]


def _of_friend(plan: Plan) -> Task:
    return Task(
        TaskKind.RESPOND,
        plan.usage_key,
        plan.course_key,
        person_id=plan.owner_id,
        title=plan.title,
        version_id=plan.version_id,
    )


def _unanswered(actor: Actor) -> list[Task]:
    rows = Review.objects.filter(
        state=ReviewState.SENT,
        assignment__request__version__work__authorships__author_id=actor.user_id,
        work__live_pause=None,
    )
    told = ("assignment__request__usage_key", "assignment__request__course_key", "assignment__reviewer_id")
    found = rows.order_by("sent_at").values_list(*told)[:MOST]
    return [Task(TaskKind.REPLY, usage, course, person_id=person) for usage, course, person in found]


def _texts(actor: Actor, model: type[Plan] | type[Account]) -> list[Task]:
    """A text with an open draft is to be written, others are to be read."""
    is_plan = model is Plan
    open_kind, shared = (
        (TaskKind.PLAN, TaskKind.SHARED_PLAN) if is_plan else (TaskKind.ACCOUNT, TaskKind.SHARED_ACCOUNT)
    )
    rows = model.objects.filter(owner_id=actor.user_id).select_related("work__draft", "version")
    return [
        Task(
            open_kind if _is_open(row) else shared,
            row.usage_key,
            row.course_key,
            work_id=row.work_id,
            title=row.title,
            version=row.version.number if row.version else 0,
        )
        for row in rows.order_by("-pk")[:MOST]
    ]


def _is_open(row: Plan | Account) -> bool:
    has_draft = getattr(row.work, "draft", None) is not None
    return has_draft and (not isinstance(row, Plan) or row.state in BEFORE_AGREEMENT)


def _title(answers: dict[str, object]) -> str:
    return str(answers.get("title") or answers.get("focus") or "")
