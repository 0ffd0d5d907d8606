"""Where a text of one's own is written: which block, which course run, whose it is."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef
from opaque_keys.edx.keys import CourseKey, UsageKey

from ..accounts.models import Account
from ..planning.models import Plan
from ..review.models import Review
from ..writing.models import Work

__all__ = ["Kind", "Place", "place_of"]


class Kind(StrEnum):
    """What somebody writes."""

    PLAN = "plan"
    ACCOUNT = "account"
    RESPONSE = "response"


@dataclass(frozen=True)
class Place:
    """One work and the block it belongs to. `owned_id` is the id of the plan, the account or the response.

    `is_current` is false where the author has begun another plan in the same block since.
    """

    kind: Kind
    work_id: int
    owned_id: int
    author_id: int
    course_key: CourseKey
    usage_key: UsageKey
    schema_id: str
    is_current: bool = True


def place_of(work_id: int) -> Place | None:
    """Where the work of this id is written; whether somebody may see it is asked afterwards. One query."""
    later = Plan.objects.filter(
        usage_key=OuterRef("plan__usage_key"),
        owner=OuterRef("plan__owner"),
        number__gt=OuterRef("plan__number"),
    )
    rows = Work.objects.select_related("plan", "account", "review__assignment__request")
    work = rows.annotate(has_later=Exists(later)).filter(pk=work_id).first()
    if work is None:
        return None
    review: Review | None = getattr(work, "review", None)
    if review is not None:
        asked = review.assignment.request
        told = (review.pk, review.assignment.reviewer_id, asked.course_key, asked.usage_key)
        return Place(Kind.RESPONSE, work.pk, *told, schema_id=work.schema_id)
    for kind in (Kind.PLAN, Kind.ACCOUNT):
        text: Plan | Account | None = getattr(work, kind, None)
        if text is not None:
            told = (text.pk, text.owner_id, text.course_key, text.usage_key)
            return Place(kind, work.pk, *told, schema_id=work.schema_id, is_current=not work.has_later)
    return None
