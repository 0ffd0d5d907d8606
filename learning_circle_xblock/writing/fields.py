"""One short function per field type: a question becomes a Django form field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from .cleaning import clean_text
from .schema import DRAFT_LIMIT, Field, Kind, is_blank
from .widgets import ChecklistWidget, PeopleWidget, RowsWidget, SuggestionsWidget

MISSING = _("Please write something here, even a few words.")
MISSING_CHOICE = _("Please choose an answer.")
MISSING_ITEM = _("Please answer each line; “need to discuss” is an answer too.")
TOO_FEW = _("Please write at least %(n)d rows; short ones are fine.")
TOO_LONG = _(
    "This is too long to keep: %(show_value)d characters, and %(limit_value)d at most. "
    "Your words are still here; please shorten them."
)
UNKNOWN_CHOICE = _("This answer is not on the list. Please choose again.")
NO_DATE = _("Please write the date as year, month and day, for example 2026-03-14.")
NO_NUMBER = _("Please write a whole number from 0 to 9999.")
NO_LINK = _("Please write the whole address, beginning with https://")
CHECKS = ("yes", "discuss", "not_applicable")
MOST = 9999


class TextField(forms.CharField):
    """Text without control characters, with a cap that is said in words."""

    def __init__(self, *, cap: int, missing: Any, long: bool) -> None:
        widget = forms.Textarea(attrs={"rows": 6 if long else 2})
        super().__init__(required=False, widget=widget, error_messages={"required": missing})
        self.validators.append(MaxLengthValidator(cap, message=TOO_LONG))

    def to_python(self, value: Any) -> str:
        """Clean before the length is counted."""
        return clean_text(super().to_python(value) or "")


class LinkField(TextField):
    """An address on the web; nothing else is ever made a link."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(long=False, **kwargs)
        self.validators.append(URLValidator(schemes=["http", "https"], message=NO_LINK))


class DayField(forms.DateField):
    """A day, kept as year-month-day."""

    def __init__(self, *, missing: Any) -> None:
        messages = {"required": missing, "invalid": NO_DATE}
        super().__init__(required=False, input_formats=["%Y-%m-%d"], error_messages=messages)

    def clean(self, value: Any) -> str:
        """As text, because answers are kept as JSON."""
        day = super().clean(value)
        return day.isoformat() if day else ""


class NumberField(forms.IntegerField):
    """A whole number; nothing is nothing, not 0."""

    def __init__(self, *, missing: Any) -> None:
        super().__init__(required=False, error_messages={"required": missing, "invalid": NO_NUMBER})

    def clean(self, value: Any) -> Any:
        """The number, or empty text."""
        number = super().clean(value)
        if number is not None and not 0 <= number <= MOST:
            raise ValidationError(NO_NUMBER)
        return "" if number is None else number


class ChoicesField(forms.MultipleChoiceField):
    """Several choices; the form always sends an empty one, so that none at all can be told from not asked."""

    def to_python(self, value: Any) -> list[str]:
        """Drop the empty marker."""
        return [item for item in super().to_python(value) if item]


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


class ChecklistField(forms.Field):
    """An answer to each item that was answered; where the field is required, to all of them."""

    def __init__(self, *, field: Field) -> None:
        super().__init__(required=False, widget=ChecklistWidget(field))
        self.error_messages["required"] = field.missing or MISSING_ITEM
        self.items = [code for code, _label in field.options]
        self.allowed = CHECKS if field.may_not_apply else CHECKS[:2]

    def clean(self, value: Any) -> dict[str, str]:
        """What is on the list, item by item."""
        given = value or {}
        sound = {code: given[code] for code in self.items if given.get(code) in self.allowed}
        if self.required and len(sound) < len(self.items):
            raise ValidationError(self.error_messages["required"], code="required")
        return sound


class PeopleField(forms.Field):
    """Roles and how many; a number without a role is asked about, a role without a number is enough."""

    def __init__(self, *, field: Field) -> None:
        super().__init__(required=False, widget=PeopleWidget(field))
        self.error_messages["required"] = field.missing or MISSING_CHOICE
        self.roles = {code for code, _label in field.options}

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The pairs that have a role."""
        pairs = []
        for pair in value or []:
            role = pair["role"] if pair["role"] in self.roles else ""
            many = NumberField(missing=NO_NUMBER).clean(pair["many"])
            if many != "" and not role:
                raise ValidationError(_("Please choose who they are."), code="role")
            if role:
                pairs.append({"role": role, "many": many})
        self.validate(pairs)
        return pairs


class RowsField(forms.Field):
    """Rows of other fields; rows that are blank are dropped, and a fault is named with its row and column."""

    def __init__(self, *, field: Field, cap: int) -> None:
        self.question = field
        self.columns = {
            column.id: MAKERS[column.kind](column, cap if cap == DRAFT_LIMIT else column.cap)
            for column in field.columns
        }
        super().__init__(required=False, widget=RowsWidget(field, self.columns))
        self.error_messages["required"] = field.missing or TOO_FEW % {"n": field.at_least}

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Each cell as its own type cleans it."""
        rows = [self._row(i + 1, row) for i, row in enumerate(value or [])]
        rows = [row for row in rows if not is_blank(row)]
        if self.required and len(rows) < self.question.at_least:
            raise ValidationError(self.error_messages["required"], code="required")
        return rows

    def _row(self, number: int, row: dict[str, Any]) -> dict[str, Any]:
        kept = {}
        for column in self.question.columns:
            try:
                kept[column.id] = self.columns[column.id].clean(row.get(column.id))
            except ValidationError as error:
                where = {"row": number, "column": column.label, "problem": error.messages[0]}
                raise ValidationError(_("Row %(row)d, %(column)s: %(problem)s") % where) from None
        return kept


def _text(field: Field, cap: int) -> forms.Field:
    return TextField(cap=cap, missing=field.missing or MISSING, long=field.kind is Kind.LONG)


def _link(field: Field, cap: int) -> forms.Field:
    return LinkField(cap=cap, missing=field.missing or MISSING)


def _day(field: Field, cap: int) -> forms.Field:
    return DayField(missing=field.missing or MISSING)


def _number(field: Field, cap: int) -> forms.Field:
    return NumberField(missing=field.missing or MISSING)


def _choice(field: Field, cap: int) -> forms.Field:
    made = forms.ChoiceField(choices=field.options, required=False, widget=forms.RadioSelect)
    made.error_messages |= {"required": field.missing or MISSING_CHOICE, "invalid_choice": UNKNOWN_CHOICE}
    return made


def _choices(field: Field, cap: int) -> forms.Field:
    made = ChoicesField(choices=field.options, required=False, widget=forms.CheckboxSelectMultiple)
    made.error_messages |= {"required": field.missing or MISSING_CHOICE, "invalid_choice": UNKNOWN_CHOICE}
    return made


def _checklist(field: Field, cap: int) -> forms.Field:
    return ChecklistField(field=field)


def _people(field: Field, cap: int) -> forms.Field:
    return PeopleField(field=field)


def _rows(field: Field, cap: int) -> forms.Field:
    return RowsField(field=field, cap=cap)


def _suggestions(field: Field, cap: int) -> forms.Field:
    return SuggestionsField(field=field, cap=cap)


MAKERS: dict[Kind, Callable[[Field, int], forms.Field]] = {
    Kind.SHORT: _text,
    Kind.LONG: _text,
    Kind.PAPER: _text,
    Kind.LINK: _link,
    Kind.DATE: _day,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.SCALE: _choice,
    Kind.CHOICES: _choices,
    Kind.CHECKLIST: _checklist,
    Kind.PEOPLE: _people,
    Kind.ROWS: _rows,
    Kind.SUGGESTIONS: _suggestions,
}
