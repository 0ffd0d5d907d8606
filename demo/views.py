"""The LMS: the course outline, one unit, and the handlers of blocks."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie
from opaque_keys.edx.keys import UsageKey

from .course import Unit, course
from .gradebook import completions_of
from .identity import is_course_staff, is_enrolled, name_of, viewer_of
from .runtime import LmsRuntime
from .serving import block_or_404, handle, page_parts, show

# Asked by hand, because only the signed-in need the token.
_TOKEN = CsrfViewMiddleware(lambda request: HttpResponse())


@ensure_csrf_cookie
def outline(request: HttpRequest) -> HttpResponse:
    """Everybody sees the units; who is signed in also sees what is complete for them."""
    done = completions_of(request.user.pk) if request.user.is_authenticated else {}
    sections: dict[str, list[dict[str, Any]]] = {}
    for unit in course().units:
        row = {"unit": unit, "complete": done.get(unit.usage_key, 0.0) >= 1.0}
        sections.setdefault(unit.section, []).append(row)
    enrolled = is_enrolled(request.user, course().key)
    closed = request.user.is_authenticated and not (enrolled or is_course_staff(request.user))
    return render(
        request, "demo/outline.html", {"sections": sections, "enrolled": enrolled, "closed": closed}
    )


@transaction.non_atomic_requests
@ensure_csrf_cookie
@login_required
def unit(request: HttpRequest, usage_key: UsageKey) -> HttpResponse:
    """One unit, for the enrolled and for course staff; to others it is not there."""
    if not (is_course_staff(request.user) or is_enrolled(request.user, course().key)):
        raise Http404("Not enrolled.")
    viewer = viewer_of(request, course().key)
    block = block_or_404(LmsRuntime(viewer), usage_key)
    shown = course().unit(usage_key)
    parts = page_parts(body=show(block, "student_view"))
    context = {
        "unit": shown,
        "viewer": viewer,
        "viewed_as": name_of(viewer.bound),
        "still": f"?{urlencode(viewer.query)}" if viewer.query else "",
        **parts,
        **_neighbours(shown),
    }
    return render(request, "demo/unit.html", context)


def _neighbours(shown: Unit) -> dict[str, Unit | None]:
    """The units before and after in the outline's order."""
    units = course().units
    place = units.index(shown) if shown in units else len(units)
    before = units[place - 1] if 0 < place < len(units) else None
    return {"before": before, "after": units[place + 1] if place + 1 < len(units) else None}


@transaction.non_atomic_requests
@csrf_exempt
def open_handler(request: HttpRequest, usage_key: UsageKey, handler: str, suffix: str = "") -> HttpResponse:
    """The platform's second address of every handler: it asks for no token and still knows the session."""
    block = block_or_404(LmsRuntime(viewer_of(request, course().key)), usage_key)
    return handle(block, handler, request, suffix)


@transaction.non_atomic_requests
@csrf_exempt
def handler(request: HttpRequest, usage_key: UsageKey, handler: str, suffix: str = "") -> HttpResponse:
    """As on the platform: the session needs the CSRF token, anybody may GET, and enrolment is not checked."""
    if request.user.is_authenticated:
        refused = _TOKEN.process_view(request, lambda request: HttpResponse(), (), {})
        if refused is not None:
            return refused
    elif request.method != "GET":
        return HttpResponseForbidden("Unauthenticated")
    block = block_or_404(LmsRuntime(viewer_of(request, course().key)), usage_key)
    return handle(block, handler, request, suffix)
