"""Lists of people: read and tried first, then done as a whole or not at all."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..events.api import record
from ..permissions import Actor, Role
from .deciding import Line, Outcome, Report, decide
from .elsewhere import refuse_second_circle
from .faults import JoiningError, NotOpenToYou
from .invitations import keep_seats, lock_circles
from .known import Place
from .paper import put_on_paper
from .rows import HeaderError, HeaderFault, Wish, wishes
from .sheets import MAX_COLUMNS, MAX_ROWS, SheetError, Unreadable, read
from .slowing import count_list, has_tried_enough

__all__ = ["NotAsTried", "add_people", "read_list", "try_people"]

UNREADABLE = {
    Unreadable.EMPTY: gettext_lazy("This file is empty."),
    Unreadable.TOO_LARGE: gettext_lazy("This file is larger than 2 MB. Please send it in parts."),
    Unreadable.PICTURE: gettext_lazy(
        "This is a picture or a PDF, not a list. Please save the list as CSV or XLSX."
    ),
    Unreadable.LOCKED: gettext_lazy(
        "This file has a password or is in the old Excel format. "
        "Please save it as XLSX or CSV, without a password."
    ),
    Unreadable.NOT_A_WORKBOOK: gettext_lazy(
        "This is no workbook that we can open. Please save the list as XLSX or CSV once more."
    ),
    Unreadable.SWELLS: gettext_lazy(
        "This workbook holds far more than a list of people. Please copy the list into a new one."
    ),
    Unreadable.NOT_TEXT: gettext_lazy(
        "This is no text that we can read. Please save the list as CSV or XLSX."
    ),
    Unreadable.TOO_MANY_ROWS: gettext_lazy("This list has more than %(rows)d rows. Please send it in parts."),
    Unreadable.TOO_MANY_COLUMNS: gettext_lazy(
        "This list has more than %(columns)d columns. Please keep e-mail, role and circle; take out the rest."
    ),
    Unreadable.CELL_TOO_LONG: gettext_lazy("A cell holds far more text than a name or an address."),
}
HEADERS = {
    HeaderFault.NO_PERSON: gettext_lazy(
        "The first row names no column “email”. Please write the names of the columns there."
    ),
    HeaderFault.NO_CIRCLE: gettext_lazy(
        "The first row names no column “circle”. It holds the code of each person’s circle."
    ),
    HeaderFault.TWICE: gettext_lazy("Two columns have the same name. Please keep one of them."),
}


class NotAsTried(JoiningError):
    """Something has changed since the list was tried; nothing was done."""

    def __init__(self, report: Report) -> None:
        super().__init__(_("Something has changed since. Nothing was done; please look once more."))
        self.report = report


def read_list(content: bytes, *, needs_circle: bool) -> list[Wish]:
    """The rows of a file.

    Raises:
        JoiningError: it is no list that we can use; the sentence says why.
    """
    try:
        found = wishes(read(content), needs_circle=needs_circle)
    except SheetError as error:
        size = {"rows": MAX_ROWS, "columns": MAX_COLUMNS}
        raise JoiningError(str(UNREADABLE[error.why]) % size) from None
    except HeaderError as error:
        raise JoiningError(str(HEADERS[error.why])) from None
    if not found:
        raise JoiningError(_("There is nobody in this list below the first row."))
    return found


def try_people(*, actor: Actor, place: Place, rows: list[Wish], at: datetime) -> Report:
    """What would become of each row; nothing is changed, and that it was tried is recorded.

    Raises:
        NotOpenToYou: the circle or the node is not the actor's to fill.
        JoiningError: the actor has tried enough lists today.
    """
    _need_permission(actor, place)
    _count_try(actor, place, rows, at)
    return decide(place, rows, actor.user_id)


def add_people(*, actor: Actor, place: Place, rows: list[Wish], at: datetime) -> Report:
    """Seat and invite everybody in the list, or nobody; what could not be done counts as tried.

    Args:
        actor: who manages the circle, or coordinates the node.
        place: the one circle, or the node whose circles the rows name.
        rows: the list as it was tried.
        at: the time of the import.

    Raises:
        NotOpenToYou: the circle or the node is not the actor's to fill.
        NotAsTried: some row cannot be done; nothing is.
        JoiningError: so it is, and the actor has tried enough lists today.
    """
    _need_permission(actor, place)
    try:
        return _add_all(actor, place, rows, at)
    except NotAsTried:
        _count_try(actor, place, rows, at)
        raise


@transaction.atomic
def _add_all(actor: Actor, place: Place, rows: list[Wish], at: datetime) -> Report:
    lock_circles(line.circle.pk for line in decide(place, rows, actor.user_id).lines if line.circle)
    report = decide(place, rows, actor.user_id)  # as it stands now that nobody else can change it
    if report.wrong:
        raise NotAsTried(report)
    for line in report.lines:
        if line.outcome is Outcome.SEATED:
            _seat(place, line, report, at)
        elif line.outcome is Outcome.PAPER and line.circle is not None:
            put_on_paper(actor.user_id, line.circle, line.wish.paper or "", at)
    keep_seats(_kept(report), at)
    _note(actor, place, at, "imported")
    return report


def _need_permission(actor: Actor, place: Place) -> None:
    if isinstance(place, Circle):
        is_open = permissions.may_open_ways_in(actor, circles.facts(place))
    else:
        is_open = permissions.may_import_for_node(actor, place.pk)
    if not is_open:
        raise NotOpenToYou


def _count_try(actor: Actor, place: Place, rows: list[Wish], at: datetime) -> None:
    """Recorded with the number of rows. The coordinator knows who is in the course, and may try more."""
    if isinstance(place, Circle) and not permissions.coordinates(actor, place.node_id):
        if has_tried_enough(actor.user_id):
            raise JoiningError(
                _(
                    "You have tried as many lists as one person may in a day. "
                    "Please go on tomorrow, or ask your coordinator to import the list."
                )
            )
        count_list(actor.user_id)
    _note(actor, place, at, "tried", f"{len(rows)} rows")


def _seat(place: Place, line: Line, report: Report, at: datetime) -> None:
    assert line.circle is not None
    role = line.wish.role or Role.TEACHER
    try:
        if isinstance(place, Circle):  # a coordinator's list may name circles of the node as they please
            refuse_second_circle(line.circle, line.user_id, role)
        circles.seat(circle=line.circle, user_id=line.user_id, role=role, at=at)
    except circles.CircleError as fault:
        wrong = Line(line.wish, Outcome.ERROR, str(fault))
        raise NotAsTried(Report(tuple(wrong if row is line else row for row in report.lines))) from None


def _kept(report: Report) -> dict[tuple[int, str], Role]:
    return {
        (line.circle.pk, line.wish.key): line.wish.role or Role.TEACHER
        for line in report.lines
        if line.outcome is Outcome.INVITED and line.circle
    }


def _note(actor: Actor, place: Place, at: datetime, what: str, state: str = "") -> None:
    if isinstance(place, Circle):
        record(
            verb=f"roster.{what}",
            object_id=place.pk,
            course_key=place.course_key,
            circle_id=place.pk,
            actor_id=actor.user_id,
            to_state=state,
            at=at,
        )
    else:
        record(verb=f"node.{what}", object_id=place.pk, actor_id=actor.user_id, to_state=state, at=at)
