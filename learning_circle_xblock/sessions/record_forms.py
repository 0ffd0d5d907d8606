"""Plain forms for what has taken place. Each field's help says who reads the answer and for what."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .fields import Day, Hour, Line
from .lifecycle import Warmth
from .models import Session
from .record_words import HOW_IT_WAS
from .times import zone_named

__all__ = ["NextForm", "TutorialForm", "WarmthForm"]


class NextForm(forms.Form):
    """The next date, filled in from the calendar."""

    next_day = Day(label=gettext_lazy("Next session on"), required=False)
    next_hour = Hour(label=gettext_lazy("At"), required=False)
    next_bring = Line(label=gettext_lazy("What to bring"), max_length=200, required=False)

    @staticmethod
    def beginning(session: Session | None) -> dict[str, Any]:
        """The next date as it stands."""
        if session is None:
            return {}
        starts: datetime = session.starts_at.astimezone(zone_named(session.zone))
        return {"next_day": starts.date(), "next_hour": starts.time(), "next_bring": session.bring}


class WarmthForm(forms.Form):
    """How it was, without a name."""

    warmth = forms.ChoiceField(
        label=gettext_lazy("How was it?"),
        choices=tuple(HOW_IT_WAS.items()),
    )
    words = Line(label=gettext_lazy("A word, if you like"), max_length=200, required=False)

    def chosen(self) -> Warmth:
        """The answer."""
        return Warmth(self.cleaned_data["warmth"])


class TutorialForm(forms.Form):
    """When it was, what it belongs to, and whether the plans are agreed."""

    part_of = forms.TypedChoiceField(
        label=gettext_lazy("Which tutorial?"), coerce=int, empty_value=None, required=False
    )
    day = Day(label=gettext_lazy("On"))
    agrees = forms.BooleanField(
        label=gettext_lazy("We talked about the plans and agreed on them"),
        help_text=gettext_lazy(
            "Also about the questions on care. Each teacher sees it and can take their own agreement back."
        ),
        required=False,
    )
    waiver = Line(
        label=gettext_lazy("Why go on without a response, where a plan has none?"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, tutorials: list[tuple[int, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        choice: Any = self.fields["part_of"]
        choice.choices = [*tutorials, ("", _("One outside the calendar"))]
