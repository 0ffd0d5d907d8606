"""What is measured, against which limit, and how it is told."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Unit and limit of each figure, in the order of the table.
FIGURES: dict[str, tuple[str, float]] = {
    "circle_view_queries_10": ("queries", 15),
    "circle_view_queries_500": ("queries", 15),
    "plan_view_queries": ("queries", 12),
    "library_view_queries": ("queries", 12),
    "account_view_queries_in_review": ("queries", 15),
    "review_submit_queries": ("queries", 25),
    "review_submit_first_queries": ("queries", 32),
    "plan_autosave_queries": ("queries", 6),
    "learner_gzip_bytes": ("bytes", 40_960),
    "plan_write_cold_gzip_bytes": ("bytes", 61_440),
    "plan_write_warm_gzip_bytes": ("bytes", 15_360),
    "plan_write_queries": ("queries", 6),
    "circle_view_ratio_to_empty_block": ("ratio", 25),
    "programme_page_queries_1000": ("queries", 15),
    "week_queries_1000": ("queries", 15),
    "programme_page_ratio": ("ratio", 2),
    "import_2000_rows_s": ("seconds", 20),
    "import_2000_rows_mb": ("MB", 300),
}


@dataclass(frozen=True)
class Measured:
    """One value: the case it was found in, and what it is made of."""

    value: float
    case: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Every figure beside its limit; `unequal` says which values differ that should not."""

    measured: Mapping[str, Measured]
    limits: Mapping[str, float]
    unequal: tuple[str, ...] = ()

    @property
    def over(self) -> list[str]:
        """The figures above their limit."""
        return [name for name, found in self.measured.items() if found.value > self.limits[name]]

    @property
    def status(self) -> int:
        """The exit status."""
        return 1 if self.over or self.unequal else 0

    def as_json(self) -> dict[str, Any]:
        """What other programs read."""
        figures = {
            name: {"value": found.value, "unit": FIGURES[name][0], "limit": self.limits[name]}
            for name, found in self.measured.items()
        }
        return {"figures": figures}

    def table(self) -> str:
        """One line for each figure, with the case that cost most."""
        row = "{:<34}{:>10}  {:<8}{:>10}  {:<5}{}"
        lines = [row.format("name", "value", "unit", "limit", "ok", "worst of the cases")]
        for name, found in self.measured.items():
            ok = "no" if name in self.over else "yes"
            unit, limit = FIGURES[name][0], self.limits[name]
            lines.append(row.format(name, f"{found.value:g}", unit, f"{limit:g}", ok, found.case))
        return "\n".join(lines)

    def complaints(self) -> list[str]:
        """What is over its limit, with its parts, and what differs."""
        said = list(self.unequal)
        for name in self.over:
            found = self.measured[name]
            said.append(f"{name} is {found.value:g}, and {self.limits[name]:g} at most: {found.case}")
            said += [f"  {number}. {part}" for number, part in enumerate(found.parts, 1)]
        return said

    def write(self, path: Path) -> None:
        """Keep the figures as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.as_json(), indent=2) + "\n", encoding="utf-8")
