"""The pages of a circle, as people use them: no script, a form for each action, and what was typed stays."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle, LeavingCount, Membership
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.programmes import api as programmes
from tests.queries import counted
from tests.world import NOON, circle, course_key, person, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Circle:
    """A facilitator and six teachers."""
    where = circle()
    seat(where, "lead", Role.FACILITATOR)
    for name in ("ann", "ben", "cleo", "dan", "eve", "fay"):
        seat(where, name)
    return where


def coordinator(where: Circle) -> User:
    """Who coordinates the node; not enrolled."""
    boss = person("coord", enrolled=False)
    programmes.name_coordinator(node=where.node, user_id=boss.pk, at=NOON)
    return boss


def client(user: User) -> Client:
    """Signed in."""
    found = Client()
    found.force_login(user)
    return found


def address(name: str, where: Circle, **more: int) -> str:
    """Of a page of the circle."""
    return reverse(f"learning_circle:{name}", kwargs={"circle_id": where.pk, **more})


def row(where: Circle, username: str) -> Membership:
    """The membership that has not ended."""
    return Membership.objects.get(circle=where, person__username=username, live_slot__isnull=False)


def text(response: HttpResponse) -> str:
    """The words of a page."""
    return " ".join(BeautifulSoup(response.content.decode(), "html.parser").get_text(" ").split())


def send(user: User, where: Circle, username: str, **data: str) -> HttpResponse:
    """One of the actions on somebody's page."""
    page = address("circle_member", where, membership_id=row(where, username).pk)
    return client(user).post(page, data, follow=True)


def fresh(where: Circle) -> Circle:
    """The circle as it is stored."""
    return Circle.objects.get(pk=where.pk)


# -- one circle ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 200])
@pytest.mark.parametrize("who", ["lead", "coord", "ann"])
def test_the_page_costs_the_same_whatever_the_roster_holds(one: Circle, number: int, who: str) -> None:
    coordinator(one)
    users = User.objects.bulk_create(User(username=f"u{i}") for i in range(number))
    Membership.objects.bulk_create(
        Membership(
            circle=one,
            person=u,
            role="teacher",
            state="active",
            began_at=NOON,
            live_slot=f"{one.pk}:{u.pk}",
        )
        for u in users
    )
    browser = client(person(who))
    with counted() as queries:
        response = browser.get(address("circle", one))
    assert response.status_code == 200
    assert queries.number <= 15 and len(queries.captured.captured_queries) <= 15


def test_a_long_roster_comes_in_pages(one: Circle) -> None:
    for i in range(60):
        seat(one, f"more{i}")
    first, second = (
        text(client(person("lead")).get(address("circle", one), {"page": page})) for page in (1, 2)
    )
    assert "Ann" in first and "More59" not in first
    assert "More59" in second and "Ann" not in second


def test_who_manages_sees_who_is_away_and_others_do_not(one: Circle) -> None:
    seat(one, "watch", Role.OBSERVER)
    send(person("lead"), one, "ben", do="pause")
    managing, reading = (text(client(person(who)).get(address("circle", one))) for who in ("lead", "ann"))
    assert "Ben" in managing and "On leave" in managing and "Watch" in managing
    assert "Ben" not in reading and "Watch" not in reading and "Cleo" in reading
    assert "change their place" in managing and "change their place" not in reading


def test_a_link_facilitator_reads_and_changes_nothing() -> None:
    up = circle("up", layer=2)
    one = circle("one", parent=up)
    seat(one, "ann")
    link = seat(up, "link", Role.FACILITATOR)
    page = client(link).get(address("circle", one))
    assert "Ann" in text(page) and "/people/" not in page.content.decode()
    assert send(link, one, "ann", do="pause").status_code == 404


@pytest.mark.parametrize(("people", "shown"), [(4, "Fewer than five"), (5, "5 people")])
def test_further_up_only_the_number_is_seen(people: int, shown: str) -> None:
    top = circle("top", layer=3)
    one = circle("one", parent=circle("up", layer=2, parent=top))
    for i in range(people):
        seat(one, f"teacher{i}")
    page = text(client(seat(top, "high", Role.FACILITATOR)).get(address("circle", one)))
    assert shown in page and "Teacher1" not in page


# -- one person ----------------------------------------------------------------------------------------


def test_each_action_on_a_person(one: Circle) -> None:
    lead = person("lead")
    assert "The role is changed" in text(send(lead, one, "ann", **{"do": "role", "role-role": "observer"}))
    assert row(one, "ann").role == "observer"
    send(lead, one, "ben", do="pause")
    assert row(one, "ben").state == "on_leave"
    send(lead, one, "ben", do="back")
    assert row(one, "ben").state == "active"
    send(lead, one, "cleo", do="complete")
    send(lead, one, "dan", **{"do": "leave", "leave-reason": "workload"})
    ended = Membership.objects.filter(ended_at__isnull=False).values_list("person__username", "state")
    assert {("cleo", "completed"), ("dan", "left")} <= set(ended)
    assert LeavingCount.objects.get().reason == "workload"


def test_a_move_names_the_other_circle_by_its_code(one: Circle) -> None:
    two = circle("two")
    boss = coordinator(one)
    for code, sentence in [("nowhere", "no circle with this code"), ("", "required"), ("one", "already")]:
        refused = send(boss, one, "ann", **{"do": "move", "move-code": code})
        assert refused.status_code == 422 and sentence in text(refused)
    assert (
        f'value="{"nowhere"}"'
        in send(boss, one, "ann", **{"do": "move", "move-code": "nowhere"}).content.decode()
    ), "what was typed stays"
    own = send(person("lead"), one, "ann", **{"do": "move", "move-code": "two"})
    assert own.status_code == 422 and "no circle with this code" in text(own)
    moved = send(boss, one, "ann", **{"do": "move", "move-code": "two"})
    assert "have moved" in text(moved) and row(two, "ann").moved_from is not None


def test_the_last_facilitator_hears_what_to_do_first(one: Circle) -> None:
    refused = send(person("lead"), one, "lead", **{"do": "leave", "leave-reason": ""})
    assert refused.status_code == 422 and "needs a successor first" in text(refused)
    heir = row(one, "ann").pk
    send(person("lead"), one, "lead", **{"do": "hand_over", "hand_over-successor": str(heir)})
    assert row(one, "ann").role == "facilitator"
    assert not Membership.objects.filter(person__username="lead", ended_at=None).exists()


def test_an_action_that_is_not_on_the_page_is_not_there(one: Circle) -> None:
    for do in ("back", "hand_over", "nonsense", ""):
        assert send(person("lead"), one, "ann", do=do).status_code == 404
    assert row(one, "ann").state == "active"


def test_a_person_of_another_circle_is_not_there(one: Circle) -> None:
    """The right number with the wrong circle answers like a missing one."""
    two = circle("two")
    seat(two, "far")
    page = address("circle_member", one, membership_id=row(two, "far").pk)
    assert client(person("lead")).get(page).status_code == 404


# -- one's own seat ------------------------------------------------------------------------------------


def test_one_s_own_seat_rests_comes_back_and_ends(one: Circle) -> None:
    browser, page = client(person("ann")), address("circle_my_seat", one)
    browser.post(page, {"do": "pause"})
    assert browser.get(address("circle", one)).status_code == 404, "rights rest"
    assert "Back in the circle" in text(browser.get(page))
    browser.post(page, {"do": "back"})
    assert browser.get(address("circle", one)).status_code == 200
    done = browser.post(page, {"do": "leave", "leave-reason": "unsaid"}, follow=True)
    assert "You have left the circle" in text(done)
    assert browser.get(page).status_code == 404 and LeavingCount.objects.get().people == 1


def test_an_invitation_says_who_will_see_before_it_is_accepted(one: Circle) -> None:
    guest = person("guest")
    circles.invite(circle=one, user_id=guest.pk, role=Role.TEACHER, at=NOON)
    browser, page = client(guest), address("circle_my_seat", one)
    assert browser.get(address("circle", one)).status_code == 404
    assert "see your name and your role" in text(browser.get(page))
    browser.post(page, {"do": "accept"})
    assert row(one, "guest").state == "active"
    assert browser.get(address("circle", one)).status_code == 200


# -- tables --------------------------------------------------------------------------------------------


def test_tables_are_proposed_and_changed(one: Circle) -> None:
    browser, page = client(person("lead")), address("circle_tables", one)
    assert "proposed" in text(browser.post(page, {"do": "propose", "size": "3"}, follow=True))
    assert [len(people) for people in circles.table_people(one.pk).values()] == [3, 3]
    ann = row(one, "ann").pk
    changed = {"do": "change", f"was-{ann}": "1", f"table-{ann}": "2"}
    assert "kept" in text(browser.post(page, changed, follow=True))
    assert [len(people) for people in circles.table_people(one.pk).values()] == [2, 4]


@pytest.mark.parametrize("size", ["1", "8", "many", ""])
def test_no_other_size_of_table(one: Circle, size: str) -> None:
    answer = client(person("lead")).post(address("circle_tables", one), {"do": "propose", "size": size})
    assert answer.status_code == 422 and circles.table_people(one.pk) == {}


def test_a_table_for_one_is_refused_and_the_choice_stays(one: Circle) -> None:
    browser, page = client(person("lead")), address("circle_tables", one)
    browser.post(page, {"do": "propose", "size": "3"})
    ann = row(one, "ann").pk
    answer = browser.post(page, {"do": "change", f"was-{ann}": "1", f"table-{ann}": "3", "table-x": "1"})
    assert answer.status_code == 422 and "table 3" in text(answer)
    found = BeautifulSoup(answer.content.decode(), "html.parser")
    assert [o["value"] for o in found.select(f"#t{ann} option[selected]")] == ["3"]
    assert len(circles.table_people(one.pk)[1]) == 3


# -- settings, a new circle ----------------------------------------------------------------------------


SETTINGS = {"change-name": "North", "change-mode": "online", "change-zone": "Africa/Abidjan"}


def test_settings_are_kept(one: Circle) -> None:
    page = address("circle_settings", one)
    more = {"change-languages": "fr, Baoulé, fr", "change-region": "Gbêkê"}
    answer = client(person("lead")).post(page, {"do": "change", **SETTINGS, **more}, follow=True)
    assert "The settings are kept" in text(answer)
    found = fresh(one)
    assert (found.name, found.mode, found.zone, found.languages, found.region) == (
        "North", "online", "Africa/Abidjan", ["fr", "Baoulé"], "Gbêkê"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"change-zone": "Mars/Base"}, "no such time zone"),
        ({"change-zone": "../etc/passwd"}, "no such time zone"),
        ({"change-name": " "}, "required"),
        ({"change-mode": "by pigeon"}, "valid choice"),
        ({"change-languages": "a,b,c,d,e,f,g,h,i,j,k"}, "At most 10"),
    ],
)
def test_what_no_setting_is(one: Circle, wrong: dict[str, str], sentence: str) -> None:
    answer = client(person("lead")).post(
        address("circle_settings", one), {"do": "change", **SETTINGS, **wrong}
    )
    assert answer.status_code == 422 and sentence in text(answer)
    assert fresh(one).name == "Circle one"
    if "change-name" not in wrong:
        assert 'value="North"' in answer.content.decode(), "what was typed stays"


def test_a_pause_for_a_strike_and_its_end(one: Circle) -> None:
    browser, page = client(person("lead")), address("circle_settings", one)
    late = browser.post(page, {"do": "stop", "stop-until": "2020-01-01"})
    assert late.status_code == 422 and "has passed" in text(late)
    assert browser.post(page, {"do": "stop", "stop-until": "soon"}).status_code == 422
    browser.post(page, {"do": "stop", "stop-until": "2099-06-01"})
    seen = text(client(person("ann")).get(address("circle", one)))
    assert "paused" in seen and "2099" in seen
    browser.post(page, {"do": "resume"})
    assert fresh(one).state == "forming"


def test_only_a_coordinator_merges_and_dissolves(one: Circle) -> None:
    two = circle("two")
    page = address("circle_settings", one)
    for do in ("place", "merge", "dissolve"):
        sent = {"do": do, f"{do}-code": "two", f"{do}-sure": "on"}
        assert client(person("lead")).post(page, sent).status_code == 404
    browser = client(coordinator(one))
    assert browser.post(page, {"do": "merge", "merge-code": "two"}).status_code == 422, "without the tick"
    browser.post(page, {"do": "merge", "merge-code": "two", "merge-sure": "on"})
    assert fresh(one).state == "merged" and row(two, "ann").state == "active"


def test_a_coordinator_places_a_circle(one: Circle) -> None:
    up = circle("up", layer=2)
    browser, page = client(coordinator(one)), address("circle_settings", one)
    assert browser.post(page, {"do": "place", "place-code": "one"}).status_code == 422
    browser.post(page, {"do": "place", "place-code": "UP"})
    assert fresh(one).parent == up and row(up, "lead").role == "teacher"
    browser.post(page, {"do": "place", "place-code": ""})
    assert fresh(one).parent is None


NEW = {"name": "North 2", "code": "N2", "layer": "1", "mode": "in_person", "zone": "Africa/Accra"}


def test_a_coordinator_makes_a_circle(one: Circle) -> None:
    up = circle("up", layer=2)
    browser = client(coordinator(one))
    page = reverse("learning_circle:circle_new", args=[one.node_id])
    assert "No course works for the union yet" in text(browser.get(page))
    programmes.ensure_attached(node=one.node, course_key=course_key(), at=NOON)
    form = {**NEW, "course": str(course_key()), "parent": "up"}
    for wrong, sentence in [
        ({"code": "one"}, "used already"),
        ({"code": "a b"}, "Only letters"),
        ({"parent": "one"}, "No circle one layer up"),
        ({"zone": "Nowhere"}, "no such time zone"),
        ({"course": "course-v1:Other+C+R"}, "valid choice"),
        ({"layer": "12"}, "valid choice"),
    ]:
        refused = browser.post(page, {**form, **wrong})
        assert refused.status_code == 422 and sentence in text(refused), wrong
        assert 'value="North 2"' in refused.content.decode()
    made = browser.post(page, form, follow=True)
    assert "The circle is there" in text(made)
    found = Circle.objects.get(code="N2")
    assert (found.parent, found.zone, found.path) == (up, "Africa/Accra", f"/{up.pk}/{found.pk}/")


@pytest.mark.parametrize("name", ["circle", "circle_settings", "circle_tables", "circle_my_seat"])
def test_no_page_names_the_union(one: Circle, name: str) -> None:
    assert "Secret union" not in client(person("lead")).get(address(name, one)).content.decode()


@pytest.mark.parametrize("name", ["circle_settings", "circle_tables", "circle_my_seat", "circle_member"])
def test_every_page_of_a_circle_costs_little_with_forty_people(one: Circle, name: str) -> None:
    for i in range(34):
        seat(one, f"more{i}")
    circles.propose(actor=circles.page_actor(person("lead").pk), circle=one, at=NOON)
    browser = client(person("lead"))
    more = {"membership_id": row(one, "lead").pk} if name == "circle_member" else {}
    with counted() as queries:
        assert browser.get(address(name, one, **more)).status_code == 200
    assert len(queries.captured.captured_queries) <= 15


@pytest.mark.parametrize("who", ["lead", "ann", "rep", "watch"])
def test_every_link_of_the_page_opens(one: Circle, who: str) -> None:
    seat(one, "rep", Role.UNION_REPRESENTATIVE)
    seat(one, "watch", Role.OBSERVER)
    browser = client(person(who))
    page = browser.get(address("circle", one))
    if who == "watch":
        assert page.status_code == 404
        return
    links = BeautifulSoup(page.content.decode(), "html.parser").select("main a[href^='/']")
    assert len(links) >= 3
    for link in links:
        assert browser.get(str(link["href"])).status_code == 200, link["href"]


# -- two at once, twice asked, and what was before


def test_a_seat_that_somebody_changed_meanwhile_is_told_to_who_manages(one: Circle) -> None:
    mine = Membership.objects.get(circle=one, person=person("ann"))
    here = reverse("learning_circle:circle_member", args=[one.pk, mine.pk])
    browser = Client()
    browser.force_login(person("lead"))
    assert browser.post(here, {"do": "role", "role-role": "observer"}).status_code == 302
    late = browser.post(here, {"do": "role", "role-role": "co_facilitator"}, follow=True)
    assert "Somebody has changed this seat meanwhile." in late.content.decode()
    assert Membership.objects.get(person=person("ann"), live_slot__isnull=False).role == "observer"
    stranger = Client()
    stranger.force_login(person("stranger"))
    assert stranger.get(here).status_code == 404


def test_the_end_of_a_membership_is_asked_for_twice_and_history_is_shown(one: Circle) -> None:
    mine = Membership.objects.get(circle=one, person=person("ann"))
    browser = Client()
    browser.force_login(person("lead"))
    browser.post(reverse("learning_circle:circle_member", args=[one.pk, mine.pk]), {
        "do": "role", "role-role": "observer",
    })  # fmt: skip
    now_ = Membership.objects.get(person=person("ann"), live_slot__isnull=False)
    shown = BeautifulSoup(
        browser.get(reverse("learning_circle:circle_member", args=[one.pk, now_.pk])).content, "html.parser"
    )
    assert shown.select_one("details button[value=leave]") is not None
    assert not [b for b in shown.select("button[value=leave]") if b.find_parent("details") is None]
    former = shown.select_one("section[aria-labelledby=former]")
    assert former is not None and "Teacher" in former.get_text()


def test_a_code_in_small_and_capital_letters_leads_to_the_exact_one(one: Circle) -> None:
    """Or to none, where it could be two."""
    for code in ("C1", "c1"):
        seat(circle(code), "lead", Role.FACILITATOR)
    mine = Membership.objects.get(circle=one, person=person("ann"))
    here = reverse("learning_circle:circle_member", args=[one.pk, mine.pk])
    browser = Client()
    browser.force_login(person("lead"))
    assert browser.post(here, {"do": "move", "move-code": "c1"}).status_code == 302
    assert Membership.objects.get(person=person("ann"), live_slot__isnull=False).circle.code == "c1"
    for code in ("Ab", "aB"):
        seat(circle(code), "lead", Role.FACILITATOR)
    mine = Membership.objects.get(person=person("ann"), live_slot__isnull=False)
    here = reverse("learning_circle:circle_member", args=[mine.circle_id, mine.pk])
    answer = browser.post(here, {"do": "move", "move-code": "AB"})
    assert answer.status_code == 422 and "Please write it exactly." in answer.content.decode()


def test_a_page_that_waited_for_a_lock_too_long_says_so(one: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was changed, and the sentence says what to do."""

    def give_way(*_given: object) -> None:
        raise OperationalError(1205, "Lock wait timeout exceeded")

    boss = client(coordinator(one))
    monkeypatch.setattr("learning_circle_xblock.views.pages.page_actor", give_way)
    answer = boss.get("/learning-circles/")
    assert answer.status_code == 503
    assert "nothing was changed" in answer.content.decode()
