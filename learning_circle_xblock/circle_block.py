"""The circle block: who is in the circle, and what is next for you."""

from math import cos, pi, sin
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _
from webob import Request, Response
from xblock.completable import XBlockCompletionMode
from xblock.fields import Boolean, Integer, Scope, String

from . import compat
from .block_parts.counting import CountedMixin
from .block_parts.meeting import MeetingMixin
from .block_parts.requests import NotThere, look, number
from .block_parts.supporting import SupportMixin
from .circles import api as circles
from .circles.models import Circle
from .grading import api as grading
from .joining.selectors import names_on_paper
from .permissions import Actor, may_see_roster
from .programmes.api import node_of_course, words_of
from .records.next_step import NextStep, Step, next_step
from .xblock_base import LearningCircleBlock

__all__ = ["CircleBlock"]

SEATS = 16  # more people than this are a list without a picture


class OnlyWhenCounted:
    """A gradebook item only where the author has switched it on; the class by itself is none."""

    def __get__(self, block: "CircleBlock | None", owner: type) -> bool:
        return block is not None and bool(block.counts_workshops)


class CircleBlock(MeetingMixin, SupportMixin, CountedMixin, LearningCircleBlock):
    """The people of a circle and one line that says what is next.

    Taking part in workshops is a gradebook item only where the author switches it on. It is never part of
    the platform's completion, so that no unit waits for a meeting.
    """

    editable: ClassVar[tuple[str, ...]] = ("display_name", "counts_workshops", "workshops_needed", "weight")

    completion_mode = XBlockCompletionMode.EXCLUDED
    about = _(
        "Shows each person their own circle, the next session and the next step. A coordinator attaches the "
        "course to the union and makes the circles on the pages of learning circles."
    )

    display_name = String(
        default=gettext_noop("Learning circle"), display_name=_("Title of the block"), scope=Scope.settings
    )
    counts_workshops = Boolean(
        default=False,
        display_name=_("Taking part in workshops counts"),
        help=_(
            "Off unless you switch it on. Then it is a row of the gradebook, which course staff see, so the "
            "gradebook itself shows who takes part."
        ),
        scope=Scope.settings,
    )
    workshops_needed = Integer(
        default=5,
        display_name=_("How many workshops count"),
        help=_("For example five of seven. What is cancelled or falls into a pause counts against nobody."),
        scope=Scope.settings,
        values={"min": 1, "max": 40},
    )

    has_score: Any = OnlyWhenCounted()

    def max_score(self) -> int:
        """From settings alone: the platform asks without a learner."""
        return int(self.weight or 0) if self.counts_workshops else 0

    def body(self, actor: Actor, **extra: Any) -> str:
        """The person's circle with its people; further circles open on demand: the cost is constant."""
        found = [c for c in circles.circles_of(actor) if may_see_roster(actor, circles.facts(c))]
        roster = circles.roster(actor=actor, circle=found[0]) if found else None
        step = next_step(actor=actor, course_key=self.course_key, at=self.now()) if actor.seats else None
        people = {p.user_id for p in roster.people} if roster else set()
        carried = self.support_context(actor, found[0], extra) if found else {}
        carried |= self.meeting_context(actor, found[0]) if found else {}
        carried["counted"] = self._workshops(actor, found)
        people |= {guest.person_id for guest in carried.get("guests", ())}
        return self.markup(
            "circle/body.html",
            {
                **carried,
                "actor": actor,
                "circle": found[0] if found else None,
                "own_words": words_of(found[0].node, get_language() or "") if found else {},
                "roster": roster,
                "on_paper": names_on_paper(found[0]).values() if found else (),
                "seats": _seats(actor, roster) if roster else [],
                "further": found[1:],
                "is_unattached": actor.is_course_staff
                and not found
                and node_of_course(self.course_key) is None,
                "is_observer": bool(actor.seats) and not found,
                "step": step,
                "names": compat.host().names(people | ({step.person_id or 0} if step else set())),
                "step_url": _step_url(step),
            },
        )

    def _workshops(self, actor: Actor, found: list[Circle]) -> dict[str, Any] | None:
        """What counts for a teacher, where the author counts workshops."""
        circle = next((it for it in found if it.pk in actor.teaches_in), None)
        if circle is None or not self.counts_workshops:
            return None
        return grading.shown_workshops(
            user_id=actor.user_id,
            usage_key=self.usage_key,
            circle=circle,
            needed=self.workshops_needed,
            at=self.now(),
        )

    @look
    def people(self, request: Request, actor: Actor) -> Response:
        """A further page of the people of one circle."""
        wanted, page = number(request, "circle"), number(request, "page")
        circle = next((c for c in circles.circles_of(actor) if c.pk == wanted), None)
        roster = circles.roster(actor=actor, circle=circle, page=page) if circle else None
        if circle is None or roster is None:
            raise NotThere
        names = compat.host().names({p.user_id for p in roster.people})
        return self.html(
            "circle/_people.html",
            {
                "actor": actor,
                "circle": circle,
                "roster": roster,
                "on_paper": names_on_paper(circle).values(),
                "names": names,
                "is_loaded": True,
            },
        )


def _step_url(step: NextStep | None) -> str:
    """The block where the step is taken; whoever looks after others goes to the page of who needs them."""
    if step is not None and step.step is Step.LOOK_AFTER:
        return reverse("learning_circle:week")
    return compat.host().block_url(step.usage_key) if step and step.usage_key else ""


def _seats(actor: Actor, roster: Any) -> list[dict[str, Any]]:
    """The ring of seats, as a picture for circles that fit one: place, person, kind of seat."""
    people = roster.people
    if roster.total > SEATS or len(people) < 2:
        return []
    return [
        {
            "x": round(156 + 130 * sin(2 * pi * i / len(people)), 1),
            "y": round(156 - 130 * cos(2 * pi * i / len(people)), 1),
            "text_y": round(160.3 - 130 * cos(2 * pi * i / len(people)), 1),
            "person": person.user_id,
            "kind": "you"
            if person.user_id == actor.user_id
            else "lead"
            if "facilitator" in person.role
            else "seat",
        }
        for i, person in enumerate(people)
    ]
