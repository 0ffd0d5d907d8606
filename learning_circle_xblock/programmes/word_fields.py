"""The fields of the words that a union or a programme may replace: five for each language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .words import LONGEST, OWN_WORDS, fault_in

__all__ = ["ProgrammeWordsForm", "WordFields"]


def ours(name: str) -> str:
    """Our word, in the language that is active."""
    return {
        "union": pgettext("a word that may be replaced", "union"),
        "critical_friend": pgettext("a word that may be replaced", "critical friend"),
        "practice_account": pgettext("a word that may be replaced", "practice account"),
        "response": pgettext("a word that may be replaced", "response"),
        "facilitator": pgettext("a word that may be replaced", "facilitator"),
    }[name]


@dataclass(frozen=True)
class WordGroup:
    """The five fields of one language."""

    code: str
    language: str
    names: tuple[str, ...]
    form: forms.Form
    is_open: bool

    @property
    def fields(self) -> list[forms.BoundField]:
        """As the form shows them."""
        return [self.form[name] for name in self.names]


class WordFields:
    """Adds the fields to a form, one group for each language, and reads them.

    Args:
        form: gets the fields.
        kept: what is kept now, by language and word.
        languages: which languages are asked for; words kept in others stay.
        union_name: must not stand in a word; empty for a programme.
    """

    def __init__(
        self,
        form: forms.Form,
        kept: Mapping[str, Mapping[str, str]],
        languages: Iterable[str],
        union_name: str = "",
    ) -> None:
        self.form, self.before, self.union_name = form, kept, union_name
        known = dict(settings.LANGUAGES)
        self.languages = [code for code in languages if code in known]
        for code in self.languages:
            with translation.override(code):
                labels = {name: ours(name) for name in OWN_WORDS}
            for name, label in labels.items():
                form.fields[f"own-{code}-{name}"] = forms.CharField(
                    label=label, required=False, initial=kept.get(code, {}).get(name, "")
                )

    @property
    def groups(self) -> list[WordGroup]:
        """For the template; a group with a word or an error is open."""
        known, found = dict(settings.LANGUAGES), []
        for code in self.languages:
            names = tuple(f"own-{code}-{name}" for name in OWN_WORDS)
            is_open = bool(self.before.get(code)) or any(name in self.form.errors for name in names)
            found.append(WordGroup(code, str(known[code]), names, self.form, is_open))
        return found

    def kept(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values without the fields of words, and with `own_words`; what cannot stand is said."""
        found = {code: dict(words) for code, words in self.before.items() if code not in self.languages}
        for code in self.languages:
            typed = {name: str(values.pop(f"own-{code}-{name}", "")).strip() for name in OWN_WORDS}
            for name, word in typed.items():
                if fault := fault_in(word, self.union_name):
                    self.form.add_error(f"own-{code}-{name}", self._sentence(fault))
            if words := {name: word for name, word in typed.items() if word}:
                found[code] = words
        return {**values, "own_words": found}

    @staticmethod
    def _sentence(fault: str) -> str:
        if fault == "long":
            return _("At most %(signs)d signs: it stands under a name and over a text.") % {"signs": LONGEST}
        if fault == "name":
            return _("This holds your union’s name, which stands on no page.")
        return _("A word of letters, without signs such as < > & { }.")


class ProgrammeWordsForm(forms.Form):
    """The words of a whole programme, in the languages of its unions."""

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        kept: Mapping[str, Mapping[str, str]],
        languages: Iterable[str],
    ) -> None:
        super().__init__(data)
        self.words = WordFields(self, kept, languages)

    def clean(self) -> dict[str, Any]:
        """`own_words` alone."""
        return self.words.kept(dict(self.cleaned_data))
