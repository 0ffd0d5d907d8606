"""The front end's scripts are what their sources give, and what is vendored is unmodified."""

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


each_bundle = pytest.mark.parametrize("bundle", front_end.BUNDLES, ids=lambda bundle: bundle.built.stem)


@each_bundle
def test_built_script_is_up_to_date(bundle):
    built = (front_end.ASSETS / bundle.built).read_bytes()
    assert built == front_end.build(bundle), "run `make assets`"


@each_bundle
def test_libraries_are_inside_unmodified_and_in_a_closure(bundle):
    built = front_end.build(bundle)
    assert built.count(b"(function (define, module, exports, require) {\n") == 1
    assert built.endswith(b"\n})();\n")
    for library in bundle.libraries:
        before, found, _after = built.partition((front_end.ASSETS / library).read_bytes())
        assert found and b"(function (define, module, exports, require) {\n" in before


@each_bundle
def test_an_altered_library_is_refused(bundle, tmp_path):
    for library in bundle.libraries:
        folder = tmp_path / library.parent
        folder.mkdir(parents=True)
        for name in ("VERSION", library.name):
            (folder / name).write_bytes((front_end.ASSETS / library.parent / name).read_bytes())
        (tmp_path / library).write_bytes(b"altered")
    with pytest.raises(front_end.Altered):
        front_end.build(bundle, tmp_path)


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.name)
def test_vendored_file_is_the_recorded_one_with_its_licence(folder):
    says = front_end.recorded(folder)
    name = Path(says["file"].removesuffix(", unmodified")).name
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == says["sha256"]
    assert (folder / "LICENSE").read_text(encoding="utf-8").strip()
    assert says["licence"] and says["version"]


def test_something_is_vendored():
    assert {"htmx", "idb-keyval", "axe-core"} <= {folder.name for folder in VENDORED}
