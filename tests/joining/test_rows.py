import pytest

from learning_circle_xblock.joining.rows import HeaderError, HeaderFault, is_address, neutral, wishes
from learning_circle_xblock.permissions import Role


@pytest.mark.parametrize(
    "header",
    [["email", "role", "circle"], ["E-Mail", "Rôle", "Cercle"], ["Courriel", "RÔLE ", "Code du cercle"]],
)
def test_a_header_is_read_in_english_and_french(header: list[str]) -> None:
    [wish] = wishes([(1, header), (3, ["Awa@Example.org", "Animatrice", "abc"])], needs_circle=True)
    assert (wish.number, wish.email, wish.key) == (3, "Awa@Example.org", "awa@example.org")
    assert (wish.role, wish.circle) == (Role.FACILITATOR, "abc")


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("", Role.TEACHER),
        ("Enseignant·e", Role.TEACHER),
        *((role.value, role) for role in Role),
        ("co-facilitator", Role.CO_FACILITATOR),
        ("Représentante syndicale", Role.UNION_REPRESENTATIVE),
        ("head", None),
        ("=teacher", None),
        ("?!", None),
        ("교사", None),
    ],
)
def test_a_role_is_read_in_english_and_french(word: str, role: Role | None) -> None:
    [wish] = wishes([(1, ["email", "role"]), (2, ["a@b.org", word])], needs_circle=False)
    assert wish.role is role


@pytest.mark.parametrize(
    ("header", "needs_circle", "why"),
    [
        (["name", "role"], False, HeaderFault.NO_PERSON),
        (["email"], True, HeaderFault.NO_CIRCLE),
        (["email", "courriel"], False, HeaderFault.TWICE),
    ],
)
def test_a_header_says_which_column_is_which(header: list[str], needs_circle: bool, why: HeaderFault) -> None:
    with pytest.raises(HeaderError) as caught:
        wishes([(1, header)], needs_circle=needs_circle)
    assert caught.value.why is why


def test_other_columns_are_passed_over_and_short_rows_are_filled() -> None:
    rows = [(1, ["name", "email", "role", "notes"]), (2, ["Awa", "awa@example.org"])]
    [wish] = wishes(rows, needs_circle=False)
    assert (wish.email, wish.username, wish.role, wish.circle) == ("awa@example.org", "", Role.TEACHER, "")


@pytest.mark.parametrize("text", ["awa@example.org", "a.b+c@example.co.ci", "é@exämple.org"])
def test_an_address_is_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["", "awa", "awa@example", "=a@b.org", "+a@b.org", "@a@b.org", "a b@c.org", "a@b.org, c@d.org",
             "x" * 250 + "@b.org", "a@b.", "<a@b.org>"],
)  # fmt: skip
def test_what_is_no_address_is_none(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "plain", "'quoted"])
def test_a_neutral_cell_comes_back_as_it_was(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@"))
    [wish] = wishes([(1, ["username"]), (2, [neutral(text)])], needs_circle=False)
    assert wish.username == text
