"""Requests and their answers: who is let in, what a request carries, what a refusal says."""

import functools
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import OperationalError
from django.http import QueryDict
from django.utils.translation import gettext as _
from webob import Request, Response
from xblock.core import XBlock

from ..faults import told

if TYPE_CHECKING:
    from ..xblock_base import LearningCircleBlock

__all__ = [
    "NotThere",
    "Refused",
    "action",
    "is_from_our_page",
    "look",
    "number",
    "optional_number",
    "posted",
    "sentence",
]

log = logging.getLogger(__name__)
Handler = Callable[..., Response]


class NotThere(Exception):
    """What was asked for does not exist for this person."""


class Refused(Exception):
    """A request that is answered with one sentence.

    Args:
        sentence: what the person reads.
        status: the HTTP status.
    """

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def optional_number(request: Request, name: str) -> int | None:
    """A whole number that a request may carry; nonsense counts as none."""
    try:
        value = request.params.get(name, "")
    except UnicodeDecodeError:
        return None
    is_number = isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 15
    return int(value) if is_number else None


def number(request: Request, name: str) -> int:
    """A whole number that a request must carry.

    Raises:
        NotThere: it is missing, or no number.
    """
    value = optional_number(request, name)
    if value is None:
        raise NotThere
    return value


def posted(request: Request) -> QueryDict:
    """The form data as Django's forms expect it: they ask for lists by `getlist`."""
    data = QueryDict(mutable=True)
    for name, value in request.POST.items():
        data.appendlist(name, value if isinstance(value, str) else "")
    return data


def is_from_our_page(request: Request) -> bool:
    """Sent by the script of our page: with POST, and with a header that no form of another site can set.

    The platform offers every handler at a second address that asks for no CSRF token.
    """
    return bool(request.method == "POST" and request.headers.get("HX-Request") == "true")


def action(function: Callable[..., Response]) -> Handler:
    """A handler that changes something: POST, enrolled, and not while viewing as somebody else."""
    return _guarded(function, changes=True)


def look(function: Callable[..., Response]) -> Handler:
    """A handler that only shows something."""
    return _guarded(function, changes=False)


def _guarded(function: Callable[..., Response], *, changes: bool) -> Handler:
    @functools.wraps(function)
    def guarded(self: "LearningCircleBlock", request: Request, suffix: str = "") -> Response:
        try:
            actor = self.admit(request, changes=changes)
            return function(self, request, actor)
        except Refused as refusal:
            return sentence(refusal.sentence, refusal.status)
        except NotThere:
            return sentence(_("This is not open to you, or it is no longer here."), 404)
        except OperationalError as error:  # two wait for each other, or somebody for too long
            log.warning("A handler of %s gave way: %s", self.scope_ids.block_type, told(error))
            return sentence(
                _("Others are saving at this moment. Your words are still here: please try again."), 503
            )
        except Exception as error:
            log.error("A handler of %s failed: %s", self.scope_ids.block_type, told(error))
            return sentence(
                _("That did not reach us. Your words are still here; the fault is on our side."), 500
            )

    handler: Handler = XBlock.handler(guarded)
    handler.is_guarded = True  # type: ignore[attr-defined]
    return handler


def sentence(text: str, status: int) -> Response:
    """One sentence, which the script shows beside what was pressed."""
    response = Response(text=text, status=status, content_type="text/plain", charset="utf-8")
    response.headers["X-Learning-Circle"] = "sentence"
    response.headers["Cache-Control"] = "private, no-store"
    return response
