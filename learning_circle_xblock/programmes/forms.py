"""The settings of a node, a form for each step of setting up."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from ..permissions import PostKind
from .models import NationalProgramme

__all__ = ["STEP_FORMS", "CourseForm", "NodeForm", "PostForm"]

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
    """Some settings of a node. What was typed stays, and each problem stands beside its field."""

    use_required_attribute = False

    @classmethod
    def showing(cls, node: NationalProgramme) -> "NodeForm":
        """The form as the node has it now."""
        return cls(initial={name: getattr(node, name) for name in cls.base_fields})


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
    """Step 2: the languages of the programme."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the programme"),
        help_text=gettext_lazy("Whoever joins is asked which of these they want to read."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]


class PrivacyForm(NodeForm):
    """Step 3: whom to ask about one's data, and how long it is kept."""

    privacy_contact = forms.CharField(
        label=gettext_lazy("Whom people ask about their data"),
        help_text=gettext_lazy("An office and its address or number. Every member reads it."),
        max_length=200,
    )
    keep_months = forms.IntegerField(
        label=gettext_lazy("Months to keep drafts after the end of a cycle"), min_value=1, max_value=120
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


class CourseForm(forms.Form):
    """Step 6: the course run that works for the node."""

    use_required_attribute = False
    course_key = forms.CharField(
        label=gettext_lazy("Course key"),
        help_text=gettext_lazy("As in the address of the course: course-v1:Org+Course+Run."),
        max_length=255,
    )

    def __init__(self, *args: Any, union_name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.union_name = union_name

    def clean_course_key(self) -> CourseKey:
        """A course key that does not carry the union's name: it is in every address."""
        text = str(self.cleaned_data["course_key"]).strip()
        try:
            key = CourseKey.from_string(text)
        except InvalidKeyError:
            raise forms.ValidationError(_("This is not a course key.")) from None
        words = [word for word in self.union_name.lower().split() if len(word) > 2]
        if any(word in text.lower() for word in words):
            raise forms.ValidationError(
                _("This course key holds a word of your union’s name. It would stand in every address.")
            )
        return key


class PostForm(forms.Form):
    """Somebody for a post on the node."""

    use_required_attribute = False
    who = forms.CharField(label=gettext_lazy("Username or e-mail address"), max_length=254)
    kind = forms.ChoiceField(
        label=gettext_lazy("What they do"),
        widget=forms.RadioSelect,
        choices=[
            (PostKind.COORDINATOR.value, gettext_lazy("Coordinator: sets up, makes circles, names people")),
            (
                PostKind.PROGRAMME_LEAD.value,
                gettext_lazy("Programme lead: sees counts"),
            ),
            (
                PostKind.NATIONAL_RESEARCHER.value,
                gettext_lazy("Researcher: sees counts, and names during a step-in only"),
            ),
        ],
    )


STEP_FORMS: dict[str, type[NodeForm]] = {
    "place": PlaceForm,
    "words": WordsForm,
    "privacy": PrivacyForm,
    "care": CareForm,
    "cycle": CycleForm,
}
