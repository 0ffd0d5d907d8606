"""Say what is well and how to mend what is not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ...records.health import Health, look


class Command(BaseCommand):
    """Changes nothing. Ends with status 1 where something is wrong, so that a monitor can call it."""

    help = "Looks at settings, migrations, catalogues, storage, mail, the periodic job and course keys."
    requires_system_checks: tuple[str, ...] = ()
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each thing, and the exact mend under what is wrong."""
        wrong = 0
        for seen in look(at=timezone.now()):
            self.stdout.write(f"{seen.health.upper():5}  {seen.thing}: {seen.said}.")
            if seen.mend:
                self.stdout.write(f"       To mend: {seen.mend}.")
            wrong += seen.health is Health.WRONG
        if wrong:
            raise CommandError(f"{wrong} to mend.")
        self.stdout.write("Nothing to mend.")
