"""Who holds a post: on the node of one union, or on a whole programme."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from .. import permissions
from ..events.api import record
from ..permissions import Actor, Post, PostKind
from .faults import NotOpenToYou, ProgrammeError
from .models import NationalProgramme, NodePost, Programme

__all__ = [
    "appoint",
    "appoint_by_lead",
    "end_post",
    "end_programme_post",
    "holders",
    "holders_above",
    "holders_with_above",
    "name_coordinator",
    "name_lead",
    "standing_of",
    "why_not_by_lead",
]


def standing_of(user_id: int) -> tuple[tuple[Post, ...], frozenset[int]]:
    """Every post of the person, and the programmes they lead as a whole; two queries at most.

    A post on a programme is one on each of its unions.
    """
    rows = list(NodePost.objects.filter(person_id=user_id, ended_at=None).order_by("pk"))
    whole = {row.programme_id for row in rows if row.node_id is None}
    below: dict[int, list[int]] = {pk: [] for pk in whole}
    nodes = NationalProgramme.objects.filter(programme_id__in=whole).values_list("programme_id", "pk")
    for programme_id, node_id in nodes if whole else ():
        below[programme_id].append(node_id)
    posts = tuple(
        Post(PostKind(row.kind), node_id)
        for row in rows
        for node_id in ([row.node_id] if row.node_id else below[row.programme_id])
    )
    is_lead = (row.node_id is None and row.kind == PostKind.PROGRAMME_LEAD for row in rows)
    return posts, frozenset(row.programme_id for row, leads in zip(rows, is_lead, strict=True) if leads)


@transaction.atomic
def name_coordinator(*, node: NationalProgramme, user_id: int, at: datetime) -> NodePost:
    """The operator names the first coordinator of a node; that person appoints the rest."""
    return _give(node.programme_id, node.pk, user_id, PostKind.COORDINATOR, at, None)


@transaction.atomic
def name_lead(*, programme: Programme, user_id: int, at: datetime) -> NodePost:
    """The operator names the first lead of a whole programme."""
    return _give(programme.pk, None, user_id, PostKind.PROGRAMME_LEAD, at, None)


@transaction.atomic
def appoint(*, actor: Actor, node: NationalProgramme, user_id: int, kind: PostKind, at: datetime) -> NodePost:
    """The coordinator gives somebody a post on the node; twice is as once.

    Raises:
        NotOpenToYou: the actor does not coordinate this node.
    """
    if not permissions.may_change_node(actor, node.pk):
        raise NotOpenToYou
    return _give(node.programme_id, node.pk, user_id, kind, at, actor.user_id)


@transaction.atomic
def appoint_by_lead(
    *,
    actor: Actor,
    programme: Programme,
    node: NationalProgramme | None,
    user_id: int,
    kind: PostKind,
    at: datetime,
) -> NodePost:
    """The lead of a programme gives somebody a post on all of it, or on one of its unions.

    Args:
        actor: the lead.
        programme: what the actor leads.
        node: the union; None for the whole programme.
        user_id: who is named; nobody makes themself a coordinator, who would see names.
        kind: on the programme a lead or a researcher, on a union a researcher or its first coordinator.
        at: the time.

    Raises:
        NotOpenToYou: the actor does not lead this programme, or the union is not in it.
        ProgrammeError: this post is not the lead's to give.
    """
    if not permissions.may_lead_programme(actor, programme.pk):
        raise NotOpenToYou
    if node is not None and node.programme_id != programme.pk:
        raise NotOpenToYou
    if node is not None:
        NationalProgramme.objects.select_for_update().filter(pk=node.pk).first()
    if refusal := why_not_by_lead(actor=actor, node=node, user_id=user_id, kind=kind):
        raise ProgrammeError(f"This post is not given by the lead of a programme: {refusal}.")
    return _give(programme.pk, node.pk if node else None, user_id, kind, at, actor.user_id)


def why_not_by_lead(
    *, actor: Actor, node: NationalProgramme | None, user_id: int | None, kind: PostKind
) -> str:
    """Why a lead cannot give this post there: `where`, `own` or `theirs`; nothing where they can."""
    if kind is PostKind.NATIONAL_RESEARCHER:
        return ""
    if node is None or kind is PostKind.PROGRAMME_LEAD:
        return "" if node is None and kind is PostKind.PROGRAMME_LEAD else "where"
    if user_id == actor.user_id:
        return "own"
    live = NodePost.objects.filter(node=node, ended_at=None, kind=kind)
    may = permissions.may_name_on_union(actor, node.programme_id, kind, live.count())
    return "" if may else "theirs"


@transaction.atomic
def end_post(*, actor: Actor, node: NationalProgramme, post_id: int, at: datetime) -> None:
    """The coordinator ends a post.

    The node's row is locked first: two coordinators who end each other's post come one after the other.

    Raises:
        NotOpenToYou: the actor does not coordinate this node, or it has no such post.
        ProgrammeError: the node would be left without a coordinator.
    """
    NationalProgramme.objects.select_for_update().filter(pk=node.pk).first()
    is_still = NodePost.objects.filter(
        node=node, person_id=actor.user_id, kind=PostKind.COORDINATOR, ended_at=None
    )
    if not permissions.may_change_node(actor, node.pk) or not is_still.exists():
        raise NotOpenToYou
    _end(NodePost.objects.filter(node=node, ended_at=None), post_id, PostKind.COORDINATOR, actor, at)


@transaction.atomic
def end_programme_post(*, actor: Actor, programme: Programme, post_id: int, at: datetime) -> None:
    """The lead of a programme ends a post on all of it; what was given on one union ends there.

    Raises:
        NotOpenToYou: the actor does not lead this programme, or it has no such post.
        ProgrammeError: the programme would be left without a lead.
    """
    Programme.objects.select_for_update().filter(pk=programme.pk).first()
    live = NodePost.objects.filter(programme=programme, node=None, ended_at=None)
    is_still = live.filter(person_id=actor.user_id, kind=PostKind.PROGRAMME_LEAD)
    if not permissions.may_lead_programme(actor, programme.pk) or not is_still.exists():
        raise NotOpenToYou
    _end(live, post_id, PostKind.PROGRAMME_LEAD, actor, at)


def holders(node: NationalProgramme) -> list[NodePost]:
    """Who holds a post on the node now, coordinators first."""
    return _sorted(list(NodePost.objects.filter(node=node, ended_at=None).order_by("pk")))


def holders_with_above(node: NationalProgramme) -> list[NodePost]:
    """The same, and who holds a post on the whole programme: they see the union's numbers; one query."""
    on_all = Q(node=None, programme_id=node.programme_id)
    return _sorted(list(NodePost.objects.filter(Q(node=node) | on_all, ended_at=None).order_by("pk")))


def holders_above(programme_id: int) -> list[NodePost]:
    """Who holds a post on the whole programme now."""
    rows = NodePost.objects.filter(programme_id=programme_id, node=None, ended_at=None)
    return _sorted(list(rows.order_by("pk")))


def _sorted(rows: list[NodePost]) -> list[NodePost]:
    return sorted(rows, key=lambda row: list(PostKind).index(PostKind(row.kind)))


def _end(live: QuerySet[NodePost], post_id: int, needed: PostKind, actor: Actor, at: datetime) -> None:
    """End one of the posts, unless it is the last of the kind that is needed."""
    post = live.filter(pk=post_id).first()
    if post is None:
        raise NotOpenToYou
    if post.kind == needed and live.filter(kind=needed).count() == 1:
        raise ProgrammeError("The last one needs a successor first.")
    post.ended_at, post.live_slot = at, None
    post.save(update_fields=["ended_at", "live_slot"])
    record(verb="post.ended", object_id=post.pk, actor_id=actor.user_id, from_state=post.kind, at=at)


def _give(
    programme_id: int, node_id: int | None, user_id: int, kind: PostKind, at: datetime, actor_id: int | None
) -> NodePost:
    slot = f"{node_id}:{kind}:{user_id}" if node_id else f"p{programme_id}:{kind}:{user_id}"
    post, is_new = NodePost.objects.get_or_create(
        live_slot=slot,
        defaults={
            "programme_id": programme_id,
            "node_id": node_id,
            "person_id": user_id,
            "kind": kind,
            "began_at": at,
        },
    )
    if is_new:
        record(verb="post.given", object_id=post.pk, actor_id=actor_id, to_state=kind, at=at)
    return post
