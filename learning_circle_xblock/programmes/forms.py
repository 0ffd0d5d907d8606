"""The settings of a node, a form for each step of setting up."""

from hashlib import sha256
from typing import Any, cast
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import NationalProgramme
from .word_fields import WordFields

__all__ = ["STEP_FORMS", "NodeForm"]

LINES = 60  # entries of a list
LINE = 80  # signs of an entry


class LinesField(forms.CharField):
    """A list, one entry on each line; blank lines and entries that stand there twice are dropped."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """A list is shown as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """At most sixty entries of eighty signs."""
        lines = list(dict.fromkeys(line.strip() for line in str(value or "").splitlines() if line.strip()))
        if len(lines) > LINES or any(len(line) > LINE for line in lines):
            raise forms.ValidationError(
                _("At most %(lines)d lines, each of %(signs)d signs.") % {"lines": LINES, "signs": LINE}
            )
        if self.required and not lines:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return lines


class NodeForm(forms.Form):
    """Some settings of a node. What was typed stays, and each problem stands beside its field.

    The form carries a mark of what it showed. If somebody else has kept other settings meanwhile, it says so
    and keeps what was typed; sent again, it holds.
    """

    use_required_attribute = False
    template = "unions/step.html"
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, node: NationalProgramme) -> None:
        names = [name for name in self.base_fields if name != "seen"]
        now = {name: getattr(node, name) for name in names}
        self.mark = sha256(repr(sorted({**now, **self.more(node)}.items())).encode()).hexdigest()[:16]
        super().__init__(data, initial={**now, "seen": self.mark})

    @staticmethod
    def more(node: NationalProgramme) -> dict[str, Any]:
        """Settings that stand in no field of one name."""
        return {}

    def clean(self) -> dict[str, Any]:
        """The settings by name."""
        values: dict[str, Any] = dict(self.cleaned_data)
        if values.pop("seen", "") not in ("", self.mark):
            again = cast(QueryDict, self.data).copy()
            again["seen"] = self.mark
            self.data = again
            raise forms.ValidationError(
                _("Somebody else has kept other settings meanwhile. To keep yours instead, send them again.")
            )
        return values


class PlaceForm(NodeForm):
    """Step 1: where the programme works."""

    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=gettext_lazy("Country, as two letters"),
        help_text=gettext_lazy("For example CI, BR or KR. Coordinators see it."),
        error_messages={"invalid": gettext_lazy("A country is two letters, such as CI.")},
    )
    zone = forms.CharField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("As in Africa/Abidjan. New circles begin with it; each may have its own."),
        max_length=48,
    )
    regions = LinesField(
        label=gettext_lazy("Regions, one on each line"),
        help_text=gettext_lazy(
            "A circle may say where it meets: large enough that nobody can be found by it."
        ),
    )
    phases = LinesField(
        label=gettext_lazy("Phases of school, one on each line"),
        help_text=gettext_lazy("As your teachers call them: nursery, lower primary …"),
    )

    def clean_country(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["country"]).upper()

    def clean_zone(self) -> str:
        """One that exists."""
        zone = str(self.cleaned_data["zone"]).strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone. It reads like Africa/Abidjan."))
        return zone


class WordsForm(NodeForm):
    """Step 2: the languages of the programme, and in each the words that the union has of its own."""

    template = "unions/words.html"

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the programme"),
        help_text=gettext_lazy("Whoever joins is asked which of these they want to read."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, node: NationalProgramme) -> None:
        super().__init__(data, node=node)
        self.fields["languages"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]
        self.words = WordFields(self, node.own_words, node.languages, node.union_name)

    @staticmethod
    def more(node: NationalProgramme) -> dict[str, Any]:
        """The words of its own."""
        return {"own_words": node.own_words}

    def clean(self) -> dict[str, Any]:
        """The languages, and the words that are left to the union."""
        return self.words.kept(super().clean())


class PrivacyForm(NodeForm):
    """Step 3: whom to ask about one's data, and how long it is kept."""

    privacy_contact = forms.CharField(
        label=gettext_lazy("Whom people ask about their data"),
        help_text=gettext_lazy("An office and its address or number. Every member reads it."),
        max_length=200,
    )
    keep_months = forms.IntegerField(
        label=gettext_lazy("Months to keep drafts after the end of a cycle"),
        help_text=gettext_lazy(
            "Your rule. Nothing is deleted by itself in this version: whoever runs the site carries it out."
        ),
        min_value=1,
        max_value=120,
    )
    keep_notes_months = forms.IntegerField(
        label=gettext_lazy("Months to keep notes of sessions"), min_value=1, max_value=120
    )


class CareForm(NodeForm):
    """Step 4: what to do when a child may be at risk."""

    care_text = forms.CharField(
        label=gettext_lazy("What to do when a child may be at risk"),
        help_text=gettext_lazy(
            "Shown with every text that somebody has paused. Name the local contact, and say that this site "
            "is not the place to report. Nothing can be shared until it is here; writing can begin."
        ),
        widget=forms.Textarea,
        max_length=2_000,
    )
    care_url = forms.CharField(
        label=gettext_lazy("Address of your safeguarding policy"),
        required=False,
        max_length=200,
        validators=[URLValidator(["http", "https"])],
    )


class CycleForm(NodeForm):
    """Step 5: which calendar circles begin with."""

    preset = forms.ChoiceField(
        label=gettext_lazy("How the year goes"),
        widget=forms.RadioSelect,
        choices=[
            (
                "t3lfa",
                gettext_lazy("A national programme: seven workshops, three tutorials, two events"),
            ),
            ("tldw_school", gettext_lazy("A group in one or several schools: six to eight sessions")),
            ("accelerated", gettext_lazy("A short cycle: four workshops, two tutorials, one network event")),
            ("micro", gettext_lazy("A very small circle, two to four teachers")),
        ],
    )
    starts_on = forms.DateField(
        label=gettext_lazy("First workshop, about"),
        help_text=gettext_lazy("Each circle sets its own dates from here."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    friend_days = forms.IntegerField(
        label=gettext_lazy("Days until a critical friend is reminded of a plan"),
        help_text=gettext_lazy("As their next small step. Nobody is blocked by a silent friend."),
        min_value=3,
        max_value=60,
    )
    facilitator_days = forms.IntegerField(
        label=gettext_lazy("Days until the facilitators see that nobody has responded to a plan"),
        help_text=gettext_lazy("They may respond, bring others together, or leave it."),
        min_value=3,
        max_value=90,
    )


STEP_FORMS: dict[str, type[NodeForm]] = {
    "place": PlaceForm,
    "words": WordsForm,
    "privacy": PrivacyForm,
    "care": CareForm,
    "cycle": CycleForm,
}
