"""Names and initials on a page, in any script."""

import pytest
from django.utils import translation

from learning_circle_xblock.templatetags.learning_circle import at_key, first_name, icon, initials, named

NAMES = {1: "Adjoua Koffi", 2: "김민서", 3: "Jean-Marc Élie", 4: "x"}


@pytest.mark.parametrize(
    ("person", "name"), [(1, "Adjoua Koffi"), (9, "a former member"), (None, "a former member")]
)
def test_a_person_who_is_gone_was_a_member(person: int | None, name: str) -> None:
    assert named(person, NAMES) == name


def test_a_former_member_in_french() -> None:
    with translation.override("fr"):
        assert named(9, NAMES) not in ("a former member", "")


@pytest.mark.parametrize(("person", "name"), [(1, "Adjoua"), (2, "김민서"), (3, "Jean-Marc")])
def test_first_names(person: int, name: str) -> None:
    assert first_name(person, NAMES) == name


def test_somebody_who_is_gone_has_no_first_name() -> None:
    """Half of "a former member" would be no name at all."""
    assert first_name(9, NAMES) == "a former member"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Adjoua Koffi", "AK"), ("Jean-Marc Élie", "JÉ"), ("김민서", "김민"), ("x", "X"), ("", ""),
        ("  ada   lovelace ", "AL"), ("-", "-"), ("Ana María de la Cruz", "AC"),
    ],
)  # fmt: skip
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_an_icon_says_nothing_by_itself() -> None:
    assert 'aria-hidden="true"' in icon("check") and "lc-wait" in icon("clock", "lc-wait")
    with pytest.raises(KeyError):
        icon("unheard")


def test_a_value_under_a_key() -> None:
    assert at_key({"a": 1}, "a") == 1
    assert at_key({"a": 1}, "b") == "" and at_key({}, "a") == ""
