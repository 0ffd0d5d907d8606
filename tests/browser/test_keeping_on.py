"""Nothing typed is lost: the line cut, two windows, a fault of ours; and all of it by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from .conftest import Visit

pytestmark = pytest.mark.browser

PLAN = "learning_circle_plan"
WORDS = "What I have noticed on the bus: the quiet ones never ask."


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    """A phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(15_000)
    yield context
    context.close()


def visit(window: BrowserContext, address: str, username: str, language: str = "en") -> Visit:
    """The person at their plan."""
    seen = Visit(window.new_page(), address, f"keeping-on-{username}", language)
    seen.become(username)
    seen.unit(PLAN)
    return seen


def concern(seen: Visit) -> str:
    """What stands in the first field."""
    return seen.page.locator("[data-lc] [name$='-concern']").input_value()


def test_the_line_is_cut_and_comes_back(window: BrowserContext, shared_demo: str) -> None:
    """The words stay, the page says so, and they are kept as soon as there is a line."""
    seen = visit(window, shared_demo, "rosine")
    window.set_offline(True)
    seen.fill("concern", WORDS)
    status = seen.page.locator("[data-lc-status]")
    expect(status).to_contain_text("No line just now")
    assert concern(seen) == WORDS
    seen.page.locator("button[hx-post*='/share']").click()
    expect(seen.page.locator("[data-lc-failure]")).to_be_visible()
    seen.page.screenshot(path="build/screens/keeping-on-no-line.png", full_page=True)
    window.set_offline(False)
    expect(status).to_contain_text("Kept on the site")
    seen.unit(PLAN)
    assert concern(seen) == WORDS


def test_two_windows_keep_both_texts(window: BrowserContext, shared_demo: str) -> None:
    """The second window is told, nothing is overwritten, and the author chooses."""
    first = visit(window, shared_demo, "beat")
    second = visit(window, shared_demo, "beat")
    first.fill("concern", "Written in the first window.")
    expect(first.page.locator("[data-lc-status]")).to_contain_text("Kept on the site")
    second.fill("concern", "Written in the second window.")
    expect(second.page.locator("[data-lc-status]")).to_contain_text("Both texts are kept")
    second.press("again")
    note = second.page.locator(".lc-note-sun")
    expect(note).to_contain_text("Written in the second window.")
    assert concern(second) == "Written in the first window."
    second.look("two-windows")
    second.press("choose_text", 1)
    assert concern(second) == "Written in the second window."
    expect(second.page.locator(".lc-note-sun")).to_contain_text("Written in the first window.")
    second.press("choose_text", 0)
    expect(second.page.locator(".lc-note-sun")).to_have_count(0)
    assert concern(second) == "Written in the second window."


def test_a_fault_of_ours_is_said_in_words(window: BrowserContext, shared_demo: str) -> None:
    """A failing request leaves the page as it is and says whose fault it is."""
    seen = visit(window, shared_demo, "awa", "fr")
    seen.page.route(
        "**/share", lambda route: route.fulfill(status=500, body="Traceback (most recent call last)")
    )
    seen.fill("concern", WORDS)
    seen.page.locator("button[hx-post*='/share']").click()
    failure = seen.page.locator("[data-lc-failure]")
    expect(failure).to_be_visible()
    assert "Traceback" not in seen.page.content()
    assert concern(seen) == WORDS


def past_what_is_folded(seen: Visit) -> None:
    """Tab, and once more for each thing that stays closed and for the link to the page without a line."""
    seen.page.keyboard.press("Tab")
    while seen.page.evaluate("document.activeElement.tagName") in ("SUMMARY", "A"):
        seen.page.keyboard.press("Tab")


def test_by_keyboard_alone(window: BrowserContext, shared_demo: str) -> None:
    """Write four answers, jump to the one that is missing, share: without a pointer."""
    seen = visit(window, shared_demo, "awa")
    keys = seen.page.keyboard
    seen.page.locator("[name$='-concern']").focus()
    for number, words in enumerate(("concern words", "focus words", "first words")):
        keys.press("Control+A")
        keys.type(words)
        past_what_is_folded(seen)
        assert number == 2 or seen.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    past_what_is_folded(seen)
    assert seen.page.evaluate("document.activeElement.getAttribute('hx-post')").endswith("/share")
    keys.press("Enter")
    expect(seen.page.locator(".lc-problems")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(seen.page.locator("[name$='-question']")).to_be_focused()
    keys.type("a question")
    past_what_is_folded(seen)
    keys.press("Enter")
    expect(seen.page.locator(".lc-tag-now")).to_be_visible()
    expect(seen.page.locator(".lc-next h3")).to_be_focused()
