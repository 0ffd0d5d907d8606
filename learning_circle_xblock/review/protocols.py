"""How a response is given: the protocols as forms. The wording is our own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..writing.schema import Field, Kind, Schema, Section

FOUR_STEPS = "four_steps/1"
STARTERS = (_("I wonder whether…"), _("What would happen if…"), _("In my class…"))


def four_steps(*, about: tuple[tuple[str, Any], ...], needs_suggestion: bool) -> Schema:
    """Ask and tell back, name what is strong, wonder, suggest.

    Args:
        about: id and label of the parts of the text that a suggestion may be about.
        needs_suggestion: on practice accounts one suggestion is required, on plans none.
    """
    return Schema(
        id=FOUR_STEPS,
        sections=(
            Section("understand", (_clarify(), _describe())),
            Section("value", (_value(),)),
            Section("wonder", (_wonder(),)),
            Section("suggest", (_suggest(about, needs_suggestion),)),
            Section("offer", (_offer(),), title=_("I can offer an idea, a contact, a resource"), folded=True),
            Section("take", (_take(),), title=_("What I am taking into my own practice"), folded=True),
            Section(
                "private", (_private_note(),), title=_("For the author only, not for the circle"), folded=True
            ),
        ),
    )


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
