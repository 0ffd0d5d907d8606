"""The ways into a circle as pages: what each says, and what it does."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from demo.models import Person
from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.joining.models import Invitation, JoinLink, PaperMember, PaperPlan
from learning_circle_xblock.joining.slowing import LISTS, count_list
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.presets import START_SMALL
from learning_circle_xblock.programmes.api import name_coordinator
from tests.world import NOON, PLAN_ANSWERS, actor, circle, days, now, person, seat, view

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def client(username: str = "", **more: Any) -> Client:
    made = Client()
    if username:
        made.force_login(person(username, **more))
    return made


def at(name: str, **ids: Any) -> str:
    return reverse(f"learning_circle:{name}", kwargs=ids)


def page(answer: HttpResponse, status: int = 200) -> BeautifulSoup:
    assert answer.status_code == status, answer.content.decode()[-400:]
    return BeautifulSoup(answer.content, "html.parser")


def words(answer: HttpResponse, status: int = 200) -> str:
    main = page(answer, status).select_one("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


@pytest.fixture
def where() -> Circle:
    made = circle()
    seat(made, "lead", Role.FACILITATOR)
    return made


def link(where: Circle, capacity: int = 3) -> JoinLink:
    return joining.make_link(
        actor=actor(person("lead")), circle=where, expires_at=now() + days(7), capacity=capacity, at=now()
    )


# -- with a link


def test_a_newcomer_is_in_the_circle_after_three_screens_of_ours(where: Circle) -> None:
    made = link(where)
    here = at("join_code", code=made.code)
    browser = client()
    welcome = browser.get(here)
    text = words(welcome)
    assert "Circle one" not in text and "Secret" not in welcome.content.decode() and "Lead" not in text
    ways = [a["href"] for a in page(welcome).select(".lc-actions a")]
    assert all(way.endswith(f"?next={here.replace('/', '%2F')}") for way in ways) and len(ways) == 2
    browser.force_login(person("new", enrolled=False))
    text = words(browser.get(here))
    assert "Circle one" in text and "the teachers of this circle" in text and "your head" in text
    assert not Membership.objects.filter(person=person("new")).exists()
    done = browser.post(here, {"joins": "yes"}, follow=True)
    assert done.redirect_chain == [(at("circle", circle_id=where.pk), 302)]
    assert "You are in. Welcome to your circle." in words(done)
    assert Membership.objects.get(person=person("new")).role == Role.TEACHER
    assert browser.get(here)["Location"] == at("circle", circle_id=where.pk)


def test_nobody_joins_by_sending_without_signing_in(where: Circle) -> None:
    made = link(where)
    assert "First sign in" in words(client().post(at("join_code", code=made.code), {"joins": "yes"}))
    assert Membership.objects.count() == 1


def test_a_language_is_asked_for_where_the_circle_works_in_several(where: Circle) -> None:
    made = link(where)
    here = at("join_code", code=made.code)
    browser = client("new")
    assert not page(browser.get(here)).select("input[name=language]")
    Circle.objects.update(languages=["fr", "ko", "xx"])
    assert [i["value"] for i in page(browser.get(here)).select("input[name=language]")] == ["fr", "ko"]
    assert "Please choose a language." in words(browser.post(here, {"joins": "yes"}), 422)
    done = browser.post(here, {"language": "fr"})
    assert done.status_code == 302 and done.cookies["django_language"].value == "fr"
    assert Person.objects.get(user=person("new")).language == "fr"


def test_a_code_is_typed_in_any_way(where: Circle) -> None:
    made = link(where)
    browser = client("new")
    assert "Your code" in words(browser.get(at("join")))
    assert browser.post(at("join"), {"code": made.in_groups.lower()})["Location"] == at(
        "join_code", code=made.code
    )
    assert "Please type the code" in words(browser.post(at("join"), {"code": ""}), 422)
    assert "A code has letters only." in words(browser.post(at("join"), {"code": "123"}), 422)


@pytest.mark.parametrize("username", ["", "new"])
def test_a_way_that_is_closed_says_so_in_one_sentence(where: Circle, username: str) -> None:
    browser = client(username)
    assert "No circle has this code." in words(browser.get(at("join_code", code="AAA-AAA-AAA")), 422)
    made = link(where)
    here = at("join_code", code=made.code)
    JoinLink.objects.update(expires_at=NOON)
    assert "This way in has run out." in words(browser.get(here), 422)
    JoinLink.objects.update(revoked_at=NOON)
    assert "This way in has been closed." in words(browser.get(here), 422)


def test_a_full_circle_says_so(where: Circle) -> None:
    made = link(where, capacity=1)
    JoinLink.objects.update(uses=1)
    text = words(client("new").post(at("join_code", code=made.code), {"joins": "yes"}), 422)
    assert "As many people as it was meant for" in text


@pytest.mark.parametrize("username", ["", "new"])
def test_wrong_codes_are_slowed(where: Circle, username: str) -> None:
    made = link(where)
    browser = client(username)
    for n in range(10):
        assert browser.get(at("join_code", code="AAAAAAAA" + "ABCDEFGHJK"[n])).status_code == 422
    right = at("join_code", code=made.code)
    assert "Please wait ten minutes" in words(browser.get(right), 429)
    assert client("another").get(right).status_code == 200
    if username:
        assert browser.post(at("claim"), {"code": "AAAAAAAAA"}).status_code == 429


def test_a_seat_that_is_kept_is_taken_on_the_way(where: Circle) -> None:
    Invitation.objects.create(
        circle=where, email="new@example.org", role="teacher", made_at=NOON, expires_at=now() + days(1)
    )
    browser = client("new")
    assert "A seat is kept for you" in words(browser.get(at("join"), follow=True))
    assert not Membership.objects.filter(person=person("new")).exists(), "a visit alone seats nobody"
    done = browser.post(at("join"), {"do": "take"}, follow=True)
    assert "You are in." in words(done)
    assert Membership.objects.filter(person=person("new")).exists()


# -- for managers


def test_a_link_is_made_shown_and_closed(where: Circle) -> None:
    browser = client("lead")
    here = at("ways_in", circle_id=where.pk)
    form = page(browser.get(here))
    until = form.select_one("input[name=until]")["value"]  # type: ignore[index]
    shown = browser.post(here, {"until": until, "capacity": "12"}, follow=True)
    made = JoinLink.objects.get()
    text = words(shown)
    assert made.in_groups in text and f"http://testserver/learning-circles/join/{made.code}/" in text
    assert "12 more people fit through." in text
    assert page(shown).select("figure svg path") and not page(shown).select("figure [style]")
    closed = browser.post(at("close_link", circle_id=where.pk, link_id=made.pk), follow=True)
    assert "This way in is closed." in words(closed) and made.in_groups not in words(closed)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"until": "2020-01-01", "capacity": "1"}, "This day has passed."),
        ({"until": "2999-01-01", "capacity": "1"}, "A link is open for a year at most."),
        ({"until": "soon", "capacity": "many"}, "Please write a number, such as 12."),
        ({"until": "", "capacity": "0"}, "Please choose a day."),
        ({"until": "2999-01-01", "capacity": "501"}, "At most 500 people"),
    ],
)
def test_what_cannot_be_a_link_is_said_beside_the_field(
    where: Circle, data: dict[str, str], sentence: str
) -> None:
    answer = client("lead").post(at("ways_in", circle_id=where.pk), data)
    assert sentence in words(answer, 422) and not JoinLink.objects.exists()
    assert page(answer, 422).select_one("input[name=capacity]")["value"] == data["capacity"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("awa@EXAMPLE.org", "They have a seat: at once, or as soon as they are in the course."),
        ("awa", "They have a seat: at once, or as soon as they are in the course."),
        ("lead", "They are in the circle already."),
        ("new@example.org", "They have a seat: at once, or as soon as they are in the course."),
    ],
)
def test_one_person_is_added(where: Circle, who: str, said: str) -> None:
    person("awa")
    browser = client("lead")
    done = browser.post(at("add_person", circle_id=where.pk), {"who": who, "role": "teacher"}, follow=True)
    assert said in words(done)
    if who.startswith("new"):
        row = Invitation.objects.get()
        assert row.email in words(done)
        ended = browser.post(at("end_kept_seat", circle_id=where.pk, invitation_id=row.pk), follow=True)
        assert row.email not in words(ended)


def test_whoever_cannot_be_added_is_said_beside_the_field(where: Circle) -> None:
    answer = client("lead").post(at("add_person", circle_id=where.pk), {"who": "ghost", "role": "teacher"})
    assert "This username leads to nobody in the course" in words(answer, 422)
    assert page(answer, 422).select_one("input[name=who]")["value"] == "ghost"  # type: ignore[index]


def test_the_list_goes_out_under_a_neutral_name(where: Circle) -> None:
    browser = client("lead")
    for kind in ("csv", "xlsx"):
        answer = browser.post(at("export_people", circle_id=where.pk), {"kind": kind})
        assert answer["Content-Disposition"] == f'attachment; filename="circle-one.{kind}"'
        assert answer["Cache-Control"].startswith("private") or "private" in answer["Cache-Control"]
    assert browser.get(at("export_people", circle_id=where.pk)).status_code == 405


# -- lists


def send(browser: Client, address: str, content: bytes) -> HttpResponse:
    answer: HttpResponse = browser.post(address, {"file": SimpleUploadedFile("any.name", content)})
    return answer


def kept_of(answer: HttpResponse) -> str:
    return str(page(answer).select_one("input[name=kept]")["value"])  # type: ignore[index]


def test_a_list_is_tried_and_then_done(where: Circle) -> None:
    person("awa")
    browser, here = client("lead"), at("import_people", circle_id=where.pk)
    assert "It is tried first" in words(browser.get(here))
    tried = send(
        browser, here, "courriel;rôle\nAwa@example.org;\nnew@example.org;animatrice\n".encode("cp1252")
    )
    text = words(tried)
    assert "2 people get a seat, at once or as soon as they are in the course." in text
    assert "not in the course yet:" not in text, "who is in the course is not told to a facilitator"
    assert Membership.objects.count() == 1 and not Invitation.objects.exists()
    done = browser.post(here, {"kept": kept_of(tried)}, follow=True)
    assert "New seats, at once or as soon as they are in the course: 2." in words(done)
    assert Membership.objects.filter(person=person("awa")).exists()


def test_a_list_with_a_wrong_row_cannot_be_done(where: Circle) -> None:
    browser, here = client("lead"), at("import_people", circle_id=where.pk)
    tried = send(browser, here, b"email\n=cmd|' /C calc'!A0\nnew@example.org\n")
    text = words(tried)
    assert "1 row cannot be done." in text and "This is no e-mail address." in text
    assert not page(tried).select("input[name=kept]")


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"PK\x03\x04", b"name\nAwa\n", b"x" * 2_000_001])
def test_a_file_that_is_no_list_is_answered_beside_the_field(where: Circle, content: bytes) -> None:
    answer = send(client("lead"), at("import_people", circle_id=where.pk), content)
    assert page(answer, 422).select("#id_file-e")


def test_no_file_is_asked_for(where: Circle) -> None:
    answer = client("lead").post(at("import_people", circle_id=where.pk), {})
    assert "Please choose a file." in words(answer, 422)


def test_what_was_tried_is_done_here_by_the_same_person_alone(where: Circle) -> None:
    other = circle("two")
    seat(other, "lead", Role.FACILITATOR), seat(where, "second", Role.CO_FACILITATOR)
    here = at("import_people", circle_id=where.pk)
    kept = kept_of(send(client("lead"), here, b"email\nnew@example.org\n"))
    for browser, address in (
        (client("lead"), at("import_people", circle_id=other.pk)),
        (client("second"), here),
    ):
        assert "waited too long" in words(browser.post(address, {"kept": kept}), 422)
    assert "waited too long" in words(client("lead").post(here, {"kept": kept + "x"}), 422)
    assert not Invitation.objects.exists()


def test_what_has_changed_since_is_shown_and_nothing_is_done(where: Circle) -> None:
    browser, here = client("lead"), at("import_people", circle_id=where.pk)
    person("twin")
    kept = kept_of(send(browser, here, b"email\ntwin@example.org\nnew@example.org\n"))
    person("twin2")
    type(person("twin2")).objects.filter(username="twin2").update(email="twin@example.org")
    text = words(browser.post(here, {"kept": kept}), 422)
    assert "Something has changed since." in text and "Two users have this address." in text
    assert not Invitation.objects.exists() and Membership.objects.count() == 1


def test_a_coordinator_sends_a_list_for_many_circles(where: Circle) -> None:
    name_coordinator(node=where.node, user_id=person("co").pk, at=NOON)
    browser, here = client("co"), at("import_union", node_id=where.node_id)
    assert "A column “circle”" in words(browser.get(here))
    assert "names no column “circle”" in words(send(browser, here, b"email\na@example.org\n"), 422)
    tried = send(browser, here, b"email,circle\na@example.org,one\n")
    browser.post(here, {"kept": kept_of(tried)})
    assert Invitation.objects.get().circle == where


# -- on paper


def typed(**more: str) -> dict[str, str]:
    return {f"plan-{name}": value for name, value in {**PLAN_ANSWERS, **more}.items()}


def test_a_member_on_paper_from_the_name_to_the_claim(where: Circle) -> None:
    browser, here = client("lead"), at("paper", circle_id=where.pk)
    assert "Please write a name." in words(browser.post(here, {"name": " "}), 422)
    assert "Awa Koffi" in words(browser.post(here, {"name": " Awa  Koffi"}, follow=True))
    member = PaperMember.objects.get()
    plan = at("paper_plan", paper_id=member.pk)
    assert browser.get(at("paper_print", paper_id=member.pk)).status_code == 404
    assert "Kept." in words(browser.post(plan, {**typed(), "base": "0"}, follow=True))
    printed = words(browser.get(at("paper_print", paper_id=member.pk)))
    assert PLAN_ANSWERS["concern"] in printed and member.in_groups in printed
    signed = at("paper_signed", paper_id=member.pk)
    assert "still to come" in words(browser.post(signed, {"base": "1", "signed_on": "2999-01-01"}), 422)
    assert "has changed since" in words(browser.post(signed, {"base": "9", "signed_on": "2026-05-03"}), 422)
    assert "Signed on" in words(browser.post(signed, {"base": "1", "signed_on": "2026-05-03"}, follow=True))
    awa = client("awa", enrolled=False)
    assert "No page on paper has this code." in words(awa.post(at("claim"), {"code": "AAAAAAAAA"}), 422)
    done = awa.post(at("claim"), {"code": member.in_groups}, follow=True)
    assert "What was kept on paper is yours now." in words(done)
    assert Plan.objects.get(owner=person("awa")).state == "shared"
    assert browser.get(plan).status_code == 404
    assert "has taken over" in words(browser.get(here))


def test_two_facilitators_who_type_at_once_see_both_texts(where: Circle) -> None:
    browser = client("lead")
    browser.post(at("paper", circle_id=where.pk), {"name": "Awa"})
    plan = at("paper_plan", paper_id=PaperMember.objects.get().pk)
    browser.post(plan, {**typed(concern="first words"), "base": "0"})
    late = browser.post(plan, {**typed(concern="second words"), "base": "0"})
    text = words(late, 422)
    assert "Somebody else typed here meanwhile." in text and "first words" in text and "second words" in text
    assert PaperPlan.objects.get().answers["concern"] == "first words"
    base = page(late, 422).select_one("input[name=base]")["value"]  # type: ignore[index]
    browser.post(plan, {**typed(concern="second words"), "base": base})
    assert PaperPlan.objects.get().answers["concern"] == "second words"


def test_lists_cost_the_same_however_long_they_are(where: Circle) -> None:
    browser = client("lead")
    counts: list[list[int]] = []
    for size in (1, 12):
        for n in range(size):
            link(where)
            joining.add_paper_member(actor=actor(person("lead")), circle=where, name=f"{size} {n}", at=NOON)
            Invitation.objects.get_or_create(
                circle=where, email=f"{n}@example.org",
                defaults={"role": "teacher", "made_at": NOON, "expires_at": now() + days(1)},
            )  # fmt: skip
        spent = []
        for name in ("ways_in", "paper"):
            with CaptureQueriesContext(connection) as captured:
                page(browser.get(at(name, circle_id=where.pk)))
            spent.append(len(captured))
        counts.append(spent)
    assert counts[0] == counts[1] and max(counts[1]) <= 15


# -- asked for twice, and told to those concerned alone


def test_a_way_in_is_closed_in_two_steps(where: Circle) -> None:
    link(where)
    shown = page(client("lead").get(at("ways_in", circle_id=where.pk)))
    button = shown.select_one("details form[action$='/close/'] button")
    assert button is not None and button.get_text().startswith("Yes, close it")
    assert len(shown.select("form[action$='/close/']")) == 1


def test_a_circle_of_facilitators_offers_no_link() -> None:
    top = circle("top", layer=2)
    seat(top, "lead", Role.FACILITATOR)
    browser, here = client("lead"), at("ways_in", circle_id=top.pk)
    shown = page(browser.get(here))
    assert not shown.select("input[name=capacity]") and shown.select("input[name=who]")
    data = {"until": (now() + days(2)).date().isoformat(), "capacity": "3"}
    browser.post(here, data)
    assert not JoinLink.objects.exists()


def test_a_coordinator_is_told_who_is_in_the_course(where: Circle) -> None:
    name_coordinator(node=where.node, user_id=person("co").pk, at=NOON)
    person("awa")
    tried = send(
        client("co"), at("import_people", circle_id=where.pk), b"email\nawa@example.org\nx@example.org\n"
    )
    text = words(tried)
    assert "1 person gets a seat." in text and "1 person is not in the course yet" in text


def test_too_many_lists_are_answered_beside_the_field(where: Circle) -> None:
    browser, here = client("lead"), at("import_people", circle_id=where.pk)
    for _time in range(LISTS):
        count_list(person("lead").pk)
    assert "as many lists as one person may" in words(send(browser, here, b"email\na@example.org\n"), 422)
    answer = browser.post(at("add_person", circle_id=where.pk), {"who": "ghost", "role": "teacher"})
    assert "as many lists as one person may" in words(answer, 422)


def test_wrong_codes_make_no_session_and_count_behind_one_address(where: Circle) -> None:
    """Whoever drops the cookie is slowed all the same; whoever is signed in there goes on."""
    made = link(where)
    before = Session.objects.count()
    for _time in range(10):
        assert client().get(at("join_code", code="AAAAAAAAA")).status_code == 422
    assert client().get(at("join_code", code=made.code)).status_code == 429
    assert Session.objects.count() == before
    assert client("new").get(at("join_code", code=made.code)).status_code == 200


# -- one member on paper


def test_the_name_the_code_and_the_end_of_somebody_on_paper(where: Circle) -> None:
    browser, list_of = client("lead"), at("paper", circle_id=where.pk)
    browser.post(list_of, {"name": "Awa Kofi"})
    member = PaperMember.objects.get()
    here = at("paper_member", paper_id=member.pk)
    assert member.in_groups in words(browser.get(here)) and member.in_groups in words(browser.get(list_of))
    kept = {"do": "rename", "rename-name": "Awa Koffi", "rename-base": "Awa Kofi"}
    assert "The name is kept." in words(browser.post(here, kept, follow=True))
    late = browser.post(here, {**kept, "rename-name": "Awa Coffi"})
    assert "anew meanwhile" in words(late, 422)
    assert page(late, 422).select_one("input[name=rename-name]")["value"] == "Awa Coffi"  # type: ignore[index]
    assert "There is a new code" in words(browser.post(here, {"do": "renew"}, follow=True))
    assert PaperMember.objects.get().claim_code != member.claim_code
    final = page(browser.get(here)).select_one("details button[value=remove]")
    assert final is not None and final.get_text() == "Yes: Remove from the circle"
    assert "no longer in the circle" in words(browser.post(here, {"do": "remove"}, follow=True))
    assert not PaperMember.objects.exists() and browser.get(here).status_code == 404


def test_a_coordinator_names_and_removes_and_sees_no_code(where: Circle) -> None:
    member = joining.add_paper_member(actor=actor(person("lead")), circle=where, name="Awa", at=now())
    name_coordinator(node=where.node, user_id=person("co").pk, at=NOON)
    browser = client("co")
    for address in (at("paper", circle_id=where.pk), at("paper_member", paper_id=member.pk)):
        text = browser.get(address).content.decode()
        assert "Awa" in text and member.in_groups not in text and member.claim_code not in text
    assert browser.post(at("paper_member", paper_id=member.pk), {"do": "renew"}).status_code == 404
    assert browser.post(at("paper_member", paper_id=member.pk), {"do": "remove"}).status_code == 302


def test_peers_see_who_is_on_paper_as_they_see_the_others(where: Circle) -> None:
    joining.add_paper_member(actor=actor(person("lead")), circle=where, name="Awa Koffi", at=now())
    seat(where, "peer"), seat(where, "watch", Role.OBSERVER)
    shown = client("peer").get(at("circle", circle_id=where.pk))
    assert "Awa Koffi" in words(shown) and not page(shown).select("a[href*='/paper/']")
    assert "Awa Koffi" in view(person("peer"), "learning_circle").text
    assert client("watch").get(at("circle", circle_id=where.pk)).status_code == 404
    assert "Awa Koffi" not in view(person("watch"), "learning_circle").text


def test_people_on_paper_are_seated_on_the_page_of_tables(where: Circle) -> None:
    member = joining.add_paper_member(actor=actor(person("lead")), circle=where, name="Awa Koffi", at=now())
    seat(where, "ann"), seat(where, "ben")
    browser, here = client("lead"), at("circle_tables", circle_id=where.pk)
    browser.post(here, {"do": "propose", "size": "3"})
    shown = page(browser.get(here))
    assert shown.select_one(f"select[name=table-n{member.pk}] option[selected]")["value"] == "1"  # type: ignore[index]
    sent = {f"table-n{member.pk}": "0", f"was-n{member.pk}": "1", "do": "change"}
    browser.post(here, sent)
    assert page(browser.get(here)).select_one(f"input[name=was-n{member.pk}]")["value"] == "0"  # type: ignore[index]


def test_what_was_typed_for_me_is_put_right_and_removed(where: Circle) -> None:
    awa = client("awa")
    here = at("typed_plan")
    assert "Nothing typed for you" in words(awa.get(here))
    paper = PaperMember.objects.create(
        circle=where, name="Awa", claim_code="KMNPQRTUV", state="claimed", added_at=NOON,
        claimed_by=person("awa"), claimed_at=NOON,
    )  # fmt: skip
    PaperPlan.objects.create(paper=paper, schema_id=START_SMALL.id, answers=PLAN_ANSWERS, typed_at=NOON)
    assert "put right what is not as you meant it" in words(awa.get(here))
    kept = awa.post(here, {**typed(concern="as I meant it"), "base": "1", "do": "keep"}, follow=True)
    assert "Kept as you wrote it." in words(kept)
    assert PaperPlan.objects.get().answers["concern"] == "as I meant it"
    late = awa.post(here, {**typed(concern="from another window"), "base": "1", "do": "keep"})
    text = words(late, 422)
    assert "as I meant it" in text and "from another window" in text
    refused = awa.post(here, {**typed(), "base": "2", "do": "put"})
    assert "cannot be put into a plan just now" in words(refused, 422), "no seat in the circle"
    seat(where, "awa")
    assert awa.post(here, {**typed(), "base": "3", "do": "put"}).status_code == 302
    assert Plan.objects.get(owner=person("awa")).state == "draft" and not PaperPlan.objects.exists()


def test_typed_words_are_removed_at_their_authors_wish(where: Circle) -> None:
    paper = PaperMember.objects.create(
        circle=where, name="Awa", claim_code="KMNPQRTUV", state="claimed", added_at=NOON,
        claimed_by=person("awa"), claimed_at=NOON,
    )  # fmt: skip
    PaperPlan.objects.create(paper=paper, schema_id=START_SMALL.id, answers=PLAN_ANSWERS, typed_at=NOON)
    assert "no longer kept" in words(client("awa").post(at("typed_plan"), {"do": "remove"}, follow=True))
    assert not PaperPlan.objects.exists()
