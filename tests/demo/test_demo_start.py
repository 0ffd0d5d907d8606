"""`python -m demo`: set up once, whole, and say in one sentence what is in the way."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.contrib.auth.models import User
from django.db import connection

from demo import __main__ as verbs
from demo import setup_data
from demo.models import Person
from demo.storage import secret_key, wipe
from demo.testing import make_person

ROOT = Path(verbs.__file__).resolve().parent.parent


@pytest.fixture
def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def test_a_taken_port_is_told_in_one_sentence(
    taken_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verbs, "missing", list)
    monkeypatch.setenv("PORT", "")
    assert verbs.main(["start", "--port", str(taken_port)]) == 1
    said = capsys.readouterr().err
    assert said == f"Port {taken_port} is taken; choose another: PORT={taken_port + 1} make demo\n"


def test_the_port_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    assert verbs.parser().parse_args(["start"]).port == 8123
    monkeypatch.delenv("PORT")
    assert verbs.parser().parse_args(["start"]).port == 8000
    assert verbs.parser().parse_args(["start", "--port", "9"]).port == 9


@pytest.mark.parametrize("port", ["many", "0", "65536", "-1"])
def test_what_is_no_port(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        verbs.main(["start", f"--port={port}"])
    assert "is no port: take a number such as 8001." in capsys.readouterr().err


def test_what_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verbs, "NEEDED", ("django", "not_a_package_of_ours"))
    monkeypatch.setattr(verbs, "entry_points", lambda group: [])
    assert verbs.main(["start"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Not installed: not_a_package_of_ours, the block learning_circle, ")
    assert "`make demo` installs everything." in said


def test_ctrl_c_while_setting_up_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(port: int) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(verbs, "start", interrupted)
    assert verbs.main(["start"]) == 130
    assert capsys.readouterr().err == "\nStopped.\n"


def test_the_secret_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    assert secret_key(path) == secret_key(path) != secret_key(tmp_path / "other")
    assert len(secret_key(path)) >= 50
    assert path.stat().st_mode & 0o077 == 0


class Setup:
    """Django's part of the setting-up, replaced: remembers what was called and may be interrupted."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.interrupt = False
        self.commands = {setup_data.SEED: "demo"}

    def __call__(self, command: str, **options: Any) -> None:
        self.calls.append(command)
        if command == setup_data.SEED:
            make_person("seeded")
            if self.interrupt:
                raise KeyboardInterrupt


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path, db: None) -> Setup:
    """A folder of its own, and the tests' database instead of one in it."""
    setup = Setup()
    settings.DEMO_VAR = tmp_path / "var"
    monkeypatch.setattr(setup_data, "call_command", setup)
    monkeypatch.setattr(setup_data, "get_commands", lambda: setup.commands)
    monkeypatch.setattr(connection, "close", lambda: None)
    return setup


def test_the_first_start_seeds_and_the_second_does_not(setup: Setup, tmp_path: Path) -> None:
    setup_data.prepare()
    assert setup.calls == ["migrate", "demo_seed"]
    assert (tmp_path / "var" / "seeded").exists()
    setup_data.prepare()
    assert setup.calls == ["migrate", "demo_seed", "migrate"]


def test_an_interrupted_seeding_leaves_nothing_and_is_done_again(setup: Setup, tmp_path: Path) -> None:
    setup.interrupt = True
    with pytest.raises(KeyboardInterrupt):
        setup_data.prepare()
    assert not Person.objects.exists()
    (tmp_path / "var" / "demo.sqlite3").write_text("half")
    setup.interrupt = False
    setup_data.prepare()
    assert Person.objects.count() == 1
    assert not (tmp_path / "var" / "demo.sqlite3").exists()


def test_an_emptied_database_is_seeded_again(setup: Setup) -> None:
    setup_data.prepare()
    Person.objects.all().delete()
    User.objects.all().delete()
    setup_data.prepare()
    assert setup.calls == ["migrate", "demo_seed"] * 2


def test_without_the_command_the_demo_starts_empty(setup: Setup) -> None:
    setup.commands = {}
    setup_data.prepare()
    assert setup.calls == ["migrate"]


def test_wiping_keeps_the_secret(tmp_path: Path) -> None:
    for name in ("demo.sqlite3", "demo.sqlite3-journal", "seeded", "secret", "mail/1.log"):
        path = tmp_path / "var" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    wipe(tmp_path / "var")
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret"]
    wipe(tmp_path / "var")


def run(*arguments: str, folder: Path) -> "subprocess.Popen[str]":
    """The command as make calls it, with a folder of its own."""
    environment = {
        **os.environ,
        "DEMO_VAR": str(folder),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "",
    }
    del environment["DJANGO_SETTINGS_MODULE"]
    return subprocess.Popen(
        [sys.executable, "-m", "demo", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def fetch(address: str, process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Wait until the demo answers, as long as it lives."""
    for _ in range(600):
        try:
            with urlopen(address, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except URLError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise AssertionError(f"The demo does not answer: {process.communicate()}")


@pytest.mark.skipif(bool(verbs.missing()), reason="the package is not installed")
def test_start_serves_pages_and_static_files_until_ctrl_c_and_reset_empties(
    tmp_path: Path, free_port: int
) -> None:
    process = run("start", "--port", str(free_port), folder=tmp_path)
    try:
        status, html = fetch(f"http://127.0.0.1:{free_port}/", process)
        assert (status, "Learning circles: one year of formative assessment" in html) == (200, True)
        assert "demo-bar" in fetch(f"http://127.0.0.1:{free_port}/static/demo/demo.css", process)[1]
    finally:
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"Open http://127.0.0.1:{free_port}/" in said
    assert said.endswith("The demo has stopped.\n")
    assert complaints == ""
    assert (tmp_path / "demo.sqlite3").exists()
    assert run("reset", folder=tmp_path).wait(timeout=60) == 0
    assert not (tmp_path / "demo.sqlite3").exists()


@pytest.mark.skipif(bool(verbs.missing()), reason="the package is not installed")
def test_manage_runs_a_command_of_django(tmp_path: Path) -> None:
    process = run("manage", "check", folder=tmp_path)
    said, _ = process.communicate(timeout=60)
    assert (process.returncode, "no issues" in said) == (0, True)
