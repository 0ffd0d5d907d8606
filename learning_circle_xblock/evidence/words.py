"""The words of the forms of what is kept. The wording is our own."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..permissions import Audience
from .kinds import Wave

# The four questions of the journal, by the name of the answer.
QUESTIONS = {
    "happened": _("What happened?"),
    "noticed": _("What did I notice?"),
    "next_try": _("What will I try next?"),
    "unsure": _("What am I unsure about?"),
}
WHO = (
    ("same_year", _("same year")),
    ("same_subject", _("same subject")),
    ("other_teacher", _("another teacher")),
    ("assistant", _("an assistant")),
    ("head", _("head or deputy")),
    ("other_school", _("another school")),
    ("families", _("families")),
)
MANY = (
    ("1", pgettext_lazy("how many people", "1")),
    ("2-3", pgettext_lazy("how many people", "2–3")),
    ("4-6", pgettext_lazy("how many people", "4–6")),
    ("7-12", pgettext_lazy("how many people", "7–12")),
    ("more", pgettext_lazy("how many people", "more")),
)
HOW = (
    ("heard", _("heard about it")),
    ("talked", _("talked with me about it")),
    ("ideas", _("gave me ideas")),
    ("tried", _("tried it")),
    ("planned", _("planned with me")),
    ("observed", _("observed, or was observed")),
    ("leads", _("now leads their own version")),
)
FIRST = (
    ("yes", pgettext_lazy("for the first time?", "yes")),
    ("some", pgettext_lazy("for the first time?", "some of them")),
    ("no", pgettext_lazy("for the first time?", "no")),
)
# Where something changed: code, name of the place, what is asked.
PLACE_WORDS = (
    ("pupils", _("Pupils"), _("What do they now do, say or make that they did not?")),
    ("me", pgettext_lazy("where something changed", "Me"), _("What do I do differently, even on a bad day?")),
    ("colleagues", _("Colleagues"), _("What have others taken up or argued against?")),
    ("school", _("School"), _("What has become routine, written down, or given time?")),
    ("beyond", _("Beyond the school"), _("Who outside has heard, tried or answered?")),
    ("not_hoped", _("Not as hoped"), _("What did not change, or got harder?")),
)
SURE = (
    ("saw", _("I saw it myself")),
    ("others", _("others saw it too")),
    ("show", _("I have something to show")),
    ("hunch", _("only a hunch")),
)
SORTS = (
    ("", _("I leave this open")),
    ("plan", _("a plan")),
    ("pupils_work", _("pupils’ work, unnamed")),
    ("notes", _("notes")),
    ("data", _("data")),
    ("message", _("a message")),
    ("observation", _("an observation by a colleague")),
    ("other", _("something else")),
)
WHERE = (
    ("", _("nowhere else")),
    ("text", _("written here")),
    ("link", _("behind a link")),
    ("paper", _("on paper")),
)
SHARE = (
    (Audience.NOBODY.value, _("nobody")),
    (Audience.FACILITATORS.value, _("my facilitators")),
    (Audience.CIRCLE.value, _("my circle")),
)
WAVES = (
    (Wave.START, pgettext_lazy("when a self-check is taken", "Start")),
    (Wave.MIDDLE, pgettext_lazy("when a self-check is taken", "Middle")),
    (Wave.END, pgettext_lazy("when a self-check is taken", "End")),
)
CHECK = (
    ("q1", _("I can name one thing in my school’s practice that I want to help change.")),
    ("q2", _("I can raise an idea with colleagues who may not agree.")),
    ("q3", _("There are colleagues here who would try something with me.")),
    ("q4", _("I can tell, during a lesson, who has understood and who has not.")),
    ("q5", _("My pupils know what good work looks like before they begin.")),
    ("q6", _("My pupils use comments to improve their work.")),
    ("q7", _("My pupils help one another learn.")),
    ("q8", _("I can gather evidence that would change my own mind.")),
    ("q9", _("My leaders know what I am trying to develop.")),
    ("q10", _("I could explain my practice so that a teacher elsewhere could use it.")),
)
POINTS = (
    ("1", _("not yet")),
    ("2", pgettext_lazy("point of a scale between its ends", "2")),
    ("3", pgettext_lazy("point of a scale between its ends", "3")),
    ("4", pgettext_lazy("point of a scale between its ends", "4")),
    ("5", _("yes, easily")),
)
