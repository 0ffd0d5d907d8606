"""The people of a circle as a file that imports again."""

import csv
import io
import re
from datetime import datetime

import openpyxl
from django.db import transaction

from .. import compat, permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..events.api import record
from ..permissions import Actor, Role
from .faults import NotOpenToYou
from .rows import neutral
from .selectors import names_on_paper, people_of

__all__ = ["KINDS", "export_people", "file_name"]

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HEADER = ["username", "name", "role", "circle", "on paper"]
NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")


@transaction.atomic
def export_people(*, actor: Actor, circle: Circle, kind: str, at: datetime) -> bytes:
    """Everybody on the roster, recorded as an event. No cell is a formula, and no union is named.

    People go out by their username, which imports again; nobody's e-mail address leaves the site this way.

    Args:
        actor: a facilitator of the circle.
        circle: whose people they are.
        kind: one of `KINDS`.
        at: the time of the export.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
    """
    if not permissions.may_export_people(actor, circles.facts(circle)):
        raise NotOpenToYou
    people = people_of(circle)
    names = compat.host().names([person_id for _username, person_id, _role in people])
    rows = [HEADER] + [
        [neutral(cell) for cell in (username, names.get(person_id, ""), role, circle.code, "")]
        for username, person_id, role in people
    ]
    rows += [
        [neutral(cell) for cell in ("", name, Role.TEACHER, circle.code, "yes")]
        for name in names_on_paper(circle).values()
    ]
    record(
        verb="roster.exported",
        object_id=circle.pk,
        course_key=circle.course_key,
        circle_id=circle.pk,
        actor_id=actor.user_id,
        at=at,
    )
    return _xlsx(rows) if kind == "xlsx" else _csv(rows)


def file_name(circle: Circle, kind: str) -> str:
    """Neutral: the circle's code, or its number where the code is in no Latin letters."""
    code = NOT_IN_A_NAME.sub("-", circle.code).strip("-")
    return f"circle-{code or circle.pk}.{kind}"


def _csv(rows: list[list[str]]) -> bytes:
    """With a mark, so that office programs take it for UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("people")
    for row in rows:
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
