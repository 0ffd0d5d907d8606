"""Answers as people read them: each with its label, in the order of the form."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from .schema import Answers, Field, Kind, Schema, is_blank

__all__ = ["changes", "lines_of", "text_rows"]


def text_rows(schema: Schema, answers: Answers) -> list[dict[str, Any]]:
    """Label and words of each answer that is not blank; choices by their labels, rows as lines."""
    rows = []
    for field in schema.said_in(get_language() or "en").fields():
        row: dict[str, Any] = {"field": field}
        value, paper = answers.get(field.id), answers.get(field.paper_id)
        if not is_blank(value):
            row |= _shown(field, value)
        if field.paper and not is_blank(paper):
            row["paper"] = paper
        if len(row) > 1:
            rows.append(row)
    return rows


def lines_of(field: Field, value: Any) -> list[str]:
    """An answer as lines of plain text, for lists, prints and comparisons."""
    if is_blank(value):
        return []
    labels = {code: str(label) for code, label in field.options}
    if field.kind in (Kind.CHOICE, Kind.SCALE):
        return [labels.get(value, str(value))]
    if field.kind is Kind.CHOICES:
        return [labels[code] for code in value if code in labels]
    if field.kind is Kind.CHECKLIST:
        return [f"{labels[code]} {_check(given)}" for code, given in value.items() if code in labels]
    if field.kind is Kind.PEOPLE:
        return [_people(labels, pair) for pair in value]
    if field.kind is Kind.ROWS:
        return [line for line in (_row(field, row) for row in value) if line]
    if field.kind is Kind.SUGGESTIONS:
        return [item["what"] for item in value]
    return [_day(value)] if field.kind is Kind.DATE else [str(value)]


def _shown(field: Field, value: Any) -> dict[str, Any]:
    if field.kind is Kind.SUGGESTIONS:
        return {"suggestions": value}
    if field.kind in (Kind.CHOICES, Kind.CHECKLIST, Kind.PEOPLE, Kind.ROWS):
        return {"choices": lines_of(field, value)}
    if field.kind is Kind.LINK and str(value).startswith(("https://", "http://")):
        return {"link": value}
    return {"words": lines_of(field, value)[0]}


def _row(field: Field, row: dict[str, Any]) -> str:
    """One row of a repeating field: its cells, separated."""
    cells = ("; ".join(lines_of(column, row.get(column.id))) for column in field.columns)
    return " · ".join(cell for cell in cells if cell)


def _people(labels: dict[str, str], pair: dict[str, Any]) -> str:
    role, many = str(labels.get(pair["role"], pair["role"])), pair["many"]
    if many == "":
        return role
    words: str = ngettext("%(role)s (%(n)d person)", "%(role)s (%(n)d people)", many)
    return words % {"role": role, "n": many}


def _check(given: str) -> str:
    words = {
        "yes": pgettext("answer to an item of a checklist", "Yes."),
        "discuss": pgettext("answer to an item of a checklist", "Need to discuss."),
        "not_applicable": pgettext("answer to an item of a checklist", "Not applicable."),
    }
    return words.get(given, "")


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    except ValueError:
        return _("a day that cannot be read")


def changes(before: Schema, now: Schema) -> dict[str, list[str]]:
    """What another form asks more, no longer, and in other words; labels as they stand."""
    old = {field.id: str(field.label) for field in before.fields()}
    new = {field.id: str(field.label) for field in now.fields()}
    return {
        "more": [label for key, label in new.items() if key not in old],
        "less": [label for key, label in old.items() if key not in new],
        "reworded": [label for key, label in new.items() if key in old and old[key] != label],
    }
