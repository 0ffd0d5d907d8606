"""What a form field looks like where one input is not enough; every one works without a script."""

from collections.abc import Mapping
from typing import Any

from django import forms

from .schema import Field, Kind, is_blank

SPARE = 1  # empty rows that stand open after the filled ones; the others are folded away
TEMPLATES = "learning_circle_xblock/writing"


class SuggestionsWidget(forms.Widget):
    """Up to three rows: what to try, and which part of the text it is about."""

    template_name = f"{TEMPLATES}/_suggestions.html"

    def __init__(self, rows: int, options: tuple[tuple[str, Any], ...]) -> None:
        super().__init__()
        self.rows = rows
        self.options = options

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[dict[str, str]] | None:
        """The rows, or None when the field was not part of what was sent."""
        if f"{name}-0-what" not in data:
            return None
        return [
            {"what": str(data.get(f"{name}-{i}-what", "")), "about": str(data.get(f"{name}-{i}-about", ""))}
            for i in range(self.rows)
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Absent when its first row is."""
        return f"{name}-0-what" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Rows with the names and ids of their inputs."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        filled = list(value or [])
        base = context["widget"]["attrs"].get("id", name)
        context["rows"] = [
            {
                "number": i + 1,
                "name": f"{name}-{i}",
                "id": base if i == 0 else f"{base}-{i}",
                "what": filled[i]["what"] if i < len(filled) else "",
                "about": filled[i]["about"] if i < len(filled) else "",
                "is_open": i == 0 or (i < len(filled) and bool(filled[i]["what"])),
            }
            for i in range(self.rows)
        ]
        context["options"] = self.options
        return context


class PartsWidget(forms.Widget):
    """Several inputs for one answer; a hidden input of the field's own name says that it was sent."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Absent when its mark is."""
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The field and its parts."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        base = context["widget"]["attrs"].get("id", name)
        context |= {"name": name, "base": base, "question": self.field}
        return context | self.parts(name, base, value)

    def parts(self, name: str, base: str, value: Any) -> dict[str, Any]:
        """What the template loops over."""
        raise NotImplementedError


class ChecklistWidget(PartsWidget):
    """For each item: yes, to be discussed, and where it makes sense not applicable."""

    template_name = f"{TEMPLATES}/_checklist.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str] | None:
        """The answer to each item, or None when the field was not sent."""
        if name not in data:
            return None
        return {code: str(data.get(f"{name}-{code}", "")) for code, _label in self.field.options}

    def parts(self, name: str, base: str, value: Any) -> dict[str, Any]:
        """The items with what was answered."""
        given = value if isinstance(value, dict) else {}
        return {
            "items": [
                {
                    "label": label,
                    "name": f"{name}-{code}",
                    "id": base if i == 0 else f"{base}-{code}",
                    "given": given.get(code, ""),
                }
                for i, (code, label) in enumerate(self.field.options)
            ]
        }


class PeopleWidget(PartsWidget):
    """A role and how many, once or several times; there is no place for a name."""

    template_name = f"{TEMPLATES}/_people.html"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[dict[str, Any]] | None:
        """The pairs, or None when the field was not sent."""
        if name not in data:
            return None
        return [
            {key: str(data.get(f"{name}-{i}-{key}", "")) for key in ("role", "many")}
            for i in range(self.field.rows)
        ]

    def parts(self, name: str, base: str, value: Any) -> dict[str, Any]:
        """As many pairs as there may be."""
        filled = [*(value or []), *({"role": "", "many": ""} for _ in range(self.field.rows))]
        return {
            "pairs": [
                {"name": f"{name}-{i}", "id": base if i == 0 else f"{base}-{i}", **filled[i]}
                for i in range(self.field.rows)
            ]
        }


class RowsWidget(PartsWidget):
    """Rows of other fields; the empty ones beyond the next are folded away."""

    template_name = f"{TEMPLATES}/_rows.html"

    def __init__(self, field: Field, columns: Mapping[str, forms.Field]) -> None:
        super().__init__(field)
        self.columns = columns

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> list[dict[str, Any]] | None:
        """The rows, or None when the field was not sent."""
        if name not in data:
            return None
        return [
            {
                key: made.widget.value_from_datadict(data, files, f"{name}-{i}-{key}")
                for key, made in self.columns.items()
            }
            for i in range(self.field.rows)
        ]

    def parts(self, name: str, base: str, value: Any) -> dict[str, Any]:
        """Each row with its cells, and how many stand open."""
        filled = list(value or [])
        last = max((i + 1 for i, row in enumerate(filled) if not is_blank(row)), default=0)
        shown = max(self.field.at_least, last + SPARE)
        rows = [
            {"number": i + 1, "cells": self._cells(f"{name}-{i}", f"{base}-{i}", filled[i : i + 1])}
            for i in range(self.field.rows)
        ]
        return {"rows": rows[:shown], "more": rows[shown:]}

    def _cells(self, name: str, base: str, row: list[dict[str, Any]]) -> list[dict[str, Any]]:
        given = row[0] if row else {}
        return [
            {
                "column": column,
                "name": f"{name}-{column.id}",
                "id": f"{base}-{column.id}",
                "value": given.get(column.id) or "",
                "parts": self._inner(column, f"{name}-{column.id}", f"{base}-{column.id}", given),
            }
            for column in self.field.columns
        ]

    def _inner(self, column: Field, name: str, base: str, given: dict[str, Any]) -> str:
        """A cell that has parts itself."""
        if column.kind is not Kind.PEOPLE:
            return ""
        html: str = self.columns[column.id].widget.render(name, given.get(column.id), {"id": base})
        return html
