"""How a response is given: the protocols as forms. The wording is our own."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..writing.schema import Field, Kind, Schema, Section


class Protocol(StrEnum):
    """The ways of responding; the value is the id of the form, with the version of its wording."""

    FOUR_STEPS = "four_steps/1"
    TWO_AND_ONE = "two_and_one/1"
    WARM_AND_COOL = "warm_and_cool/1"
    DESCRIBE_FIRST = "describe_first/1"


STARTERS = (_("I wonder whether…"), _("What would happen if…"), _("In my class…"))


def response_form(
    protocol: str = Protocol.FOUR_STEPS, *, about: tuple[tuple[str, Any], ...] = (), needs_suggestion: bool
) -> Schema:
    """The form of a response.

    Args:
        protocol: the way of responding; one that is not known is taken for the four steps.
        about: id and label of the parts of the text that a suggestion may be about.
        needs_suggestion: on practice accounts one suggestion is required, on plans none.
    """
    known = Protocol(protocol) if protocol in set(Protocol) else Protocol.FOUR_STEPS
    suggest = Section("suggest", (_suggest(about, needs_suggestion),))
    return Schema(id=known, sections=_SECTIONS[known](suggest))


def _four_steps(suggest: Section) -> tuple[Section, ...]:
    """Ask and tell back, name what is strong, wonder, suggest."""
    return (
        Section("understand", (_clarify(), _describe())),
        Section("value", (_value(),)),
        Section("wonder", (_wonder(),)),
        suggest,
        Section("offer", (_offer(),), title=_("I can offer an idea, a contact, a resource"), folded=True),
        Section("take", (_take(),), title=_("What I am taking into my own practice"), folded=True),
        Section(
            "private", (_private_note(),), title=_("For the author only, not for the circle"), folded=True
        ),
    )


def _two_and_one(suggest: Section) -> tuple[Section, ...]:
    """Two things to keep, one wish: five minutes on a phone."""
    keep = _("Please name one thing you would keep or borrow.")
    return (
        Section(
            "keep",
            (
                _asked("keep_1", _("One thing I would keep or borrow"), 200, keep),
                _asked("keep_2", _("Another thing I would keep or borrow"), 200, keep),
            ),
        ),
        Section("wish", (_asked("wish", _("One wish"), 200, _("Please write one wish.")),)),
        suggest,
    )


def _warm_and_cool(suggest: Section) -> tuple[Section, ...]:
    """What works for the purpose, and where purpose and doing may still be apart."""
    warm = _("What works here for your purpose, and where I see it")
    cool = _("Where your purpose and what you do may still be apart")
    apart = _("Please name one place where the two may be apart, however small.")
    help_text = _("Say it about the work, not about the person.")
    return (
        Section("warm", (_asked("warm", warm, 300, _("Please name one thing that works.")),)),
        Section("cool", (_asked("cool", cool, 300, apart, help=help_text, starters=STARTERS),)),
        suggest,
    )


def _describe_first(suggest: Section) -> tuple[Section, ...]:
    """Look before judging: what is there, and what it makes one ask."""
    there = _("What is there, without saying yet what I think of it")
    ask = _("What it makes me ask about teaching and learning")
    return (
        Section("describe", (_asked("describe", there, 400, _("Please say what you see.")),)),
        Section("wonder", (_asked("wonder", ask, 300, _("Please write one question."), starters=STARTERS),)),
        suggest,
    )


_SECTIONS = {
    Protocol.FOUR_STEPS: _four_steps,
    Protocol.TWO_AND_ONE: _two_and_one,
    Protocol.WARM_AND_COOL: _warm_and_cool,
    Protocol.DESCRIBE_FIRST: _describe_first,
}


def _asked(code: str, label: Any, guide: int, missing: Any, **more: Any) -> Field:
    return Field(code, Kind.LONG, label, guide=guide, required=True, missing=missing, **more)


def _clarify() -> Field:
    return Field("clarify", Kind.LONG, _("To understand better, I would like to ask…"), guide=300)


def _describe() -> Field:
    return Field(
        "describe",
        Kind.LONG,
        _("What I see in this"),
        help=_("Tell it back in your own words."),
        guide=400,
        required=True,
        missing=_("Please tell it back in a few words."),
    )


def _value() -> Field:
    return Field(
        "value",
        Kind.LONG,
        _("What is strong here, and what makes it so"),
        help=_("Point to the place in the text."),
        guide=300,
        required=True,
        missing=_("Please name one thing that is strong, however small."),
        starters=(_("I notice…"), _("Because you…, pupils…")),
    )


def _wonder() -> Field:
    return Field(
        "wonder",
        Kind.LONG,
        _("What I wonder about"),
        help=_("A doubt is easier to hear as a question."),
        guide=300,
        required=True,
        missing=_("Please write one thing you wonder about."),
        starters=STARTERS,
    )


def _suggest(about: tuple[tuple[str, Any], ...], required: bool) -> Field:
    return Field(
        "suggest",
        Kind.SUGGESTIONS,
        _("One thing you could try next"),
        help=_("One is enough, three at most."),
        guide=200,
        required=required,
        options=about,
        rows=3,
        missing=_("Please suggest one thing to try, even a small one."),
    )


def _offer() -> Field:
    return Field("offer", Kind.LONG, _("One idea, contact or resource I can offer"), guide=300)


def _take() -> Field:
    return Field("take", Kind.LONG, _("What I am taking into my own practice"), guide=200)


def _private_note() -> Field:
    return Field("private_note", Kind.LONG, _("A word for the author alone"), guide=200)


IN_PERSON = Schema(
    id="in_person/1",
    sections=(
        Section(
            "talk",
            (
                Field("talked_on", Kind.DATE, _("We talked on")),
                Field("talked_line", Kind.SHORT, _("In one line"), guide=200),
            ),
        ),
    ),
)
