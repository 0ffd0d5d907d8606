"""What an installation gives: entry points, both linked folders, and the promised dependencies."""

import importlib.metadata
import importlib.resources
import re
from pathlib import Path

import pytest
from django.apps import AppConfig
from xblock.core import XBlock

import learning_circle_xblock

ROOT = Path(__file__).resolve().parents[2]
NAME = "learning_circle_xblock"
DISTRIBUTION = importlib.metadata.distribution("learning-circle-xblock")
ENTRY_POINTS = {
    "xblock.v1": {
        "learning_circle": f"{NAME}.circle_block:CircleBlock",
        "learning_circle_plan": f"{NAME}.plan_block:PlanBlock",
        "learning_circle_account": f"{NAME}.account_block:AccountBlock",
        "learning_circle_library": f"{NAME}.library_block:LibraryBlock",
    },
    "lms.djangoapp": {NAME: f"{NAME}.apps:LearningCircleConfig"},
    "cms.djangoapp": {NAME: f"{NAME}.apps:LearningCircleConfig"},
}


def requirements(lines):
    """Requirements in one spelling, whatever the blanks and the order of the bounds."""
    return {re.sub(r"\s", "", line.split("#")[0]).lower() for line in lines} - {""}


def test_entry_points_are_the_published_ones():
    found = {}
    for point in DISTRIBUTION.entry_points:
        found.setdefault(point.group, {})[point.name] = point.value
    assert found == ENTRY_POINTS


@pytest.mark.parametrize("point", DISTRIBUTION.entry_points, ids=lambda point: f"{point.group}-{point.name}")
def test_entry_point_resolves(point):
    loaded = point.load()
    if point.group == "xblock.v1":
        assert issubclass(loaded, XBlock)
        assert loaded.resources_dir is None
        # The platform finds a block's resources by its module's folder.
        assert loaded.__module__.count(".") == 1
    else:
        assert issubclass(loaded, AppConfig)
        assert loaded.label == NAME
        assert point.group in loaded.plugin_app["settings_config"]


@pytest.mark.parametrize(
    "path",
    [
        "static/learning_circle_xblock/js/learning_circle.js",
        "static/learning_circle_xblock/vendor/htmx/htmx.min.js",
        "translations/fr/LC_MESSAGES/django.mo",
        "locale/fr/LC_MESSAGES/django.mo",
        "templates/learning_circle_xblock",
    ],
)
def test_resource_is_found(path):
    resource = importlib.resources.files(NAME) / path
    assert resource.is_file() or resource.is_dir()


def test_version_is_the_packages():
    assert DISTRIBUTION.version == learning_circle_xblock.__version__


def test_locks_start_from_what_setup_asks_for():
    base = (ROOT / "requirements" / "base.in").read_text(encoding="utf-8").splitlines()
    assert requirements(base) == requirements(DISTRIBUTION.requires)


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda lock: lock.stem)
def test_lock_pins_exactly_and_names_no_registry(lock):
    text = lock.read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert pins and all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", pin) for pin in pins)
    assert "://" not in text and not re.search(r"(^|\s)(/|--)", text, re.MULTILINE)
