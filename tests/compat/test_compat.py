"""The only door to the platform: what it says where that is absent, and what it asks where it is there.

The platform itself is never installed beside the checkout; its modules are stood in for, one table or
function each, with the names under which it has them.
"""

import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User

from demo.host import DemoHost
from learning_circle_xblock import compat
from learning_circle_xblock.compat import OpenEdx
from tests.world import PLAN, course_key, person, usage_key


class Rows:
    """A manager over a list of values: what it was asked, and what it finds."""

    def __init__(self, found: list[Any]) -> None:
        self.found = found
        self.asked: dict[str, Any] = {}

    def filter(self, **conditions: Any) -> "Rows":
        self.asked = conditions
        return self

    def values_list(self, *names: str, flat: bool = False) -> "Rows":
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(self.found)

    def exists(self) -> bool:
        return bool(self.found)

    def first(self) -> Any:
        return self.found[0] if self.found else None


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts a module of the platform in place, with its parents."""
    made: dict[str, ModuleType] = {}

    def place(path: str, **names: Any) -> None:
        parts = path.split(".")
        for i in range(1, len(parts) + 1):
            name = ".".join(parts[:i])
            module = made.setdefault(name, ModuleType(name))
            module.__path__ = []
            monkeypatch.setitem(sys.modules, name, module)
        made[path].__dict__.update(names)

    return place


def test_the_host_is_the_class_that_the_settings_name(settings: Any) -> None:
    assert isinstance(compat.host(), DemoHost)
    settings.LEARNING_CIRCLE_HOST = ""
    assert isinstance(compat.host(), OpenEdx)
    del settings.LEARNING_CIRCLE_HOST
    assert isinstance(compat.host(), OpenEdx)


def test_the_demos_host_and_the_platforms_answer_the_same_questions() -> None:
    asked = {name for name in vars(compat.Host) if not name.startswith("_")}
    for host in (OpenEdx, DemoHost):
        assert asked <= {name for name in vars(host) if not name.startswith("_")}


# -- absent


def test_where_the_platform_is_absent_nobody_is_enrolled() -> None:
    assert not OpenEdx().enrolled_in(7, [course_key()]) and not OpenEdx().enrolled_among([7], course_key())
    assert OpenEdx().is_enrolled(1, course_key()) is False


def test_where_the_platform_is_absent_nobody_is_signed_in() -> None:
    assert OpenEdx().real_user_id() is None


def test_where_the_platform_is_absent_the_sites_language_is_used(settings: Any) -> None:
    settings.LANGUAGE_CODE = "fr"
    assert OpenEdx().language(1) == "fr"


def test_where_the_platform_is_absent_nobody_has_chosen_a_time_zone() -> None:
    assert OpenEdx().zone(1) == ""


def test_where_the_platform_is_absent_there_is_no_block() -> None:
    assert OpenEdx().load_block(usage_key(PLAN)) is None


@pytest.mark.django_db
def test_where_completion_is_not_installed_nothing_is_written() -> None:
    OpenEdx().submit_completion(person("ann").pk, usage_key(PLAN), 1.0)


def test_the_address_of_a_block_is_the_platforms_jump_to(settings: Any) -> None:
    settings.LMS_ROOT_URL = "https://lms.example.org"
    expected = f"https://lms.example.org/courses/{course_key()}/jump_to/{usage_key(PLAN)}"
    assert OpenEdx().block_url(usage_key(PLAN)) == expected


def test_the_readers_courses(settings: Any) -> None:
    settings.LMS_ROOT_URL = "https://lms.example.org"
    assert OpenEdx().courses_url() == "https://lms.example.org/dashboard"


# -- there


@pytest.mark.parametrize("found", [[1], []])
def test_enrolment_is_an_active_row(platform: Any, found: list[int]) -> None:
    rows = Rows(found)
    platform("common.djangoapps.student.models", CourseEnrollment=SimpleNamespace(objects=rows))
    assert OpenEdx().is_enrolled(7, course_key()) is bool(found)
    assert rows.asked == {"user_id": 7, "course_id": course_key(), "is_active": True}


def test_enrolment_of_many_at_once(platform: Any) -> None:
    rows = Rows(["one"])
    platform("common.djangoapps.student.models", CourseEnrollment=SimpleNamespace(objects=rows))
    assert OpenEdx().enrolled_in(7, [course_key()]) == {"one"}
    assert rows.asked == {"user_id": 7, "course_id__in": {course_key()}, "is_active": True}
    assert OpenEdx().enrolled_among([7, 8, 7], course_key()) == {"one"}
    assert rows.asked == {"user_id__in": {7, 8}, "course_id": course_key(), "is_active": True}


@pytest.mark.django_db
@pytest.mark.parametrize("is_open", [True, False])
def test_enrolling_is_the_platforms_with_its_own_checks(platform: Any, is_open: bool) -> None:
    """Who is enrolled already is not enrolled again: the platform would refuse it."""
    asked: list[Any] = []

    class Closed(Exception):
        pass

    def enroll(user: User, key: Any, check_access: bool) -> None:
        asked.append((user.username, key, check_access))
        if not is_open:
            raise Closed

    rows = Rows([])
    enrolment = SimpleNamespace(objects=rows, enroll=enroll)
    platform("common.djangoapps.student.models", CourseEnrollment=enrolment, CourseEnrollmentException=Closed)
    ann = person("ann")
    assert OpenEdx().enrol(ann.pk, course_key()) is is_open
    rows.found = [1]
    assert OpenEdx().enrol(ann.pk, course_key()) is True
    assert asked == [("ann", course_key(), True)]


def test_the_page_of_registration_is_the_platforms(settings: Any) -> None:
    settings.LMS_ROOT_URL = "https://lms.example.org"
    assert OpenEdx().sign_up_url() == "https://lms.example.org/register"


def test_a_chosen_language_is_kept_as_the_accounts_preference(platform: Any) -> None:
    kept: dict[str, Any] = {}
    rows = SimpleNamespace(update_or_create=lambda **given: kept.update(given))
    platform("openedx.core.djangoapps.user_api.models", UserPreference=SimpleNamespace(objects=rows))
    OpenEdx().choose_language(7, "fr")
    assert kept == {"user_id": 7, "key": "pref-lang", "defaults": {"value": "fr"}}


def test_the_blocks_of_a_course_come_from_the_modulestore(platform: Any) -> None:
    assert OpenEdx().blocks_of(course_key(), PLAN) == []
    asked: list[Any] = []

    def get_items(key: Any, qualifiers: dict[str, str]) -> list[Any]:
        asked.append((key, qualifiers))
        return [SimpleNamespace(location=usage_key(PLAN))]

    platform("xmodule.modulestore.django", modulestore=lambda: SimpleNamespace(get_items=get_items))
    assert OpenEdx().blocks_of(course_key(), PLAN) == [usage_key(PLAN)]
    assert asked == [(course_key(), {"category": PLAN})]


def test_titles_come_from_the_platforms_overviews(platform: Any) -> None:
    rows = Rows([(course_key(), "A course")])
    module = "openedx.core.djangoapps.content.course_overviews.models"
    platform(module, CourseOverview=SimpleNamespace(objects=rows))
    assert OpenEdx().course_titles([course_key()]) == {course_key(): "A course"}


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        (None, None),
        (SimpleNamespace(pk=3), 3),
        (SimpleNamespace(pk=3, real_user=SimpleNamespace(pk=9)), 9),
        (SimpleNamespace(pk=3, real_user=None), 3),
        (SimpleNamespace(), None),
    ],
)
def test_the_real_user_under_masquerade(platform: Any, user: Any, expected: int | None) -> None:
    platform("crum", get_current_user=lambda: user)
    assert OpenEdx().real_user_id() == expected


@pytest.mark.parametrize(("found", "expected"), [(["fr"], "fr"), ([], "en"), ([""], "en")])
def test_the_language_is_the_accounts_preference(platform: Any, found: list[str], expected: str) -> None:
    rows = Rows(found)
    platform("openedx.core.djangoapps.user_api.models", UserPreference=SimpleNamespace(objects=rows))
    assert OpenEdx().language(7) == expected
    assert rows.asked == {"user_id": 7, "key": "pref-lang"}


@pytest.mark.parametrize(("found", "expected"), [(["Asia/Seoul"], "Asia/Seoul"), ([], ""), ([None], "")])
def test_the_time_zone_is_the_accounts_preference(platform: Any, found: list[Any], expected: str) -> None:
    rows = Rows(found)
    platform("openedx.core.djangoapps.user_api.models", UserPreference=SimpleNamespace(objects=rows))
    assert OpenEdx().zone(7) == expected
    assert rows.asked == {"user_id": 7, "key": "time_zone"}


@pytest.mark.django_db
def test_the_anonymous_id_is_the_platforms(platform: Any) -> None:
    def anonymous_id_for_user(user: User, key: Any) -> str:
        return f"{user.username} in {key}"

    platform("common.djangoapps.student.models", anonymous_id_for_user=anonymous_id_for_user)
    assert OpenEdx().anonymous_id(person("ann").pk, course_key()) == f"ann in {course_key()}"


@pytest.mark.django_db
def test_who_is_behind_an_anonymous_id_is_the_platforms_word(platform: Any) -> None:
    found = {"abc": person("ann")}
    platform("common.djangoapps.student.models", user_by_anonymous_id=found.get)
    assert OpenEdx().user_of("abc") == person("ann").pk
    assert OpenEdx().user_of("unknown") is None


class Gone(Exception):
    """The modulestore's `ItemNotFoundError`."""


@pytest.mark.parametrize("is_there", [True, False])
def test_a_block_is_read_from_the_modulestore(platform: Any, is_there: bool) -> None:
    def get_item(key: Any) -> Any:
        if not is_there:
            raise Gone
        return f"block {key}"

    platform("xmodule.modulestore.django", modulestore=lambda: SimpleNamespace(get_item=get_item))
    platform("xmodule.modulestore.exceptions", ItemNotFoundError=Gone)
    found = OpenEdx().load_block(usage_key(PLAN))
    assert found == (f"block {usage_key(PLAN)}" if is_there else None)


@pytest.mark.django_db
@pytest.mark.parametrize("is_on", [True, False])
def test_completion_is_written_where_it_is_switched_on(platform: Any, is_on: bool) -> None:
    written: list[dict[str, Any]] = []
    objects = SimpleNamespace(submit_completion=lambda **values: written.append(values))
    switch = SimpleNamespace(is_enabled=lambda: is_on)
    platform("completion.models", BlockCompletion=SimpleNamespace(objects=objects))
    platform("completion.waffle", ENABLE_COMPLETION_TRACKING_SWITCH=switch)
    OpenEdx().submit_completion(person("ann").pk, usage_key(PLAN), 1.0)
    expected = [{"user": person("ann"), "block_key": usage_key(PLAN), "completion": 1.0}]
    assert written == (expected if is_on else [])
