"""The pages of a whole programme: posts, words, and one answer whether somebody was found or not."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import NationalProgramme, NodePost, Programme
from tests.world import NOON, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    """With a lead and one union in two languages."""
    made = programmes.ensure_programme(name="P", federation_name="", default_language="en", at=NOON)
    node = programmes.ensure_union(programme=made, country="CI", union_name="Secret union", at=NOON)
    NationalProgramme.objects.filter(pk=node.pk).update(languages=["fr", "en"])
    programmes.name_lead(programme=made, user_id=person("marg", enrolled=False).pk, at=NOON)
    return made


@pytest.fixture
def marg(client: Client, programme: Programme) -> Client:
    """The lead's browser."""
    client.force_login(person("marg"))
    return client


def soup(answer: Any) -> BeautifulSoup:
    """The markup."""
    return BeautifulSoup(answer.content, "html.parser")


def at(programme: Programme, rest: str = "") -> str:
    """The address of the page."""
    return f"/learning-circles/programmes/{programme.pk}/{rest}"


def test_the_way_from_home_and_what_it_holds(marg: Client, programme: Programme) -> None:
    assert soup(marg.get("/learning-circles/")).select_one(f"a[href='{at(programme)}']")
    page = soup(marg.get(at(programme)))
    node = NationalProgramme.objects.get()
    assert page.select_one(f"a[href='/learning-circles/unions/{node.pk}/']") and "Secret" not in page.text
    assert "Marg" in page.text


def test_one_answer_whether_somebody_was_found_or_not(marg: Client, programme: Programme) -> None:
    person("osei", enrolled=False)
    said = []
    for who in ("osei@example.org", "nobody@example.org"):
        sent = {"who": who, "where": "", "kind": "national_researcher"}
        answer = marg.post(at(programme, "posts/"), sent, follow=True)
        status = soup(answer).select_one("[role=status]")
        assert answer.redirect_chain == [(at(programme), 302)] and status is not None
        said.append(status.text)
    assert said[0] == said[1]
    assert NodePost.objects.filter(person=person("osei"), node=None).count() == 1


@pytest.mark.parametrize(
    ("who", "where", "kind", "sentence"),
    [
        ("osei", "", "coordinator", "for one country"),
        ("osei", "CI", "programme_lead", "for the whole programme"),
        ("marg", "CI", "coordinator", "to themself"),
        ("nobody", "", "coordinator", "for one country"),
    ],
)
def test_what_a_lead_cannot_give_is_said(
    marg: Client, programme: Programme, who: str, where: str, kind: str, sentence: str
) -> None:
    person("osei", enrolled=False)
    where = str(NationalProgramme.objects.get().pk) if where else ""
    answer = marg.post(at(programme, "posts/"), {"who": who, "where": where, "kind": kind})
    assert answer.status_code == 422
    assert sentence in soup(answer).select_one("#id_kind-e").text  # type: ignore[union-attr]
    assert soup(answer).select_one("[name=who]")["value"] == who  # type: ignore[index]
    assert NodePost.objects.count() == 1


def test_the_first_coordinator_and_not_the_second(marg: Client, programme: Programme) -> None:
    node = NationalProgramme.objects.get()
    for who, status in (("efua", 302), ("next", 422)):
        person(who, enrolled=False)
        sent = {"who": who, "where": str(node.pk), "kind": "coordinator"}
        assert marg.post(at(programme, "posts/"), sent).status_code == status
    assert [post.person.username for post in programmes.holders(node)] == ["efua"]


def test_the_end_of_a_post_is_asked_first(marg: Client, programme: Programme) -> None:
    lina = programmes.name_lead(programme=programme, user_id=person("lina").pk, at=NOON)
    question = marg.get(at(programme, f"posts/{lina.pk}/end/"))
    assert "End this post?" in soup(question).h1.text and "Lina" in question.content.decode()  # type: ignore[union-attr]
    lina.refresh_from_db()
    assert lina.ended_at is None
    assert marg.post(at(programme, f"posts/{lina.pk}/end/")).status_code == 302
    lina.refresh_from_db()
    assert lina.ended_at is not None
    own = NodePost.objects.get(person=person("marg"))
    assert "your own post" in marg.get(at(programme, f"posts/{own.pk}/end/")).content.decode()
    answer = marg.post(at(programme, f"posts/{own.pk}/end/"), follow=True)
    assert "needs a successor first" in answer.content.decode()
    for method in (marg.get, marg.post):
        assert method(at(programme, "posts/987654/end/")).status_code == 404


def test_words_are_kept_for_the_languages_of_the_unions(marg: Client, programme: Programme) -> None:
    Programme.objects.update(own_words={"ko": {"union": "단체"}})
    page = soup(marg.get(at(programme, "words/")))
    assert len(page.select("details")) == 2 and page.select_one("label span[lang=fr]")
    sent = {"own-fr-facilitator": " Guide ", "own-en-union": ""}
    assert marg.post(at(programme, "words/"), sent).status_code == 302
    programme.refresh_from_db()
    assert programme.own_words == {"ko": {"union": "단체"}, "fr": {"facilitator": "Guide"}}
    answer = marg.post(at(programme, "words/"), {"own-fr-facilitator": "<b>"})
    assert answer.status_code == 422
    assert soup(answer).select_one("details[open] #id_own-fr-facilitator-e")
