"""Our tables are made, taken back and made again, with something in them."""

import pytest
from django.core.management import call_command
from django.db import connection

from learning_circle_xblock.circles.models import Circle, Membership
from learning_circle_xblock.planning.models import Plan
from tests import world

pytestmark = pytest.mark.django_db(transaction=True)
APP = "learning_circle_xblock"


def ours() -> set[str]:
    """The names of our tables."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return {name for name in names if name.startswith(APP)}


def test_back_and_forward_with_people_and_a_shared_plan() -> None:
    where = world.circle()
    world.seat(where, "lead", world.Role.FACILITATOR)
    assert world.share_plan(world.seat(where, "ann")).status == 200
    everything = ours()
    call_command("migrate", APP, "0004", verbosity=0)
    assert ours() < everything
    call_command("migrate", APP, verbosity=0)
    assert ours() == everything
    assert (Circle.objects.count(), Membership.objects.count(), Plan.objects.count()) == (1, 2, 1)
    call_command("migrate", APP, "zero", verbosity=0)
    assert ours() == set()
    call_command("migrate", APP, verbosity=0)
    assert ours() == everything and not Circle.objects.exists()


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", APP, "--check", "--dry-run", verbosity=1)
