"""The command behind `make bench`: what it writes and how it ends. How fast this machine is is not tested."""

import json
import subprocess
import sys
from typing import Any

import pytest

from .bench import ROOT, limit_of, unequal
from .report import FIGURES, Measured, Report

LIMITS = {name: limit for name, (_unit, limit) in FIGURES.items()}
NAMES = [
    "circle_view_queries_10",
    "circle_view_queries_500",
    "plan_view_queries",
    "library_view_queries",
    "account_view_queries_in_review",
    "review_submit_queries",
    "review_submit_first_queries",
    "plan_autosave_queries",
    "learner_gzip_bytes",
    "plan_write_cold_gzip_bytes",
    "plan_write_warm_gzip_bytes",
    "plan_write_queries",
    "circle_view_ratio_to_empty_block",
    "programme_page_queries_1000",
    "week_queries_1000",
    "programme_page_ratio",
    "import_2000_rows_s",
    "import_2000_rows_mb",
]


def report(**changed: Any) -> Report:
    """Every figure at its limit, but for what is changed."""
    measured = {
        name: Measured(changed.get(name, limit), "a case", ("SELECT 1",)) for name, limit in LIMITS.items()
    }
    return Report(measured, LIMITS, changed.get("unequal", ()))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    """The command itself, with a tiny limit, a smaller circle and few runs; and the file it wrote."""
    path = tmp_path_factory.mktemp("bench") / "new" / "bench.json"
    command = [
        sys.executable,
        "-m",
        "tests.performance.bench",
        f"--output={path}",
        "--large=70",
        "--runs=3",
        "--circles=60",
    ]
    command += ["--limit=learner_gzip_bytes=1", "--limit=circle_view_ratio_to_empty_block=1000"]
    command += ["--limit=programme_page_ratio=1000"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert path.is_file(), ended.stderr
    return ended, json.loads(path.read_text(encoding="utf-8"))


def test_every_figure_is_measured(run: tuple[subprocess.CompletedProcess[str], dict[str, Any]]) -> None:
    _ended, written = run
    assert list(written) == ["figures"]
    assert list(written["figures"]) == NAMES == list(FIGURES)
    for name, figure in written["figures"].items():
        assert set(figure) == {"value", "unit", "limit"}
        assert figure["unit"] == FIGURES[name][0]
        assert isinstance(figure["value"], int | float) and figure["value"] > 0


def test_over_a_limit_the_command_fails_and_says_which(
    run: tuple[subprocess.CompletedProcess[str], dict[str, Any]],
) -> None:
    ended, written = run
    size = written["figures"]["learner_gzip_bytes"]
    assert size["limit"] == 1
    assert ended.returncode == 1
    assert f"learner_gzip_bytes is {size['value']:g}, and 1 at most" in ended.stderr
    assert "learning_circle.js" in ended.stderr
    assert [line.split()[0] for line in ended.stdout.splitlines()] == ["name", *NAMES]
    assert f"{size['value']:g}  bytes            1  no" in ended.stdout


def test_at_the_limit_nothing_is_said() -> None:
    fine = report()
    assert (fine.status, fine.over, fine.complaints()) == (0, [], [])


def test_what_is_over_is_told_with_its_parts() -> None:
    over = report(plan_autosave_queries=7)
    assert over.status == 1
    assert over.complaints() == ["plan_autosave_queries is 7, and 6 at most: a case", "  1. SELECT 1"]


def test_a_view_that_grows_with_the_circle_fails_the_command() -> None:
    small, large = [Measured(5, "a"), Measured(8, "b")], [Measured(5, "a"), Measured(9, "b")]
    assert unequal(small, small) == ()
    told = unequal(small, large)
    assert told == ("The circle's view for b: 8 queries in a small circle, 9 in a large one",)
    assert report(unequal=told).status == 1


def test_a_limit_of_the_command_line_belongs_to_a_figure() -> None:
    assert limit_of("plan_autosave_queries=2.5") == ("plan_autosave_queries", 2.5)
    for wrong in ("nothing=1", "plan_autosave_queries", "plan_autosave_queries=few"):
        with pytest.raises(ValueError):
            limit_of(wrong)
