"""The functions of circles, asked for every column of the matrix with a real database, as a page asks them.

What is allowed happens; what is refused raises or finds nothing, and writes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles import listing, people, selectors, steps
from learning_circle_xblock.circles.lifecycle import MembershipState
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.permissions import Actor, Role
from tests import world

from .cast import NOON, Cast
from .matrix import COLUMNS, THINGS
from .tables import undone

pytestmark = pytest.mark.django_db
Call = Callable[[Cast, Actor], Any]
ACTING = [name for name, column in COLUMNS.items() if column.signed_in]
MANAGES, COORDINATES, OWN = ("circle_roster", "manage"), ("node", "change"), ("own_seat", "leave")


@dataclass(frozen=True)
class Door:
    """One function as it is called for an action; `prepare` makes what it is called on."""

    function: Callable[..., Any]
    cell: tuple[str, str]
    call: Call
    prepare: Callable[[Cast], object] | None = None

    def __str__(self) -> str:
        return f"{self.function.__name__}:{'-'.join(self.cell)}"

    @property
    def thing(self) -> str:
        """The object of the matrix."""
        return self.cell[0]

    @property
    def action(self) -> str:
        """The action of the matrix."""
        return self.cell[1]


def a_member(cast: Cast) -> Membership:
    """A teacher of the circle whom no column stands for."""
    return Membership.objects.get(
        circle=cast.circle, person=cast.people["neighbour4"], live_slot__isnull=False
    )


def own(cast: Cast, actor: Actor) -> int:
    """The actor's own seat in the circle, or one that does not exist."""
    rows = Membership.objects.filter(circle=cast.circle, person_id=actor.user_id, live_slot__isnull=False)
    return rows.values_list("pk", flat=True).first() or 987_654


def on_member(function: Callable[..., Any], **given: Any) -> Call:
    """Called with somebody else's seat; who goes on is a co-facilitator."""

    def call(cast: Cast, actor: Actor) -> bool:
        function(actor=actor, membership_id=a_member(cast).pk, at=NOON, **given)
        return True

    return call


def on_own(function: Callable[..., Any], **given: Any) -> Call:
    """Called with the actor's own seat."""

    def call(cast: Cast, actor: Actor) -> bool:
        function(actor=actor, membership_id=own(cast, actor), at=NOON, **given)
        return True

    return call


def on_circle(function: Callable[..., Any], **given: Any) -> Call:
    """Called with the circle."""

    def call(cast: Cast, actor: Actor) -> bool:
        function(actor=actor, circle=cast.circle, at=NOON, **given)
        return True

    return call


def proposes_friends(cast: Cast, actor: Actor) -> bool:
    """Pairs of the circle; nothing is kept."""
    given = {"rule": friends.Rule.ROTATION, "size": 2, "source": Random(1)}
    return bool(friends.propose_groups(actor=actor, circle=cast.circle, **given))


def rest(cast: Cast) -> None:
    """Everybody with a seat in the circle is on leave."""
    Membership.objects.filter(circle=cast.circle, live_slot__isnull=False).update(
        state=MembershipState.ON_LEAVE
    )


def one_rests(cast: Cast) -> None:
    """The member of the calls is on leave."""
    Membership.objects.filter(pk=a_member(cast).pk).update(
        state=MembershipState.ON_LEAVE, rests_by_others=True
    )


def invited(cast: Cast) -> None:
    """Everybody with a seat in the circle was asked and has not answered."""
    Membership.objects.filter(circle=cast.circle, live_slot__isnull=False).update(
        state=MembershipState.INVITED
    )


def paused(cast: Cast) -> None:
    """The circle rests."""
    Circle.objects.filter(pk=cast.circle.pk).update(state="paused", state_before="running")


def leads(cast: Cast) -> None:
    """The member of the calls facilitates."""
    Membership.objects.filter(pk=a_member(cast).pk).update(role=Role.CO_FACILITATOR)


def hands_over(cast: Cast, actor: Actor) -> bool:
    """To a teacher of the circle."""
    heir = Membership.objects.get(circle=cast.circle, person=cast.people["neighbour3"])
    circles.hand_over(actor=actor, membership_id=a_member(cast).pk, successor_id=heir.pk, at=NOON)
    return True


def moves(cast: Cast, actor: Actor) -> bool:
    """To the circle beside."""
    circles.move_member(
        actor=actor, membership_id=a_member(cast).pk, circle_id=cast.circles["sibling"].pk, at=NOON
    )
    return True


def opens(cast: Cast, actor: Actor) -> Any:
    """A new circle of the node."""
    return circles.open_circle(
        actor=actor,
        node=cast.circle.node,
        course_key=world.course_key(),
        code="new",
        layer=1,
        parent=None,
        values={"name": "New"},
        at=NOON,
    )


def merges(cast: Cast, actor: Actor) -> bool:
    """Into the circle beside."""
    circles.merge(actor=actor, circle=cast.circle, into=cast.circles["sibling"], at=NOON)
    return True


def finds_member(cast: Cast, actor: Actor) -> Any:
    """As the page of one person does."""
    return people.managed_member(actor=actor, circle_id=cast.circle.pk, membership_id=a_member(cast).pk)


DOORS = [
    Door(circles.accept, OWN, on_own(circles.accept), invited),
    Door(circles.come_back, OWN, on_own(circles.come_back), rest),
    Door(circles.come_back, MANAGES, on_member(circles.come_back), one_rests),
    Door(circles.go_on_leave, OWN, on_own(circles.go_on_leave)),
    Door(circles.go_on_leave, MANAGES, on_member(circles.go_on_leave)),
    Door(circles.leave, OWN, on_own(circles.leave, reason=None)),
    Door(circles.leave, MANAGES, on_member(circles.leave, reason=None)),
    Door(circles.complete, MANAGES, on_member(circles.complete)),
    Door(circles.change_role, MANAGES, on_member(circles.change_role, role=Role.OBSERVER)),
    Door(circles.hand_over, MANAGES, hands_over, leads),
    Door(circles.move_member, COORDINATES, moves),
    Door(circles.propose, MANAGES, on_circle(circles.propose)),
    Door(circles.change_tables, MANAGES, on_circle(circles.change_tables, changes={})),
    Door(friends.keep_groups, MANAGES, on_circle(friends.keep_groups, numbers={}, rule=friends.Rule.TABLE)),
    Door(friends.propose_groups, MANAGES, proposes_friends),
    Door(circles.change_circle, MANAGES, on_circle(circles.change_circle, values={"name": "N"})),
    Door(circles.pause_circle, MANAGES, on_circle(circles.pause_circle, until=None)),
    Door(circles.resume_circle, MANAGES, on_circle(circles.resume_circle), paused),
    Door(circles.step_circle, MANAGES, on_circle(circles.step_circle, action="run")),
    Door(circles.open_circle, COORDINATES, opens),
    Door(circles.change_parent, COORDINATES, on_circle(circles.change_parent, parent=None)),
    Door(circles.merge, COORDINATES, merges),
    Door(circles.dissolve, COORDINATES, on_circle(circles.dissolve)),
    Door(
        people.members,
        ("circle_roster", "see"),
        lambda cast, actor: people.members(actor=actor, circle=cast.circle),
    ),
    Door(people.managed_member, MANAGES, finds_member),
    Door(people.own_seat, OWN, lambda c, actor: people.own_seat(actor=actor, circle_id=c.circle.pk)),
    Door(
        selectors.circle_seen_by,
        ("circle_roster", "count"),
        lambda cast, actor: selectors.circle_seen_by(actor=actor, circle_id=cast.circle.pk),
    ),
]
# Lists of what the actor has a seat in or looks after; each circle's page asks for itself.
# Lists of the actor's own, and steps of functions that are doors here.
NO_DOORS = {listing.own_circles, listing.looked_after, steps.advance, steps.check_coordinates}


def on_page(cast: Cast, column: str) -> Actor:
    """The person as a page sees them; looking as somebody else, nothing may be changed."""
    actor = circles.page_actor(cast.user_id(column))
    if COLUMNS[column].steps_in:
        actor = replace(actor, steps_in=frozenset({cast.circle.pk}))
    return replace(actor, is_read_only=True) if COLUMNS[column].views_as else actor


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_function_does_what_the_matrix_says(stage: Cast, door: Door) -> None:
    wrong: dict[str, str] = {}
    for column in ACTING:
        with undone() as step:
            if door.cell != OWN:
                actor = on_page(stage, column)
            if door.prepare:
                door.prepare(stage)
            actor = on_page(stage, column) if door.cell == OWN else actor
            step.has_written = False
            try:
                is_done = bool(door.call(stage, actor))
            except (circles.NotOpenToYou, friends.NotOpenToYou):
                is_done = False
            allowed = THINGS[door.thing].by_door(column, door.action)
            if is_done is not allowed or (not is_done and step.has_written):
                wrong[column] = f"{is_done}, wrote: {step.has_written}"
    assert not wrong
