"""The demo's own pages: who one is, which language, the gradebook, the mail, and errors."""

import ipaddress
from pathlib import Path

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, pgettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from .gradebook import columns, rows_for
from .mailbox import latest
from .models import Person


def _next(request: HttpRequest) -> str:
    """Back to the page that was asked for, if it is one of this site."""
    wish = request.POST.get("next") or request.GET.get("next") or ""
    return wish if url_has_allowed_host_and_scheme(wish, {request.get_host()}) else reverse("outline")


@ensure_csrf_cookie
def persona(request: HttpRequest) -> HttpResponse:
    """Sign in as a persona, or out; no password, so only from this machine."""
    if not ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback:
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "demo/persona.html", {"next": _next(request)})
    response = HttpResponseRedirect(_next(request))
    username = request.POST.get("username", "")
    if not username:
        logout(request)
        return response
    chosen = get_object_or_404(Person.objects.select_related("user"), user__username=username)
    login(request, chosen.user, backend="django.contrib.auth.backends.ModelBackend")
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen.language, samesite="Lax")
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The cookie for the pages, and the preference for what is written to the person outside them."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and check_for_language(chosen):
        Person.objects.filter(user=request.user).update(language=chosen)
    return set_language(request)


@require_safe
@ensure_csrf_cookie
@login_required
def gradebook(request: HttpRequest) -> HttpResponse:
    """All learners for course staff, for a learner the own row."""
    return render(request, "demo/gradebook.html", {"units": columns(), "rows": rows_for(request.user)})


@require_safe
@ensure_csrf_cookie
def mail(request: HttpRequest) -> HttpResponse:
    """What would have gone out, for whoever looks at the demo."""
    return render(request, "demo/mail.html", {"mails": latest(Path(settings.EMAIL_FILE_PATH))})


def _error(status: int, title: str, text: str) -> HttpResponse:
    """Neither the database nor the request is needed to show it."""
    return HttpResponse(render_to_string("demo/error.html", {"title": title, "text": text}), status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Also for what somebody may not know about."""
    title = pgettext("demo", "This page is not here")
    return _error(404, title, pgettext("demo", "It may have moved, or it is not for the person you chose."))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is there, but not for this persona."""
    title = pgettext("demo", "This page is for somebody else")
    return _error(403, title, pgettext("demo", "Choose a persona from the course team to open it."))


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open while the person changed."""
    title = pgettext("demo", "This form has grown old")
    return _error(403, title, pgettext("demo", "Open the page again and send it once more."))


def failed(request: HttpRequest) -> HttpResponse:
    """Nobody expected it."""
    title = pgettext("demo", "Something went wrong")
    return _error(500, title, pgettext("demo", "It is noted in the log. What you wrote may still be open."))
