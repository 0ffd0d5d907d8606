"""These tests need a real server: `make test-databases` starts two, one after the other."""

import os
from importlib import import_module
from pathlib import Path

from django.db import connection

SERVER = os.environ.get("LEARNING_CIRCLES_TEST_DATABASE", "")

# On SQLite nobody acts at the same time as anybody else: there is nothing to test.
collect_ignore_glob = [] if SERVER else ["test_*.py"]


def pytest_configure() -> None:
    """A migration of newer edx-submissions alters columns that MariaDB does not have; it does no more."""
    import submissions

    folder = Path(submissions.__file__).parent / "migrations"
    for path in folder.glob("0006_mariadb*.py"):
        if connection.vendor == "mysql":
            import_module(f"submissions.migrations.{path.stem}").Migration.operations = []
