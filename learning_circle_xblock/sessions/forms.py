"""Plain forms for planning. Each field's help says who reads the answer and for what."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy

from .details import Details
from .fields import Day, Hour, Line, Zone
from .lifecycle import Kind, Place
from .models import Session
from .times import zone_named
from .words import KINDS, PLACES, PRESET_NAMES

__all__ = ["CalendarForm", "CancelForm", "DetailsForm", "ShiftForm", "SpreadForm"]

MOST_WEEKS = 52


class CalendarForm(forms.Form):
    """A calendar from a preset."""

    preset = forms.ChoiceField(
        label=gettext_lazy("Calendar"), choices=tuple(PRESET_NAMES.items()), widget=forms.RadioSelect
    )
    start = Day(label=gettext_lazy("First session on or after"))
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("On a"), coerce=int, choices=lambda: tuple(WEEKDAYS.items())
    )
    hour = Hour(label=gettext_lazy("Starting at"))
    zone = Zone()
    with_optional = forms.BooleanField(label=gettext_lazy("With the optional events"), required=False)


class DetailsForm(forms.Form):
    """One session."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=tuple(KINDS.items()), widget=forms.RadioSelect
    )
    title = Line(
        label=gettext_lazy("What is it about?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("The circle reads it. It does not go into calendars."),
    )
    day = Day(label=gettext_lazy("Day"))
    starts = Hour(label=gettext_lazy("From"))
    ends = Hour(label=gettext_lazy("Until"))
    last_day = Day(
        label=gettext_lazy("Ends on another day"),
        required=False,
        help_text=gettext_lazy("Only if it goes past midnight or takes several days."),
    )
    zone = Zone()
    place_kind = forms.ChoiceField(label=gettext_lazy("Where?"), choices=tuple(PLACES.items()))
    place = Line(
        label=gettext_lazy("How to find it"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The circle reads it, nobody else. An address can also be sent another way."),
    )
    link = forms.CharField(
        label=gettext_lazy("Link, if it is online"),
        max_length=300,
        required=False,
        validators=[URLValidator(schemes=["http", "https"])],
        widget=forms.URLInput,
    )
    bring = Line(label=gettext_lazy("What to bring"), max_length=200, required=False)
    codes = Line(
        label=gettext_lazy("Further circles, by their codes"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("For network and learning events. Put a comma between the codes."),
    )

    @staticmethod
    def beginning(session: Session, codes: list[str]) -> dict[str, Any]:
        """What the form holds first: the session as it stands."""
        zone = zone_named(session.zone)
        starts = session.starts_at.astimezone(zone)
        ends = (session.starts_at + timedelta(minutes=session.minutes)).astimezone(zone)
        return {
            "base": session.revision,
            "kind": session.kind,
            "title": session.title,
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "last_day": ends.date() if ends.date() != starts.date() else None,
            "zone": session.zone,
            "place_kind": session.place_kind,
            "place": session.place,
            "link": session.link,
            "bring": session.bring,
            "codes": ", ".join(codes),
        }

    def details(self) -> Details:
        """As the feature takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("base", "codes")}
        given["kind"], given["place_kind"] = Kind(given["kind"]), Place(given["place_kind"])
        return Details(**given)

    def further(self) -> list[str]:
        """The further circles."""
        return [code.strip() for code in self.cleaned_data["codes"].split(",") if code.strip()]


class CancelForm(forms.Form):
    """Why it does not take place."""

    reason = Line(
        label=gettext_lazy("Why?"),
        max_length=200,
        help_text=gettext_lazy("The circle reads it."),
        error_messages={"required": gettext_lazy("Please say why, in a few words. The circle reads it.")},
    )


class ShiftForm(forms.Form):
    """All later sessions, so many weeks on."""

    weeks = forms.IntegerField(label=gettext_lazy("Weeks"), min_value=1, max_value=MOST_WEEKS)


class SpreadForm(forms.Form):
    """The same sessions, evenly until a date."""

    until = Day(label=gettext_lazy("The last session on or before"))
