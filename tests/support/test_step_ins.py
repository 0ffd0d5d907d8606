"""A step-in: asked for, agreed, seen by the circle, and over by itself."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Actor, PostKind, Role, may_see_roster
from learning_circle_xblock.programmes.models import NodePost
from learning_circle_xblock.support import api as support
from learning_circle_xblock.support.lifecycle import STEP_IN, StepInState
from learning_circle_xblock.support.models import StepIn
from tests.queries import counted
from tests.world import NOON, circle, days, person, seat

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 5, 10)


@dataclass
class Place:
    below: Circle
    link: User
    lead: User
    pair: User
    awa: User
    osei: User


@pytest.fixture
def place() -> Place:
    top = circle("top", layer=2)
    below = circle("below", parent=top)
    osei = person("osei", enrolled=False)
    NodePost.objects.create(
        programme=below.node.programme,
        node=below.node,
        person=osei,
        kind=PostKind.NATIONAL_RESEARCHER,
        began_at=NOON,
    )
    return Place(
        below,
        seat(top, "link", Role.FACILITATOR),
        seat(below, "lead", Role.FACILITATOR),
        seat(below, "pair", Role.CO_FACILITATOR),
        seat(below, "awa"),
        osei,
    )


def who(user: User, at: datetime = NOON) -> Actor:
    return support.with_steps_in(actor=circles.page_actor(user.pk), at=at)


def propose(place: Place, user: User | None = None, until: date = UNTIL) -> StepIn:
    return support.propose_step_in(
        actor=who(user or place.osei), circle=place.below, why="To learn.", until=until, at=NOON
    )


def agree(place: Place, row: StepIn, user: User | None = None, at: datetime = NOON) -> StepIn:
    return support.answer_step_in(actor=who(user or place.lead), step_in_id=row.pk, agree=True, at=at)


def sees(place: Place, at: datetime) -> bool:
    return may_see_roster(who(place.osei, at), circles.facts(place.below))


def banner(place: Place, at: datetime) -> list[int]:
    rows = support.active_in(actor=who(place.awa, at), circle=place.below, at=at)
    return [row.person_id for row in rows]


def test_a_researcher_sees_the_circle_only_while_inside(place: Place) -> None:
    """And the circle sees that, for as long as it lasts."""
    row = propose(place)
    assert not sees(place, NOON) and banner(place, NOON) == []
    agree(place, row)
    assert sees(place, NOON) and banner(place, NOON) == [place.osei.pk]
    last, over = datetime(2026, 5, 10, 23, 59, tzinfo=UTC), datetime(2026, 5, 11, tzinfo=UTC)
    assert sees(place, last) and banner(place, last) == [place.osei.pk]
    assert not sees(place, over) and banner(place, over) == []
    row.refresh_from_db()
    assert row.state == StepInState.ACTIVE  # nothing had to run for it to be over


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Seoul", -9), ("America/Sao_Paulo", 3), ("UTC", 0)])
def test_the_last_day_ends_where_the_circle_meets(place: Place, zone: str, hours: int) -> None:
    Circle.objects.filter(pk=place.below.pk).update(zone=zone)
    place.below.refresh_from_db()
    row = propose(place)
    assert row.ends_at == datetime(2026, 5, 11, tzinfo=UTC) + timedelta(hours=hours)


def test_the_other_facilitator_may_have_been_quicker(place: Place) -> None:
    row = agree(place, propose(place))
    again = agree(place, row, place.pair)
    assert again.agreed_by_id == place.lead.pk
    with pytest.raises(support.NotPossible):
        support.answer_step_in(actor=who(place.pair), step_in_id=row.pk, agree=False, at=NOON)


def test_nobody_agrees_to_a_step_in_of_their_own(place: Place) -> None:
    seat(place.below, "link", Role.CO_FACILITATOR)
    row = propose(place, place.link)
    with pytest.raises(support.NotOpenToYou):
        agree(place, row, place.link)
    assert agree(place, row, place.lead).state == StepInState.ACTIVE


def test_a_proposal_whose_day_has_passed_is_not_agreed(place: Place) -> None:
    row = propose(place)
    with pytest.raises(support.NotPossible):
        agree(place, row, at=NOON + days(7))


def test_one_proposal_at_a_time_and_none_for_the_past(place: Place) -> None:
    with pytest.raises(support.NotPossible):
        propose(place, until=date(2026, 5, 3))
    row = propose(place)
    with pytest.raises(support.AlreadyProposed):
        propose(place)
    support.answer_step_in(actor=who(place.lead), step_in_id=row.pk, agree=False, at=NOON)
    assert propose(place).pk != row.pk
    assert propose(place, place.link).person_id == place.link.pk


def test_on_leaving_a_note_stays_with_the_circle(place: Place) -> None:
    row = agree(place, propose(place))
    support.end_step_in(
        actor=who(place.osei), step_in_id=row.pk, saw="Care.", question="Who is quiet?", at=NOON
    )
    assert not sees(place, NOON) and banner(place, NOON) == []
    seen = support.step_ins(actor=who(place.awa), circle=place.below, at=NOON)
    assert seen is not None and [(i.row.saw, i.row.question) for i in seen] == [("Care.", "Who is quiet?")]


def test_a_note_may_follow_after_the_date_and_is_nobody_elses(place: Place) -> None:
    row = agree(place, propose(place))
    late = NOON + days(20)
    inside = support.step_ins(actor=who(place.osei, late), circle=place.below, at=late)
    assert inside is not None and inside[0].may_leave_note and not inside[0].may_end
    support.end_step_in(actor=who(place.osei, late), step_in_id=row.pk, saw="Care.", at=late)
    row.refresh_from_db()
    assert row.saw == "Care." and row.state == StepInState.ENDED and row.ended_at == row.ends_at
    support.end_step_in(actor=who(place.lead, late), step_in_id=row.pk, saw="not mine", at=late)
    row.refresh_from_db()
    assert row.saw == "Care."


def test_who_was_never_let_in_leaves_no_note(place: Place) -> None:
    row = propose(place)
    support.end_step_in(actor=who(place.osei), step_in_id=row.pk, saw="Nothing.", at=NOON)
    row.refresh_from_db()
    assert (row.state, row.saw) == (StepInState.ENDED, "")


def test_a_researcher_without_a_post_any_more_has_nothing(place: Place) -> None:
    row = agree(place, propose(place))
    NodePost.objects.update(ended_at=NOON)
    assert not sees(place, NOON)
    assert support.step_ins(actor=who(place.osei), circle=place.below, at=NOON) is None
    with pytest.raises(support.NotOpenToYou):
        support.step_in_to_end(actor=who(place.osei), step_in_id=row.pk)


def test_only_those_who_can_step_in_cost_a_query(place: Place) -> None:
    teacher = circles.page_actor(place.awa.pk)
    with counted() as found:
        assert support.with_steps_in(actor=teacher, at=NOON) is teacher
    assert found.number == 0


@pytest.mark.parametrize("state", StepInState)
@pytest.mark.parametrize("action", ["agree", "decline", "end"])
def test_every_step_of_a_step_in(state: StepInState, action: str) -> None:
    allowed = {
        "agree": {StepInState.PROPOSED},
        "decline": {StepInState.PROPOSED},
        "end": {StepInState.PROPOSED, StepInState.ACTIVE},
    }
    assert STEP_IN.allows(state, action) is (state in allowed[action])
