"""Every handler of every block, with the action of the matrix that it stands for and what is sent to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import Any

from learning_circle_xblock.planning.presets import ETHICS
from tests.world import (
    ACCOUNT,
    ACCOUNT_ANSWERS,
    CIRCLE,
    LIBRARY,
    PLAN,
    PLAN_ANSWERS,
    RESPONSE_ANSWERS,
    Answer,
    call,
    prefixed,
)

from .cast import FRIENDS_STAGE, Cast

Data = dict[str, Any]
SETTINGS = "save_settings"
AUTHORING = frozenset({SETTINGS, "try_form"})  # Studio's, for who may write the course


@dataclass(frozen=True)
class Case:
    """One handler as a page calls it.

    Args:
        block: the type of the block.
        handler: its name.
        thing: the object of the matrix.
        action: the action of the matrix.
        stage: where the texts stand.
        data: what a page sends, which may depend on who sends it.
        changes: whether it needs a POST and is closed while viewing as somebody else.
        told: the status for columns that hear that it has happened already.
    """

    block: str
    handler: str
    thing: str
    action: str
    stage: str
    data: Callable[[Cast, str], Data]
    changes: bool = True
    told: dict[str, int] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """As htmx sends it."""
        return "POST" if self.changes else "GET"

    def __str__(self) -> str:
        return f"{self.block}.{self.handler}:{self.thing}-{self.action}"


def send(
    case: Case,
    cast: Cast,
    column: str,
    data: Data | None = None,
    *,
    method: str = "",
    as_learner: str = "",
) -> Answer:
    """The handler's answer to somebody of the column, who may view the course as somebody of another."""
    sent = case.data(cast, column) if data is None else data
    return call(
        cast.signed_in(column),
        case.block,
        case.handler,
        sent,
        method=method or case.method,
        as_learner=cast.learner(as_learner) if as_learner else cast.as_learner(column),
    )


def handlers_of_blocks() -> set[tuple[str, str]]:
    """Type and handler of everything that a request can reach, found as the runtime finds it."""
    found = set()
    for entry in entry_points(group="xblock.v1"):
        if entry.value.startswith("learning_circle_xblock."):
            block = entry.load()
            names = [name for name in dir(block) if getattr(_of(block, name), "_is_xblock_handler", False)]
            found |= {(entry.name, name) for name in names}
    return found


def method_of(block: str, handler: str) -> Callable[..., Any]:
    """The function behind a handler."""
    (entry,) = entry_points(group="xblock.v1", name=block)
    method: Callable[..., Any] = getattr(entry.load(), handler)
    return method


def _of(block: Any, name: str) -> Any:
    return getattr(block, name, None)


def _nothing(cast: Cast, column: str) -> Data:
    return {}


def _take(cast: Cast, column: str) -> Data:
    return {"take": "other"}


def _first_page(cast: Cast, column: str) -> Data:
    return {"page": "1"}


def _people(cast: Cast, column: str) -> Data:
    return {"circle": cast.circle.pk, "page": "1"}


def _coming(cast: Cast, column: str) -> Data:
    return {"session": cast.session.pk if cast.session else 0, "coming": "yes"}


def _agreement(cast: Cast, column: str) -> Data:
    return {"circle": cast.circle.pk, "version": "1"}


def _help(cast: Cast, column: str) -> Data:
    return {**prefixed(CIRCLE, {"about": "call", "line": ""}, "-help"), "circle": cast.circle.pk}


def _plan(cast: Cast, column: str) -> Data:
    return {"plan": cast.plan.pk if cast.plan else 0}


def _account(cast: Cast, column: str) -> Data:
    return {"account": cast.account.pk if cast.account else 0}


def _asked(cast: Cast, column: str) -> Data:
    return {"asked": cast.reading.pk if cast.reading else 0}


def _version(block: str) -> Callable[[Cast, str], Data]:
    def data(cast: Cast, column: str) -> Data:
        text = cast.plan if block == PLAN else cast.account
        return {"version": text.version_id if text else 0}

    return data


def _answers(block: str) -> Callable[[Cast, str], Data]:
    """The whole form; the author's window began with the first save."""

    def data(cast: Cast, column: str) -> Data:
        answers = PLAN_ANSWERS if block == PLAN else ACCOUNT_ANSWERS
        return {**prefixed(block, answers), "base": "1" if column == "author" else "0"}

    return data


def _ethics(cast: Cast, column: str) -> Data:
    return prefixed(PLAN, {f"ethics-{code}": "yes" for code, _label in ETHICS})


def _response(block: str) -> Callable[[Cast, str], Data]:
    """The whole form of a response; its writer's window began with the second save."""

    def data(cast: Cast, column: str) -> Data:
        review = cast.plan_review if block == PLAN else cast.account_review
        known = {"review": review.pk if review else 0, "take": "other", "base": "2"}
        return {**prefixed(block, RESPONSE_ANSWERS, "-resp"), **known}

    return data


def _reply(block: str) -> Callable[[Cast, str], Data]:
    def data(cast: Cast, column: str) -> Data:
        review = cast.plan_review if block == PLAN else cast.account_review
        number = review.pk if review else 0
        return {**prefixed(block, {"change": "I keep it."}, f"-r{number}"), "review": number}

    return data


def _writing(block: str, draft: str, told: dict[str, int]) -> list[Case]:
    """One's own text; whoever has none begins it, and the author has to choose between two windows first."""
    waits = {"author": 422}
    return [
        Case(block, "save_draft", "own_text", "begin", "draft", _answers(block), told=told),
        Case(block, "share", "own_text", "begin", "draft", _answers(block), told=waits),
        Case(block, "choose_text", draft, "edit", "draft", _take),
    ]


def _responding(block: str, thing: str) -> list[Case]:
    draft, sent, data = f"{thing}_response_draft", f"{thing}_response", _response(block)
    return [
        Case(block, "open_response", f"{thing}_shared", "respond", "shared", _version(block)),
        Case(block, "see_both_responses", draft, "read", "reading", data, changes=False),
        Case(block, "save_response", draft, "write", "reading", data),
        Case(block, "choose_response_text", draft, "write", "reading", data),
        Case(block, "send_response", draft, "write", "reading", data),
        Case(block, "reply", sent, "reply", "responded", _reply(block)),
        Case(block, "reply", sent, "reply", "answered", _reply(block)),
    ]


def _paused(block: str) -> list[Case]:
    """The button on a text, the words in its place, and what its author does."""
    text, paused, data = ("plan_shared", "paused_plan", _plan) if block == PLAN else (
        "account_shared", "paused_account", _account
    )  # fmt: skip
    return [
        Case(block, "pause", text, "pause", "shared", data),
        Case(block, "read", paused, "hear", "paused", data, changes=False),
        Case(block, "read", paused, "take_back", "taken_back", data, changes=False),
        Case(block, "take_back", paused, "take_back", "paused", _work(block)),
        Case(block, "put_back", paused, "take_back", "taken_back", _work(block)),
    ]


def _paused_response(block: str, thing: str) -> list[Case]:
    """The same on a response."""
    paused = f"paused_{thing}"
    return [
        Case(block, "pause_response", thing, "pause", "responded", _response(block)),
        Case(block, "take_back", paused, "take_back", "paused", _response_work(block)),
        Case(block, "put_back", paused, "take_back", "taken_back", _response_work(block)),
    ]


def _work(block: str) -> Callable[[Cast, str], Data]:
    def data(cast: Cast, column: str) -> Data:
        text = cast.plan if block == PLAN else cast.account
        return {"work": text.work_id if text else 0}

    return data


def _response_work(block: str) -> Callable[[Cast, str], Data]:
    def data(cast: Cast, column: str) -> Data:
        review = cast.plan_review if block == PLAN else cast.account_review
        return {"work": review.work_id if review else 0}

    return data


CASES = [
    *_paused(PLAN),
    *_paused(ACCOUNT),
    *_paused_response(PLAN, "plan_response"),
    *_paused_response(ACCOUNT, "account_response"),
    Case(LIBRARY, "pause", "account_shared", "pause", "shared", _account),
    Case(LIBRARY, "read", "paused_account", "hear", "paused", _account, changes=False),
    *(
        Case(block, "again", "block", "look", "answered", _nothing, changes=False)
        for block in (CIRCLE, PLAN, ACCOUNT, LIBRARY)
    ),
    *(
        Case(block, "hand_in_again", "block", "act", "answered", _nothing)
        for block in (CIRCLE, PLAN, ACCOUNT)
    ),
    Case(PLAN, "take_agreement_back", "plan_shared", "agree_as_author", "agreed", _plan),
    Case(CIRCLE, "coming", "coming", "answer", "shared", _coming),
    Case(CIRCLE, "sign_agreement", "circle_agreement", "sign", "shared", _agreement),
    Case(CIRCLE, "ask_for_help", "help_asking", "raise", "shared", _help),
    Case(CIRCLE, "people", "circle_roster", "see", "shared", _people, changes=False),
    *_writing(PLAN, "plan_draft", {}),
    Case(PLAN, "take_form", "plan_draft", "edit", "draft", _nothing),
    Case(PLAN, "revise", "plan_shared", "revise", "shared", _nothing),
    Case(PLAN, "open_to_circle", "plan_for_friends", "open", FRIENDS_STAGE, _nothing),
    Case(PLAN, "read", "plan_for_friends", "read", FRIENDS_STAGE, _plan, changes=False),
    Case(PLAN, "open_response", "plan_for_friends", "respond", FRIENDS_STAGE, _version(PLAN)),
    Case(
        PLAN,
        "agree_with",
        "plan_for_friends",
        "agree_as_facilitator",
        FRIENDS_STAGE,
        _plan,
        told=dict.fromkeys(("facilitator", "co_facilitator"), 422),  # nobody has responded: a reason is asked
    ),
    Case(PLAN, "agree", "plan_shared", "agree_as_author", "shared", _ethics),
    Case(PLAN, "read", "plan_shared", "read", "shared", _plan, changes=False),
    Case(PLAN, "read", "plan_shared", "read", "agreed", _plan, changes=False),
    Case(PLAN, "agree_with", "plan_shared", "agree_as_facilitator", "responded", _plan),
    *_responding(PLAN, "plan"),
    # The ring's reader has shared a practice account of their own.
    *_writing(ACCOUNT, "account_draft", {"ring_reader": 409}),
    Case(ACCOUNT, "read", "account_shared", "read", "shared", _account, changes=False),
    Case(ACCOUNT, "open_response", "reading", "open", "shared", _asked),
    *_responding(ACCOUNT, "account"),
    Case(LIBRARY, "more", "block", "look", "shared", _first_page, changes=False),
    Case(LIBRARY, "read", "account_shared", "read", "answered", _account, changes=False),
]
