"""The form of a short practice account. The wording is our own."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..writing.languages import LANGUAGES
from ..writing.schema import Field, Kind, Schema, Section

PHASES = (
    ("early_years", _("early years")),
    ("lower_primary", _("lower primary")),
    ("upper_primary", _("upper primary")),
    ("lower_secondary", _("lower secondary")),
    ("upper_secondary", _("upper secondary")),
    ("vocational", pgettext_lazy("phase of schooling", "vocational")),
    ("adult", pgettext_lazy("phase of schooling", "adult")),
    ("special_needs", _("special needs")),
)
CREDIT = (
    ("name", pgettext_lazy("how to be named", "my name")),
    ("pen_name", pgettext_lazy("how to be named", "a pen name")),
    ("region", _("“a teacher in my region”")),
    ("nothing", pgettext_lazy("how to be named", "nothing")),
)

SHORT_ACCOUNT = Schema(
    id="short_account/1",
    sections=(
        Section(
            "story",
            (
                Field(
                    "title",
                    Kind.SHORT,
                    pgettext_lazy("of a practice account", "Title"),
                    help=_("Say what the practice is, not only the theme."),
                    guide=12,
                    in_words=True,
                    required=True,
                    missing=_("Please give it a title, even a plain one."),
                ),
                Field(
                    "lead",
                    Kind.LONG,
                    _("What I cared about"),
                    help=_("The concern, and the moment you decided to act."),
                    guide=60,
                    in_words=True,
                    required=True,
                    missing=_("Please write what you cared about."),
                ),
                Field(
                    "did",
                    Kind.LONG,
                    _("What we did"),
                    help=_("So clear that a stranger could try it on Monday."),
                    guide=100,
                    in_words=True,
                    required=True,
                    missing=_("Please write what you did."),
                ),
                Field(
                    "changed",
                    Kind.LONG,
                    _("What changed, and how I know"),
                    help=_(
                        "For pupils, for you, for colleagues. One piece of evidence each. "
                        "Say what you do not know."
                    ),
                    guide=80,
                    in_words=True,
                    required=True,
                    missing=_("Please write what changed, or that nothing did."),
                ),
            ),
        ),
        Section(
            "ask",
            (
                Field(
                    "question",
                    Kind.SHORT,
                    _("What I would like my readers to look at"),
                    help=_("One question. It steers the responses; it is not published."),
                    guide=200,
                    required=True,
                    missing=_("Please write a question for your readers, even a short one."),
                ),
            ),
        ),
        Section(
            "facets",
            (
                Field(
                    "lang",
                    Kind.CHOICE,
                    _("Language of the text"),
                    help=_("Used for searching."),
                    required=True,
                    options=LANGUAGES,
                    missing=_("Please choose the language of the text."),
                ),
                Field(
                    "phase",
                    Kind.CHOICE,
                    _("Phase of schooling"),
                    help=_("Used for searching. Broad bands only."),
                    required=True,
                    options=PHASES,
                    missing=_("Please choose a phase."),
                ),
                Field(
                    "credit",
                    Kind.CHOICE,
                    _("How I want to be named, if it is ever published"),
                    help=_(
                        "Your circle sees your name. Nothing is published without a further yes from you."
                    ),
                    required=True,
                    options=CREDIT,
                    missing=_("Please choose how you want to be named."),
                ),
            ),
        ),
    ),
)

PRESETS = {SHORT_ACCOUNT.id: SHORT_ACCOUNT}
TEXT_FIELDS = ("lead", "did", "changed")
