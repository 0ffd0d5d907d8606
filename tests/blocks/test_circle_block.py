"""The circle block: who is in the circle, and what is next."""

import json

import pytest
from django.contrib.auth.models import User

from demo.models import Person
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.programmes.api import ensure_attached
from learning_circle_xblock.sessions.models import Session
from tests.queries import counted
from tests.review import authors as act
from tests.sessions.build import ahead, just_over, pair
from tests.world import CIRCLE, NOON, Answer, call, circle, course_key, person, seat, view

from .pages import HOSTILE, assert_harmless, button

pytestmark = pytest.mark.django_db


def crowd(where: Circle, number: int) -> None:
    """So many teachers, without a word from any of them."""
    users = User.objects.bulk_create(User(username=f"crowd{where.pk}-{i}") for i in range(number))
    Person.objects.bulk_create(Person(user=u, name=f"Crowd {u.username}") for u in users)
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


def people(page: Answer) -> list[str]:
    """The names of a list."""
    return [node.text for node in page.page.select(".lc-people bdi")]


def test_the_people_with_their_roles() -> None:
    where = circle()
    for username, role in [
        ("ann", Role.TEACHER),
        ("lead", Role.FACILITATOR),
        ("rep", Role.UNION_REPRESENTATIVE),
        ("watch", Role.OBSERVER),
    ]:
        seat(where, username, role)
    page = view(person("ann"), CIRCLE)
    assert people(page) == ["Lead", "Rep", "Ann"]
    lines = [node.get_text(" ", strip=True) for node in page.page.select(".lc-people li")]
    assert "Facilitator" in lines[0] and "Representative" in lines[1] and "You" in lines[2]
    assert "Watch" not in page.text
    assert "Secret union" not in page.text, "the union's name is on no page"
    assert len(page.page.select(".lc-ring circle")) == 4, "a line and three seats"


def test_an_observer_sees_neither_names_nor_texts() -> None:
    where = circle()
    seat(where, "ann")
    page = view(seat(where, "watch", Role.OBSERVER), CIRCLE)
    assert "as an observer" in page.text
    assert "Ann" not in page.text and not people(page)


def test_what_is_next_stands_on_the_page_with_its_address() -> None:
    where = circle()
    ann, lead = seat(where, "ann"), seat(where, "lead", Role.FACILITATOR)
    assert "Four short answers begin your project plan" in view(ann, CIRCLE).text
    act.shared_plan(ann, title="Fingers")
    calm = view(ann, CIRCLE)
    assert "Nothing for you to do today" in calm.text and not calm.page.select(".lc-next a.lc-btn")
    leading = view(lead, CIRCLE)
    assert "See who needs you this week" in leading.text and "Fingers" not in leading.text
    assert leading.one(".lc-next a.lc-btn")["href"] == "/learning-circles/week/"
    assert leading.one(".lc-next a.lc-btn")["target"] == "_top", "out of the frame"


def test_a_reader_is_told_whom_to_read_and_until_when() -> None:
    where = circle()
    people_ = act.authors(where, 5)
    row = act.held_by(people_[0])[0]
    page = view(people_[0], CIRCLE)
    name = row.request.version.made_by.person.name
    assert f"{name} would like you to read a practice account and respond" in page.text
    assert "May 11" in page.text


@pytest.mark.parametrize("number", [1, 2, 16, 17])
def test_the_ring_of_seats_is_a_picture_for_circles_that_fit(number: int) -> None:
    where = circle()
    ann = seat(where, "ann")
    crowd(where, number - 1)
    page = view(ann, CIRCLE)
    assert len(people(page)) == number
    assert len(page.page.select(".lc-r-you")) == (1 if 2 <= number <= 16 else 0)


def test_five_hundred_people_page_by_page() -> None:
    where = circle()
    ann = seat(where, "ann")
    crowd(where, 499)
    page = view(ann, CIRCLE)
    assert "500 people" in page.text
    found = people(page)
    for number in range(2, 100):
        if not button(page, "people"):
            break
        assert f'"page": "{number}"' in str(page.one("[hx-get$='/people']")["hx-vals"])
        page = call(ann, CIRCLE, "people", {"circle": where.pk, "page": number}, method="GET")
        found += people(page)
    assert len(found) == len(set(found)) == 500


def test_the_people_of_another_circle_are_not_there() -> None:
    one, two = circle("one"), circle("two")
    ann = seat(one, "ann")
    seat(two, "ben")
    answer = call(ann, CIRCLE, "people", {"circle": two.pk, "page": 1}, method="GET")
    assert answer.status == 404 and "Ben" not in answer.text


@pytest.mark.parametrize("role", [Role.OBSERVER, None])
def test_who_may_not_see_the_people_does_not_page_through_them(role: Role | None) -> None:
    where = circle()
    seat(where, "ann")
    user = seat(where, "other", role) if role else person("other")
    answer = call(user, CIRCLE, "people", {"circle": where.pk, "page": 1}, method="GET")
    assert answer.status == 404 and "Ann" not in answer.text


def opened(user: User, page: Answer) -> list[str]:
    """Everybody of the page's circle and of each further one, whose people open on demand."""
    found = people(page)
    for node in page.page.select("li [hx-get$='/people']"):
        values = json.loads(str(node["hx-vals"]))
        found += people(call(user, CIRCLE, "people", values, method="GET"))
    return found


def test_several_circles_of_one_person() -> None:
    """Teacher here, facilitator there: each with its people, and one line that says what is next."""
    one, two = circle("one"), circle("two")
    ann = seat(one, "ann")
    seat(two, "ann", Role.FACILITATOR)
    seat(one, "ben")
    seat(two, "cy")
    page = view(ann, CIRCLE)
    assert page.one("h2.lc-h1").text == "Circle one" and "Circle two" in page.text
    assert sorted(opened(ann, page)) == ["Ann", "Ann", "Ben", "Cy"]
    assert len(page.page.select(".lc-next")) == 1


def test_a_link_facilitator_sees_the_circles_below() -> None:
    parent = circle("up", layer=2)
    for code in ("one", "two"):
        child = circle(code, parent=parent)
        seat(child, f"{code}-lead", Role.FACILITATOR)
        seat(child, f"{code}-teacher")
    link = seat(parent, "link", Role.FACILITATOR)
    assert {"One-Teacher", "Two-Teacher"} <= set(opened(link, view(link, CIRCLE)))
    plain = person("one-lead")
    seen = opened(plain, view(plain, CIRCLE))
    assert "One-Teacher" in seen and "Link" in seen
    assert "Two-Teacher" not in seen, "never a sibling circle"


def link_of(number: int) -> User:
    """A link facilitator with so many circles below."""
    parent = circle(f"up{number}", layer=2)
    for i in range(number):
        child = circle(f"c{number}-{i}", parent=parent)
        seat(child, f"lead{number}-{i}", Role.FACILITATOR)
    return seat(parent, f"link{number}", Role.FACILITATOR)


def test_the_cost_does_not_grow_with_the_circles_below() -> None:
    """A view's number of queries is a constant, whatever the programme holds."""
    costs = []
    for number in (1, 4, 9):
        link = link_of(number)
        with counted() as queries:
            view(link, CIRCLE)
        costs.append(queries.number)
    assert max(costs) <= 12
    assert costs[1] == costs[2]


def test_every_circle_of_a_link_facilitator_is_named() -> None:
    """The circle they lead, and each below it."""
    page = view(link_of(5), CIRCLE)
    assert [
        code for code in ("up5", *(f"c5-{i}" for i in range(5))) if f"Circle {code}" not in page.text
    ] == []


def test_markup_in_names_is_text() -> None:
    where = circle()
    Circle.objects.update(name=HOSTILE[:80])
    where.refresh_from_db()
    for username in ("ann", "ben"):
        seat(where, username)
    Person.objects.update(name=HOSTILE)
    act.shared_plan(person("ben"), title=HOSTILE)
    for user in (person("ann"), seat(where, "lead", Role.FACILITATOR)):
        page = view(user, CIRCLE)
        assert_harmless(page)
        assert HOSTILE[:80] == page.one("h2.lc-h1 bdi").text
        assert HOSTILE in people(page)
    assert_harmless(call(person("ann"), CIRCLE, "people", {"circle": where.pk, "page": 1}, method="GET"))


def test_somebody_whose_user_is_gone_takes_their_seat_along() -> None:
    where = circle()
    ann = seat(where, "ann")
    seat(where, "ben").delete()
    assert people(view(ann, CIRCLE)) == ["Ann"]


def test_a_course_that_no_union_has_attached_says_so_to_the_course_team() -> None:
    staff, ann = person("staff", staff=True), person("ann")
    assert "No union has attached this course yet" in view(staff, CIRCLE).text
    assert "No union" not in view(ann, CIRCLE).text, "a calm sentence for everybody else"
    ensure_attached(node=circle().node, course_key=course_key(), at=NOON)
    assert "No union has attached" not in view(staff, CIRCLE).text


def test_the_next_session_coming_or_not_and_the_year() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    just_over(where, lead)
    Session.objects.update(state="held")
    ahead(where, lead, 3, title="From a concern", place="Room 4", bring="Four answers", zone="Asia/Seoul")
    ahead(where, lead, 30, kind="network_event")
    ahead(where, lead, 20, kind="tutorial")
    page = view(ann, CIRCLE)
    part = page.one("[data-lc-session]")
    assert "From a concern" in part.text and "Room 4" in part.text and "Four answers" in part.text
    beads = [" ".join(node["class"]) for node in page.page.select(".lc-thread .lc-bead")]
    assert beads == [
        "lc-bead lc-bead-done", "lc-bead lc-bead-now", "lc-bead lc-bead-one", "lc-bead lc-bead-net",
    ]  # fmt: skip
    assert "1 meeting held, 3 to come" in page.page.get_text(" ", strip=True)
    pressed = json.loads(str(page.one("[hx-post$='/coming']")["hx-vals"]))
    answer = call(ann, CIRCLE, "coming", pressed)
    assert "Noted: you are coming" in answer.text
    assert [node["aria-pressed"] for node in answer.page.select("[hx-post$='/coming']")] == ["true", "false"]
    answer = call(ann, CIRCLE, "coming", {**pressed, "coming": "no"})
    assert "You said that you cannot come" in answer.text
    Session.objects.filter(pk=pressed["session"]).update(state="cancelled")
    assert "over or cancelled" in call(ann, CIRCLE, "coming", pressed).text
    assert call(ann, CIRCLE, "coming", {"session": 987_654, "coming": "yes"}).status == 404


def test_a_circle_without_dates_has_a_way_to_them() -> None:
    where = circle()
    lead, _teachers = pair(where)
    page = view(lead, CIRCLE)
    assert not page.page.select(".lc-thread") and f"/circles/{where.pk}/sessions/" in page.text
