"""A circle of 36 teachers: few taps after a session, every page for every eye, and all of it by keyboard."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .circle_pages import PAGES, path_of
from .conftest import AXE, ROOT, free_port

pytestmark = pytest.mark.browser

MOST_TAPS = 25
# What is lower than 44 px, but for links in sentences, and what only a keyboard or a screen reader finds.
TOO_LOW = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter((found) => !found.closest('.lc-skip, .lc-sr') && found.getClientRects().length > 0)
  .filter((found) => {
    const box = found.matches('[type=checkbox], [type=radio]') ? found.closest('label') : found;
    const inSentence = found.tagName === 'A' && getComputedStyle(found).display === 'inline'
      && found.parentElement.textContent.trim() !== found.textContent.trim();
    return !inSentence && box.getBoundingClientRect().height < 43.5;
  })
  .map((found) => found.outerHTML.slice(0, 120))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPENED = "document.querySelectorAll('details').forEach((found) => { found.open = true; })"
# Every press that a person makes, by finger or by key, from page to page.
COUNTING = """addEventListener('click', (press) => { if (press.isTrusted) {
  sessionStorage.setItem('taps', 1 + Number(sessionStorage.getItem('taps'))); } }, true)"""
RING = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"

# Where Tab stops in the page's body, in its order: a group of radios once, nothing in a closed fold.
STOPS = """() => {
  const groups = new Set();
  return [...document.querySelectorAll('main a[href], main button, main input:not([type=hidden]), '
      + 'main select, main textarea, main summary, main [tabindex="0"]')]
    .filter((found) => found.getClientRects().length > 0 && !found.disabled && found.tabIndex >= 0)
    .filter((found) => found.tagName === 'SUMMARY' || !found.closest('details:not([open])'))
    .filter((found) => {
      if (found.type !== 'radio') { return true; }
      const key = (found.form ? [...document.forms].indexOf(found.form) : '') + found.name;
      if (groups.has(key)) { return false; }
      groups.add(key);
      return true;
    })
    .map((found, at) => { found.dataset.stop = at; return at; });
}"""
# The stop that has the focus (for a radio that of its group), how thick its ring is, and whether it is seen.
STANDING = """() => {
  const at = document.activeElement, ring = (found) => found &&
    getComputedStyle(found).outlineStyle !== 'none' ? parseFloat(getComputedStyle(found).outlineWidth) : 0;
  const group = at.type === 'radio' && [...at.form.elements].find((one) =>
    one.name === at.name && one.dataset.stop);
  const box = (at.labels && at.labels[0] || at).getBoundingClientRect();
  return {
    stop: Number((group || at).dataset.stop ?? -1), html: at.outerHTML.slice(0, 100),
    ring: Math.max(ring(at), ring(at.nextElementSibling), ring(at.parentElement)),
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


class Place:
    """The served circle: its address, the ids of its rows, and windows of its people."""

    def __init__(self, address: str, ids: dict[str, Any], browser: Browser, env: dict[str, str]) -> None:
        self.address, self.ids, self.browser, self.env = address, ids, browser, env

    def window(self, who: str, width: int = 360, language: str = "en") -> Page:
        """Somebody's window; nobody is signed in without a name."""
        context = self.browser.new_context(viewport={"width": width, "height": 800}, has_touch=width < 500)
        context.set_default_timeout(15_000)
        cookies = {"django_language": language} | ({"demo_sessionid": self.ids["people"][who]} if who else {})
        context.add_cookies([{"name": k, "value": v, "url": self.address} for k, v in cookies.items()])
        return context.new_page()

    def at(self, name: str) -> str:
        """The address of a page by its name."""
        return self.address + path_of(name, self.ids)

    def told(self) -> dict[str, Any]:
        """What the database holds."""
        command = [sys.executable, "-m", "tests.browser.circle_world", "tell"]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Place]:
    """A circle for the tests of this file."""
    folder, port = tmp_path_factory.mktemp("circle"), free_port()
    (folder / "var").mkdir()
    env = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    env |= {"DEMO_VAR": str(folder / "var"), "PORT": str(port)}
    command = [sys.executable, "-m", "tests.browser.circle_world", "serve", str(port), str(folder / "ids")]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            ids = _until_it_is_made(process, folder)
            time.sleep(0.5)
            yield Place(f"http://127.0.0.1:{port}", ids, browser, env)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _until_it_is_made(process: subprocess.Popen[bytes], folder: Path) -> dict[str, Any]:
    for _ in range(400):
        if process.poll() is not None:
            pytest.fail(f"The circle stopped: {(folder / 'log').read_text()}")
        if (folder / "ids").exists() and (folder / "ids").stat().st_size:
            found: dict[str, Any] = json.loads((folder / "ids").read_text())
            return found
        time.sleep(0.2)
    pytest.fail(f"The circle was not made: {(folder / 'log').read_text()}")


def sound(page: Page, name: str) -> None:
    """No axe violation, no sideways scroll, nothing too low to tap; details closed and open."""
    for opens in (False, True):
        if opens and not page.locator("details:not([open])").count():
            return
        if opens:
            page.evaluate(OPENED)
        assert page.evaluate(WIDER) <= 0, f"{name} scrolls sideways"
        assert page.evaluate(TOO_LOW) == [], name
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text())
        found = page.evaluate("async () => (await axe.run()).violations")
        assert [f"{v['id']}: {[n['html'][:160] for n in v['nodes']]}" for v in found] == [], name


@pytest.mark.parametrize("width", [360, 1200])
def test_every_page_is_sound(place: Place, width: int) -> None:
    windows: dict[str, Page] = {}
    for name, (who, _path) in PAGES.items():
        page = windows.setdefault(who, windows.get(who) or place.window(who, width))
        answer = page.goto(place.at(name))
        assert answer is not None and answer.status == 200, name
        sound(page, f"{name} at {width}")
    page = windows["lead"]
    page.goto(place.at("import"))
    rows = b"email,role\nt00@example.org,teacher\nsomebody@example.org,teacher\nnobody,teacher\n"
    page.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": rows}
    )
    page.locator("main form button").first.click()
    expect(page.locator("main table").first).to_be_visible()
    sound(page, f"the report of an import at {width}")
    for window in windows.values():
        window.context.close()


@pytest.mark.parametrize(
    ("who", "name", "opens"),
    [
        ("lead", "circle-manager", False),
        ("t07", "circle-teacher", False),
        ("lead", "after", True),
        ("t07", "sessions-teacher", False),
        ("lead", "sessions", False),
        ("fresh", "sessions-plan", False),
        ("boss", "union", False),
        ("boss", "union-words", True),
    ],
)
@pytest.mark.parametrize("width", [360, 1200])
def test_tab_walks_the_page_in_its_order(place: Place, who: str, name: str, opens: bool, width: int) -> None:
    """Roster, "who is here" and calendar: every control is reached once, in order, seen, with a ring."""
    page = place.window(who, width)
    page.goto(place.at(name))
    if opens:
        page.evaluate(OPENED)
    stops: list[int] = page.evaluate(STOPS)
    page.locator(".lc-skip").focus()
    page.keyboard.press("Enter")
    found: list[int] = []
    for _ in range(4 * len(stops) + 8):  # a date has several stops of its own
        page.keyboard.press("Tab")
        at = page.evaluate(STANDING)
        if at["stop"] < 0:
            break
        if not found or found[-1] != at["stop"]:
            assert at["ring"] >= 2, f"no ring: {at['html']}"
            assert at["seen"], f"out of sight: {at['html']}"
            found.append(at["stop"])
    assert found == stops and len(stops) > 3, name
    page.context.close()


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_other_languages_fit_a_telephone(place: Place, language: str) -> None:
    page = place.window("lead", 360, language)
    for name in ("week", "after", "circle-manager"):
        page.goto(place.at(name))
        assert page.locator("html").get_attribute("lang") == language
        sound(page, f"{name} in {language}")
    page.context.close()


def test_a_calendar_is_planned_by_keyboard(place: Place) -> None:
    page = place.window("fresh")
    keys = page.keyboard
    page.goto(place.at("sessions-plan"))
    page.locator("input[name=preset]").first.focus()
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    assert page.evaluate("document.activeElement.checked")
    assert (
        page.evaluate("parseFloat(getComputedStyle(document.activeElement.nextElementSibling).outlineWidth)")
        >= 2
    )
    page.locator("input[name=hour]").focus()
    keys.type("0900AM")
    assert page.evaluate(RING) >= 2
    page.locator("main form button.lc-go").focus()
    assert page.evaluate(RING) >= 2
    keys.press("Enter")
    expect(page.locator("main ol > li")).not_to_have_count(0)
    page.context.close()


def test_somebody_goes_on_leave_by_keyboard(place: Place) -> None:
    page = place.window("lead")
    page.goto(place.at("circle-manager"))
    page.locator("main .lc-roster a", has_text="Yoofi").focus()
    assert page.evaluate(RING) >= 2
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Yoofi")
    page.locator("button[name=do][value=rest], button[name=do][value=pause]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main [role=status]").first).to_be_visible()
    page.goto(place.at("circle-manager"))
    expect(page.locator("main .lc-roster li", has_text="Yoofi")).to_contain_text("on leave", ignore_case=True)
    page.context.close()


def test_a_session_and_a_tutorial_in_few_taps(place: Place) -> None:
    """The absent and the fill button by keyboard, the rest by finger; the browser counts every press."""
    page = place.window("lead")
    page.add_init_script(COUNTING)
    page.goto(place.at("week"))
    page.locator("a", has_text="Say who was there").click()
    if not page.url.endswith("/after/"):
        page.locator("main a[href$='/after/']").first.click()
    for name in ("Adjoa", "Dzifa"):  # one at each of two tables
        person = page.locator("fieldset", has=page.get_by_text(name))
        page.locator("details", has=person).locator("summary").click()
        person.locator("[type=radio]").first.focus()
        page.keyboard.press("ArrowLeft")  # from the first round to the last: absent
    expect(page.locator("fieldset [value=absent]:checked")).to_have_count(2)
    people = page.locator("fieldset:has([value=absent])").count()
    assert people >= 36, people  # and somebody on paper; another test lets one go on leave
    page.locator("button[name=fill][value=all]").focus()
    assert page.evaluate(RING) >= 2
    page.keyboard.press("Enter")
    expect(page.locator("fieldset [type=radio]:checked")).to_have_count(people)
    page.locator("button.lc-go[name=keep]").click()
    expect(page.locator("main [role=status]")).to_be_visible()
    page.locator("main .lc-over a").click()
    page.locator("main a[href$='/tutorial/']").click()
    page.locator("button[name=fill][value='1']").click()
    page.locator("button.lc-go[name=keep]").click()
    expect(page.locator("main .lc-list > li")).to_have_count(6)
    taps = int(page.evaluate("sessionStorage.getItem('taps')"))
    for_the_absent = 4  # two tables opened, two people marked
    assert 0 < taps - for_the_absent <= MOST_TAPS, taps
    print(f"{taps} taps, {for_the_absent} of them for the absent")
    told = place.told()
    assert told["agreed"] == 6 and told["marks"]["tutorial present"] == 6, told
    assert told["marks"]["workshop absent"] == 2 and told["marks"]["workshop present"] == people - 2, told
    page.context.close()
