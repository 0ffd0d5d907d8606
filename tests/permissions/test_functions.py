"""Every role, object, action and state of the matrix, asked of the features' functions with a real database.

What is allowed happens; what is refused raises the feature's own refusal, or finds nothing, and leaves
every row as it was. A function that takes an actor and is not listed here fails the enumeration.
"""

import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import pytest

import learning_circle_xblock
from learning_circle_xblock.accounts import api as accounts
from learning_circle_xblock.accounts import selectors as account_selectors
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.care import api as care
from learning_circle_xblock.care import selectors as care_selectors
from learning_circle_xblock.care.models import Pause
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.joining import selectors as joining_selectors
from learning_circle_xblock.permissions import Actor
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning import paper as paper_plans
from learning_circle_xblock.planning import selectors as plan_selectors
from learning_circle_xblock.planning import steps as plan_steps
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.presets import ETHICS
from learning_circle_xblock.records import next_step as steps
from learning_circle_xblock.records import own_texts, tasks
from learning_circle_xblock.review import api as review
from learning_circle_xblock.review import selectors as review_selectors
from learning_circle_xblock.review.models import Review
from learning_circle_xblock.support import api as support
from learning_circle_xblock.writing.design import Design
from learning_circle_xblock.writing.models import Draft
from tests import world

from .cast import (
    ACCOUNT_BASE,
    ACCOUNT_SHARED,
    FRIENDS_STAGE,
    NOON,
    PAUSED_STAGES,
    PLAN_SHARED,
    STAGES,
    Cast,
    reply,
    response,
)
from .matrix import COLUMNS, THINGS
from .tables import Dump, undone
from .test_circle_functions import DOORS as CIRCLE_DOORS
from .test_circle_functions import NO_DOORS as CIRCLE_NO_DOORS
from .test_evidence_functions import DOORS as EVIDENCE_DOORS
from .test_joining_functions import DOORS as JOINING_DOORS
from .test_node_functions import DOORS as NODE_DOORS
from .test_record_functions import DOORS as RECORD_DOORS
from .test_session_functions import DOORS as SESSION_DOORS
from .test_session_functions import SESSION_NO_DOORS
from .test_support_functions import DOORS as SUPPORT_DOORS

pytestmark = pytest.mark.django_db

MISSING = 987_654_321
ETHICS_GIVEN = {code: "yes" for code, _label in ETHICS}
WHOLE_PLAN = {**PLAN_SHARED, "title": "shared by this test"}
WHOLE_ACCOUNT = {**ACCOUNT_BASE, **ACCOUNT_SHARED, "title": "shared by this test"}

REFUSALS = (
    planning.NotOpenToYou,
    planning.NoCircle,
    accounts.NotOpenToYou,
    accounts.NoCircle,
    review.NotOpenToYou,
    care.NotOpenToYou,
)
TOO_LATE = (planning.AlreadyShared, accounts.AlreadyShared, review.AlreadySent)


class Outcome(StrEnum):
    """What became of a call."""

    DONE = "done"
    REFUSED = "refused"
    TOO_LATE = "too late"  # told only to whoever might have done it before


@dataclass(frozen=True)
class Door:
    """One function, as it is called for an action.

    Args:
        function: the function that a caller opens.
        thing: the object of the matrix.
        action: the action of the matrix.
        call: opens it; something false stands for nothing found.
        open: the stages where the matrix says who may pass; everywhere else nobody may.
        late: at these stages, the columns that hear it has happened already.
    """

    function: Callable[..., Any]
    thing: str
    action: str
    call: Callable[[Cast, Actor], Any]
    open: tuple[str, ...]
    late: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The feature and the function, for the test's name."""
        module = self.function.__module__.removeprefix("learning_circle_xblock.")
        return f"{module}.{self.function.__name__}:{self.thing}-{self.action}"

    def expected(self, stage: str, column: str) -> Outcome:
        """What the matrix says of this door."""
        if column in self.late.get(stage, "").split():
            return Outcome.TOO_LATE
        allowed = stage in self.open and THINGS[self.thing].by_door(column, self.action)
        return Outcome.DONE if allowed else Outcome.REFUSED


SHARED = STAGES[1:]
UNTIL_AGREED = STAGES[1:-1]
# A plan whose next version is being written is agreed once that is shared.
NOTHING_WRITTEN = tuple(stage for stage in SHARED if stage != "next_version")
SENT = STAGES[STAGES.index("responded") :]
# The author's plan is open for writing at two stages, and the practice account at the first alone.
WRITING = ("draft", "next_version")
PLAN_LATE = {stage: "author" for stage in STAGES if stage not in WRITING}
# The ring's reader has shared a practice account of their own, as have all whom the ring asks.
ACCOUNT_LATE = {"draft": "ring_reader"} | dict.fromkeys(SHARED, "author ring_reader")


def _plan_answers(answers: dict[str, Any], base: int = 1) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> Any:
        return planning.save_draft(
            actor=actor,
            course_key=world.course_key(),
            usage_key=cast.plan_key,
            answers=answers,
            base=base,
            at=NOON,
        )

    return call


def _edits_plan(cast: Cast, actor: Actor) -> bool:
    """Whether a save reaches the author's draft, and not a text of one's own."""
    drafts = Draft.objects.filter(work_id=_plan(cast).work_id)
    base = drafts.values_list("revision", flat=True).first() or 0
    _plan_answers({"values": "another word"}, base=base)(cast, actor)
    return drafts.filter(answers__values="another word").exists()


def _edits_account(cast: Cast, actor: Actor) -> bool:
    """The same for the practice account."""
    drafts = Draft.objects.filter(work_id=_account(cast).work_id)
    base = drafts.values_list("revision", flat=True).first() or 0
    _account_answers({"did": "another word"}, base=base)(cast, actor)
    return drafts.filter(answers__did="another word").exists()


def _account_answers(answers: dict[str, Any], base: int = 1) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> Any:
        return accounts.save_draft(
            actor=actor,
            course_key=world.course_key(),
            usage_key=cast.account_key,
            answers=answers,
            base=base,
            at=NOON,
        )

    return call


def _share_plan(cast: Cast, actor: Actor) -> Any:
    return planning.share(
        actor=actor, course_key=world.course_key(), usage_key=cast.plan_key, answers=WHOLE_PLAN, at=NOON
    )


def _share_account(cast: Cast, actor: Actor) -> Any:
    return accounts.share(
        actor=actor,
        course_key=world.course_key(),
        usage_key=cast.account_key,
        answers=WHOLE_ACCOUNT,
        at=NOON,
    )


def _choose(api: Any, key: str) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> bool:
        api.choose_text(actor=actor, usage_key=getattr(cast, key), other=True, at=NOON)
        return True

    return call


def _revise(cast: Cast, actor: Actor) -> bool:
    planning.revise(actor=actor, usage_key=cast.plan_key, at=NOON)
    return True


def _take_form(cast: Cast, actor: Actor) -> bool:
    planning.take_form(actor=actor, usage_key=cast.plan_key, design=Design(preset="full_plan"))
    return True


def _agree_as_author(cast: Cast, actor: Actor) -> Any:
    return planning.agree_as_author(actor=actor, usage_key=cast.plan_key, ethics=ETHICS_GIVEN, at=NOON)


def _agree_as_facilitator(cast: Cast, actor: Actor) -> Any:
    return planning.agree_as_facilitator(
        actor=actor, usage_key=cast.plan_key, plan_id=_plan(cast).pk, waiver="a reason", at=NOON
    )


def _own_plan(cast: Cast, actor: Actor) -> bool:
    """Whether the page of one's own shows the author's draft."""
    own = plan_selectors.own_plan(actor=actor, usage_key=cast.plan_key)
    return own is not None and own.draft is not None and own.plan.pk == _plan(cast).pk


def _listed_plan(cast: Cast, actor: Actor) -> bool:
    """In the list of the circles' plans, or shown as one's own."""
    rows, _more = plan_selectors.plans_of_circles(actor=actor, usage_key=cast.plan_key)
    own = plan_selectors.own_plan(actor=actor, usage_key=cast.plan_key)
    mine = own is not None and own.plan.pk == _plan(cast).pk and bool(own.answers)
    return mine or _plan(cast).pk in {row.plan_id for row in rows}


def _read_plan(cast: Cast, actor: Actor) -> Any:
    return plan_selectors.shared_plan(actor=actor, usage_key=cast.plan_key, plan_id=_plan(cast).pk)


def _own_account(cast: Cast, actor: Actor) -> bool:
    own = account_selectors.own_account(actor=actor, usage_key=cast.account_key)
    return own is not None and own.draft is not None and own.account.pk == _account(cast).pk


def _listed_account(cast: Cast, actor: Actor) -> bool:
    found, _more = account_selectors.shared_accounts(actor=actor, course_key=world.course_key())
    here, _more = account_selectors.shared_accounts(
        actor=actor, course_key=world.course_key(), usage_key=cast.account_key
    )
    assert [row.pk for row in found] == [row.pk for row in here], "there is one account block"
    return _account(cast).pk in {row.pk for row in found}


def _read_account(cast: Cast, actor: Actor) -> Any:
    return account_selectors.shared_account(
        actor=actor, course_key=world.course_key(), account_id=_account(cast).pk
    )


def _roster(cast: Cast, actor: Actor) -> Any:
    return circles.roster(actor=actor, circle=cast.circle)


def _respond_to(kind: str) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> Any:
        text = _plan(cast) if kind == "plan" else _account(cast)
        key = cast.plan_key if kind == "plan" else cast.account_key
        version = text.version_id or MISSING
        return review.open_unasked(actor=actor, version_id=version, usage_key=key, at=NOON)

    return call


def _open_reading(cast: Cast, actor: Actor) -> Any:
    asked = cast.reading.pk if cast.reading else MISSING
    return review.open_reading(actor=actor, assignment_id=asked, usage_key=cast.account_key, at=NOON)


def _responses(kind: str) -> Callable[[Cast, Actor], bool]:
    def call(cast: Cast, actor: Actor) -> bool:
        text = _plan(cast) if kind == "plan" else _account(cast)
        authors = review_selectors.author_ids(text.work_id)
        rows = review_selectors.responses_to(actor=actor, work_id=text.work_id, authors=authors)
        return _review_id(cast, kind) in {row.review_id for row in rows}

    return call


def _recalls(kind: str) -> Callable[[Cast, Actor], bool]:
    """What somebody gave, with what became of it."""

    def call(cast: Cast, actor: Actor) -> bool:
        key = cast.plan_key if kind == "plan" else cast.account_key
        rows = review_selectors.responses_by(actor=actor, usage_key=key)
        return _review_id(cast, kind) in {row.review_id for row in rows}

    return call


def _on_response(function: Callable[..., Any], kind: str, **given: Any) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> bool:
        key = cast.plan_key if kind == "plan" else cast.account_key
        function(actor=actor, review_id=_review_id(cast, kind), usage_key=key, **given)
        return True

    return call


def _plan(cast: Cast) -> Plan:
    assert cast.plan is not None
    return cast.plan


def _account(cast: Cast) -> Any:
    assert cast.account is not None
    return cast.account


def _review_id(cast: Cast, kind: str) -> int:
    found = cast.plan_review if kind == "plan" else cast.account_review
    return found.pk if found else MISSING


def _doors_of_responses(kind: str, writer: str) -> list[Door]:
    """What is done to a response, on a plan and on a practice account alike."""
    draft, sent, words = f"{kind}_response_draft", f"{kind}_response", response("rt")
    late = dict.fromkeys(SENT, writer)
    read = _on_response(review.response_draft, kind)
    save = _on_response(review.save_response, kind, answers=words, base=1, at=NOON)
    send = _on_response(review.send_response, kind, answers=words, at=NOON)
    take = _on_response(review.take_response_text, kind, other=True, at=NOON)
    answer = _on_response(review.reply, kind, **reply("rt"), at=NOON)
    reading_on = ("reading", *SENT)  # its writer is told that it was sent
    return [
        Door(review.response_draft, draft, "read", read, reading_on),
        Door(review.save_response, draft, "write", save, ("reading",), late),
        Door(review.send_response, draft, "write", send, ("reading",), late),
        Door(review.take_response_text, draft, "write", take, reading_on),
        Door(review.reply, sent, "reply", answer, SENT),
        Door(review_selectors.responses_to, sent, "receive", _responses(kind), SENT),
        Door(review_selectors.responses_by, sent, "recall", _recalls(kind), SENT),
    ]


DOORS = [
    Door(circles.roster, "circle_roster", "see", _roster, STAGES),
    # plans
    Door(planning.save_draft, "own_text", "begin", _plan_answers({"now": "a word"}), STAGES, PLAN_LATE),
    Door(planning.share, "own_text", "begin", _share_plan, STAGES, PLAN_LATE),
    Door(planning.save_draft, "plan_draft", "edit", _edits_plan, WRITING, PLAN_LATE),
    Door(planning.choose_text, "plan_draft", "edit", _choose(planning, "plan_key"), WRITING, PLAN_LATE),
    Door(planning.take_form, "plan_draft", "edit", _take_form, WRITING, PLAN_LATE),
    Door(plan_selectors.own_plan, "plan_draft", "read", _own_plan, WRITING),
    Door(plan_selectors.plans_of_circles, "plan_shared", "list", _listed_plan, SHARED),
    Door(plan_selectors.shared_plan, "plan_shared", "read", _read_plan, SHARED),
    Door(planning.revise, "plan_shared", "revise", _revise, UNTIL_AGREED),
    Door(planning.agree_as_author, "plan_shared", "agree_as_author", _agree_as_author, NOTHING_WRITTEN),
    Door(planning.agree_as_facilitator, "plan_shared", "agree_as_facilitator", _agree_as_facilitator, SHARED),
    Door(review.open_unasked, "plan_shared", "respond", _respond_to("plan"), SHARED),
    # practice accounts
    Door(accounts.save_draft, "own_text", "begin", _account_answers({"did": "a word"}), STAGES, ACCOUNT_LATE),
    Door(accounts.share, "own_text", "begin", _share_account, STAGES, ACCOUNT_LATE),
    Door(accounts.save_draft, "account_draft", "edit", _edits_account, ("draft",), ACCOUNT_LATE),
    Door(
        accounts.choose_text,
        "account_draft",
        "edit",
        _choose(accounts, "account_key"),
        ("draft",),
        ACCOUNT_LATE,
    ),
    Door(account_selectors.own_account, "account_draft", "read", _own_account, ("draft",)),
    Door(account_selectors.shared_accounts, "account_shared", "list", _listed_account, SHARED),
    Door(account_selectors.shared_account, "account_shared", "read", _read_account, SHARED),
    Door(review.open_unasked, "account_shared", "respond", _respond_to("account"), SHARED),
    Door(review.open_reading, "reading", "open", _open_reading, SHARED),
    # responses
    *_doors_of_responses("plan", "responder"),
    *_doors_of_responses("account", "ring_reader"),
]


def _pausing(kind: str, text_of: Callable[[Cast], Any]) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> Any:
        text = text_of(cast)
        key = cast.plan_key if kind.startswith("plan") else cast.account_key
        row = {"plan": cast.plan, "account": cast.account}.get(kind) or (
            cast.plan_review if kind == "plan_response" else cast.account_review
        )
        if text is None or row is None:
            raise care.NotOpenToYou
        return care.pause(
            actor=actor, text=text, work_id=row.work_id, circle=cast.circle, usage_key=key, at=NOON
        )

    return call


def _plan_text(cast: Cast) -> Any:
    plan = Plan.objects.get(pk=_plan(cast).pk)
    return plan_selectors.plan_text(plan, {plan.owner_id})


def _account_text(cast: Cast) -> Any:
    account = Account.objects.get(pk=_account(cast).pk)
    return account_selectors.account_text(account, review_selectors.author_ids(account.work_id))


def _response_facts(kind: str) -> Callable[[Cast], Any]:
    def facts(cast: Cast) -> Any:
        row = Review.objects.filter(pk=_review_id(cast, kind)).first()
        return review_selectors.response_of(row) if row else None

    return facts


def _sent_response(kind: str) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> Any:
        key = cast.plan_key if kind == "plan" else cast.account_key
        return review_selectors.sent_response(actor=actor, review_id=_review_id(cast, kind), usage_key=key)

    return call


DOORS += [
    Door(care.pause, "plan_shared", "pause", _pausing("plan", _plan_text), SHARED),
    Door(care.pause, "account_shared", "pause", _pausing("account", _account_text), SHARED),
    Door(care.pause, "plan_response", "pause", _pausing("plan_response", _response_facts("plan")), SENT),
    Door(
        care.pause,
        "account_response",
        "pause",
        _pausing("account_response", _response_facts("account")),
        SENT,
    ),
    Door(review_selectors.sent_response, "plan_response", "pause", _sent_response("plan"), SENT),
    Door(review_selectors.sent_response, "account_response", "pause", _sent_response("account"), SENT),
]


# -- while a text is paused, and after it was taken back

TEXTS = {
    "paused_plan": "plan",
    "paused_account": "account",
    "paused_plan_response": "plan_review",
    "paused_account_response": "account_review",
}


OVERDUE = "paused_overdue"  # the plan, three days later
HELD = (*TEXTS, OVERDUE)


def _work(cast: Cast, thing: str) -> int:
    return int(getattr(cast, TEXTS.get(thing, "plan")).work_id)


def _asked_at(thing: str) -> datetime:
    return world.now() + world.days(3 if thing == OVERDUE else 0)


def _pause_id(cast: Cast, thing: str) -> int:
    return Pause.objects.get(live_work_id=_work(cast, thing)).pk


def _settle(function: Callable[..., Any], thing: str) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> bool:
        function(actor=actor, pause_id=_pause_id(cast, thing), at=_asked_at(thing))
        return True

    return call


def _as_author(function: Callable[..., Any], thing: str) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> bool:
        key = cast.plan_key if "plan" in thing else cast.account_key
        function(actor=actor, work_id=_work(cast, thing), usage_key=key, at=NOON)
        return True

    return call


def _found(thing: str) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> Any:
        return care_selectors.open_pause(actor=actor, pause_id=_pause_id(cast, thing), at=_asked_at(thing))

    return call


def _listed(thing: str) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> Any:
        found = care_selectors.pauses_for(actor=actor, at=_asked_at(thing))
        return _pause_id(cast, thing) in {row.pause.pk for row in found.rows}

    return call


def _within(thing: str) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> Any:
        return care_selectors.within_reach(actor=actor, at=_asked_at(thing)).filter(pk=_pause_id(cast, thing))

    return call


def _hears_plan(cast: Cast, actor: Actor) -> Any:
    return plan_selectors.hidden_plan(actor=actor, usage_key=cast.plan_key, plan_id=_plan(cast).pk)


def _hears_account(cast: Cast, actor: Actor) -> Any:
    return account_selectors.hidden_account(
        actor=actor, course_key=world.course_key(), account_id=_account(cast).pk
    )


def _gives_words(kind: str) -> Callable[[Cast, Actor], Any]:
    def call(cast: Cast, actor: Actor) -> bool:
        key = cast.plan_key if kind == "plan" else cast.account_key
        authors = review_selectors.author_ids((_plan(cast) if kind == "plan" else _account(cast)).work_id)
        text = _plan(cast) if kind == "plan" else _account(cast)
        rows = [
            *review_selectors.responses_by(actor=actor, usage_key=key),
            *review_selectors.responses_to(actor=actor, work_id=text.work_id, authors=authors),
        ]
        return any(row.review_id == _review_id(cast, kind) and row.answers for row in rows)

    return call


PAUSED_DOORS = [
    *(Door(care.look, thing, "settle", _settle(care.look, thing), ("paused",)) for thing in HELD),
    *(Door(care.lift, thing, "settle", _settle(care.lift, thing), ("paused",)) for thing in HELD),
    *(Door(care_selectors.open_pause, thing, "settle", _found(thing), ("paused",)) for thing in HELD),
    *(Door(care_selectors.within_reach, thing, "settle", _within(thing), ("paused",)) for thing in HELD),
    *(Door(care_selectors.pauses_for, thing, "settle", _listed(thing), ("paused",)) for thing in HELD),
    *(
        Door(care.take_back, thing, "take_back", _as_author(care.take_back, thing), ("paused",))
        for thing in TEXTS
    ),
    *(
        Door(care.put_back, thing, "take_back", _as_author(care.put_back, thing), ("taken_back",))
        for thing in TEXTS
    ),
    Door(plan_selectors.hidden_plan, "paused_plan", "hear", _hears_plan, ("paused",)),
    Door(account_selectors.hidden_account, "paused_account", "hear", _hears_account, ("paused",)),
    Door(plan_selectors.shared_plan, "paused_plan", "read", _read_plan, ("paused",)),
    Door(account_selectors.shared_account, "paused_account", "read", _read_account, ("paused",)),
    Door(plan_selectors.plans_of_circles, "paused_plan", "read", _listed_plan, ("paused",)),
    Door(account_selectors.shared_accounts, "paused_account", "read", _listed_account, ("paused",)),
    Door(plan_selectors.shared_plan, "paused_plan", "take_back", _read_plan, ("taken_back",)),
    Door(account_selectors.shared_account, "paused_account", "take_back", _read_account, ("taken_back",)),
    Door(plan_selectors.plans_of_circles, "paused_plan", "take_back", _listed_plan, ("taken_back",)),
    Door(account_selectors.shared_accounts, "paused_account", "take_back", _listed_account, ("taken_back",)),
    Door(review_selectors.sent_response, "paused_plan_response", "read", _sent_response("plan"), ("paused",)),
    Door(
        review_selectors.sent_response,
        "paused_account_response",
        "read",
        _sent_response("account"),
        ("paused",),
    ),
    *(
        Door(
            review_selectors.responses_to,
            f"paused_{kind}_response",
            "take_back",
            _gives_words(kind),
            PAUSED_STAGES,
        )
        for kind in ("plan", "account")
    ),
    *(
        Door(
            review_selectors.sent_response,
            f"paused_{kind}_response",
            "take_back",
            _sent_response(kind),
            ("taken_back",),
        )
        for kind in ("plan", "account")
    ),
]


def _open_to_circle(cast: Cast, actor: Actor) -> bool:
    planning.open_to_circle(actor=actor, usage_key=cast.plan_key, at=NOON)
    return True


FOR_FRIENDS = (FRIENDS_STAGE,)
FRIENDS_DOORS = [
    Door(plan_selectors.plans_of_circles, "plan_for_friends", "list", _listed_plan, FOR_FRIENDS),
    Door(plan_selectors.shared_plan, "plan_for_friends", "read", _read_plan, FOR_FRIENDS),
    Door(review.open_unasked, "plan_for_friends", "respond", _respond_to("plan"), FOR_FRIENDS),
    Door(care.pause, "plan_for_friends", "pause", _pausing("plan", _plan_text), FOR_FRIENDS),
    Door(planning.open_to_circle, "plan_for_friends", "open", _open_to_circle, FOR_FRIENDS),
    Door(
        planning.agree_as_facilitator,
        "plan_for_friends",
        "agree_as_facilitator",
        _agree_as_facilitator,
        FOR_FRIENDS,
    ),
]

# They find seats and circles for the caller, or look at texts that are the actor's own anyway.
NO_DOORS = {
    plan_steps.begin_plan: "called by `save_draft`, `share` and `begin_again`, which are doors",
    plan_steps.own_plan_locked: "the actor's own project, for the doors that change it",
    circles.circles_of: "the circles of the actor's own seats and those below; `roster` says who is in them",
    circles.own_circle: "one of the actor's own seats",
    care.note_read: "notes what a door beside it has opened; tests/care says for whom",
    care_selectors.shown_to: "a condition for the lists of plans and accounts, which are doors",
    care_selectors.staff_reads: "reads of the actor's own texts alone: tests/care",
    own_texts.own_texts: "the actor's own texts",
    own_texts.own_responses: "the actor's own responses",
    joining.correct_typed_plan: "the actor's own typed plan: tests/joining/test_paper.py",
    joining.forget_typed_plan: "the actor's own typed plan: tests/joining/test_paper.py",
    joining_selectors.typed_plan_of: "the actor's own typed plan: tests/joining/test_paper.py",
    paper_plans.put_into_plan: "the actor's own typed plan: tests/joining/test_paper.py",
    support.asked_for: "the actor's own requests: test_support_functions",
    support.with_steps_in: "makes the actor: test_support_functions, tests/support",
    tasks.own_tasks: "the actor's own tasks: tests/pages/test_light.py",
    tasks.answers_to: "what was answered to the actor's own responses: tests/pages/test_light.py",
    tasks.beginnings: "blocks where the actor may begin a text of their own: tests/pages/test_light.py",
    plan_selectors.plans_of_friends: "plans of the actor's friends: tests/planning/test_friends.py",
    steps.next_step: "the actor's own tasks: what it shows is tested with the pages",
}

ACTING = [name for name, column in COLUMNS.items() if column.signed_in]


def _outcome(door: Door, cast: Cast, column: str) -> Outcome:
    try:
        found = door.call(cast, cast.actor(column))
    except REFUSALS:
        return Outcome.REFUSED
    except TOO_LATE:
        return Outcome.TOO_LATE
    return Outcome.DONE if found else Outcome.REFUSED


@pytest.mark.parametrize("stage", STAGES, indirect=True)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_a_function_does_what_the_matrix_says(stage: Cast, before: Dump, door: Door) -> None:
    expected = {column: door.expected(stage.stage, column) for column in ACTING}
    found, changed = {}, set()
    for column in ACTING:
        with undone() as step:
            found[column] = _outcome(door, stage, column)
            # Whoever saves beside the author's draft may have begun a text of their own.
            begins = door.action == "edit" and THINGS["own_text"].by_door(column, "begin")
            if found[column] is not Outcome.DONE and not begins and step.has_changed(before):
                changed.add(column)
    assert found == expected
    assert not changed, "a refused call changed something"


@pytest.mark.parametrize("stage", [FRIENDS_STAGE], indirect=True)
@pytest.mark.parametrize("door", FRIENDS_DOORS, ids=lambda door: door.name)
def test_a_function_does_what_the_matrix_says_of_a_plan_for_friends(
    stage: Cast, before: Dump, door: Door
) -> None:
    expected = {column: door.expected(stage.stage, column) for column in ACTING}
    found, changed = {}, set()
    for column in ACTING:
        with undone() as step:
            found[column] = _outcome(door, stage, column)
            if found[column] is not Outcome.DONE and step.has_changed(before):
                changed.add(column)
    assert found == expected
    assert not changed, "a refused call changed something"


PAUSED_CASES = [
    pytest.param(stage, door, id=f"{stage}-{door.name}")
    for stage in PAUSED_STAGES
    for door in PAUSED_DOORS
    if stage in door.open or not any(stage in d.open for d in PAUSED_DOORS if d.function is door.function)
]


@pytest.mark.parametrize(("stage", "door"), PAUSED_CASES, indirect=["stage"])
def test_a_function_does_what_the_matrix_says_of_a_paused_text(stage: Cast, before: Dump, door: Door) -> None:
    expected = {column: door.expected(stage.stage, column) for column in ACTING}
    found, changed = {}, set()
    for column in ACTING:
        with undone() as step:
            found[column] = _outcome(door, stage, column)
            if found[column] is not Outcome.DONE and step.has_changed(before):
                changed.add(column)
    assert found == expected
    assert not changed, "a refused call changed something"


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
@pytest.mark.parametrize("column", ACTING)
def test_a_text_is_begun_in_the_circle_of_its_teacher(stage: Cast, column: str) -> None:
    """Somebody of a sibling circle begins theirs there, and nothing of it reaches this circle."""
    before = set(Plan.objects.filter(circle=stage.circle).values_list("pk", flat=True))
    with contextlib.suppress(*REFUSALS, *TOO_LATE):
        _share_plan(stage, stage.actor(column))
    added = set(Plan.objects.filter(circle=stage.circle).values_list("pk", flat=True)) - before
    begins = THINGS["own_text"].by_rule(column, "begin") and column != "author"
    assert len(added) == begins


def functions_with_an_actor() -> set[Callable[..., Any]]:
    """Every public function of the package that is told who acts, outside the blocks."""
    found: set[Callable[..., Any]] = set()
    for module in pkgutil.walk_packages(learning_circle_xblock.__path__, "learning_circle_xblock."):
        parts = module.name.split(".")[1:]
        if (
            parts[0] in {"migrations", "permissions", "xblock_base", "block_parts", "views"}
            or "block" in parts[0]
        ):
            continue
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            is_public = function.__module__ == module.name and not name.startswith("_")
            if is_public and "actor" in inspect.signature(function).parameters:
                found.add(function)
    return found


ALL_DOORS: tuple[Any, ...] = (
    *DOORS,
    *PAUSED_DOORS,
    *FRIENDS_DOORS,
    *CIRCLE_DOORS,
    *SUPPORT_DOORS,
    *SESSION_DOORS,
    *JOINING_DOORS,
    *NODE_DOORS,
    *RECORD_DOORS,
    *EVIDENCE_DOORS,
)


def test_every_function_that_takes_an_actor_is_enumerated() -> None:
    """Whoever adds one adds its door here."""
    listed = {door.function for door in ALL_DOORS}
    assert functions_with_an_actor() == listed | set(NO_DOORS) | set(SESSION_NO_DOORS) | CIRCLE_NO_DOORS


def test_every_action_that_has_a_door_is_enumerated() -> None:
    """Of the matrix, only these are not the affair of a function."""
    listed = {(thing.name, action) for thing in THINGS.values() for action in thing.actions}
    assert listed - {(door.thing, door.action) for door in ALL_DOORS} == {
        ("block", "look"),
        ("block", "act"),
        ("participation_record", "keep"),
        ("journal_to_facilitators", "change"),
        ("self_check", "change"),
        ("colleague_log", "change"),
        ("evidence_item", "change"),
        ("plan_shared", "title"),
        ("plan_for_friends", "title"),
        ("account_shared", "revise"),
        ("plan_response", "read"),
        ("plan_response", "write"),
        ("account_response", "read"),
        ("account_response", "write"),
        ("attendance", "own"),
        ("counting", "see"),
        ("interest", "look"),
        ("settings", "change"),
        ("staff_reads", "see"),
        ("step_in", "look"),
    }
