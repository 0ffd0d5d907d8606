"""A demo of its own for each walk, a real browser, and axe on every page."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """The system's Chromium."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail("No Chromium was found: `make test` installs it or says how.")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the walks of a file; while it is open, Django refuses the database in this process."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield opened
        opened.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """The address of a demo that was started as `make demo` starts it, with a database of its own."""
    port = free_port()
    env = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"} | {
        "DEMO_VAR": str(folder / "var")
    }
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-m", "demo", "start", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            _until_it_answers(address, process, folder / "log")
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[str]:
    """A demo for one test."""
    with started(tmp_path) as address:
        yield address


@pytest.fixture(scope="module")
def shared_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo for the tests of one file, each with people of its own."""
    with started(tmp_path_factory.mktemp("demo")) as address:
        yield address


def _until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if process.poll() is not None:
            pytest.fail(f"The demo stopped: {log.read_text()}")
        try:
            urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"The demo did not answer: {log.read_text()}")


class Visit:
    """One window on the demo: who is looking, in which language, and what it looks like.

    Args:
        page: the browser's page.
        address: the demo.
        name: begins the names of the pictures.
        language: `en` or `fr`.
    """

    def __init__(self, page: Page, address: str, name: str, language: str) -> None:
        self.page = page
        self.address = address
        self.name = name
        self.language = language
        self.shots = 0
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._note)

    def _note(self, message: Any) -> None:
        """Errors of the page; an answer of 422 is how a form says what is missing."""
        if message.type == "error" and "422" not in message.text:
            self.faults.append(message.text)

    def become(self, username: str) -> None:
        """Choose a persona and the language, in the demo's bar."""
        self.page.goto(self.address)
        self._choose("persona", username)
        self._choose("language", self.language)

    def _choose(self, form: str, value: str) -> None:
        self.page.locator(f"form[action*={form}] select").first.select_option(value)
        self.page.locator(f"form[action*={form}] button").first.click()
        self.page.wait_for_load_state()

    def unit(self, block_type: str) -> None:
        """Open the unit with this block, by its link in the outline."""
        self.page.goto(self.address)
        self.page.locator(f"a[href*='type@{block_type}+'], a[href*='type%40{block_type}%2B']").first.click()
        self.page.locator("[data-lc][data-lc-ready]").wait_for()

    def press(self, handler: str, number: int = 0) -> None:
        """Press the button that calls a handler, and wait until the block shows its answer."""
        button = self.page.locator(
            f"[data-lc] button[hx-post*='/{handler}'], [data-lc] button[hx-get*='/{handler}']"
        )
        with self.page.expect_response(lambda r: f"/{handler}" in r.url) as answer:
            button.nth(number).click()
        assert answer.value.status in (200, 422), f"{handler}: {answer.value.status} {answer.value.text()}"
        self.page.wait_for_timeout(250)

    def fill(self, field: str, words: str) -> None:
        """Type into the field whose name ends so."""
        self.page.locator(f"[data-lc] [name$='-{field}']").first.fill(words)

    def look(self, what: str) -> None:
        """A picture, no axe violation, and no sideways scroll."""
        self.shots += 1
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{self.name}-{self.shots:02d}-{what}.png", full_page=True)
        assert self.faults == [], f"{what}: {self.faults[:3]}"
        self.check_axe(what)
        self.page.wait_for_timeout(100)
        self.faults.clear()  # axe itself tries inline styles, which the demo's policy refuses
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{what} scrolls sideways by {wide}px"

    def check_axe(self, what: str) -> None:
        """Every rule of axe on the whole page."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found: list[dict[str, Any]] = self.page.evaluate("async () => (await axe.run()).violations")
        told = [f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes']]}" for v in found]
        assert told == [], f"{what}: {told[:4]}"
