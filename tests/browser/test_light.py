"""The light pages on a bad line: really cut, the browser killed; two devices, two people on one phone."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect, sync_playwright

from .conftest import AXE, QUIET, ROOT, chromium, free_port

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)  # the machine may be busy
LONG = 72 * 3600 * 1000  # without a line, in milliseconds
CONCERN = "[name$='-concern']"
WORDS = "What I noticed on the bus: the quiet ones never ask."


class Site:
    """The served world; its line can be cut by stopping the server."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.env = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        self.env |= {"DEMO_VAR": str(folder / "var"), "PORT": str(self.port)}
        (folder / "var").mkdir()
        self.process = self._start()
        self.ids: dict[str, Any] = json.loads((folder / "ids").read_text())

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.browser.light_world", "serve", str(self.port)]
        with (self.folder / "log").open("w") as log:
            process = subprocess.Popen(
                [*command, str(self.folder / "ids")], cwd=ROOT, env=self.env, stdout=log, stderr=log
            )
        for _ in range(400):
            if process.poll() is not None:
                pytest.fail(f"The site stopped: {(self.folder / 'log').read_text()}")
            if (self.folder / "ids").exists() and (self.folder / "ids").stat().st_size:
                time.sleep(0.5)
                return process
            time.sleep(0.2)
        pytest.fail("The site was not made.")

    def write(self, who: str) -> str:
        """The address of somebody's plan."""
        return f"{self.address}/learning-circles/write/{self.ids['works'][who]}/"

    def run(self, *arguments: str) -> str:
        """What the world's other verbs print."""
        command = [sys.executable, "-m", "tests.browser.light_world", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def told(self, who: str) -> list[Any]:
        """Words, words of another window, revision."""
        found: list[Any] = json.loads(self.run("tell"))[who]
        return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One world for the tests of this file, with people of their own."""
    made = Site(tmp_path_factory.mktemp("light"))
    yield made
    made.process.terminate()
    made.process.wait(timeout=20)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as driver:
        yield driver


class Phone:
    """A browser with a profile that outlives its process."""

    def __init__(self, driver: Playwright, site: Site, profile: Path) -> None:
        self.driver, self.site, self.profile = driver, site, profile

    @contextmanager
    def opened(self, *, kill: bool = False) -> Iterator[BrowserContext]:
        """The browser; with `kill`, its processes end without a word, as when the battery is taken out."""
        context = self.driver.chromium.launch_persistent_context(
            str(self.profile),
            executable_path=chromium(),
            args=list(QUIET),
            viewport={"width": 360, "height": 740},
        )
        context.set_default_timeout(20_000)
        try:
            yield context
        finally:
            if kill:
                self._kill()
            with suppress(Error):  # it may notice before we ask
                context.close()

    def _kill(self) -> None:
        """Only the processes of this profile."""
        wanted = f"--user-data-dir={self.profile}"
        for found in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if wanted in found.read_bytes().decode(errors="replace").split("\0"):
                    os.kill(int(found.parent.name), signal.SIGKILL)
            except OSError:
                continue

    def sign_in(self, context: BrowserContext, who: str) -> None:
        """As after the platform's sign-in: another session, another token for forms."""
        context.clear_cookies()
        values = {"demo_sessionid": self.site.run("again", who), "csrftoken": (who * 32)[:32]}
        until = time.time() + 30 * 24 * 3600
        context.add_cookies(
            [{"name": k, "value": v, "url": self.site.address, "expires": until} for k, v in values.items()]
        )


@pytest.fixture
def phone(playwright: Playwright, site: Site, tmp_path: Path) -> Callable[[str], Phone]:
    """A phone by its name."""
    return lambda name: Phone(playwright, site, tmp_path / name)


def ready(page: Page) -> Page:
    """The script has looked at the device."""
    expect(page.locator("[data-lc-light][data-lc-ready]")).to_be_attached()
    return page


def offline(page: Page) -> None:
    """The worker has kept the page."""
    expect(page.locator("[data-lc-light][data-lc-offline]")).to_be_attached()


def status(page: Page, state: str) -> None:
    """What the quiet line says."""
    expect(page.locator(f"[data-lc-status='{state}']")).to_be_visible()


def test_three_days_without_a_line_and_the_browser_killed_twice(
    site: Site, phone: Callable[[str], Phone]
) -> None:
    mine, there = phone("one"), site.write("ann")
    with mine.opened() as context:
        mine.sign_in(context, "ann")
        page = context.new_page()
        page.goto(there)
        ready(page)
        offline(page)
    for number in (1, 2):
        with mine.opened(kill=True) as context:
            context.set_offline(True)
            page = context.new_page()
            page.clock.install(time=time.time() + number * LONG / 2000)
            page.goto(there)
            ready(page)
            before = page.locator(CONCERN).input_value()
            assert before == WORDS * (number - 1)
            page.locator(CONCERN).press_sequentially(WORDS)
            status(page, "onPhone")
    assert "concern" not in site.told("ann")[0]
    with mine.opened() as context:
        page = context.new_page()
        page.goto(there)
        ready(page)
        status(page, "onSite")
        assert page.locator(CONCERN).input_value() == WORDS * 2
        page.evaluate(AXE.read_text())
        assert page.evaluate("async () => (await axe.run()).violations.map((found) => found.id)") == []
        words, other, revision = site.told("ann")
        assert words["concern"] == WORDS * 2 and words["focus"] == "the focus of ann" and other is None
        page.reload()
        ready(page)
        status(page, "onSite")
        assert site.told("ann") == [words, None, revision], "once, and no more"


def test_an_answer_that_is_lost_makes_no_second_text(site: Site, phone: Callable[[str], Phone]) -> None:
    """The site had the words; the phone does not know, goes on, and both agree in the end."""
    mine = phone("one")
    with mine.opened() as context:
        mine.sign_in(context, "ben")
        page = context.new_page()
        page.goto(site.write("ben"))
        ready(page)
        lost: list[int] = []

        def lose(route: Any) -> None:
            if route.request.method == "POST" and not lost:
                lost.append(route.fetch().status)
                route.abort()
            else:
                route.continue_()

        page.route("**/write/**", lose)
        with page.expect_event("requestfailed"):
            page.locator(CONCERN).fill("First words.")
        status(page, "onPhone")
        page.locator(CONCERN).fill("First words, and more.")
        status(page, "onSite")
        assert lost == [200]
        words, other, _revision = site.told("ben")
        assert words["concern"] == "First words, and more." and other is None


def test_two_devices_at_once_give_a_choice(site: Site, phone: Callable[[str], Phone]) -> None:
    one, two, there = phone("one"), phone("two"), site.write("cleo")
    with one.opened() as first, two.opened() as second:
        pages = []
        for mine, context in ((one, first), (two, second)):
            mine.sign_in(context, "cleo")
            page = context.new_page()
            page.goto(there)
            pages.append(ready(page))
            offline(page)
        here, away = pages
        second.set_offline(True)
        away.locator(CONCERN).fill("Written on the second phone.")
        status(away, "onPhone")
        here.locator(CONCERN).fill("Written on the first phone.")
        status(here, "onSite")
        away.close()
        second.set_offline(False)
        away = second.new_page()
        away.goto(there)
        note = away.locator(".lc-other")
        expect(note).to_contain_text("Written on the second phone.")
        ready(away)
        expect(away.locator(CONCERN)).to_have_value("Written on the first phone.")
        ready(away)
        words, other, _revision = site.told("cleo")
        assert [words["concern"], other["concern"]] == [
            "Written on the first phone.",
            "Written on the second phone.",
        ]
        away.locator("button[value=other]").click()
        expect(away.locator(".lc-other")).to_contain_text("Written on the first phone.")
        ready(away)
        away.locator("button[value=this]").click()
        expect(away.locator(".lc-other")).to_have_count(0)
        assert site.told("cleo")[0]["concern"] == "Written on the second phone."


def test_two_people_on_one_phone(site: Site, phone: Callable[[str], Phone]) -> None:
    mine, there = phone("one"), site.write("dan")
    secret = "Words that only Dan reads."
    with mine.opened() as context:
        mine.sign_in(context, "dan")
        page = context.new_page()
        page.goto(there)
        ready(page)
        offline(page)
        context.set_offline(True)
        page.locator(CONCERN).fill(secret)
        status(page, "onPhone")
        page.close()
        context.set_offline(False)
        mine.sign_in(context, "eve")
        context.set_offline(True)
        page = context.new_page()
        page.goto(there)
        expect(page.locator("[data-lc-locked]")).to_be_visible()
        expect(page.locator("main")).to_be_hidden()
        assert secret not in page.content()
        context.set_offline(False)
        page.goto(site.write("eve"))
        ready(page)
        assert secret not in page.content()
        answer = page.goto(there)
        assert answer is not None and answer.status == 404
        context.set_offline(True)
        with pytest.raises(Exception, match="net::"):
            page.goto(there)
        context.set_offline(False)
        mine.sign_in(context, "dan")
        page.goto(there)
        ready(page)
        status(page, "onSite")
        assert site.told("dan")[0]["concern"] == secret


def test_a_shared_phone_keeps_nothing(site: Site, phone: Callable[[str], Phone]) -> None:
    mine, there = phone("one"), site.write("eve")
    with mine.opened() as context:
        mine.sign_in(context, "eve")
        page = context.new_page()
        page.goto(there)
        ready(page)
        offline(page)
        page.goto(f"{site.address}/learning-circles/me/")
        page.locator("[data-lc-shared]").check()
        expect(page.locator("[data-lc-device]")).to_contain_text("Nothing is kept")
        page.goto(there)
        ready(page)
        context.set_offline(True)
        page.locator(CONCERN).fill("Only in the open page.")
        status(page, "openOnly")
        kept = page.evaluate(
            """async () => [
              (await caches.keys()).filter((name) => name.includes('pages')),
              await new Promise((done) => {
                const open = indexedDB.open('learning-circle');
                open.onsuccess = () => {
                  if (!open.result.objectStoreNames.length) { return done([]); }
                  const all = open.result.transaction('drafts').objectStore('drafts').getAll();
                  all.onsuccess = () => done(all.result);
                };
              })]"""
        )
        assert kept == [[], []]
        context.set_offline(False)
        status(page, "onSite")
        assert site.told("eve")[0]["concern"] == "Only in the open page."


def test_two_registers_taken_without_a_line(site: Site, phone: Callable[[str], Phone]) -> None:
    """Both facilitators tap, the later tap reaches the site first; the batteries are taken out between."""
    there = site.address + site.ids["here"]
    phones = {who: phone(who) for who in ("fay", "gus")}
    lines = site.ids["lines"]

    def tap(page: Page, who: str, state: str) -> None:
        page.locator(f"label:has(input[name='{lines[who]}'][value='{state}'])").click()

    for who, mine in phones.items():
        with mine.opened() as context:
            mine.sign_in(context, who)
            page = context.new_page()
            page.goto(there)
            ready(page)
            offline(page)
    for who, taps in (
        ("fay", {"ann": "present", "ben": "present"}),
        ("gus", {"ann": "part", "cleo": "online"}),
    ):
        with phones[who].opened(kill=True) as context:
            context.set_offline(True)
            page = context.new_page()
            page.goto(there)
            ready(page)
            for name, state in taps.items():
                tap(page, name, state)
            status(page, "onPhone")
            time.sleep(3)  # taps on one line are seconds apart
    assert json.loads(site.run("register"))["states"] == {}
    for who in ("gus", "fay"):
        with phones[who].opened() as context:
            page = context.new_page()
            page.goto(there)
            ready(page)
            status(page, "onSite")
            box = page.locator(f"input[name='{lines['ann']}'][value='part']")
            expect(box).to_be_checked()
            page.evaluate(AXE.read_text())
            assert page.evaluate("async () => (await axe.run()).violations.map((found) => found.id)") == []
    kept = json.loads(site.run("register"))
    assert kept["states"] == {"ann": "part", "ben": "present", "cleo": "online"}
    assert ["ann", "present", "fay"] in kept["history"] and ["ann", "part", "gus"] in kept["history"]
    with phones["fay"].opened() as context:
        page = context.new_page()
        page.goto(there)
        ready(page)
        page.locator("button[data-lc-fill]").first.click()
        status(page, "onSite")
        expect(page.locator("input[type=radio]:checked")).to_have_count(5)
    assert json.loads(site.run("register"))["states"]["eve"] == "present"


def test_the_unit_and_the_light_page_know_the_same_draft(site: Site, phone: Callable[[str], Phone]) -> None:
    mine = phone("one")
    with mine.opened() as context:
        mine.sign_in(context, "ben")
        page = context.new_page()
        page.goto(f"{site.address}/unit/{site.ids['unit']}/")
        link = page.locator("a", has_text="Write without a line")
        expect(link).to_be_visible()
        context.set_offline(True)
        page.locator(f"[data-lc] {CONCERN}").fill("Begun in the unit.")
        expect(page.locator("[data-lc-status]")).to_contain_text("kept on this phone")
        page.close()
        context.set_offline(False)
        page = context.new_page()
        page.goto(site.write("ben"))
        ready(page)
        status(page, "onSite")
        assert site.told("ben")[0]["concern"] == "Begun in the unit."
