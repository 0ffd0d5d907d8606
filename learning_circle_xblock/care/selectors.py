"""What is paused, what the union says about care, and who of the staff has read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from .. import permissions
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import Actor, PostKind
from ..programmes.api import holders
from ..writing.models import Authorship, Work
from .lifecycle import HIDING, PauseState
from .models import Pause, StaffRead
from .owners import looked_after

__all__ = [
    "Care",
    "OpenPause",
    "PausePage",
    "care_of",
    "coordinator_ids",
    "is_paused",
    "is_ready",
    "is_taken_back",
    "live_pause",
    "open_pause",
    "paused_text",
    "pauses_for",
    "shown_to",
    "staff_reads",
    "within_reach",
]

PER_PAGE = 30
LOG_LENGTH = 200  # lines of the log on one page


@dataclass(frozen=True)
class Care:
    """What the union says when somebody worries about a child: its words, and where they lead."""

    text: str
    url: str


@dataclass(frozen=True)
class OpenPause:
    """A pause that somebody is to look after, as this person may see it."""

    pause: Pause
    author_ids: frozenset[int]
    may_read: bool
    has_owner: bool = True
    is_author_in: bool = True


@dataclass(frozen=True)
class PausePage:
    """One page of open pauses, those to be looked at first on top."""

    rows: tuple[OpenPause, ...]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1


def live_pause(work: Work) -> Pause | None:
    """The pause on a text, as long as it is hidden or taken back; no query where it was joined."""
    return getattr(work, "live_pause", None)


def is_paused(work: Work) -> bool:
    """Whether the text is hidden from all but its authors and the facilitators."""
    pause = live_pause(work)
    return pause is not None and pause.state in HIDING


def is_taken_back(work: Work) -> bool:
    """Whether its author took the text back: then it is shared with nobody."""
    pause = live_pause(work)
    return pause is not None and pause.state == PauseState.REMOVED


def shown_to(actor: Actor) -> Q:
    """Rows with `work` and `circle` whose text no pause hides from the actor."""
    own = Exists(Authorship.objects.filter(work_id=OuterRef("work_id"), author_id=actor.user_id))
    led = Q(work__live_pause__state__in=HIDING, circle_id__in=actor.leads)
    return Q(work__live_pause__isnull=True) | led | Q(own)


def care_of(circle: Circle) -> Care:
    """What the union of the circle says."""
    return Care(text=circle.node.care_text.strip(), url=circle.node.care_url)


def is_ready(circle: Circle) -> bool:
    """Whether the union has said what a reader who worries is to do; until then nothing is shared."""
    return bool(care_of(circle).text)


def coordinator_ids(circle: Circle) -> list[int]:
    """Whom to ask for the union's words; one query."""
    return [post.person_id for post in holders(circle.node) if post.kind == PostKind.COORDINATOR]


def pauses_for(*, actor: Actor, page: int = 1, at: datetime) -> PausePage:
    """What this person is to look after, the earliest date first; three queries.

    A facilitator sees the pauses of their circles while an author is in the circle; a coordinator those that
    no facilitator looks after, and those whose author has left.
    """
    rows = within_reach(actor=actor, at=at).select_related("circle__node").order_by("look_by", "pk")
    first = (page - 1) * PER_PAGE
    found = list(rows[first : first + PER_PAGE + 1])
    authors = _authors({row.work_id for row in found})
    seen = [_open_pause(actor, row, authors.get(row.work_id, frozenset())) for row in found]
    return PausePage(tuple(seen[:PER_PAGE]), page, len(found) > PER_PAGE)


def within_reach(*, actor: Actor, at: datetime) -> QuerySet[Any]:
    """The open pauses that the actor settles; one query more when it is made."""
    nodes = [post.node_id for post in actor.posts if permissions.coordinates(actor, post.node_id)]
    led = [pk for pk in actor.leads if permissions.facilitates(actor, pk)]
    rows = looked_after(within=Q(circle_id__in=led) | Q(circle__node_id__in=nodes), at=at)
    no_facilitator = Q(has_owner=False) | Q(is_author_in=False)
    theirs = Q(circle_id__in=led, is_author_in=True) | Q(no_facilitator, circle__node_id__in=nodes)
    return rows.filter(theirs).exclude(work__authorships__author_id=actor.user_id)


def paused_text(
    pause: Pause, author_ids: frozenset[int], *, has_owner: bool = True, is_author_in: bool = True
) -> permissions.PausedText:
    """The pause as permission sees it."""
    return permissions.PausedText(
        author_ids, facts(pause.circle), has_owner=has_owner, is_author_in=is_author_in
    )


def open_pause(*, actor: Actor, pause_id: int, at: datetime) -> OpenPause | None:
    """A pause the actor looks after; three queries. None answers a missing and a closed one alike."""
    rows = looked_after(within=Q(pk=pause_id), at=at).select_related("circle__node", "work")
    pause = rows.first()
    if pause is None:
        return None
    authors = _authors({pause.work_id}).get(pause.work_id, frozenset())
    if not permissions.may_settle_pause(actor, _as_annotated(pause, authors)):
        return None
    return _open_pause(actor, pause, authors)


def staff_reads(*, actor: Actor, work_ids: Iterable[int]) -> list[StaffRead]:
    """Who of the staff has read these texts of the actor's own, the latest first; two queries."""
    authors = _authors(set(work_ids))
    own = [pk for pk, found in authors.items() if permissions.may_see_staff_reads(actor, found)]
    return list(StaffRead.objects.filter(work_id__in=own).order_by("-at", "-pk")[:LOG_LENGTH])


def _open_pause(actor: Actor, pause: Any, authors: frozenset[int]) -> OpenPause:
    known = _as_annotated(pause, authors)
    may_read = permissions.may_read_paused(actor, known)
    return OpenPause(pause, authors, may_read, known.has_owner, known.is_author_in)


def _as_annotated(pause: Any, authors: frozenset[int]) -> permissions.PausedText:
    return paused_text(pause, authors, has_owner=pause.has_owner, is_author_in=pause.is_author_in)


def _authors(work_ids: set[int]) -> dict[int, frozenset[int]]:
    """The authors of each work, in one query."""
    found: dict[int, set[int]] = {}
    for work_id, author_id in Authorship.objects.filter(work_id__in=work_ids).values_list("work", "author"):
        found.setdefault(work_id, set()).add(author_id)
    return {work_id: frozenset(ids) for work_id, ids in found.items()}
