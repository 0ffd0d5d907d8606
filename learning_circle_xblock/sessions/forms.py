"""Plain forms of this feature. Each field's help says who reads the answer and for what."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.validators import URLValidator
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..writing.cleaning import clean_text
from .details import Details
from .lifecycle import Kind, Obstacle, Place, Warmth
from .models import Session
from .recording import TEXTS, Note
from .times import zone_named
from .words import HOW_IT_WAS, KINDS, OBSTACLES, PLACES, PRESET_NAMES

__all__ = [
    "CalendarForm",
    "CancelForm",
    "DetailsForm",
    "NextForm",
    "NoteForm",
    "ShiftForm",
    "SpreadForm",
    "TutorialForm",
    "WarmthForm",
]

MOST_WEEKS = 52
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


class CalendarForm(forms.Form):
    """A calendar from a preset."""

    preset = forms.ChoiceField(
        label=gettext_lazy("Calendar"),
        choices=tuple(PRESET_NAMES.items()),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("You can change, add or cancel every date afterwards."),
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


class NoteForm(forms.Form):
    """What was said, and what kept somebody out."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)
    line = forms.CharField(
        label=gettext_lazy("In one line, what did we do?"),
        help_text=gettext_lazy("It goes into the message for your group chat. No names."),
        max_length=TEXTS["line"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    opened_with = forms.CharField(
        label=gettext_lazy("A small success that someone told"),
        max_length=TEXTS["opened_with"],
        required=False,
    )
    did = forms.CharField(
        label=gettext_lazy("Tools we used, and what we changed in them"),
        max_length=TEXTS["did"],
        required=False,
    )
    talked = forms.CharField(
        label=gettext_lazy("What mattered in the talk"),
        help_text=gettext_lazy("The circle reads it. No names of pupils, nothing private."),
        max_length=TEXTS["talked"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decided = forms.CharField(
        label=gettext_lazy("What we agreed: what, who, by when"),
        max_length=TEXTS["decided"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    access = forms.MultipleChoiceField(
        label=gettext_lazy("Did anything keep someone out?"),
        help_text=gettext_lazy("Only how often each is ticked goes further up, so that it can be changed."),
        choices=tuple(OBSTACLES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access_text = forms.CharField(
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy("Read by the facilitators of this circle alone."),
        max_length=TEXTS["access_text"],
        required=False,
    )
    paper_on = Day(
        label=gettext_lazy("Typed from paper of"),
        help_text=gettext_lazy("Only if you type this from paper: the day on the paper."),
        required=False,
    )

    def note(self) -> Note:
        """As the feature takes it."""
        given = self.cleaned_data
        return Note(
            texts={name: given[name] for name in TEXTS},
            access=[Obstacle(code) for code in given["access"]],
            paper_on=given["paper_on"],
            base=given["base"] or 0,
        )


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
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Nobody sees who answered what. Facilitators see it from three answers on."),
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
