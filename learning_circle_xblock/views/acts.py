"""Several small forms on one page: each is one action, sent with its own button."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from ..circles.api import CircleError, NotOpenToYou
from .pages import NotThere

__all__ = ["Act", "act_of", "bound"]


@dataclass(frozen=True)
class Act:
    """One action of a page.

    Args:
        name: what its button sends as `do`.
        title: its heading.
        button: the words of the button.
        form: bound where it was sent, see `bound`.
        call: does it, with the cleaned values.
        said: the word after it.
        text: a sentence below the heading.
        is_final: it ends something, and is asked for twice.
    """

    name: str
    title: str
    button: str
    form: Form
    call: Callable[[dict[str, Any]], object]
    said: str
    text: str = ""
    is_final: bool = False


def bound(request: HttpRequest, name: str, form: type[Form], **more: Any) -> Form:
    """The form of this action; it holds what was sent if its own button was pressed."""
    is_sent = request.method == "POST" and request.POST.get("do") == name
    return form(request.POST if is_sent else None, prefix=name, **more)


def act_of(request: HttpRequest, acts: Iterable[Act]) -> Act | None:
    """Do what was asked for and say what it was; None where its form has a problem to show.

    Raises:
        NotThere: the page has no such action for this person.
    """
    act = next((act for act in acts if act.name == request.POST.get("do")), None)
    if act is None:
        raise NotThere
    if not act.form.is_valid():
        return None
    try:
        act.call(act.form.cleaned_data)
    except NotOpenToYou:
        raise NotThere from None
    except CircleError as error:
        act.form.add_error(None, str(error))
        return None
    return act
