"""Forms of what a teacher keeps. Each says who reads the answers; a word or a choice is enough."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..permissions import Audience
from ..writing.cleaning import clean_text
from .kinds import JOURNAL_LINES, PLACES, Kind
from .models import ColleagueInvolvement, EvidenceItem, ImpactNote, JournalEntry, SelfCheck
from .words import CHECK, FIRST, HOW, MANY, PLACE_WORDS, POINTS, QUESTIONS, SHARE, SORTS, SURE, WHERE, WHO

__all__ = ["FORMS", "CheckForm", "JournalForm", "KeptForm"]


class Words(forms.CharField):
    """Text without control characters."""

    def __init__(self, label: Any, guide: int, *, rows: int = 0, help_text: Any = "") -> None:
        area = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(label=label, required=False, max_length=2 * guide, widget=area, help_text=help_text)

    def to_python(self, value: Any) -> str:
        """Clean before the length is counted."""
        return clean_text(super().to_python(value) or "")


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def _choice(label: Any, options: Any, *, required: bool = False, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=options, required=required, widget=forms.RadioSelect, help_text=help_text
    )


class KeptForm(forms.Form):
    """A form of one kind: `base` is the revision that the window started from."""

    use_required_attribute = False
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    @staticmethod
    def beginning(row: Any) -> dict[str, Any]:
        """What the form holds first, for a row that is changed."""
        raise NotImplementedError

    def answers(self) -> dict[str, Any]:
        """The fields of the row."""
        return {name: value for name, value in self.cleaned_data.items() if name != "base"}


class JournalForm(KeptForm):
    """A page of the journal; any one of the four lines, or a place on paper, is enough."""

    held_on = _day(gettext_lazy("Date"), required=True)
    session = forms.ChoiceField(label=gettext_lazy("About a meeting of my circle"), required=False)
    happened = Words(QUESTIONS["happened"], 600, rows=4)
    noticed = Words(QUESTIONS["noticed"], 600, rows=4)
    next_try = Words(QUESTIONS["next_try"], 600, rows=4)
    unsure = Words(QUESTIONS["unsure"], 600, rows=4)
    paper = Words(
        gettext_lazy("Or on paper, kept at …"),
        100,
        help_text=gettext_lazy("For example “blue notebook, page 12”. That alone is enough."),
    )
    shared_with = _choice(
        gettext_lazy("Who may read this page, besides me"),
        SHARE,
        help_text=gettext_lazy("Your facilitators see only that you keep a journal, unless you choose more."),
    )

    def __init__(self, *args: Any, sessions: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["session"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("none")), *sessions]

    @staticmethod
    def beginning(row: JournalEntry) -> dict[str, Any]:
        """The page as it stands."""
        texts = {name: getattr(row, name) for name in (*JOURNAL_LINES, "paper", "held_on", "shared_with")}
        return {**texts, "base": row.revision, "session": str(row.session_id or "")}

    def clean(self) -> dict[str, Any]:
        """One line, or a place on paper."""
        found = super().clean() or {}
        if not any(str(found.get(name, "")).strip() for name in (*JOURNAL_LINES, "paper")):
            raise forms.ValidationError(_("Write in any one of the four, or say where it is on paper."))
        return found

    def answers(self) -> dict[str, Any]:
        """With the meeting by its id; nobody reads it unless that was chosen."""
        found = super().answers()
        session = found.pop("session")
        found["shared_with"] = found["shared_with"] or Audience.NOBODY.value
        return {**found, "session_id": int(session) if session else None}


class ColleaguesForm(KeptForm):
    """Who was part of it in a month: roles and bands, no names."""

    month = forms.CharField(
        label=gettext_lazy("Month"), widget=forms.DateInput(attrs={"type": "month"}), max_length=10
    )
    who = forms.MultipleChoiceField(
        label=gettext_lazy("Who"),
        choices=WHO,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Roles only, no names."),
        error_messages={"required": gettext_lazy("Please choose at least one.")},
    )
    many = _choice(gettext_lazy("How many"), MANY, required=True)
    how = _choice(gettext_lazy("How they were part of it"), HOW, required=True)
    is_first = _choice(gettext_lazy("For the first time?"), FIRST)
    note = Words(gettext_lazy("A note"), 140, help_text=gettext_lazy("No names."))

    @staticmethod
    def beginning(row: ColleagueInvolvement) -> dict[str, Any]:
        """As it was kept."""
        return {
            "base": row.revision,
            "month": f"{row.month:%Y-%m}",
            **{name: getattr(row, name) for name in ("who", "many", "how", "is_first", "note")},
        }

    def clean_month(self) -> date:
        """The first day of the month."""
        text = self.cleaned_data["month"].strip()[:7]
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError:
            said = _("Please write the year and the month, for example 2026-03.")
            raise forms.ValidationError(said) from None


class ImpactForm(KeptForm):
    """What changed, in any of six places, each with how sure one is."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, name, asked in PLACE_WORDS:
            self.fields[code] = Words(name, 500, rows=3, help_text=asked)
            self.fields[f"{code}_sure"] = _choice(_("How sure am I?"), SURE)

    @staticmethod
    def beginning(row: ImpactNote) -> dict[str, Any]:
        """As it was kept."""
        words = {code: box["words"] for code, box in row.boxes.items()}
        sure = {f"{code}_sure": box["sure"] for code, box in row.boxes.items()}
        return {"base": row.revision, **words, **sure}

    def clean(self) -> dict[str, Any]:
        """Any one of the six is enough."""
        found = super().clean() or {}
        if not any(str(found.get(code, "")).strip() for code in PLACES):
            raise forms.ValidationError(_("Write in any one of the six; leave the rest."))
        return found

    def answers(self) -> dict[str, Any]:
        """The places that hold words."""
        data = self.cleaned_data
        boxes = {
            code: {"words": data[code].strip(), "sure": data[f"{code}_sure"]}
            for code in PLACES
            if data[code].strip()
        }
        return {"boxes": boxes}


class EvidenceForm(KeptForm):
    """One piece of evidence; nothing is uploaded."""

    shows = Words(gettext_lazy("What it shows"), 150)
    title = Words(gettext_lazy("Title"), 80)
    sort = _choice(gettext_lazy("What it is"), SORTS)
    held_on = _day(gettext_lazy("From when"))
    where_kind = _choice(
        gettext_lazy("Where it is"),
        WHERE,
        help_text=gettext_lazy("No pupils’ names, no faces. Files are not uploaded here."),
    )
    where = Words(gettext_lazy("The words, the link, or the place on paper"), 2000, rows=4)
    is_shared = forms.BooleanField(
        label=gettext_lazy("My circle may see it"),
        required=False,
        help_text=gettext_lazy("Your facilitators can read what you keep here in any case."),
    )

    @staticmethod
    def beginning(row: EvidenceItem) -> dict[str, Any]:
        """As it was kept."""
        names = ("shows", "title", "sort", "held_on", "where_kind", "where", "is_shared")
        return {"base": row.revision, **{name: getattr(row, name) for name in names}}

    def clean_shows(self) -> str:
        """The one thing that is needed."""
        text: str = self.cleaned_data["shows"].strip()
        if not text:
            raise forms.ValidationError(_("Say in a few words what it shows."))
        return text

    def clean(self) -> dict[str, Any]:
        """A link is one that a browser opens without harm."""
        found = super().clean() or {}
        where = found.get("where", "").strip()
        is_link = where.startswith(("https://", "http://")) and " " not in where and len(where) > 8
        if found.get("where_kind") == "link" and not is_link:
            self.add_error("where", _("Please write the whole link, beginning with https://"))
        return found


class CheckForm(forms.Form):
    """Ten lines, five points each; a line may stay open."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for code, line in CHECK:
            self.fields[code] = _choice(line, POINTS)

    @staticmethod
    def beginning(row: SelfCheck | None) -> dict[str, str]:
        """As it was kept."""
        return {code: str(point) for code, point in row.answers.items()} if row else {}

    def clean(self) -> dict[str, Any]:
        """At least one line."""
        found = super().clean() or {}
        if not any(found.values()):
            raise forms.ValidationError(_("Choose a point on at least one line."))
        return found

    def answers(self) -> dict[str, int]:
        """The lines that were answered."""
        return {code: int(point) for code, point in self.cleaned_data.items() if point}


FORMS: dict[Kind, type[KeptForm]] = {
    Kind.JOURNAL: JournalForm,
    Kind.COLLEAGUES: ColleaguesForm,
    Kind.IMPACT: ImpactForm,
    Kind.EVIDENCE: EvidenceForm,
}
