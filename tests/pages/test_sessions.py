"""The pages of a circle's calendar, as its people use them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from demo.models import Person
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.joining.models import PaperMember
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.sessions.models import (
    Attendance,
    CalendarFeed,
    Coming,
    Session,
    SessionNote,
    Temperature,
)
from tests.queries import counted
from tests.review import authors as act
from tests.sessions.build import ahead, just_over, pair, planned, tables
from tests.world import NOON, circle, now, person, seat

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>\"'{{ 6|add:1 }}"


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def address(name: str, where: Circle, session: Session | None = None) -> str:
    ids = {"circle_id": where.pk} | ({"session_id": session.pk} if session else {})
    return reverse(f"learning_circle:{name}", kwargs=ids)


def soup(answer: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.content.decode(), "html.parser")


def typed(answer: HttpResponse) -> dict[str, Any]:
    """What the first form of a page would send, with no button."""
    form = soup(answer).select_one("main form[method=post]")
    assert isinstance(form, Tag)
    found: dict[str, Any] = {}
    for node in form.select("input[name], select[name], textarea[name]"):
        kind, name = node.get("type", ""), str(node["name"])
        if kind in ("radio", "checkbox") and not node.has_attr("checked"):
            continue
        if node.name == "select":
            chosen = node.select_one("option[selected]") or node.select_one("option")
            value = str(chosen["value"]) if chosen else ""
        else:
            value = (
                node.text.removeprefix("\n")
                if node.name == "textarea"
                else str(node.get("value", "on" if kind == "checkbox" else ""))
            )
        if kind == "checkbox":
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    return found


DETAILS = {
    "base": "0",
    "kind": "workshop",
    "title": "From a concern to a plan",
    "day": "2027-01-16",
    "starts": "09:00",
    "ends": "11:00",
    "last_day": "",
    "zone": "Africa/Abidjan",
    "place_kind": "school",
    "place": "Room 4",
    "link": "",
    "bring": "Four answers",
    "codes": "",
}


def test_a_calendar_is_laid_out_changed_and_cancelled() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    client = signed_in(lead)
    page = client.get(address("sessions_plan", where))
    assert page.status_code == 200 and "seven workshops" in page.content.decode()
    sent = {
        "preset": "t3lfa",
        "start": "2027-01-10",
        "weekday": "5",
        "hour": "09:00",
        "zone": "Europe/Zurich",
    }
    answer = client.post(address("sessions_plan", where), sent, follow=True)
    assert len(soup(answer).select("ol.lc-list > li")) == 12
    first = Session.objects.order_by("starts_at").first()
    assert first is not None and first.starts_at.isoformat() == "2027-01-16T08:00:00+00:00"
    again = client.post(address("sessions_plan", where), sent)
    assert again.status_code == 422 and "has a calendar from a preset already" in again.content.decode()

    start = typed(client.get(address("session_change", where, first)))
    assert start["day"] == "2027-01-16" and start["starts"] == "09:00" and start["ends"] == "11:00"
    client.post(address("session_change", where, first), start | {"day": "2027-01-17", "bring": "A pen"})
    first.refresh_from_db()
    assert first.bring == "A pen" and first.moved_from is not None
    assert "it has moved" in signed_in(ann).get(address("session", where, first)).content.decode()

    empty = client.post(address("session_cancel", where, first), {"reason": " "})
    assert empty.status_code == 422 and "Please say why" in empty.content.decode()
    client.post(address("session_cancel", where, first), {"reason": "School is closed"})
    assert "School is closed" in signed_in(ann).get(address("session", where, first)).content.decode()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"ends": "08:00"}, "would end before it starts"),
        ({"ends": "09:00"}, "would end before it starts"),
        ({"zone": "Mars/Olympus"}, "No time zone is called that"),
        ({"zone": "Europe/Zurich", "day": "2027-03-28", "starts": "02:30"}, "the clocks jump over"),
        ({"last_day": "2027-03-01"}, "at most fourteen days"),
        ({"day": "0001-01-01"}, "a day of this century"),
        ({"day": "soon"}, "valid date"),
        ({"starts": "25:00"}, "valid time"),
        ({"link": "javascript:alert(1)"}, "valid URL"),
        ({"codes": "nowhere", "kind": "network_event"}, "No circle that you may add has the code nowhere"),
        ({"title": "x" * 121}, "at most 120"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(
    changed: dict[str, str], words: str
) -> None:
    where = circle()
    lead, _teachers = pair(where)
    answer = signed_in(lead).post(address("session_add", where), DETAILS | {"bring": HOSTILE} | changed)
    assert answer.status_code == 422
    assert words in soup(answer).select_one(".lc-mend").text  # type: ignore[union-attr]
    assert typed(answer)["bring"] == HOSTILE
    assert not soup(answer).select("main script")
    assert not Session.objects.exists()


def test_a_night_that_ends_on_the_next_day() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    sent = DETAILS | {"starts": "23:30", "ends": "01:30", "last_day": "2027-01-17", "place_kind": "online"}
    signed_in(lead).post(address("session_add", where), sent)
    session = Session.objects.get()
    assert session.minutes == 120
    Person.objects.filter(user=ann).update(zone="Asia/Seoul")
    text = signed_in(ann).get(address("session", where, session)).content.decode()
    assert "Sunday" in text and "8:30 a.m." in text and "time zone Asia/Seoul" in text


def test_two_facilitators_change_one_session_and_neither_is_overwritten() -> None:
    where = circle()
    lead, _teachers = pair(where)
    other = seat(where, "other", Role.CO_FACILITATOR)
    session = planned(where, lead)
    one = typed(signed_in(lead).get(address("session_change", where, session)))
    two = typed(signed_in(other).get(address("session_change", where, session)))
    signed_in(lead).post(address("session_change", where, session), one | {"bring": "A pen"})
    answer = signed_in(other).post(address("session_change", where, session), two | {"place": "Room 5"})
    assert answer.status_code == 422 and "Somebody else changed this meanwhile" in answer.content.decode()
    session.refresh_from_db()
    assert (session.bring, session.place) == ("A pen", "")
    kept = typed(answer)
    assert kept["place"] == "Room 5", "what the second typed is still there"
    signed_in(other).post(address("session_change", where, session), kept)
    session.refresh_from_db()
    assert session.place == "Room 5"


def test_moving_all_later_dates_takes_three_actions_and_shows_them_first() -> None:
    where = circle()
    lead, _teachers = pair(where)
    over, first, second = just_over(where, lead), ahead(where, lead, 3), ahead(where, lead, 10)
    client = signed_in(lead)
    page = client.get(address("sessions_shift", where), {"weeks": "4"})  # the link, then the number
    assert len(soup(page).select("main .lc-list > li")) == 2
    before = list(Session.objects.order_by("pk").values_list("starts_at", flat=True))
    form = next(f for f in soup(page).select("main form") if f.get("method") == "post")
    sent = {str(i["name"]): str(i["value"]) for i in form.select("input[type=hidden]")}
    answer = client.post(address("sessions_shift", where), sent, follow=True)  # and done
    assert "All later sessions have moved" in answer.content.decode()
    after = list(Session.objects.order_by("pk").values_list("starts_at", flat=True))
    assert after[0] == before[0] == over.starts_at, "the past is unchanged"
    assert after[1] - first.starts_at == after[2] - second.starts_at == timedelta(weeks=4)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"weeks": "0"}, "greater than or equal to 1"),
        ({"weeks": "many"}, "whole number"),
        ({"until": "2020-01-01"}, "more sessions than days"),
        ({"until": ""}, "required"),
    ],
)
def test_a_move_that_cannot_be_is_a_sentence(asked: dict[str, str], words: str) -> None:
    where = circle()
    lead, _teachers = pair(where)
    ahead(where, lead, 3), ahead(where, lead, 10)
    answer = signed_in(lead).get(address("sessions_shift", where), asked)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_calendar_that_changed_since_the_preview_is_shown_once_more() -> None:
    where = circle()
    lead, _teachers = pair(where)
    session = ahead(where, lead, 3)
    client = signed_in(lead)
    answer = client.post(address("sessions_shift", where), {"weeks": "4", "seen": "of-yesterday"})
    assert answer.status_code == 422 and "look at the dates once more" in answer.content.decode()
    session.refresh_from_db()
    assert session.revision == 1


def test_coming_or_not() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = ahead(where, lead, 3)
    client = signed_in(ann)
    client.post(address("session_coming", where, session), {"coming": "yes"})
    answer = client.post(address("session_coming", where, session), {"coming": "no"}, follow=True)
    assert "You said that you cannot come" in answer.content.decode()
    assert Coming.objects.get().is_coming is False
    signed_in(lead).post(address("session_cancel", where, session), {"reason": "Strike"})
    late = client.post(address("session_coming", where, session), {"coming": "yes"}, follow=True)
    assert "over or cancelled" in late.content.decode() and Coming.objects.get().is_coming is False


# -- after the session


def after(client: Client, where: Circle, session: Session, sent: dict[str, Any]) -> HttpResponse:
    answer: HttpResponse = client.post(address("session_after", where, session), sent)
    return answer


def test_thirty_six_teachers_in_six_tables_are_recorded_in_few_taps() -> None:
    """Counted are the buttons and choices: opening the pages, filling, the absent, done."""
    where = circle()
    lead, people = pair(where, teachers=36)
    tables(where, 6)
    for user in people[12:18]:
        act.shared_plan(user)
    session, client, taps = just_over(where, lead), signed_in(lead), 0

    page = client.get(address("session_after", where, session))
    taps += 1
    assert len(soup(page).select("details.lc-more")) == 10, (
        "six tables, agreed, more to keep, who led, access"
    )
    page = after(client, where, session, typed(page) | {"fill": "all"})
    taps += 1
    assert not Attendance.objects.exists(), "filling keeps nothing"
    sent = typed(page)
    for absent in people[3:5]:
        sent[f"m-p{absent.pk}"] = "absent"  # these are the taps for the absent
    answer = after(client, where, session, sent | {"keep": "1"})
    taps += 1
    assert answer.status_code == 302
    states = list(Attendance.objects.values_list("state", flat=True))
    assert states.count("present") == 34 and states.count("absent") == 2

    page = client.get(address("tutorial", where))
    taps += 1
    page = client.post(address("tutorial", where), typed(page) | {"fill": "3"})
    taps += 1
    sent = typed(page)
    assert sent["people"] == [f"p{user.pk}" for user in people[12:18]]
    answer = client.post(address("tutorial", where), sent | {"waiver": "Talked at the table", "keep": "1"})
    taps += 2
    assert answer.content.decode().count("The plan is agreed") == 6
    assert Plan.objects.filter(state="agreed").count() == 6
    assert taps <= 25


def test_filling_a_table_leaves_what_was_said_and_what_was_typed() -> None:
    where = circle()
    lead, people = pair(where, teachers=4)
    tables(where, 2)
    session, client = just_over(where, lead), signed_in(lead)
    sent = typed(client.get(address("session_after", where, session)))
    sent |= {"line": HOSTILE, f"m-p{people[0].pk}": "apologies", "fill": "1"}
    page = after(client, where, session, sent)
    assert page.status_code == 200
    kept = typed(page)
    assert kept["line"] == HOSTILE
    assert kept[f"m-p{people[0].pk}"] == "apologies" and kept[f"m-p{people[1].pk}"] == "present"
    assert f"m-p{people[2].pk}" not in kept


def test_two_facilitators_keep_the_register_and_the_note_at_once() -> None:
    where = circle()
    lead, (ann, ben, eve) = pair(where)
    other = seat(where, "other", Role.CO_FACILITATOR)
    session = just_over(where, lead)
    one = typed(signed_in(lead).get(address("session_after", where, session)))
    two = typed(signed_in(other).get(address("session_after", where, session)))
    one |= {f"m-p{ann.pk}": "present", f"m-p{ben.pk}": "present", "line": "We began.", "keep": "1"}
    two |= {f"m-p{ben.pk}": "part", f"m-p{eve.pk}": "online", "line": "It rained.", "keep": "1"}
    after(signed_in(lead), where, session, one)
    after(signed_in(other), where, session, two)
    states = dict(Attendance.objects.values_list("person_id", "state"))
    assert states == {ann.pk: "present", ben.pk: "part", eve.pk: "online"}
    assert SessionNote.objects.get().texts["line"] == "We began.\nIt rained."


def test_someone_on_paper_stands_in_the_register() -> None:
    where = circle()
    lead, _people = pair(where, teachers=1)
    paper = PaperMember.objects.create(circle=where, name="Kofi Paper", claim_code="ABCDEF", added_at=NOON)
    session, client = just_over(where, lead), signed_in(lead)
    page = client.get(address("session_after", where, session))
    assert "Kofi Paper" in page.content.decode() and "on paper" in page.content.decode()
    after(client, where, session, typed(page) | {f"m-n{paper.pk}": "present", "keep": "1"})
    assert Attendance.objects.get().paper_id == paper.pk


def test_what_is_pasted_into_a_chat_names_nobody() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session, client = just_over(where, lead), signed_in(lead)
    ahead(where, lead, 14, bring="A colleague’s opinion.")
    sent = typed(client.get(address("session_after", where, session)))
    after(client, where, session, sent | {f"m-p{ann.pk}": "present", "line": "First plans.", "keep": "1"})
    text = soup(client.get(address("session_after", where, session))).select_one("#paste")
    assert text is not None and text.text.strip().startswith("First plans. Next: ")
    assert "Please bring: A colleague’s opinion. The way in: http" in text.text
    assert "T0" not in text.text and "Secret" not in text.text


def test_the_next_date_is_filled_in_moved_and_made() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session, client = just_over(where, lead), signed_in(lead)
    coming = ahead(where, lead, 14)
    sent = typed(client.get(address("session_after", where, session)))
    assert sent["next_day"] == coming.starts_at.date().isoformat()
    day = (now() + timedelta(days=21)).date().isoformat()
    sent |= {"next_day": day, "next_hour": "16:00", "next_bring": "Paper", f"m-p{ann.pk}": "present"}
    after(client, where, session, sent | {"keep": "1"})
    coming.refresh_from_db()
    assert coming.starts_at.isoformat() == f"{day}T16:00:00+00:00" and coming.bring == "Paper"
    assert coming.minutes == 120
    coming.delete()
    after(client, where, session, typed(client.get(address("session_after", where, session))) | sent)
    made = Session.objects.exclude(pk=session.pk).get()
    assert made.starts_at.isoformat() == f"{day}T16:00:00+00:00" and made.kind == "workshop"


def test_a_session_that_lies_ahead_has_no_register_yet() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session, client = ahead(where, lead, 3), signed_in(lead)
    sent = typed(client.get(address("session_after", where, session)))
    answer = after(client, where, session, sent | {f"m-p{ann.pk}": "present", "line": "x", "keep": "1"})
    assert answer.status_code == 422 and "lies ahead" in answer.content.decode()
    assert typed(answer)[f"m-p{ann.pk}"] == "present" and typed(answer)["line"] == "x"
    assert not Attendance.objects.exists() and not SessionNote.objects.exists()


def test_a_closed_session_stays_as_it_is() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session, client = just_over(where, lead), signed_in(lead)
    early = client.post(address("session_close", where, session))
    assert early.status_code == 422 and "lies ahead" in early.content.decode()
    sent = typed(client.get(address("session_after", where, session))) | {"keep": "1"}
    after(client, where, session, sent | {f"m-p{ann.pk}": "present"})
    client.post(address("session_close", where, session))
    answer = after(client, where, session, sent | {f"m-p{ann.pk}": "absent"})
    assert answer.status_code == 422 and Attendance.objects.get().state == "present"


def test_teachers_see_their_own_line_and_nobody_elses() -> None:
    where = circle()
    lead, (ann, ben, eve) = pair(where)
    representative = seat(where, "rep", Role.UNION_REPRESENTATIVE)
    session, client = just_over(where, lead), signed_in(lead)
    sent = typed(client.get(address("session_after", where, session))) | {"keep": "1", "access": ["travel"]}
    sent |= {f"m-p{ann.pk}": "apologies", f"m-p{ben.pk}": "present", "access_text": "The bus."}
    after(client, where, session, sent)
    own = signed_in(ann).get(address("session", where, session)).content.decode()
    assert "you stand as: sent word" in own and "took part" not in own and "The bus" not in own
    assert "stand as" not in signed_in(eve).get(address("session", where, session)).content.decode()
    counted_ = signed_in(representative).get(address("session", where, session)).content.decode()
    assert "1 of 2" not in counted_, "so few would tell who it was"
    assert "stand as" not in counted_ and "The bus" not in counted_


def test_how_it_was_is_seen_from_three_answers_on_by_facilitators_alone() -> None:
    where = circle()
    lead, people = pair(where, teachers=4)
    session = just_over(where, lead)
    page = address("session", where, session)
    assert "without your name" not in signed_in(people[0]).get(page).content.decode(), "not held yet"
    sent = typed(signed_in(lead).get(address("session_after", where, session)))
    after(signed_in(lead), where, session, sent | {f"m-p{people[0].pk}": "present", "keep": "1"})
    for number, user in enumerate(people[:3]):
        assert "How it was for the circle" not in signed_in(lead).get(page).content.decode()
        assert "without your name" in signed_in(user).get(page).content.decode()
        words = ("zz last", "aa first", "")[number]
        answer = signed_in(user).post(
            address("session_how", where, session), {"warmth": "good", "words": words}, follow=True
        )
        assert "Nobody sees that it was you" in answer.content.decode()
        assert "without your name" not in signed_in(user).get(page).content.decode()
    signed_in(people[0]).post(address("session_how", where, session), {"warmth": "not_today"})
    text = signed_in(lead).get(page).content.decode()
    assert "Good use of my time: 3" in text and "Not today:" not in text, "nobody answers twice"
    assert text.index("aa first") < text.index("zz last"), "in no order that would say whose"
    assert "aa first" not in signed_in(people[1]).get(page).content.decode()
    assert {field.name for field in Temperature._meta.fields} == {
        "id",
        "session",
        "circle",
        "counts",
        "words",
    }
    refused = signed_in(people[3]).post(address("session_how", where, session), {"warmth": "bad"})
    assert refused.status_code == 422


# -- one's own calendar


def test_a_calendar_says_neither_names_nor_union_and_can_be_taken_back() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = ahead(where, lead, 3, title="Secret union meets", place="Secret union", bring="Ann’s")
    session.code = "W3"
    session.save()
    client = signed_in(ann)
    client.post(reverse("learning_circle:calendar_make"))
    found = soup(client.get(reverse("learning_circle:calendar"))).select_one("#address")
    assert found is not None
    way = str(found["value"])
    anybody = Client()
    answer = anybody.get(way)
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar") and "max-age=300" in answer["Cache-Control"]
    assert "SUMMARY:Learning circle: workshop 3" in text
    assert f"DTSTART:{session.starts_at:%Y%m%dT%H%M%SZ}" in text
    assert not re.search(r"Secret|Ann|\bT0\b|Circle one", text + str(answer.headers))
    assert "/learning-circles/calendar/" in way and ann.username not in way
    assert anybody.post(way).status_code == 405
    client.post(reverse("learning_circle:calendar_make"))
    assert anybody.get(way).status_code == 404, "a new address takes the former back"
    new = CalendarFeed.objects.get(live_slot=ann.pk)
    client.post(reverse("learning_circle:calendar_revoke"))
    assert anybody.get(reverse("learning_circle:calendar_feed", args=[new.token])).status_code == 404


def test_a_calendar_follows_its_owners_language_and_seats() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    ahead(where, lead, 3)
    signed_in(ann).post(reverse("learning_circle:calendar_make"))
    way = reverse("learning_circle:calendar_feed", args=[CalendarFeed.objects.get().token])
    assert Client().get(way).content.count(b"BEGIN:VEVENT") == 1
    ann.enrolments.update(is_active=False)  # type: ignore[attr-defined]
    assert Client().get(way).content.count(b"BEGIN:VEVENT") == 0


def test_pages_cost_the_same_with_few_and_with_many() -> None:
    costs: dict[str, list[int]] = {}
    for number in (3, 30):
        where = circle(f"of{number}")
        lead, people = pair(where, teachers=number)
        tables(where, 5)
        session = just_over(where, lead)
        for extra in range(number):
            ahead(where, lead, extra + 1)
        for name, who in (("sessions", people[0]), ("session", people[0]), ("session_after", lead)):
            with counted() as queries:
                assert signed_in(who).get(address(name, where, None if name == "sessions" else session))
            costs.setdefault(name, []).append(queries.number)
        for name in ("tutorial", "sessions_shift"):
            with counted() as queries:
                assert signed_in(lead).get(address(name, where), {"weeks": 2}).status_code == 200
            costs.setdefault(name, []).append(queries.number)
    for name, (few, many) in costs.items():
        assert few == many <= 15, (name, few, many)


def test_people_from_elsewhere_see_no_calendar() -> None:
    where = circle()
    lead, _people = pair(where)
    session = planned(where, lead)
    for name in ("sessions", "session", "session_after", "tutorial", "sessions_shift", "session_add"):
        way = address(name, where, session if name in ("session", "session_after") else None)
        assert signed_in(person("outsider")).get(way).status_code == 404
