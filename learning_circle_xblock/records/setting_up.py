"""What is set up for a node, and what is missing: eight steps, in the order in which they help."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from ..circles.lifecycle import OPEN, MembershipState
from ..circles.models import Circle, Membership
from ..events.models import Event
from ..permissions import FACILITATING
from ..programmes.models import CourseAttachment, NationalProgramme

__all__ = ["SetUp", "Step", "set_up"]

LATE = timedelta(hours=26)  # how long the periodic job may be silent
CLOCK = "clock"


@dataclass(frozen=True)
class Step:
    """One step: its code, whether it is done, and how much is missing where that can be counted."""

    code: str
    is_done: bool
    missing: int = 0


@dataclass(frozen=True)
class SetUp:
    """The steps, and since when the periodic job has been silent, where it has."""

    steps: tuple[Step, ...]
    silent_since: datetime | None

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def next(self) -> Step | None:
        """The first that is not; the safeguarding text goes before all others, since sharing waits for it."""
        missing = [step for step in self.steps if not step.is_done]
        return next((step for step in missing if step.code == "care"), next(iter(missing), None))


def set_up(*, node: NationalProgramme, at: datetime) -> SetUp:
    """The eight steps of a node; four queries."""
    leads = Q(memberships__state=MembershipState.ACTIVE, memberships__role__in=FACILITATING)
    circles = Circle.objects.filter(node=node, state__in=OPEN).annotate(
        leading=Count("memberships", filter=leads)
    )
    leading = list(circles.values_list("leading", flat=True))
    alone = sum(n == 0 for n in leading)
    members = Membership.objects.filter(circle__node=node, state=MembershipState.ACTIVE)
    has_members = members.exclude(role__in=FACILITATING).exists()
    ran = Event.objects.filter(object_kind=CLOCK, object_id=0).order_by("-pk")
    ran_at = ran.values_list("at", flat=True).first()
    is_running = ran_at is not None and at - ran_at < LATE
    steps = (
        Step("place", bool(node.regions and node.phases)),
        Step("words", bool(node.languages)),
        Step("privacy", bool(node.privacy_contact)),
        Step("care", bool(node.care_text)),
        Step("cycle", node.starts_on is not None),
        Step("course", CourseAttachment.objects.filter(node=node).exists()),
        Step("circles", bool(leading) and not alone, missing=alone),
        Step("people", has_members and is_running),
    )
    return SetUp(steps, None if is_running else ran_at)
