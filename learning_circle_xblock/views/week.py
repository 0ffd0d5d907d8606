"""The page of whoever looks after others: who needs me this week."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from .. import compat
from ..permissions import Actor
from ..records.lookout import Need, Reason
from ..records.needs import this_week
from .pages import page, show

__all__ = ["urlpatterns"]

PAGES = {
    Reason.LOOK_AT_PAUSE: "care",
    Reason.HELP: "help",
    Reason.NO_FACILITATOR: "circle",
    Reason.NO_REGISTER: "session",
    Reason.MISSED_TWO: "circle",
    Reason.NO_PLAN: "circle",
    Reason.NO_DATE: "sessions",
}
OF_A_CIRCLE = {"circle", "session", "sessions"}


@page("GET")
def week(request: HttpRequest, actor: Actor) -> HttpResponse:
    """At most five entries with reason, action and minutes; the same list for both of a pair."""
    found = this_week(actor=actor, at=timezone.now())
    names = compat.host().names({need.person_id for need in found.needs if need.person_id})
    entries = [{"need": need, "address": _address(need)} for need in found.needs]
    return show(
        request, "week/week.html", {"actor": actor, "week": found, "entries": entries, "names": names}
    )


def _address(need: Need) -> str:
    """Where the need is met: the block for a text, a page of ours for the rest."""
    name = PAGES.get(need.reason)
    if name is None and need.usage_key is not None:
        return compat.host().block_url(need.usage_key)
    ids = {"circle_id": need.circle_id} if name in OF_A_CIRCLE else {}
    if name == "session":
        ids["session_id"] = need.object_id or 0
    return reverse(f"learning_circle:{name or 'home'}", kwargs=ids)


urlpatterns = [path("week/", week, name="week")]
