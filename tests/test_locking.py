"""Each database gets the lock that it can give."""

from pathlib import Path

import pytest
from django.db import connection

import learning_circle_xblock
from learning_circle_xblock.locking import locked
from learning_circle_xblock.planning.models import Plan


@pytest.mark.parametrize(("can_choose", "of"), [(True, ("self",)), (False, ())])
def test_only_the_row_itself_is_locked_where_the_database_can(
    can_choose: bool, of: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection.features, "has_select_for_update_of", can_choose, raising=False)
    query = locked(Plan.objects.select_related("version")).query
    assert query.select_for_update
    assert query.select_for_update_of == of


def test_nobody_asks_for_what_mariadb_cannot_do() -> None:
    """`FOR UPDATE OF` is asked for in one place, which knows the database."""
    package = Path(learning_circle_xblock.__file__).parent
    asking = [path.name for path in package.rglob("*.py") if "select_for_update(of" in path.read_text()]
    assert asking == ["locking.py"]
