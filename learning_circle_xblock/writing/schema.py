"""A form as data: sections of fields. Plain values; labels may be lazy translations."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Answers = dict[str, Any]

# What a draft keeps of one field, in characters; far beyond every guide, so that a long paste survives.
DRAFT_LIMIT = 20_000


class Kind(StrEnum):
    """The field types of the forms."""

    SHORT = "short"
    LONG = "long"
    CHOICE = "choice"
    CHOICES = "choices"
    SUGGESTIONS = "suggestions"


@dataclass(frozen=True)
class Field:
    """One question.

    Args:
        id: stable key of the answer.
        label: what is asked.
        help: who uses the answer and how to begin.
        guide: soft length in characters (words where `in_words`); 0 for none.
        required: needed to share or send; never to save a draft.
        options: code and label of each choice.
        rows: how many rows of a repeating field.
        missing: the sentence beside the field when it is required and blank.
        starters: ways to begin, offered as buttons.
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

    @property
    def cap(self) -> int:
        """The hard length in characters, about twice the guide."""
        return self.guide * (14 if self.in_words else 2) or 400


@dataclass(frozen=True)
class Section:
    """Fields that stand together, with the minutes they take. `folded` sections open on demand."""

    id: str
    fields: tuple[Field, ...]
    title: Any = ""
    minutes: int = 0
    folded: bool = False


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


def is_blank(value: Any) -> bool:
    """Nothing was answered: no text, no choice, no row with words in it."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list):
        return all(
            is_blank(item.get("what", "")) if isinstance(item, dict) else is_blank(item) for item in value
        )
    return not value


def unanswered(schema: Schema, answers: Answers) -> list[Field]:
    """The required fields that are still blank."""
    return [f for f in schema.fields() if f.required and is_blank(answers.get(f.id, ""))]


def count_words(schema: Schema, answers: Answers) -> int:
    """Words in the long answers, as the guides count them."""
    return sum(len(str(answers.get(f.id, "")).split()) for f in schema.fields() if f.kind is Kind.LONG)
