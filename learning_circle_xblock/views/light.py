"""The light pages: what is mine to write, and the worker that keeps them on the device."""

import json
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils import timezone

from .. import compat
from ..accounts import api as accounts
from ..circles.api import actor_for
from ..permissions import Actor
from ..planning import api as planning
from ..records.places import Kind
from ..records.tasks import Beginning, Task, TaskKind, answers_to, beginnings, own_tasks
from ..review import api as review
from ..sessions.lifecycle import SessionState
from ..sessions.models import Session, SessionCircle
from ..sessions.selectors import own_calendar
from ..sessions.times import when
from ..sessions.words import KINDS, purpose
from .pages import NotThere, go, page, show

__all__ = ["LIGHT_FILES", "show_light", "urlpatterns"]

PACKAGE = Path(__file__).resolve().parent.parent
ASSETS = "learning_circle_xblock"
# Everything that a light page loads beside itself.
LIGHT_FILES = ("css/tokens.css", "css/components.css", "js/light.js")
WORKER = PACKAGE / "static" / ASSETS / "js" / "service_worker.js"
FEATURES: dict[Kind, Any] = {Kind.PLAN: planning, Kind.ACCOUNT: accounts}
SOON = timedelta(days=4)
LATELY = timedelta(days=30)
TO_WRITE = {TaskKind.RESPOND, TaskKind.REPLY, TaskKind.PLAN, TaskKind.ACCOUNT}


def show_light(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A light page, with the headers that the worker and the script know it by."""
    response = show(request, f"light/{template}", {"reader_id": request.user.pk, **context}, status)
    response["X-Learning-Circle"] = "page"
    response["X-Learning-Circle-Reader"] = str(request.user.pk)
    return response


@page("GET", "POST")
def me(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for me, one small step first; with a post, the first page of something new."""
    if request.method == "POST":
        return _begin(request, actor)
    tasks = own_tasks(actor=actor)
    waiting = [task for task in tasks if task.kind in TO_WRITE]
    answers = answers_to(actor=actor, since=timezone.now() - LATELY)
    people = {task.person_id for task in tasks} | {answer.person_id for answer in answers}
    keys = {task.usage_key for task in tasks} | {answer.usage_key for answer in answers}
    context = {
        "next": waiting[0] if waiting else None,
        "also": waiting[1:],
        "mine": [task for task in tasks if task.kind not in TO_WRITE],
        "beginnings": beginnings(actor=actor),
        "answers": answers,
        "session": _next_session(actor),
        "registers": _registers(actor),
        "names": compat.host().names({person_id for person_id in people if person_id}),
        "addresses": {key: compat.host().block_url(key) for key in keys},
        "looks_after": bool(actor.leads or actor.posts),
    }
    return show_light(request, "me.html", context)


def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker of the light pages, with the addresses of their files; the same for everybody."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """An empty draft of what the page has offered, or a reading that was asked."""
    wanted, at = request.POST.get("begin", ""), timezone.now()
    for offered in beginnings(actor=actor):
        if wanted == str(offered.usage_key):
            _begin_text(_bound(actor, offered.usage_key), offered)
    for task in own_tasks(actor=actor):
        if task.kind is TaskKind.RESPOND and task.work_id is None and wanted == task.begin_with:
            return _to(request, _begin_response(_bound(actor, task.usage_key), task, at))
    texts = (TaskKind.PLAN, TaskKind.ACCOUNT)
    begun = [t for t in own_tasks(actor=actor) if t.kind in texts and wanted == str(t.usage_key)]
    if not begun:
        raise NotThere
    return _to(request, begun[0].work_id or 0)


def _begin_text(actor: Actor, offered: Beginning) -> None:
    """An empty draft, in the form that the block has now."""
    key = offered.usage_key
    block = compat.host().load_block(key)
    if block is None:
        raise NotThere
    given = {"actor": actor, "course_key": key.course_key, "usage_key": key, **block.beginning()}
    try:
        FEATURES[offered.kind].save_draft(answers={}, base=0, at=timezone.now(), **given)
    except (planning.PlanError, accounts.AccountError):
        raise NotThere from None


def _begin_response(actor: Actor, task: Task, at: Any) -> int:
    given: dict[str, Any] = {"actor": actor, "usage_key": task.usage_key, "at": at}
    try:
        if task.version_id is not None:
            found = review.open_unasked(version_id=task.version_id, **given)
        else:
            found = review.open_reading(assignment_id=task.assignment_id or 0, **given)
    except review.ReviewError:
        raise NotThere from None
    return int(found.work_id)


def _bound(actor: Actor, usage_key: Any) -> Actor:
    """The person in the block's course run, as the block sees them."""
    course_key = usage_key.course_key
    is_enrolled = compat.host().is_enrolled(actor.user_id, course_key)
    return actor_for(user_id=actor.user_id, course_key=course_key, is_enrolled=is_enrolled)


def _to(request: HttpRequest, work_id: int) -> HttpResponse:
    return go(request, reverse("learning_circle:write", kwargs={"work_id": work_id}))


def _next_session(actor: Actor) -> dict[str, Any] | None:
    rows = own_calendar(actor=actor, since=timezone.now())
    found: Session | None = next((row for row in rows if row.state == SessionState.PLANNED), None)
    if found is None:
        return None
    zone = compat.host().zone(actor.user_id)
    return {
        "kind": KINDS[found.kind],
        "purpose": purpose(found.preset, found.code),
        "when": when(found.starts_at, found.minutes, found.zone, zone),
        "bring": found.bring,
    }


def _registers(actor: Actor) -> list[dict[str, Any]]:
    """The registers of circles that the actor leads, to open before the line goes."""
    if not actor.leads:
        return []
    now = timezone.now()
    rows = SessionCircle.objects.filter(
        circle_id__in=actor.leads,
        session__state__in=(SessionState.PLANNED, SessionState.HELD),
        session__starts_at__range=(now - SOON, now + SOON),
    )
    zone = compat.host().zone(actor.user_id)
    return [
        {
            "circle_id": row.circle_id,
            "session_id": row.session_id,
            "circle": row.circle.name,
            "when": when(row.session.starts_at, row.session.minutes, row.session.zone, zone),
        }
        for row in rows.select_related("session", "circle").order_by("session__starts_at", "pk")[:4]
    ]


def _worker() -> str:
    """The source, behind what it has to know: its files, its place, and a name that changes with them."""
    source = _source()
    files = [static(f"{ASSETS}/{name}") for name in LIGHT_FILES]
    root = reverse("learning_circle:home")
    name = sha256("".join([source, *files, *_fingerprints()]).encode()).hexdigest()[:12]
    known = {"name": name, "files": files, "root": root}
    return f"var LIGHT = {json.dumps(known)};\n{source}"


@cache
def _source() -> str:
    return WORKER.read_text(encoding="utf-8")


@cache
def _fingerprints() -> tuple[str, ...]:
    """What the files hold: a site may serve a new one under the old address."""
    found = (PACKAGE / "static" / ASSETS / name for name in LIGHT_FILES)
    return tuple(sha256(path.read_bytes()).hexdigest() for path in found)


urlpatterns = [
    path("me/", me, name="me"),
    path("service-worker.js", service_worker, name="service_worker"),
]
