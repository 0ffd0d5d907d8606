"""A SQLite file for one run, with no transaction around what is measured: `on_commit` really runs."""

import os


def open_database() -> None:
    """Set Django up on an empty, migrated file, which goes with the folder that the settings made."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = settings.DEMO_VAR / "bench.sqlite3"
    django.setup()

    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")  # nothing here needs to survive
    call_command("migrate", interactive=False, verbosity=0)
