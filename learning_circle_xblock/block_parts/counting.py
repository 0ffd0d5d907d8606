"""What counts in a block, shown to the person it counts for; and what the gradebook needs to know."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from xblock.core import XBlockMixin
from xblock.fields import Integer, Scope

from ..grading import api as grading
from ..permissions import Actor

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
