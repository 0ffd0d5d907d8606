"""Lock rows so that two people who save at once come one after the other."""

from typing import TypeVar

from django.db import connections, models

__all__ = ["locked"]

Row = TypeVar("Row", bound=models.Model)


def locked(rows: "models.QuerySet[Row]") -> "models.QuerySet[Row]":
    """The rows, locked until the transaction ends; what is joined to them is locked only where it must be.

    PostgreSQL refuses to lock the side of a join that may be empty, MariaDB knows no `FOR UPDATE OF`, and
    SQLite has no row locks: each gets what it can do.
    """
    can_choose = connections[rows.db].features.has_select_for_update_of
    return rows.select_for_update(of=("self",) if can_choose else ())
