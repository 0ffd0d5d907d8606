"""Whom a plan is shared with, and what completes it: the block's settings and the author's choice."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from webob import Request, Response
from xblock.core import XBlockMixin
from xblock.fields import Scope, String

from ..friends.selectors import friends_of
from ..grading.counting import Completes
from ..permissions import Actor
from ..planning import api as planning
from ..planning import selectors as plans
from .requests import NotThere, action

__all__ = ["PlanAudienceMixin"]

AUTHOR_CHOOSES = "author"


class PlanAudienceMixin(XBlockMixin):
    """The whole circle, or the critical friends alone; the facilitators read it in either case."""

    responders = String(
        default=AUTHOR_CHOOSES,
        values=[
            {"display_name": gettext_lazy("The author chooses"), "value": AUTHOR_CHOOSES},
            {
                "display_name": gettext_lazy("Everybody in the circle"),
                "value": planning.Audience.CIRCLE.value,
            },
            {
                "display_name": gettext_lazy("The author’s critical friends alone"),
                "value": planning.Audience.FRIENDS.value,
            },
        ],
        display_name=gettext_lazy("Who may read a plan and respond"),
        help=gettext_lazy("Facilitators always may. Holds for plans that are shared from now on."),
        scope=Scope.settings,
    )
    counts = String(
        default=Completes.AGREED.value,
        values=[
            {
                "display_name": gettext_lazy("The plan is agreed with a facilitator"),
                "value": Completes.AGREED.value,
            },
            {"display_name": gettext_lazy("The plan is shared"), "value": Completes.SHARED.value},
        ],
        display_name=gettext_lazy("What completes this block"),
        help=gettext_lazy("What is complete stays complete."),
        scope=Scope.settings,
    )
    usage_key: Any
    prefix: str
    known_protocol: str

    def sharing(self, data: QueryDict) -> dict[str, Any]:
        """With whom, and the form of the responses."""
        wanted = str(data.get(f"{self.prefix}-audience", ""))
        return {"audience": self._audience(wanted), "protocol": self.known_protocol}

    def audience_context(
        self, actor: Actor, own: plans.OwnPlan | None, circle_id: int, sharing: dict[str, Any]
    ) -> dict[str, Any]:
        """Who the critical friends are, and whether the author chooses; one query.

        Args:
            actor: the author.
            own: their plan.
            circle_id: its circle.
            sharing: what was chosen a moment ago, on a page that is shown again.
        """
        friends = sorted(friends_of(circle_id=circle_id, person_id=actor.user_id))
        is_shared = own is not None and own.plan.version_id is not None
        before = own.plan.audience if own is not None and is_shared else ""
        return {
            "friends": friends,
            "may_choose": bool(friends) and self.responders not in set(planning.Audience),
            "audience": sharing.get("audience") or self._audience(before),
        }

    def shared_sentence(self, data: QueryDict) -> str:
        """With whom it was shared."""
        if self.sharing(data)["audience"] == planning.Audience.FRIENDS:
            return _("Shared with your critical friends and your facilitators.")
        return _("Shared with your circle.")

    @action
    def open_to_circle(self: Any, request: Request, actor: Actor) -> Response:
        """The whole circle may read it and respond from now on."""
        try:
            planning.open_to_circle(actor=actor, usage_key=self.usage_key, at=self.now())
        except planning.PlanError:
            raise NotThere from None
        return self.show(actor, _("Your whole circle can read your plan now."))

    def _audience(self, wanted: str) -> planning.Audience:
        set_so = self.responders if self.responders in set(planning.Audience) else wanted
        is_friends = set_so == planning.Audience.FRIENDS
        return planning.Audience.FRIENDS if is_friends else planning.Audience.CIRCLE
