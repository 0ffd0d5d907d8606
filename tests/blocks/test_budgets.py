"""How many queries a page and an action may cost: the same for ten members and for five hundred.

Counted is SQL on our tables and on those of edx-submissions, with what follows the commit; transactions are
real ones here, so that it follows.
"""

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.grading.models import Progress
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.review.models import Assignment
from tests.queries import counted
from tests.review import authors as act
from tests.world import (
    ACCOUNT,
    BLOCKS,
    CIRCLE,
    LIBRARY,
    NOON,
    PLAN,
    RESPONSE_ANSWERS,
    Answer,
    actor,
    call,
    circle,
    days,
    now,
    person,
    seat,
    view,
)

from .pages import Window, response_window

VIEWS = {CIRCLE: 15, PLAN: 12, LIBRARY: 12, ACCOUNT: 15}


def full(members: int) -> Circle:
    """A circle of so many, in which seven have shared everything and the rest are on the roster."""
    where = circle(f"of{members}")
    seat(where, f"lead{members}", Role.FACILITATOR)
    started = now() - days(2)
    people = act.authors(where, 7, start=members, at=started)
    for i, user in enumerate(people):
        plan = act.shared_plan(user, at=started + days(i / 1440))
        found = act.sent(act.begun(people[(i + 1) % 7], plan, at=started), at=started)
        if i % 2:
            act.replied(user, found)
            act.tapped(user, at=started)
    for row in Assignment.objects.filter(request__circle=where, slot__gt=0, state="open")[:7]:
        act.sent(act.opened(row, at=started), at=started)
    users = User.objects.bulk_create(User(username=f"m{members}-{i}") for i in range(members - 8))
    Membership.objects.bulk_create(
        Membership(
            circle=where,
            person=u,
            role="teacher",
            state="active",
            began_at=NOON,
            live_slot=f"{where.pk}:{u.pk}",
        )
        for u in users
    )
    return where


@pytest.mark.django_db
def test_views_cost_the_same_at_ten_and_at_five_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a teacher in the middle of the review, and for a facilitator; both rings are drawn alike."""
    monkeypatch.setattr("secrets.randbelow", lambda _n: 7)
    found: dict[str, dict[str, list[int]]] = {block: {} for block in BLOCKS}
    for members in (10, 500):
        full(members)
        seen = {
            "teacher": person(f"author{members}"),
            "reader": person(f"author{members + 6}"),
            "facilitator": person(f"lead{members}"),
        }
        for block in BLOCKS:
            for who, user in seen.items():
                with counted() as queries:
                    assert view(user, block).text
                found[block].setdefault(who, []).append(queries.number)
    for block, costs in found.items():
        for who, (few, many) in costs.items():
            assert few == many, (block, who)
            assert many <= VIEWS[block], (block, who, many)


@pytest.mark.django_db
def test_the_list_of_a_facilitator_costs_the_same_however_much_is_shared() -> None:
    costs: dict[str, list[int]] = {PLAN: [], ACCOUNT: [], LIBRARY: []}
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    for number in (6, 24):
        for user in act.authors(where, number, start=number * 10):
            act.shared_plan(user)
        for block, found in costs.items():
            with counted() as queries:
                view(lead, block)
            found.append(queries.number)
    for block, (few, many) in costs.items():
        assert few == many <= VIEWS[block], block


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("block_type", [PLAN, ACCOUNT])
def test_autosave_again_and_again(block_type: str) -> None:
    window = Window(seat(circle(), "ann"), block_type)
    window.save(title="One")
    for words in ("One, two", "One, two, three", "One, two, three"):
        with counted() as queries:
            answer = window.save(title=words)
        assert "Kept on the site" in answer.text
        assert queries.number <= 6


def submit(reader: User, row: Assignment) -> tuple[int, Answer]:
    """The queries of sending one whole response."""
    window = response_window(reader, ACCOUNT, asked=row.pk)
    with counted() as queries:
        answer = window.share(RESPONSE_ANSWERS)
    assert answer.status == 200
    return queries.number, answer


@pytest.mark.django_db(transaction=True)
def test_sending_a_response() -> None:
    """One that completes nothing; one that completes its writer; and one of who has points already."""
    where = circle()
    reader = act.authors(where, 5, at=now())[0]
    for row in Assignment.objects.filter(request__version__made_by=reader):
        act.replied(reader, act.sent(act.opened(row)))
    first, second = act.held_by(reader)
    number, _ = submit(reader, first)
    assert number <= 25
    assert not Progress.objects.filter(person=reader).exists()
    number, _ = submit(reader, second)
    assert Progress.objects.get(person=reader).score_at is not None, "the first points of this person"
    assert number <= 32


@pytest.mark.django_db(transaction=True)
def test_sending_a_response_to_a_plan() -> None:
    where = circle()
    plan = act.shared_plan(seat(where, "ann"))
    ben = seat(where, "ben")
    window = response_window(ben, PLAN, version=plan.version_id or 0)
    with counted() as queries:
        assert window.share(RESPONSE_ANSWERS).status == 200
    assert queries.number <= 25


@pytest.mark.django_db
def test_a_plan_for_critical_friends_costs_no_more_than_another() -> None:
    where = circle()
    lead, ann, ben = seat(where, "lead", Role.FACILITATOR), seat(where, "ann"), seat(where, "ben")
    numbers = {ann.pk: 1, ben.pk: 1}
    friends.keep_groups(actor=actor(lead), circle=where, numbers=numbers, rule=friends.Rule.CHOSEN, at=NOON)
    plan = act.shared_plan(ann, audience=planning.Audience.FRIENDS)
    act.replied(ann, act.sent(act.begun(ben, plan)))
    for who in (ann, ben, lead):
        with counted() as queries:
            assert view(who, PLAN).text
        assert queries.number <= VIEWS[PLAN], who
        with counted() as queries:
            assert call(who, PLAN, "read", {"plan": plan.pk}, method="GET").status == 200
        assert queries.number <= VIEWS[PLAN], who
    planning.revise(actor=actor(ann), usage_key=plan.usage_key, at=NOON)
    window = Window(ann, PLAN, base="1")
    window.save(title="One")
    with counted() as queries:
        assert window.save(title="Two").status == 200
    assert queries.number <= 6
