"""The operator names the first lead of a programme with one command."""

import pytest
from django.core.management import CommandError, call_command

from learning_circle_xblock.programmes.models import NodePost, Programme
from tests.world import person

pytestmark = pytest.mark.django_db


def test_it_makes_the_programme_and_names_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    marg = person("marg", enrolled=False)
    for name in ("marg", "MARG@example.org"):
        call_command("learning_circles_lead", name, programme="Secret programme")
    post = NodePost.objects.get()
    assert (post.person, post.node, post.kind) == (marg, None, "programme_lead")
    out = capsys.readouterr().out
    assert f"/learning-circles/programmes/{post.programme_id}/" in out and "Secret" not in out


@pytest.mark.parametrize(
    ("name", "programme"), [("nobody", "P"), ("shared@example.org", "P"), ("marg", ""), ("marg", "x" * 121)]
)
def test_what_does_not_fit_is_said_and_nothing_is_made(name: str, programme: str) -> None:
    person("marg")
    for username in ("one", "two"):
        user = person(username)
        user.email = "shared@example.org"
        user.save()
    with pytest.raises(CommandError):
        call_command("learning_circles_lead", name, programme=programme)
    assert not Programme.objects.exists() and not NodePost.objects.exists()
