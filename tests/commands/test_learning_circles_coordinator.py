"""The operator names the first coordinator with one command."""

import pytest
from django.core.management import CommandError, call_command

from learning_circle_xblock.programmes.models import CourseAttachment, NationalProgramme, NodePost
from tests.world import course_key, person

pytestmark = pytest.mark.django_db
GIVEN = {"programme": "P", "union": "Secret union", "country": "ci"}


def test_it_makes_the_node_and_names_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    ann = person("ann", enrolled=False)
    call_command("learning_circles_coordinator", "ann", **GIVEN)
    post, node = NodePost.objects.get(), NationalProgramme.objects.get()
    assert (post.person, post.node, post.kind) == (ann, node, "coordinator")
    assert node.country == "CI"
    out = capsys.readouterr().out
    assert f"/learning-circles/unions/{node.pk}/" in out and "Secret" not in out


def test_again_changes_nothing_and_another_person_is_added() -> None:
    person("ann"), person("ben")
    for name in ("ann", "ann", "BEN@example.org"):
        call_command("learning_circles_coordinator", name, **GIVEN)
    assert list(NodePost.objects.values_list("person__username", flat=True)) == ["ann", "ben"]
    assert NationalProgramme.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("ann", {"course": "x"}),
        ("nobody", {}),
        ("shared@example.org", {}),
        ("ann", {"country": "C1"}),
        ("ann", {"union": ""}),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(name: str, given: dict[str, str]) -> None:
    person("ann")
    for username in ("one", "two"):
        user = person(username)
        user.email = "shared@example.org"
        user.save()
    with pytest.raises(CommandError):
        call_command("learning_circles_coordinator", name, **(GIVEN | given))
    assert not NationalProgramme.objects.exists() and not NodePost.objects.exists()


def test_it_attaches_a_course_too() -> None:
    person("ann")
    call_command("learning_circles_coordinator", "ann", **GIVEN, course=str(course_key()))
    assert CourseAttachment.objects.get().course_key == course_key()
