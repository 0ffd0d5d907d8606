"""Pages of records of participation, and of figures upward."""

from learning_circle_xblock.circles.selectors import page_actor
from learning_circle_xblock.records.lifecycle import RecordState
from learning_circle_xblock.records.models import ParticipationRecord
from learning_circle_xblock.records.participation import record_of
from tests.permissions.cast import NOON, Cast

from .case import Data, PageCase
from .circles import the_circle, the_node
from .support import send, the_parent

CLOSING = "zrec-closing"


def the_author(cast: Cast, column: str) -> Data:
    """The record of the author in the circle."""
    return {"circle_id": cast.circle.pk, "person_id": cast.people["author"].pk}


def signed(cast: Cast) -> None:
    """The author has written and signed."""
    author = cast.people["author"]
    shown = record_of(actor=page_actor(author.pk or 0), circle_id=cast.circle.pk, person_id=author.pk or 0)
    assert shown is not None
    ParticipationRecord.objects.create(
        circle=cast.circle,
        person=author,
        state=RecordState.SIGNED_BY_TEACHER,
        closing=CLOSING,
        revision=1,
        signed_content=shown.standing.to_keep(),
        teacher_at=NOON,
        changed_at=NOON,
    )


CASES = [
    PageCase("record_list", everybody=True),
    PageCase("record", "own_record", "open", ids=the_circle),
    PageCase(
        "record",
        "own_record",
        "open",
        ids=the_circle,
        data=send(base="0", closing="I took part."),
        method="POST",
    ),
    PageCase(
        "record_sign", "own_record", "open", ids=the_circle, data=send(base="9"), method="POST", told=422
    ),
    PageCase("record_print", "own_record", "open", ids=the_circle),
    PageCase("circle_records", "participation_record", "state", ids=the_circle, prepare=signed),
    PageCase("member_record", "participation_record", "read", ids=the_author, prepare=signed),
    PageCase(
        "record_countersign",
        "participation_record",
        "countersign",
        ids=the_author,
        data=send(base="1"),
        method="POST",
        prepare=signed,
    ),
    PageCase("caseload", "contact_note", "write", ids=the_parent),
    PageCase("plan_titles", "plan_titles", "list", ids=the_circle),
    PageCase("circle_figures", "attendance", "count", ids=the_circle),
    PageCase("union_figures", "node", "see", ids=the_node),
    PageCase("union_circles", "node", "see", ids=the_node, data=send(state="forming")),
    PageCase("side_by_side", "side_by_side", "compare"),
]
