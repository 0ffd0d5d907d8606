"""The page of critical friends: a proposal is looked at, people are moved, then it is kept."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.friends.models import Pairing
from learning_circle_xblock.permissions import Role
from tests.queries import counted
from tests.world import circle, person, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Circle:
    """A facilitator and five teachers."""
    found = circle()
    seat(found, "lead", Role.FACILITATOR)
    for number in range(5):
        seat(found, f"t{number}")
    return found


@pytest.fixture
def lead(where: Circle) -> Client:
    found = Client()
    found.force_login(person("lead"))
    return found


def at(where: Circle) -> str:
    return f"/learning-circles/circles/{where.pk}/friends/"


def chosen(answer: Any) -> dict[str, str]:
    """What the page would send."""
    page = BeautifulSoup(answer.content.decode(), "html.parser")
    found = {}
    for tag in page.select("select[name^=group-]"):
        option = tag.select_one("option[selected]")
        found[str(tag["name"])] = str(option["value"]) if option else "0"
    return {**found, "do": "keep", "rule": str(page.select_one("input[name=rule]")["value"])}  # type: ignore[index]


def test_from_a_proposal_to_pairs(where: Circle, lead: Client) -> None:
    proposed = lead.post(at(where), {"do": "propose", "size": "2", "rule": "rotation"})
    assert proposed.status_code == 200 and b"This is a proposal" in proposed.content
    assert not Pairing.objects.exists()
    data = chosen(proposed)
    assert sorted(data[name] for name in data if name.startswith("group-")) in (
        [["1", "1", "1", "2", "2"], ["1", "1", "2", "2", "2"]]
    )
    assert lead.post(at(where), data).status_code == 302
    assert Pairing.objects.filter(rule="rotation", ended_at=None).count() == 2
    kept = lead.get(at(where))
    assert b"This is a proposal" not in kept.content
    again = chosen(kept)
    assert {name: again[name] for name in again if name.startswith("group-")}.keys() == {
        f"group-{user.pk}" for user in User.objects.filter(username__startswith="t")
    }


def test_one_alone_is_said_and_what_was_chosen_stays(where: Circle, lead: Client) -> None:
    pks = list(User.objects.filter(username__startswith="t").order_by("pk").values_list("pk", flat=True))
    sent = {f"group-{pks[0]}": "1", f"group-{pks[1]}": "2", f"group-{pks[2]}": "2", "do": "keep"}
    answer = lead.post(at(where), sent)
    assert answer.status_code == 422
    assert "Please look at group 1." in answer.content.decode()
    assert chosen(answer)[f"group-{pks[0]}"] == "1"
    assert not Pairing.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"size": "5", "rule": "table"}, {"size": "2", "rule": "friends"}])
def test_a_proposal_needs_its_choices(where: Circle, lead: Client, sent: dict[str, str]) -> None:
    answer = lead.post(at(where), {"do": "propose", **sent})
    assert answer.status_code == 422 and b"Choose" in answer.content


def test_nonsense_is_passed_over(where: Circle, lead: Client) -> None:
    sent = {"do": "keep", "group-x": "1", "group-7": "9" * 30, "group-": "1", "rule": "magic"}
    assert lead.post(at(where), sent).status_code == 302
    assert not Pairing.objects.exists()


def test_the_cost_is_the_same_however_many_there_are(where: Circle, lead: Client) -> None:
    lead.get(at(where))
    with counted() as few:
        lead.get(at(where))
    for number in range(5, 30):
        seat(where, f"t{number}")
    with counted() as many:
        lead.get(at(where))
    assert many.number == few.number
