"""What our tables hold, which statements touch them, and how a step is undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from demo.models import BlockCompletion, BlockSettings, FieldState
from learning_circle_xblock.care.models import StaffRead

OURS = "learning_circle_xblock_"
KEPT_BY_THE_HOST = (FieldState, BlockCompletion, BlockSettings)
READING = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")

Dump = dict[str, list[tuple[object, ...]]]


def dump() -> Dump:
    """Every row of ours and of what the host keeps for our blocks; equal before and after: unchanged."""
    models = [*apps.get_app_config("learning_circle_xblock").get_models(), *KEPT_BY_THE_HOST]
    models.remove(StaffRead)  # reading as staff is noted; `tests/care` says by whom
    found: Dump = {}
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in models):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY id")
            found[table] = cursor.fetchall()
    return found


@contextmanager
def statements_on_our_tables() -> Iterator[list[str]]:
    """Filled when the block ends."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [query["sql"] for query in captured.captured_queries if OURS in query["sql"]]


class Step:
    """What happened meanwhile: whether anything was written at all, so that most steps need no dump."""

    def __init__(self) -> None:
        self.has_written = False

    def __call__(self, execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        """Seen by Django around each statement."""
        if not sql.lstrip().upper().startswith(READING):
            self.has_written = True
        return execute(sql, *args)

    def has_changed(self, before: Dump) -> bool:
        """Whether a row is another than before; what was written and taken back is no change."""
        return self.has_written and dump() != before


@contextmanager
def undone() -> Iterator[Step]:
    """What happens meanwhile is undone."""
    step = Step()
    with transaction.atomic():
        with connection.execute_wrapper(step):
            yield step
        transaction.set_rollback(True)
