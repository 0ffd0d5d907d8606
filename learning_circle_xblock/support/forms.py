"""Plain forms of this feature. Each field's help says who reads the answer and for what."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .agreement import Agreement
from .words import CONTACT_KINDS, HELP_ABOUT, INDUCTION, INDUCTION_ANSWERS, TOPICS

__all__ = [
    "AgreementForm",
    "CardForm",
    "ContactForm",
    "HelpForm",
    "InductionForm",
    "LeavingForm",
    "PaperForm",
    "StepInForm",
    "text_area",
]

CARDS = 30
CARD = 160


def text_area(label: Any, guide: int, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """A long text that may stay empty; the most it holds is twice the guide."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=2 * guide, widget=area
    )


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class AgreementForm(forms.Form):
    """What the circle decided, as a facilitator records it."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    cards = forms.CharField(
        label=gettext_lazy("Our cards, one on each line"),
        help_text=gettext_lazy("Keep, change or drop them, and add your own. The whole circle reads this."),
        max_length=CARDS * (CARD + 2),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    decide = text_area(gettext_lazy("How we decide"), 300)
    missed = text_area(gettext_lazy("How we bring in someone who missed a meeting"), 300)
    workload = text_area(gettext_lazy("What we do when workload bites"), 300)

    @staticmethod
    def beginning(now: Agreement) -> dict[str, Any]:
        """What the form holds first: the agreement as it stands, with the cards that members propose."""
        lines = [card.words for card in now.cards] + list(now.proposed)
        return {
            "base": now.number,
            "cards": "\n".join(lines),
            "decide": now.decide,
            "missed": now.missed,
            "workload": now.workload,
        }

    def clean_cards(self) -> list[str]:
        """Up to thirty lines, each as short as a card."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["cards"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if not found:
            raise forms.ValidationError(_("Write at least one card."))
        if len(found) > CARDS:
            raise forms.ValidationError(_("Thirty cards are the most a circle can remember."))
        if any(len(line) > CARD for line in found):
            raise forms.ValidationError(_("Keep each card under 160 signs."))
        return found


class CardForm(forms.Form):
    """A card that a member proposes."""

    words = forms.CharField(
        label=gettext_lazy("A card I propose"),
        help_text=gettext_lazy(
            "Your circle reads it without your name. It counts once the circle has decided."
        ),
        max_length=CARD,
    )


class PaperForm(forms.Form):
    """Who signed on paper; a facilitator records it."""

    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who signed on paper"),
        help_text=gettext_lazy("Each of them sees that it was signed on paper."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["people"]
        field.choices = people


class HelpForm(forms.Form):
    """What somebody asks the layer above."""

    about = forms.ChoiceField(
        label=gettext_lazy("What would help?"), choices=HELP_ABOUT, widget=forms.RadioSelect
    )
    line = forms.CharField(
        label=gettext_lazy("One line, if you like"),
        help_text=gettext_lazy("No names of pupils, please."),
        required=False,
        max_length=200,
    )


class ContactForm(forms.Form):
    """Form G: a contact between a link facilitator and a facilitator."""

    held_on = _day(pgettext_lazy("of a contact", "When"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("of a contact", "How"), choices=CONTACT_KINDS, widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(
        label=pgettext_lazy("of a contact", "What about"),
        choices=TOPICS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = text_area(
        gettext_lazy("What we agreed"), 500, gettext_lazy("The facilitator reads this. It is no rating.")
    )
    next_on = _day(gettext_lazy("Next contact"), required=False)

    def clean_held_on(self) -> date:
        """A contact has happened; a day ahead allows for zones."""
        day: date = self.cleaned_data["held_on"]
        ahead = (day - timezone.now().date()).days
        if ahead > 1 or day.year < 2000:
            raise forms.ValidationError(_("Choose a day that has come already."))
        return day

    def clean_next_on(self) -> date | None:
        """The next contact comes after this one."""
        day: date | None = self.cleaned_data["next_on"]
        held = self.cleaned_data.get("held_on")
        if day and held and day <= held:
            raise forms.ValidationError(_("The next contact comes after this one."))
        return day


class InductionForm(forms.Form):
    """Form G: the induction of a facilitator, item by item."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, label in INDUCTION:
            self.fields[code] = forms.ChoiceField(
                label=label,
                choices=[("", _("Not yet")), *INDUCTION_ANSWERS],
                required=False,
                widget=forms.RadioSelect,
            )


class StepInForm(forms.Form):
    """Form G: a proposal to be with the circle for a while."""

    why = forms.CharField(
        label=pgettext_lazy("of a step-in", "Why"),
        help_text=gettext_lazy("One line. The circle reads it."),
        max_length=200,
    )
    until = _day(
        gettext_lazy("Until which day"),
        gettext_lazy("It ends by itself after that day. A step-in lasts a year at most."),
    )


class LeavingForm(forms.Form):
    """Form G: the note to the circle on leaving."""

    saw = text_area(gettext_lazy("What I saw"), 500, gettext_lazy("The circle reads both lines."))
    question = forms.CharField(label=gettext_lazy("One question I leave you"), required=False, max_length=200)
