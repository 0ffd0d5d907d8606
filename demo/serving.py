"""From a web request to a block's view or handler, and back."""

import webob
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.exceptions import NoSuchHandlerError, NoSuchUsage

from .runtime import DemoRuntime


def block_or_404(runtime: DemoRuntime, usage_key: UsageKey) -> XBlock:
    """A key that the course does not hold is a page that is not there."""
    try:
        return runtime.get_block(usage_key)
    except NoSuchUsage as error:
        raise Http404("No such block.") from error


def show(block: XBlock, view: str) -> Fragment:
    """The view as the runtime renders it, fields saved."""
    return block.runtime.render(block, view, {})


def author_view_of(block: XBlock) -> str:
    """Studio's unit page shows the author view of blocks that say they have one."""
    return "author_view" if getattr(block, "has_author_view", False) else "student_view"


def page_parts(**fragments: Fragment) -> dict[str, SafeString]:
    """Each fragment's body under its name; `head` and `foot` hold every resource once, in order."""
    page = Fragment()
    page.add_resources(fragments.values())
    html = {name: fragment.body_html() for name, fragment in fragments.items()}
    html |= {"head": page.head_html(), "foot": page.foot_html()}
    return {name: mark_safe(text) for name, text in html.items()}  # the blocks have escaped it


def handle(block: XBlock, handler: str, request: HttpRequest, suffix: str) -> HttpResponse:
    """A handler that does not exist is a 404; any other exception goes on to the middleware."""
    try:
        answer = block.handle(handler, to_webob(request), suffix)
    except NoSuchHandlerError as error:
        raise Http404("No such handler.") from error
    return to_django(answer)


def to_webob(request: HttpRequest) -> webob.Request:
    """Handlers get a webob request with the same environment and body."""
    asked = webob.Request(dict(request.META))
    asked.body = request.body
    return asked


def to_django(answer: webob.Response) -> HttpResponse:
    """Status, body and every header."""
    response = HttpResponse(b"".join(answer.app_iter), status=answer.status_code)
    for name, value in answer.headerlist:
        response[name] = value
    return response
