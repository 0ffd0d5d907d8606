"""The words that a union may replace: what can stand, what is inherited, and where they are said."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from learning_circle_xblock.permissions import Role
from learning_circle_xblock.programmes.models import CourseAttachment, NationalProgramme, Programme
from learning_circle_xblock.programmes.words import fault_in, names_union, own_words
from learning_circle_xblock.writing.models import Version
from tests.world import (
    ACCOUNT,
    CIRCLE,
    NOON,
    PLAN,
    circle,
    course_key,
    person,
    respond,
    seat,
    share_plan,
    view,
)


@pytest.mark.parametrize(
    ("above", "own", "language", "found"),
    [
        ({}, {}, "en", {}),
        ({"en": {"facilitator": "tutor"}}, {}, "en", {"facilitator": "tutor"}),
        ({"en": {"facilitator": "tutor"}}, {"en": {"facilitator": "guide"}}, "en", {"facilitator": "guide"}),
        ({"en": {"facilitator": "tutor"}}, {"en": {"union": "league"}}, "fr", {}),
        ({}, {"pt": {"union": "sindicato"}}, "pt-br", {"union": "sindicato"}),
        (
            {},
            {"pt": {"union": "a"}, "pt-br": {"union": "b"}},
            "pt-br",
            {"union": "b"},
        ),
        ({}, {"en": {"pupil": "student", "union": ""}}, "en", {}),
    ],
)
def test_a_union_s_word_goes_before_the_programme_s(
    above: Any, own: Any, language: str, found: dict[str, str]
) -> None:
    assert own_words(above, own, language) == found


@pytest.mark.parametrize(
    ("word", "fault"),
    [
        ("rakan kritis", ""),
        ("ami·e critique", ""),
        ("비판적 친구", ""),
        ("", ""),
        ("x" * 40, ""),
        ("x" * 41, "long"),
        ("<b>tutor</b>", "markup"),
        ("{{ user }}", "markup"),
        ("%(who)s", "markup"),
        ("tu\ntor", "markup"),
        ("tutor\u202e", "markup"),
        ("the SECRET union", "name"),
    ],
)
def test_a_word_is_short_and_plain(word: str, fault: str) -> None:
    assert fault_in(word, "Secret union") == fault


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("course-v1:NUTP+LC+2026", "NUTP", True),
        ("Learning circles of the teachers’ league", "League of Teachers", True),
        ("course-v1:Org+LC101+2026", "Union of the South", False),
        ("course-v1:Org+Other+2026", "The Other", True),
        ("course-v1:Org+LC101+2026", "", False),
    ],
)
def test_a_word_of_the_name_is_found_in_a_key_or_a_title(text: str, name: str, found: bool) -> None:
    assert names_union(text, name) is found


@pytest.fixture
def one() -> Any:
    """A circle whose course is attached, with words of its own in English."""
    made = circle()
    CourseAttachment.objects.create(node=made.node, course_key=course_key(), attached_at=NOON)
    words = {
        "facilitator": "Guide & friend",
        "union": "League",
        "response": "Echo",
        "critical_friend": "reading friend",
        "practice_account": "Story of practice",
    }
    NationalProgramme.objects.update(own_words={"en": words})
    for name, role in (("lead", Role.FACILITATOR), ("rep", Role.UNION_REPRESENTATIVE), ("ann", Role.TEACHER)):
        seat(made, name, role)
    return made


@pytest.mark.django_db
def test_the_words_stand_under_names_and_over_texts(one: Any, client: Client) -> None:
    seat(one, "ben")
    people = view(person("ann"), CIRCLE).one(".lc-people").text
    assert "Guide & friend" in people and "Representative (League)" in people and "Facilitator" not in people
    client.force_login(person("lead"))
    page = BeautifulSoup(client.get(f"/learning-circles/circles/{one.pk}/").content, "html.parser")
    roster = page.select_one(".lc-roster")
    assert roster is not None and "Guide & friend" in roster.text and "Representative (League)" in roster.text
    share_plan(person("ann"))
    respond(person("ben"), PLAN, version=Version.objects.latest("pk").pk)
    shown = view(person("ann"), PLAN).text
    assert "Echo · reading friend" in shown and "Response from a critical friend" not in shown
    assert "Story of practice · draft" in view(person("ann"), ACCOUNT).text


@pytest.mark.django_db
def test_other_languages_and_other_unions_keep_ours(one: Any) -> None:
    NationalProgramme.objects.update(own_words={"fr": {"facilitator": "Guide"}})
    assert "Facilitator" in view(person("ann"), CIRCLE).one(".lc-people").text
    Programme.objects.update(own_words={"en": {"facilitator": "Tutor"}})
    assert "Tutor" in view(person("ann"), CIRCLE).one(".lc-people").text
    Programme.objects.update(own_words={})
    assert "Facilitator" in view(person("ann"), CIRCLE).one(".lc-people").text
