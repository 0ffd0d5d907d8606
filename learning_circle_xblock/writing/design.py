"""What a course author makes of a preset: hidden, reworded, reordered, and up to five fields of one's own.

A design is a value: the same design is the same text, and its id follows from that text.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from .cleaning import clean_text
from .schema import Field, Kind, Schema, Section, Words

MOST_OWN = 5
OWN_IDS = tuple(f"own_{n}" for n in range(1, MOST_OWN + 1))
OWN_ROWS = 4
OWN_KINDS = tuple(kind for kind in Kind if kind is not Kind.SUGGESTIONS)
GUIDES = {Kind.LONG: 300, Kind.SHORT: 150}

WordsByField = tuple[tuple[str, Words], ...]
NO_WORDS = Words(())


class Fault(StrEnum):
    """What can be wrong with a design; each has its sentence."""

    MALFORMED = "malformed"
    UNKNOWN_PRESET = "unknown_preset"
    UNKNOWN_FIELD = "unknown_field"
    DUPLICATE = "duplicate"
    HIDDEN_REQUIRED = "hidden_required"
    TOO_MANY = "too_many"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_LANGUAGE = "unknown_language"
    NO_LABEL = "no_label"
    NO_OPTIONS = "no_options"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Problem:
    """A fault, the field where it is, and the word it is about."""

    fault: Fault
    field: str = ""
    detail: str = ""


class Unsound(Exception):
    """A design that cannot be used; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{p.fault} {p.field} {p.detail}".strip() for p in problems))
        self.problems = problems


@dataclass(frozen=True)
class OwnField:
    """A field of the author's own; its answers stand beside the preset's."""

    id: str
    kind: str
    label: Words
    help: Words = NO_WORDS
    options: tuple[tuple[str, Words], ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Design:
    """A preset and what was changed in it; ids in `hidden` and words by field are kept sorted."""

    preset: str
    hidden: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    labels: WordsByField = ()
    helps: WordsByField = ()
    own: tuple[OwnField, ...] = ()

    @property
    def is_plain(self) -> bool:
        """The preset as it is."""
        return self == Design(self.preset)

    @property
    def id(self) -> str:
        """The preset's own id, or one that follows from every word of the design."""
        if self.is_plain:
            return self.preset
        text = json.dumps(as_data(self), sort_keys=True, ensure_ascii=False)
        return f"form/{sha256(text.encode()).hexdigest()[:40]}"


def words(by_language: Mapping[str, str]) -> Words:
    """Words without blanks or signs that no XML can hold, in the order of their languages."""
    kept = ((code, clean_text(said).strip()) for code, said in by_language.items())
    return Words(tuple(sorted((code, said) for code, said in kept if said)))


def as_data(design: Design) -> dict[str, Any]:
    """As plain values; empty parts are left out."""
    reworded: dict[str, dict[str, dict[str, str]]] = {}
    for part, rows in (("label", design.labels), ("help", design.helps)):
        for field_id, said in rows:
            reworded.setdefault(field_id, {})[part] = dict(said.by_language)
    data = {
        "hidden": list(design.hidden),
        "order": list(design.order),
        "words": reworded,
        "own": [_own_data(own) for own in design.own],
    }
    return {"preset": design.preset, **{key: value for key, value in data.items() if value}}


def design_of(data: Any) -> Design:
    """A design from plain values, whoever wrote them.

    Raises:
        Unsound: it has not the shape of a design.
    """
    try:
        reworded = dict(data.get("words", {}))
        return Design(
            preset=str(data["preset"]),
            hidden=tuple(sorted(map(str, data.get("hidden", ())))),
            order=tuple(map(str, data.get("order", ()))),
            labels=_by_field(reworded, "label"),
            helps=_by_field(reworded, "help"),
            own=tuple(_own_of(row) for row in data.get("own", ())),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Unsound([Problem(Fault.MALFORMED)]) from None


def compose(
    design: Design, presets: Mapping[str, Schema], *, own_title: Any, own_missing: Any = ""
) -> Schema:
    """The form that a sound design makes of its preset.

    Args:
        design: what the course author made of a preset.
        presets: the presets by id.
        own_title: over the fields of their own.
        own_missing: the sentence beside one of these that is needed and blank.
    """
    preset = presets[design.preset]
    if design.is_plain:
        return preset
    labels, helps = dict(design.labels), dict(design.helps)
    place = {field_id: i for i, field_id in enumerate(design.order)}
    own = tuple(replace(_field_of(row), missing=own_missing) for row in design.own)
    is_needed = any(row.required for row in design.own)  # then it stands open, with what else is needed
    offered = any(section.folded for section in preset.sections) and not is_needed
    sections = [*preset.sections]
    if own:
        sections.append(Section("own", own, title=own_title, folded=offered, readers=sections[-1].readers))
    return Schema(
        design.id,
        tuple(
            replace(section, fields=tuple(sorted(fields, key=lambda f: place.get(f.id, len(place)))))
            for section, fields in (
                (s, [_reworded(f, labels, helps) for f in s.fields if f.id not in design.hidden])
                for s in sections
            )
            if fields
        ),
    )


def _reworded(asked: Field, labels: Mapping[str, Words], helps: Mapping[str, Words]) -> Field:
    return replace(asked, label=labels.get(asked.id, asked.label), help=helps.get(asked.id, asked.help))


def _field_of(own: OwnField) -> Field:
    kind = Kind(own.kind)
    made = Field(own.id, kind, own.label, help=own.help, guide=GUIDES.get(kind, 0), required=own.required)
    if kind is Kind.ROWS:
        columns = tuple(Field(code, Kind.SHORT, label, guide=120) for code, label in own.options)
        return replace(made, columns=columns, rows=OWN_ROWS, guide=120, paper=True)
    return replace(made, options=own.options, paper=kind is Kind.LONG, rows=2 if kind is Kind.PEOPLE else 1)


def _by_field(reworded: Mapping[str, Any], part: str) -> WordsByField:
    made = ((str(i), words(_texts(row.get(part, {})))) for i, row in reworded.items())
    return tuple(sorted((i, said) for i, said in made if said.by_language))


def _texts(by_language: Any) -> dict[str, str]:
    return {str(code): str(said) for code, said in by_language.items()}


def _own_of(row: Any) -> OwnField:
    options = row.get("options", ())
    return OwnField(
        id=str(row["id"]),
        kind=str(row["kind"]),
        label=words(_texts(row.get("label", {}))),
        help=words(_texts(row.get("help", {}))),
        options=tuple((str(option["code"]), words(_texts(option["label"]))) for option in options),
        required=row.get("required", False) is True,
    )


def _own_data(own: OwnField) -> dict[str, Any]:
    data = {
        "help": dict(own.help.by_language),
        "options": [{"code": code, "label": dict(said.by_language)} for code, said in own.options],
    }
    kept = {key: value for key, value in data.items() if value} | ({"required": True} if own.required else {})
    return {"id": own.id, "kind": own.kind, "label": dict(own.label.by_language), **kept}
