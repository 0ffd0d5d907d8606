"""Form F, after a session and at the end of a cycle, and the question whether somebody would facilitate."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .forms import text_area
from .words import HELP_ABOUT

__all__ = ["CycleForm", "NamingForm", "ReflectionForm"]

NEEDS = (("nothing", pgettext_lazy("what is needed", "Nothing")), *HELP_ABOUT[:-1])


class ReflectionForm(forms.Form):
    """Form F: a facilitator's reflection."""

    how = forms.CharField(label=gettext_lazy("In one line, how did it go for the group?"), max_length=280)
    among = text_area(gettext_lazy("When did teachers talk most to one another rather than to me?"), 300)
    tool = text_area(
        gettext_lazy("What tool did I use or change, and what would I tell another facilitator about it?"),
        300,
    )
    missing = text_area(
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
    pair = text_area(
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


class CycleForm(forms.Form):
    """Form F at the end of a cycle; any one answer is enough."""

    keep = text_area(gettext_lazy("What would I keep?"), 300)
    drop = text_area(gettext_lazy("What would I drop?"), 300)
    people = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Two teachers who might enjoy facilitating"),
        help_text=gettext_lazy(
            "They are asked, and nobody above sees their name before they say yes. Whoever has been asked "
            "before, or has said no, is not listed."
        ),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = text_area(gettext_lazy("What did being a facilitator do to my own teaching?"), 300)
    is_shared = forms.BooleanField(
        label=gettext_lazy("My link facilitator may read this reflection"),
        help_text=gettext_lazy("You can stop this at any time."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["people"]
        field.choices = people
        if not people:
            del self.fields["people"]

    def clean_people(self) -> list[int]:
        """Two at a time: a name is an honour, not a list."""
        people: list[int] = self.cleaned_data["people"]
        if len(people) > 2:
            raise forms.ValidationError(_("Choose two at most."))
        return people

    def clean(self) -> dict[str, Any]:
        """Nothing at all is not kept."""
        given = self.cleaned_data
        words = [given.get(name) for name in ("keep", "drop", "own")]
        if not self.errors and not any(words) and not given.get("people"):
            raise forms.ValidationError(_("Write one line, or name somebody."))
        return given


class NamingForm(forms.Form):
    """A facilitator asks somebody of the circle whether they would like to facilitate."""

    person = forms.TypedChoiceField(
        label=gettext_lazy("Who might enjoy facilitating?"),
        help_text=gettext_lazy("They are asked, and nobody above sees their name before they say yes."),
        coerce=int,
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["person"]
        field.choices = people
