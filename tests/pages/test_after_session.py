"""The screen after a session, with everything that may be kept of it."""

import gzip
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.sessions.models import Attendance, NoteVersion, Session, SessionNote, SessionPart
from learning_circle_xblock.support.models import StepIn
from tests.sessions.build import ahead, just_over, pair, tables
from tests.world import circle, now, person, seat

from .test_sessions import address, after, signed_in, soup, typed

pytestmark = pytest.mark.django_db
LIGHT = 20 * 1024  # bytes, compressed: a phone on a weak line


def kept(client: Client, where: Circle, session: Session, **sent: Any) -> HttpResponse:
    """The screen as it stands, with these answers."""
    page = client.get(address("session_after", where, session))
    return after(client, where, session, typed(page) | sent | {"keep": "1"})


def text_of(client: Client, name: str, where: Circle, session: Session | None = None) -> str:
    """What a page says, without its markup."""
    found: BeautifulSoup = soup(client.get(address(name, where, session)))
    return " ".join(found.get_text(" ", strip=True).split())


def guest(where: Circle, name: str, *, days: float, lasting: float = 3) -> User:
    """Somebody who was with the circle from so many days ago."""
    who, began = person(name), now() - timedelta(days=days)
    ends = began + timedelta(days=lasting)
    StepIn.objects.create(
        circle=where, person=who, why="To listen", until=ends.date(), ends_at=ends, state="active",
        proposed_at=began, agreed_at=began,
    )  # fmt: skip
    return who


@pytest.mark.parametrize("number", [36])
def test_the_screen_is_light_with_thirty_six_teachers(number: int) -> None:
    where = circle()
    lead, people = pair(where, teachers=number)
    tables(where, 6)
    session, client = just_over(where, lead), signed_in(lead)
    for name, way in (("screen", "session_after"), ("tutorial", "tutorial"), ("list", "sessions")):
        answer = client.get(address(way, where, session if name == "screen" else None))
        assert answer.status_code == 200
        weight = len(gzip.compress(answer.content))
        assert weight < LIGHT, (name, weight)
    marks = {f"m-p{who.pk}": "present" for who in people}
    assert kept(client, where, session, **marks).status_code == 302
    assert len(gzip.compress(client.get(address("session_after", where, session)).content)) < LIGHT


def test_everything_but_the_register_is_filled_in_or_folded() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    second = seat(where, "second", Role.CO_FACILITATOR)
    session, client = just_over(where, lead), signed_in(lead)
    page = soup(client.get(address("session_after", where, session)))
    folded = page.select(
        "details:not([open]) input, details:not([open]) textarea, details:not([open]) select"
    )
    assert {"led", "tools", "access", "talked", "agreed-0-what"} <= {str(node.get("name")) for node in folded}
    assert {node["value"] for node in page.select("input[name=led][checked]")} == {
        str(lead.pk),
        str(second.pk),
    }
    assert kept(client, where, session, **{f"m-p{ann.pk}": "present"}).status_code == 302
    session.refresh_from_db()
    assert session.state == "held", "the date and the register are enough"
    assert not SessionNote.objects.exists()
    assert set(SessionPart.objects.values_list("person_id", "part")) == {(lead.pk, "led"), (second.pk, "led")}


def test_who_led_and_who_was_a_guest_is_shown_to_the_circle() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    seat(where, "second", Role.CO_FACILITATOR)
    there, gone = guest(where, "visitor", days=2), guest(where, "former", days=30)
    session, client = just_over(where, lead), signed_in(lead)
    page = soup(client.get(address("session_after", where, session)))
    assert [node["value"] for node in page.select("input[name=guests]")] == [str(there.pk)], "on that day"
    assert not page.select("input[name=guests][checked]"), "that somebody was there is said, not assumed"
    kept(client, where, session, **{f"m-p{ann.pk}": "present"}, led=[str(lead.pk)], guests=[str(there.pk)])
    seen = text_of(signed_in(ann), "session", where, session)
    assert "Led by Lead-One" in seen and "Guests Visitor" in seen and "Second" not in seen
    again = kept(client, where, session, guests=[str(gone.pk)])
    assert again.status_code == 422, "nobody who was not with the circle"
    again = kept(client, where, session, led=[str(ann.pk)])
    assert again.status_code == 422, "nobody who does not facilitate"
    kept(client, where, session, guests=[])
    assert "Guests" not in text_of(signed_in(ann), "session", where, session)


def test_nothing_is_said_of_who_led_before_anybody_was_there() -> None:
    where = circle()
    lead, _people = pair(where)
    session = just_over(where, lead)
    kept(signed_in(lead), where, session)
    assert not SessionPart.objects.exists() and Session.objects.get().state == "planned"


def test_what_was_agreed_says_what_who_and_by_when() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session, client = just_over(where, lead), signed_in(lead)
    one = {"agreed-0-what": "Ask two colleagues", "agreed-0-who": "teachers", "agreed-0-by": "2027-01-30"}
    kept(client, where, session, **{f"m-p{ann.pk}": "present"}, **one)
    assert SessionNote.objects.get().decisions == [
        {"what": "Ask two colleagues", "who": "teachers", "by": "2027-01-30"}
    ]
    seen = text_of(signed_in(ann), "session", where, session)
    assert "What we agreed Ask two colleagues each teacher, by Jan. 30, 2027" in seen
    kept(client, where, session, **{"agreed-1-what": "Find a room"})
    assert [row["what"] for row in SessionNote.objects.get().decisions] == [
        "Ask two colleagues",
        "Find a room",
    ]
    kept(client, where, session, **{"agreed-0-what": ""})
    assert [row["what"] for row in SessionNote.objects.get().decisions] == ["Find a room"]
    wrong = kept(client, where, session, **{"agreed-1-what": "Late", "agreed-1-by": "soon"})
    assert wrong.status_code == 422 and "valid date" in wrong.content.decode()
    assert typed(wrong)["agreed-1-what"] == "Late", "what was typed is still there"


def test_two_facilitators_agree_on_things_at_once_and_neither_is_lost() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    other = seat(where, "other", Role.CO_FACILITATOR)
    session = just_over(where, lead)
    kept(signed_in(lead), where, session, **{f"m-p{ann.pk}": "present", "agreed-0-what": "First"})
    pages = [typed(signed_in(who).get(address("session_after", where, session))) for who in (lead, other)]
    after(
        signed_in(lead),
        where,
        session,
        pages[0] | {"agreed-1-what": "By the lead", "tools": ["plan"], "keep": "1"},
    )
    after(signed_in(other), where, session, pages[1] | {"agreed-1-what": "By the other", "keep": "1"})
    note = SessionNote.objects.get()
    assert [row["what"] for row in note.decisions] == ["First", "By the lead", "By the other"]
    assert note.tools == ["plan"]
    assert NoteVersion.objects.count() == 3


def test_tools_and_a_small_success_are_read_by_the_circle() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = just_over(where, lead)
    more = {"tools": ["wall_walk", "care"], "did": "Shorter.", "opened_with": "Two quiet pupils spoke."}
    kept(signed_in(lead), where, session, **{f"m-p{ann.pk}": "present"}, **more)
    seen = text_of(signed_in(ann), "session", where, session)
    assert "A walk past posters" in seen and "Shorter." in seen and "Two quiet pupils spoke." in seen
    assert kept(signed_in(lead), where, session, tools=["hammer"]).status_code == 422


def test_a_note_of_an_older_release_is_still_read_and_never_lost() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = just_over(where, lead)
    kept(signed_in(lead), where, session, **{f"m-p{ann.pk}": "present", "line": "We met."})
    texts = {"line": "We met.", "decided": "All: ask a colleague"}
    SessionNote.objects.update(texts=texts, tools=[], decisions=[])
    NoteVersion.objects.update(kept=texts)
    kept(signed_in(lead), where, session, talked="Much.")
    assert SessionNote.objects.get().texts["decided"] == "All: ask a colleague"
    assert "All: ask a colleague" in text_of(signed_in(ann), "session", where, session)


def test_how_it_was_is_one_tap() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = just_over(where, lead)
    kept(signed_in(lead), where, session, **{f"m-p{ann.pk}": "present"})
    page = soup(signed_in(ann).get(address("session", where, session)))
    taps = page.select("button[name=warmth]")
    assert [node["value"] for node in taps] == ["good", "so_so", "not_today"]
    signed_in(ann).post(address("session_how", where, session), {"warmth": "good", "words": ""})
    assert not soup(signed_in(ann).get(address("session", where, session))).select("button[name=warmth]")


def test_an_event_of_several_circles_is_not_moved_from_here() -> None:
    one, two = circle("one"), circle("two")
    lead, (ann, *_more) = pair(one)
    pair(two, prefix="u")
    session = just_over(one, lead)
    event = ahead(one, lead, 9, kind="network_event")
    event.circles.add(two)
    page = soup(signed_in(lead).get(address("session_after", one, session)))
    assert not page.select("[name=next_day]") and "shared with other circles" in page.get_text()
    assert kept(signed_in(lead), one, session, **{f"m-p{ann.pk}": "present"}).status_code == 302
    assert Attendance.objects.count() == 1


def test_the_next_session_may_go_past_midnight() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = just_over(where, lead)
    day = (now() + timedelta(days=21)).date()
    sent = {f"m-p{ann.pk}": "present", "next_day": day.isoformat(), "next_hour": "23:30"}
    assert kept(signed_in(lead), where, session, **sent).status_code == 302
    made = Session.objects.exclude(pk=session.pk).get()
    assert made.minutes == 120 and made.starts_at.isoformat() == f"{day}T23:30:00+00:00"


def test_the_list_says_what_is_true_of_a_session_that_is_over() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    over, coming = just_over(where, lead), ahead(where, lead, 9)
    said = text_of(signed_in(ann), "sessions", where)
    assert "over, register not kept yet" in said and said.count("planned") == 1
    page = soup(signed_in(lead).get(address("sessions", where)))
    ways = [str(node["href"]) for node in page.select("ol.lc-list a.lc-btn")]
    assert ways == [address("session_after", where, over)], "none for what lies ahead"
    assert "lc-plain" not in page.select("ol.lc-list a.lc-btn")[0]["class"], "it is waited for"
    assert "over, register not kept yet" in text_of(signed_in(ann), "session", where, over)
    kept(signed_in(lead), where, over, **{f"m-p{ann.pk}": "present"})
    assert "not kept yet" not in text_of(signed_in(ann), "sessions", where)
    assert coming.state == "planned"


def test_one_more_session_is_folded_where_there_are_some() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    first = soup(signed_in(lead).get(address("sessions", where)))
    assert first.select("section form [name=title]") and not first.select("details [name=title]")
    ahead(where, lead, 9)
    then = soup(signed_in(lead).get(address("sessions", where)))
    assert then.select("details:not([open]) form [name=title]")
    assert not soup(signed_in(ann).get(address("sessions", where))).select("[name=title]")
