"""What counts in a block, shown to the person it counts for; and what the gradebook needs to know."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from webob import Request, Response
from xblock.core import XBlockMixin
from xblock.fields import Integer, Scope

from .. import compat
from ..grading import api as grading
from ..permissions import Actor
from .requests import action

__all__ = ["CountedMixin"]


class CountedMixin(XBlockMixin):
    """One gradebook item: full points once complete, nothing before."""

    has_score = True
    weight = Integer(
        default=1,
        display_name=_("Points"),
        help=_("Full points once complete, nothing before. It rests on taking part, never on quality."),
        scope=Scope.settings,
        values={"min": 1, "max": 100},
    )

    def max_score(self) -> int:
        """The item's points, from settings alone: the platform asks without a learner."""
        return int(self.weight or 0)

    def counted(self: Any, actor: Actor) -> dict[str, Any]:
        """How many events count of how many, with the reason for each."""
        return grading.shown(user_id=actor.user_id, usage_key=self.usage_key, at=self.now())

    def not_begun(self: Any) -> dict[str, Any]:
        """The same before the first word, without a look at the database."""
        return grading.summary(grading.not_begun(self.usage_key, self.now()), is_complete=False)

    @action
    def hand_in_again(self: Any, request: Request, actor: Actor) -> Response:
        """After the course team has set it back, the person's own part is counted again."""
        is_whole = grading.hand_in_again(user_id=actor.user_id, usage_key=self.usage_key, at=self.now())
        self.has_begun = True
        missing = gettext("Handed in again. Something is still needed: it stands under what counts.")
        return self.show(actor, gettext("Handed in again.") if is_whole else missing)

    def clear_student_state(
        self: Any, *, user_id: str, course_id: str, item_id: str, requesting_user_id: str
    ) -> None:
        """The instructor dashboard's "delete state": points and completion go, every text stays.

        The platform calls this on a block that is bound to nobody, after it has asked for the right to do so.

        Args:
            user_id: the learner's anonymous id.
            course_id: the course run, as text; the block knows its own.
            item_id: the block's usage key, as text; the block knows its own.
            requesting_user_id: the anonymous id of who asked for it.
        """
        learner = compat.host().user_of(user_id)
        if learner is not None:
            by_id = compat.host().user_of(requesting_user_id)
            grading.set_back(user_id=learner, usage_key=self.usage_key, by_id=by_id, at=self.now())
