"""The front end's one script is what its sources give, and what is vendored is unmodified."""

import hashlib
from pathlib import Path

import pytest

from scripts import build_front_end as front_end

ROOT = Path(__file__).resolve().parents[2]
VENDORED = sorted(
    version.parent
    for place in ("static/learning_circle_xblock/vendor", "tests/browser/vendor")
    for version in (ROOT / place).glob("*/VERSION")
)


def test_built_script_is_up_to_date():
    built = (front_end.ASSETS / front_end.BUILT).read_bytes()
    assert built == front_end.build(), "run `make assets`"


def test_library_is_inside_unmodified_and_in_a_closure():
    built = front_end.build()
    before, library, after = built.partition((front_end.ASSETS / front_end.LIBRARY).read_bytes())
    assert library
    assert before.endswith(b"(function (define, module, exports, require) {\n")
    assert after.endswith(b"\n})();\n")


def test_an_altered_library_is_refused(tmp_path):
    folder = tmp_path / front_end.LIBRARY.parent
    folder.mkdir(parents=True)
    for name in ("VERSION", front_end.LIBRARY.name):
        content = (front_end.ASSETS / front_end.LIBRARY.parent / name).read_bytes()
        (folder / name).write_bytes(content)
    (tmp_path / front_end.LIBRARY).write_bytes(b"altered")
    with pytest.raises(front_end.Altered):
        front_end.build(tmp_path)


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_vendored_file_is_the_recorded_one_with_its_licence(folder):
    says = front_end.recorded(folder)
    name = Path(says["file"].removesuffix(", unmodified")).name
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == says["sha256"]
    assert (folder / "LICENSE").read_text(encoding="utf-8").strip()
    assert says["licence"] and says["version"]


def test_something_is_vendored():
    assert {"htmx", "axe-core"} <= {folder.name for folder in VENDORED}
