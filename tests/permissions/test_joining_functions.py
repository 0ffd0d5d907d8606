"""The functions of joining, asked for every column of the matrix with a real database.

What is allowed happens; what is refused raises or finds nothing, and leaves every row as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.joining import selectors
from learning_circle_xblock.joining.models import Invitation, JoinLink, PaperMember
from learning_circle_xblock.permissions import Actor
from learning_circle_xblock.planning.presets import START_SMALL

from .cast import NOON, Cast
from .matrix import COLUMNS, THINGS
from .page_cases.joining import opened
from .tables import undone

pytestmark = pytest.mark.django_db
Call = Callable[[Cast, Actor], Any]
ACTING = [name for name, column in COLUMNS.items() if column.signed_in]
ROWS = [joining.Wish(2, "somebody@example.org", circle="one")]


@dataclass(frozen=True)
class Door:
    """One function as it is called for an action."""

    function: Callable[..., Any]
    thing: str
    action: str
    call: Call

    def __str__(self) -> str:
        return f"{self.function.__name__}:{self.thing}-{self.action}"


def in_circle(function: Callable[..., Any], **given: Any) -> Call:
    """Called with the circle."""
    return lambda cast, actor: function(actor=actor, circle=cast.circle, **given) or True


def with_list(function: Callable[..., Any], place: str, **given: Any) -> Call:
    """Called with a list for the circle, or for its node."""

    def call(cast: Cast, actor: Actor) -> Any:
        where = cast.circle.node if place == "node" else cast.circle
        return function(actor=actor, place=where, rows=ROWS, **given)

    return call


FINDS = (selectors.paper_member, selectors.paper_member_to_type)


def on_paper(function: Callable[..., Any], **given: Any) -> Call:
    """Called with the member on paper; nothing found counts as refused."""

    def call(cast: Cast, actor: Actor) -> bool:
        found = function(actor=actor, paper_id=PaperMember.objects.latest("pk").pk, **given)
        return found is not None or function not in FINDS

    return call


def revokes(cast: Cast, actor: Actor) -> bool:
    """The link of the circle."""
    link = JoinLink.objects.latest("pk")
    joining.revoke_link(actor=actor, circle_id=cast.circle.pk, link_id=link.pk, at=NOON)
    return True


def takes_back(cast: Cast, actor: Actor) -> bool:
    """The kept seat of the circle."""
    kept = Invitation.objects.latest("pk").pk
    joining.take_back_invitation(actor=actor, circle=cast.circle, invitation_id=kept, at=NOON)
    return True


def opens(cast: Cast, actor: Actor) -> Any:
    """The circle for its pages."""
    return selectors.circle_to_open(actor=actor, circle_id=cast.circle.pk)


LATER = NOON + timedelta(days=7)
TYPED: dict[str, Any] = {"schema_id": START_SMALL.id, "answers": {"concern": "a word"}, "base": 1, "at": NOON}
SIGNED: dict[str, Any] = {"base": 1, "signed_on": date(2026, 5, 3), "at": NOON}
MANAGED: list[tuple[Callable[..., Any], Call]] = [
    (selectors.circle_to_open, opens),
    (joining.make_link, in_circle(joining.make_link, expires_at=LATER, capacity=1, at=NOON)),
    (joining.revoke_link, revokes),
    (joining.take_back_invitation, takes_back),
    (joining.add_paper_member, in_circle(joining.add_paper_member, name="Somebody", at=NOON)),
    (joining.try_people, with_list(joining.try_people, "circle", at=NOON)),
    (
        joining.rename_paper_member,
        on_paper(joining.rename_paper_member, name="Other", base="On paper", at=NOON),
    ),
    (joining.remove_paper_member, on_paper(joining.remove_paper_member, at=NOON)),
    (selectors.paper_member, on_paper(selectors.paper_member)),
    (joining.add_people, with_list(joining.add_people, "circle", at=NOON)),
]
DOORS = [
    *(Door(function, "ways_in", "manage", call) for function, call in MANAGED),
    Door(
        joining.export_people,
        "roster_file",
        "export",
        in_circle(joining.export_people, kind="csv", at=NOON),
    ),
    Door(joining.try_people, "node", "change", with_list(joining.try_people, "node", at=NOON)),
    Door(joining.add_people, "node", "change", with_list(joining.add_people, "node", at=NOON)),
    Door(selectors.paper_member_to_type, "paper_plan", "write", on_paper(selectors.paper_member_to_type)),
    Door(joining.type_paper_plan, "paper_plan", "write", on_paper(joining.type_paper_plan, **TYPED)),
    Door(joining.renew_claim_code, "paper_plan", "write", on_paper(joining.renew_claim_code, at=NOON)),
    Door(
        selectors.roster_on_paper,
        "circle_roster",
        "see",
        lambda cast, actor: selectors.roster_on_paper(actor=actor, circle=cast.circle),
    ),
    Door(joining.sign_paper_plan, "paper_plan", "write", on_paper(joining.sign_paper_plan, **SIGNED)),
]


def who(cast: Cast, column: str) -> Actor:
    """As the pages make the actor; under masquerade nothing is open."""
    page = circles.page_actor(cast.user_id(column))
    if COLUMNS[column].steps_in:
        page = replace(page, steps_in=frozenset({cast.circle.pk}))
    return replace(page, is_read_only=cast.actor(column).is_read_only)


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
@pytest.mark.parametrize("door", DOORS, ids=str)
def test_a_function_of_joining_does_what_the_matrix_says(stage: Cast, door: Door) -> None:
    expected = {name: THINGS[door.thing].by_door(name, door.action) for name in ACTING}
    found, wrote = {}, set()
    for column in ACTING:
        actor = who(stage, column)
        with undone() as step:
            opened(stage)
            step.has_written = False
            try:
                found[column] = bool(door.call(stage, actor))
            except joining.NotOpenToYou:
                found[column] = False
            if not found[column] and step.has_written:
                wrote.add(column)
    assert found == expected
    assert not wrote, "a refused call wrote something"
