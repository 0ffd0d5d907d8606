"""The circle's agreement, its guests and asking for help, as parts of the circle block."""

from typing import Any

from django.utils.translation import gettext as _
from webob import Request, Response
from xblock.core import XBlockMixin

from .. import permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..permissions import Actor
from ..support import api as support
from ..support.forms import HelpForm
from .requests import NotThere, action, number, posted

__all__ = ["SupportMixin"]


class SupportMixin(XBlockMixin):
    """What carries a circle, for a block that shows one; three queries."""

    def support_context(self: Any, actor: Actor, circle: Circle, extra: dict[str, Any]) -> dict[str, Any]:
        """The agreement, who is with the circle from outside, and what this person has asked."""
        known = circles.facts(circle)
        may_ask = permissions.may_ask_for_help(actor, known)
        return {
            "agreement": support.agreement_of(actor=actor, circle=circle),
            "may_sign": permissions.may_sign_agreement(actor, known),
            "guests": support.active_in(actor=actor, circle=circle, at=self.now()),
            "asked": support.asked_for(actor=actor, circle=circle) if may_ask else (),
            "help_form": (extra.get("help_form") or HelpForm(prefix=f"{self.prefix}-help"))
            if may_ask
            else None,
            "leads": permissions.facilitates(actor, circle.pk),
        }

    @action
    def sign_agreement(self: Any, request: Request, actor: Actor) -> Response:
        """One tap for the version on the page."""
        try:
            support.sign(
                actor=actor, circle=_circle(request, actor), number=number(request, "version"), at=self.now()
            )
        except support.ChangedMeanwhile:
            return self.show(actor, _("The agreement was changed meanwhile. This is how it stands now."))
        except support.NotOpenToYou:
            raise NotThere from None
        return self.show(actor, _("You have signed."))

    @action
    def ask_for_help(self: Any, request: Request, actor: Actor) -> Response:
        """One request to the layer above."""
        circle = _circle(request, actor)
        if not permissions.may_ask_for_help(actor, circles.facts(circle)):
            raise NotThere
        form = HelpForm(posted(request), prefix=f"{self.prefix}-help")
        if not form.is_valid():
            return self.show(actor, _("Choose what would help."), 422, help_form=form)
        support.ask_for_help(actor=actor, circle=circle, at=self.now(), **form.cleaned_data)
        return self.show(actor, _("Asked. You see here when it was seen and answered."))


def _circle(request: Request, actor: Actor) -> Circle:
    """The circle that the request names, if the actor has a seat in it."""
    wanted = number(request, "circle")
    circle = next((found for found in circles.circles_of(actor) if found.pk == wanted), None)
    if circle is None:
        raise NotThere
    return circle
