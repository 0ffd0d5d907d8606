"""What a teacher adds on the record of participation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ..evidence.words import QUESTIONS
from .journal_lines import MOST, JournalLine

__all__ = ["ClosingForm"]

GUIDE = 300
SHOWN = 160  # characters of a line where it is offered


class ClosingForm(forms.Form):
    """The closing paragraph, with the revision that it was written on."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    closing = forms.CharField(
        label=_("How have I taken part, and what did I give to others?"),
        help_text=_(
            "A few sentences, about 300 characters; it may stay empty. Your facilitators read it, and it "
            "stands on what you print."
        ),
        required=False,
        max_length=2 * GUIDE,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    lines = forms.MultipleChoiceField(
        label=_("Lines of my journal that I want to show"),
        help_text=_(
            "Up to eight. They are copied as they stand now; nobody reads more of your journal by this."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose among the lines shown here.")},
    )

    def __init__(self, *args: Any, offered: Sequence[JournalLine] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lines"].choices = [(line.source, _told(line)) for line in offered]  # type: ignore[attr-defined]
        if not offered:
            del self.fields["lines"]

    def clean_lines(self) -> list[str]:
        """Not more than a record has room for."""
        lines: list[str] = self.cleaned_data["lines"]
        if len(lines) > MOST:
            raise forms.ValidationError(_("Choose eight lines at most."))
        return lines


def _told(line: JournalLine) -> str:
    """The day, the question and how the words begin."""
    words = Truncator(line.words).chars(SHOWN)
    return f"{date_format(line.on, 'DATE_FORMAT')} · {QUESTIONS[line.question]} {words}"
