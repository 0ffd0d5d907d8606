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
    "ReflectionForm",
    "StepInForm",
]

CARDS = 30
CARD = 160
LONGEST = 370  # days of a step-in
NEEDS = (("nothing", pgettext_lazy("what is needed", "Nothing")), *HELP_ABOUT[:-1])


def _text(label: Any, guide: int, help_text: Any = "", rows: int = 3) -> forms.CharField:
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
    decide = _text(gettext_lazy("How we decide"), 300)
    missed = _text(gettext_lazy("How we bring in someone who missed a meeting"), 300)
    workload = _text(gettext_lazy("What we do when workload bites"), 300)

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


class ReflectionForm(forms.Form):
    """Form F: a facilitator's reflection."""

    how = forms.CharField(label=gettext_lazy("In one line, how did it go for the group?"), max_length=280)
    among = _text(gettext_lazy("When did teachers talk most to one another rather than to me?"), 300)
    tool = _text(
        gettext_lazy("What tool did I use or change, and what would I tell another facilitator about it?"),
        300,
    )
    missing = _text(
        gettext_lazy("Whose voice was missing, and what might I do?"),
        300,
        gettext_lazy("No need for a name."),
    )
    projects = forms.IntegerField(
        label=gettext_lazy("How many projects have a shared plan?"),
        help_text=gettext_lazy("Counted for you; correct it if it is wrong."),
        required=False,
        min_value=0,
        max_value=500,
    )
    pair = _text(
        gettext_lazy("How are we two doing as a pair?"), 200, gettext_lazy("Read by the two of you alone.")
    )
    shares_pair = forms.BooleanField(
        label=gettext_lazy("My link facilitator may read what I say of the pair"), required=False
    )
    need = forms.ChoiceField(
        label=gettext_lazy("What do I need from my link facilitator?"),
        help_text=gettext_lazy("Anything but “Nothing” is asked for at once, with this button."),
        choices=NEEDS,
        initial="nothing",
        widget=forms.RadioSelect,
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("My link facilitator may read this reflection"),
        help_text=gettext_lazy("You can stop this at any time."),
        required=False,
        initial=True,
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
    agreed = _text(
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
    until = _day(gettext_lazy("Until which day"), gettext_lazy("It ends by itself after that day."))

    def clean_until(self) -> date:
        """Not in the past and not for more than a year."""
        day: date = self.cleaned_data["until"]
        ahead = (day - timezone.now().date()).days
        if ahead < 0:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        if ahead > LONGEST:
            raise forms.ValidationError(_("A step-in lasts a year at most."))
        return day


class LeavingForm(forms.Form):
    """Form G: the note to the circle on leaving."""

    saw = _text(gettext_lazy("What I saw"), 500, gettext_lazy("The circle reads both lines."))
    question = forms.CharField(label=gettext_lazy("One question I leave you"), required=False, max_length=200)
