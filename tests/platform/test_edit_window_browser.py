"""Studio's edit window in a real browser: what it hands to our script, and where it puts our bar."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from demo.models import BlockSettings
from tests.world import ACCOUNT, BLOCKS, person, usage_key

# In the place of our script: notes what it is started with.
SPY = """
window.handed = [];
function note(name) {
  return function (runtime, element) {
    const node = element.jquery ? element[0] : element;
    handed.push([name, Boolean(element.jquery), node.classList.contains("xblock")]);
  };
}
window.LearningCircle = note("author_view");
window.LearningCircleSettings = note("studio_view");
"""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The system's Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("No Chromium was found.")
    # Playwright keeps an event loop in this thread, where Django would refuse the tests' own queries.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def page(chromium: Any, live_server: Any) -> Iterator[Page]:
    """An author; an error in a script fails the test."""
    person("staff", staff=True)
    context = chromium.new_context(viewport={"width": 700, "height": 900}, base_url=live_server.url)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto("/")
    opened.get_by_label("You are", exact=True).select_option("staff")
    opened.get_by_role("button", name="Change the persona").click()
    opened.wait_for_load_state()
    yield opened
    context.close()
    assert faults == []


@pytest.mark.parametrize("block", BLOCKS)
def test_the_script_is_given_what_jquery_makes_of_the_element(page: Page, block: str) -> None:
    """Not a node: the script finds the node in it, and tells the window of a start, an end and a way out."""
    page.add_init_script("window.handed = []; window.told = [];")
    page.goto(f"/studio/{usage_key(block)}/")
    page.evaluate(
        """() => {
          const node = document.querySelector(".xblock-studio_view");
          const copy = node.cloneNode(true);
          copy.querySelectorAll("[data-lc-ready]").forEach((root) => root.removeAttribute("data-lc-ready"));
          node.replaceWith(copy);
          const runtime = { notify: (name, data) => told.push([name, data.state || ""]) };
          LearningCircleSettings.apply({}, [runtime, { jquery: "2.2.4", length: 1, 0: copy }, {}]);
        }"""
    )
    window = page.locator(".modal-window")
    window.get_by_role("button", name="Leave without saving").click()
    window.locator("input[name$=-display_name]").fill("Another title")
    window.get_by_role("button", name="Save").click()
    for _ in range(100):  # waiting inside the page would need eval, which its rules forbid
        if page.evaluate("told.length") == 3:
            break
        page.wait_for_timeout(100)
    assert page.evaluate("told") == [["cancel", ""], ["save", "start"], ["save", "end"]]
    assert BlockSettings.objects.get().fields["display_name"] == "Another title"


def test_the_host_hands_over_the_same(page: Page) -> None:
    """The demo's own edit window starts the script in this way too."""
    page.goto(f"/studio/{usage_key(ACCOUNT)}/")
    page.route("**/learning_circle.js", lambda route: route.fulfill(body=SPY, content_type="text/javascript"))
    page.reload()
    assert page.evaluate("handed") == [["author_view", False, True], ["studio_view", True, True]]


def test_the_bar_covers_no_field(page: Page) -> None:
    """The window places the bar of an editor with buttons at its lower edge, over whatever is there."""
    page.goto(f"/studio/{usage_key(ACCOUNT)}/")
    window = page.locator(".modal-window")
    window.locator("input[name$=-display_name]").fill("")
    window.get_by_role("button", name="Save").click()
    window.get_by_text("Please look at the marked setting.").wait_for()
    bar, edge = window.locator(".xblock-actions").bounding_box(), window.bounding_box()
    assert bar is not None and edge is not None
    for field in window.locator(".lc-field").all():
        box = field.bounding_box()
        assert box is not None and box["y"] + box["height"] <= bar["y"]
    assert edge["x"] <= bar["x"] and bar["x"] + bar["width"] <= edge["x"] + edge["width"]
    assert bar["y"] + bar["height"] <= edge["y"] + edge["height"]
