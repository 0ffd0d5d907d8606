"""The demo's database: made, seeded once and whole."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection, transaction

from .models import Person
from .storage import seeded_mark, wipe

SEED = "demo_seed"


def prepare() -> None:
    """Migrate, and seed if that never finished: what an interruption left behind is thrown away first."""
    folder = Path(settings.DEMO_VAR)
    folder.mkdir(parents=True, exist_ok=True)
    whole = seeded_mark(folder).exists()
    if not whole:
        connection.close()
        wipe(folder)
    call_command("migrate", interactive=False, verbosity=0)
    if not (whole and Person.objects.exists()):
        _seed()


def _seed() -> None:
    """In one transaction; without the command the demo starts empty."""
    if SEED not in get_commands():
        return
    with transaction.atomic():
        call_command(SEED)
    seeded_mark(Path(settings.DEMO_VAR)).touch()
