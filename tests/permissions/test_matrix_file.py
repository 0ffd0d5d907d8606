"""The file of the matrix is whole: known letters, known columns, every role in every place."""

import pytest

from learning_circle_xblock.permissions import PostKind, Role

from .matrix import COLUMNS, LETTERS, PLACES, RAW, THINGS, Thing

CELLS = [
    pytest.param(thing, column, value, id=f"{thing}-{column}")
    for thing, row in RAW["objects"].items()
    for column, value in row.get("cells", {}).items()
]


@pytest.mark.parametrize(("thing", "column", "value"), CELLS)
def test_a_cell_names_a_column_and_holds_letters(
    thing: str, column: str, value: str | dict[str, str]
) -> None:
    assert column in COLUMNS
    texts = [value] if isinstance(value, str) else [value["cell"], value["door"]]
    assert all(set(text.split()) <= LETTERS and text.split() for text in texts)
    if isinstance(value, dict):
        assert set(value) == {"cell", "door", "why"} and value["why"], (
            "what is not built says what is missing"
        )
    else:
        assert "A" not in value.split(), (
            "A is read through a control, and none is built: say which one is missing"
        )


@pytest.mark.parametrize("thing", THINGS.values(), ids=lambda thing: thing.name)
def test_an_action_is_allowed_by_letters_that_exist(thing: Thing) -> None:
    assert thing.states and thing.actions
    for letters in thing.actions.values():
        assert letters and letters <= LETTERS - {"A", "-"}


def test_every_role_is_enumerated_in_every_place() -> None:
    """A new role fails here until the file says what it may do, in each circle it may be held in."""
    for place in PLACES:
        found = {role for column in COLUMNS.values() if column.place == place for role in column.roles}
        assert found == {str(role) for role in Role}, f"roles in the {place}"


def test_every_post_is_enumerated() -> None:
    """A new post fails here until the file says what it may do."""
    assert {column.post for column in COLUMNS.values() if column.node == "own"} == {str(k) for k in PostKind}


def test_nothing_is_given_to_those_whom_the_matrix_never_names() -> None:
    """Beyond the door of a block, the outsider's columns are empty in every row."""
    never = {
        "outsider",
        "former_member",
        "unenrolled_member",
        "anonymous",
        "link_member",
        "other_coordinator",
    }
    for thing in THINGS.values():
        given = {name for name in never if thing.cell(name).rule or thing.cell(name).door}
        if thing.name == "own_record":
            given -= {"former_member", "unenrolled_member"}  # what somebody did stays theirs to print
        if thing.name == "own_seat":
            given.discard("unenrolled_member")  # a seat may be given up by whoever holds it
        assert not given or thing.name == "block", f"{thing.name}: {given}"
