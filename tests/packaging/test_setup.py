"""`setup.py` says what is wrong with a checkout whose links are lost, and builds from an sdist."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINKS = {"static": "../static", "translations": "../translations", "locale": "../translations"}


@pytest.fixture
def checkout(tmp_path):
    """A checkout as small as `setup.py` needs, whose links are real folders, as in an sdist."""
    shutil.copy(ROOT / "setup.py", tmp_path)
    (tmp_path / "README.md").write_text("", encoding="utf-8")
    package = tmp_path / "learning_circle_xblock"
    package.mkdir()
    (package / "__init__.py").write_text('__version__ = "1.2.3"\n', encoding="utf-8")
    for link in LINKS:
        (package / link).mkdir()
    return tmp_path


def version(checkout):
    command = [sys.executable, "setup.py", "--version"]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)


def test_real_folders_are_fine(checkout):
    assert version(checkout).stdout.split()[-1] == "1.2.3"


def test_links_are_fine(checkout):
    for link, target in LINKS.items():
        folder = checkout / "learning_circle_xblock" / link
        folder.rmdir()
        (checkout / target.removeprefix("../")).mkdir(exist_ok=True)
        folder.symlink_to(target)
    assert version(checkout).stdout.split()[-1] == "1.2.3"


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("left", ["text", "nothing", "dangling"])
def test_a_lost_link_is_refused_in_one_sentence(checkout, link, left):
    folder = checkout / "learning_circle_xblock" / link
    folder.rmdir()
    if left == "text":
        folder.write_text(LINKS[link], encoding="utf-8")
    elif left == "dangling":
        folder.symlink_to("../nowhere")
    result = version(checkout)
    assert result.returncode == 1
    assert f"learning_circle_xblock/{link} should be a link" in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
