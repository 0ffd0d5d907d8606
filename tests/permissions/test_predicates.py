"""Every role, object, action and state of the matrix, asked of the pure predicates.

A predicate or a role that this enumeration does not know fails it.
"""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from learning_circle_xblock import permissions
from learning_circle_xblock.accounts.lifecycle import AccountState
from learning_circle_xblock.permissions import Actor, Circle, Post, PostKind, Response, Role, Seat, Text
from learning_circle_xblock.planning.lifecycle import PlanState
from learning_circle_xblock.review.lifecycle import ReviewState

from .matrix import COLUMNS, THINGS, Column

CIRCLES = {"circle": 1, "parent": 2, "grandparent": 3, "sibling": 4}
NODES = {"own": 5, "other": 6}
PROGRAMME = 7
CIRCLE = Circle(circle_id=1, parent_id=2, node_id=5, ancestor_ids=frozenset({2, 3}))
IDS = {"author": 11, "co_author": 12, "ring_reader": 13, "responder": 14}
IDS |= {"researcher_inside": 15, "facilitator": 16}
SOMEBODY = 99
PLAN_AUTHORS = frozenset({IDS["author"]})
ACCOUNT_AUTHORS = frozenset({IDS["author"], IDS["co_author"]})

PLANS = {
    "draft": Text(PLAN_AUTHORS, 1, is_shared=False, asks_circle=True),
    "next_version": Text(PLAN_AUTHORS, 1, is_shared=True, asks_circle=True),
    "shared": Text(PLAN_AUTHORS, 1, is_shared=True, asks_circle=True),
}
ACCOUNTS = {
    "draft": Text(ACCOUNT_AUTHORS, 1, is_shared=False),
    "shared": Text(ACCOUNT_AUTHORS, 1, is_shared=True, reader_ids=frozenset({IDS["ring_reader"]})),
}


def plan(state: str) -> Text:
    """The plan in this state: once shared, it stays shared."""
    return PLANS.get(state, PLANS["shared"])


def account(state: str) -> Text:
    """The practice account in this state."""
    return ACCOUNTS.get(state, ACCOUNTS["shared"])


def plan_response(state: str) -> Response:
    """A response to the plan by the responder."""
    return Response(IDS["responder"], plan("shared"), is_sent=state != "draft")


def account_response(state: str) -> Response:
    """A response to the practice account by the ring's reader."""
    return Response(IDS["ring_reader"], account("shared"), is_sent=state != "draft")


@dataclass(frozen=True)
class Question:
    """A predicate, asked about one action on one object in each of its states."""

    thing: str
    action: str
    predicate: Callable[..., bool]
    facts: Callable[[str], tuple[Any, ...]]


HELP = permissions.Help(IDS["author"], CIRCLE, is_above=False)
HELP_ABOVE = permissions.Help(IDS["facilitator"], CIRCLE, is_above=True)
REFLECTION = permissions.Looked(IDS["facilitator"], CIRCLE, is_shared=True)
KEPT = permissions.Looked(IDS["facilitator"], CIRCLE, is_shared=False)
VISIT = permissions.Visit(IDS["researcher_inside"], CIRCLE)


def _with(make: Callable[[str], Any], *more: Any) -> Callable[[str], tuple[Any, ...]]:
    return lambda state: (make(state), *more)


def _facts(*facts: Any) -> Callable[[str], tuple[Any, ...]]:
    return lambda state: facts


QUESTIONS = [
    Question("block", "look", permissions.may_enter, _facts()),
    Question("block", "act", permissions.may_act, _facts()),
    Question("circle_roster", "see", permissions.may_see_roster, _facts(CIRCLE)),
    Question("circle_roster", "count", permissions.may_see_counts, _facts(CIRCLE)),
    Question("circle_roster", "manage", permissions.may_manage_circle, _facts(CIRCLE)),
    Question("node", "see", permissions.may_see_node, _facts(NODES["own"])),
    Question("node", "change", permissions.may_change_node, _facts(NODES["own"])),
    Question("programme", "lead", permissions.may_lead_programme, _facts(PROGRAMME)),
    Question("programme", "name", permissions.may_name_on_union, _facts(PROGRAMME, PostKind.COORDINATOR, 0)),
    Question("own_seat", "leave", permissions.may_leave, _facts(CIRCLE)),
    Question("own_text", "begin", permissions.may_begin, _facts(CIRCLE)),
    Question("plan_draft", "read", permissions.may_read_draft, _with(plan)),
    Question("plan_draft", "edit", permissions.may_edit, _with(plan)),
    Question("plan_shared", "title", permissions.may_see_plan_title, _with(plan, CIRCLE)),
    Question("plan_shared", "read", permissions.may_read, _with(plan)),
    Question("plan_shared", "revise", permissions.may_edit, _with(plan)),
    Question("plan_shared", "respond", permissions.may_respond, _with(plan)),
    Question("plan_shared", "agree_as_author", permissions.may_agree_as_author, _with(plan)),
    Question("plan_shared", "agree_as_facilitator", permissions.may_agree_as_facilitator, _with(plan)),
    Question("account_draft", "read", permissions.may_read_draft, _with(account)),
    Question("account_draft", "edit", permissions.may_edit, _with(account)),
    Question("account_shared", "read", permissions.may_read, _with(account)),
    Question("account_shared", "revise", permissions.may_edit, _with(account)),
    Question("account_shared", "respond", permissions.may_respond, _with(account)),
    Question("plan_response_draft", "read", permissions.may_read_response, _with(plan_response)),
    Question("plan_response_draft", "write", permissions.may_write_response, _with(plan_response)),
    Question("plan_response", "read", permissions.may_read_response, _with(plan_response)),
    Question("plan_response", "write", permissions.may_write_response, _with(plan_response)),
    Question("plan_response", "reply", permissions.may_reply, _with(plan_response)),
    Question("account_response_draft", "read", permissions.may_read_response, _with(account_response)),
    Question("account_response_draft", "write", permissions.may_write_response, _with(account_response)),
    Question("account_response", "read", permissions.may_read_response, _with(account_response)),
    Question("account_response", "write", permissions.may_write_response, _with(account_response)),
    Question("account_response", "reply", permissions.may_reply, _with(account_response)),
    Question("circle_agreement", "read", permissions.may_read_agreement, _facts(CIRCLE)),
    Question("circle_agreement", "sign", permissions.may_sign_agreement, _facts(CIRCLE)),
    Question("circle_agreement", "record", permissions.may_record_agreement, _facts(CIRCLE)),
    Question("help_asking", "raise", permissions.may_ask_for_help, _facts(CIRCLE)),
    Question("help_request", "read", permissions.may_read_help, _facts(HELP)),
    Question("help_request", "answer", permissions.may_answer_help, _facts(HELP)),
    Question("help_request", "settle", permissions.may_close_help, _facts(HELP)),
    Question("help_above", "read", permissions.may_read_help, _facts(HELP_ABOVE)),
    Question("help_above", "answer", permissions.may_answer_help, _facts(HELP_ABOVE)),
    Question("help_above", "settle", permissions.may_close_help, _facts(HELP_ABOVE)),
    Question("reflection", "begin", permissions.may_reflect, _facts(CIRCLE)),
    Question("reflection", "read", permissions.may_read_reflection, _facts(REFLECTION)),
    Question("reflection", "share", permissions.may_share_reflection, _facts(REFLECTION)),
    Question("reflection_kept", "read", permissions.may_read_reflection, _facts(KEPT)),
    Question("reflection_kept", "share", permissions.may_share_reflection, _facts(KEPT)),
    Question("contact_note", "read", permissions.may_read_own_support, _facts(CIRCLE, IDS["facilitator"])),
    Question("contact_note", "write", permissions.may_look_after, _facts(CIRCLE)),
    Question("induction", "read", permissions.may_read_own_support, _facts(CIRCLE, IDS["facilitator"])),
    Question("induction", "write", permissions.may_look_after, _facts(CIRCLE)),
    Question("step_in", "look", permissions.may_open_step_ins, _facts(CIRCLE)),
    Question("step_in", "see", permissions.may_see_step_in, _facts(VISIT)),
    Question("step_in", "propose", permissions.may_propose_step_in, _facts(CIRCLE)),
    Question("step_in", "agree", permissions.may_agree_step_in, _facts(VISIT)),
    Question("step_in", "end", permissions.may_end_step_in, _facts(VISIT)),
]

FRIENDS = Text(PLAN_AUTHORS, 1, is_shared=True, shared_with=frozenset({IDS["responder"]}))
QUESTIONS += [
    Question("plan_for_friends", "title", permissions.may_see_plan_title, _facts(FRIENDS, CIRCLE)),
    Question("plan_for_friends", "read", permissions.may_read, _facts(FRIENDS)),
    Question("plan_for_friends", "respond", permissions.may_respond, _facts(FRIENDS)),
    Question("plan_for_friends", "pause", permissions.may_pause, _facts(FRIENDS)),
    Question("plan_for_friends", "open", permissions.may_edit, _facts(FRIENDS)),
    Question(
        "plan_for_friends",
        "agree_as_facilitator",
        permissions.may_agree_as_facilitator,
        _facts(FRIENDS),
    ),
]

PAUSED = {
    "paused_plan": permissions.PausedText(PLAN_AUTHORS, CIRCLE),
    "paused_account": permissions.PausedText(ACCOUNT_AUTHORS, CIRCLE),
    "paused_plan_response": permissions.PausedText(frozenset({IDS["responder"]}), CIRCLE),
    "paused_account_response": permissions.PausedText(frozenset({IDS["ring_reader"]}), CIRCLE),
}
PAUSED_PLAN = replace(plan("shared"), is_paused=True)
PAUSED_ACCOUNT = replace(account("shared"), is_paused=True)
PAUSED_RESPONSE = replace(plan_response("sent"), is_paused=True)
PAUSED_READING = replace(account_response("sent"), is_paused=True)
QUESTIONS += [
    Question("plan_shared", "pause", permissions.may_pause, _with(plan)),
    Question("account_shared", "pause", permissions.may_pause, _with(account)),
    Question("plan_response", "pause", permissions.may_pause_response, _with(plan_response)),
    Question("account_response", "pause", permissions.may_pause_response, _with(account_response)),
    Question("paused_plan", "read", permissions.may_read, _facts(PAUSED_PLAN)),
    Question("paused_plan", "hear", permissions.may_hear_of_pause, _facts(PAUSED_PLAN)),
    Question("paused_account", "read", permissions.may_read, _facts(PAUSED_ACCOUNT)),
    Question("paused_account", "hear", permissions.may_hear_of_pause, _facts(PAUSED_ACCOUNT)),
    Question("paused_plan_response", "read", permissions.may_read_response, _facts(PAUSED_RESPONSE)),
    Question("paused_account_response", "read", permissions.may_read_response, _facts(PAUSED_READING)),
    Question("staff_reads", "see", permissions.may_see_staff_reads, _facts(PLAN_AUTHORS)),
    *(Question(thing, "settle", permissions.may_settle_pause, _facts(it)) for thing, it in PAUSED.items()),
    *(Question(thing, "settle", permissions.may_read_paused, _facts(it)) for thing, it in PAUSED.items()),
    *(Question(thing, "take_back", permissions.may_take_back, _facts(it)) for thing, it in PAUSED.items()),
]

QUESTIONS += [
    Question("sessions", "read", permissions.may_see_sessions, _facts(CIRCLE)),
    Question("sessions", "dates", permissions.may_see_dates, _facts(CIRCLE)),
    Question("sessions", "manage", permissions.may_manage_sessions, _facts(CIRCLE)),
    Question("network_events", "plan", permissions.may_plan_events, _facts(CIRCLE)),
    Question("coming", "answer", permissions.may_say_coming, _facts(CIRCLE)),
    Question("attendance", "own", permissions.may_see_own_attendance, _facts(CIRCLE)),
    Question("attendance", "record", permissions.may_see_attendance, _facts(CIRCLE)),
    Question("attendance", "count", permissions.may_count_attendance, _facts(CIRCLE)),
    Question("how_it_was", "say", permissions.may_say_how_it_was, _facts(CIRCLE)),
    Question("how_it_was", "see", permissions.may_see_how_it_was, _facts(CIRCLE)),
]

QUESTIONS += [
    Question("ways_in", "manage", permissions.may_open_ways_in, _facts(CIRCLE)),
    Question("roster_file", "export", permissions.may_export_people, _facts(CIRCLE)),
    Question("node", "change", permissions.may_import_for_node, _facts(NODES["own"])),
    Question("paper_plan", "write", permissions.may_type_for_paper, _facts(CIRCLE)),
]

QUESTIONS += [
    Question("participation_record", "keep", permissions.may_keep_record, _facts(CIRCLE, IDS["author"])),
    Question("participation_record", "read", permissions.may_read_record, _facts(CIRCLE, IDS["author"])),
    Question(
        "participation_record",
        "countersign",
        permissions.may_countersign_record,
        _facts(CIRCLE, IDS["author"]),
    ),
    Question("participation_record", "state", permissions.may_see_record_states, _facts(CIRCLE)),
    Question("plan_titles", "list", permissions.may_list_plan_titles, _facts(CIRCLE)),
    Question("side_by_side", "compare", permissions.may_compare_unions, _facts()),
]

KEPT_OF = {
    "journal": permissions.Audience.NOBODY,
    "journal_to_facilitators": permissions.Audience.FACILITATORS,
    "journal_to_circle": permissions.Audience.CIRCLE,
    "self_check": permissions.Audience.NOBODY,
    "colleague_log": permissions.Audience.FACILITATORS,
    "evidence_item": permissions.Audience.FACILITATORS,
    "evidence_shared": permissions.Audience.CIRCLE,
}
QUESTIONS += [
    Question(thing, action, predicate, _facts(permissions.Kept(IDS["author"], 1, audience)))
    for thing, audience in KEPT_OF.items()
    for action, predicate in (("read", permissions.may_read_kept), ("change", permissions.may_change_kept))
]
QUESTIONS += [
    Question(
        "journal",
        "know",
        permissions.may_know_of_kept,
        _facts(permissions.Kept(IDS["author"], 1, permissions.Audience.NOBODY)),
    ),
    Question("plan_shared", "live", permissions.may_edit, _with(plan)),
]

INTEREST = permissions.Interest(IDS["author"], CIRCLE, is_agreed=True)
ASKED_OF = permissions.Interest(IDS["author"], CIRCLE, is_agreed=False)
UNOWNED = permissions.PausedText(PLAN_AUTHORS, CIRCLE, has_owner=False)

QUESTIONS += [
    Question("paused_overdue", "settle", permissions.may_settle_pause, _facts(UNOWNED)),
    Question("interest", "offer", permissions.may_offer_to_facilitate, _facts(CIRCLE)),
    Question("interest", "name", permissions.may_name_facilitator, _facts(CIRCLE)),
    *(
        question
        for thing, said in (("interest", INTEREST), ("interest_asked", ASKED_OF))
        for question in (
            Question(thing, "see", permissions.may_see_interest, _facts(said)),
            Question(thing, "answer", permissions.may_answer_interest, _facts(said)),
            Question(thing, "lead", permissions.may_lead_to_facilitating, _facts(said)),
        )
    ),
]

# Predicates that say where somebody sits; they give nothing by themselves. Their own tests are below.
PLACES_ONLY = {
    permissions.coordinates,
    permissions.facilitates,
    permissions.has_post,
    permissions.is_peer,
    permissions.leads_above,
    permissions.reads_as,
    permissions.seen_in,
}
# The person of a seat, and nobody else: asked below.
OWN_SEAT = {permissions.may_answer_for}
# Asked with what Studio says, not with an actor's seats.
STUDIO_ONLY = {permissions.may_author_course}
# Actions that no predicate decides: a list asks `may_read`, and only the door says who has come in.
BY_DOORS_ONLY = {
    ("plan_shared", "list"),
    ("plan_for_friends", "list"),
    ("account_shared", "list"),
    ("reading", "open"),
    ("plan_response", "receive"),
    ("plan_response", "recall"),
    ("account_response", "receive"),
    ("account_response", "recall"),
    ("counting", "see"),
    ("interest", "look"),
    ("own_record", "open"),
    ("settings", "change"),
    ("shown_project", "open"),
    ("plan_shared", "talk"),
    ("talk", "see"),
    ("talk", "confirm"),
    ("talk", "drop"),
}


def actors(column: Column) -> Iterator[tuple[str, Actor]]:
    """One actor for each role of the column; nobody where no one is signed in."""
    if not column.signed_in:
        return
    user_id = IDS.get(column.views_as or column.name, SOMEBODY)
    facts = Actor(user_id, column.enrolled, is_course_staff=column.staff, is_read_only=column.read_only)
    if column.post:
        posts = (Post(PostKind(column.post), NODES[column.node]),)
        inside = frozenset({1}) if column.steps_in else frozenset()
        led = frozenset({PROGRAMME}) if column.post == "programme_lead" else frozenset()
        facts = replace(facts, posts=posts, steps_in=inside, leads_programmes=led)
    if not column.roles:
        yield column.name, facts
    for role in column.roles:
        seats = (Seat(CIRCLES[column.place], Role(role)),)
        yield f"{column.name}:{role}", replace(facts, seats=seats)


ACTORS = [(column.name, label, actor) for column in COLUMNS.values() for label, actor in actors(column)]
CASES = [
    pytest.param(q, state, column, actor, id=f"{q.thing}-{q.action}-{state}-{label}")
    for q in QUESTIONS
    for state in THINGS[q.thing].states
    for column, label, actor in ACTORS
]


@pytest.mark.parametrize(("question", "state", "column", "actor"), CASES)
def test_a_predicate_says_what_the_matrix_says(
    question: Question, state: str, column: str, actor: Actor
) -> None:
    allowed = THINGS[question.thing].by_rule(column, question.action)
    assert question.predicate(actor, *question.facts(state)) is allowed


def test_every_predicate_is_asked() -> None:
    """Whoever adds a predicate adds its row to the matrix and its question here."""
    public = {
        function
        for name, function in inspect.getmembers(permissions, inspect.isfunction)
        if function.__module__.startswith(permissions.__name__) and not name.startswith("_")
    }
    asked = {question.predicate for question in QUESTIONS}
    assert public == asked | PLACES_ONLY | STUDIO_ONLY | OWN_SEAT


def test_every_action_of_the_matrix_is_asked() -> None:
    listed = {(thing.name, action) for thing in THINGS.values() for action in thing.actions}
    assert listed == {(q.thing, q.action) for q in QUESTIONS} | BY_DOORS_ONLY


def test_every_state_of_a_text_is_enumerated() -> None:
    """A new state of a plan, an account or a response has to be given its cells."""
    plans = set(THINGS["plan_draft"].states) | set(THINGS["plan_shared"].states)
    accounts = set(THINGS["account_draft"].states) | set(THINGS["account_shared"].states)
    assert plans == {str(state) for state in PlanState} | {"next_version"}
    assert accounts == {str(state) for state in AccountState}
    for kind in ("plan", "account"):
        found = {*THINGS[f"{kind}_response_draft"].states, *THINGS[f"{kind}_response"].states}
        assert found == {str(state) for state in ReviewState}


# -- what a column alone does not say ----------------------------------------------------------


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", [*CIRCLES, ""])
@pytest.mark.parametrize("is_enrolled", [True, False])
def test_a_seat_is_a_place_in_one_circle(role: Role, place: str, is_enrolled: bool) -> None:
    """Peers and facilitators are so in their own circle alone, and only while enrolled."""
    seats = (Seat(CIRCLES[place], role),) if place else ()
    actor = Actor(SOMEBODY, is_enrolled, is_course_staff=True, seats=seats)
    here = place == "circle" and is_enrolled
    leads = role in {Role.FACILITATOR, Role.CO_FACILITATOR}
    assert permissions.is_peer(actor, 1) is (here and (leads or role is Role.TEACHER))
    assert permissions.facilitates(actor, 1) is (here and leads)
    assert not permissions.is_peer(actor, None) and not permissions.facilitates(actor, None)


@pytest.mark.parametrize("has_studio_write", [True, False])
@pytest.mark.parametrize("is_read_only", [True, False])
@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("is_staff", [True, False])
def test_settings_are_changed_by_whom_studio_lets_write(
    has_studio_write: bool, is_read_only: bool, role: Role | None, is_staff: bool
) -> None:
    """Neither a seat nor the word of the LMS opens them."""
    seats = (Seat(1, role),) if role else ()
    actor = Actor(SOMEBODY, True, is_course_staff=is_staff, is_read_only=is_read_only, seats=seats)
    assert permissions.may_author_course(actor, has_studio_write) is (has_studio_write and not is_read_only)


@pytest.mark.parametrize(("column", "label", "actor"), ACTORS, ids=lambda value: str(value)[:40])
def test_nobody_changes_anything_while_viewing_as_somebody_else(
    column: str, label: str, actor: Actor
) -> None:
    looking = replace(actor, is_read_only=True)
    changes = {
        "pause",
        "take_back",
        "act",
        "manage",
        "change",
        "begin",
        "edit",
        "revise",
        "respond",
        "write",
        "reply",
    }
    changes |= {"offer", "name", "lead"}
    changes |= {"sign", "record", "raise", "answer", "settle", "share", "propose", "end"}
    for question in QUESTIONS:
        if question.action in changes or question.action.startswith("agree"):
            for state in THINGS[question.thing].states:
                assert question.predicate(looking, *question.facts(state)) is False


@pytest.mark.parametrize(("column", "label", "actor"), ACTORS, ids=lambda value: str(value)[:40])
def test_whoever_is_not_enrolled_has_nothing(column: str, label: str, actor: Actor) -> None:
    """Whatever the seat and the relation; course staff keep the look at a block, which shows them nobody."""
    outside = replace(actor, is_enrolled=False, posts=(), leads_programmes=frozenset())
    for question in QUESTIONS:
        if question.predicate is permissions.may_see_staff_reads:
            continue  # whose texts were read is told after they have gone, too
        if question.predicate in {permissions.may_keep_record, permissions.may_read_record}:
            continue  # what somebody did stays theirs to print; to everybody else the columns say it
        for state in THINGS[question.thing].states:
            allowed = question.predicate is permissions.may_enter and actor.is_course_staff
            assert question.predicate(outside, *question.facts(state)) is allowed


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CO_FACILITATOR])
def test_a_facilitator_does_not_agree_with_a_plan_of_their_own(role: Role) -> None:
    """Somebody who wrote as a teacher and facilitates now needs the other facilitator."""
    actor = Actor(IDS["author"], True, seats=(Seat(1, role),))
    assert not permissions.may_agree_as_facilitator(actor, plan("shared"))
    assert permissions.may_agree_as_author(actor, plan("shared"))


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CO_FACILITATOR, Role.TEACHER])
def test_nobody_responds_to_a_text_of_their_own(role: Role) -> None:
    for author in ("author", "co_author"):
        actor = Actor(IDS[author], True, seats=(Seat(1, role),))
        asked = replace(account("shared"), reader_ids=ACCOUNT_AUTHORS, asks_circle=True)
        assert not permissions.may_respond(actor, asked)


@pytest.mark.parametrize(("column", "label", "actor"), ACTORS, ids=lambda value: str(value)[:40])
def test_a_text_that_was_never_shared_is_closed_to_all_but_its_authors(
    column: str, label: str, actor: Actor
) -> None:
    """Neither its title nor a reading that was asked opens it."""
    drafts = {
        "plan_draft": replace(plan("draft"), reader_ids=frozenset({IDS["ring_reader"], SOMEBODY})),
        "account_draft": replace(account("draft"), reader_ids=frozenset({IDS["ring_reader"], SOMEBODY})),
    }
    for thing, text in drafts.items():
        allowed = THINGS[thing].by_rule(column, "read")
        assert permissions.may_read(actor, text) is allowed
        assert permissions.may_see_plan_title(actor, text, CIRCLE) is allowed
        assert not permissions.may_respond(actor, text)
        assert not permissions.may_agree_as_author(actor, text)
        assert not permissions.may_agree_as_facilitator(actor, text)


@pytest.mark.parametrize(("column", "label", "actor"), ACTORS, ids=lambda value: str(value)[:40])
def test_a_plan_shared_with_chosen_readers_asks_nobody_else(column: str, label: str, actor: Actor) -> None:
    """Unasked responses come only where the author asked the circle; facilitators may always respond."""
    text = replace(plan("shared"), asks_circle=False)
    allowed = column in {"facilitator", "co_facilitator"}
    assert permissions.may_respond(actor, text) is allowed


@pytest.mark.parametrize("seat", [None, *(Seat(CIRCLES["sibling"], role) for role in Role)], ids=str)
def test_a_reading_that_was_asked_opens_nothing_without_a_seat(seat: Seat | None) -> None:
    """A ring's reader is a teacher of the circle; readers from outside need a switch that is not built."""
    actor = Actor(IDS["ring_reader"], True, seats=(seat,) if seat else ())
    assert not permissions.may_read(actor, account("shared"))
    assert not permissions.may_respond(actor, account("shared"))
    assert not permissions.may_write_response(actor, account_response("draft"))


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CO_FACILITATOR, Role.TEACHER])
def test_whoever_responds_is_for_that_response_its_writer(role: Role) -> None:
    """A facilitator who responds reads that one response, and no other."""
    actor = Actor(SOMEBODY, True, seats=(Seat(1, role),))
    own = Response(SOMEBODY, plan("shared"), is_sent=True)
    assert permissions.may_read_response(actor, own) and permissions.may_write_response(actor, own)
    assert not permissions.may_reply(actor, own)
    assert not permissions.may_read_response(actor, plan_response("sent"))


@pytest.mark.parametrize("kind", PostKind)
def test_a_lead_names_no_second_coordinator(kind: PostKind) -> None:
    """Names are the union's: its first coordinator names the next."""
    lead = Actor(SOMEBODY, False, leads_programmes=frozenset({PROGRAMME}))
    assert permissions.may_name_on_union(lead, PROGRAMME, kind, 1) is (kind is PostKind.NATIONAL_RESEARCHER)
    assert permissions.may_name_on_union(lead, PROGRAMME, kind, 0) is (kind is not PostKind.PROGRAMME_LEAD)
    assert not permissions.may_name_on_union(lead, PROGRAMME + 1, kind, 0)


def test_one_person_may_teach_in_one_circle_and_facilitate_another() -> None:
    """Each seat gives its rights in its own circle."""
    actor = Actor(SOMEBODY, True, seats=(Seat(1, Role.TEACHER), Seat(4, Role.FACILITATOR)))
    there = replace(plan("shared"), circle_id=4)
    assert permissions.may_begin(actor, CIRCLE) and not permissions.may_begin(actor, Circle(4, 2))
    assert not permissions.may_agree_as_facilitator(actor, plan("shared"))
    assert permissions.may_agree_as_facilitator(actor, there)


def test_a_circle_without_a_parent_is_complete() -> None:
    alone = Circle(1, None, node_id=5)
    for column, label, actor in ACTORS:
        expected = THINGS["circle_roster"].by_rule(column, "see") and column != "link_facilitator"
        assert permissions.may_see_roster(actor, alone) is expected, label


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("place", [*CIRCLES, ""])
def test_whoever_has_a_seat_may_leave_it(role: Role, place: str) -> None:
    seats = (Seat(CIRCLES[place], role),) if place else ()
    assert permissions.may_leave(Actor(SOMEBODY, True, seats=seats), CIRCLE) is (place == "circle")
    assert not permissions.may_leave(Actor(SOMEBODY, False, seats=seats), CIRCLE)


@pytest.mark.parametrize("kind", PostKind)
@pytest.mark.parametrize("node", NODES)
def test_a_post_counts_on_its_own_node(kind: PostKind, node: str) -> None:
    actor = Actor(SOMEBODY, False, posts=(Post(kind, NODES[node]),))
    assert permissions.has_post(actor, NODES["own"], kind) is (node == "own")
    assert permissions.coordinates(actor, NODES["own"]) is (node == "own" and kind is PostKind.COORDINATOR)
    assert not permissions.has_post(actor, None, kind)
    assert not permissions.has_post(replace(actor, is_read_only=True), NODES["own"], kind)


@pytest.mark.parametrize(("column", "label", "actor"), ACTORS, ids=lambda value: str(value)[:40])
def test_everybody_answers_for_themselves_alone(column: str, label: str, actor: Actor) -> None:
    """Also while the seat gives no rights; never while viewing as somebody else."""
    assert permissions.may_answer_for(actor, actor.user_id) is not actor.is_read_only
    assert not permissions.may_answer_for(actor, actor.user_id + 1)


@pytest.mark.parametrize(("column", "label", "actor"), ACTORS, ids=lambda value: str(value)[:40])
def test_a_paused_text_of_who_left_is_the_coordinator_s_without_its_words(
    column: str, label: str, actor: Actor
) -> None:
    """Whether or not a facilitator is named: the text has left the circle with its author."""
    for has_owner in (True, False):
        left = permissions.PausedText(PLAN_AUTHORS, CIRCLE, has_owner=has_owner, is_author_in=False)
        assert permissions.may_settle_pause(actor, left) is (column == "coordinator")
        assert not permissions.may_read_paused(actor, left)


@pytest.mark.parametrize(("column", "label", "actor"), ACTORS, ids=lambda value: str(value)[:40])
def test_what_was_written_for_others_above_is_closed_to_those_above_now(
    column: str, label: str, actor: Actor
) -> None:
    """The circle has come under another parent since; the pair and the person keep what is theirs."""
    above = {"link_facilitator"}
    for thing, action, predicate, fact in (
        ("help_above", "read", permissions.may_read_help, HELP_ABOVE),
        ("reflection", "read", permissions.may_read_reflection, REFLECTION),
        ("interest", "see", permissions.may_see_interest, INTEREST),
        ("interest", "lead", permissions.may_lead_to_facilitating, INTEREST),
    ):
        expected = THINGS[thing].by_rule(column, action) and column not in above
        assert predicate(actor, replace(fact, is_since=False)) is expected
