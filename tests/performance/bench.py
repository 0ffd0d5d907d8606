"""`make bench`: what pages and handlers cost, against their limits. Exit status 1 when one is over."""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path

from .database import open_database
from .report import FIGURES, Measured, Report

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL, ACTS, LARGE = 10, 60, 500  # people in a circle
RUNS = 200
CIRCLES = 1_000
ROWS = 2_000  # of an imported list, where the large circle has its full size


def measure(limits: Mapping[str, float], large: int, runs: int, circles: int) -> Report:
    """Seed, then every figure. Django is set up before."""
    from learning_circle_xblock.circles.listing import PER_PAGE

    from . import acting, front, importing, light, programme, viewing
    from .cost import worst
    from .seeding import seed

    small, many, acts = seed("small", SMALL), seed("large", large), seed("acts", ACTS)
    in_small, in_large = viewing.circle_view(small), viewing.circle_view(many)
    imported = importing.imported(ROWS * large // LARGE)
    timed = {
        f"a teacher among {SMALL}": small.authors[0],
        f"a teacher among {large}": many.authors[0],
        f"a facilitator among {large}": many.lead,
    }
    union, one_page = programme.seed_union("many", circles), programme.seed_union("few", PER_PAGE - 1)
    found = {
        "circle_view_queries_10": in_small,
        "circle_view_queries_500": in_large,
        "plan_view_queries": viewing.plan_view(small) + viewing.plan_view(many),
        "library_view_queries": viewing.library_view(small) + viewing.library_view(many),
        "account_view_queries_in_review": viewing.account_view(small) + viewing.account_view(many),
        "review_submit_queries": acting.submits(acts),
        "review_submit_first_queries": acting.first_submit(acts),
        "plan_autosave_queries": acting.autosaves(acts),
        "learner_gzip_bytes": [front.learner_gzip((acts.lead, acts.authors[0], acts.newcomer))],
        "plan_write_cold_gzip_bytes": light.cold((acts.newcomer, acts.drafting)),
        "plan_write_warm_gzip_bytes": light.warm((acts.newcomer, acts.drafting)),
        "plan_write_queries": light.synchronised((acts.newcomer, acts.drafting)),
        "circle_view_ratio_to_empty_block": front.ratio_to_empty_block(timed, runs),
        "programme_page_queries_1000": programme.page_queries(union),
        "week_queries_1000": programme.week_queries(union),
        "programme_page_ratio": programme.page_ratio(union, one_page, runs),
        "import_2000_rows_s": imported.seconds,
        "import_2000_rows_mb": imported.megabytes,
    }
    return Report({name: worst(cases) for name, cases in found.items()}, limits, unequal(in_small, in_large))


def unequal(small: list[Measured], large: list[Measured]) -> tuple[str, ...]:
    """The people whose view of the circle costs more, or less, because the circle is larger."""
    return tuple(
        f"The circle's view for {a.case}: {a.value:g} queries in a small circle, {b.value:g} in a large one"
        for a, b in zip(small, large, strict=True)
        if a.value != b.value
    )


def limit_of(text: str) -> tuple[str, float]:
    """`NAME=NUMBER`, for the command line."""
    name, _, number = text.partition("=")
    if name not in FIGURES:
        raise ValueError(name)
    return name, float(number)


def parser() -> ArgumentParser:
    """Everything has a default; the tests of this command ask for less."""
    made = ArgumentParser(prog="python -m tests.performance.bench", description=__doc__)
    made.add_argument("--output", type=Path, default=ROOT / "build" / "bench.json", help="the JSON file")
    made.add_argument(
        "--limit", type=limit_of, action="append", default=[], help="another limit: NAME=NUMBER"
    )
    made.add_argument("--large", type=int, default=LARGE, help="people in the large circle")
    made.add_argument("--runs", type=int, default=RUNS, help="runs of each view where time is measured")
    made.add_argument("--circles", type=int, default=CIRCLES, help="circles of the large union")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, tell, keep."""
    options = parser().parse_args(arguments)
    open_database()
    limits = {name: limit for name, (_unit, limit) in FIGURES.items()} | dict(options.limit)
    report = measure(limits, options.large, options.runs, options.circles)
    report.write(options.output)
    print(report.table())
    for complaint in report.complaints():
        print(complaint, file=sys.stderr)
    return report.status


if __name__ == "__main__":
    sys.exit(main())
