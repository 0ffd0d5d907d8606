"""Asking for help, one layer up only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Case, IntegerField, Q, QuerySet, Value, When

from .. import permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..events.api import record
from ..permissions import Actor, Help, PostKind
from .above import is_since, written_since
from .faults import NotOpenToYou
from .lifecycle import HELP, WAITING, HelpState
from .models import HelpRequest

__all__ = [
    "Asked",
    "HelpPage",
    "answer_help",
    "ask_again",
    "ask_for_help",
    "asked_for",
    "close_help",
    "help_page",
    "see_help",
]

PER_PAGE = 50
OPEN_FIRST = Case(
    When(state__in=WAITING, then=Value(0)),
    When(state=HelpState.ANSWERED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True)
class Asked:
    """One request, as the reader may act on it."""

    row: HelpRequest
    is_own: bool
    may_answer: bool
    is_since: bool

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for an answer."""
        return self.row.state in WAITING

    @property
    def is_seen(self) -> bool:
        """Whether somebody above has said that they saw it."""
        return self.row.state == HelpState.SEEN

    @property
    def is_lost(self) -> bool:
        """Whether the circle has got another one above meanwhile, which reads nothing from before."""
        return self.is_own and self.is_waiting and self.row.is_above and not self.is_since

    @property
    def may_close(self) -> bool:
        """Whether the reader may say that it is settled."""
        return self.is_own and self.row.state != HelpState.CLOSED


@dataclass(frozen=True)
class HelpPage:
    """One page of requests."""

    rows: tuple[Asked, ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1


def help_page(*, actor: Actor, page: int = 1, only_waiting: bool = False) -> HelpPage:
    """The requests that the actor raised or may answer, those that wait first; one query."""
    rows = _with_since(_within_reach(actor)).select_related("circle")
    if only_waiting:
        rows = rows.filter(state__in=WAITING).exclude(person_id=actor.user_id)
    first = (page - 1) * PER_PAGE
    found = list(rows.order_by(OPEN_FIRST, "raised_at", "pk")[first : first + PER_PAGE + 1])
    seen = [_asked(actor, row) for row in found[:PER_PAGE]]
    shown = [asked for asked in seen if asked.is_own or asked.may_answer]
    return HelpPage(tuple(shown), page, len(found) > PER_PAGE)


def asked_for(*, actor: Actor, circle: Circle) -> tuple[Asked, ...]:
    """What the actor has asked in this circle and is not settled; one query."""
    if not actor.is_present:
        return ()
    rows = HelpRequest.objects.filter(circle=circle, person_id=actor.user_id).exclude(state=HelpState.CLOSED)
    return tuple(_asked(actor, row) for row in _with_since(rows).order_by("-pk")[:5])


@transaction.atomic
def ask_for_help(*, actor: Actor, circle: Circle, about: str, line: str, at: datetime) -> HelpRequest:
    """Ask the layer above: a teacher the facilitators, a facilitator those above them. Twice is as once.

    Raises:
        NotOpenToYou: the actor is not on the roster of the circle.
    """
    known = circles.facts(circle)
    if not permissions.may_ask_for_help(actor, known):
        raise NotOpenToYou
    is_above = permissions.facilitates(actor, circle.pk)
    Circle.objects.select_for_update().get(pk=circle.pk)
    row, is_new = HelpRequest.objects.get_or_create(
        circle=circle,
        person_id=actor.user_id,
        is_above=is_above,
        about=about,
        line=" ".join(line.split())[:200],
        state=HelpState.RAISED,
        defaults={"raised_at": at},
    )
    if is_new:
        _note(row, "help.raised", "", actor.user_id, at)
    return row


def see_help(*, actor: Actor, help_id: int, at: datetime) -> None:
    """Somebody above has seen it.

    Raises:
        NotOpenToYou: the actor may not answer a request of this id.
    """
    _step(actor, help_id, "see", at)


def answer_help(*, actor: Actor, help_id: int, line: str = "", at: datetime) -> None:
    """Somebody above has answered, on the phone perhaps, with one line if they like.

    Raises:
        NotOpenToYou: the actor may not answer a request of this id.
    """
    _step(actor, help_id, "answer", at, " ".join(line.split())[:200])


def close_help(*, actor: Actor, help_id: int, at: datetime) -> None:
    """Whoever asked says that it is settled.

    Raises:
        NotOpenToYou: the actor did not raise a request of this id.
    """
    _step(actor, help_id, "close", at)


@transaction.atomic
def ask_again(*, actor: Actor, help_id: int, at: datetime) -> None:
    """Whoever asked puts it before those who are above the circle now; what they can read stays as it is.

    Raises:
        NotOpenToYou: the actor did not raise a request of this id.
    """
    row = HelpRequest.objects.select_for_update().select_related("circle").filter(pk=help_id).first()
    if row is None or not permissions.may_close_help(actor, facts(row)):
        raise NotOpenToYou
    if row.state in WAITING and row.is_above and not is_since(row.circle_id, row.raised_at):
        before, row.state, row.raised_at = row.state, HelpState.RAISED, at
        row.save(update_fields=["state", "raised_at"])
        _note(row, "help.raised", before, actor.user_id, at)


def facts(row: HelpRequest, *, since: bool = True) -> Help:
    """The request as permission sees it."""
    return Help(
        asker_id=row.person_id, circle=circles.facts(row.circle), is_above=row.is_above, is_since=since
    )


@transaction.atomic
def _step(actor: Actor, help_id: int, action: str, at: datetime, line: str = "") -> None:
    """One step, unless it was taken already; then nothing changes."""
    rows = HelpRequest.objects.select_for_update().select_related("circle")
    row = rows.filter(pk=help_id).first()
    may = permissions.may_close_help if action == "close" else permissions.may_answer_help
    if row is None or not may(actor, facts(row, since=is_since(row.circle_id, row.raised_at))):
        raise NotOpenToYou
    before = HelpState(row.state)
    if not HELP.allows(before, action):
        return
    row.state = HELP.advance(before, action)
    if action == "answer":
        row.answered_by_id, row.answer = actor.user_id, line
    row.save(update_fields=["state", "answered_by", "answer"])
    _note(row, f"help.{row.state}", before, actor.user_id, at)


def _within_reach(actor: Actor) -> QuerySet[HelpRequest]:
    """Those raised by the actor, and those of the layer below."""
    if actor.is_read_only:
        return HelpRequest.objects.none()
    nodes = {post.node_id for post in actor.posts if post.kind is PostKind.COORDINATOR}
    above = Q(is_above=True, circle__parent=None, circle__node__in=nodes)
    wanted = Q(pk__in=[])
    if actor.is_enrolled:
        above |= Q(is_above=True, circle__parent__in=actor.leads)
        wanted = Q(person_id=actor.user_id) | Q(is_above=False, circle__in=actor.leads)
    return HelpRequest.objects.filter(wanted | (above & written_since("circle_id", "raised_at")))


def _with_since(rows: QuerySet[HelpRequest]) -> QuerySet[Any]:
    since = When(written_since("circle_id", "raised_at"), then=Value(value=True))
    return rows.annotate(since=Case(since, default=Value(value=False), output_field=BooleanField()))


def _asked(actor: Actor, row: Any) -> Asked:
    """A row with `since`."""
    may_answer = permissions.may_answer_help(actor, facts(row, since=row.since))
    return Asked(row, row.person_id == actor.user_id, may_answer, row.since)


def _note(row: HelpRequest, verb: str, before: str, actor_id: int, at: datetime) -> None:
    record(
        verb=verb,
        object_id=row.pk,
        course_key=row.circle.course_key,
        circle_id=row.circle_id,
        actor_id=actor_id,
        from_state=before,
        to_state=row.state,
        at=at,
    )
