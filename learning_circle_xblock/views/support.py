"""What the pages of support share: the circle of an address, and the answer to a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.urls import reverse
from django.utils import timezone

from .. import compat, permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..permissions import Actor
from ..support import api as support
from .pages import NotThere

__all__ = ["address", "carried", "circle_here", "open_or_not"]


def circle_here(circle_id: int) -> Circle:
    """The circle of an address; whoever asks for it is asked for permission afterwards."""
    circle = Circle.objects.select_related("node", "parent").filter(pk=circle_id).first()
    if circle is None:
        raise NotThere
    return circle


@contextmanager
def open_or_not() -> Iterator[None]:
    """What the feature refuses is answered like what does not exist."""
    try:
        yield
    except support.NotOpenToYou:
        raise NotThere from None


def address(name: str, **ids: int) -> str:
    """The address of one of our pages."""
    return reverse(f"learning_circle:{name}", kwargs=ids)


def carried(actor: Actor, circle: Circle) -> dict[str, Any]:
    """What the page of a circle shows of this feature: its guests, and the ways to the other pages."""
    known = circles.facts(circle)
    guests = support.active_in(actor=actor, circle=circle, at=timezone.now())
    leads, above = permissions.facilitates(actor, circle.pk), permissions.may_look_after(actor, known)
    may_offer = permissions.may_offer_to_facilitate(actor, known)
    own = support.own_interest(actor=actor, circle=circle) if may_offer else None
    return {
        "asked_to_facilitate": own is not None and own.agreed_at is None,
        "guests": guests,
        "guest_names": compat.host().names({guest.person_id for guest in guests}) if guests else {},
        "ways": {
            "agreement": permissions.may_read_agreement(actor, known),
            "help": permissions.may_ask_for_help(actor, known),
            "reflections": leads or above,
            "facilitators": leads and circle.layer > 1,
            "interest": may_offer or leads,
            "own": actor.user_id if leads and circle.parent_id else 0,
            "step_ins": permissions.may_open_step_ins(actor, known),
        },
    }
