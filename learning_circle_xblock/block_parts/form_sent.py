"""What the editor of a plan's form sent: the state it carried, and what was changed on the page."""

import json
from dataclasses import replace
from typing import Any

from django.http import QueryDict

from ..planning.api import BLOCK
from ..planning.presets import PRESETS
from ..planning.shapes import PLAIN
from ..writing.design import MOST_OWN, OWN_IDS, Design, OwnField, Unsound, design_of, words
from ..writing.design_checks import MOST_OPTIONS
from ..writing.languages import CODES
from ..writing.olx import OlxRefused, read_text
from ..writing.schema import WITH_OPTIONS, Field, Kind, Words
from .form_editor import FormEditor

__all__ = ["Sent"]

STATE_LIMIT = 200_000
OPTION_CODES = {f"o{n}" for n in range(1, MOST_OPTIONS + 1)}


class Sent:
    """What the editor's page sent: the state it carried, and what was changed in the language it showed."""

    def __init__(self, data: QueryDict, prefix: str) -> None:
        self.data = data
        self.prefix = prefix
        shown = self.get("shown")
        self.shown = shown if shown in CODES else "en"

    def get(self, name: str) -> str:
        """One value."""
        return str(self.data.get(f"{self.prefix}-{name}", ""))

    def editor(self) -> FormEditor:
        """The editor after all of it."""
        wanted = self.get("lang")
        language = wanted if wanted in CODES else self.shown
        try:
            state = self.get("state")
            design = design_of(json.loads(state)) if 0 < len(state) <= STATE_LIMIT else PLAIN
        except Unsound as error:
            return FormEditor(PLAIN, language, unread=error.problems)
        except (ValueError, RecursionError):
            return FormEditor(PLAIN, language)
        if len(design.own) > MOST_OWN:
            return FormEditor(design, language)
        design = self._pressed(self._with_preset(self._with_words(design)))
        if self.data.get("do") == "take":
            return self._taken(design, language)
        return FormEditor(design, language, pasted=self.get("olx"))

    def _with_words(self, design: Design) -> Design:
        preset = PRESETS.get(design.preset)
        if preset is None:
            return design
        known = list(preset.fields())
        hidden = tuple(sorted(f.id for f in known if self.get(f"hide-{f.id}")))
        return replace(
            design,
            hidden=hidden if self.get("rows") else design.hidden,
            labels=self._reworded(dict(design.labels), "label", known),
            helps=self._reworded(dict(design.helps), "help", known),
            own=tuple(self._own(row) for row in design.own),
        )

    def _reworded(self, before: dict[str, Words], part: str, known: list[Field]) -> Any:
        made = {**before}
        for asked in known:
            made[asked.id] = self._said(before.get(asked.id), f"{part}-{asked.id}")
        return tuple(sorted((i, said) for i, said in made.items() if said.by_language))

    def _said(self, before: Words | None, name: str) -> Words:
        """The words of before, with what was typed in the shown language."""
        known = dict(before.by_language) if before else {}
        if f"{self.prefix}-{name}" in self.data:
            known[self.shown] = self.get(name)
        return words(known)

    def _own(self, row: OwnField) -> OwnField:
        known = dict(row.options)
        options = []
        for n in range(1, MOST_OPTIONS + 1):
            said = self._said(known.get(f"o{n}"), f"option-{row.id}-{n}")
            if said.by_language:
                options.append((f"o{n}", said))
        other = [(code, said) for code, said in row.options if code not in OPTION_CODES]
        kind = self.get(f"kind-{row.id}") or row.kind
        takes = kind in (*WITH_OPTIONS, Kind.ROWS)
        return OwnField(
            row.id,
            kind,
            self._said(row.label, f"label-{row.id}"),
            self._said(row.help, f"help-{row.id}"),
            (*options, *other) if takes else (),
            required=bool(self.get(f"need-{row.id}")) if self.get(f"kind-{row.id}") else row.required,
        )

    def _with_preset(self, design: Design) -> Design:
        """Another preset keeps every change that it has a field for."""
        wanted = self.get("preset")
        if wanted == design.preset or wanted not in PRESETS:
            return design
        known = {f.id: f for f in PRESETS[wanted].fields()}
        own = {row.id for row in design.own}
        return replace(
            design,
            preset=wanted,
            hidden=tuple(i for i in design.hidden if i in known and not known[i].required),
            order=tuple(i for i in design.order if i in known or i in own),
            labels=tuple((i, said) for i, said in design.labels if i in known),
            helps=tuple((i, said) for i, said in design.helps if i in known),
        )

    def _pressed(self, design: Design) -> Design:
        """A button: a field up or down, one more of one's own, one less."""
        act, _sign, field_id = str(self.data.get("do", "")).partition(":")
        if act in ("up", "down"):
            return _moved(design, field_id, -1 if act == "up" else 1)
        if act == "add" and len(design.own) < MOST_OWN:
            free = next(i for i in OWN_IDS if i not in {row.id for row in design.own})
            return replace(design, own=(*design.own, OwnField(free, Kind.LONG, words({}))))
        if act == "drop":
            kept = tuple(row for row in design.own if row.id != field_id)
            return replace(design, own=kept, order=tuple(i for i in design.order if i != field_id))
        return design

    def _taken(self, design: Design, language: str) -> FormEditor:
        pasted = self.get("olx")
        try:
            return FormEditor(read_text(pasted, PRESETS, block=BLOCK), language)
        except OlxRefused as error:
            return FormEditor(design, language, pasted=pasted, refusal=str(error))


def _moved(design: Design, field_id: str, by: int) -> Design:
    """The field changes place with its neighbour in the same section."""
    own = {row.id: row for row in design.own}
    if field_id in own:
        return replace(design, own=tuple(own[i] for i in _swapped(list(own), field_id, by)))
    groups = [[f.id for f in group] for group in FormEditor(design).groups()]
    order = tuple(i for group in groups for i in _swapped(group, field_id, by))
    plain = tuple(f.id for group in FormEditor(Design(design.preset)).groups() for f in group)
    return replace(design, order=() if order == plain else order)


def _swapped(ids: list[str], one: str, by: int) -> list[str]:
    if one in ids and 0 <= (i := ids.index(one)) + by < len(ids):
        ids[i], ids[i + by] = ids[i + by], ids[i]
    return ids
