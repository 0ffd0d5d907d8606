"""The forms of a project plan. The wording is our own."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..writing.schema import Field, Kind, Schema, Section

CONSULTED = (
    ("pupils", _("pupils")),
    ("colleagues_near", _("colleagues in my year or subject")),
    ("colleagues_other", _("other colleagues")),
    ("head", _("my head")),
    ("families", _("families")),
    ("circle", _("my circle")),
    ("union_colleague", _("a union colleague")),
    ("nobody", _("nobody yet")),
)
FA_LINK = (
    ("goals", _("making goals and success clear")),
    ("finding_out", _("finding out what pupils understand")),
    ("feedback", _("feedback that moves learning on")),
    ("peers", _("pupils helping each other learn")),
    ("self", _("pupils steering their own learning")),
    ("other", pgettext_lazy("part of formative assessment", "another part")),
)
EVIDENCE = (
    ("notes", _("short notes after lessons")),
    ("work", _("pupils’ work, without names")),
    ("sayings", _("what pupils say")),
    ("count", _("a quick count")),
    ("observation", _("a colleague’s observation")),
    ("before_after", _("before and after")),
    ("other", pgettext_lazy("kind of evidence", "something else")),
)
ETHICS = (
    ("lessons", _("Pupils can take part in ordinary lessons without being singled out.")),
    ("names", _("I will keep names out.")),
    ("agree", _("Families or the school agree where our rules ask for it.")),
    ("help", _("No one loses help because of this project.")),
    ("ask", _("I know whom to ask if something worries me.")),
)

START_SMALL = Schema(
    id="start_small/1",
    sections=(
        Section(
            "share",
            (
                Field(
                    "concern",
                    Kind.LONG,
                    _("What matters to me here"),
                    help=_(
                        "What do you see in your classroom or school that you care about enough to change? "
                        "Say what you have noticed, not who is to blame."
                    ),
                    guide=600,
                    required=True,
                    missing=_("Please write what matters to you, even in a few words."),
                ),
                Field(
                    "focus",
                    Kind.SHORT,
                    _("In this project I want to improve…"),
                    help=_("One sentence. Try: “how we … so that pupils …”."),
                    guide=200,
                    required=True,
                    missing=_("Please write in one sentence what you want to improve."),
                ),
                Field(
                    "first_step",
                    Kind.SHORT,
                    _("The very first thing, in the next two weeks"),
                    help=_("Something you could do without permission or money."),
                    guide=150,
                    required=True,
                    missing=_("Please write one first thing, however small."),
                ),
                Field(
                    "question",
                    Kind.SHORT,
                    _("What I would like my critical friend to look at"),
                    help=_("One question. It steers the response."),
                    guide=200,
                    required=True,
                    missing=_("Please write a question, even a short one."),
                ),
            ),
            minutes=10,
        ),
        Section(
            "start",
            (
                Field(
                    "title",
                    Kind.SHORT,
                    _("Working title"),
                    help=_(
                        "A few words a colleague in another school would understand. You can change it later."
                    ),
                    guide=80,
                ),
                Field(
                    "values",
                    Kind.LONG,
                    _("Why it matters"),
                    help=_("Which belief about children, learning or fairness is behind it?"),
                    guide=300,
                ),
                Field(
                    "now",
                    Kind.LONG,
                    _("What happens now"),
                    help=_("Describe one ordinary lesson or moment. What would a visitor see?"),
                    guide=500,
                ),
            ),
            title=_("Where it starts"),
            minutes=5,
            folded=True,
        ),
        Section(
            "others",
            (
                Field(
                    "consulted",
                    Kind.CHOICES,
                    _("Whom I have asked so far"),
                    help=_("“Nobody yet” is an honest answer at the first draft."),
                    options=CONSULTED,
                ),
                Field(
                    "consult_found",
                    Kind.LONG,
                    _("What they said that changed my thinking"),
                    help=_("Include a view that differs from yours. Use roles, not names."),
                    guide=500,
                ),
            ),
            title=_("Asking others"),
            minutes=5,
            folded=True,
        ),
        Section(
            "focus",
            (
                Field(
                    "fa_link",
                    Kind.CHOICES,
                    _("Which part of formative assessment?"),
                    help=_("Choose what fits."),
                    options=FA_LINK,
                ),
                Field(
                    "who_pupils",
                    Kind.SHORT,
                    _("Which learners"),
                    help=_("Age or class level and how many. No names."),
                    guide=150,
                ),
                Field(
                    "difference",
                    Kind.LONG,
                    _("If it works, what will be different?"),
                    help=_(
                        "For pupils; for you; for colleagues; for how the school does things. "
                        "Two of these are enough."
                    ),
                    guide=500,
                ),
            ),
            title=_("The focus"),
            minutes=10,
            folded=True,
        ),
        Section(
            "people",
            (
                Field(
                    "obstacles",
                    Kind.LONG,
                    _("What might get in the way, and how I could go round it"),
                    help=_("Class size, time, doubt, rules, resources."),
                    guide=400,
                ),
            ),
            title=_("What might get in the way"),
            minutes=5,
            folded=True,
        ),
        Section(
            "know",
            (
                Field(
                    "evidence",
                    Kind.CHOICES,
                    _("What I will notice or collect"),
                    help=_("Choose things you already have. You are not being inspected."),
                    options=EVIDENCE,
                ),
                Field(
                    "evidence_note",
                    Kind.LONG,
                    _("How often, and what would surprise me?"),
                    guide=300,
                ),
            ),
            title=_("How I will know"),
            minutes=5,
            folded=True,
        ),
    ),
)

PRESETS = {START_SMALL.id: START_SMALL}


def title_of(answers: dict[str, object]) -> str:
    """The working title; taken from the focus until the author writes one. At most 200 characters."""
    title = str(answers.get("title") or answers.get("focus") or "").strip()
    return title if len(title) <= 200 else title[:199] + "…"
