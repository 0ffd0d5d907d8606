"""Words of the forms, by code: starter cards, what help is about, contacts, induction."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

__all__ = ["CONTACT_KINDS", "HELP_ABOUT", "INDUCTION", "INDUCTION_ANSWERS", "STARTER_CARDS", "TOPICS"]

Words = tuple[tuple[str, Any], ...]

# Cards that a group may keep, change or drop.
STARTER_CARDS: Words = (
    ("listen", _("We listen to the end")),
    ("stays_here", _("What is said here stays here")),
    ("own_practice", _("We speak from our own practice")),
    ("every_class", _("Everyone’s class counts")),
    ("on_time", _("We start and end on time")),
    ("ask_first", _("We ask before we advise")),
    ("kind_exact", _("We are kind and exact")),
    ("phones", _("Phones are for the circle")),
    ("tell_pair", _("We tell the pair if we cannot come")),
    ("languages", _("We use the languages we share")),
    ("ideas", _("We disagree about ideas")),
)

HELP_ABOUT: Words = (
    ("call", _("A call")),
    ("material", _("Material")),
    ("visit", _("Someone to visit")),
    ("person", _("Help with a person")),
    ("union_or_school", _("Help with the union or the school")),
    ("other", pgettext_lazy("what help is about", "Something else")),
)

CONTACT_KINDS: Words = (
    ("visit", pgettext_lazy("kind of contact", "Visit")),
    ("call", pgettext_lazy("kind of contact", "Call")),
    ("message", pgettext_lazy("kind of contact", "Message")),
    ("conference", pgettext_lazy("kind of contact", "Conference")),
)

TOPICS: Words = (
    ("preparing", pgettext_lazy("a contact was about", "Preparing")),
    ("session", pgettext_lazy("a contact was about", "A session")),
    ("person", pgettext_lazy("a contact was about", "A person")),
    ("projects", pgettext_lazy("a contact was about", "Projects")),
    ("accounts", pgettext_lazy("a contact was about", "Practice accounts")),
    ("pair", pgettext_lazy("a contact was about", "The pair")),
    ("wellbeing", pgettext_lazy("a contact was about", "Wellbeing")),
)

INDUCTION: Words = (
    ("i_circle", _("Has been in a circle, or read three practice accounts")),
    ("i_method", _("Knows the method and what a teacher makes in a year")),
    ("i_tools", _("Has tried two tools with a friend")),
    ("i_agreement", _("Knows how a circle makes its agreement")),
    ("i_describe", _("Can describe first")),
    ("i_privacy", _("Knows the page on privacy and safeguarding")),
    ("i_not", _("Knows what not to do: assess, report to heads, write the plan for someone")),
    ("i_pair", _("Is paired, and dates are set")),
    ("i_help", _("Knows how to ask for help")),
    ("i_lang", _("Has the tools at hand in the languages of the circle")),
)

INDUCTION_ANSWERS: Words = (("yes", _("Yes")), ("discuss", _("Need to discuss")))
