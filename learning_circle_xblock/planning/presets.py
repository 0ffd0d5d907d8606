"""The forms of a project plan that a course author can begin from.

A preset is never changed once it has been released: the new wording is a new version beside the old one, so
that a plan which was begun with it keeps its questions. The questions on taking care are asked at agreement.
"""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from ..writing.schema import Field, Schema, Section
from . import questions as ask
from .questions import ETHICS, needed

__all__ = ["ETHICS", "FULL_PLAN", "PRESETS", "START_SMALL", "START_SMALL_1", "title_of"]

SAME = _("Read by those you share with, and your facilitators.")
START = _("Where it starts")
OTHERS = _("Asking others")
THE_FOCUS = _("The focus")
DOING = _("What we will do")
PEOPLE = _("The people around it")
KNOW = _("How I will know")


def _offered(section_id: str, title: object, minutes: int, *fields: Field) -> Section:
    """A part that may stay empty."""
    return Section(section_id, fields, title=title, minutes=minutes, folded=True, readers=SAME)


START_SMALL = Schema(
    id="start_small/2",
    sections=(
        Section(
            "share",
            (needed(ask.CONCERN), needed(ask.FOCUS), needed(ask.FIRST_STEP), needed(ask.QUESTION)),
            minutes=10,
            readers=SAME,
        ),
        _offered("start", START, 5, ask.TITLE, ask.VALUES, ask.NOW),
        _offered("others", OTHERS, 5, ask.CONSULTED_SO_FAR, ask.CONSULT_FOUND),
        _offered("focus", THE_FOCUS, 10, ask.PART_OF_ASSESSMENT, ask.WHO_PUPILS, ask.DIFFERENCE),
        _offered("steps", DOING, 10, ask.STEPS),
        _offered("people", PEOPLE, 5, ask.ALLIES, ask.OBSTACLES, ask.HEAD, ask.HEAD_NOTE),
        _offered("know", KNOW, 5, ask.KNOWING, ask.EVIDENCE_NOTE),
    ),
)

FULL_PLAN = Schema(
    id="full_plan/1",
    sections=(
        Section("title", (needed(ask.TITLE),), minutes=2, readers=SAME),
        Section("start", (needed(ask.CONCERN), ask.VALUES, ask.NOW), START, 15, readers=SAME),
        Section("others", (needed(ask.CONSULTED_SO_FAR), ask.CONSULT_FOUND), OTHERS, 5, readers=SAME),
        Section(
            "focus",
            (needed(ask.FOCUS), ask.PART_OF_ASSESSMENT, needed(ask.WHO_PUPILS), needed(ask.DIFFERENCE)),
            THE_FOCUS,
            10,
            readers=SAME,
        ),
        Section("steps", (needed(ask.STEPS, at_least=2), needed(ask.FIRST_STEP)), DOING, 10, readers=SAME),
        Section("people", (ask.ALLIES, ask.OBSTACLES, ask.HEAD, ask.HEAD_NOTE), PEOPLE, 5, readers=SAME),
        Section("know", (needed(ask.KNOWING), ask.EVIDENCE_NOTE), KNOW, 5, readers=SAME),
        Section("ask", (needed(ask.QUESTION),), _("Asking my circle"), 2, readers=SAME),
    ),
)


def _as_first_released() -> Schema:
    """Start small before it asked for steps and for the people around the project."""
    since = frozenset({"steps", "allies", "head_support", "head_support_note"})
    former = START_SMALL.lacking(since, "start_small/1")
    titles = {"people": _("What might get in the way")}
    sections = (
        replace(
            section,
            title=titles.get(section.id, section.title),
            fields=tuple(replace(field, paper=False) for field in section.fields),
        )
        for section in former.sections
    )
    return replace(former, sections=tuple(sections))


START_SMALL_1 = _as_first_released()
PRESETS = {schema.id: schema for schema in (START_SMALL, FULL_PLAN, START_SMALL_1)}


def title_of(answers: dict[str, object]) -> str:
    """The working title; taken from the focus until the author writes one. At most 200 characters."""
    title = str(answers.get("title") or answers.get("focus") or "").strip()
    return title if len(title) <= 200 else title[:199] + "…"
