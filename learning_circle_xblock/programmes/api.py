"""Make the upper nodes of the tree, set them up, and name who holds a post on them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from opaque_keys.edx.keys import CourseKey

from .. import permissions
from ..events.api import record
from ..permissions import Actor, Post, PostKind
from .models import CourseAttachment, NationalProgramme, NodePost, Programme

__all__ = [
    "AlreadyAttached",
    "NotOpenToYou",
    "ProgrammeError",
    "appoint",
    "attach_course",
    "change_settings",
    "courses_of",
    "end_post",
    "ensure_attached",
    "ensure_programme",
    "ensure_union",
    "holders",
    "name_coordinator",
    "node_of_course",
    "nodes_seen_by",
    "posts_of",
]


NAME = 120  # signs in a name
SETTINGS = frozenset(
    {
        "country",
        "regions",
        "phases",
        "languages",
        "privacy_contact",
        "keep_months",
        "keep_notes_months",
        "care_text",
        "care_url",
        "preset",
        "starts_on",
        "zone",
    }
)


class ProgrammeError(Exception):
    """A programme or a union cannot be as asked; the message says why."""


class NotOpenToYou(ProgrammeError):
    """It does not exist for this person."""


class AlreadyAttached(ProgrammeError):
    """The course run works for another node."""


def ensure_programme(*, name: str, federation_name: str, default_language: str, at: datetime) -> Programme:
    """The programme of this name, made if there is none.

    Raises:
        ProgrammeError: a name is missing or too long.
    """
    _check(name)
    programme, _ = Programme.objects.get_or_create(
        name=name,
        defaults={"federation_name": federation_name, "default_language": default_language, "created_at": at},
    )
    return programme


def ensure_union(
    *, programme: Programme, country: str, union_name: str, at: datetime, care_text: str = ""
) -> NationalProgramme:
    """The union's node in the programme, made if there is none.

    Args:
        programme: where it hangs.
        country: two letters.
        union_name: its name.
        at: the time of making.
        care_text: what it says to readers who worry about a child; one that is there already stays.

    Raises:
        ProgrammeError: the name is missing or too long, or the country is not two letters.
    """
    _check(union_name)
    if len(country) != 2 or not country.isalpha():
        raise ProgrammeError("A country is two letters, such as CI.")
    union, _ = NationalProgramme.objects.get_or_create(
        programme=programme, union_name=union_name, defaults={"country": country, "created_at": at}
    )
    if care_text.strip() and not union.care_text:
        union.care_text = care_text.strip()
        union.save(update_fields=["care_text"])
    return union


def posts_of(user_id: int) -> tuple[Post, ...]:
    """Every post of the person, two queries at most; a post on a programme is one on each of its unions."""
    rows = list(NodePost.objects.filter(person_id=user_id, ended_at=None).order_by("pk"))
    whole = {row.programme_id for row in rows if row.node_id is None}
    below: dict[int, list[int]] = {pk: [] for pk in whole}
    nodes = NationalProgramme.objects.filter(programme_id__in=whole).values_list("programme_id", "pk")
    for programme_id, node_id in nodes if whole else ():
        below[programme_id].append(node_id)
    return tuple(
        Post(PostKind(row.kind), node_id)
        for row in rows
        for node_id in ([row.node_id] if row.node_id else below[row.programme_id])
    )


@transaction.atomic
def name_coordinator(*, node: NationalProgramme, user_id: int, at: datetime) -> NodePost:
    """The operator names the first coordinator of a node; that person appoints the rest."""
    return _give(node, user_id, PostKind.COORDINATOR, at, None)


@transaction.atomic
def appoint(*, actor: Actor, node: NationalProgramme, user_id: int, kind: PostKind, at: datetime) -> NodePost:
    """The coordinator gives somebody a post on the node; twice is as once.

    Raises:
        NotOpenToYou: the actor does not coordinate this node.
    """
    if not permissions.may_change_node(actor, node.pk):
        raise NotOpenToYou
    return _give(node, user_id, kind, at, actor.user_id)


@transaction.atomic
def end_post(*, actor: Actor, node: NationalProgramme, post_id: int, at: datetime) -> None:
    """The coordinator ends a post.

    Raises:
        NotOpenToYou: the actor does not coordinate this node, or it has no such post.
        ProgrammeError: the node would be left without a coordinator.
    """
    if not permissions.may_change_node(actor, node.pk):
        raise NotOpenToYou
    live = NodePost.objects.select_for_update().filter(node=node, ended_at=None)
    post = live.filter(pk=post_id).first()
    if post is None:
        raise NotOpenToYou
    if post.kind == PostKind.COORDINATOR and live.filter(kind=post.kind).count() == 1:
        raise ProgrammeError("The last coordinator needs a successor first.")
    post.ended_at, post.live_slot = at, None
    post.save(update_fields=["ended_at", "live_slot"])
    record(verb="post.ended", object_id=post.pk, actor_id=actor.user_id, from_state=post.kind, at=at)


def holders(node: NationalProgramme) -> list[NodePost]:
    """Who holds a post on the node now, coordinators first."""
    rows = NodePost.objects.filter(node=node, ended_at=None)
    return sorted(rows.order_by("pk"), key=lambda row: list(PostKind).index(PostKind(row.kind)))


@transaction.atomic
def change_settings(*, actor: Actor, node: NationalProgramme, values: dict[str, Any], at: datetime) -> None:
    """The coordinator changes settings of the node, found sound by the form before.

    Args:
        actor: the coordinator.
        node: the union's node.
        values: by name of the setting; those that are absent stay.
        at: the time of the change.

    Raises:
        NotOpenToYou: the actor does not coordinate this node.
    """
    if not permissions.may_change_node(actor, node.pk):
        raise NotOpenToYou
    unknown = set(values) - SETTINGS
    if unknown:
        raise KeyError(f"No setting of a node: {sorted(unknown)}")
    for name, value in values.items():
        setattr(node, name, value)
    node.save(update_fields=sorted(values))
    record(verb="node.changed", object_id=node.pk, actor_id=actor.user_id, at=at)


def node_of_course(course_key: CourseKey) -> NationalProgramme | None:
    """The node that the course run works for; one query."""
    row = CourseAttachment.objects.filter(course_key=course_key).select_related("node").first()
    return row.node if row else None


def courses_of(node: NationalProgramme) -> list[CourseKey]:
    """The course runs that work for the node, longest first; one query."""
    rows = CourseAttachment.objects.filter(node=node).order_by("attached_at", "pk")
    return [row.course_key for row in rows if row.course_key is not None]


@transaction.atomic
def attach_course(*, actor: Actor, node: NationalProgramme, course_key: CourseKey, at: datetime) -> None:
    """The coordinator says that a course run works for the node.

    Raises:
        NotOpenToYou: the actor does not coordinate this node.
        AlreadyAttached: it works for another node; whose is not said.
    """
    if not permissions.may_change_node(actor, node.pk):
        raise NotOpenToYou
    ensure_attached(node=node, course_key=course_key, at=at)


def ensure_attached(*, node: NationalProgramme, course_key: CourseKey, at: datetime) -> None:
    """The course run works for the node; for the operator's command.

    Raises:
        AlreadyAttached: it works for another node.
    """
    row, _ = CourseAttachment.objects.get_or_create(
        course_key=course_key, defaults={"node": node, "attached_at": at}
    )
    if row.node_id != node.pk:
        raise AlreadyAttached("This course run works for another union.")


def nodes_seen_by(actor: Actor) -> Iterable[NationalProgramme]:
    """The unions whose pages the actor may open; one query."""
    ids = {post.node_id for post in actor.posts if permissions.may_see_node(actor, post.node_id)}
    return NationalProgramme.objects.filter(pk__in=ids).select_related("programme").order_by("country", "pk")


def _give(
    node: NationalProgramme, user_id: int, kind: PostKind, at: datetime, actor_id: int | None
) -> NodePost:
    post, is_new = NodePost.objects.get_or_create(
        live_slot=f"{node.pk}:{kind}:{user_id}",
        defaults={
            "programme_id": node.programme_id,
            "node": node,
            "person_id": user_id,
            "kind": kind,
            "began_at": at,
        },
    )
    if is_new:
        record(verb="post.given", object_id=post.pk, actor_id=actor_id, to_state=kind, at=at)
    return post


def _check(name: str) -> None:
    if not 0 < len(name) <= NAME:
        raise ProgrammeError(f"A programme and a union have names of up to {NAME} signs.")
