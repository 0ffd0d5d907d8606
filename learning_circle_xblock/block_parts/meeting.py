"""The sessions of a circle in its block: the next one, coming or not, the year as beads."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from webob import Request, Response
from xblock.core import XBlockMixin

from .. import compat
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import Actor, may_say_coming
from ..sessions import api as sessions
from ..sessions.lifecycle import HAPPENED, Kind
from ..sessions.selectors import Row, Year, year
from ..sessions.words import KINDS, PLACES
from .requests import NotThere, action, number, posted

__all__ = ["MeetingMixin"]

BEADS = {
    Kind.WORKSHOP: "",
    Kind.TUTORIAL: "lc-bead-one",
    Kind.NETWORK_EVENT: "lc-bead-net",
    Kind.LEARNING_EVENT: "lc-bead-net",
}


class MeetingMixin(XBlockMixin):
    """What a circle's people see of its sessions, and the one thing they say."""

    def meeting_context(self: Any, actor: Actor, circle: Circle) -> dict[str, Any]:
        """The next session and the year, with the addresses of the pages; one query of ours."""
        now = self.now()
        found = year(actor=actor, circle=circle, zone=compat.host().zone(actor.user_id), at=now)
        if found is None:
            return {"year": None}
        pages = {"all_dates": reverse("learning_circle:sessions", kwargs={"circle_id": circle.pk})}
        if found.next is not None:
            ids = {"circle_id": circle.pk, "session_id": found.next.session.pk}
            pages["next_session"] = reverse("learning_circle:session", kwargs=ids)
        return {
            "year": found,
            "beads": [_bead(row, found) for row in found.rows],
            "pages": pages | {"calendar": reverse("learning_circle:calendar")},
            "kinds": KINDS,
            "places": PLACES,
            "may_say_coming": may_say_coming(actor, facts(circle)),
        }

    @action
    def coming(self: Any, request: Request, actor: Actor) -> Response:
        """Coming, or not; the last word counts."""
        is_coming = posted(request).get("coming") == "yes"
        try:
            sessions.say_coming(
                actor=actor,
                session_id=number(request, "session"),
                is_coming=is_coming,
                at=self.now(),
            )
            said = _("Noted: you are coming.") if is_coming else _("Noted: you are not coming.")
        except sessions.NotOpenToYou:
            raise NotThere from None
        except sessions.SessionError as error:
            said = error.sentence
        return self.show(actor, said)


def _bead(row: Row, found: Year) -> str:
    """A session on the thread of the year, by its kind and where it stands."""
    state = "lc-bead-done" if row.session.state in HAPPENED else "lc-bead-now" if row is found.next else ""
    return f"lc-bead {BEADS[Kind(row.session.kind)]} {state}".strip()
