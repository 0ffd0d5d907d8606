"""The runtimes keep the platform's rules about keys, services, events and addresses."""

import json
import logging
from typing import Any

import pytest
from django.contrib.auth.models import User
from xblock.exceptions import InvalidScopeError, NoSuchServiceError, NoSuchUsage

from demo.course import course
from demo.identity import signed_in
from demo.models import AnonymousId, BlockCompletion, FieldState
from demo.runtime import lms_runtime, published_block
from demo.testing import NOBODY, Place, added_block, block_for, call, key_of, runtime_for, set_by_author, show

pytestmark = pytest.mark.django_db


def test_keys_are_real_usage_keys_and_the_user_is_the_real_one(ann: User) -> None:
    ids = block_for(ann, key_of("thumb")).scope_ids
    assert str(ids.usage_id) == "block-v1:Org+C+run+type@thumb+block@a"
    assert (ids.user_id, ids.block_type, ids.def_id) == (ann.pk, "thumb", ids.usage_id)
    assert block_for(ann, ids.usage_id).context_key == course().key


def test_a_key_that_the_course_does_not_hold(ann: User) -> None:
    with pytest.raises(NoSuchUsage):
        block_for(ann, course().key.make_usage_key("thumb", "zzz"))


def opt_attrs(person: Any, **where: Any) -> dict[str, Any]:
    """What the user service says in a runtime, without the platform's prefix."""
    answer = call(person, key_of("thumb"), "look", method="GET", **where).json
    return {name.removeprefix("edx-platform."): value for name, value in answer.items()}


def test_the_user_service_in_the_lms(ann: User, lea: User) -> None:
    said = opt_attrs(ann)
    assert len(said["anonymous_user_id"]) == 32
    assert said["anonymous_user_id"] == AnonymousId.of(ann.pk, course().key)
    assert said["user_id"] == ann.pk
    assert said["username"] == "ann"
    assert said["name"] == "Ann Aaa"
    assert said["is_authenticated"] is True
    assert said["user_preferences"] == {"pref-lang": "en"}
    assert (said["user_role"], said["user_is_staff"], said["user_is_global_staff"]) == (
        "student",
        False,
        False,
    )
    assert (opt_attrs(lea)["user_role"], opt_attrs(lea)["user_is_staff"]) == ("staff", True)


def test_the_user_service_for_nobody_and_for_the_sites_own_staff() -> None:
    assert opt_attrs(NOBODY) == {"is_authenticated": False, "request_country_code": None, "name": None}
    root = User.objects.create(username="root", is_staff=True)
    assert (opt_attrs(root)["user_role"], opt_attrs(root)["user_is_global_staff"]) == ("instructor", True)
    assert opt_attrs(root)["name"] is None


def test_the_user_service_in_studio(lea: User) -> None:
    preview, editor = opt_attrs(lea, place=Place.PREVIEW), opt_attrs(lea, place=Place.STUDIO)
    assert (preview["anonymous_user_id"], preview["user_is_staff"], preview["user_role"]) == (
        "student",
        False,
        "staff",
    )
    assert (editor["anonymous_user_id"], editor["user_is_staff"], editor["user_role"]) == (
        None,
        False,
        "student",
    )
    assert preview["user_id"] == editor["user_id"] == lea.pk


def test_services_that_only_some_runtimes_have(ann: User, lea: User) -> None:
    for person, may in ((ann, False), (lea, True)):
        assert (
            block_for(person, key_of("thumb")).runtime.service(
                block_for(person, key_of("thumb")), "completion"
            )
            is None
        )
        for place in (Place.PREVIEW, Place.STUDIO):
            block = block_for(person, key_of("thumb"), place=place)
            rights = block.runtime.service(block, "studio_user_permissions")
            assert (rights.can_read(course().key), rights.can_write(course().key)) == (may, may)
        block = block_for(person, key_of("thumb"))
        assert block.runtime.service(block, "studio_user_permissions") is None
        with pytest.raises(NoSuchServiceError):
            block.runtime.service(block, "teams")


def test_author_mode_is_the_previews_alone(ann: User) -> None:
    modes = {place: runtime_for(ann, place=place).is_author_mode for place in Place}
    assert modes == {Place.LMS: False, Place.PREVIEW: True, Place.STUDIO: False}


def test_the_i18n_service_is_djangos(ann: User) -> None:
    block = block_for(ann, key_of("thumb"))
    i18n = block.runtime.service(block, "i18n")
    assert i18n.gettext("zzz") == i18n.ugettext("zzz") == "zzz"
    assert i18n.ngettext("zzz", "zzzz", 2) == "zzzz"
    assert i18n.get_javascript_i18n_catalog_url(block) is None


def test_completion_goes_to_the_bound_person_and_may_go_down(ann: User) -> None:
    block = block_for(ann, key_of("thumb"))
    block.emit_completion(1.0)
    block.emit_completion(0.25)
    row = BlockCompletion.objects.get()
    assert (row.user, row.usage_key, row.completion) == (ann, key_of("thumb"), 0.25)
    with pytest.raises(ValueError, match="between 0 and 1"):
        block.runtime.publish(block, "completion", {"completion": 3})


def test_other_events_go_to_the_tracking_log(ann: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        call(ann, key_of("thumb"), "up")
        block = block_for(ann, key_of("thumb"))
        block.runtime.publish(block, "grade", {"value": 1, "max_value": 2, "user_id": 1})
    tracked = [json.loads(record.message) for record in caplog.records if record.name == "demo.tracking"]
    assert tracked == [{"name": "thumb.up", "block": str(key_of("thumb")), "event": {"ups": 1}}]
    assert "A published grade is ignored" in caplog.text


def test_under_masquerade_ids_differ_and_nothing_is_kept(ann: User, lea: User) -> None:
    call(ann, key_of("thumb"), "up", {"note": "mine"})
    BlockCompletion.objects.all().delete()
    shown = opt_attrs(lea, as_learner=ann)
    assert (shown["user_id"], shown["user_is_staff"], shown["user_role"]) == (ann.pk, False, "student")
    answer = call(lea, key_of("thumb"), "up", {"note": "staff"}, as_learner=ann)
    assert answer.json == {"ups": 2, "note": "staff"}
    assert FieldState.objects.get().state == {"ups": 1, "notes": {"last": "mine"}}
    assert not BlockCompletion.objects.exists()


def test_addresses(ann: User, lea: User) -> None:
    block, stem = block_for(ann, key_of("thumb")), f"/{{}}/{key_of('thumb')}/up"
    url = block.runtime.handler_url
    assert url(block, "up") == stem.format("handler")
    assert url(block, "up", "a/b", "x=1") == stem.format("handler") + "/a/b?x=1"
    with pytest.raises(ValueError, match="not a function name"):
        url(block, "nothing")
    masked = block_for(lea, key_of("thumb"), as_learner=ann)
    assert masked.runtime.handler_url(masked, "up", query="x=1") == stem.format("handler") + "?x=1&as=ann"
    previewed = block_for(lea, key_of("thumb"), place=Place.PREVIEW)
    assert previewed.runtime.handler_url(previewed, "up") == stem.format("studio-preview") + "/?"
    assert (
        previewed.runtime.handler_url(previewed, "up", "a", "x=1") == stem.format("studio-preview") + "/a?x=1"
    )
    block = block_for(lea, key_of("thumb"), place=Place.STUDIO)
    assert block.runtime.handler_url(block, "up") == stem.format("studio-handler")
    assert block.runtime.resource_url("a.css") == "/static/a.css"
    assert block.runtime.local_resource_url(block, "public/a.css").endswith("/public/a.css")


def test_the_wrapper_carries_data_and_no_script(ann: User) -> None:
    html = show(ann, key_of("thumb")).content
    assert html.startswith('<div class="xblock xblock-student_view xblock-student_view-thumb"')
    assert f'data-usage-id="{key_of("thumb")}"' in html
    assert f'data-handlers="/handler/{key_of("thumb")}/"' in html
    assert 'data-init="Thumb"' in html
    assert '{"text": "\\u003C/script\\u003E\\u003Cb\\u003E"}</script>' in html


def test_a_published_block_is_bound_to_nobody() -> None:
    block = published_block(key_of("thumb"))
    assert block.question == "What?"
    assert block.scope_ids.user_id is None
    assert block.ups == 0
    block.ups = 1
    with pytest.raises(InvalidScopeError):
        block.save()
    with pytest.raises(NoSuchServiceError):
        block.runtime.service(block, "user")
    assert published_block(course().key.make_usage_key("thumb", "zzz")) is None


def test_tests_can_set_authored_fields_and_add_blocks(ann: User) -> None:
    set_by_author(key_of("thumb"), question="Set?", weight=9)
    assert (block_for(ann, key_of("thumb")).question, block_for(ann, key_of("thumb")).weight) == ("Set?", 9)
    assert block_for(ann, key_of("thumb")).display_name == "A <thumb>"
    with added_block("thumb", "more", question="More?") as key:
        assert block_for(ann, key).question == "More?"
    assert key not in course().blocks


def test_who_is_signed_in_is_not_who_is_shown(ann: User, lea: User) -> None:
    from demo.host import DemoHost

    with signed_in(lea):
        block = lms_runtime(ann, real=lea).get_block(key_of("thumb"))
        bound = block.runtime.service(block, "user").get_current_user().opt_attrs["edx-platform.user_id"]
        assert (DemoHost().real_user_id(), bound) == (lea.pk, ann.pk)
    assert DemoHost().real_user_id() is None
