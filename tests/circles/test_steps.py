"""A circle's year: settings, a pause, its steps and its ends; and who sits at which table."""

from datetime import date, timedelta

import pytest

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.api import CircleError, Misfit, Moved, NotOpenToYou, Sitter
from learning_circle_xblock.circles.models import Circle, Membership, Table
from learning_circle_xblock.circles.people import paper_places
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Actor, Role
from learning_circle_xblock.programmes import api as programmes
from tests.circles.test_api import history
from tests.circles.test_members import coordinator, me, row
from tests.world import NOON, circle, course_key, days, person, seat

pytestmark = pytest.mark.django_db
LATER = NOON + days(10)
SETTINGS = {"name": "North", "languages": ["fr"], "mode": "online", "zone": "Africa/Abidjan"}


def lead_of(where: Circle) -> Actor:
    """A facilitator of the circle."""
    return me(seat(where, f"lead-{where.code}", Role.FACILITATOR))


def fresh(where: Circle) -> Circle:
    """The circle as it is stored."""
    return Circle.objects.get(pk=where.pk)


# -- made, changed -------------------------------------------------------------------------------------


def test_a_coordinator_makes_a_circle_in_a_course_of_the_union() -> None:
    up = circle("up", layer=2)
    boss = coordinator(up)
    given = {"actor": boss, "node": up.node, "course_key": course_key(), "code": "n1", "layer": 1, "at": NOON}
    with pytest.raises(CircleError, match="course of this union"):
        circles.open_circle(parent=up, values=SETTINGS, **given)
    programmes.ensure_attached(node=up.node, course_key=course_key(), at=NOON)
    made = fresh(circles.open_circle(parent=up, values=SETTINGS, **given))
    assert (made.name, made.parent, made.mode, made.zone, made.languages) == (
        "North", up, "online", "Africa/Abidjan", ["fr"]
    )  # fmt: skip
    with pytest.raises(CircleError, match="used already"):
        circles.open_circle(parent=None, values=SETTINGS, **given)
    with pytest.raises(NotOpenToYou):
        circles.open_circle(parent=None, values=SETTINGS, **{**given, "actor": lead_of(up), "code": "n2"})
    assert Circle.objects.count() == 2


def test_settings_are_changed_by_who_manages() -> None:
    where = circle()
    circles.change_circle(actor=lead_of(where), circle=where, values={"name": "South"}, at=LATER)
    assert fresh(where).name == "South" and fresh(where).zone == "UTC"
    with pytest.raises(NotOpenToYou):
        circles.change_circle(actor=me(seat(where, "ann")), circle=where, values={"name": "Mine"}, at=LATER)
    with pytest.raises(KeyError):
        circles.change_circle(actor=coordinator(where), circle=where, values={"state": "closed"}, at=LATER)
    assert fresh(where).name == "South"


# -- paused, closed ------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["forming", "agreed", "running", "writing_up"])
def test_a_pause_ends_where_it_began(state: str) -> None:
    where = circle()
    Circle.objects.filter(pk=where.pk).update(state=state)
    lead, until = lead_of(where), date(2026, 6, 1)
    circles.pause_circle(actor=lead, circle=where, until=until, at=NOON)
    assert (fresh(where).state, fresh(where).paused_until) == ("paused", until)
    with pytest.raises(CircleError, match="as it stands"):
        circles.pause_circle(actor=lead, circle=where, until=None, at=NOON)
    circles.resume_circle(actor=lead, circle=where, at=LATER)
    assert (fresh(where).state, fresh(where).paused_until, fresh(where).state_before) == (state, None, "")
    with pytest.raises(CircleError, match="as it stands"):
        circles.resume_circle(actor=lead, circle=where, at=LATER)


@pytest.mark.parametrize("back", [0, 1])
def test_a_pause_does_not_end_before_it_begins(back: int) -> None:
    where = circle()
    until = NOON.date() - timedelta(days=back)
    with pytest.raises(CircleError, match="has passed"):
        circles.pause_circle(actor=lead_of(where), circle=where, until=until, at=NOON)
    assert fresh(where).state == "forming"


def test_a_circle_goes_through_its_year() -> None:
    where = circle()
    lead = lead_of(where)
    for action, state in [
        ("agree", "agreed"), ("run", "running"), ("write_up", "writing_up"), ("close", "closed")
    ]:  # fmt: skip
        circles.step_circle(actor=lead, circle=where, action=action, at=NOON)
        assert fresh(where).state == state
    for action in ("run", "pause", "merge", "nonsense"):
        with pytest.raises(CircleError, match="as it stands"):
            circles.step_circle(actor=lead, circle=where, action=action, at=NOON)
    assert me(person("lead-one")).role_in(where.pk) is Role.FACILITATOR, "who is in it keeps reading it"
    for join in (circles.seat, circles.invite):
        with pytest.raises(CircleError, match="has ended"):
            join(circle=where, user_id=person("new").pk, role=Role.TEACHER, at=LATER)


def test_nobody_else_takes_a_step() -> None:
    where = circle()
    boss, ann = coordinator(where), me(seat(where, "ann"))
    link = lead_of(circle("up", layer=2))
    for actor in (ann, link, me(person("stranger"))):
        for call in (circles.pause_circle, circles.resume_circle, circles.step_circle):
            more = {"pause_circle": {"until": None}, "step_circle": {"action": "close"}}.get(
                call.__name__, {}
            )
            with pytest.raises(NotOpenToYou):
                call(actor=actor, circle=where, at=NOON, **more)
        for call in (circles.merge, circles.dissolve):
            more = {"into": circle("two")} if call is circles.merge else {}
            with pytest.raises(NotOpenToYou):
                call(actor=actor, circle=where, at=NOON, **more)
    assert fresh(where).state == "forming"
    circles.step_circle(actor=boss, circle=where, action="close", at=NOON)


# -- merged, dissolved ---------------------------------------------------------------------------------


def test_everybody_of_a_merged_circle_goes_on_in_the_other() -> None:
    one, two = circle("one"), circle("two")
    lead = seat(one, "lead", Role.FACILITATOR)
    seat(one, "ann")
    for where in (one, two):
        seat(where, "both")
    guest = circles.invite(circle=one, user_id=person("guest").pk, role=Role.TEACHER, at=NOON)
    circles.merge(actor=coordinator(one), circle=one, into=two, at=LATER)
    assert fresh(one).state == "merged"
    assert not Membership.objects.filter(circle=one, live_slot__isnull=False).exists()
    assert me(lead).role_in(two.pk) is Role.FACILITATOR
    assert history(two, "ann") == [("teacher", "active")] == history(two, "both")
    guest.refresh_from_db()
    assert guest.state == "left" and history(two, "guest") == []


def test_circles_below_go_with_a_merged_one() -> None:
    one, two = circle("one", layer=2), circle("two", layer=2)
    child = circle("child", parent=one)
    lead = seat(child, "lead", Role.FACILITATOR)
    circles.merge(actor=coordinator(one), circle=one, into=two, at=LATER)
    assert fresh(child).parent == two and me(lead).role_in(two.pk) is Role.TEACHER


def test_a_circle_is_not_merged_into_itself_or_another_layer() -> None:
    one, up = circle("one"), circle("up", layer=2)
    seat(one, "ann")
    with pytest.raises(CircleError, match="another circle"):
        circles.merge(actor=coordinator(one), circle=one, into=one, at=LATER)
    with pytest.raises(CircleError, match="same course and layer"):
        circles.merge(actor=coordinator(one), circle=one, into=up, at=LATER)
    assert fresh(one).state == "forming" and history(one, "ann") == [("teacher", "active")]


def test_a_dissolved_circle_has_nobody_left() -> None:
    up = circle("up", layer=2)
    one = circle("one", parent=up)
    seat(one, "lead", Role.FACILITATOR)
    seat(one, "ann")
    boss = coordinator(one)
    with pytest.raises(CircleError, match="below it"):
        circles.dissolve(actor=boss, circle=up, at=LATER)
    circles.dissolve(actor=boss, circle=one, at=LATER)
    assert fresh(one).state == "dissolved"
    assert history(one, "lead") == [("facilitator", "left")] and history(one, "ann") == [("teacher", "left")]
    assert history(up, "lead") == [("teacher", "left")]
    event = Event.objects.get(verb="circle.dissolved")
    assert (event.from_state, event.to_state, event.actor_id) == ("forming", "dissolved", boss.user_id)


# -- tables --------------------------------------------------------------------------------------------


@pytest.fixture
def seven() -> Circle:
    """Seven teachers, a facilitator and somebody on leave."""
    where = circle()
    lead_of(where)
    for name in "abcdefg":
        seat(where, name)
    away = seat(where, "away")
    circles.go_on_leave(actor=me(away), membership_id=row(where, away).pk, at=NOON)
    return where


def seated(where: Circle) -> dict[int, str]:
    """Usernames by table."""
    people = dict(Membership.objects.values_list("person", "person__username"))
    return {n: "".join(people[pk] for pk in ids) for n, ids in circles.table_people(where.pk).items()}


def change(where: Circle, by: str = "lead-one", **moves: tuple[int, int]) -> None:
    """Sent from a page that showed the first number and has the second now."""
    changes = {Sitter(row(where, person(name)).pk): Moved(*pair) for name, pair in moves.items()}
    circles.change_tables(actor=me(person(by)), circle=where, changes=changes, at=LATER)


def test_tables_are_proposed_for_the_teachers_who_are_there(seven: Circle) -> None:
    circles.propose(actor=me(person("lead-one")), circle=seven, size=4, at=NOON)
    assert seated(seven) == {1: "abc", 2: "defg"}
    circles.propose(actor=me(person("lead-one")), circle=seven, size=7, at=LATER)
    assert seated(seven) == {1: "abcdefg"}
    assert Table.objects.filter(ended_at=LATER).get().number == 2, "an empty table ends, and stays as history"


def test_two_facilitators_change_tables_and_nothing_is_lost(seven: Circle) -> None:
    """Each page knows what it showed; only what it changed is taken."""
    seat(seven, "second", Role.CO_FACILITATOR)
    circles.propose(actor=me(person("lead-one")), circle=seven, size=4, at=NOON)
    change(seven, a=(1, 2), b=(1, 1), d=(2, 2))
    change(seven, by="second", a=(1, 1), d=(2, 1))
    assert seated(seven) == {1: "bcd", 2: "efga"}


@pytest.mark.parametrize("moves", [{"a": (1, 0), "b": (1, 0)}, {"a": (1, 3)}])
def test_nobody_sits_alone(seven: Circle, moves: dict[str, tuple[int, int]]) -> None:
    circles.propose(actor=me(person("lead-one")), circle=seven, size=4, at=NOON)
    with pytest.raises(Misfit):
        change(seven, **moves)
    assert seated(seven) == {1: "abc", 2: "defg"}


def test_at_most_seven_sit_at_a_table(seven: Circle) -> None:
    seat(seven, "h")
    circles.propose(actor=me(person("lead-one")), circle=seven, size=4, at=NOON)
    with pytest.raises(Misfit) as refusal:
        change(seven, **dict.fromkeys("abcd", (1, 2)))
    assert refusal.value.numbers == [2]


def test_somebody_of_another_circle_is_passed_over(seven: Circle) -> None:
    other = row(circle("two"), seat(circle("two"), "far"))
    changes = {Sitter(other.pk): Moved(0, 1), Sitter(987_654): Moved(0, 1)}
    circles.change_tables(actor=me(person("lead-one")), circle=seven, changes=changes, at=NOON)
    assert seated(seven) == {}


def test_teachers_do_not_change_tables(seven: Circle) -> None:
    for call in (circles.propose, circles.change_tables):
        more = {"changes": {}} if call is circles.change_tables else {}
        with pytest.raises(NotOpenToYou):
            call(actor=me(person("a")), circle=seven, at=NOON, **more)


def test_a_place_ends_with_a_new_role(seven: Circle) -> None:
    circles.propose(actor=me(person("lead-one")), circle=seven, at=NOON)
    circles.seat(circle=seven, user_id=person("a").pk, role=Role.CO_FACILITATOR, at=LATER)
    assert "a" not in "".join(seated(seven).values())


def test_people_on_paper_sit_at_tables_too(seven: Circle) -> None:
    by = me(person("lead-one"))
    circles.propose(actor=by, circle=seven, size=5, papers=[51, 52], at=NOON)
    assert seated(seven) == {1: "abcd", 2: "efg"} and paper_places(seven.pk) == {51: 2, 52: 2}
    moves = {Sitter(paper_id=51): Moved(2, 1), Sitter(paper_id=99): Moved(0, 1)}
    circles.change_tables(actor=by, circle=seven, changes=moves, papers=[51, 52], at=LATER)
    assert paper_places(seven.pk) == {51: 1, 52: 2}
    with pytest.raises(Misfit):
        change(seven, e=(2, 0), f=(2, 0), g=(2, 0))
    circles.take_over_paper_seat(paper_id=51, membership=row(seven, seat(seven, "h")), at=LATER)
    circles.free_paper_seat(paper_id=52, at=LATER)
    assert paper_places(seven.pk) == {} and seated(seven)[1] == "abcdh"
