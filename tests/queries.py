"""Counting queries as the budgets do: SQL of our app and of edx-submissions, `on_commit` included."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

OURS = ("learning_circle_xblock_", "submissions_")


class Counted:
    """The statements that count, while the block ran and afterwards."""

    def __init__(self, captured: CaptureQueriesContext) -> None:
        self.captured = captured

    @property
    def statements(self) -> list[str]:
        """SQL on our tables; not BEGIN, COMMIT, SAVEPOINT, the session or the field store."""
        found = [query["sql"] for query in self.captured.captured_queries]
        return [sql for sql in found if any(table in sql for table in OURS)]

    @property
    def number(self) -> int:
        """How many."""
        return len(self.statements)


@contextmanager
def counted() -> Iterator[Counted]:
    """Count meanwhile."""
    with CaptureQueriesContext(connection) as captured:
        yield Counted(captured)
