"""The command that an operator runs: everything or nothing, again to add people or to change a role."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.programmes.models import NationalProgramme, Programme
from tests.world import course_key, person

pytestmark = pytest.mark.django_db
MODELS = (Programme, NationalProgramme, Circle, Membership, Event)
NAMES = ("fay", "finn", "tom", "tina", "rep", "watch")


@pytest.fixture(autouse=True)
def people() -> None:
    """Enrolled people, and one who is not."""
    for username in NAMES:
        person(username)
    person("away", enrolled=False)


def seed(*more: str, course: str = "", **changed: Any) -> None:
    """The command with what it always needs."""
    given = {
        "programme": "Programme",
        "union": "Union",
        "country": "CI",
        "circle": "One",
        "code": "one",
        "facilitator": "fay",
        **changed,
    }
    words = [f"--{name.replace('_', '-')}={value}" for name, value in given.items() if value is not None]
    call_command("learning_circles_seed", course or str(course_key()), *words, *more)


def rows(code: str = "one") -> list[tuple[str, str, str]]:
    """Who is and was in a circle."""
    found = Membership.objects.filter(circle__code=code).order_by("pk")
    return [(m.person.username, m.role, m.state) for m in found]


def assert_nothing_was_written() -> None:
    """Not even the programme."""
    assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)


def test_one_command_makes_programme_union_circle_and_members(capsys: pytest.CaptureFixture[str]) -> None:
    seed(
        "--teacher", "tom", "tina@example.org", "--union-representative", "rep", "--observer", "watch",
        federation="F", language="fr", country="ci",
    )  # fmt: skip
    programme, union, circle = Programme.objects.get(), NationalProgramme.objects.get(), Circle.objects.get()
    assert (programme.name, programme.federation_name, programme.default_language) == ("Programme", "F", "fr")
    assert (union.union_name, union.country, union.programme) == ("Union", "CI", programme)
    assert (circle.name, circle.code, circle.layer, circle.parent) == ("One", "one", 1, None)
    assert (circle.course_key, circle.node) == (course_key(), union)
    assert rows() == [
        ("fay", "facilitator", "active"),
        ("tom", "teacher", "active"),
        ("tina", "teacher", "active"),
        ("rep", "union_representative", "active"),
        ("watch", "observer", "active"),
    ]
    assert "5 people" in capsys.readouterr().out


def test_a_second_run_adds_people_and_repeats_nothing() -> None:
    seed("--teacher", "tom")
    before = Event.objects.count()
    seed("--teacher", "tom", "tina")
    assert [model.objects.count() for model in (Programme, NationalProgramme, Circle)] == [1, 1, 1]
    assert rows() == [
        ("fay", "facilitator", "active"), ("tom", "teacher", "active"), ("tina", "teacher", "active"),
    ]  # fmt: skip
    assert Event.objects.count() == before + 1


def test_a_second_run_may_name_only_who_is_new() -> None:
    """The circle has its facilitator already."""
    seed()
    seed("--teacher", "tom", facilitator=None)
    assert ("tom", "teacher", "active") in rows()


def test_a_change_of_role_keeps_the_history() -> None:
    seed("--teacher", "tom")
    seed("--facilitator", "fay", "tom", facilitator=None)
    assert rows() == [
        ("fay", "facilitator", "active"),
        ("tom", "teacher", "completed"),
        ("tom", "facilitator", "active"),
    ]


def test_a_circle_keeps_a_facilitator_when_roles_change() -> None:
    seed()
    with pytest.raises(CommandError):
        seed("--teacher", "fay", facilitator=None)
    assert rows() == [("fay", "facilitator", "active")]


def test_nobody_gets_two_roles_at_once() -> None:
    with pytest.raises(CommandError):
        seed("--teacher", "fay")
    assert_nothing_was_written()


@pytest.mark.parametrize(
    ("more", "changed", "sentence"),
    [
        (("--teacher", "nobody"), {}, "nobody: 0 users"),
        (("--teacher", "nobody@example.org"), {}, "0 users"),
        (("--teacher", "tom", "away"), {}, "away is not enrolled"),
        ((), {"course": "not a key"}, "not a course key"),
        ((), {"course": ""}, ""),
        ((), {"facilitator": None}, "facilitator"),
        ((), {"parent": "up"}, "no circle up"),
        ((), {"layer": 0}, ""),
        ((), {"layer": -1}, ""),
        ((), {"circle": "x" * 81}, ""),
        ((), {"code": "x" * 33}, ""),
        ((), {"programme": "x" * 121}, ""),
        ((), {"union": "x" * 121}, ""),
        ((), {"circle": ""}, ""),
        ((), {"code": ""}, ""),
        ((), {"country": ""}, ""),
    ],
)
def test_bad_input_is_said_and_nothing_is_written(
    more: tuple[str, ...], changed: dict[str, Any], sentence: str
) -> None:
    if changed == {"course": ""}:
        changed = {"course": "course-v1:Other+C+R"}  # nobody is enrolled there
    with pytest.raises(CommandError) as error:
        seed(*more, **changed)
    assert sentence in str(error.value)
    assert_nothing_was_written()


def test_an_address_that_two_users_have_is_not_guessed() -> None:
    for username in ("tom", "tina"):
        user = person(username)
        user.email = "same@example.org"
        user.save()
    with pytest.raises(CommandError, match="2 users"):
        seed("--teacher", "SAME@example.org")
    assert_nothing_was_written()


def test_a_dry_run_checks_everything_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    seed("--teacher", "tom", "--dry-run")
    assert "Nothing was written" in capsys.readouterr().out
    assert_nothing_was_written()
    with pytest.raises(CommandError):
        seed("--teacher", "nobody", "--dry-run")


def test_a_tree_of_two_layers() -> None:
    seed(circle="Up", code="up", layer=2, facilitator="finn")
    seed("--teacher", "tom", parent="up")
    assert Circle.objects.get(code="one").parent == Circle.objects.get(code="up")
    assert rows("up") == [("finn", "facilitator", "active"), ("fay", "teacher", "active")]


def test_the_circle_of_facilitators_may_begin_empty() -> None:
    seed(circle="Up", code="up", layer=2, facilitator=None)
    assert rows("up") == []


@pytest.mark.parametrize("layer", [1, 3])
def test_a_parent_of_a_wrong_layer_is_refused_with_everything(layer: int) -> None:
    seed(circle="Up", code="up", layer=layer)
    before = [model.objects.count() for model in MODELS]
    with pytest.raises(CommandError, match="one layer up"):
        seed("--teacher", "tom", parent="up", programme="Another", union="Another")
    assert [model.objects.count() for model in MODELS] == before


@pytest.mark.parametrize("changed", [{"layer": 2}, {"parent": "other"}, {"union": "Another"}])
def test_a_circle_that_exists_is_not_silently_left_as_it_was(changed: dict[str, Any]) -> None:
    """Whoever asks for another layer, parent or union must not read that all went well."""
    seed(circle="Other", code="other", layer=2)
    seed()
    with pytest.raises(CommandError):
        seed(**changed)
