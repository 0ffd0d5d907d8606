"""From teacher to facilitator: somebody says that they would like to, or is asked and says yes."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from .. import permissions
from ..circles import api as circles
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..events.api import record
from ..permissions import Actor, Interest, PostKind, Role
from .above import is_since, written_since
from .facilitators import FacilitatorInterest
from .faults import ChangedMeanwhile, NotOpenToYou
from .lifecycle import INTEREST, PIPELINE, InterestState

__all__ = [
    "FutureFacilitators",
    "ask_to_facilitate",
    "future_facilitators",
    "interest_in",
    "lead_to_facilitating",
    "may_be_asked",
    "offer_to_facilitate",
    "own_interest",
    "take_back_offer",
]

PER_PAGE = 50
MOST = 100  # of one circle
DONE = {"invite": "invited", "induct": "inducted", "pair": "paired"}


@dataclass(frozen=True)
class FutureFacilitators:
    """One page of those on the way, and how many stand at each step."""

    rows: tuple[FacilitatorInterest, ...]
    counts: tuple[tuple[InterestState, int], ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1


def own_interest(*, actor: Actor, circle: Circle) -> FacilitatorInterest | None:
    """The person's own, from this circle, while it lasts; one query."""
    row = FacilitatorInterest.objects.filter(live_slot=_slot(circle.pk, actor.user_id)).first()
    return row if row is not None and permissions.may_answer_interest(actor, _facts(row, circle)) else None


def interest_in(*, actor: Actor, circle: Circle) -> tuple[FacilitatorInterest, ...]:
    """For a facilitator: who of the circle would like to facilitate, and who is asked; one query."""
    if not permissions.may_name_facilitator(actor, circles.facts(circle)):
        return ()
    rows = FacilitatorInterest.objects.filter(circle=circle, live_slot__isnull=False)
    return tuple(rows.exclude(person_id=actor.user_id).order_by("pk")[:MOST])


def may_be_asked(*, actor: Actor, circle: Circle) -> list[int]:
    """For a facilitator: the people of the circle who have not been asked, nor said so; two queries.

    Whoever said no is not asked a second time; they can still say so themselves.
    """
    if not permissions.may_name_facilitator(actor, circles.facts(circle)):
        return []
    told = FacilitatorInterest.objects.filter(Q(live_slot__isnull=False) | Q(agreed_at=None), circle=circle)
    people = Membership.objects.filter(circle=circle, role=Role.TEACHER, state=MembershipState.ACTIVE)
    free = people.exclude(person_id__in=told.values("person_id")).exclude(person_id=actor.user_id)
    return list(free.order_by("pk").values_list("person_id", flat=True)[:MOST])


def future_facilitators(*, actor: Actor, page: int = 1) -> FutureFacilitators:
    """For link facilitators and the coordinator: who is on the way, in its order; two queries.

    Each name stands here with the person's agreement.
    """
    rows = _within_reach(actor)
    found = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    first = (page - 1) * PER_PAGE
    ordered = rows.select_related("circle").order_by("circle__name", "circle_id", "pk")
    shown = list(ordered[first : first + PER_PAGE + 1])
    counts = tuple((state, found.get(state, 0)) for state in PIPELINE)
    return FutureFacilitators(tuple(shown[:PER_PAGE]), counts, page, len(shown) > PER_PAGE)


@transaction.atomic
def offer_to_facilitate(*, actor: Actor, circle: Circle, at: datetime) -> FacilitatorInterest:
    """Say that one would like to facilitate, or say yes to the question. Twice is as once.

    Raises:
        NotOpenToYou: the actor is no teacher of the circle.
    """
    if not permissions.may_offer_to_facilitate(actor, circles.facts(circle)):
        raise NotOpenToYou
    row = _begin(circle, actor.user_id, None, at)
    if row.state == InterestState.ASKED:
        row.agreed_at = at
        _advance(row, "agree", "interest.agreed", actor.user_id, at)
    return row


@transaction.atomic
def take_back_offer(*, actor: Actor, circle: Circle, at: datetime) -> None:
    """Say no, or no longer: nobody sees it any more.

    Raises:
        NotOpenToYou: there is nothing of the actor's to take back.
    """
    rows = FacilitatorInterest.objects.select_for_update().select_related("circle")
    row = rows.filter(live_slot=_slot(circle.pk, actor.user_id)).first()
    if row is None or not permissions.may_answer_interest(actor, _facts(row, circle)):
        raise NotOpenToYou
    end(row, actor.user_id, at)


@transaction.atomic
def ask_to_facilitate(*, actor: Actor, circle: Circle, people: list[int], at: datetime) -> int:
    """A facilitator asks people of the circle; only they see it until they say yes.

    Returns:
        How many are asked anew.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
    """
    if not permissions.may_name_facilitator(actor, circles.facts(circle)):
        raise NotOpenToYou
    Circle.objects.select_for_update().get(pk=circle.pk)
    free = [pk for pk in may_be_asked(actor=actor, circle=circle) if pk in set(people)]
    for person_id in free:
        _begin(circle, person_id, actor.user_id, at)
    return len(free)


@transaction.atomic
def lead_to_facilitating(*, actor: Actor, interest_id: int, action: str, at: datetime) -> None:
    """One step on the way: `invite`, `induct` or `pair`; the last is a seat, and comes by itself.

    Raises:
        NotOpenToYou: nothing of this id is the actor's to lead, or there is no such step.
        ChangedMeanwhile: it has gone on, or is not there yet.
    """
    rows = FacilitatorInterest.objects.select_for_update().select_related("circle")
    row = rows.filter(pk=interest_id, live_slot__isnull=False).first()
    if row is None or action not in DONE:
        raise NotOpenToYou
    if not permissions.may_lead_to_facilitating(actor, _facts(row, row.circle)):
        raise NotOpenToYou
    if not INTEREST.allows(InterestState(row.state), action):
        raise ChangedMeanwhile
    _advance(row, action, f"interest.{DONE[action]}", actor.user_id, at)


def end(row: FacilitatorInterest, actor_id: int | None, at: datetime) -> None:
    """It lasts no longer."""
    row.live_slot = None
    _advance(row, "end", "interest.ended", actor_id, at)


def arrive(row: FacilitatorInterest, at: datetime) -> None:
    """The person has a seat as facilitator."""
    row.agreed_at = row.agreed_at or at
    _advance(row, "facilitate", "interest.arrived", None, at)


def go_along(row: FacilitatorInterest, circle_id: int) -> bool:
    """It goes along to the circle that the person has moved to, unless they said so there already."""
    slot = _slot(circle_id, row.person_id)
    if FacilitatorInterest.objects.filter(live_slot=slot).exists():
        return False
    row.circle_id, row.live_slot = circle_id, slot
    row.save(update_fields=["circle", "live_slot"])
    return True


def _within_reach(actor: Actor) -> QuerySet[FacilitatorInterest]:
    """Whom the actor may lead; nobody while viewing as somebody else."""
    if actor.is_read_only:
        return FacilitatorInterest.objects.none()
    nodes = [post.node_id for post in actor.posts if post.kind is PostKind.COORDINATOR]
    led = [pk for pk in actor.leads if permissions.facilitates(actor, pk)]
    above = Q(circle__parent_id__in=led) & written_since("circle_id", "agreed_at")
    rows = FacilitatorInterest.objects.filter(Q(circle__node_id__in=nodes) | above, state__in=PIPELINE)
    return rows.exclude(person_id=actor.user_id)


def _begin(circle: Circle, person_id: int, named_by_id: int | None, at: datetime) -> FacilitatorInterest:
    """What is there already stays as it is."""
    agreed = named_by_id is None
    row, is_new = FacilitatorInterest.objects.select_for_update().get_or_create(
        live_slot=_slot(circle.pk, person_id),
        defaults={
            "circle": circle,
            "person_id": person_id,
            "named_by_id": named_by_id,
            "state": InterestState.INTERESTED if agreed else InterestState.ASKED,
            "began_at": at,
            "agreed_at": at if agreed else None,
            "changed_at": at,
        },
    )
    if is_new:
        _note(row, "interest.agreed" if agreed else "interest.asked", "", named_by_id or person_id, at)
    return row


def _advance(row: FacilitatorInterest, action: str, verb: str, actor_id: int | None, at: datetime) -> None:
    before = row.state
    row.state, row.changed_at = INTEREST.advance(InterestState(before), action), at
    row.save()
    _note(row, verb, before, actor_id, at)


def _facts(row: FacilitatorInterest, circle: Circle) -> Interest:
    since = row.agreed_at is None or is_since(circle.pk, row.agreed_at)
    return Interest(row.person_id, circles.facts(circle), row.agreed_at is not None, since)


def _slot(circle_id: int, person_id: int) -> str:
    return f"{circle_id}:{person_id}"


def _note(row: FacilitatorInterest, verb: str, before: str, actor_id: int | None, at: datetime) -> None:
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
