"""One need, and from where somebody looks for what needs them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q
from opaque_keys.edx.keys import UsageKey

from ..permissions import Actor, PostKind

__all__ = ["MINUTES", "Lookout", "Need", "Reason"]


class Reason(StrEnum):
    """Why somebody or something needs the reader, with the minutes it takes."""

    LOOK_AT_PAUSE = "look_at_pause"
    HELP = "help"
    NO_FACILITATOR = "no_facilitator"
    AGREE = "agree"
    NO_RESPONSE = "no_response"
    READER_WAITS = "reader_waits"
    NO_REGISTER = "no_register"
    MISSED_TWO = "missed_two"
    NO_PLAN = "no_plan"
    NO_DATE = "no_date"


MINUTES: dict[Reason, int] = {
    Reason.LOOK_AT_PAUSE: 10,
    Reason.HELP: 10,
    Reason.NO_FACILITATOR: 10,
    Reason.AGREE: 5,
    Reason.NO_RESPONSE: 10,
    Reason.READER_WAITS: 5,
    Reason.NO_REGISTER: 2,
    Reason.MISSED_TWO: 10,
    Reason.NO_PLAN: 5,
    Reason.NO_DATE: 5,
}


@dataclass(frozen=True)
class Need:
    """One entry: why, who or what, since when or until when, and where it is done."""

    reason: Reason
    circle_id: int
    circle_name: str
    person_id: int | None = None
    at: datetime | None = None
    title: str = ""
    object_id: int | None = None
    usage_key: UsageKey | None = None

    @property
    def minutes(self) -> int:
        """About how long it takes."""
        return MINUTES[self.reason]


@dataclass(frozen=True)
class Lookout:
    """From where somebody looks: the circles they lead, those below them, and the nodes they coordinate."""

    actor: Actor
    at: datetime

    @property
    def leads(self) -> list[int]:
        """Circles that the actor facilitates."""
        return self.actor.leads

    @property
    def nodes(self) -> list[int]:
        """Nodes that the actor coordinates."""
        return [post.node_id for post in self.actor.posts if post.kind is PostKind.COORDINATOR]

    @property
    def below(self) -> Q:
        """Circles one layer below those the actor leads."""
        return Q(parent_id__in=self.leads)
