"""The way into a circle for whoever has a link or a code, and for whoever was on paper until now."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .. import compat
from ..circles.api import facts
from ..circles.models import Circle
from ..joining import api as joining
from ..joining.forms import CodeForm, JoinForm
from ..joining.models import JoinLink
from ..permissions import Actor, seen_in
from .pages import Refused, go, page, show

__all__ = ["urlpatterns"]


@page("GET", "POST", public=True)
def join(request: HttpRequest, actor: Actor | None) -> HttpResponse:
    """Type a code. Whoever is signed in may take the seats that are kept for their address.

    A visit alone seats nobody.
    """
    now = timezone.now()
    if request.method == "POST" and actor is not None and request.POST.get("do") == "take":
        given = joining.match_invitations(user_id=actor.user_id, at=now)
        said = _("You are in. Welcome to your circle.") if given else _("No seat is kept for you any more.")
        return go(request, reverse("learning_circle:home"), said)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return go(request, reverse("learning_circle:join_code", args=[form.cleaned_data["code"]]))
    kept = joining.seats_kept_for(user_id=actor.user_id, at=now) if actor is not None else []
    return show(request, "joining/code.html", {"form": form, "kept": kept}, 422 if form.is_bound else 200)


@page("GET", "POST", public=True)
def join_code(request: HttpRequest, actor: Actor | None, code: str) -> HttpResponse:
    """Who is not signed in is told what comes and sent to sign in; the others see whom they join."""
    try:
        link = _link(request, actor, code)
        if actor is None:
            return _welcome(request)
        circle = link.circle
        if joining.has_seat(circle.pk, actor.user_id):
            return go(request, _address(circle), _("You are in this circle already."))
        form = JoinForm(circle, request.POST if request.method == "POST" else None)
        if form.is_valid():
            circle = joining.join(user_id=actor.user_id, code=code, at=timezone.now())
            return _with_language(request, actor, circle, form.cleaned_data.get("language", ""))
    except joining.JoiningError as error:
        again = CodeForm({"code": joining.in_groups(joining.tidy(code))})
        again.add_error("code", str(error))
        return show(request, "joining/code.html", {"form": again}, 422)
    context = {"form": form, "circle": circle, "seen": seen_in(facts(circle))}
    return show(request, "joining/join.html", context, 422 if form.is_bound else 200)


@page("GET", "POST")
def claim(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whoever was on paper takes over what was kept there, with the code on the print."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _need_patience(request, actor)
        code = form.cleaned_data["code"]
        try:
            circle = joining.claim_paper_member(user_id=actor.user_id, code=code, at=timezone.now())
            return go(request, _address(circle), _("What was kept on paper is yours now."))
        except joining.JoiningError as error:
            _count(request, actor, error)
            form.add_error("code", str(error))
    return show(request, "joining/claim.html", {"form": form}, 422 if form.is_bound else 200)


def _link(request: HttpRequest, actor: Actor | None, code: str) -> JoinLink:
    """The link, while not too many wrong codes have been tried."""
    _need_patience(request, actor)
    try:
        return joining.find_link(code=code, at=timezone.now())
    except joining.JoiningError as error:
        _count(request, actor, error)
        raise


def _welcome(request: HttpRequest) -> HttpResponse:
    """Sign in or make an account, then come back here; nobody and nothing is named."""
    back = urlencode({"next": request.path})
    context = {
        "sign_in": f"{resolve_url(settings.LOGIN_URL)}?{back}",
        "sign_up": f"{compat.host().sign_up_url()}?{back}",
    }
    return show(request, "joining/welcome.html", context)


def _with_language(request: HttpRequest, actor: Actor, circle: Circle, language: str) -> HttpResponse:
    """To the circle, in the chosen language."""
    response = go(request, _address(circle), _("You are in. Welcome to your circle."))
    if language:
        compat.host().choose_language(actor.user_id, language)
        domain = getattr(settings, "SHARED_COOKIE_DOMAIN", None)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, domain=domain, samesite="Lax")
    return response


def _need_patience(request: HttpRequest, actor: Actor | None) -> None:
    if joining.must_wait(*_where_from(request, actor)):
        raise Refused(_("Too many codes that do not exist. Please wait ten minutes and try again."), 429)


def _count(request: HttpRequest, actor: Actor | None, error: joining.JoiningError) -> None:
    if isinstance(error, joining.UnknownCode):
        joining.count_wrong(*_where_from(request, actor))


def _where_from(request: HttpRequest, actor: Actor | None) -> tuple[int, str]:
    """Whose wrong codes are counted: the person's, and everybody's who comes from this address."""
    return actor.user_id if actor is not None else 0, request.META.get("REMOTE_ADDR", "")


def _address(circle: Circle) -> str:
    return reverse("learning_circle:circle", kwargs={"circle_id": circle.pk})


urlpatterns = [
    path("join/", join, name="join"),
    path("join/<str:code>/", join_code, name="join_code"),
    path("claim/", claim, name="claim"),
]
