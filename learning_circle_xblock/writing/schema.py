"""A form as data: sections of fields. Plain values; words are lazy translations, or by language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

Answers = dict[str, Any]

# What a draft keeps of one field, in characters; far beyond every guide, so that a long paste survives.
DRAFT_LIMIT = 20_000
PAPER = "__paper"  # the id of a field with this ending holds where the answer is kept on paper


class Kind(StrEnum):
    """The field types of the forms."""

    SHORT = "short"
    LONG = "long"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    NUMBER = "number"
    SCALE = "scale"
    CHECKLIST = "checklist"
    ROWS = "rows"
    PEOPLE = "people"
    LINK = "link"
    PAPER = "paper"
    SUGGESTIONS = "suggestions"


WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.CHECKLIST, Kind.PEOPLE})


class Said(str):
    """Words in another language than the reader's: `lang` says which, so that the page can mark it."""

    lang: str

    def __new__(cls, words: str, lang: str) -> "Said":
        """The words, with their language."""
        made = super().__new__(cls, words)
        made.lang = lang
        return made


@dataclass(frozen=True)
class Words:
    """An author's words, by language."""

    by_language: tuple[tuple[str, str], ...]

    def said(self, language: str) -> str:
        """In the reader's language; else in English or the first there is, marked as such."""
        known = dict(self.by_language)
        for code in (language, language.partition("-")[0]):
            if known.get(code):
                return known[code]
        for code, words in (("en", known.get("en", "")), *self.by_language):
            if words:
                return Said(words, code)
        return ""

    def __str__(self) -> str:
        return self.said("en")


@dataclass(frozen=True)
class Field:
    """One question.

    Args:
        id: stable key of the answer.
        label: what is asked.
        help: who uses the answer and how to begin.
        guide: soft length in characters (words where `in_words`); 0 for none.
        required: needed to share or send; never to save a draft.
        options: code and label of each choice, item of a checklist, or role.
        rows: how many rows of a repeating field, or pairs of role and number.
        missing: the sentence beside the field when it is required and blank.
        starters: ways to begin, offered as buttons.
        columns: what each row of a repeating field holds.
        at_least: how many rows are needed where the field is required.
        may_not_apply: an item of the checklist can be answered with "not applicable".
        private: read by the author alone; no version and no export of anybody else's holds it.
        paper: may be answered with where it is kept on paper.
        limit: the hard length where it does not follow from the guide.
    """

    id: str
    kind: Kind
    label: Any
    help: Any = ""
    guide: int = 0
    in_words: bool = False
    required: bool = False
    options: tuple[tuple[str, Any], ...] = ()
    rows: int = 1
    missing: Any = ""
    starters: tuple[Any, ...] = ()
    columns: tuple["Field", ...] = ()
    at_least: int = 1
    may_not_apply: bool = False
    private: bool = False
    paper: bool = False
    limit: int = 0

    @property
    def cap(self) -> int:
        """The hard length in characters, about twice the guide."""
        return self.limit or self.guide * (14 if self.in_words else 2) or 400

    @property
    def paper_id(self) -> str:
        """The key of the place on paper."""
        return self.id + PAPER

    def said_in(self, language: str) -> "Field":
        """With an author's words in this language, and the guide as this language counts it."""
        guide, in_words = self.guide, self.in_words
        if language.partition("-")[0] == "ko" and not self.limit:
            # 250 English words are about 750 Korean syllables; 600 characters are about 300.
            guide, in_words = (guide * 3 if in_words else guide // 2), False
        return replace(
            self,
            label=_said(self.label, language),
            help=_said(self.help, language),
            missing=_said(self.missing, language),
            options=tuple((code, _said(label, language)) for code, label in self.options),
            columns=tuple(column.said_in(language) for column in self.columns),
            guide=guide,
            in_words=in_words,
            limit=self.cap,
        )


@dataclass(frozen=True)
class Section:
    """Fields that stand together, with the minutes they take and who reads them.

    `folded` sections open on demand.
    """

    id: str
    fields: tuple[Field, ...]
    title: Any = ""
    minutes: int = 0
    folded: bool = False
    readers: Any = ""


@dataclass(frozen=True)
class Schema:
    """A whole form; `id` carries the version of its wording, so that old texts keep theirs."""

    id: str
    sections: tuple[Section, ...]

    def fields(self) -> Iterator[Field]:
        """Every field, in order."""
        for section in self.sections:
            yield from section.fields

    def field(self, field_id: str) -> Field:
        """The field with this id.

        Raises:
            KeyError: the form has no such field.
        """
        for field in self.fields():
            if field.id == field_id:
                return field
        raise KeyError(field_id)

    def said_in(self, language: str) -> "Schema":
        """As a reader of this language sees it; asking twice changes nothing."""
        return replace(
            self,
            sections=tuple(
                replace(
                    section,
                    title=_said(section.title, language),
                    fields=tuple(field.said_in(language) for field in section.fields),
                )
                for section in self.sections
            ),
        )

    def lacking(self, ids: frozenset[str], schema_id: str = "") -> "Schema":
        """The same form without some fields; a section that is left empty goes too."""
        sections = (replace(s, fields=tuple(f for f in s.fields if f.id not in ids)) for s in self.sections)
        return Schema(schema_id or self.id, tuple(s for s in sections if s.fields))

    def private_ids(self) -> frozenset[str]:
        """The keys of the answers that nobody but the author reads."""
        own = [f for f in self.fields() if f.private]
        return frozenset(f.id for f in own) | frozenset(f.paper_id for f in own if f.paper)

    def open_to_others(self) -> "Schema":
        """The same form without what only the author reads: for whoever types it for somebody else."""
        return self.lacking(self.private_ids())


def _said(words: Any, language: str) -> Any:
    return words.said(language) if isinstance(words, Words) else words


def is_blank(value: Any) -> bool:
    """Nothing was answered: no text, no choice, no number, no row with words in it."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(is_blank(item) for key, item in value.items() if key != "about")
    if isinstance(value, list):
        return all(is_blank(item) for item in value)
    return value is None or value is False


def is_answered(field: Field, answers: Answers) -> bool:
    """Enough was answered for a required field; a place on paper is an answer."""
    if field.paper and not is_blank(answers.get(field.paper_id)):
        return True
    value = answers.get(field.id)
    if field.kind is Kind.CHECKLIST and isinstance(value, dict):
        return all(value.get(code) for code, _label in field.options)
    if field.kind is Kind.ROWS and isinstance(value, list):
        return sum(not is_blank(row) for row in value) >= field.at_least
    return not is_blank(value)


def unanswered(schema: Schema, answers: Answers) -> list[Field]:
    """The required fields that are still blank."""
    return [f for f in schema.fields() if f.required and not is_answered(f, answers)]


def count_words(schema: Schema, answers: Answers) -> int:
    """Words in the long answers, as the guides count them."""
    return sum(len(str(answers.get(f.id, "")).split()) for f in schema.fields() if f.kind is Kind.LONG)


def count_characters(schema: Schema, answers: Answers) -> int:
    """Characters in the long answers, without blanks: where a language is not counted in words."""
    long = (str(answers.get(f.id, "")) for f in schema.fields() if f.kind is Kind.LONG)
    return sum(len("".join(text.split())) for text in long)
