"""What a learner's browser loads of ours, and how long the server takes to build a page."""

import gzip
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, process_time
from typing import Any
from unittest import mock

import xblock.plugin
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.core import XBlock

from demo import testing
from tests import world

from .report import Measured
from .steps import make_sure

WARM_UP = 10
BUSY = 0.25  # of the runs: so many interruptions would show in a median
BEST_COMPRESSION = 9


class Empty(XBlock):
    """A block that shows nothing."""

    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """An empty page."""
        return Fragment()


@dataclass(frozen=True)
class Run:
    """One showing of a page, in seconds, and whether another program got in between."""

    wall: float
    processor: float
    is_interrupted: bool


def learner_gzip(people: Iterable[User]) -> Measured:
    """Every script and style sheet that these people's pages name, each compressed by itself."""
    pages = [testing.show(user, world.usage_key(block)) for user in people for block in world.BLOCKS]
    named = {(resource.kind, resource.data) for page in pages for resource in page.resources}
    make_sure({Path(data).suffix for _kind, data in named} >= {".js", ".css"}, f"script or style: {named}")
    sizes = {data: len(gzip.compress(content_of(kind, data), BEST_COMPRESSION)) for kind, data in named}
    parts = tuple(f"{data[:80]}: {size} bytes" for data, size in sorted(sizes.items()))
    return Measured(sum(sizes.values()), f"{len(sizes)} files", parts)


def ratio_to_empty_block(people: Mapping[str, User], runs: int) -> list[Measured]:
    """The circle's page against an empty block's, in turn, each time with a new runtime."""
    empty = mock.patch.dict(xblock.plugin.PLUGIN_CACHE, {("xblock.v1", "empty"): Empty})
    with empty, testing.added_block("empty", "empty") as empty_key:
        return [_ratio(name, user, empty_key, runs) for name, user in people.items()]


def _ratio(name: str, user: User, empty_key: UsageKey, runs: int) -> Measured:
    """Medians of wall time. Where other programs keep interrupting the longer page, of processor time."""
    show = [partial(testing.show, user, key) for key in (world.usage_key(world.CIRCLE), empty_key)]
    pairs = [(_run(show[0]), _run(show[1])) for _ in range(WARM_UP + runs)][WARM_UP:]
    is_busy = sum(circle.is_interrupted for circle, _empty in pairs) > BUSY * runs
    circle, empty = (
        median(run.processor if is_busy else run.wall for run in taken) for taken in zip(*pairs, strict=True)
    )
    clock = "processor time, as the machine is busy" if is_busy else "wall time"
    parts = (f"circle {1000 * circle:.2f} ms", f"empty block {1000 * empty:.2f} ms", clock)
    return Measured(round(circle / empty, 2), f"{name}: {', '.join(parts)}", parts)


def _run(show: Callable[[], object]) -> Run:
    """One showing."""
    switches, wall, processor = _switches(), perf_counter(), process_time()
    show()
    return Run(perf_counter() - wall, process_time() - processor, _switches() > switches)


def _switches() -> int:
    """How often this process had to make room for another."""
    return getrusage(RUSAGE_SELF).ru_nivcsw


def content_of(kind: str, data: str) -> bytes:
    """A file of the site, or what stands in the page itself."""
    if kind == "text":
        return data.encode()
    path = finders.find(data.removeprefix(settings.STATIC_URL))
    make_sure(path is not None, f"{data} is no static file")
    return Path(str(path)).read_bytes()
