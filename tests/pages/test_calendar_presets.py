"""Calendars as a pick list, changed before they are laid out: for one circle, or for all of a union."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.programmes.api import name_coordinator
from learning_circle_xblock.sessions.models import NodePreset, Session
from tests.sessions.build import pair
from tests.world import NOON, circle, person

from .test_sessions import HOSTILE, address, signed_in, soup, typed

pytestmark = pytest.mark.django_db
WHEN = {"start": "2027-01-10", "weekday": "5", "hour": "09:00", "zone": "Europe/Zurich"}


def coordinator(where: Circle) -> User:
    who = person("coordinator")
    name_coordinator(node=where.node, user_id=who.pk, at=NOON)
    return who


def of_union(name: str, where: Circle, **ids: Any) -> str:
    return reverse(f"learning_circle:{name}", kwargs={"node_id": where.node_id, **ids})


def test_every_preset_says_what_it_holds() -> None:
    where = circle()
    lead, _people = pair(where)
    page = soup(signed_in(lead).get(address("sessions_plan", where)))
    assert [node["value"] for node in page.select("input[name=preset]")] == [
        "t3lfa", "tldw_school", "accelerated", "micro", "link",
    ]  # fmt: skip
    assert [len(node.select("li")) for node in page.select("details ol")] == [13, 13, 7, 13, 5]
    held = " ".join(page.select("details ol")[0].get_text(" ", strip=True).split())
    assert (
        held.startswith("Workshop 1 · Meet, say why we joined") and "week 44, 480 minutes · optional" in held
    )


def test_a_facilitator_changes_the_events_before_they_are_laid_out() -> None:
    where = circle()
    lead, _people = pair(where)
    client, way = signed_in(lead), address("sessions_plan", where)
    opened = client.post(way, {"preset": "accelerated", "events": "1", **WHEN})
    assert opened.status_code == 200 and not Session.objects.exists(), "looking plans nothing"
    sent = typed(opened)
    assert sent["preset"] == "accelerated" and sent["hour"] == "09:00", "what was typed stays"
    assert sent["event-TOTAL_FORMS"] == "9"
    del sent["event-1-is_in"]
    sent |= {"event-0-minutes": "90", "event-2-week": "5", "event-0-title": HOSTILE}
    sent |= {"event-7-is_in": ["on"], "event-7-week": "21", "event-7-minutes": "60", "event-7-title": "Feast"}
    answer = client.post(way, sent)
    assert answer.status_code == 302, soup(answer).select(".lc-mend")
    rows = list(Session.objects.order_by("starts_at").values_list("code", "minutes", "title"))
    assert rows == [
        ("W1", 90, HOSTILE), ("W2", 120, ""), ("W3", 120, ""), ("N1", 240, ""), ("T2", 40, ""),
        ("W4", 120, ""), ("W5", 60, "Feast"),
    ]  # fmt: skip
    second = Session.objects.get(code="W2")
    assert second.starts_at.isoformat() == "2027-02-20T08:00:00+00:00", "five weeks on"
    assert not NodePreset.objects.exists(), "for this circle alone"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"event-0-week": "1000"}, "less than or equal to 104"),
        ({"event-0-minutes": "0"}, "greater than or equal to 10"),
        ({"event-0-kind": "party"}, "valid choice"),
        ({"event-1-code": "W1"}, "same short name"),
        ({"hour": "25:00"}, "valid time"),
        ({f"event-{n}-is_in": [] for n in range(7)}, "needs at least one event"),
    ],
)
def test_what_cannot_be_laid_out_is_said_and_nothing_typed_is_lost(
    changed: dict[str, Any], words: str
) -> None:
    where = circle()
    lead, _people = pair(where)
    client, way = signed_in(lead), address("sessions_plan", where)
    sent = typed(client.post(way, {"preset": "accelerated", "events": "1", **WHEN}))
    answer = client.post(way, sent | {"event-3-title": "Kept"} | changed)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert typed(answer)["event-3-title"] == "Kept" and not Session.objects.exists()


def test_a_union_keeps_its_own_variant_and_its_circles_start_from_it() -> None:
    where = circle()
    lead, _people = pair(where)
    client = signed_in(coordinator(where))
    way = of_union("calendar_preset", where, preset="micro")
    assert way in str(soup(client.get(of_union("calendars", where))))
    sent = typed(client.get(way))
    del sent["event-1-is_in"]
    assert client.post(way, sent | {"event-0-minutes": "90"}).status_code == 302
    late = client.post(way, sent | {"event-0-minutes": "30"})
    assert late.status_code == 422 and "Somebody else changed this" in late.content.decode()
    assert "Secret union" not in client.get(way).content.decode()
    page = soup(signed_in(lead).get(address("sessions_plan", where)))
    assert "as your union changed it" in page.get_text()
    signed_in(lead).post(address("sessions_plan", where), {"preset": "micro", **WHEN})
    rows = list(Session.objects.order_by("starts_at").values_list("code", "minutes"))
    assert len(rows) == 11 and rows[0] == ("W1", 90), "what was left out is there for who asks for it"
    client.post(of_union("calendar_preset_restore", where, preset="micro"))
    assert not NodePreset.objects.exists() and len(Session.objects.all()) == 11


def test_an_unknown_calendar_is_not_there() -> None:
    where = circle()
    client = signed_in(coordinator(where))
    assert client.get(of_union("calendar_preset", where, preset="mine")).status_code == 404
    assert client.post(of_union("calendar_preset_restore", where, preset="mine")).status_code == 404
    lead, _people = pair(where)
    refused = signed_in(lead).post(address("sessions_plan", where), {"preset": "mine", **WHEN})
    assert refused.status_code == 422 and not Session.objects.exists()
