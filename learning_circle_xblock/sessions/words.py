"""What is shown of kinds, places, states and presets, and the sentence for each refusal."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .lifecycle import Kind, Place, Presence, SessionState

__all__ = [
    "KINDS",
    "MARKS",
    "PLACES",
    "PRESET_NAMES",
    "PURPOSES",
    "SENTENCES",
    "STATES",
    "purpose",
]

KINDS: dict[str, Any] = {
    Kind.WORKSHOP: _("Workshop"),
    Kind.TUTORIAL: _("Tutorial"),
    Kind.NETWORK_EVENT: _("Network event"),
    Kind.LEARNING_EVENT: _("Learning event"),
}
PLACES: dict[str, Any] = {
    Place.SCHOOL: _("In person, at a school"),
    Place.UNION_OFFICE: _("In person, at the union’s office"),
    Place.OTHER: _("In person, elsewhere"),
    Place.ONLINE: _("Online"),
    Place.MIXED: _("In person and online"),
}
STATES: dict[str, Any] = {
    SessionState.PLANNED: pgettext_lazy("state of a session", "planned"),
    SessionState.HELD: pgettext_lazy("state of a session", "held"),
    SessionState.NOTED: pgettext_lazy("state of a session", "held, with notes"),
    SessionState.CLOSED: pgettext_lazy("state of a session", "held and closed"),
    SessionState.CANCELLED: pgettext_lazy("state of a session", "cancelled"),
}
MARKS: dict[str, Any] = {
    Presence.PRESENT: pgettext_lazy("who is here", "here"),
    Presence.PART: pgettext_lazy("who is here", "part"),
    Presence.ONLINE: pgettext_lazy("who is here", "online"),
    Presence.APOLOGIES: pgettext_lazy("who is here", "sent word"),
    Presence.ABSENT: pgettext_lazy("who is here", "absent"),
    Presence.UNKNOWN: pgettext_lazy("who is here", "not yet said"),
}
PRESET_NAMES: dict[str, Any] = {
    "t3lfa": _("A school year: seven workshops, three tutorials, two network events"),
    "tldw_school": _("A group in one or several schools: six to eight sessions, three tutorials"),
    "accelerated": _("A short cycle: four workshops, two tutorials, one network event"),
    "micro": _("A very small circle: the school year with two to four teachers"),
    "link": _("A circle of facilitators: induction, three conferences, a closing review"),
}

_YEAR = {
    "W1": _("Meet, say why we joined, agree how we work together"),
    "W2": _("Our values, concerns and schools: name a concern"),
    "T1": _("Is the concern mine, shared, doable?"),
    "W3": _("Consult colleagues; turn a concern into a plan"),
    "N1": _("Circles meet: plans and difficulties are exchanged"),
    "W4": _("Leading: bring colleagues in, meet obstacles, adjust"),
    "T2": _("What has been achieved so far, and the next route"),
    "W5": _("What I have learned; what counts as evidence"),
    "N2": _("Circles meet: emerging practice is shared"),
    "W6": _("Write the practice account; responses from critical friends"),
    "T3": _("The practice account, who may read it, what next"),
    "W7": _("Celebrate, look back, and who will facilitate next"),
    "L": _("Show the work to others"),
}
PURPOSES: dict[str, dict[str, Any]] = {
    "t3lfa": _YEAR,
    "micro": _YEAR,
    "tldw_school": {
        "S1": _("Introduction; critical reflection; documenting the process"),
        "S2": _("Values and concerns; planning one’s own development"),
        "T1": _("Concern and draft plan"),
        "S3": _("Planning actions, and planning for impact"),
        "N1": _("Plans are exchanged"),
        "S4": _("Leading the work; school culture and collaborating"),
        "T2": _("Progress, and a look at the portfolio"),
        "S5": _("Practical inquiry; what counts as evidence"),
        "N2": _("Emerging practice is shared"),
        "S6": _("Write the practice account; widen the impact"),
        "T3": _("Portfolio, practice account, who may read it"),
        "S7": _("Present the portfolio"),
        "S8": _("Celebrate"),
    },
    "accelerated": {
        "W1": _("Meet, agree how we work together, name a concern"),
        "T1": _("Concern and draft plan"),
        "W2": _("Plans shared; first responses"),
        "W3": _("Leading, obstacles, evidence"),
        "N1": _("Emerging practice is shared"),
        "T2": _("The practice account and who may read it"),
        "W4": _("Practice accounts, a look back, who facilitates next"),
    },
    "link": {
        "I": _("Induction conference"),
        "C1": _("First facilitators’ conference"),
        "C2": _("Second facilitators’ conference"),
        "C3": _("Third facilitators’ conference"),
        "R": _("Closing review"),
    },
}
SENTENCES: dict[str, Any] = {
    "no_zone": _("No time zone is called that. Please choose one from the list."),
    "no_hour": _("On %(day)s the clocks jump over %(hour)s. Please choose another hour."),
    "ends_before": _("The session would end before it starts."),
    "too_long": _("A session takes at most fourteen days."),
    "has_calendar": _("This circle has a calendar from a preset already. You can change it date by date."),
    "changed": _(
        "Somebody else changed this meanwhile. What you typed is still here; keep it again if it is right."
    ),
    "calendar_changed": _("The calendar changed meanwhile. Please look at the dates once more."),
    "over": _("This session is over or cancelled, so it stays as it is."),
    "not_yet": _("This session lies ahead. If it took place earlier, correct its date first."),
    "no_events": _("A calendar needs at least one event."),
    "no_circle": _("No circle that you may add has the code %(code)s."),
    "nothing_later": _("No later session could be moved."),
    "too_tight": _("There are more sessions than days until then. Please choose a later date."),
    "no_reason": _("Please say why, in a few words. The circle reads it."),
    "not_recorded": _("There is nothing to keep: say for at least one person who is here."),
    "only_shared": _("From here, network events and learning events can be planned."),
    "future": _("This date lies ahead."),
}


def purpose(preset: str, code: str) -> str:
    """What an event of a preset is for; nothing for sessions of one's own."""
    return str(PURPOSES.get(preset, {}).get(code, ""))
