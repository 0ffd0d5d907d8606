"""Make the upper nodes of the tree, set them up, and name who holds a post on them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from opaque_keys.edx.keys import CourseKey

from .. import permissions
from ..events.api import record
from ..permissions import Actor
from .faults import AlreadyAttached, NotOpenToYou, ProgrammeError
from .models import CourseAttachment, NationalProgramme, Programme
from .posts import (
    appoint,
    appoint_by_lead,
    end_post,
    end_programme_post,
    holders,
    holders_above,
    holders_with_above,
    name_coordinator,
    name_lead,
    standing_of,
    why_not_by_lead,
)
from .words import own_words

__all__ = [
    "AlreadyAttached",
    "NotOpenToYou",
    "ProgrammeError",
    "appoint",
    "appoint_by_lead",
    "attach_course",
    "change_programme_words",
    "change_settings",
    "courses_of",
    "end_post",
    "end_programme_post",
    "ensure_attached",
    "ensure_programme",
    "ensure_union",
    "holders",
    "holders_above",
    "holders_with_above",
    "name_coordinator",
    "name_lead",
    "node_of_course",
    "nodes_seen_by",
    "programmes_led",
    "standing_of",
    "why_not_by_lead",
    "words_of",
    "words_of_course",
]


NAME = 120  # signs in a name
SETTINGS = frozenset(
    {
        "country",
        "regions",
        "phases",
        "languages",
        "own_words",
        "privacy_contact",
        "keep_months",
        "keep_notes_months",
        "care_text",
        "care_url",
        "preset",
        "starts_on",
        "zone",
        "friend_days",
        "facilitator_days",
    }
)


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


@transaction.atomic
def change_programme_words(
    *, actor: Actor, programme: Programme, words: dict[str, dict[str, str]], at: datetime
) -> None:
    """The lead of a programme keeps the words of all its unions; a union's own come first.

    Raises:
        NotOpenToYou: the actor does not lead this programme.
    """
    if not permissions.may_lead_programme(actor, programme.pk):
        raise NotOpenToYou
    programme.own_words = words
    programme.save(update_fields=["own_words"])
    record(verb="programme.changed", object_id=programme.pk, actor_id=actor.user_id, at=at)


def programmes_led(actor: Actor) -> Iterable[Programme]:
    """The programmes whose pages the actor may open; one query."""
    ids = [pk for pk in actor.leads_programmes if permissions.may_lead_programme(actor, pk)]
    return Programme.objects.filter(pk__in=ids).order_by("pk") if ids else ()


def words_of(node: NationalProgramme, language: str) -> dict[str, str]:
    """The words that the union, or its programme, has put in place of ours in this language."""
    return own_words(node.programme.own_words, node.own_words, language)


def words_of_course(course_key: CourseKey, language: str) -> dict[str, str]:
    """The same for the union that the course run works for; one query."""
    rows = CourseAttachment.objects.filter(course_key=course_key).select_related("node__programme")
    row = rows.first()
    return words_of(row.node, language) if row else {}


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


def _check(name: str) -> None:
    if not 0 < len(name) <= NAME:
        raise ProgrammeError(f"A programme and a union have names of up to {NAME} signs.")
