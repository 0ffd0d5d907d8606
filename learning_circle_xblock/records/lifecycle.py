"""States of a record of participation: the teacher signs first, a facilitator after them."""

from enum import StrEnum

from ..lifecycle import Lifecycle


class RecordState(StrEnum):
    """Open until the teacher signs; every later change by the teacher opens it again."""

    OPEN = "open"
    SIGNED_BY_TEACHER = "signed_by_teacher"
    SIGNED = "signed"


RECORD: Lifecycle[RecordState] = Lifecycle(
    {
        (RecordState.OPEN, "change"): RecordState.OPEN,
        (RecordState.SIGNED_BY_TEACHER, "change"): RecordState.OPEN,
        (RecordState.SIGNED, "change"): RecordState.OPEN,
        (RecordState.OPEN, "sign"): RecordState.SIGNED_BY_TEACHER,
        (RecordState.SIGNED_BY_TEACHER, "sign"): RecordState.SIGNED_BY_TEACHER,
        (RecordState.SIGNED, "sign"): RecordState.SIGNED_BY_TEACHER,
        (RecordState.SIGNED_BY_TEACHER, "countersign"): RecordState.SIGNED,
    }
)
