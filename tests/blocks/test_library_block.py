"""The library block: what the circle has shared, to read."""

import pytest

from demo.models import Person
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.permissions import Role
from tests.review import authors as act
from tests.world import ACCOUNT_ANSWERS, LIBRARY, NOON, Answer, call, circle, days, person, seat, view

from .pages import EMOJI, HOSTILE, RTL, assert_harmless, button

pytestmark = pytest.mark.django_db


def titles(page: Answer) -> list[str]:
    """What the list holds."""
    return [node.text for node in page.page.select(".lc-stories h3")]


def test_an_empty_library_says_so() -> None:
    page = view(seat(circle(), "ann"), LIBRARY)
    assert "Nobody has shared a practice account yet" in page.text
    assert titles(page) == []


def test_a_shared_account_is_listed_and_read_by_the_circle() -> None:
    where = circle()
    ann, ben = seat(where, "ann"), seat(where, "ben")
    lead = seat(where, "lead", Role.FACILITATOR)
    account = act.shared_account(ann, lang="fr")
    for user in (ann, ben, lead):
        page = view(user, LIBRARY)
        assert titles(page) == ["Fingers on the desk"] and "Ann" in page.text
        found = call(user, LIBRARY, "read", {"account": account.pk}, method="GET")
        assert found.one("h2").text == "Fingers on the desk"
        assert found.one("h2")["lang"] == "fr"
        for field in ("lead", "did", "changed"):
            assert ACCOUNT_ANSWERS[field] in found.text
        assert ACCOUNT_ANSWERS["question"] not in found.text, (
            "the question steers responses and is not published"
        )
        assert "my name" not in found.text


@pytest.mark.parametrize("username", ["rep", "watch", "stranger", "elsewhere"])
def test_nobody_else_finds_it(username: str) -> None:
    where = circle()
    seat(where, "rep", Role.UNION_REPRESENTATIVE)
    seat(where, "watch", Role.OBSERVER)
    seat(circle("two"), "elsewhere")
    account = act.shared_account(seat(where, "ann"))
    assert "Fingers" not in view(person(username), LIBRARY).text
    answer = call(person(username), LIBRARY, "read", {"account": account.pk}, method="GET")
    assert answer.status == 404 and "Fingers" not in answer.text


def test_many_come_in_pages_the_newest_first() -> None:
    where = circle()
    for i in range(35):
        act.shared_account(seat(where, f"t{i}"), at=NOON + days(i), title=f"Story {i}")
    ann = seat(where, "ann")
    first = view(ann, LIBRARY)
    assert titles(first) == [f"Story {i}" for i in range(34, 4, -1)]
    assert '"page": "2"' in str(first.one("[hx-get$='/more']")["hx-vals"])
    second = call(ann, LIBRARY, "more", {"page": 2}, method="GET")
    assert titles(second) == [f"Story {i}" for i in range(4, -1, -1)]
    assert not button(second, "more")


@pytest.mark.parametrize("page", ["0", "-1", "abc", "", "1"])
def test_a_page_that_is_none_is_the_first(page: str) -> None:
    where = circle()
    act.shared_account(seat(where, "ann"))
    assert titles(call(person("ann"), LIBRARY, "more", {"page": page}, method="GET")) == [
        "Fingers on the desk"
    ]


@pytest.mark.parametrize("page", ["2", "99", "999999999999"])
def test_a_page_beyond_the_end_does_not_say_that_nobody_has_shared(page: str) -> None:
    where = circle()
    act.shared_account(seat(where, "ann"))
    found = call(person("ann"), LIBRARY, "more", {"page": page}, method="GET")
    assert found.status == 404 or "Nobody has shared" not in found.text


def test_several_circles_are_named() -> None:
    one, two = circle("one"), circle("two")
    act.shared_account(seat(one, "ann"))
    act.shared_account(seat(two, "ben"), at=NOON + days(1), title="Two")
    both = seat(one, "both", Role.FACILITATOR)
    seat(two, "both")
    page = view(both, LIBRARY)
    assert titles(page) == ["Two", "Fingers on the desk"]
    assert "Circle one" in page.text and "Circle two" in page.text


@pytest.mark.parametrize("words", [HOSTILE, RTL, EMOJI])
def test_any_text_is_shown_as_it_was_written(words: str) -> None:
    where = circle()
    ann = seat(where, "ann")
    Person.objects.update(name=words[:90])
    answers = dict.fromkeys(("title", "lead", "did", "changed", "question"), words)
    account = act.shared_account(ann, **answers)
    page = view(ann, LIBRARY)
    assert_harmless(page)
    assert titles(page) == [words]
    found = call(ann, LIBRARY, "read", {"account": account.pk}, method="GET")
    assert_harmless(found)
    assert [p.text for p in found.page.select("p.lc-words")][:3] == [words] * 3
    assert {p.get("dir") for p in found.page.select("p.lc-words")} == {"auto"}


def test_an_author_whose_user_is_gone() -> None:
    """Their account goes with them, as long as it was published nowhere; the list still works."""
    where = circle()
    reader = seat(where, "reader")
    act.shared_account(seat(where, "ann"))
    Account.objects.update(title="Kept")
    assert titles(view(reader, LIBRARY)) == ["Kept"]
