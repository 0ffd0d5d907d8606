"""A schema as a Django form: one short function per field type."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .cleaning import clean_text
from .schema import DRAFT_LIMIT, Answers, Field, Kind, Schema

MISSING = gettext_lazy("Please write something here, even a few words.")
MISSING_CHOICE = gettext_lazy("Please choose an answer.")
TOO_LONG = gettext_lazy(
    "This is too long to keep: %(show_value)d characters, and %(limit_value)d at most. "
    "Your words are still here; please shorten them."
)
UNKNOWN_CHOICE = gettext_lazy("This answer is not on the list. Please choose again.")


class TextField(forms.CharField):
    """Text without control characters, with a cap that is said in words."""

    def __init__(self, *, cap: int, missing: Any, long: bool) -> None:
        widget = forms.Textarea(attrs={"rows": 6 if long else 2})
        super().__init__(required=False, widget=widget, error_messages={"required": missing})
        self.validators.append(MaxLengthValidator(cap, message=TOO_LONG))

    def to_python(self, value: Any) -> str:
        """Clean before the length is counted."""
        return clean_text(super().to_python(value) or "")


class ChoicesField(forms.MultipleChoiceField):
    """Several choices; the form always sends an empty one, so that none at all can be told from not asked."""

    def to_python(self, value: Any) -> list[str]:
        """Drop the empty marker."""
        return [item for item in super().to_python(value) if item]


class SuggestionsWidget(forms.Widget):
    """Up to three rows: what to try, and which part of the text it is about."""

    template_name = "learning_circle_xblock/writing/_suggestions.html"

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


class SuggestionsField(forms.Field):
    """Rows of a short text and the section it is about; empty rows are dropped when sent."""

    widget: SuggestionsWidget

    def __init__(self, *, field: Field, cap: int) -> None:
        super().__init__(
            required=False,
            widget=SuggestionsWidget(field.rows, field.options),
            error_messages={"required": field.missing or MISSING},
        )
        self.cap = cap
        self.codes = {code for code, _label in field.options}

    def clean(self, value: Any) -> list[dict[str, str]]:
        """Clean each row; an unknown section becomes none."""
        rows = []
        for row in value or []:
            what = clean_text(row["what"]).strip()
            MaxLengthValidator(self.cap, message=TOO_LONG)(what)
            rows.append({"what": what, "about": row["about"] if row["about"] in self.codes else ""})
        rows = [row for row in rows if row["what"]]
        self.validate(rows)
        return rows


def _text(field: Field, cap: int) -> forms.Field:
    return TextField(cap=cap, missing=field.missing or MISSING, long=field.kind is Kind.LONG)


def _choice(field: Field, cap: int) -> forms.Field:
    made = forms.ChoiceField(choices=field.options, required=False, widget=forms.RadioSelect)
    made.error_messages |= {"required": field.missing or MISSING_CHOICE, "invalid_choice": UNKNOWN_CHOICE}
    return made


def _choices(field: Field, cap: int) -> forms.Field:
    made = ChoicesField(choices=field.options, required=False, widget=forms.CheckboxSelectMultiple)
    made.error_messages |= {"required": field.missing or MISSING_CHOICE, "invalid_choice": UNKNOWN_CHOICE}
    return made


def _suggestions(field: Field, cap: int) -> forms.Field:
    return SuggestionsField(field=field, cap=cap)


MAKERS: dict[Kind, Callable[[Field, int], forms.Field]] = {
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SUGGESTIONS: _suggestions,
}


class SchemaForm(forms.Form):
    """The form of a schema. A draft form enforces nothing but what can be kept; the other one shares.

    Args:
        schema: the questions.
        is_draft: enforce no required field, and allow drafts far beyond the guides.
    """

    use_required_attribute = False

    def __init__(self, schema: Schema, *args: Any, is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schema = schema
        for question in schema.fields():
            made = MAKERS[question.kind](question, DRAFT_LIMIT if is_draft else question.cap)
            made.required = question.required and not is_draft
            made.label = question.label
            made.help_text = question.help
            self.fields[question.id] = made

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
                "rows": [{"question": question, "field": self[question.id]} for question in section.fields],
                "has_errors": any(question.id in self.errors for question in section.fields)
                if self.is_bound
                else False,
            }
            for section in self.schema.sections
        ]

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


def too_long_sentence(form: SchemaForm) -> str:
    """One sentence for the save status, when some answers could not be kept; empty otherwise."""
    names = [_("“%(label)s”") % {"label": problem["label"]} for problem in form.problems()]
    if not names:
        return ""
    return _("Not kept yet: %(names)s. Your words are still here.") % {"names": ", ".join(names)}
