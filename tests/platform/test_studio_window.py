"""Studio's edit window and its handlers: what it looks for in an editor, and whom it lets through."""

import pytest
from django.contrib.auth.models import User

from demo.models import BlockSettings
from demo.testing import NOBODY, Place, call, show
from tests import world
from tests.permissions.tables import dump
from tests.world import ACCOUNT, BLOCKS, PLAN, circle, person, prefixed, seat, usage_key

from .site import EVERY, SETTINGS, STUDIO, address, browser, is_action, token

pytestmark = pytest.mark.django_db

# Whatever has one of these is taken for an editor of the platform's own, with its own rules.
TAKEN = (".editor-with-tabs", ".wrapper-comp-editor", ".wrapper-comp-settings", ".wrapper-comp-plugins",
         ".metadata_edit", "[data-metadata-name]")  # fmt: skip
# The window and the page around it listen to a press on these.
HEARD = (
    ".action-save",
    ".action-cancel",
    ".action-modes",
    ".title-edit-button",
    ".notification-action-button",
)


@pytest.fixture
def staff() -> User:
    """An author of the course."""
    return person("staff", staff=True, enrolled=False)


def editor(staff: User, block: str) -> world.Answer:
    """The editor as the window loads it."""
    return world.Answer(200, show(staff, usage_key(block), "studio_view", place=Place.STUDIO).content)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_editor_brings_its_own_bar(staff: User, block: str) -> None:
    """With `editor-with-buttons` inside, Studio hides its own bar, which could only close."""
    window = editor(staff, block)
    bar = window.one(".xblock .editor-with-buttons .xblock-actions")
    assert len(bar.select("button")) == 2
    assert bar.select_one(".save-button") is not None and bar.select_one(".cancel-button") is not None


@pytest.mark.parametrize("block", BLOCKS)
def test_the_editor_is_not_taken_for_one_of_the_platforms(staff: User, block: str) -> None:
    """Else Studio would add tabs to it, hide it until it is active, or save fields behind its back."""
    found = [part for part in (*TAKEN, *HEARD) if editor(staff, block).page.select(part)]
    assert not found


@pytest.mark.parametrize("block", BLOCKS)
def test_a_form_that_comes_back_with_a_mistake_still_has_its_bar(staff: User, block: str) -> None:
    """The form alone is replaced; what told Studio to hide its bar stands around it."""
    data = prefixed(block, {"display_name": "", "weight": "1"})
    answer = call(staff, usage_key(block), SETTINGS, data, place=Place.STUDIO)
    again = world.Answer(answer.status_code, answer.text)
    assert again.status == 422 and again.one(".xblock-actions .save-button")
    target = editor(staff, block).one(".editor-with-buttons form")
    assert (target["hx-target"], target["hx-swap"]) == ("this", "outerHTML")


@pytest.mark.parametrize("block", [PLAN, ACCOUNT])
def test_a_field_of_a_learner_cannot_be_written_by_the_editors_handler(staff: User, block: str) -> None:
    """There the write is an error and costs the whole request; so settings touch settings alone."""
    data = prefixed(block, {"display_name": "Set", "weight": "2", "has_begun": "on"})
    assert call(staff, usage_key(block), SETTINGS, data, place=Place.STUDIO).status_code == 204
    assert set(BlockSettings.objects.get().fields) == {"display_name", "weight"}


# -- its addresses


@pytest.mark.parametrize("route", STUDIO)
def test_nobody_signed_in_is_stopped_by_studio(route: str) -> None:
    """A look is sent to the sign-in page, anything else to the page about the token: HTML both."""
    for block, handler in EVERY:
        path = address(block, handler, route)
        assert browser().get(path).status_code == 302
        answer = browser().post(path)
        assert (answer.status_code, answer.headers["Content-Type"][:9]) == (403, "text/html")
        assert "X-Learning-Circle" not in answer.headers


@pytest.mark.parametrize("route", STUDIO)
def test_anybody_signed_in_reaches_every_handler_and_is_refused_there(route: str) -> None:
    """Studio asks for a sign-in and for nothing else: a learner gets no answer and leaves no trace."""
    ann = seat(circle(), "ann")
    world.share_plan(ann)
    before, client = dump(), browser(ann)
    header = token(client)
    for block, handler in EVERY:
        path = address(block, handler, route)
        posted, got = client.post(path, {"base": "0"}, **header), client.get(path)
        assert posted.status_code == 403
        assert got.status_code == (405 if is_action(block, handler) else 403)
        for answer in (posted, got):
            assert answer.headers["X-Learning-Circle"] == "sentence"
    assert dump() == before and not BlockSettings.objects.exists()


@pytest.mark.parametrize("block", BLOCKS)
def test_settings_over_the_windows_own_address(staff: User, block: str) -> None:
    """What an author saves is kept; the unit page's address keeps nothing, and says that it did."""
    client = browser(staff)
    header = token(client)
    data = prefixed(block, {"display_name": "Kept", "weight": "2", "workshops_needed": "5"})
    assert client.post(address(block, SETTINGS, "studio-preview", "/"), data, **header).status_code == 204
    assert not BlockSettings.objects.exists()
    assert client.post(address(block, SETTINGS, "studio-handler"), data, **header).status_code == 204
    assert BlockSettings.objects.get().fields["display_name"] == "Kept"


# -- what the platform's own script does to words


@pytest.mark.parametrize("block", BLOCKS)
def test_mathematics_is_not_typeset_in_what_people_write(staff: User, block: str) -> None:
    """MathJax runs over every page of the platform and leaves out elements of this class.

    The host typesets nothing. All of ours stands inside one such element, whatever the view, so that what a
    handler sends later lands inside it too.
    """
    ann = seat(circle(), "ann")
    world.share_plan(ann, {"concern": r"\(x^2\) $$y$$"})
    views = [world.view(user, block) for user in (ann, staff, NOBODY, person("away", enrolled=False))]
    author = show(staff, usage_key(block), "author_view", place=Place.PREVIEW).content
    for shown in (*views, world.Answer(200, author), editor(staff, block)):
        inside = [
            node for node in shown.one(".xblock").find_all(True, recursive=False) if node.name != "script"
        ]
        assert len(inside) == 1 and "tex2jax_ignore" in inside[0]["class"]
        assert "tex2jax_process" not in shown.text
    for node in views[0].page.select("[hx-target]"):
        assert node["hx-target"] == "this" or not str(node["hx-target"]).startswith("body")
