"""Studio: the author view and the editor of one block, and their handlers."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from opaque_keys.edx.keys import UsageKey

from .course import course
from .identity import is_course_staff
from .runtime import PreviewRuntime, StudioRuntime
from .serving import author_view_of, block_or_404, handle, page_parts, show


@ensure_csrf_cookie
@login_required
def studio(request: HttpRequest, usage_key: UsageKey) -> HttpResponse:
    """For course staff: the block as Studio's unit page shows it, and below it the editor."""
    if not is_course_staff(request.user):
        raise PermissionDenied
    preview = block_or_404(PreviewRuntime(request.user), usage_key)
    editor = block_or_404(StudioRuntime(request.user), usage_key)
    parts = page_parts(
        preview_body=show(preview, author_view_of(preview)), editor_body=show(editor, "studio_view")
    )
    context = {"unit": course().unit(usage_key), "saved": "saved" in request.GET, **parts}
    return render(request, "demo/studio.html", context)


@login_required
def studio_handler(request: HttpRequest, usage_key: UsageKey, handler: str, suffix: str = "") -> HttpResponse:
    """As on the platform: for everybody signed in; the right to write counts only when fields are kept."""
    return _handle(StudioRuntime(request.user), request, usage_key, handler, suffix)


@login_required
def preview_handler(
    request: HttpRequest, usage_key: UsageKey, handler: str, suffix: str = ""
) -> HttpResponse:
    """The handlers that the author view calls; nothing is kept."""
    return _handle(PreviewRuntime(request.user), request, usage_key, handler, suffix)


def _handle(
    runtime: StudioRuntime, request: HttpRequest, usage_key: UsageKey, handler: str, suffix: str
) -> HttpResponse:
    """Run, then store."""
    block = block_or_404(runtime, usage_key)
    response = handle(block, handler, request, suffix)
    runtime.store(block)
    return response
