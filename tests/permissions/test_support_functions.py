"""The functions of support, asked for every column of the matrix with a real database.

What is allowed happens; what is refused raises or finds nothing, and leaves every row as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.permissions import Actor
from learning_circle_xblock.support import api as support
from learning_circle_xblock.support.lifecycle import StepInState
from learning_circle_xblock.support.models import FacilitatorInterest, HelpRequest, Reflection, StepIn

from .cast import NOON, Cast
from .matrix import COLUMNS, THINGS
from .page_cases.support import ask, interested, propose, reflect
from .tables import undone

pytestmark = pytest.mark.django_db
Call = Callable[[Cast, Actor], Any]
ACTING = [name for name, column in COLUMNS.items() if column.signed_in]
NONE = {"decide": "", "missed": "", "workload": ""}
WORDS = {"how": "Well.", "need": "call"}
CONTACT = {"held_on": date(2026, 5, 1), "kind": "call", "topics": [], "agreed": "", "next_on": None}


@dataclass(frozen=True)
class Door:
    """One function as it is called for an action; `prepare` makes what it is called on."""

    function: Callable[..., Any]
    thing: str
    action: str
    call: Call
    prepare: Callable[[Cast], None] | None = None

    def __str__(self) -> str:
        return f"{self.function.__name__}:{self.thing}-{self.action}"


def on_circle(function: Callable[..., Any], **given: Any) -> Call:
    """Called with the circle; whatever comes back that is nothing counts as refused."""

    def call(cast: Cast, actor: Actor) -> Any:
        found = function(actor=actor, circle=cast.circle, **given)
        return True if function in QUIET else found

    return call


def on_person(function: Callable[..., Any], **given: Any) -> Call:
    """Called with the circle and its facilitator."""

    def call(cast: Cast, actor: Actor) -> Any:
        person_id = cast.people["facilitator"].pk
        found = function(actor=actor, circle=cast.circle, person_id=person_id, **given)
        return True if function in QUIET else found

    return call


def on_row(function: Callable[..., Any], model: Any, name: str, **given: Any) -> Call:
    """Called with the id of the last row."""

    def call(cast: Cast, actor: Actor) -> bool:
        function(actor=actor, **{name: model.objects.latest("pk").pk}, **given)
        return True

    return call


def lists_help(cast: Cast, actor: Actor) -> bool:
    """Whether the request is in the list of the actor."""
    wanted = HelpRequest.objects.latest("pk").pk
    return wanted in {asked.row.pk for asked in support.help_page(actor=actor).rows}


def lists_reflection(cast: Cast, actor: Actor) -> bool:
    """Whether the reflection is among those of the circle."""
    found = support.reflections(actor=actor, circle=cast.circle)
    return found is not None and bool(found.rows)


def keeps(cast: Cast) -> None:
    """A reflection that is not shared."""
    reflect(cast)
    Reflection.objects.update(is_shared=False)


def sees_step_in(cast: Cast, actor: Actor) -> bool:
    """Whether the step-in of the researcher who is inside is in the list."""
    return bool(support.step_ins(actor=actor, circle=cast.circle, at=NOON))


def proposes(cast: Cast, actor: Actor) -> Any:
    """Nobody has asked yet."""
    StepIn.objects.all().delete()
    return support.propose_step_in(actor=actor, circle=cast.circle, why="x", until=date(2026, 6, 1), at=NOON)


def looks_below(cast: Cast, actor: Actor) -> Any:
    """The facilitators of the circles below the parent."""
    return support.facilitators_below(actor=actor, circle=cast.circles["parent"])


def sees_interest(cast: Cast, actor: Actor) -> bool:
    """Whether it stands anywhere: as one's own, among those of the circle, or above."""
    own = support.own_interest(actor=actor, circle=cast.circle)
    return own is not None or bool(
        support.interest_in(actor=actor, circle=cast.circle) or sees_above(cast, actor)
    )


def sees_above(cast: Cast, actor: Actor) -> bool:
    """Whether it stands in the list of those above."""
    return bool(support.future_facilitators(actor=actor).rows)


def asks(cast: Cast, actor: Actor) -> bool:
    """A teacher of the circle is asked."""
    people = [cast.people["peer"].pk or 0]
    return bool(support.ask_to_facilitate(actor=actor, circle=cast.circle, people=people, at=NOON))


QUIET = {
    support.take_back_offer,
    support.sign,
    support.propose_card,
    support.speak_to_card,
    support.record_induction,
}
HELP, STEP = (HelpRequest, "help_id"), (StepIn, "step_in_id")
DOORS = [
    Door(support.agreement_of, "circle_agreement", "read", on_circle(support.agreement_of)),
    Door(support.sign, "circle_agreement", "sign", on_circle(support.sign, number=1, at=NOON)),
    Door(
        support.propose_card, "circle_agreement", "sign", on_circle(support.propose_card, words="x", at=NOON)
    ),
    Door(
        support.speak_to_card,
        "circle_agreement",
        "sign",
        on_circle(support.speak_to_card, number=1, card=0, keep=True, at=NOON),
    ),
    Door(
        support.record_agreement,
        "circle_agreement",
        "record",
        on_circle(support.record_agreement, base=1, lines=["x"], answers=NONE, at=NOON),
    ),
    Door(
        support.sign_on_paper,
        "circle_agreement",
        "record",
        lambda cast, actor: support.sign_on_paper(
            actor=actor, circle=cast.circle, number=1, people=[cast.people["peer"].pk or 0], at=NOON
        ),
    ),
    Door(support.unsigned, "circle_agreement", "record", on_circle(support.unsigned)),
    Door(
        support.ask_for_help,
        "help_asking",
        "raise",
        on_circle(support.ask_for_help, about="call", line="", at=NOON),
    ),
    *(
        door
        for thing, prepare in (("help_request", ask(False)), ("help_above", ask(True)))
        for door in (
            Door(support.help_page, thing, "read", lists_help, prepare),
            Door(support.see_help, thing, "answer", on_row(support.see_help, *HELP, at=NOON), prepare),
            Door(support.answer_help, thing, "answer", on_row(support.answer_help, *HELP, at=NOON), prepare),
            Door(support.close_help, thing, "settle", on_row(support.close_help, *HELP, at=NOON), prepare),
        )
    ),
    Door(
        support.reflect,
        "reflection",
        "begin",
        on_circle(support.reflect, session_id=None, answers=WORDS, at=NOON),
    ),
    Door(support.reflections, "reflection", "read", lists_reflection, reflect),
    Door(support.reflections, "reflection_kept", "read", lists_reflection, keeps),
    *(
        Door(
            support.share_reflection,
            thing,
            "share",
            on_row(support.share_reflection, Reflection, "reflection_id", shared=True, at=NOON),
            prepare,
        )
        for thing, prepare in (("reflection", reflect), ("reflection_kept", keeps))
    ),
    Door(
        support.reflect_on_cycle,
        "reflection",
        "begin",
        on_circle(support.reflect_on_cycle, answers={"keep": "x"}, people=[], at=NOON),
    ),
    Door(support.offer_to_facilitate, "interest", "offer", on_circle(support.offer_to_facilitate, at=NOON)),
    Door(support.may_be_asked, "interest", "name", on_circle(support.may_be_asked)),
    Door(support.ask_to_facilitate, "interest", "name", asks),
    *(
        door
        for thing, prepare in (("interest", interested(True)), ("interest_asked", interested(False)))
        for door in (
            Door(
                support.lead_to_facilitating,
                thing,
                "lead",
                on_row(
                    support.lead_to_facilitating, FacilitatorInterest, "interest_id", action="invite", at=NOON
                ),
                prepare,
            ),
            Door(support.future_facilitators, thing, "lead", sees_above, prepare),
            Door(support.interest_in, thing, "see", sees_interest, prepare),
            Door(support.own_interest, thing, "answer", on_circle(support.own_interest), prepare),
            Door(
                support.take_back_offer,
                thing,
                "answer",
                on_circle(support.take_back_offer, at=NOON),
                prepare,
            ),
        )
    ),
    Door(support.interest_in, "interest", "name", on_circle(support.interest_in), interested(True)),
    Door(support.ask_again, "help_above", "settle", on_row(support.ask_again, *HELP, at=NOON), ask(True)),
    Door(support.facilitators_below, "contact_note", "write", looks_below),
    Door(support.support_of, "contact_note", "read", on_person(support.support_of)),
    Door(support.support_of, "induction", "read", on_person(support.support_of)),
    Door(
        support.note_contact,
        "contact_note",
        "write",
        on_person(support.note_contact, answers=CONTACT, at=NOON),
    ),
    Door(
        support.record_induction,
        "induction",
        "write",
        on_person(support.record_induction, answers={"i_not": "yes"}, at=NOON),
    ),
    Door(support.step_ins, "step_in", "see", sees_step_in),
    Door(support.active_in, "step_in", "see", on_circle(support.active_in, at=NOON)),
    Door(support.propose_step_in, "step_in", "propose", proposes),
    Door(
        support.answer_step_in,
        "step_in",
        "agree",
        on_row(support.answer_step_in, *STEP, agree=True, at=NOON),
        propose,
    ),
    Door(support.step_in_to_end, "step_in", "end", on_row(support.step_in_to_end, *STEP)),
    Door(support.end_step_in, "step_in", "end", on_row(support.end_step_in, *STEP, at=NOON)),
]


def who(cast: Cast, column: str) -> Actor:
    """As the pages make the actor; under masquerade nothing is open."""
    page = circles.page_actor(cast.user_id(column))
    return replace(support.with_steps_in(actor=page, at=NOON), is_read_only=cast.actor(column).is_read_only)


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_function_of_support_does_what_the_matrix_says(stage: Cast, door: Door) -> None:
    expected = {name: THINGS[door.thing].by_door(name, door.action) for name in ACTING}
    found, wrote = {}, set()
    for column in ACTING:
        actor = who(stage, column)
        with undone() as step:
            if door.prepare:
                door.prepare(stage)
            step.has_written = False
            try:
                found[column] = bool(door.call(stage, actor))
            except support.NotOpenToYou:
                found[column] = False
            if not found[column] and step.has_written and door.call is not proposes:
                wrote.add(column)
    assert found == expected
    assert not wrote, "a refused call wrote something"


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
def test_whoever_asked_sees_their_own_requests_in_the_circle(stage: Cast) -> None:
    """And nobody sees those of others there."""
    with undone():
        ask(False)(stage)
        seen = {name for name in ACTING if support.asked_for(actor=who(stage, name), circle=stage.circle)}
    assert seen == {"author"}


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
def test_only_the_active_step_in_opens_the_circle(stage: Cast) -> None:
    """Every other state gives the researcher nothing more than the post."""
    for state in StepInState:
        with undone():
            StepIn.objects.update(state=state)
            actor = who(stage, "researcher_inside")
            assert bool(actor.steps_in) is (state is StepInState.ACTIVE)
            opened = support.agreement_of(actor=actor, circle=stage.circle) is not None
            assert opened is (state is StepInState.ACTIVE)
