"""What the facilitators keep of a session, as plain forms: nothing in them is required."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from .fields import Day, Line
from .lifecycle import InvolvedRole, Obstacle, SessionTool
from .models import SessionNote
from .notes import TEXTS, WHAT, Decision, Note
from .record_words import INVOLVED, OBSTACLES, TOOLS

__all__ = ["DecisionRows", "NoteForm", "PartsForm", "decision_rows", "note_beginning"]

MOST_DECISIONS = 20


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
    tools = forms.MultipleChoiceField(
        label=gettext_lazy("Tools we used"),
        help_text=gettext_lazy("The circle reads it, and whoever joins later sees what there was."),
        choices=tuple(TOOLS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    did = forms.CharField(
        label=gettext_lazy("What we changed in them"),
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

    def note(self, decisions: "DecisionRows") -> Note:
        """As the feature takes it."""
        given = self.cleaned_data
        return Note(
            texts={name: given[name] for name in TEXTS},
            access=[Obstacle(code) for code in given["access"]],
            tools=[SessionTool(code) for code in given["tools"]],
            decisions=decisions.kept(),
            paper_on=given["paper_on"],
            base=given["base"] or 0,
        )


class DecisionForm(forms.Form):
    """One thing that was agreed."""

    what = Line(label=gettext_lazy("What"), max_length=WHAT, required=False)
    who = forms.ChoiceField(label=gettext_lazy("Who"), choices=(("", "–"), *INVOLVED.items()), required=False)
    by = Day(label=gettext_lazy("By when"), required=False)


class DecisionRows(forms.BaseFormSet):  # type: ignore[type-arg]
    """What was agreed, row by row; a row without words is none."""

    def kept(self) -> list[Decision]:
        """The rows that say something."""
        return [
            Decision(given["what"], InvolvedRole(given["who"]) if given["who"] else None, given["by"])
            for given in (form.cleaned_data for form in self.forms)
            if given.get("what")
        ]


def decision_rows(data: Any, note: SessionNote | None) -> DecisionRows:
    """The rows of a note and one more."""
    made = forms.formset_factory(
        DecisionForm, formset=DecisionRows, extra=1, max_num=MOST_DECISIONS, absolute_max=MOST_DECISIONS
    )
    initial = [_row(kept) for kept in note.decisions] if note else []
    found: Any = made(data, initial=initial, prefix="agreed")
    rows: DecisionRows = found
    return rows


def _row(kept: Mapping[str, str]) -> dict[str, Any]:
    return {**kept, "by": date.fromisoformat(kept["by"]) if kept["by"] else None}


class PartsForm(forms.Form):
    """Who led, and who was there from outside."""

    led = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who led?"),
        help_text=gettext_lazy("The circle sees it."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guests = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Guests who were there"),
        help_text=gettext_lazy("People who are with the circle for a while. The circle sees it."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, leaders: list[tuple[int, str]], guests: list[tuple[int, str]], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        choices: dict[str, Any] = {"led": leaders, "guests": guests}
        for name, people in choices.items():
            field: Any = self.fields[name]
            field.choices = people
        if not guests:
            self.fields.pop("guests")


def note_beginning(note: SessionNote | None) -> dict[str, Any]:
    """What the form holds first: the note as it stands."""
    if note is None:
        return {"base": 0}
    lists = {"access": note.access, "tools": note.tools}
    return {**note.texts, **lists, "paper_on": note.paper_on, "base": note.revision}
