"""Fields that several forms of this feature have: a line of words, a day, an hour, a zone."""

from datetime import date
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..writing.cleaning import clean_text

__all__ = ["Day", "Hour", "Line", "Zone", "zone_names"]

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)


class Line(forms.CharField):
    """One line of somebody's words."""

    def clean(self, value: Any) -> str:
        """Without signs that no one typed."""
        return " ".join(clean_text(str(super().clean(value))).split())


class Day(forms.DateField):
    """A day, with the browser's own calendar where it has one."""

    def __init__(self, **given: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**({"widget": widget} | given))

    def clean(self, value: Any) -> date | None:
        """Of this century."""
        found: date | None = super().clean(value)
        if found is not None and not FIRST <= found <= LAST:
            raise forms.ValidationError(_("Please give a day of this century."))
        return found


class Hour(forms.TimeField):
    """An hour of the wall clock."""

    def __init__(self, **given: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(**({"widget": widget} | given))


@cache
def zone_names() -> tuple[tuple[str, str], ...]:
    """The zones one can choose, by region."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return (*((name, name.replace("_", " ")) for name in names), ("UTC", "UTC"))


class Zone(forms.ChoiceField):
    """The zone of a wall clock."""

    def __init__(self, **given: Any) -> None:
        label = gettext_lazy("Time zone of these hours")
        sentence = gettext_lazy("No time zone is called that. Please choose one from the list.")
        super().__init__(
            label=label, choices=zone_names, error_messages={"invalid_choice": sentence}, **given
        )
