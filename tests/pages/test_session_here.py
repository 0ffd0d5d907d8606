"""The register alone, on a light page: kept by a post, or brought by the script, merged by person."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client

from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.sessions.models import Attendance, AttendanceChange, Session
from tests.queries import counted
from tests.sessions.build import just_over, pair
from tests.world import circle, days, now, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Circle:
    """A circle."""
    return circle()


def at(where: Circle, session: Session) -> str:
    """The address of its register."""
    return f"/learning-circles/here/{where.pk}/{session.pk}/"


def client_of(user: User) -> Client:
    """A browser."""
    client = Client()
    client.force_login(user)
    return client


def shown(client: Client, address: str) -> BeautifulSoup:
    """The page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def base_of(page: BeautifulSoup) -> str:
    """What the page knows."""
    return str(page.select_one("input[name=base]")["value"])  # type: ignore[index]


def sync(client: Client, address: str, base: str, **taps: str) -> Any:
    """What the script sends, and what it is told."""
    data = {name.replace("_", "-"): value for name, value in taps.items()}
    answer = client.post(address, {**data, "base": base, "do": "sync"})
    assert answer.status_code == 200 and answer.headers["X-Learning-Circle"] == "sync"
    return json.loads(answer.content)


def states(session: Session) -> dict[str, str]:
    """Who stands how."""
    rows = Attendance.objects.filter(session=session)
    return dict(rows.values_list("person__username", "state"))


def test_it_is_kept_by_a_post_and_shown_with_the_page(where: Circle) -> None:
    lead, (ann, ben, _eve) = pair(where)
    session = just_over(where, lead)
    client = client_of(lead)
    page = shown(client, at(where, session))
    assert base_of(page) == "0" and not page.select("input[type=radio][checked]")
    data = {f"m-p{ann.pk}": "present", f"w-p{ann.pk}": "unknown", "base": "0", "do": "save"}
    assert client.post(at(where, session), data).status_code == 302
    page = shown(client, at(where, session))
    checked = page.select("input[type=radio][checked]")
    assert [(box["name"], box["value"]) for box in checked] == [(f"m-p{ann.pk}", "present")]
    assert states(session) == {ann.username: "present"}
    assert "Kept on the site" in page.text
    filled = client.post(at(where, session), {"fill": "all", "base": base_of(page)})
    assert filled.content.count(b" checked") == 3 and states(session) == {ann.username: "present"}
    assert ben.username not in states(session)


def test_two_registers_without_a_line_are_merged_by_person(where: Circle) -> None:
    """The later tap holds, whichever comes first; both stand in the history, once each."""
    lead, (ann, ben, eve) = pair(where)
    other = seat(where, "other", Role.CO_FACILITATOR)
    session = just_over(where, lead)
    one, two = client_of(lead), client_of(other)
    there = at(where, session)
    base = base_of(shown(one, there))
    late = {f"m_p{ann.pk}": "part", f"age-m-p{ann.pk}": "60", f"m_p{eve.pk}": "online"}
    told = sync(two, there, base, **late)
    assert dict(told["entries"]) == {f"m-p{ann.pk}": "part", f"m-p{eve.pk}": "online"}
    early = {f"m_p{ann.pk}": "present", f"age-m-p{ann.pk}": "3600", f"m_p{ben.pk}": "present"}
    for _again in range(2):
        told = sync(one, there, base, **early)
    assert states(session) == {ann.username: "part", ben.username: "present", eve.username: "online"}
    assert dict(told["entries"])[f"m-p{ann.pk}"] == "part", "the phone is told what holds"
    changes = AttendanceChange.objects.filter(line__person=ann).order_by("at")
    assert list(changes.values_list("state", "by_id")) == [("present", lead.pk), ("part", other.pk)]
    newer = sync(one, there, str(told["revision"]), **{f"m_p{ann.pk}": "present"})
    assert states(session)[ann.username] == "present" and newer["revision"] > told["revision"]
    same = sync(two, there, str(newer["revision"]), **{f"m_p{ann.pk}": "present"})
    assert same["revision"] == newer["revision"], "nothing new, nothing kept"


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 30, "1.5"])
def test_nonsense_is_passed_over(where: Circle, nonsense: str) -> None:
    lead, (ann, *_more) = pair(where)
    session = just_over(where, lead)
    taps = {
        f"m_p{ann.pk}": "present", f"age-m-p{ann.pk}": nonsense,
        "m_p987654": "present", "m_x": "present", f"m_{nonsense}": nonsense,
    }  # fmt: skip
    told = sync(client_of(lead), at(where, session), nonsense, **taps)
    assert told["is_kept"] and states(session) == {ann.username: "present"}
    assert AttendanceChange.objects.get().at <= now()


def test_what_cannot_be_kept_is_said_in_words(where: Circle) -> None:
    lead, (ann, *_more) = pair(where)
    session = just_over(where, lead)
    Session.objects.update(starts_at=now() + days(3))
    told = sync(client_of(lead), at(where, session), "0", **{f"m_p{ann.pk}": "present"})
    assert told["not_kept"].endswith(".") and told["entries"] is None and not states(session)
    data = {f"m-p{ann.pk}": "present", "base": "0", "do": "save"}
    answer = client_of(lead).post(at(where, session), data)
    assert answer.status_code == 422 and told["not_kept"] in answer.content.decode()
    assert b" checked" in answer.content, "what was tapped stays"


def test_my_page_leads_there_before_the_line_goes(where: Circle) -> None:
    lead, (ann, *_more) = pair(where)
    session = just_over(where, lead)
    link = f"a[href='{at(where, session)}']"
    assert shown(client_of(lead), "/learning-circles/me/").select(link)
    assert not shown(client_of(ann), "/learning-circles/me/").select(link)
    Session.objects.update(starts_at=now() + days(30))
    assert not shown(client_of(lead), "/learning-circles/me/").select(link)


def test_the_page_costs_the_same_for_many(where: Circle) -> None:
    lead, _people = pair(where)
    session = just_over(where, lead)
    costs = []
    for number in (3, 30):
        for i in range(number):
            seat(where, f"of{number}-{i}")
        with counted() as queries:
            shown(client_of(lead), at(where, session))
        costs.append(queries.number)
    assert costs[0] == costs[1] <= 20
