"""What every block does: who is let in, what a refusal says, and what it never tells."""

import logging
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import translation
from xblock.core import XBlock

from demo.runtime import published_block
from demo.testing import NOBODY, Place, added_block, block_for, call, set_by_author, show
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.models import Plan
from tests import world
from tests.queries import counted
from tests.review import authors as act
from tests.world import ACCOUNT, BLOCKS, CIRCLE, PLAN, circle, person, prefixed, seat, usage_key, view

from .pages import ACTIONS, AUTHORING, EVERY_ACTION, EVERY_HANDLER, LOOKS

pytestmark = pytest.mark.django_db
WORDS = "What only I have written about Zoé of class 4b"


@pytest.fixture
def where() -> Circle:
    """A circle with a teacher who has shared a plan and an account, a colleague and a facilitator."""
    found = circle()
    for username, role in (("ann", Role.TEACHER), ("ben", Role.TEACHER), ("lead", Role.FACILITATOR)):
        seat(found, username, role)
    act.shared_plan(person("ann"))
    act.shared_account(person("ann"))
    return found


# -- the handlers


@pytest.mark.parametrize("block_type", BLOCKS)
def test_every_handler_is_known_and_guarded(block_type: str) -> None:
    """A handler that is added must be named here, and with it its tests."""
    block = XBlock.load_class(block_type)
    handlers = {
        name: getattr(block, name)
        for name in dir(block)
        if getattr(getattr(block, name, None), "_is_xblock_handler", False)
    }
    assert set(handlers) == LOOKS[block_type] | ACTIONS[block_type] | AUTHORING[block_type]
    assert all(getattr(handler, "is_guarded", False) for handler in handlers.values())


def assert_sentence(answer: Any, status: int) -> None:
    """One sentence in words, never cached."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == "text/plain"
    assert answer.headers["X-Learning-Circle"] == "sentence"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.text and "<" not in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize(("block_type", "handler"), EVERY_ACTION)
def test_an_action_is_sent_with_its_button(where: Circle, block_type: str, handler: str) -> None:
    before = Event.objects.count()
    for method in ("GET", "HEAD", "PUT", "DELETE"):
        assert call(person("ann"), usage_key(block_type), handler, method=method).status_code == 405
    assert Event.objects.count() == before


@pytest.mark.parametrize(("block_type", "handler"), EVERY_HANDLER)
def test_who_is_not_let_in(where: Circle, block_type: str, handler: str) -> None:
    """Nobody signed in, nobody enrolled, not through Studio; and the enrolled outsider finds nothing."""
    before = Event.objects.count()
    away, staff = person("away", enrolled=False), person("staff", staff=True, enrolled=False)
    data = {"plan": "1", "account": "1", "circle": "1", "page": "1", "version": "1", "review": "1"}
    assert_sentence(call(NOBODY, usage_key(block_type), handler, data), 403)
    assert_sentence(call(away, usage_key(block_type), handler, data), 403)
    for place in (Place.STUDIO, Place.PREVIEW):
        assert_sentence(call(person("ann"), usage_key(block_type), handler, data, place=place), 403)
        assert_sentence(call(staff, usage_key(block_type), handler, data, place=place), 403)
    assert Event.objects.count() == before


@pytest.mark.parametrize(("block_type", "handler"), EVERY_ACTION)
def test_nothing_changes_while_staff_view_as_a_learner(where: Circle, block_type: str, handler: str) -> None:
    before = Event.objects.count()
    staff = person("staff", staff=True)
    answer = call(staff, usage_key(block_type), handler, {"base": "0"}, as_learner=person("ben"))
    assert_sentence(answer, 403)
    assert "somebody else" in answer.text
    assert Event.objects.count() == before


@pytest.mark.parametrize(("block_type", "handler"), EVERY_ACTION)
def test_the_course_team_that_is_not_enrolled_writes_nothing(
    where: Circle, block_type: str, handler: str
) -> None:
    before = Event.objects.count()
    staff = person("staff", staff=True, enrolled=False)
    assert_sentence(call(staff, usage_key(block_type), handler, {"base": "0"}), 403)
    assert Event.objects.count() == before


@pytest.mark.parametrize(("block_type", "handler"), EVERY_HANDLER)
def test_far_too_much_text_at_once_is_refused(where: Circle, block_type: str, handler: str) -> None:
    data = prefixed(block_type, {"concern": "x" * 2_000_000, "title": "x"})
    assert_sentence(call(person("ben"), usage_key(block_type), handler, data), 413)
    assert not Plan.objects.filter(owner=person("ben")).exists()


IDS = {
    (PLAN, "read"): "plan",
    (PLAN, "agree_with"): "plan",
    (ACCOUNT, "read"): "account",
    (CIRCLE, "people"): "circle",
    ("learning_circle_library", "read"): "account",
    **{
        (block, handler): "review"
        for block in (PLAN, ACCOUNT)
        for handler in (
            "save_response",
            "choose_response_text",
            "send_response",
            "reply",
            "see_both_responses",
        )
    },
    **{(block, "open_response"): name for block in (PLAN, ACCOUNT) for name in ("asked", "version")},
}
NOT_THERE = "This is not open to you, or it is no longer here."
NONSENSE = [
    "",
    "abc",
    "-1",
    "1.5",
    "1e3",
    "999999999999",
    "9" * 400,
    "1 OR 1=1",
    "²",
    "\x00",
    "👏",
    b"\xff\xfe",
]


@pytest.mark.parametrize(("block_type", "handler"), sorted(IDS))
def test_an_id_that_is_none_is_not_there(where: Circle, block_type: str, handler: str) -> None:
    for value in NONSENSE:
        data = {IDS[block_type, handler]: value, "page": "1"}
        answer = world.call(person("lead"), block_type, handler, data)
        assert (answer.status, answer.text) == (404, NOT_THERE), value
        if handler in LOOKS[block_type]:
            assert world.call(person("lead"), block_type, handler, data, method="GET").status == 404, value


def test_a_fault_of_ours_is_said_without_a_trace_and_logged_without_what_was_typed(
    where: Circle, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of a database or a library may quote the words it stumbled over."""

    def fail(**given: Any) -> None:
        raise ValueError(f"cannot store {given['answers']}")

    monkeypatch.setattr(planning, "save_draft", fail)
    with caplog.at_level(logging.DEBUG, logger="learning_circle_xblock"):
        data = prefixed(PLAN, {"concern": WORDS})
        answer = call(person("ben"), usage_key(PLAN), "save_draft", {**data, "base": "0"})
    assert_sentence(answer, 500)
    assert "fault is on our side" in answer.text
    assert "ValueError" not in answer.text and WORDS not in answer.text
    assert PLAN in caplog.text, "it can be found"
    assert WORDS not in caplog.text and "Zoé" not in caplog.text


def test_who_waits_for_a_lock_too_long_is_asked_to_try_again(
    where: Circle, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Two who save at once may have to give way; it is nobody's fault, and the words are still there."""

    def give_way(**_given: Any) -> None:
        raise OperationalError(1213, "Deadlock found when trying to get lock")

    monkeypatch.setattr(planning, "save_draft", give_way)
    data = prefixed(PLAN, {"concern": WORDS})
    answer = call(person("ben"), usage_key(PLAN), "save_draft", {**data, "base": "0"})
    assert_sentence(answer, 503)
    assert "please try again" in answer.text
    assert PLAN in caplog.text and WORDS not in caplog.text


def test_nothing_that_people_do_is_logged_with_their_words(
    where: Circle, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        world.share_plan(person("ben"), {"concern": WORDS})
        world.respond(person("ann"), PLAN, version=Plan.objects.get(owner=person("ben")).version_id)
        view(person("lead"), PLAN)
    assert "Zoé" not in caplog.text and "Ben" not in caplog.text


@pytest.mark.parametrize("block_type", BLOCKS)
def test_no_answer_is_kept_by_anybody_on_the_way(where: Circle, block_type: str) -> None:
    for handler in LOOKS[block_type]:
        answer = world.call(person("ann"), block_type, handler, {"plan": "1", "account": "1"})
        assert answer.headers["Cache-Control"] == "private, no-store", handler


# -- the views


@pytest.mark.parametrize("block_type", BLOCKS)
def test_who_is_not_signed_in_is_asked_to(where: Circle, block_type: str) -> None:
    for found in (
        view(NOBODY, block_type),
        world.Answer(200, show(NOBODY, usage_key(block_type), "public_view").content),
    ):
        assert "Please sign in" in found.text
        assert "Ann" not in found.text


@pytest.mark.parametrize("block_type", BLOCKS)
def test_who_is_not_enrolled_sees_that_and_nothing_else(where: Circle, block_type: str) -> None:
    away = person("away", enrolled=False)
    seat(where, "away")
    found = view(away, block_type)
    assert "open to people who are enrolled" in found.text
    assert not found.page.select("form, li, button")
    assert "Ann" not in found.text and where.name not in found.text


@pytest.mark.parametrize("block_type", BLOCKS)
def test_who_is_in_no_circle_reads_that_nothing_is_missing_on_their_side(
    where: Circle, block_type: str
) -> None:
    found = view(person("stranger"), block_type)
    assert "You are not in a circle of this course yet" in found.text
    assert "Ann" not in found.text and where.name not in found.text


@pytest.mark.parametrize("block_type", BLOCKS)
@pytest.mark.parametrize("role", [Role.UNION_REPRESENTATIVE, Role.OBSERVER])
def test_who_is_in_a_circle_is_never_told_that_they_are_not(
    where: Circle, block_type: str, role: Role
) -> None:
    """A representative and an observer read no texts; the page says so rather than something untrue."""
    found = view(seat(where, "other", role), block_type)
    assert "You are not in a circle" not in found.text
    assert "Fingers on the desk" not in found.text and "how we find out" not in found.text


@pytest.mark.parametrize("block_type", BLOCKS)
def test_the_course_team_reads_what_it_does_not_see(where: Circle, block_type: str) -> None:
    found = view(person("staff", staff=True, enrolled=False), block_type)
    assert "You are in the course team, and in no circle" in found.text
    assert "Ann" not in found.text


@pytest.mark.parametrize("block_type", BLOCKS)
def test_looking_writes_nothing(where: Circle, block_type: str) -> None:
    with counted() as queries:
        for username in ("ann", "ben", "lead", "stranger"):
            view(person(username), block_type)
    assert not [sql for sql in queries.statements if not sql.startswith("SELECT")]


@pytest.mark.parametrize("block_type", BLOCKS)
def test_a_view_brings_its_script_and_styles(where: Circle, block_type: str) -> None:
    fragment = show(person("ann"), usage_key(block_type))
    resources = {r.data.rpartition("/")[2] for r in fragment.resources}
    assert resources == {"tokens.css", "components.css", "learning_circle.js"}
    page = view(person("ann"), block_type)
    assert page.one(".xblock")["data-init"] == "LearningCircle"
    assert not page.page.select("script"), "no inline script"
    assert page.one("[data-lc]")["lang"] == "en"


@pytest.mark.parametrize("block_type", BLOCKS)
def test_a_page_in_french(where: Circle, block_type: str) -> None:
    with translation.override("fr"):
        found = view(person("ann"), block_type)
        refusal = call(person("away", enrolled=False), usage_key(block_type), "again")
    assert found.one("[data-lc]")["lang"] == "fr"
    for english in ("Your next small step", "What your circle has shared", "My development", "Counted:"):
        assert english not in found.text
    assert "enrolled" not in refusal.text


@pytest.mark.parametrize("block_type", BLOCKS)
def test_ids_of_a_page_are_its_own(where: Circle, block_type: str) -> None:
    """Every id once, every label and description with its target, and nothing shared by two blocks."""
    pages = [view(person("ben"), block_type)]
    if block_type in (PLAN, ACCOUNT):
        with added_block(block_type, "second") as second:
            pages.append(world.Answer(200, show(person("ben"), second).content))
    found: list[str] = []
    for page in pages:
        ids = [str(node["id"]) for node in page.page.select("[id]")]
        assert len(ids) == len(set(ids))
        for node in page.page.select("label[for], [aria-describedby]"):
            targets = str(node.get("for") or node.get("aria-describedby")).split()
            assert set(targets) <= set(ids), node
        found += ids
    assert len(found) == len(set(found))


# -- Studio


@pytest.mark.parametrize("block_type", BLOCKS)
@pytest.mark.parametrize("name", ["author_view", "student_view", "studio_view"])
def test_studio_shows_no_learner_and_reads_no_table(where: Circle, block_type: str, name: str) -> None:
    staff = person("staff", staff=True)
    seat(where, "staff", Role.FACILITATOR)
    place = Place.STUDIO if name == "studio_view" else Place.PREVIEW
    with counted() as queries:
        found = world.Answer(200, show(staff, usage_key(block_type), name, place=place).content)
    assert queries.number == 0
    assert "Ann" not in found.text and "Fingers" not in found.text
    if name != "studio_view":
        assert "No names and no texts of learners" in found.text
        assert published_block(usage_key(block_type)).display_name in found.text


def test_a_setting_of_the_author_is_shown(where: Circle) -> None:
    set_by_author(usage_key(PLAN), display_name="Our <b>plan</b>", weight=7)
    found = world.Answer(
        200, show(person("staff", staff=True), usage_key(PLAN), "author_view", place=Place.PREVIEW).content
    )
    assert found.one("h2").text == "Our <b>plan</b>"
    assert "7" in [dd.text for dd in found.page.select("dd")]


def test_outside_a_request_nobody_views_as_somebody_else(where: Circle) -> None:
    block = block_for(person("ann"), usage_key(PLAN))
    actor = block.actor()
    assert actor is not None and not actor.is_read_only and actor.user_id == person("ann").pk


@pytest.mark.parametrize(("block_type", "handler"), EVERY_HANDLER)
def test_a_page_that_stayed_open_does_nothing_in_the_name_of_whoever_signed_in_since(
    where: Circle, block_type: str, handler: str
) -> None:
    """One phone, two people: the page says for whom it was made."""
    ann, ben = person("ann"), person("ben")
    method = "GET" if handler in LOOKS[block_type] else "POST"
    headers = {"HX-Request": "true", "X-Learning-Circle-Reader": str(ann.pk)}
    key = usage_key(block_type)
    answer = call(ben, key, handler, {}, method=method, headers=headers)
    assert answer.status_code == 403
    assert answer.text == "Somebody else has signed in on this device. Your words are still here."
    own = call(ann, key, handler, {}, method=method, headers=headers)
    assert own.text != answer.text


@pytest.mark.parametrize("block_type", BLOCKS)
def test_a_page_says_for_whom_it_was_made(where: Circle, block_type: str) -> None:
    assert view(person("ann"), block_type).one("[data-lc]")["data-lc-reader"] == str(person("ann").pk)
