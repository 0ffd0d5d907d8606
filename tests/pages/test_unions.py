"""The page of a union: eight steps, courses, posts; and what is said of bad input."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from learning_circle_xblock import compat
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.grading.api import apply_clock
from learning_circle_xblock.permissions import PostKind, Role
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import CourseAttachment, NationalProgramme, NodePost
from learning_circle_xblock.records.setting_up import set_up
from tests.queries import counted
from tests.world import NOON, circle, course_key, days, person, seat

pytestmark = pytest.mark.django_db
MANY = "\n".join(map(str, range(61)))


@pytest.fixture
def node() -> NationalProgramme:
    """A node with a coordinator and no settings yet."""
    programme = programmes.ensure_programme(name="P", federation_name="", default_language="en", at=NOON)
    made = programmes.ensure_union(programme=programme, country="CI", union_name="Secret union", at=NOON)
    farah = person("farah", enrolled=False, staff=True)
    programmes.name_coordinator(node=made, user_id=farah.pk, at=NOON)
    return made


@pytest.fixture
def farah(client: Client, node: NationalProgramme) -> Client:
    """The coordinator's browser."""
    client.force_login(person("farah"))
    return client


def soup(answer: Any) -> BeautifulSoup:
    """The markup."""
    return BeautifulSoup(answer.content, "html.parser")


def at(node: NationalProgramme, rest: str = "") -> str:
    """The address of the page."""
    return f"/learning-circles/unions/{node.pk}/{rest}"


def test_the_safeguarding_text_comes_first(farah: Client, node: NationalProgramme) -> None:
    page = soup(farah.get(at(node)))
    assert "0 of 8 done" in page.select_one(".lc-next").text  # type: ignore[union-attr]
    assert "Safeguarding" in page.select_one(".lc-next h2").text  # type: ignore[union-attr]
    assert len(page.select(".lc-way li")) == 8


DAYS = {"friend_days": "10", "facilitator_days": "14"}
STEPS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "place",
        {"country": "br", "zone": "America/Belem", "regions": "North\n\nNorth\nSouth ", "phases": "Primary"},
        {"country": "BR", "zone": "America/Belem", "regions": ["North", "South"], "phases": ["Primary"]},
    ),
    ("words", {"languages": ["en", "fr"]}, {"languages": ["en", "fr"], "own_words": {}}),
    (
        "privacy",
        {"privacy_contact": "The office", "keep_months": "6", "keep_notes_months": "12"},
        {"privacy_contact": "The office", "keep_months": 6},
    ),
    ("care", {"care_text": "Call the office.", "care_url": ""}, {"care_text": "Call the office."}),
    (
        "cycle",
        {"preset": "micro", "starts_on": "2026-09-05", "friend_days": "7", "facilitator_days": "20"},
        {"starts_on": date(2026, 9, 5), "friend_days": 7, "facilitator_days": 20},
    ),
]


@pytest.mark.parametrize(("step", "sent", "kept"), STEPS)
def test_a_step_is_kept_and_done(
    farah: Client, node: NationalProgramme, step: str, sent: dict[str, Any], kept: dict[str, Any]
) -> None:
    assert farah.get(at(node, f"steps/{step}/")).status_code == 200
    assert farah.post(at(node, f"steps/{step}/"), sent).status_code == 302
    node.refresh_from_db()
    assert {name: getattr(node, name) for name in kept} == kept
    assert {s.code for s in set_up(node=node, at=NOON).steps if s.is_done} == {step}
    assert "Kept." in soup(farah.get(at(node))).select_one("[role=status]").text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("step", "sent", "field", "sentence"),
    [
        ("place", {"country": "C1"}, "country", "two letters"),
        ("place", {"country": "CI", "zone": "Mars/Base"}, "zone", "no such time zone"),
        (
            "place",
            {"country": "CI", "regions": MANY},
            "regions",
            "At most 60 lines",
        ),
        ("words", {"languages": ["xx"]}, "languages", "xx"),
        ("privacy", {"privacy_contact": "x", "keep_months": "0"}, "keep_months", "1"),
        ("care", {"care_text": "x", "care_url": "javascript:alert(1)"}, "care_url", "URL"),
        ("cycle", {"preset": "t3lfa", "starts_on": "soon", **DAYS}, "starts_on", "date"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_what_was_typed_stays(
    farah: Client, node: NationalProgramme, step: str, sent: dict[str, Any], field: str, sentence: str
) -> None:
    before = NationalProgramme.objects.values().get()
    answer = farah.post(at(node, f"steps/{step}/"), sent)
    assert answer.status_code == 422
    page = soup(answer)
    said = page.select_one(f"#id_{field}-e")
    assert said is not None and sentence in said.text
    summary = page.select_one("[role=alert]")
    assert summary is not None and summary.select_one(f"a[href='#id_{field}']")
    for name, value in sent.items():
        if isinstance(value, str) and (typed := page.select_one(f"[name={name}]:not([type=radio])")):
            assert value in (typed.get("value") or typed.text)
    assert NationalProgramme.objects.values().get() == before


def test_a_course_is_attached_once_and_by_one_node(farah: Client, node: NationalProgramme) -> None:
    assert farah.post(at(node, "course/"), {"course_key": str(course_key())}).status_code == 302
    assert CourseAttachment.objects.get().node == node
    assert farah.post(at(node, "course/"), {"course_key": str(course_key())}).status_code == 302
    other = programmes.ensure_union(programme=node.programme, country="GH", union_name="Another", at=NOON)
    CourseAttachment.objects.update(node=other)
    answer = farah.post(at(node, "course/"), {"course_key": str(course_key())})
    assert answer.status_code == 422 and "works for somebody else" in answer.content.decode()
    assert "Another" not in answer.content.decode()


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("", "required"),
        ("x", "not a course key"),
        ("course-v1:Org+Nothing+2026", "no such course"),
    ],
)
def test_a_course_key_that_does_not_do(
    farah: Client, node: NationalProgramme, key: str, sentence: str
) -> None:
    answer = farah.post(at(node, "course/"), {"course_key": key})
    assert answer.status_code == 422
    assert sentence in soup(answer).select_one("#id_course_key-e").text  # type: ignore[union-attr]
    assert not CourseAttachment.objects.exists()


@pytest.mark.parametrize(("key", "title"), [("Secret", "Circles"), ("Org", "Circles of the secret union")])
def test_a_name_in_key_or_title_is_a_warning(
    farah: Client, node: NationalProgramme, monkeypatch: pytest.MonkeyPatch, key: str, title: str
) -> None:
    """Whoever knows better attaches the course all the same; it takes a second, ticked, press."""
    text = f"course-v1:{key}+C+2026"
    host = type(compat.host())
    monkeypatch.setattr(host, "course_titles", lambda self, keys: dict.fromkeys(keys, title))
    monkeypatch.setattr(host, "is_course_team", lambda self, user_id, key: True)
    sent: dict[str, Any] = {"course_key": text}
    for more in ({}, {"warned": "1"}):
        answer = farah.post(at(node, "course/"), sent | more)
        assert answer.status_code == 422 and soup(answer).select_one("[name=anyway]")
        assert "a word of your union" in soup(answer).select_one("#id_course_key-e").text  # type: ignore[union-attr]
        assert not CourseAttachment.objects.exists()
    assert farah.post(at(node, "course/"), sent | {"warned": "1", "anyway": "on"}).status_code == 302
    assert str(CourseAttachment.objects.get().course_key) == text


def test_own_words_are_kept_by_language(farah: Client, node: NationalProgramme) -> None:
    assert "Tick the languages" in farah.get(at(node, "steps/words/")).content.decode()
    NationalProgramme.objects.update(languages=["fr"], own_words={"ko": {"union": "단체"}})
    page = soup(farah.get(at(node, "steps/words/")))
    assert [field["name"] for field in page.select("details input")] == [
        f"own-fr-{name}"
        for name in ("union", "critical_friend", "practice_account", "response", "facilitator")
    ]
    sent = {"languages": ["fr"], "own-fr-union": "Ligue", "own-fr-response": ""}
    assert farah.post(at(node, "steps/words/"), sent).status_code == 302
    node.refresh_from_db()
    assert node.own_words == {"ko": {"union": "단체"}, "fr": {"union": "Ligue"}}
    for bad in ("<b>x</b>", "x" * 41, "our Secret union"):
        answer = farah.post(at(node, "steps/words/"), sent | {"own-fr-facilitator": bad})
        assert answer.status_code == 422
        page = soup(answer)
        assert page.select_one("details[open] #id_own-fr-facilitator-e")
        assert page.select_one("[name=own-fr-facilitator]")["value"] == bad  # type: ignore[index]
    node.refresh_from_db()
    assert node.own_words["fr"] == {"union": "Ligue"}


def test_two_coordinators_at_once_are_told(farah: Client, node: NationalProgramme) -> None:
    """Who was first is not written over unseen; sent again, the second holds."""
    shown = soup(farah.get(at(node, "steps/care/"))).select_one("[name=seen]")["value"]  # type: ignore[index]
    NationalProgramme.objects.update(care_text="Theirs.")
    answer = farah.post(at(node, "steps/care/"), {"care_text": "Mine.", "seen": shown})
    assert answer.status_code == 422 and "Somebody else has kept" in answer.content.decode()
    node.refresh_from_db()
    assert node.care_text == "Theirs."
    again = soup(answer).select_one("[name=seen]")["value"]  # type: ignore[index]
    assert soup(answer).select_one("[name=care_text]").text.strip() == "Mine."  # type: ignore[union-attr]
    assert farah.post(at(node, "steps/care/"), {"care_text": "Mine.", "seen": again}).status_code == 302


def test_the_daily_work_that_stands_still_is_said_above_all(farah: Client, node: NationalProgramme) -> None:
    """Whatever step is next; before its first run there is nothing to say but in the step itself."""
    assert "has been stopped since" not in farah.get(at(node)).content.decode()
    apply_clock(at=timezone.now() - timedelta(hours=25))
    assert "has been stopped since" not in farah.get(at(node)).content.decode()
    Event.objects.all().delete()
    apply_clock(at=timezone.now() - timedelta(hours=27))
    assert "has been stopped since" in farah.get(at(node)).content.decode()


def test_a_post_is_given_and_ended(farah: Client, node: NationalProgramme) -> None:
    osei = person("osei", enrolled=False)
    sent = {"who": osei.email.upper(), "kind": "national_researcher"}
    assert farah.post(at(node, "posts/"), sent).status_code == 302
    post = NodePost.objects.get(person=osei)
    assert farah.post(at(node, "posts/"), sent).status_code == 302
    assert NodePost.objects.filter(person=osei).count() == 1
    assert "Osei" in farah.get(at(node)).content.decode()
    question = farah.get(at(node, f"posts/{post.pk}/end/"))
    post.refresh_from_db()
    assert "End this post?" in question.content.decode() and post.ended_at is None
    assert farah.post(at(node, f"posts/{post.pk}/end/")).status_code == 302
    post.refresh_from_db()
    assert post.ended_at is not None and post.live_slot is None


def test_who_sees_the_numbers_from_above_stands_in_the_list(farah: Client, node: NationalProgramme) -> None:
    """Their post is not the union's to end."""
    lead = programmes.name_lead(programme=node.programme, user_id=person("marg").pk, at=NOON)
    page = soup(farah.get(at(node)))
    assert "Marg" in page.text and "of the whole programme" in page.text
    assert not page.select_one(f"a[href$='posts/{lead.pk}/end/']")
    assert farah.get(at(node, f"posts/{lead.pk}/end/")).status_code == 404
    assert farah.post(at(node, f"posts/{lead.pk}/end/")).status_code == 404


def test_the_last_coordinator_stays(farah: Client, node: NationalProgramme) -> None:
    own = NodePost.objects.get()
    answer = farah.post(at(node, f"posts/{own.pk}/end/"), follow=True)
    assert "needs a successor first" in answer.content.decode()
    own.refresh_from_db()
    assert own.ended_at is None
    programmes.name_coordinator(node=node, user_id=person("next").pk, at=NOON)
    farah.post(at(node, f"posts/{own.pk}/end/"))
    assert farah.get(at(node)).status_code == 404, "whose post has ended sees the page no more"


def test_one_answer_whether_somebody_was_found_or_not(farah: Client, node: NationalProgramme) -> None:
    person("osei", enrolled=False)
    said = []
    for who in ("osei@example.org", "nobody@example.org"):
        answer = farah.post(at(node, "posts/"), {"who": who, "kind": "national_researcher"}, follow=True)
        said.append((answer.redirect_chain, soup(answer).select_one("main [role=status]").text))  # type: ignore[union-attr]
    assert said[0] == said[1]
    assert NodePost.objects.filter(person=person("osei")).exists()


def test_circles_and_people_are_the_last_steps(node: NationalProgramme) -> None:
    where = circle()
    assert where.node == node

    def steps() -> dict[str, tuple[bool, int]]:
        return {s.code: (s.is_done, s.missing) for s in set_up(node=node, at=NOON).steps}

    assert steps()["circles"] == (False, 1)
    seat(where, "lead", Role.FACILITATOR)
    assert steps()["circles"] == (True, 0) and not steps()["people"][0]
    seat(where, "ann")
    assert not steps()["people"][0], "the periodic job has not run"
    apply_clock(at=NOON - days(1))
    assert steps()["people"][0]
    late = set_up(node=node, at=NOON + days(1))
    assert late.silent_since == NOON - days(1) and not late.steps[-1].is_done


def test_a_union_without_anything_missing_says_so(farah: Client, node: NationalProgramme) -> None:
    for step, sent, _kept in STEPS:
        farah.post(at(node, f"steps/{step}/"), sent)
    programmes.ensure_attached(node=node, course_key=course_key(), at=NOON)
    where = circle()
    seat(where, "lead", Role.FACILITATOR)
    seat(where, "ann")
    apply_clock(at=timezone.now())
    page = soup(farah.get(at(node)))
    assert "8 of 8 done" in page.text and not page.select(".lc-next .lc-go")


@pytest.mark.parametrize("kind", [PostKind.PROGRAMME_LEAD, PostKind.NATIONAL_RESEARCHER])
def test_other_posts_see_and_change_nothing(client: Client, node: NationalProgramme, kind: PostKind) -> None:
    user = person("osei", enrolled=False)
    NodePost.objects.create(programme=node.programme, node=node, person=user, kind=kind, began_at=NOON)
    client.force_login(user)
    page = client.get(at(node))
    assert page.status_code == 200
    assert not soup(page).select("form[method=post]") and not soup(page).select("a[href*=steps]")
    assert client.post(at(node, "steps/care/"), {"care_text": "x"}).status_code == 404


def test_the_unions_name_is_on_no_page(farah: Client, node: NationalProgramme) -> None:
    circle()
    for rest in ("", "steps/place/", "steps/care/", "course/", "posts/"):
        assert "Secret" not in farah.get(at(node, rest)).content.decode()


def test_the_cost_does_not_grow_with_the_circles(farah: Client, node: NationalProgramme) -> None:
    costs = set()
    for number in (2, 30):
        for i in range(number):
            seat(circle(f"c{number}-{i}"), f"lead{number}-{i}", Role.FACILITATOR)
        with counted() as found:
            assert farah.get(at(node)).status_code == 200
        costs.add(found.number)
    assert len(costs) == 1 and costs.pop() <= 15


def test_a_list_of_more_than_a_page_and_a_search(farah: Client, node: NationalProgramme) -> None:
    Circle.objects.bulk_create(
        Circle(course_key=course_key(), node=node, name=f"Circle {i:03}", code=f"c{i}", created_at=NOON)
        for i in range(60)
    )
    first = soup(farah.get(at(node)))
    assert len(first.select("section[aria-labelledby=circles] .lc-list > li")) == 50
    second = soup(farah.get(at(node), {"page": "2"}))
    assert len(second.select("section[aria-labelledby=circles] .lc-list > li")) == 10
    found = soup(farah.get(at(node), {"q": "circle 01"}))
    assert len(found.select("section[aria-labelledby=circles] .lc-list > li")) == 10
    assert "No circle has this name" in soup(farah.get(at(node), {"q": "zzz"})).text
    for nonsense in ("0", "-1", "x", "99999999999"):
        assert farah.get(at(node), {"page": nonsense}).status_code == 200


def test_a_course_is_attached_by_somebody_of_its_team(client: Client, node: NationalProgramme) -> None:
    """Else a coordinator could take any course of the site, and learn who is in it."""
    programmes.name_coordinator(node=node, user_id=person("mei", enrolled=False).pk, at=NOON)
    client.force_login(person("mei"))
    for key in (str(course_key()), "course-v1:Org+Nothing+2026"):
        answer = client.post(at(node, "course/"), {"course_key": key})
        assert answer.status_code == 422
        said = soup(answer).select_one("#id_course_key-e")
        assert said is not None and "not in its course team" in said.text
    assert not CourseAttachment.objects.exists()
