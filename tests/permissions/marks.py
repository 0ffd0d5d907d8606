"""Which of the planted words each column may ever see, by the matrix, wherever they look."""

import re
from collections.abc import Iterable

from .cast import FRIENDS_STAGE, PAUSED_STAGES, SECRETS, Cast, name_of
from .matrix import COLUMNS, THINGS

# Whoever may do one of these may see words that begin so.
WORDS: dict[str, tuple[tuple[str, str], ...]] = {
    "zpd-": (("plan_draft", "read"),),
    "zpo-": (("plan_draft", "read"),),
    "zpn-": (("plan_draft", "read"),),
    "zps-": (("plan_shared", "read"),),
    "zpv-": (("plan_shared", "read"),),
    "zad-": (("account_draft", "read"),),
    "zao-": (("account_draft", "read"),),
    "zas-": (("account_shared", "read"),),
    "zrpd-": (("plan_response_draft", "read"),),
    "zrpo-": (("plan_response_draft", "read"),),
    "zrps-": (("plan_response", "read"),),
    "zrpa-": (("plan_response", "read"),),
    "zrad-": (("account_response_draft", "read"),),
    "zrao-": (("account_response_draft", "read"),),
    "zras-": (("account_response", "read"),),
    "zraa-": (("account_response", "read"),),
}
# While a text is paused, these may see its words; once it is taken back, those who may take it back.
PAUSED_WORDS = {
    "zps-": "paused_plan",
    "zas-": "paused_account",
    "zrps-": "paused_plan_response",
    "zras-": "paused_account_response",
}
# A plan whose title somebody may see and whose words they may not: all of it but the title.
BESIDE_THE_TITLE = {"zps-": ("zps-words", "zps-focus", "zps-step", "zps-question")}
# The facilitator's reason to go on without a response is kept for the log; no page shows it.
NOBODYS = ("waiver-reason", *SECRETS)
# On the roster of the circle; an observer and somebody who has left are not.
ON_THE_ROSTER = (
    *(name for name, column in COLUMNS.items() if column.place == "circle" and name != "observer"),
    *(f"neighbour{number}" for number in range(1, 5)),
)
OFF_THE_ROSTER = ("observer", "former_member", "outsider", "course_staff", "enrolled_staff")
# They sit in the circle above as well, where others may see them.
KNOWN_ELSEWHERE = ("facilitator", "co_facilitator")


PLANTED = re.compile(r"z(?:p[donsv]|a[dos]|r[pa][dosa])-\w+|waiver-reason")


def words(text: str) -> set[str]:
    """Every planted word of the author's texts, of responses and of replies."""
    return set(PLANTED.findall(text))


def closed_to(cast: Cast, column: str) -> set[str]:
    """Beginnings of words, and names, that this column never sees."""
    words = {
        mark
        for mark, doors in WORDS.items()
        if not any(THINGS[thing].by_door(column, action) for thing, action in doors)
    }
    if THINGS["plan_shared"].by_door(column, "title") and "zps-" in words:
        words = (words - {"zps-"}) | set(BESIDE_THE_TITLE["zps-"])
    if cast.stage == FRIENDS_STAGE and not THINGS["plan_for_friends"].by_door(column, "read"):
        sees_title = THINGS["plan_for_friends"].by_door(column, "title")
        words |= set(BESIDE_THE_TITLE["zps-"]) if sees_title else {"zps-"}
    if cast.stage in PAUSED_STAGES:
        step = "read" if cast.stage == "paused" else "take_back"
        words -= set(PAUSED_WORDS)
        words |= {mark for mark, thing in PAUSED_WORDS.items() if not THINGS[thing].by_door(column, step)}
    names = set(OFF_THE_ROSTER)
    if THINGS["circle_roster"].by_door(column, "manage"):
        names.discard("observer")  # whoever manages the circle sees every seat in it
    if not THINGS["circle_roster"].by_door(column, "see"):
        names |= set(ON_THE_ROSTER) - set(KNOWN_ELSEWHERE)
    own = {cast.user_id(column)} if COLUMNS[column].signed_in else set()
    people = {name_of(cast.people[name].username) for name in names if _id(cast, name) not in own}
    # Who holds a post reads the name of the programme; a union's name reaches no page.
    secrets = set(NOBODYS) - ({SECRETS[1]} if COLUMNS[column].post else set())
    return words | people | secrets


def everything(cast: Cast) -> set[str]:
    """Every planted word and name: what no refusal holds."""
    people = {name_of(user.username) for user in cast.people.values() if user.pk}
    return set(WORDS) | people | set(NOBODYS) | {circle.name for circle in cast.circles.values()}


def found(text: str, marks: Iterable[str]) -> set[str]:
    """The marks that the text holds."""
    return {mark for mark in marks if mark in text}


def _id(cast: Cast, name: str) -> int | None:
    return cast.people[name].pk
