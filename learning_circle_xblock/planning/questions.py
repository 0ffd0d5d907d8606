"""The questions of a project plan, each once. The wording is our own."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..writing.schema import Field, Kind

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

ROLES = (
    ("same_year", _("teachers of the same year")),
    ("same_subject", _("teachers of the same subject")),
    ("other_teacher", _("other teachers")),
    ("assistant", pgettext_lazy("role in a school", "assistants")),
    ("head", _("my head or a deputy")),
    ("other_school", _("colleagues at another school")),
    ("families", _("families")),
    ("pupils", _("pupils")),
)
DONE = (
    ("not_yet", pgettext_lazy("a step of a project", "not yet")),
    ("begun", pgettext_lazy("a step of a project", "begun")),
    ("done", pgettext_lazy("a step of a project", "done")),
)
HEAD_SUPPORT = (
    ("time", pgettext_lazy("what a head could give", "time")),
    ("room", pgettext_lazy("what a head could give", "a room")),
    ("visit", _("a visit to a lesson")),
    ("slot", _("a slot in a meeting")),
    ("permission", pgettext_lazy("what a head could give", "permission")),
    ("nothing", pgettext_lazy("what a head could give", "nothing")),
    ("not_safe", _("not safe to ask")),
)

TITLE = Field(
    "title",
    Kind.SHORT,
    _("Working title"),
    help=_("A few words a colleague in another school would understand. You can change it later."),
    guide=80,
    missing=_("Please give it a working title, even a plain one."),
)
CONCERN = Field(
    "concern",
    Kind.LONG,
    _("What matters to me here"),
    help=_(
        "What do you see in your classroom or school that you care about enough to change? "
        "Say what you have noticed, not who is to blame."
    ),
    guide=600,
    missing=_("Please write what matters to you, even in a few words."),
    paper=True,
)
VALUES = Field(
    "values",
    Kind.LONG,
    _("Why it matters"),
    help=_("Which belief about children, learning or fairness is behind it?"),
    guide=300,
    paper=True,
)
NOW = Field(
    "now",
    Kind.LONG,
    _("What happens now"),
    help=_("Describe one ordinary lesson or moment. What would a visitor see?"),
    guide=500,
    paper=True,
)
CONSULTED_SO_FAR = Field(
    "consulted",
    Kind.CHOICES,
    _("Whom I have asked so far"),
    help=_("“Nobody yet” is an honest answer at the first draft."),
    options=CONSULTED,
    missing=_("Please choose whom you have asked; “nobody yet” is an answer."),
)
CONSULT_FOUND = Field(
    "consult_found",
    Kind.LONG,
    _("What they said that changed my thinking"),
    help=_("Include a view that differs from yours. Use roles, not names."),
    guide=500,
    paper=True,
)
FOCUS = Field(
    "focus",
    Kind.SHORT,
    _("In this project I want to improve…"),
    help=_("One sentence. Try: “how we … so that pupils …”."),
    guide=200,
    missing=_("Please write in one sentence what you want to improve."),
)
PART_OF_ASSESSMENT = Field(
    "fa_link",
    Kind.CHOICES,
    _("Which part of formative assessment?"),
    help=_("Choose what fits."),
    options=FA_LINK,
)
WHO_PUPILS = Field(
    "who_pupils",
    Kind.SHORT,
    _("Which learners"),
    help=_("Age or class level and how many. No names."),
    guide=150,
    missing=_("Please write which learners, without names."),
)
DIFFERENCE = Field(
    "difference",
    Kind.LONG,
    _("If it works, what will be different?"),
    help=_("For pupils; for you; for colleagues; for how the school does things. Two of these are enough."),
    guide=500,
    missing=_("Please write what will be different if it works, for one or two of these."),
    paper=True,
)
STEPS = Field(
    "steps",
    Kind.ROWS,
    pgettext_lazy("of a project", "Steps"),
    help=_("Small steps first. At least one step should involve another adult in your school."),
    guide=120,
    rows=8,
    columns=(
        Field("what", Kind.SHORT, pgettext_lazy("of a step", "What"), guide=120),
        Field("who", Kind.PEOPLE, pgettext_lazy("of a step", "With whom (roles)"), options=ROLES),
        Field("when", Kind.DATE, pgettext_lazy("of a step", "By when")),
        Field("done", Kind.CHOICE, pgettext_lazy("of a step", "Done?"), options=DONE),
    ),
    missing=_("Please write at least two steps, even small ones."),
    paper=True,
)
FIRST_STEP = Field(
    "first_step",
    Kind.SHORT,
    _("The very first thing, in the next two weeks"),
    help=_("Something you could do without permission or money."),
    guide=150,
    missing=_("Please write one first thing, however small."),
)
ALLIES = Field(
    "allies",
    Kind.ROWS,
    _("Who will work with me (roles)"),
    help=_("For example “two Grade 3 teachers, plan and try together”."),
    guide=100,
    rows=4,
    columns=(
        Field("who", Kind.PEOPLE, pgettext_lazy("of a colleague", "Who (role)"), options=ROLES),
        Field("how", Kind.SHORT, pgettext_lazy("of a colleague", "How"), guide=100),
    ),
    paper=True,
)
HEAD = Field(
    "head_support",
    Kind.CHOICES,
    _("What I need from my head or leaders"),
    help=_("Only you see this unless you print the page for your head."),
    options=HEAD_SUPPORT,
    private=True,
)
HEAD_NOTE = Field(
    "head_support_note",
    Kind.SHORT,
    _("More about what I need from them"),
    guide=200,
    private=True,
)
OBSTACLES = Field(
    "obstacles",
    Kind.LONG,
    _("What might get in the way, and how I could go round it"),
    help=_("Class size, time, doubt, rules, resources."),
    guide=400,
    paper=True,
)
KNOWING = Field(
    "evidence",
    Kind.CHOICES,
    _("What I will notice or collect"),
    help=_("Choose things you already have. You are not being inspected."),
    options=EVIDENCE,
    missing=_("Please choose at least one thing you will notice or collect."),
)
EVIDENCE_NOTE = Field(
    "evidence_note", Kind.LONG, _("How often, and what would surprise me?"), guide=300, paper=True
)
QUESTION = Field(
    "question",
    Kind.SHORT,
    _("What I would like my critical friend to look at"),
    help=_("One question. It steers the response."),
    guide=200,
    missing=_("Please write a question, even a short one."),
)


def needed(field: Field, **more: Any) -> Field:
    """The question where a preset needs it to share."""
    return replace(field, required=True, **more)
