"""The functions of sessions, asked for every column of the matrix with a real database.

What is allowed happens; what is refused raises or finds nothing, and leaves every row as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest

from learning_circle_xblock.circles.selectors import page_actor
from learning_circle_xblock.permissions import Actor
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.sessions import (
    api,
    feeds,
    locking,
    recording,
    register,
    registering,
    selectors,
    variants,
)
from learning_circle_xblock.sessions.lifecycle import Kind, Part, Presence, Warmth
from learning_circle_xblock.sessions.models import Session, SessionPart, Temperature
from learning_circle_xblock.sessions.presets import PRESETS
from learning_circle_xblock.sessions.selectors import Tool
from tests.sessions.build import NOBODY, details
from tests.world import now

from .cast import NOON, Cast
from .matrix import COLUMNS, THINGS
from .page_cases.sessions import ahead, event_ahead, held
from .tables import undone

pytestmark = pytest.mark.django_db
Call = Callable[[Cast, Actor], Any]
ACTING = [name for name, column in COLUMNS.items() if column.signed_in and not column.views_as]
REFUSALS = (api.NotOpenToYou, planning.NotOpenToYou)
PRESET = {
    "preset": "micro", "start": date(2027, 1, 16), "weekday": 5, "hour": time(9), "zone": "UTC",
    "with_optional": False, "at": NOON,
}  # fmt: skip
MOVED = {"day": date(2027, 1, 16), "hour": time(9), "bring": "", "at": NOON}
TUTORIAL = {
    "session_id": None, "papers": NOBODY, "day": date(2026, 5, 4), "starts_at": NOON, "minutes": 40,
    "zone": "UTC", "at": NOON,
}  # fmt: skip


@dataclass(frozen=True)
class Door:
    """One function as it is called for an action; `prepare` makes the session it is called on."""

    function: Callable[..., Any]
    thing: str
    action: str
    call: Call
    prepare: Callable[[Cast], None] = ahead

    def __str__(self) -> str:
        return f"{self.function.__name__}:{self.thing}-{self.action}"


def last() -> Session:
    """The session that was prepared."""
    return Session.objects.order_by("-pk")[0]


def does(function: Callable[..., Any], **given: Any) -> Call:
    """Called with the circle and the session; that it comes back is enough."""

    def call(cast: Cast, actor: Actor) -> bool:
        function(actor=actor, session_id=last().pk, circle_id=cast.circle.pk, **given)
        return True

    return call


def on_circle(function: Callable[..., Any], **given: Any) -> Call:
    """Called with the circle's id."""
    return lambda cast, actor: function(actor=actor, circle_id=cast.circle.pk, **given)


def finds(function: Callable[..., Any], **given: Any) -> Call:
    """A read with the circle and perhaps the session; nothing found is a refusal."""

    def call(cast: Cast, actor: Actor) -> bool:
        more = {"session": last()} if function in WITH_SESSION else {}
        return function(actor=actor, circle=cast.circle, **more, **given) is not None

    return call


def _coming(cast: Cast, actor: Actor) -> bool:
    api.say_coming(actor=actor, session_id=last().pk, is_coming=True, at=NOON)
    return True


def _locked(cast: Cast, actor: Actor) -> bool:
    return bool(api.locked_session(actor, last().pk, cast.circle.pk))


def _moves(cast: Cast, actor: Actor) -> bool:
    tool, at = Tool(weeks=4), now()
    preview = selectors.proposed(actor=actor, circle=cast.circle, tool=tool, at=at)
    seen = preview.mark if preview else ""
    return bool(api.move_later(actor=actor, circle_id=cast.circle.pk, tool=tool, seen=seen, at=at))


def _register(cast: Cast, actor: Actor) -> int:
    mark = recording.Mark(f"p{cast.learner('author').pk}", Presence.UNKNOWN, Presence.PRESENT)
    return recording.keep_register(
        actor=actor,
        session_id=last().pk,
        circle_id=cast.circle.pk,
        marks=[mark],
        papers=NOBODY,
        at=now(),
    )


def _tutorial(cast: Cast, actor: Actor) -> Any:
    keys = [f"p{cast.learner('author').pk}"]
    return recording.record_tutorial(actor=actor, circle_id=cast.circle.pk, keys=keys, **TUTORIAL)  # type: ignore[arg-type]


def _seen(cast: Cast, actor: Actor) -> Any:
    return selectors.seen_session(
        actor=actor, session_id=last().pk, circle_id=cast.circle.pk, zone="", at=NOON
    )


def _recorded(cast: Cast, actor: Actor) -> bool:
    return bool(locking.recorded_session(actor, last().pk, cast.circle.pk))


def _parts(cast: Cast, actor: Actor) -> bool:
    return recording.parts_of(actor=actor, circle=cast.circle, session=last()) != ([], [])


def _variant(cast: Cast, actor: Actor) -> Any:
    return variants.keep_variant(
        actor=actor,
        node_id=cast.circle.node_id,
        preset="micro",
        events=PRESETS["micro"].events[:2],
        base=0,
        at=NOON,
    )


def _restored(cast: Cast, actor: Actor) -> bool:
    variants.drop_variant(actor=actor, node_id=cast.circle.node_id, preset="micro", at=NOON)
    return True


def _agreed(cast: Cast, actor: Actor) -> Any:
    people = [cast.learner("author").pk]
    return planning.agree_at_tutorial(
        actor=actor, circle_id=cast.circle.pk, person_ids=people, waiver="", at=NOON
    )


def led(cast: Cast) -> None:
    """A session of yesterday that the facilitator led."""
    held(cast)
    who = cast.learner("facilitator")
    SessionPart.objects.create(session=last(), circle=cast.circle, person=who, part=Part.LED, said_at=NOON)


def answered(cast: Cast) -> None:
    """A session of yesterday with three answers on how it was."""
    held(cast)
    Temperature.objects.create(session=last(), circle=cast.circle, counts={Warmth.GOOD: 3})


WITH_SESSION = (register.register, register.counts, recording.how_it_was)
EVENT = details(kind=Kind.NETWORK_EVENT)
DOORS = [
    Door(api.plan_calendar, "sessions", "manage", on_circle(api.plan_calendar, **PRESET)),
    Door(api.add_session, "network_events", "plan", on_circle(api.add_session, details=EVENT, at=NOON)),
    Door(
        api.change_session,
        "sessions",
        "manage",
        does(api.change_session, details=details(), base=1, at=NOON),
    ),
    Door(
        api.change_session,
        "network_events",
        "plan",
        does(api.change_session, details=EVENT, base=1, at=NOON),
        event_ahead,
    ),
    Door(api.move_session, "sessions", "manage", does(api.move_session, **MOVED)),
    Door(api.cancel_session, "sessions", "manage", does(api.cancel_session, reason="x", at=NOON)),
    Door(api.locked_session, "sessions", "manage", _locked),
    Door(api.move_later, "sessions", "manage", _moves),
    Door(api.say_coming, "coming", "answer", _coming),
    Door(selectors.calendar, "sessions", "dates", finds(selectors.calendar, zone="", at=NOON)),
    Door(selectors.year, "sessions", "read", finds(selectors.year, zone="", at=NOON)),
    Door(selectors.seen_session, "sessions", "read", _seen),
    Door(selectors.proposed, "sessions", "manage", finds(selectors.proposed, tool=Tool(weeks=1), at=NOON)),
    Door(register.register, "attendance", "record", finds(register.register, papers=NOBODY), held),
    Door(register.counts, "attendance", "count", finds(register.counts), held),
    Door(recording.keep_register, "attendance", "record", _register, held),
    Door(
        recording.keep_note,
        "sessions",
        "manage",
        does(recording.keep_note, note=recording.Note({"line": "x"}), at=NOON),
        held,
    ),
    Door(locking.recorded_session, "attendance", "record", _recorded, held),
    Door(
        recording.keep_led,
        "attendance",
        "record",
        does(recording.keep_led, led=(), guests=(), known_guests=(), at=NOON),
        held,
    ),
    Door(recording.parts_of, "sessions", "read", _parts, led),
    Door(variants.keep_variant, "node", "change", _variant),
    Door(variants.drop_variant, "node", "change", _restored),
    Door(recording.close_session, "sessions", "manage", does(recording.close_session, at=NOON), held),
    Door(recording.record_tutorial, "attendance", "record", _tutorial),
    Door(
        recording.say_how_it_was,
        "how_it_was",
        "say",
        does(recording.say_how_it_was, warmth=Warmth.GOOD, words="", at=NOON),
        held,
    ),
    Door(recording.how_it_was, "how_it_was", "see", finds(recording.how_it_was), answered),
    Door(planning.agree_at_tutorial, "attendance", "record", _agreed),
]
SESSION_NO_DOORS = {
    locking.note: "writes the line of the log for a change that a door has let through",
    locking.advance: "takes the step of a change that a door has let through",
    registering.keep_line: "keeps one line of a register that a door has let through",
    selectors.may_manage: "asks the predicates of the kind; every function that changes a session asks it",
    selectors.own_calendar: "the sessions of the actor's own seats: tests/pages/test_sessions.py",
    feeds.make_feed: "the actor's own address",
    feeds.revoke_feed: "the actor's own address",
    feeds.feed_of: "the actor's own address",
    planning.take_agreement_back: "the actor's own plan, once recorded: handlers, tests/planning",
}


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_function_of_sessions_does_what_the_matrix_says(stage: Cast, door: Door) -> None:
    expected = {column: THINGS[door.thing].by_door(column, door.action) for column in ACTING}
    found: dict[str, bool] = {}
    for column in ACTING:
        actor = page_actor(stage.user_id(column))
        if COLUMNS[column].steps_in:
            actor = Actor(actor.user_id, False, posts=actor.posts, steps_in=frozenset({stage.circle.pk}))
        with undone() as step:
            door.prepare(stage)
            step.has_written = False
            try:
                found[column] = bool(door.call(stage, actor))
            except REFUSALS:
                found[column] = False
            assert found[column] or not step.has_written, (column, "a refused call wrote something")
    assert found == expected
