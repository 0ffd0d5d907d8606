"""What is typed on the pages of the ways into a circle."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..circles.models import Circle
from ..permissions import Role
from ..writing.cleaning import clean_text
from .codes import tidy
from .rows import Wish
from .sheets import MAX_BYTES

__all__ = [
    "ROLES",
    "CodeForm",
    "FileForm",
    "JoinForm",
    "LinkForm",
    "PaperForm",
    "PaperNameForm",
    "PersonForm",
    "SignedForm",
]

LONGEST = timedelta(days=365)
TWO_WEEKS = timedelta(days=14)
MOST = 500  # people through one link
ROLES = (
    (Role.TEACHER, pgettext_lazy("role in a circle", "Teacher")),
    (Role.FACILITATOR, pgettext_lazy("role in a circle", "Facilitator")),
    (Role.CO_FACILITATOR, pgettext_lazy("role in a circle", "Co-facilitator")),
    (Role.UNION_REPRESENTATIVE, pgettext_lazy("role in a circle", "Union representative")),
    (Role.OBSERVER, pgettext_lazy("role in a circle", "Observer")),
)


class Day(forms.DateField):
    """A day, from the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LinkForm(forms.Form):
    """How long a link opens, and how often."""

    use_required_attribute = False
    until = Day(
        label=gettext_lazy("Open until the end of"),
        error_messages={"required": gettext_lazy("Please choose a day.")},
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("For how many people"),
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": gettext_lazy("Please write a number."),
            "invalid": gettext_lazy("Please write a number, such as 12."),
            "min_value": gettext_lazy("At least one person has to fit through."),
            "max_value": gettext_lazy("At most 500 people may come by one link."),
        },
    )

    def __init__(self, circle: Circle, now: datetime, *args: Any, **kwargs: Any) -> None:
        self.zone = ZoneInfo(circle.zone)
        self.today = now.astimezone(self.zone).date()
        kwargs["initial"] = {"until": self.today + TWO_WEEKS, "capacity": circle.largest}
        super().__init__(*args, **kwargs)

    def clean_until(self) -> date:
        """From today on, and not for ever."""
        chosen: date = self.cleaned_data["until"]
        if chosen < self.today:
            raise forms.ValidationError(_("This day has passed. Please choose a later one."))
        if chosen > self.today + LONGEST:
            raise forms.ValidationError(_("A link is open for a year at most."))
        return chosen

    @property
    def expires_at(self) -> datetime:
        """The end of the chosen day, where the circle meets."""
        after: date = self.cleaned_data["until"] + timedelta(days=1)
        return datetime(after.year, after.month, after.day, tzinfo=self.zone)


class CodeForm(forms.Form):
    """A code that was read out or printed."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=80,
        help_text=gettext_lazy("Nine letters, such as ABC-DEF-GHJ. Small letters and no strokes are fine."),
        error_messages={"required": gettext_lazy("Please type the code you were given.")},
    )

    def clean_code(self) -> str:
        """Letters only."""
        code = tidy(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("A code has letters only. Please type the one you were given."))
        return code


class JoinForm(forms.Form):
    """The last step into a circle. A language is asked for where the circle works in several."""

    use_required_attribute = False

    def __init__(self, circle: Circle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(settings.LANGUAGES)
        several = [(code, known[code]) for code in circle.languages if code in known]
        if len(several) > 1:
            self.fields["language"] = forms.ChoiceField(
                label=gettext_lazy("In which language shall these pages speak to you?"),
                choices=several,
                widget=forms.RadioSelect,
                error_messages={"required": gettext_lazy("Please choose a language.")},
            )


class PersonForm(forms.Form):
    """One person for the circle: enrolled already, or kept a seat for."""

    use_required_attribute = False
    who = forms.CharField(
        label=gettext_lazy("E-mail address or username"),
        max_length=254,
        help_text=gettext_lazy("Where nobody with this address is in the course yet, a seat is kept for it."),
        error_messages={"required": gettext_lazy("Please write whom you want to add.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("As"), choices=ROLES, initial=Role.TEACHER, widget=forms.RadioSelect
    )

    @property
    def wish(self) -> Wish:
        """As a list of one row."""
        who, role = self.cleaned_data["who"], Role(self.cleaned_data["role"])
        return Wish(1, who, role=role) if "@" in who else Wish(1, "", who, role)


class FileForm(forms.Form):
    """A list of people."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy("A CSV or XLSX file with a column “email”: at most 2,000 rows and 2 MB."),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("Please choose a file.")},
    )

    def clean_file(self) -> bytes:
        """One byte more than is allowed tells that it is too large."""
        return bytes(self.cleaned_data["file"].read(MAX_BYTES + 1))


class PaperForm(forms.Form):
    """A teacher without an account."""

    use_required_attribute = False
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("As the circle calls them."),
        error_messages={
            "required": gettext_lazy("Please write a name."),
            "max_length": gettext_lazy("Please keep the name below 80 signs."),
        },
    )

    def clean_name(self) -> str:
        """On one line, without signs that nobody typed."""
        name = " ".join(clean_text(self.cleaned_data["name"]).split())
        if not name:
            raise forms.ValidationError(_("Please write a name."))
        return name


class PaperNameForm(PaperForm):
    """The name of somebody on paper, and the one that the page showed."""

    base = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)


class SignedForm(forms.Form):
    """The date on a signed print."""

    use_required_attribute = False
    signed_on = Day(
        label=gettext_lazy("Date on the signed print"),
        error_messages={"required": gettext_lazy("Please write the date on the print.")},
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_signed_on(self) -> date:
        """Signed already."""
        day: date = self.cleaned_data["signed_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Please write when it was signed."))
        return day
