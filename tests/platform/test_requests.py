"""What the platform does with a request before and after one of our handlers sees it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from demo.models import FieldState
from demo.testing import NOBODY, Place, block_for, show
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.writing.models import Draft
from learning_circle_xblock.xblock_base import LearningCircleBlock
from tests import world
from tests.world import BLOCKS, PLAN, circle, person, prefixed, seat, usage_key

from .site import EVERY, SETTINGS, address, browser, is_action, token

pytestmark = pytest.mark.django_db

NOT_SIGNED_IN = "Please sign in again. Your words are still here."
NOT_ENROLLED = "This is open to people who are enrolled in the course."
NO_BUTTON = "This needs to be sent with its button."
SETTINGS_IN_STUDIO = "Settings are changed in Studio, by the course team."


@pytest.fixture
def ann() -> User:
    """A teacher with a seat."""
    return seat(circle(), "ann")


def ours(answer: HttpResponse) -> tuple[int, str]:
    """Status and sentence of an answer that our handler gave."""
    assert answer.headers["X-Learning-Circle"] == "sentence"
    assert answer.headers["Content-Type"].startswith("text/plain")
    return answer.status_code, answer.content.decode()


def theirs(answer: HttpResponse) -> int:
    """The status of an answer that the platform gave instead of us: HTML, without our mark."""
    assert "X-Learning-Circle" not in answer.headers
    assert answer.headers["Content-Type"].startswith("text/html")
    return answer.status_code


@pytest.fixture
def never_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every handler begins with one of these two."""

    def reached(*args: Any, **kwargs: Any) -> None:
        pytest.fail("The handler was reached.")

    monkeypatch.setattr(LearningCircleBlock, "admit", reached)
    monkeypatch.setattr("learning_circle_xblock.xblock_base.may_author_course", reached)


# -- nobody signed in


@pytest.mark.parametrize(("block", "handler"), EVERY)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD"])
def test_in_the_lms_nobody_signed_in_does_more_than_get(
    never_reached: None, method: str, block: str, handler: str
) -> None:
    """403 in HTML before any handler runs, so the script has to say on its own that one is signed out."""
    assert theirs(browser().generic(method, address(block, handler))) == 403


@pytest.mark.parametrize(("block", "handler"), EVERY)
def test_in_the_lms_a_get_of_nobody_signed_in_reaches_the_handler(block: str, handler: str) -> None:
    """The block is bound to nobody, and only our own refusal stands there."""
    expected = (403, NOT_SIGNED_IN)
    if handler == SETTINGS:
        expected = 403, SETTINGS_IN_STUDIO
    elif is_action(block, handler):
        expected = 405, NO_BUTTON
    assert ours(browser().get(address(block, handler))) == expected


@pytest.mark.parametrize("block", BLOCKS)
def test_the_page_has_the_words_for_an_answer_that_is_not_ours(ann: User, block: str) -> None:
    """The platform's HTML is never shown inside a block: the root carries the sentence instead."""
    root = world.view(ann, block).one("[data-lc]")
    assert root["data-lc-signed-out"].startswith("The site does not know you just now.")
    assert root["data-lc-failed"] and root["data-lc-no-line"]


# -- signed in


@pytest.mark.parametrize(("block", "handler"), EVERY)
def test_a_session_without_the_token_is_answered_by_the_platforms_page(
    never_reached: None, ann: User, block: str, handler: str
) -> None:
    """Also with a form's own field empty; the handler does not run."""
    assert theirs(browser(ann).post(address(block, handler), {"base": "0"})) == 403


def test_the_token_is_a_header_made_from_the_cookie(ann: User) -> None:
    """The cookie is called `csrftoken` and can be read by a script; our forms carry no field for it."""
    client = browser(ann)
    header = token(client)
    assert not client.cookies["csrftoken"]["httponly"]
    assert not world.view(ann, PLAN).page.select("[name=csrfmiddlewaretoken]")
    answer = client.post(
        address(PLAN, "save_draft"), prefixed(PLAN, {"concern": "x"}) | {"base": "0"}, **header
    )
    assert answer.status_code == 200
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(("block", "handler"), EVERY)
def test_the_address_without_a_token_opens_nothing_to_another_site(
    ann: User, block: str, handler: str
) -> None:
    """A form elsewhere brings the session along, and can set no header: what changes something is refused."""
    answer = browser(ann).post(address(block, handler, "handler-noauth"), {"base": "0"})
    if is_action(block, handler) or handler == SETTINGS:
        assert ours(answer) == (
            405 if handler != SETTINGS else 403,
            NO_BUTTON if handler != SETTINGS else SETTINGS_IN_STUDIO,
        )
    assert not Draft.objects.exists() and not Event.objects.filter(actor=ann).exists()


@pytest.mark.parametrize(("block", "handler"), EVERY)
def test_enrolment_is_checked_for_the_page_and_not_for_a_handler(block: str, handler: str) -> None:
    """Who is signed in and not enrolled gets 404 for the unit, and reaches every handler of its block."""
    client = browser(seat(circle(), "away"))
    world.Enrolment.objects.all().delete()
    header = token(client)
    assert client.get(f"/unit/{usage_key(block)}/").status_code == 404
    refused = SETTINGS_IN_STUDIO if handler == SETTINGS else NOT_ENROLLED
    assert ours(client.post(address(block, handler), {"base": "0"}, **header)) == (403, refused)
    got = (405, NO_BUTTON) if is_action(block, handler) else (403, refused)
    assert ours(client.get(address(block, handler))) == got
    assert not Event.objects.filter(actor__username="away", verb__startswith="plan").exists()


@pytest.mark.parametrize(("block", "handler"), EVERY)
def test_whatever_is_put_behind_a_handlers_address_reaches_the_same_handler(block: str, handler: str) -> None:
    """The platform hands on any suffix; our handlers take none and refuse as without."""
    client = browser()
    plain = client.get(address(block, handler))
    for suffix in ("/", "/more", "/more/1", "/../again"):
        answer = client.get(address(block, handler, suffix=suffix))
        assert ours(answer) == ours(plain), suffix


# -- transactions


@pytest.mark.django_db(transaction=True)
def test_a_handler_runs_outside_any_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handlers and units are not atomic; what a failing handler has kept before stays kept."""
    ann, within = seat(circle(), "ann"), []

    def fail(self: Any, *args: Any, **kwargs: Any) -> None:
        within.append(connection.in_atomic_block)
        raise RuntimeError

    monkeypatch.setattr(LearningCircleBlock, "html", fail)
    client: Client = browser(ann)
    sent = prefixed(PLAN, {"concern": "Kept before the fault."}) | {"base": "0"}
    answer = client.post(address(PLAN, "save_draft"), sent, **token(client))
    assert ours(answer)[0] == 500
    assert within == [False]
    assert Draft.objects.get().answers["concern"] == "Kept before the fault."


# -- addresses


@pytest.mark.parametrize(("place", "end"), [(Place.LMS, ""), (Place.STUDIO, ""), (Place.PREVIEW, "/?")])
@pytest.mark.parametrize("block", BLOCKS)
def test_where_an_address_ends(block: str, place: Place, end: str) -> None:
    """With the handler's name; on Studio's unit page with a slash and a question mark."""
    bound = block_for(person("staff", staff=True), usage_key(block), place=place)
    assert bound.url("again").endswith(f"/again{end}")
    assert bound.url("again").count("?") == len(end.strip("/"))


@pytest.mark.parametrize("block", BLOCKS)
def test_no_address_is_built_by_appending(ann: User, block: str) -> None:
    """A page sends arguments beside the address, never behind it: it may have a query or a slash already."""
    world.share_plan(ann)
    world.share_account(ann)
    for shown in (world.view(ann, block), world.call(ann, block, "again", method="GET")):
        used = [
            str(node[name])
            for name in ("hx-get", "hx-post", "action")
            for node in shown.page.select(f"[{name}]")
        ]
        handlers = {handler for found, handler in EVERY if found == block}
        assert {address.rpartition("/")[2] for address in used} <= handlers


@pytest.mark.parametrize("block", BLOCKS)
def test_studios_unit_page_calls_no_handler(block: str) -> None:
    """Its addresses differ, and every handler refuses there: so the author's view holds none."""
    staff = person("staff", staff=True)
    page = world.Answer(200, show(staff, usage_key(block), "author_view", place=Place.PREVIEW).content).page
    assert not page.select("form, button, [hx-get], [hx-post]")


def test_nobody_leaves_a_row_of_state() -> None:
    """The block of somebody not signed in is bound to nobody."""
    assert block_for(NOBODY, usage_key(PLAN)).scope_ids.user_id is None
    for block, handler in EVERY:
        browser().get(address(block, handler))
    assert not FieldState.objects.exists()
