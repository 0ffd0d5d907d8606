"""The forms on the pages of a circle. What was typed stays, and each problem stands beside its field."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .lifecycle import LeavingReason
from .models import Circle
from .tables import LARGEST, SMALLEST, USUAL
from .words import MODES, REASONS, ROLES

__all__ = [
    "CircleForm",
    "CodeForm",
    "LeaveForm",
    "MergeForm",
    "NewCircleForm",
    "ParentForm",
    "PauseForm",
    "PlainForm",
    "RoleForm",
    "SuccessorForm",
    "SureForm",
    "TablesForm",
]

MOST_LANGUAGES = 10


class PlainForm(forms.Form):
    """Problems are told by us, in the person's language, not by the browser."""

    use_required_attribute = False


class RoleForm(PlainForm):
    """What somebody is in the circle."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=list(ROLES.items()))


class LeaveForm(PlainForm):
    """An optional reason."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason, if you like"),
        help_text=gettext_lazy(
            "Kept only as a count for the whole union and month, without a name and without the circle."
        ),
        choices=[("", gettext_lazy("No answer")), *REASONS.items()],
        required=False,
    )

    def clean_reason(self) -> LeavingReason | None:
        """From the list, or nothing."""
        chosen = self.cleaned_data["reason"]
        return LeavingReason(chosen) if chosen else None


class CodeForm(PlainForm):
    """Another circle, by its code."""

    code = forms.CharField(
        label=gettext_lazy("Code of the other circle"),
        help_text=gettext_lazy("It stands on the page of each circle, below its name."),
        max_length=32,
    )


class ParentForm(PlainForm):
    """The circle one layer up, or none."""

    code = forms.CharField(
        label=gettext_lazy("Code of the circle of its facilitators"),
        help_text=gettext_lazy("One layer up. Empty where it stands under no other circle."),
        max_length=32,
        required=False,
    )


class SureForm(PlainForm):
    """A step that nobody takes by a slip."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, this circle ends"),
        error_messages={
            "required": gettext_lazy("Tick this first: the circle ends and does not begin again.")
        },
    )


class MergeForm(CodeForm, SureForm):
    """Into which circle, and that this one ends."""

    field_order = ("code", "sure")


class SuccessorForm(PlainForm):
    """Who goes on in place of a facilitator."""

    successor = forms.TypedChoiceField(label=gettext_lazy("Who goes on"), coerce=int)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = people  # type: ignore[attr-defined]


class PauseForm(PlainForm):
    """Until when, if that is known."""

    until = forms.DateField(
        label=gettext_lazy("Goes on again, if you know the day"),
        help_text=gettext_lazy("A hint for everybody. The circle goes on when you say so here."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write a day such as 2026-06-01.")},
    )


class TablesForm(PlainForm):
    """How many at a table."""

    size = forms.TypedChoiceField(
        label=gettext_lazy("At most at one table"),
        choices=[(n, str(n)) for n in range(SMALLEST, LARGEST + 1)],
        coerce=int,
        initial=USUAL,
    )


class CircleForm(PlainForm):
    """The settings of a circle."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Without the name of the union: it may stand in a title or a calendar."),
        max_length=80,
    )
    region = forms.CharField(
        label=gettext_lazy("Region"),
        help_text=gettext_lazy("Large enough that nobody can be found by it. It may stay empty."),
        max_length=80,
        required=False,
    )
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("With commas between them. It may stay empty."),
        max_length=200,
        required=False,
    )
    mode = forms.ChoiceField(label=gettext_lazy("How it meets"), choices=list(MODES.items()))
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Where the circle meets, such as Africa/Abidjan or Asia/Seoul."),
        max_length=48,
    )

    @classmethod
    def values_of(cls, circle: Circle) -> dict[str, Any]:
        """What the form shows for a circle as it is now."""
        values = {name: getattr(circle, name) for name in cls.base_fields}
        return {**values, "languages": ", ".join(circle.languages)}

    def clean_name(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_languages(self) -> list[str]:
        """A list, each once."""
        found = [part.strip() for part in str(self.cleaned_data["languages"]).split(",")]
        languages = list(dict.fromkeys(part for part in found if part))
        if len(languages) > MOST_LANGUAGES:
            raise forms.ValidationError(_("At most %(most)d languages.") % {"most": MOST_LANGUAGES})
        return languages

    def clean_zone(self) -> str:
        """One that exists."""
        zone = str(self.cleaned_data["zone"]).strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. It reads like Africa/Abidjan."))
        return zone


class NewCircleForm(CircleForm):
    """A circle that is not there yet."""

    code = forms.RegexField(
        r"^[\w.-]+$",
        label=gettext_lazy("Short code"),
        help_text=gettext_lazy("Letters, numbers, dots and lines. Nobody else in the course has it."),
        max_length=32,
        error_messages={"invalid": gettext_lazy("Only letters, numbers, dots and lines.")},
    )
    course = forms.ChoiceField(label=gettext_lazy("Course"))
    layer = forms.TypedChoiceField(
        label=gettext_lazy("Layer"),
        choices=[
            (1, gettext_lazy("Teachers and their facilitators")),
            (2, gettext_lazy("Facilitators of circles of teachers")),
            (3, gettext_lazy("Facilitators of circles of facilitators")),
            *((n, str(n)) for n in range(4, 10)),
        ],
        coerce=int,
    )
    parent = forms.CharField(
        label=gettext_lazy("Code of the circle of its facilitators"),
        help_text=gettext_lazy("One layer up, in the same course. It may stay empty and follow later."),
        max_length=32,
        required=False,
    )
    field_order = ("name", "code", "course", "layer", "parent", "region", "languages", "mode", "zone")

    def __init__(self, *args: Any, courses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = courses  # type: ignore[attr-defined]
