"""What all pages share: the signed-in person, the answer to a refusal, a word after a change."""

import functools
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from .. import compat
from ..circles.models import Circle
from ..circles.selectors import page_actor
from ..faults import told
from ..permissions import Actor
from ..programmes.api import words_of
from ..support.api import with_steps_in

__all__ = ["NotThere", "Refused", "go", "own_words_for", "page", "page_number", "query_of", "show"]

log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]
TEMPLATES = "learning_circle_xblock/pages"
SAID = "learning_circle_said"
LAST_PAGE = 10_000


class NotThere(Exception):
    """What was asked for does not exist for this person; whether it exists at all is not said."""


class Refused(Exception):
    """A request that is answered with one sentence.

    Args:
        sentence: what the person reads.
        status: the HTTP status.
    """

    def __init__(self, sentence: str, status: int = 403) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def page(*methods: str, public: bool = False, is_bound: bool = False) -> Callable[[View], View]:
    """A page of a signed-in person: `view(request, actor, **ids)`.

    Nobody else gets past the sign-in; every view asks permission itself. A fault of ours is logged without
    the words it stumbled over and answered with a page that says so.

    Args:
        methods: what the page answers; GET where none is named.
        public: opens to whoever is not signed in too; `actor` is None for them.
        is_bound: binds the person to a course run itself; `actor` has no seats yet, and costs nothing.
    """
    allowed = methods or ("GET",)

    def decorate(view: View) -> View:
        @csrf_protect
        @functools.wraps(view)
        def guarded(request: HttpRequest, **ids: Any) -> HttpResponse:
            if not (public or request.user.is_authenticated):
                return redirect_to_login(request.get_full_path(), getattr(settings, "LOGIN_URL", None))
            if request.method not in (*allowed, "HEAD"):
                return _refusal(request, _("This needs to be sent with its button."), 405)
            try:
                actor = Actor(_user_id(request), is_enrolled=False) if is_bound else _actor(request)
                response = view(request, actor, **ids)
            except (NotThere, Http404):
                return _refusal(request, _("This is not open to you, or it is no longer here."), 404)
            except Refused as refusal:
                return _refusal(request, refusal.sentence, refusal.status)
            except OperationalError as error:  # two wait for each other, or somebody for too long
                log.warning("The page %s gave way: %s", view.__name__, told(error))
                _undo()
                return _refusal(
                    request,
                    _("Others are saving at this moment, and nothing was changed. Go back and try again."),
                    503,
                )
            except Exception as error:
                log.error("The page %s failed: %s", view.__name__, told(error))
                _undo()
                return _refusal(
                    request, _("That did not work. Nothing was changed; the fault is on our side."), 500
                )
            patch_cache_control(response, private=True, no_store=True)
            return response

        guarded.is_guarded = True  # type: ignore[attr-defined]
        return guarded

    return decorate


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """One of our pages, with the word that the former request left for it."""
    return render(
        request,
        f"{TEMPLATES}/{template}",
        {
            "said": request.session.pop(SAID, ""),
            "now": timezone.now(),
            "own_words": own_words_for(context.get("circle")),
            **_reader(request, context),
            **context,
        },
        status=status,
    )


def own_words_for(circle: Circle | None) -> Any:
    """The words that a circle's union has replaced, by name; read when a page first says one of them."""
    return SimpleLazyObject(lambda: words_of(circle.node, get_language() or "") if circle else {})


def go(request: HttpRequest, address: str, said: str = "") -> HttpResponse:
    """After a change: another page, which says what was done."""
    if said:
        request.session[SAID] = said
    return HttpResponseRedirect(address)


def page_number(request: HttpRequest) -> int:
    """The page of a list; nonsense counts as the first."""
    text = request.GET.get("page", "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= 6
    return max(1, min(int(text), LAST_PAGE)) if is_number else 1


def query_of(wanted: str) -> str:
    """The rest of the address of a page of a searched list."""
    return "&" + urlencode({"q": wanted}) if wanted else ""


def _actor(request: HttpRequest) -> Actor | None:
    """The signed-in person; nobody on a page that is open to everybody."""
    user_id = _user_id(request)
    return with_steps_in(actor=page_actor(user_id), at=timezone.now()) if user_id else None


def _user_id(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def _reader(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Who is signed in; a page that has looked up names anyway says it itself."""
    found = {"courses_url": compat.host().courses_url()}
    if "reader_name" not in context:
        user_id = _user_id(request)
        found["reader_name"] = compat.host().names([user_id]).get(user_id, "")
    return found


def _refusal(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    response = render(request, f"{TEMPLATES}/refused.html", {"sentence": sentence}, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _undo() -> None:
    """The page's transaction, where the site runs each request in one, is rolled back."""
    from django.db import transaction

    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
