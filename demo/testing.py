"""For tests: people, blocks, views and handlers without a web server."""

import json as jsonlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

import webob
from django.contrib.auth.models import AnonymousUser, User
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.core import XBlock

from .course import course
from .fields import AuthoredFields
from .identity import AnyUser, signed_in
from .models import BlockSettings, Enrolment, Person
from .runtime import DemoRuntime, PreviewRuntime, StudioRuntime, lms_runtime

NOBODY = AnonymousUser()
HTMX = {"HX-Request": "true"}  # as the script of a page sends with every request


class Place(StrEnum):
    """Where a block is looked at."""

    LMS = "lms"
    PREVIEW = "preview"  # Studio's unit page
    STUDIO = "studio"  # Studio's editor and its handlers


def make_person(
    username: str, *, name: str = "", language: str = "en", staff: bool = False, enrolled: bool = True
) -> User:
    """A user with a persona; enrolled in the demo's course unless told otherwise."""
    user = User.objects.create(username=username, email=f"{username}@example.org")
    Person.objects.create(user=user, name=name or username.title(), language=language, is_course_staff=staff)
    if enrolled:
        Enrolment.objects.create(user=user, course_key=course().key)
    return user


def key_of(block_type: str) -> UsageKey:
    """The usage key of the course's first block of this type."""
    return next(key for key in course().blocks if key.block_type == block_type)


@contextmanager
def added_block(block_type: str, name: str, **fields: Any) -> Iterator[UsageKey]:
    """Meanwhile the course holds one more block, with these authored fields in JSON form."""
    usage_key = course().key.make_usage_key(block_type, name)
    course().blocks[usage_key] = fields
    try:
        yield usage_key
    finally:
        del course().blocks[usage_key]


def set_by_author(usage_key: UsageKey, **values: Any) -> None:
    """Set authored fields as Studio would, in the fields' own Python types."""
    block = lms_runtime(NOBODY).get_block(usage_key)
    fields = AuthoredFields().load(usage_key)
    fields |= {name: block.fields[name].to_json(value) for name, value in values.items()}
    BlockSettings.objects.update_or_create(usage_key=usage_key, defaults={"fields": fields})


def runtime_for(user: AnyUser, *, place: Place = Place.LMS, as_learner: User | None = None) -> DemoRuntime:
    """A new runtime, as each request gets one.

    With `as_learner` staff view the course as that person; as themselves, as a learner in general.
    """
    if place is Place.PREVIEW:
        return PreviewRuntime(user)
    if place is Place.STUDIO:
        return StudioRuntime(user)
    return lms_runtime(as_learner or user, real=user, is_plain=user == as_learner)


def block_for(
    user: AnyUser, usage_key: UsageKey, *, place: Place = Place.LMS, as_learner: User | None = None
) -> XBlock:
    """The block, bound. What it does on its own happens outside a request: see `identity.signed_in`."""
    return runtime_for(user, place=place, as_learner=as_learner).get_block(usage_key)


def show(
    user: AnyUser,
    usage_key: UsageKey,
    view: str = "student_view",
    *,
    place: Place = Place.LMS,
    as_learner: User | None = None,
) -> Fragment:
    """The view in the platform's wrapper, as the signed-in `user` gets it."""
    with signed_in(user):
        return block_for(user, usage_key, place=place, as_learner=as_learner).render(view, {})


def call(
    user: AnyUser,
    usage_key: UsageKey,
    handler: str,
    form: Mapping[str, Any] | None = None,
    *,
    json: Any = None,
    method: str = "POST",
    suffix: str = "",
    query: str = "",
    place: Place = Place.LMS,
    as_learner: User | None = None,
    headers: Mapping[str, str] | None = None,
) -> webob.Response:
    """The handler's answer to a form or to JSON; a list repeats a field. Studio stores as after a request."""
    request = webob.Request.blank("/?" + query if query else "/", method=method, headers=headers or HTMX)
    if method != "GET":
        request.content_type = "application/json" if json is not None else "application/x-www-form-urlencoded"
        text = jsonlib.dumps(json) if json is not None else urlencode(form or {}, doseq=True)
        request.body = text.encode()
    with signed_in(user):
        runtime = runtime_for(user, place=place, as_learner=as_learner)
        block = runtime.get_block(usage_key)
        answer = block.handle(handler, request, suffix)
        if isinstance(runtime, StudioRuntime):
            runtime.store(block)
    return answer
