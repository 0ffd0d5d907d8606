"""A schema as a Django form."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .fields import MAKERS, TOO_LONG, ChoicesField, TextField
from .schema import DRAFT_LIMIT, Answers, Field, Kind, Schema, is_blank

__all__ = ["TOO_LONG", "SchemaForm", "as_sent", "draft_form", "too_long_sentence"]

PAPER_CAP = 200


class SchemaForm(forms.Form):
    """The form of a schema, in the reader's language. A draft form enforces nothing but what can be kept.

    Args:
        schema: the questions.
        is_draft: enforce no required field, and allow drafts far beyond the guides.
    """

    use_required_attribute = False

    def __init__(self, schema: Schema, *args: Any, is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schema = schema.said_in(get_language() or "en")
        for question in self.schema.fields():
            made = MAKERS[question.kind](question, DRAFT_LIMIT if is_draft else question.cap)
            made.required = question.required and not is_draft and not self._is_on_paper(question)
            made.label = question.label
            made.help_text = question.help
            self.fields[question.id] = made
            if question.paper:
                cap = DRAFT_LIMIT if is_draft else PAPER_CAP
                self.fields[question.paper_id] = TextField(cap=cap, missing="", long=False)
                self.fields[question.paper_id].label = _("On paper, kept at")

    def _is_on_paper(self, question: Field) -> bool:
        place = self.data.get(self.add_prefix(question.paper_id), "")
        return question.paper and not is_blank(place)

    def answers(self) -> Answers:
        """What was sent and is sound, by field id; a field that was not sent is absent."""
        self.is_valid()
        sent = {
            name: value
            for name, value in self.cleaned_data.items()
            if not self.fields[name].widget.value_omitted_from_data(self.data, {}, self.add_prefix(name))
            or isinstance(self.fields[name], ChoicesField)
        }
        return {
            name: value
            for name, value in sent.items()
            if not isinstance(self.fields[name], ChoicesField) or self.add_prefix(name) in self.data
        }

    def sections(self) -> list[dict[str, Any]]:
        """The schema's sections with their bound fields, for templates."""
        return [
            {
                "section": section,
                "rows": [
                    {
                        "question": question,
                        "field": self[question.id],
                        "paper": self[question.paper_id] if question.paper else None,
                    }
                    for question in section.fields
                ],
                "has_errors": self.is_bound
                and any(q.id in self.errors or q.paper_id in self.errors for q in section.fields),
            }
            for section in self.schema.sections
        ]

    def has_more(self) -> bool:
        """Whether some sections are offered beyond those that stand open."""
        return any(section.folded for section in self.schema.sections)

    def problems(self) -> list[dict[str, Any]]:
        """Field by field, for the summary above the form."""
        return [
            {"field": self[name], "label": self.fields[name].label, "message": messages[0]}
            for name, messages in self.errors.items()
            if name in self.fields
        ]


def draft_form(schema: Schema, answers: Answers, prefix: str) -> SchemaForm:
    """An unbound form that shows a draft."""
    return SchemaForm(schema, initial=answers, prefix=prefix, is_draft=True)


def as_sent(field: Field, name: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    """An answer as the form would send it: name and values of each input."""
    if field.kind is Kind.CHOICES:
        yield name, ["", *value]
    elif field.kind is Kind.CHECKLIST:
        yield name, [""]
        yield from ((f"{name}-{code}", [given]) for code, given in dict(value or {}).items())
    elif field.kind in (Kind.PEOPLE, Kind.SUGGESTIONS):
        yield name, [""]
        for i, row in enumerate(value):
            yield from ((f"{name}-{i}-{key}", [str(part)]) for key, part in row.items())
    elif field.kind is Kind.ROWS:
        yield name, [""]
        for i, row in enumerate(value):
            for column in field.columns:
                yield from as_sent(column, f"{name}-{i}-{column.id}", row.get(column.id, ""))
    else:
        yield name, [str(value)]


def too_long_sentence(form: SchemaForm) -> str:
    """One sentence for the save status, when some answers could not be kept; empty otherwise."""
    names = [_("“%(label)s”") % {"label": problem["label"]} for problem in form.problems()]
    if not names:
        return ""
    return _("Not kept yet: %(names)s. Your words are still here.") % {"names": ", ".join(names)}
