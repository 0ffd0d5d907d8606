"""One's own calendar: the page with its address, and the public address itself."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .. import compat
from ..circles.selectors import page_actor
from ..permissions import Actor
from ..sessions import feeds
from ..sessions.selectors import own_calendar
from .pages import go, page, show

__all__ = ["urlpatterns"]

KEPT = timedelta(days=90)  # how far back a calendar goes
FRESH = 300  # seconds that a calendar may be kept elsewhere


@page("GET")
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The address of my calendar, and the way to take it back."""
    feed = feeds.feed_of(actor=actor)
    address = request.build_absolute_uri(_address(feed.token)) if feed else ""
    return show(request, "sessions/calendar.html", {"feed": feed, "address": address})


@page("POST")
def calendar_make(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new address; the former answers nothing from now on."""
    feeds.make_feed(actor=actor, at=timezone.now())
    return go(request, reverse("learning_circle:calendar"), _("This is your address. Keep it to yourself."))


@page("POST")
def calendar_revoke(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The address is taken back."""
    feeds.revoke_feed(actor=actor, at=timezone.now())
    return go(request, reverse("learning_circle:calendar"), _("Taken back. The address answers nothing now."))


def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for whoever has the address: dates and kinds, in its owner's language."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405)
    user_id = feeds.owner_of(token)
    if user_id is None:
        said = _("There is no calendar here.")
        return HttpResponse(said, status=404, content_type="text/plain; charset=utf-8")
    sessions = own_calendar(actor=page_actor(user_id), since=timezone.now() - KEPT)

    address = request.build_absolute_uri(reverse("learning_circle:home"))
    with translation.override(compat.host().language(user_id)):
        body = feeds.as_calendar(sessions, address)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="learning-circle.ics"'
    response["Cache-Control"] = f"private, max-age={FRESH}"
    return response


def _address(token: str) -> str:
    return reverse("learning_circle:calendar_feed", kwargs={"token": token})


urlpatterns = [
    path("calendar/", calendar, name="calendar"),
    path("calendar/new/", calendar_make, name="calendar_make"),
    path("calendar/gone/", calendar_revoke, name="calendar_revoke"),
    path("calendar/<slug:token>.ics", calendar_feed, name="calendar_feed"),
]
