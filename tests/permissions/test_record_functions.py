"""The functions of records of participation and of figures, asked for every column of the matrix.

What is allowed happens; what is refused raises or finds nothing, and leaves every row as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.evidence.models import JournalEntry
from learning_circle_xblock.permissions import Actor
from learning_circle_xblock.records import api as records
from learning_circle_xblock.records import figures, union_figures
from learning_circle_xblock.support import api as support

from .cast import NOON, Cast
from .matrix import COLUMNS, THINGS
from .page_cases.records import signed
from .tables import undone

pytestmark = pytest.mark.django_db
ACTING = [name for name, column in COLUMNS.items() if column.signed_in]


@dataclass(frozen=True)
class Door:
    """One function as it is called for an action; `prepare` makes what it is called on."""

    function: Callable[..., Any]
    thing: str
    action: str
    call: Callable[[Cast, Actor], Any]
    prepare: Callable[[Cast], None] | None = None

    def __str__(self) -> str:
        return f"{self.function.__name__}:{self.thing}-{self.action}"


def author_id(cast: Cast) -> int:
    """Whose record it is."""
    return int(cast.people["author"].pk or 0)


def opens_own(cast: Cast, actor: Actor) -> bool:
    """One's own record in the circle."""
    return bool(records.record_of(actor=actor, circle_id=cast.circle.pk, person_id=actor.user_id))


def lists_own(cast: Cast, actor: Actor) -> bool:
    """Whether the circle is among those where one has a record."""
    return cast.circle.pk in {row.circle.pk for row in records.own_records(actor=actor)}


def opens(cast: Cast, actor: Actor) -> bool:
    """The author's record."""
    return bool(records.record_of(actor=actor, circle_id=cast.circle.pk, person_id=author_id(cast)))


def writes(cast: Cast, actor: Actor) -> bool:
    """Closing words of one's own."""
    records.keep_closing(actor=actor, circle_id=cast.circle.pk, words="I took part.", base=0, at=NOON)
    return True


def offers_lines(cast: Cast, actor: Actor) -> bool:
    """Lines of one's own journal, for one's own record and for nobody else's."""
    theirs = records.record_of(actor=actor, circle_id=cast.circle.pk, person_id=author_id(cast))
    if theirs is not None and author_id(cast) != actor.user_id:
        assert not records.offered_lines(actor=actor, shown=theirs)
    shown = records.record_of(actor=actor, circle_id=cast.circle.pk, person_id=actor.user_id)
    return shown is not None and bool(records.offered_lines(actor=actor, shown=shown))


def journals(cast: Cast) -> None:
    """Everybody keeps a journal in the circle."""
    times = {"held_on": NOON.date(), "made_at": NOON, "changed_at": NOON}
    for owner in User.objects.all():
        JournalEntry.objects.create(owner=owner, circle=cast.circle, happened="Kept.", **times)


def signs(cast: Cast, actor: Actor) -> bool:
    """One's own record, as it stands."""
    shown = records.record_of(actor=actor, circle_id=cast.circle.pk, person_id=actor.user_id)
    mark = shown.standing.mark if shown else ""
    records.sign_record(actor=actor, circle_id=cast.circle.pk, base=0, mark=mark, at=NOON)
    return True


def countersigns(cast: Cast, actor: Actor) -> bool:
    """The author's record, which the author has signed."""
    given = {"circle_id": cast.circle.pk, "person_id": author_id(cast), "base": 1, "at": NOON}
    records.countersign_record(actor=actor, **given)
    return True


def on_circle(function: Callable[..., Any], **given: Any) -> Callable[[Cast, Actor], bool]:
    """Called with the circle; nothing stands for refused."""
    return lambda cast, actor: function(actor=actor, circle=cast.circle, **given) is not None


def caseload(cast: Cast, actor: Actor) -> bool:
    """The circles below the parent."""
    return figures.caseload(actor=actor, circle=cast.circles["parent"], at=NOON) is not None


def counts_union(cast: Cast, actor: Actor) -> bool:
    """The figures of the circle's node."""
    return union_figures.node_figures(actor=actor, node=cast.circle.node, at=NOON) is not None


def compares(cast: Cast, actor: Actor) -> bool:
    """The circle's node among those beside each other."""
    found = union_figures.side_by_side(actor=actor, at=NOON)
    return found is not None and cast.circle.node_id in {node.pk for node in found.nodes}


DOORS = [
    Door(records.record_of, "own_record", "open", opens_own),
    Door(records.own_records, "own_record", "open", lists_own),
    Door(records.offered_lines, "own_record", "open", offers_lines, journals),
    Door(records.keep_closing, "own_record", "open", writes),
    Door(records.sign_record, "own_record", "open", signs),
    Door(records.record_of, "participation_record", "read", opens, signed),
    Door(records.countersign_record, "participation_record", "countersign", countersigns, signed),
    Door(records.record_states, "participation_record", "state", on_circle(records.record_states)),
    Door(figures.plan_titles, "plan_titles", "list", on_circle(figures.plan_titles)),
    Door(figures.circle_figures, "attendance", "count", on_circle(figures.circle_figures, at=NOON)),
    Door(figures.caseload, "contact_note", "write", caseload),
    Door(union_figures.node_figures, "node", "see", counts_union),
    Door(union_figures.side_by_side, "side_by_side", "compare", compares),
]


def who(cast: Cast, column: str) -> Actor:
    """As the pages make the actor; under masquerade nothing is open."""
    page = circles.page_actor(cast.user_id(column))
    return replace(support.with_steps_in(actor=page, at=NOON), is_read_only=cast.actor(column).is_read_only)


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_function_of_records_and_figures_does_what_the_matrix_says(stage: Cast, door: Door) -> None:
    found, wrote = {}, set()
    for column in ACTING:
        actor = who(stage, column)
        with undone() as step:
            if door.prepare:
                door.prepare(stage)
            step.has_written = False
            try:
                found[column] = bool(door.call(stage, actor))
            except records.NotOpenToYou:
                found[column] = False
            if not found[column] and step.has_written:
                wrote.add(column)
    assert found == {name: THINGS[door.thing].by_door(name, door.action) for name in ACTING}
    assert not wrote, "a refused call wrote something"


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
def test_titles_go_one_layer_up_and_to_the_coordinator(stage: Cast) -> None:
    """The title of a shared plan, and never that of a draft or of a paused one."""
    for column in ACTING:
        rows = figures.plan_titles(actor=who(stage, column), circle=stage.circle) or []
        allowed = THINGS["plan_shared"].by_door(column, "title") and THINGS["plan_titles"].by_door(
            column, "list"
        )
        assert ("zps-title" in {row.title for row in rows}) is allowed, column


@pytest.mark.parametrize("stage", ["draft", "paused"], indirect=True)
def test_no_title_of_a_draft_or_of_a_paused_plan_is_listed(stage: Cast) -> None:
    for column in ACTING:
        assert not figures.plan_titles(actor=who(stage, column), circle=stage.circle), column


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
def test_membership_as_an_observer_opens_no_record_and_no_figure(stage: Cast) -> None:
    """An observer holds a seat and sees nothing by it."""
    actor = who(stage, "observer")
    assert actor.role_in(stage.circle.pk) is not None
    with undone():
        signed(stage)
        assert not any(door.call(stage, actor) for door in DOORS if door.function not in CHANGING)


CHANGING = {records.keep_closing, records.sign_record, records.countersign_record}
