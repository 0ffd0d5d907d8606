"""What every request of the demo goes through."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import pgettext

from .identity import during

GetResponse = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger(__name__)

HANDLER_ROUTES = {"handler", "handler-noauth", "studio-handler", "studio-preview"}


class SignedIn:
    """While a request lasts, the host can ask who is signed in, as django-crum lets the platform ask."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Until the response is made."""
        with during(request):
            return self.get_response(request)


class ContentSecurity:
    """Nothing inline and nothing from elsewhere runs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A view may set a header of its own."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.DEMO_CONTENT_SECURITY)
        return response


class Handlers:
    """What handlers need. Stands before the check for the CSRF token."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing here: see the two hooks."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        """Read the body first: who looks for a token in a form uses the body up."""
        match = request.resolver_match
        if match is not None and match.route.partition("/")[0] in HANDLER_ROUTES:
            request.body  # noqa: B018

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What nobody expected is logged and answered with a plain 500; its transaction is already undone."""
        match = request.resolver_match
        if match is None or match.route.partition("/")[0] not in HANDLER_ROUTES:
            return None
        if isinstance(exception, Http404 | PermissionDenied | SuspiciousOperation):
            return None
        log.error(
            "Handler %s of %s failed", match.kwargs["handler"], match.kwargs["usage_key"], exc_info=exception
        )
        text = pgettext("demo", "Something went wrong")
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")
