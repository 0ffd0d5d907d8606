"""The editor of a plan's form: a design becomes rows to edit, what is wrong with it, and a preview."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from ..planning.presets import FULL_PLAN, PRESETS, START_SMALL
from ..planning.samples import sample_answers
from ..planning.shapes import schema_made_by
from ..writing.design import MOST_OWN, Design, OwnField, Problem, as_data
from ..writing.design_checks import MOST_OPTIONS, problems_of
from ..writing.faults import sentence_of
from ..writing.forms import SchemaForm
from ..writing.languages import LANGUAGES
from ..writing.olx import form_text
from ..writing.reading import text_rows
from ..writing.schema import WITH_OPTIONS, Field, Kind, Words

__all__ = ["FormEditor"]

OFFERED = (
    (
        START_SMALL.id,
        _("Start small"),
        _("Four answers to share; all else is offered one section at a time."),
    ),
    (FULL_PLAN.id, _("Full plan"), _("The whole form, with ten answers needed to share.")),
)
KINDS = (
    (Kind.SHORT, _("Short text")),
    (Kind.LONG, _("Long text")),
    (Kind.CHOICE, _("One choice")),
    (Kind.CHOICES, _("Several choices")),
    (Kind.DATE, pgettext_lazy("kind of field", "Date")),
    (Kind.NUMBER, pgettext_lazy("kind of field", "Number")),
    (Kind.SCALE, pgettext_lazy("kind of field", "Scale")),
    (Kind.CHECKLIST, _("Checklist, with “need to discuss”")),
    (Kind.ROWS, _("Rows, with columns of short text")),
    (Kind.PEOPLE, _("People: roles and how many, no names")),
    (Kind.LINK, pgettext_lazy("kind of field", "Link")),
    (Kind.PAPER, _("On paper, kept at")),
)


@dataclass(frozen=True)
class FormEditor:
    """A design being edited, in one language at a time; the other languages are carried along.

    Args:
        design: as it stands, sound or not.
        language: of the wording that is shown.
        pasted: OLX that an author wants to take over, as it was typed.
        refusal: why it was not taken over.
    """

    design: Design
    language: str = "en"
    pasted: str = ""
    refusal: str = ""
    unread: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """What keeps the form from being saved."""
        return self.unread or problems_of(self.design, PRESETS)

    def state(self) -> str:
        """Every word of the design, for the page to send back."""
        return json.dumps(as_data(self.design), ensure_ascii=False)

    def summary(self) -> list[str]:
        """Problems that stand beside no field on the page."""
        shown = {row["id"] for row in self.rows()}
        return [sentence_of(problem) for problem in self.problems if problem.field not in shown]

    def said_problems(self) -> list[dict[str, str]]:
        """Every problem with the name of its field."""
        names = {row["id"]: str(row["name"]) for row in self.rows()}
        return [
            {"name": names.get(problem.field, problem.field), "sentence": sentence_of(problem)}
            for problem in self.problems
        ]

    def presets(self) -> list[dict[str, Any]]:
        """The presets to pick from; one of before stays on the list while it is in use."""
        rows = [{"id": i, "label": label, "about": about} for i, label, about in OFFERED]
        if self.design.preset in PRESETS and self.design.preset not in {row["id"] for row in rows}:
            rows.append({"id": self.design.preset, "label": _("The form of before"), "about": ""})
        return rows

    def rows(self) -> list[dict[str, Any]]:
        """Every field of the preset and of one's own, in order, hidden ones too."""
        said = {p.field: sentence_of(p) for p in reversed(self.problems)}
        groups = self.groups()
        rows = [self._row(asked, i, len(group)) for group in groups for i, asked in enumerate(group)]
        own = self.design.own[:MOST_OWN]
        rows += [self._own_row(row, i, len(own)) for i, row in enumerate(own)]
        return [row | {"problem": said.get(row["id"], "")} for row in rows]

    def languages(self) -> list[dict[str, Any]]:
        """The languages of the wording; `lacking` says how many words of one's own each has not."""
        given = [said for _i, said in (*self.design.labels, *self.design.helps)]
        for own in self.design.own:
            given += [own.label, *(label for _code, label in own.options)]
            given += [own.help] if own.help.by_language else []
        return [
            {"code": code, "name": name, "lacking": sum(code not in dict(w.by_language) for w in given)}
            for code, name in LANGUAGES
        ]

    def may_add(self) -> bool:
        """Up to five fields of one's own."""
        return len(self.design.own) < MOST_OWN

    def olx(self) -> str:
        """The form as text, to copy into another course."""
        return "" if self.problems else form_text(self.design)

    def preview(self) -> dict[str, Any] | None:
        """The form as its readers see it, in the language of the wording, with sample words."""
        if self.problems:
            return None
        with override(self.language):
            schema, answers = schema_made_by(self.design).said_in(self.language), sample_answers()
            form = SchemaForm(schema, initial=answers, prefix="seen", is_draft=True)
            return {"form": form, "text": text_rows(schema, answers), "question": answers["question"]}

    def groups(self) -> list[list[Field]]:
        """The preset's fields by section, in the order of the design."""
        place = {field_id: i for i, field_id in enumerate(self.design.order)}
        preset = PRESETS.get(self.design.preset, START_SMALL)
        return [sorted(s.fields, key=lambda f: place.get(f.id, len(place))) for s in preset.sections]

    def _row(self, asked: Field, i: int, count: int) -> dict[str, Any]:
        label, help_text = dict(self.design.labels).get(asked.id), dict(self.design.helps).get(asked.id)
        with override(self.language):
            ours, our_help = str(asked.label), str(asked.help)
        return {
            "id": asked.id,
            "name": label.said(self.language) if label else str(asked.label),
            "ours": ours,
            "our_help": our_help,
            "label": _in(label, self.language),
            "help": _in(help_text, self.language),
            "is_required": asked.required,
            "is_private": asked.private,
            "is_hidden": asked.id in self.design.hidden,
            "is_reworded": label is not None or help_text is not None,
            "is_first": i == 0,
            "is_last": i == count - 1,
        }

    def _own_row(self, own: OwnField, i: int, count: int) -> dict[str, Any]:
        given = [_in(label, self.language) for _code, label in own.options]
        shown = [label.said(self.language) for _code, label in own.options]
        blank = [""] * (MOST_OPTIONS - len(given))
        return {
            "id": own.id,
            "is_own": True,
            "is_first": i == 0,
            "is_last": i == count - 1,
            "name": own.label.said(self.language) or _("A field of our own"),
            "label": _in(own.label, self.language),
            "help": _in(own.help, self.language),
            "is_needed": own.required,
            "kind": own.kind,
            "kinds": KINDS,
            "has_options": own.kind in (*WITH_OPTIONS, Kind.ROWS),
            "options": list(zip([*given, *blank], [*shown, *blank], strict=False)),
        }


def _in(said: Words | None, language: str) -> str:
    """The author's words in exactly this language."""
    return dict(said.by_language).get(language, "") if said else ""
