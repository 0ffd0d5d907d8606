"""Which fields may be written where, and how often the database is asked."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from xblock.exceptions import InvalidScopeError

from demo.course import course
from demo.models import BlockCompletion, BlockSettings, FieldState
from demo.testing import NOBODY, Place, block_for, call, key_of, show

pytestmark = pytest.mark.django_db


def statements(captured: CaptureQueriesContext, table: str) -> list[str]:
    """The first word of each statement about the table."""
    return [query["sql"].split()[0] for query in captured if f'"{table}"' in query["sql"]]


def test_a_view_reads_learner_fields_once_and_writes_nothing(ann: User) -> None:
    with CaptureQueriesContext(connection) as captured:
        fragment = show(ann, key_of("thumb"))
    assert "What? 0 0" in fragment.content
    assert statements(captured, "demo_host_fieldstate") == ["SELECT"]
    assert not FieldState.objects.exists()


def test_a_handler_reads_once_and_writes_once(ann: User) -> None:
    for statement in ("INSERT", "UPDATE"):
        with CaptureQueriesContext(connection) as captured:
            call(ann, key_of("thumb"), "up", {"note": "so"})
        assert statements(captured, "demo_host_fieldstate") == ["SELECT", statement]
    assert FieldState.objects.get().state == {"ups": 2, "notes": {"last": "so"}}


def test_state_belongs_to_one_person_and_one_block(ann: User, bob: User) -> None:
    first, second = course().blocks
    call(ann, first, "up")
    assert block_for(ann, first).ups == 1
    assert block_for(ann, second).ups == 0
    assert block_for(bob, first).ups == 0


def test_a_state_made_by_another_request_meanwhile_is_overwritten(ann: User) -> None:
    block = block_for(ann, key_of("thumb"))
    assert block.ups == 0
    call(ann, key_of("thumb"), "up")
    block.ups = 7
    block.save()
    assert FieldState.objects.get().state["ups"] == 7


def test_resetting_a_learner_field_is_stored_at_once(ann: User) -> None:
    call(ann, key_of("thumb"), "up")
    block = block_for(ann, key_of("thumb"))
    del block.ups
    assert FieldState.objects.get().state == {"notes": {"last": ""}}


def test_nobody_leaves_state(ann: User) -> None:
    call(NOBODY, key_of("thumb"), "up")
    assert not FieldState.objects.exists()
    assert not BlockCompletion.objects.exists()


def test_what_the_author_set_is_read_only_in_the_lms(ann: User, lea: User) -> None:
    for person in (ann, lea):
        with pytest.raises(InvalidScopeError):
            call(person, key_of("thumb"), "reword", {"question": "Mine?"})
        with pytest.raises(InvalidScopeError):
            call(person, key_of("thumb"), "reset")
    assert not BlockSettings.objects.exists()


def test_shared_scopes_give_their_default_and_take_nothing(ann: User) -> None:
    block = block_for(ann, key_of("thumb"))
    assert block.everybody == 0
    block.everybody = 1
    with pytest.raises(InvalidScopeError):
        block.save()


def test_studio_keeps_what_an_author_sets(ann: User, lea: User) -> None:
    first, second = course().blocks
    call(lea, second, "reword", {"question": "How?"}, place=Place.STUDIO)
    assert BlockSettings.objects.get().fields == {"question": "How?", "weight": 3}
    assert block_for(ann, second).question == "How?"
    assert block_for(ann, first).question == "What?"


def test_studio_keeps_nothing_from_others_and_says_nothing(ann: User) -> None:
    assert call(ann, key_of("thumb"), "reword", {"question": "Mine?"}, place=Place.STUDIO).status_code == 204
    assert not BlockSettings.objects.exists()


def test_studio_resets_to_the_default_also_what_the_olx_set(lea: User) -> None:
    second = list(course().blocks)[1]
    block = block_for(lea, second, place=Place.STUDIO)
    del block.question
    block.runtime.store(block)
    assert block_for(lea, second).question == "What?"
    assert block_for(lea, second).weight == 3


def test_the_editor_cannot_write_learner_state_and_the_preview_forgets_it(lea: User) -> None:
    with pytest.raises(InvalidScopeError):
        call(lea, key_of("thumb"), "up", place=Place.STUDIO)
    with pytest.raises(InvalidScopeError):
        call(lea, key_of("thumb"), "reset", place=Place.STUDIO)
    assert call(lea, key_of("thumb"), "up", place=Place.PREVIEW).json["ups"] == 1
    call(lea, key_of("thumb"), "reword", {"question": "How?"}, place=Place.PREVIEW)
    assert not FieldState.objects.exists()
    assert not BlockSettings.objects.exists()
    assert not BlockCompletion.objects.exists()
