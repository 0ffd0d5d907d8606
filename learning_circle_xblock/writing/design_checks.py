"""What can be wrong with a design. Whoever made it, nothing unsound is kept or shown."""

from collections.abc import Iterator, Mapping

from .design import MOST_OWN, OWN_IDS, OWN_KINDS, Design, Fault, OwnField, Problem
from .languages import CODES
from .schema import WITH_OPTIONS, Field, Kind, Schema, Words

MOST_OPTIONS = 8
CAPS = {"label": 200, "help": 500, "option": 120}


def problems_of(design: Design, presets: Mapping[str, Schema]) -> list[Problem]:
    """Everything that is wrong with a design; empty for a sound one."""
    preset = presets.get(design.preset)
    if preset is None:
        return [Problem(Fault.UNKNOWN_PRESET, detail=design.preset)]
    if len(design.own) > MOST_OWN:
        return [Problem(Fault.TOO_MANY, detail=str(len(design.own)))]
    known = {f.id: f for f in preset.fields()}
    return [*_in_preset(design, known), *_in_own(design)]


def _in_preset(design: Design, known: Mapping[str, Field]) -> Iterator[Problem]:
    own = {row.id for row in design.own}
    for field_id in design.hidden:
        if field_id not in known:
            yield Problem(Fault.UNKNOWN_FIELD, field_id, field_id)
        elif known[field_id].required:
            yield Problem(Fault.HIDDEN_REQUIRED, field_id, field_id)
    for ids in (design.order, design.hidden):
        yield from (Problem(Fault.DUPLICATE, i, i) for i in sorted({i for i in ids if ids.count(i) > 1}))
    for field_id in design.order:
        if field_id not in known and field_id not in own:
            yield Problem(Fault.UNKNOWN_FIELD, field_id, field_id)
    for part, rows in (("label", design.labels), ("help", design.helps)):
        for field_id, said in rows:
            if field_id not in known:
                yield Problem(Fault.UNKNOWN_FIELD, field_id, field_id)
            yield from _in_words(field_id, said, CAPS[part])


def _in_own(design: Design) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in design.own:
        if row.id in seen:
            yield Problem(Fault.DUPLICATE, row.id, row.id)
        seen.add(row.id)
        if row.id not in OWN_IDS:
            yield Problem(Fault.UNKNOWN_FIELD, row.id, row.id)
        if row.kind not in OWN_KINDS:
            yield Problem(Fault.UNKNOWN_KIND, row.id, row.kind)
        elif row.kind in (*WITH_OPTIONS, Kind.ROWS):
            yield from _in_options(row)
        if not row.label.by_language:
            yield Problem(Fault.NO_LABEL, row.id)
        yield from _in_words(row.id, row.label, CAPS["label"])
        yield from _in_words(row.id, row.help, CAPS["help"])


def _in_options(row: OwnField) -> Iterator[Problem]:
    codes = [code for code, _said in row.options]
    if not 2 <= len(codes) <= MOST_OPTIONS or any(not code.isidentifier() for code in codes):
        yield Problem(Fault.NO_OPTIONS, row.id, str(MOST_OPTIONS))
    yield from (Problem(Fault.DUPLICATE, row.id, c) for c in sorted({c for c in codes if codes.count(c) > 1}))
    for _code, said in row.options:
        if not said.by_language:
            yield Problem(Fault.NO_OPTIONS, row.id, str(MOST_OPTIONS))
        yield from _in_words(row.id, said, CAPS["option"])


def _in_words(field_id: str, said: Words, cap: int) -> Iterator[Problem]:
    for code, text in said.by_language:
        if code not in CODES:
            yield Problem(Fault.UNKNOWN_LANGUAGE, field_id, code)
        if len(text) > cap:
            yield Problem(Fault.TOO_LONG, field_id, str(cap))
