"""The events of a preset as rows that can be changed before anything is planned."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .fields import Line
from .lifecycle import Kind
from .presets import MOST_EVENTS, Planned, Preset
from .words import KINDS, purpose

__all__ = ["EventRows", "event_rows"]

BLANK = 2  # rows for events of one's own
FIRST_WEEK, LAST_WEEK = -52, 104
LONGEST = 14 * 24 * 60


class EventForm(forms.Form):
    """One event: left out where the tick is taken away."""

    code = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput)
    is_in = forms.BooleanField(label=gettext_lazy("In the calendar"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=tuple(KINDS.items()), initial=Kind.WORKSHOP
    )
    week = forms.IntegerField(
        label=gettext_lazy("Weeks after the first day"), min_value=FIRST_WEEK, max_value=LAST_WEEK
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=10, max_value=LONGEST)
    title = Line(label=gettext_lazy("What is it about?"), max_length=120, required=False)

    def planned(self) -> Planned:
        """As the feature takes it."""
        given = self.cleaned_data
        kind = Kind(given["kind"])
        return Planned(given["code"], kind, given["week"], given["minutes"], False, given["title"])


class EventRows(forms.BaseFormSet):  # type: ignore[type-arg]
    """The rows; a new one without its tick is none, and need not be filled in."""

    preset = ""

    def kept(self) -> list[Planned]:
        """The ticked events."""
        return [form.planned() for form in self.forms if form.cleaned_data.get("is_in")]

    def left_out(self) -> list[Planned]:
        """Events of the preset whose tick was taken away: they stay as optional ones."""
        rows = (form for form in self.forms if not form.cleaned_data.get("is_in"))
        return [replace(form.planned(), is_optional=True) for form in rows if form.cleaned_data.get("code")]

    def rows(self) -> list[tuple[Any, str]]:
        """Each form with what it is called."""
        return [(form, self._called(form)) for form in self.forms]

    def clean(self) -> None:
        """At least one event, and no code twice."""
        if any(self.errors):
            return
        codes = [form.cleaned_data.get("code") for form in self.forms if form.cleaned_data.get("code")]
        if len(codes) != len(set(codes)):
            raise forms.ValidationError(_("Two events have the same short name. Please load the page again."))
        if not self.kept():
            raise forms.ValidationError(_("A calendar needs at least one event."))

    def _called(self, form: Any) -> str:
        code = str(form["code"].value() or "")
        if not code:
            return _("One more event")
        kind = str(KINDS.get(form["kind"].value(), ""))
        name = f"{kind} {code[1:]}" if code[1:].isdecimal() else kind
        about = purpose(self.preset, code)
        return f"{name} · {about}" if about else name


def event_rows(data: Any, preset: Preset) -> EventRows:
    """The events of a preset and two more; what the preset leaves out unless asked for has no tick."""
    made = forms.formset_factory(
        EventForm, formset=EventRows, extra=BLANK, max_num=MOST_EVENTS, absolute_max=MOST_EVENTS
    )
    initial = [
        {
            "code": event.code,
            "is_in": not event.is_optional,
            "kind": event.kind,
            "week": event.week,
            "minutes": event.minutes,
            "title": event.title,
        }
        for event in preset.events
    ]
    found: Any = made(data, initial=initial, prefix="event")
    found.preset = preset.id
    rows: EventRows = found
    return rows
