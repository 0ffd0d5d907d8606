"""Blocks that are bound to nobody, and blocks that stand in no course."""

from collections.abc import Iterator

import pytest
from opaque_keys.edx.keys import UsageKey
from xblock.exceptions import InvalidScopeError, NoSuchServiceError

from demo.course import course
from demo.host import DemoHost
from demo.models import FieldState
from demo.testing import block_for, set_by_author, show
from learning_circle_xblock import compat
from tests import world
from tests.permissions.tables import statements_on_our_tables
from tests.queries import counted
from tests.world import ACCOUNT, BLOCKS, PLAN, circle, course_key, person, prefixed, seat, usage_key

pytestmark = pytest.mark.django_db

COUNTED = (PLAN, ACCOUNT)


# -- the published block


@pytest.mark.parametrize("block", COUNTED)
def test_a_loaded_block_is_what_its_author_set_and_holds_nothing_of_a_learner(block: str) -> None:
    """Learner fields read as if never set, and cannot be written."""
    ann = seat(circle(), "ann")
    world.call(ann, block, "save_draft", {**prefixed(block, {"title": "x"}), "base": "0"})
    assert FieldState.objects.get(user=ann).state == {"has_begun": True}
    set_by_author(usage_key(block), display_name="As set", weight=3)
    loaded = compat.host().load_block(usage_key(block))
    assert loaded is not None and loaded.scope_ids.user_id is None
    assert (loaded.display_name, loaded.max_score(), loaded.has_begun) == ("As set", 3, False)
    loaded.has_begun = True
    with pytest.raises(InvalidScopeError):
        loaded.save()
    assert FieldState.objects.count() == 1


@pytest.mark.parametrize("block", BLOCKS)
def test_a_loaded_block_knows_no_person(block: str) -> None:
    """There the user service is missing, or names whoever asked first: what is loaded may not ask it."""
    seat(circle(), "ann")
    loaded = DemoHost().load_block(usage_key(block))
    assert loaded is not None
    with pytest.raises(NoSuchServiceError):
        loaded.actor()
    with counted() as queries:
        assert loaded.course_key == course_key() and loaded.usage_key == usage_key(block)
        assert loaded.max_score() in (None, 0, 1)
    assert queries.number == 0


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_that_is_gone_is_none(block: str) -> None:
    """The platform raises an error of its own; the host makes it None."""
    assert DemoHost().load_block(course_key().make_usage_key(block, "gone")) is None


def test_nothing_that_an_author_set_can_be_written_outside_studio() -> None:
    """Also not by an unbound block."""
    loaded = DemoHost().load_block(usage_key(PLAN))
    assert loaded is not None
    loaded.weight = 7
    with pytest.raises(InvalidScopeError):
        loaded.save()


# -- keys that are no course's


@pytest.fixture(params=BLOCKS)
def in_library(request: pytest.FixtureRequest) -> Iterator[UsageKey]:
    """A block of each type in a content library."""
    key = UsageKey.from_string(f"lb:Org:library:{request.param}:x")
    course().blocks[key] = {}
    yield key
    del course().blocks[key]


def test_keys_of_courses_and_of_libraries() -> None:
    """Only a course run has people: a library's key says that it is no course."""
    assert usage_key(PLAN).context_key == course_key() and course_key().is_course
    for text in (
        "lb:Org:library:learning_circle_plan:x",
        "lib-block-v1:Org+L+type@learning_circle_plan+block@x",
    ):
        assert not UsageKey.from_string(text).context_key.is_course


@pytest.mark.parametrize("is_site_staff", [False, True])
def test_in_a_library_everybody_sees_what_an_author_sees(in_library: UsageKey, is_site_staff: bool) -> None:
    """The runtime there calls the site's staff staff of the block; nobody is enrolled, and no row is read."""
    ann = seat(circle(), "ann")
    type(ann).objects.filter(pk=ann.pk).update(is_staff=is_site_staff)
    ann = type(ann).objects.get(pk=ann.pk)
    bound = block_for(ann, in_library)
    user = bound.runtime.service(bound, "user").get_current_user()
    assert user.opt_attrs["edx-platform.user_is_staff"] is is_site_staff
    with statements_on_our_tables() as statements:
        text = show(ann, in_library).content
    assert statements == []
    assert "each person their own part" in text and "Ann" not in text


def test_who_is_staff_is_the_platforms_word_and_opens_no_text() -> None:
    """Course team and site staff alike: they are told that they are in no circle."""
    seat(circle(), "ann")
    team, site = person("team", staff=True, enrolled=False), person("site", enrolled=False)
    type(site).objects.filter(pk=site.pk).update(is_staff=True)
    for user in (team, type(site).objects.get(pk=site.pk)):
        bound = block_for(user, usage_key(PLAN))
        said = bound.runtime.service(bound, "user").get_current_user().opt_attrs
        assert said["edx-platform.user_is_staff"] is True
        assert bound.actor().is_course_staff
        assert "You are in the course team, and in no circle" in world.view(user, PLAN).text
