"""The page of whoever looks after others, and everybody's first page."""

import pytest
from django.test import Client
from django.utils import timezone

from learning_circle_xblock.permissions import Role
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.sessions.models import Session, SessionCircle
from tests.queries import counted
from tests.review import authors as act
from tests.world import NOON, circle, days, person, seat

pytestmark = pytest.mark.django_db
WEEK, HOME = "/learning-circles/week/", "/learning-circles/"


def test_each_entry_leads_to_where_it_is_done(client: Client) -> None:
    where = circle()
    seat(where, "lead", Role.FACILITATOR)
    plan = act.shared_plan(seat(where, "ann"))
    act.tapped(person("ann"))
    session = Session.objects.create(
        kind="workshop",
        code="W1",
        starts_at=timezone.now() - days(1),
        zone="UTC",
        minutes=60,
        place_kind="online",
        changed_at=NOON,
    )
    SessionCircle.objects.create(session=session, circle=where)
    client.force_login(person("lead"))
    page = client.get(WEEK).content.decode()
    assert "Ann" in page and "waits for your agreement" in page and "about" in page
    assert f"/unit/{plan.usage_key}/" in page
    assert f"/learning-circles/circles/{where.pk}/sessions/{session.pk}/" in page


def test_a_calm_page_when_nothing_needs_one(client: Client) -> None:
    seat(circle(), "lead", Role.FACILITATOR)
    client.force_login(person("lead"))
    assert "Nothing else needs you" in client.get(WEEK).content.decode()


def test_who_looks_after_nobody_reads_where_to_go(client: Client) -> None:
    seat(circle(), "ann")
    client.force_login(person("ann"))
    page = client.get(WEEK).content.decode()
    assert "for facilitators and coordinators" in page
    assert WEEK not in client.get(HOME).content.decode()


def test_home_lists_own_circles_those_below_and_the_unions(client: Client) -> None:
    parent = circle("link", layer=2)
    below = circle("one", parent=parent)
    seat(parent, "link", Role.FACILITATOR)
    client.force_login(person("link"))
    page = client.get(HOME).content.decode()
    assert f"/circles/{parent.pk}/" in page and f"/circles/{below.pk}/" in page and WEEK in page
    client.force_login(person("farah", enrolled=False))
    assert "You are in no circle yet" in client.get(HOME).content.decode()
    programmes.name_coordinator(node=parent.node, user_id=person("farah").pk, at=NOON)
    assert f"/unions/{parent.node_id}/" in client.get(HOME).content.decode()


def test_a_seat_without_enrolment_gives_nothing(client: Client) -> None:
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    lead.enrolments.update(is_active=False)
    client.force_login(lead)
    assert f"/circles/{where.pk}/" not in client.get(HOME).content.decode()


@pytest.mark.parametrize("address", [WEEK, HOME])
def test_the_cost_is_constant(client: Client, address: str) -> None:
    parent = circle("link", layer=2)
    seat(parent, "link", Role.FACILITATOR)
    client.force_login(person("link"))
    costs = set()
    for number in (2, 25):
        for i in range(number):
            where = circle(f"c{number}-{i}", parent=parent)
            seat(where, f"lead{number}-{i}", Role.FACILITATOR)
        with counted() as found:
            assert client.get(address).status_code == 200
        costs.add(found.number)
    assert len(costs) == 1 and costs.pop() <= 15


def test_an_observers_circle_leads_to_their_seat(client: Client) -> None:
    """Observers see neither names nor counts; they may still leave."""
    where = circle()
    seat(where, "obs", Role.OBSERVER)
    client.force_login(person("obs"))
    page = client.get(HOME).content.decode()
    assert f"/circles/{where.pk}/my-seat/" in page and f'/circles/{where.pk}/"' not in page
    assert client.get(f"/learning-circles/circles/{where.pk}/my-seat/").status_code == 200


def test_small_groups_are_not_counted_for_who_sees_no_names(client: Client) -> None:
    top = circle("top", layer=3)
    parent = circle("link", layer=2, parent=top)
    below = circle("one", parent=parent)
    seat(top, "above", Role.FACILITATOR)
    seat(parent, "link", Role.FACILITATOR)
    seat(below, "lead", Role.FACILITATOR)
    seat(below, "ann")
    client.force_login(person("above"))
    assert "Fewer than five people" in client.get(HOME, {"q": "Circle one"}).content.decode()
    client.force_login(person("link"))
    assert "2 people" in client.get(HOME, {"q": "Circle one"}).content.decode()


def test_every_page_leads_back_to_ones_courses(client: Client) -> None:
    client.force_login(person("ann"))
    assert 'href="/"' in client.get(HOME).content.decode()
