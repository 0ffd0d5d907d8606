"""Each database gets the lock that it can give."""

import pytest
from django.db import connection

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
