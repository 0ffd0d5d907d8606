"""What a facilitator recorded for a teacher, and the teacher's way to correct it."""

from typing import Any

from django.utils.translation import gettext as _
from webob import Request, Response
from xblock.core import XBlockMixin

from ..permissions import Actor
from ..planning import api as planning
from .requests import NotThere, action, number

__all__ = ["CorrectingMixin"]


class CorrectingMixin(XBlockMixin):
    """For the block whose plans are agreed in tutorials."""

    @action
    def take_agreement_back(self: Any, request: Request, actor: Actor) -> Response:
        """The author's half of the agreement, which a facilitator recorded, is open again."""
        try:
            planning.take_agreement_back(actor=actor, plan_id=number(request, "plan"), at=self.now())
        except planning.NotOpenToYou:
            raise NotThere from None
        return self.show(actor, _("Taken back. You can agree yourself when you are ready."))
