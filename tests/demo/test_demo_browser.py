"""The page's part of the runtime, and the demo's own pages, in a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, sync_playwright

from demo.models import BlockCompletion, BlockSettings, FieldState
from demo.testing import key_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).resolve().parents[1] / "browser" / "vendor" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# A block's script: says what it was given, and offers what it may do to the test.
THUMB = """
function Thumb(runtime, element, args) {
  var node = element.jquery ? element[0] : element;
  window.given = { type: node.nodeType, block: node.dataset.blockType, text: args.text };
  window.where = function (suffix, query) { return runtime.handlerUrl(element, "up", suffix, query); };
  window.tell = function (name, data) { runtime.notify(name, data); };
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("No Chromium was found.")
    # Playwright keeps an event loop in this thread, where Django would refuse the tests' own queries.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A narrow window; what goes wrong in it fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=live_server.url)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.route(
        "**/static/thumb.js", lambda route: route.fulfill(body=THUMB, content_type="text/javascript")
    )
    opened.route("**/static/thumb.css", lambda route: route.fulfill(body="", content_type="text/css"))
    yield opened
    context.close()
    assert faults == []


def be(page: Page, person: User) -> None:
    """With the bar, as a visitor does."""
    page.goto("/")
    page.get_by_label("You are", exact=True).select_option(person.username)
    page.get_by_role("button", name="Change the persona").click()
    page.wait_for_load_state()


def test_a_blocks_script_is_started_with_element_and_arguments(page: Page, ann: User) -> None:
    be(page, ann)
    page.goto(f"/unit/{key_of('thumb')}/")
    assert page.evaluate("given") == {"type": 1, "block": "thumb", "text": "</script><b>"}
    stem = f"/handler/{key_of('thumb')}/up"
    assert page.evaluate("where()") == stem
    assert page.evaluate("where('a/b', 'x=1')") == f"{stem}/a/b?x=1"
    answer = page.evaluate(
        """async () => {
          const token = document.cookie.match(/csrftoken=([^;]+)/)[1];
          const body = new URLSearchParams({ note: "so" });
          const headers = { "X-CSRFToken": token };
          const sent = await fetch(where(), { method: "POST", headers: headers, body: body });
          return sent.json();
        }"""
    )
    assert answer == {"ups": 1, "note": "so"}
    assert FieldState.objects.get(user=ann).state["ups"] == 1
    assert BlockCompletion.objects.get(user=ann).completion == 1.0


def test_under_masquerade_the_script_still_calls_as_the_learner(page: Page, ann: User, lea: User) -> None:
    be(page, lea)
    page.goto(f"/unit/{key_of('thumb')}/")
    page.get_by_label("View as").select_option("ann")
    page.get_by_role("button", name="View", exact=True).click()
    page.get_by_text("You see this page as Ann Aaa does.").wait_for()
    page.wait_for_load_state()
    assert page.evaluate("where('', 'x=1')") == f"/handler/{key_of('thumb')}/up?x=1&as=ann"
    assert page.evaluate("tell('save', {state: 'end'})") is None
    page.get_by_role("link", name="Back to my own view").click()
    page.get_by_label("View as").wait_for()


def test_studio_listens_to_the_editor(page: Page, lea: User) -> None:
    BlockSettings.objects.create(usage_key=key_of("thumb"), fields={"question": "Editor?"})
    be(page, lea)
    page.goto(f"/studio/{key_of('thumb')}/")
    page.evaluate("tell('save', {state: 'start'})")
    assert page.get_by_role("status").inner_text() == "Saving…"
    page.evaluate("tell('error', {title: 'Not <saved>', message: 'Try again.'})")
    assert page.get_by_role("alert").inner_text() == "Not <saved>: Try again."
    page.evaluate("tell('save', {state: 'end'})")
    page.wait_for_url("**/?saved")
    assert page.get_by_role("status").inner_text() == "Saved. The course shows it now."
    page.evaluate("tell('cancel', {})")
    page.wait_for_url(lambda url: url.endswith("/"))
    assert page.get_by_role("status").inner_text() == ""


def test_the_bar_works_without_scripts(browser: Browser, live_server: Any, ann: User) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    be(page, ann)
    page.get_by_label("Language", exact=True).select_option("fr")
    page.get_by_role("button", name="Change the language").click()
    page.get_by_role("link", name="Carnet de notes").click()
    assert page.get_by_role("rowheader", name="Ann Aaa").is_visible()
    context.close()


@pytest.mark.parametrize("width", [360, 1200])
def test_every_page_passes_axe_and_does_not_scroll_sideways(
    page: Page, width: int, ann: User, bob: User, lea: User
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    unit = f"/unit/{key_of('thumb')}/"
    signed_out = ["/", "/persona/", "/mail/"]
    as_staff = ["/", "/gradebook/", unit, f"{unit}?as=ann", f"/studio/{key_of('thumb')}/"]
    for person, paths in ((None, signed_out), (lea, as_staff), (bob, ["/", "/gradebook/"])):
        if person:
            be(page, person)
        for path in paths:
            page.goto(path)
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
            assert [(path, rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
