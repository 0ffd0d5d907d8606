"""The light pages, as a browser without scripts opens them, and as their script asks them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.review.models import Review
from learning_circle_xblock.writing.models import Draft
from tests import world
from tests.queries import counted
from tests.review import authors as act
from tests.world import ACCOUNT, PLAN, call, circle, person, prefixed, seat, share_plan

pytestmark = pytest.mark.django_db
ME = "/learning-circles/me/"
WHOLE = world.PLAN_ANSWERS


@pytest.fixture
def ann(client: Client) -> User:
    """A teacher with a draft, signed in."""
    user = seat(circle(), "ann")
    call(user, PLAN, "save_draft", {**prefixed(PLAN, {"concern": "Written in the unit."}), "base": "0"})
    client.force_login(user)
    return user


def address() -> str:
    """The page of the one plan."""
    return reverse("learning_circle:write", kwargs={"work_id": Plan.objects.get().work_id})


def soup(answer: Any) -> BeautifulSoup:
    """The markup."""
    return BeautifulSoup(answer.content, "html.parser")


def share(user: User, words: dict[str, str]) -> None:
    """Share the draft from a window that knows its last revision."""
    base = str(Draft.objects.get(work__plan__owner=user).revision)
    assert call(user, PLAN, "share", {**prefixed(PLAN, words), "base": base}).status == 200


def sent(page: BeautifulSoup, words: dict[str, str], do: str) -> dict[str, str]:
    """What the form of the page sends, with these words typed."""
    form = page.select_one("form[data-lc-draft]")
    assert form is not None
    fields = {str(f["name"]): str(f.text).removeprefix("\n") for f in form.select("textarea[name]")}
    base = form.select_one("input[name=base]")
    assert base is not None
    return {**fields, **prefixed(PLAN, words), "base": str(base["value"]), "do": do}


def test_a_draft_of_the_unit_is_read_and_saved_without_scripts(client: Client, ann: User) -> None:
    page = soup(client.get(address()))
    assert "Written in the unit." in page.text
    answer = client.post(address(), sent(page, {"focus": "Typed without scripts."}, "save"), follow=True)
    assert "Kept on the site." in answer.content.decode()
    assert Draft.objects.get().answers["focus"] == "Typed without scripts."
    assert Draft.objects.get().answers["concern"] == "Written in the unit."


def test_it_is_shared_without_scripts_or_says_what_is_missing(client: Client, ann: User) -> None:
    page = soup(client.get(address()))
    answer = client.post(address(), sent(page, {"focus": "Only this."}, "finish"))
    assert answer.status_code == 422 and soup(answer).select_one("[aria-invalid]") is not None
    assert Draft.objects.get().answers["focus"] == "Only this."
    answer = client.post(address(), sent(soup(answer), WHOLE, "finish"), follow=True)
    assert "Shared with your circle." in answer.content.decode()
    plan = Plan.objects.get()
    assert plan.state == "shared" and plan.version is not None
    assert plan.version.answers["concern"] == WHOLE["concern"]
    assert soup(client.get(address())).select_one("form[data-lc-draft]") is None


def test_an_old_page_overwrites_nothing_and_shows_both(client: Client, ann: User) -> None:
    old = soup(client.get(address()))
    client.post(address(), sent(soup(client.get(address())), {"concern": "The newer words."}, "save"))
    answer = client.post(address(), sent(old, {"concern": "From the old page."}, "save"), follow=True)
    page = soup(answer)
    assert "From the old page." in page.select_one(".lc-other").text  # type: ignore[union-attr]
    assert "The newer words." in page.select_one("form textarea").text  # type: ignore[union-attr]
    client.post(address(), sent(page, {}, "other"))
    assert Draft.objects.get().answers["concern"] == "From the old page."
    answer = client.post(address(), sent(soup(client.get(address())), {}, "this"), follow=True)
    assert soup(answer).select_one(".lc-other") is None


def test_the_script_synchronises_and_hears_what_became_of_it(client: Client, ann: User) -> None:
    page = soup(client.get(address()))
    body = sent(page, {"concern": "On the way."}, "sync")
    told = client.post(address(), body)
    assert told["X-Learning-Circle"] == "sync"
    expected = {"revision": int(body["base"]) + 1, "is_kept": True, "has_other": False, "not_kept": ""}
    assert told.json() == expected
    again = client.post(address(), body).json()
    assert again == told.json(), "the answer was lost and the same words came twice"
    twice = client.post(address(), {**body, **prefixed(PLAN, {"concern": "Another telephone."})}).json()
    assert twice["is_kept"] is False and twice["has_other"] is True
    assert Draft.objects.get().answers["concern"] == "On the way."


def test_what_is_closed_says_so_to_the_script(client: Client, ann: User) -> None:
    body = sent(soup(client.get(address())), {"concern": "Late."}, "sync")
    share(ann, {**WHOLE, "concern": "Shared elsewhere."})
    answer = client.post(address(), body)
    assert answer.status_code == 409 and answer.json() == {"is_closed": True}
    assert "shared already" in client.post(address(), {**body, "do": "save"}, follow=True).content.decode()


def test_words_beyond_every_measure_stay_in_the_page(client: Client, ann: User) -> None:
    page = soup(client.get(address()))
    words = {"concern": "x" * 20_001, "focus": "Short."}
    told = client.post(address(), sent(page, words, "sync")).json()
    assert "Not kept yet" in told["not_kept"] and Draft.objects.get().answers["focus"] == "Short."
    answer = client.post(address(), sent(page, words, "save"))
    assert answer.status_code == 422 and "x" * 20_001 in answer.content.decode()


def test_nobody_else_finds_the_page(client: Client, ann: User) -> None:
    there = address()
    for name in ("ben", "lead"):
        seat(ann_circle(), name, world.Role.FACILITATOR if name == "lead" else world.Role.TEACHER)
        client.force_login(person(name))
        refused = client.get(there)
        missing = client.get("/learning-circles/write/987654/")
        assert (refused.status_code, refused.content) == (404, missing.content)
        assert client.post(there, {"do": "sync", "base": "1"}).status_code == 404
    client.logout()
    assert client.get(there).status_code == 302
    assert Draft.objects.get().answers == {"concern": "Written in the unit."}


def ann_circle() -> Any:
    """The circle of the one plan."""
    return Plan.objects.get().circle


def test_a_page_is_kept_by_nobody_between_and_names_its_reader(client: Client, ann: User) -> None:
    answer = client.get(address())
    assert "no-store" in answer["Cache-Control"] and answer["X-Learning-Circle-Reader"] == str(ann.pk)
    assert "<script>" not in answer.content.decode() and " style=" not in answer.content.decode()


def test_a_response_is_written_and_sent_without_scripts(client: Client) -> None:
    where = circle()
    people = act.authors(where, 5)
    reader = next(user for user in people if act.held_by(user))
    client.force_login(reader)
    page = soup(client.get(ME))
    button = page.select_one("form button[name=begin]")
    assert button is not None
    opened = client.post(ME, {"begin": str(button["value"])}, follow=True)
    there = opened.redirect_chain[-1][0]
    base = soup(opened).select_one("form input[name=base]")
    assert base is not None
    words = {**prefixed(ACCOUNT, world.RESPONSE_ANSWERS, "-resp"), "base": str(base["value"])}
    kept = client.post(there, {**words, "do": "save"}, follow=True)
    assert "Kept on the site." in kept.content.decode()
    assert "Finish your response" in client.get(ME).content.decode()
    base = soup(kept).select_one("form input[name=base]")
    assert base is not None
    done = client.post(there, {**words, "base": str(base["value"]), "do": "finish"}, follow=True)
    assert "Your response is sent." in done.content.decode()
    assert world.RESPONSE_ANSWERS["describe"] in client.get(there).content.decode()


def test_my_page_begins_only_what_it_offers(client: Client, ann: User) -> None:
    ben = seat(ann_circle(), "ben")
    client.force_login(ben)
    page = soup(client.get(ME))
    button = page.select_one("form button[name=begin]")
    assert button is not None and button["value"] == str(world.usage_key(PLAN))
    assert client.post(ME, {"begin": "block-v1:a+b+c+type@learning_circle_plan+block@x"}).status_code == 404
    answer = client.post(ME, {"begin": str(button["value"])}, follow=True)
    assert answer.status_code == 200 and Plan.objects.filter(owner=ben).count() == 1
    assert "Go on with your project plan" in client.get(ME).content.decode()


def test_queries_are_constant(client: Client, ann: User) -> None:
    there = address()
    page = soup(client.get(there))
    with counted() as opened:
        client.get(there)
    assert opened.number <= 5, opened.statements
    body = sent(page, {"concern": "Once."}, "sync")
    told = client.post(there, body).json()
    with counted() as kept:
        client.post(there, {**body, "base": told["revision"], **prefixed(PLAN, {"concern": "Twice."})})
    assert kept.number <= 6, kept.statements
    with counted() as mine:
        client.get(ME)
    for user in act.authors(ann_circle(), 6):
        share_plan(user)
    client.force_login(person("ann"))
    with counted() as later:
        client.get(ME)
    assert mine.number == later.number <= 14, later.statements


def test_what_changed_is_one_list_for_author_and_readers(client: Client, ann: User) -> None:
    share(ann, WHOLE)
    call(ann, PLAN, "revise", {})
    share(ann, {**WHOLE, "concern": WHOLE["concern"].replace("A third", "Half"), "question": "Is it enough?"})
    there = reverse("learning_circle:changes", kwargs={"work_id": Plan.objects.get().work_id})
    page = soup(client.get(there))
    assert "Half" in page.select("ins")[0].text
    assert "A third" in page.select("del")[0].text and "added" in page.select("ins")[0].text
    client.force_login(seat(ann_circle(), "ben"))
    with counted() as read:
        assert "Half" in client.get(there).content.decode()
    assert read.number <= 6, read.statements
    client.force_login(person("stranger"))
    assert client.get(there).status_code == 404
    assert client.get(reverse("learning_circle:changes", kwargs={"work_id": 987_654})).status_code == 404


def test_the_worker_knows_the_files_and_its_place(client: Client) -> None:
    answer = client.get("/learning-circles/service-worker.js")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "no-cache"
    assert '"root": "/learning-circles/"' in text and "js/light.js" in text


def test_a_friend_begins_a_response_and_hears_what_came_of_it(client: Client, ann: User) -> None:
    where = Plan.objects.get().circle
    lead, ben, cleo = seat(where, "lead", Role.FACILITATOR), seat(where, "ben"), seat(where, "cleo")
    friends.keep_groups(
        actor=world.actor(lead),
        circle=where,
        numbers={ann.pk: 1, ben.pk: 1},
        rule=friends.Rule.CHOSEN,
        at=world.NOON,
    )
    page = soup(client.get(address()))
    assert "Ben" in page.text and page.select_one("input[name$=-audience][value=friends]")
    chosen = sent(page, {**WHOLE, "audience": "friends"}, "finish")
    assert client.post(address(), chosen).status_code == 302
    assert Plan.objects.get().audience == "friends"
    client.force_login(cleo)
    assert "asks for your response" not in soup(client.get(ME)).text
    client.force_login(ben)
    button = soup(client.get(ME)).select_one("button[name=begin]")
    assert button is not None and "respond" in button.text
    begun = client.post(ME, {"begin": button["value"]})
    assert begun.status_code == 302 and "/write/" in begun["Location"]
    assert client.post(ME, {"begin": "version-987654"}).status_code == 404
    found = Review.objects.get()
    act.replied(ann, act.sent(found, at=world.now()), at=world.now())
    page = soup(client.get(ME))
    assert "Ann has answered your response" in page.text and "This helped" in page.text
    client.force_login(cleo)
    assert "has answered" not in soup(client.get(ME)).text
