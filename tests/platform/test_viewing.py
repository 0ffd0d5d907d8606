"""The course team views the course as one learner, or as a learner in general."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from opaque_keys.edx.keys import UsageKey

from demo.host import DemoHost
from demo.identity import signed_in
from demo.mixins import ModuleMixin
from demo.runtime import HIDDEN
from demo.testing import block_for, show
from learning_circle_xblock.permissions import Role
from tests import world
from tests.permissions.tables import dump
from tests.review import authors as act
from tests.world import BLOCKS, circle, person, seat, usage_key

from .site import EVERY, SETTINGS, address, block_class, browser, is_action, token

pytestmark = pytest.mark.django_db

WORDS = "What Ann alone has written"
VIEWING = "You are viewing the course as somebody else. Nothing is shown or changed this way."
NOT_ENROLLED = "This is open to people who are enrolled in the course."


@pytest.fixture
def ann() -> User:
    """A teacher with a shared plan, in a circle with a facilitator."""
    where = circle()
    user = seat(where, "ann")
    seat(where, "lead", Role.FACILITATOR)
    act.shared_plan(user, concern=WORDS)
    return user


@pytest.fixture
def staff() -> User:
    """Course team, not enrolled."""
    return person("staff", staff=True, enrolled=False)


def attributes(user: User, key: UsageKey, as_learner: User) -> dict[str, Any]:
    """What the platform says of the person the block is bound to."""
    block = block_for(user, key, as_learner=as_learner)
    said = block.runtime.service(block, "user").get_current_user().opt_attrs
    return {name.removeprefix("edx-platform."): value for name, value in said.items()}


# -- as one learner


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("view", ["student_view", "public_view", "author_view"])
def test_the_view_of_a_block_that_does_not_ask_to_be_shown_is_hidden(
    ann: User, staff: User, block: str, view: str
) -> None:
    """The platform's sentence stands in its place, no script starts, and no file of ours is loaded."""
    fragment = show(staff, usage_key(block), view, as_learner=ann)
    element = world.Answer(200, fragment.content).one(".xblock")
    assert element.text == HIDDEN
    assert "data-init" not in element.attrs
    assert not fragment.resources


@pytest.mark.parametrize("block", BLOCKS)
def test_our_blocks_do_not_ask_to_be_shown(block: str) -> None:
    """They keep their rows outside the platform's fields, which it cannot protect while staff view."""
    assert not hasattr(block_class(block), "show_in_read_only_mode")


@pytest.mark.parametrize("block", BLOCKS)
def test_a_view_that_is_shown_all_the_same_says_why_it_is_empty(
    ann: User, staff: User, block: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A block that says it may be shown is shown: then nothing of the learner's stands in ours."""
    monkeypatch.setattr(ModuleMixin, "show_in_read_only_mode", True)
    shown = world.view(staff, block, as_learner=ann)
    assert shown.one(".xblock")["data-init"] == "LearningCircle"
    assert "You are viewing the course as somebody else" in shown.text
    assert WORDS not in shown.text and HIDDEN not in shown.text and "Lead" not in shown.text


@pytest.mark.parametrize("block", BLOCKS)
def test_the_block_is_the_learners_and_the_request_is_not(ann: User, staff: User, block: str) -> None:
    """Whom the runtime names differs from who is signed in: the only sign that a handler has."""
    said = attributes(staff, usage_key(block), ann)
    assert (said["user_id"], said["user_is_staff"], said["user_role"]) == (ann.pk, False, "student")
    with signed_in(staff):
        actor = block_for(staff, usage_key(block), as_learner=ann).actor()
        assert DemoHost().real_user_id() == staff.pk
    assert (actor.user_id, actor.is_read_only, actor.is_course_staff) == (ann.pk, True, False)


def test_a_colleague_of_the_course_team_is_viewed_without_their_rights(staff: User) -> None:
    """Nobody is staff of the course while it is viewed, whatever the person viewed may do otherwise."""
    other = person("other", staff=True)
    said = attributes(staff, usage_key(BLOCKS[0]), other)
    assert (said["user_id"], said["user_is_staff"], said["user_role"]) == (other.pk, False, "student")


@pytest.mark.parametrize(("block", "handler"), EVERY)
def test_a_handler_is_not_hidden_and_refuses_by_itself(
    ann: User, staff: User, block: str, handler: str
) -> None:
    """The platform runs every handler as the learner; ours neither show nor change anything."""
    before, client = dump(), browser(staff)
    header = token(client)
    for method in ("GET", "POST"):
        answer = client.generic(method, address(block, handler) + "?as=ann", **header)
        if handler == SETTINGS:
            assert answer.status_code == 403
        elif method == "GET" and is_action(block, handler):
            assert answer.status_code == 405
        else:
            assert (answer.status_code, answer.content.decode()) == (403, VIEWING)
        assert WORDS not in answer.content.decode()
    assert dump() == before


# -- as a learner in general


def test_as_a_learner_in_general_one_stays_oneself_without_the_teams_rights(staff: User) -> None:
    """The same id, signed in and bound; not staff of the course, and of no role."""
    said = attributes(staff, usage_key(BLOCKS[0]), staff)
    assert (said["user_id"], said["user_is_staff"], said["user_role"]) == (staff.pk, False, "student")
    assert attributes(staff, usage_key(BLOCKS[0]), person("x"))["user_id"] != staff.pk


@pytest.mark.parametrize("block", BLOCKS)
def test_who_is_not_enrolled_then_stands_before_a_closed_door(ann: User, staff: User, block: str) -> None:
    """The unit opens for the course team; its block says what it says to anybody who is not enrolled."""
    client = browser(staff)
    page = client.get(f"/unit/{usage_key(block)}/?role=student")
    assert page.status_code == 200
    assert "open to people who are enrolled" in page.content.decode()
    assert "You are in the course team" in client.get(f"/unit/{usage_key(block)}/").content.decode()


@pytest.mark.parametrize(("block", "handler"), EVERY)
def test_no_handler_takes_the_teams_rights_then(ann: User, staff: User, block: str, handler: str) -> None:
    """A look that the course team may make as itself is refused like anybody's who is not enrolled."""
    client = browser(staff)
    answer = client.post(address(block, handler) + "?role=student", **token(client))
    assert answer.status_code == 403
    if handler != SETTINGS:
        assert answer.content.decode() == NOT_ENROLLED


@pytest.mark.parametrize("block", BLOCKS)
def test_who_is_enrolled_then_acts_as_themselves(ann: User, block: str) -> None:
    """Nothing is read-only: it is the person's own page, and what they do there is theirs."""
    enrolled = person("both", staff=True)
    shown = world.view(enrolled, block, as_learner=enrolled)
    assert "You are not in a circle of this course yet" in shown.text
    assert world.call(enrolled, block, "again", as_learner=enrolled).status == 200


def test_a_learner_gains_nothing_by_asking_for_it(ann: User) -> None:
    """Only the course team views the course as somebody."""
    client = browser(person("ben"))
    for query in ("?as=ann", "?role=student"):
        answer = client.get(f"/unit/{usage_key('learning_circle_plan')}/{query}")
        page = world.Answer(answer.status_code, answer.content.decode())
        assert page.one(".xblock")["data-query"] == "" and WORDS not in page.text
