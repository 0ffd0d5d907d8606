"""Pause and ask on every shared text, and the log of staff reads."""

from dataclasses import dataclass, replace

from .blocks import may_act
from .circles import facilitates, leads_above
from .facts import Actor, Circle, PostKind, Response, Role, Text
from .nodes import coordinates, has_post
from .texts import may_read, may_read_response


@dataclass(frozen=True)
class PausedText:
    """A paused text, as those see it who look after it.

    `has_owner` while a facilitator is named for it who has rights in the circle, and the 48 hours last;
    `is_author_in` while an author is in the circle.
    """

    author_ids: frozenset[int]
    circle: Circle
    has_owner: bool = True
    is_author_in: bool = True


def may_pause(actor: Actor, text: Text) -> bool:
    """Whoever can read a shared text may press "Pause and ask" on it."""
    is_open = text.is_shared and not text.is_paused
    return may_act(actor) and is_open and may_read(actor, text)


def may_pause_response(actor: Actor, response: Response) -> bool:
    """Whoever can read a response that was sent may press "Pause and ask" on it."""
    is_open = response.is_sent and not response.is_paused
    return may_act(actor) and is_open and may_read_response(actor, response)


def may_hear_of_pause(actor: Actor, text: Text) -> bool:
    """Whoever would read the text without the pause reads what the union says about care instead."""
    return text.is_paused and may_read(actor, replace(text, is_paused=False))


def may_settle_pause(actor: Actor, paused: PausedText) -> bool:
    """A facilitator of the circle settles a pause on a text not their own, while its author is there.

    The coordinator settles it where nobody owns it, and where the author has left.
    """
    if actor.user_id in paused.author_ids:
        return False
    if paused.is_author_in and facilitates(actor, paused.circle.circle_id):
        return True
    is_left = not (paused.has_owner and paused.is_author_in)
    return is_left and coordinates(actor, paused.circle.node_id)


def may_read_paused(actor: Actor, paused: PausedText) -> bool:
    """The facilitators read a paused text not their own, to look after it, while its author is there."""
    is_theirs = actor.user_id not in paused.author_ids and paused.is_author_in
    return is_theirs and facilitates(actor, paused.circle.circle_id)


def may_take_back(actor: Actor, paused: PausedText) -> bool:
    """The authors take a paused text back, and may put it back before the facilitator again."""
    return may_act(actor) and actor.user_id in paused.author_ids


def may_see_staff_reads(actor: Actor, author_ids: frozenset[int]) -> bool:
    """Who of the staff read an unpublished text is shown to its authors."""
    return not actor.is_read_only and actor.user_id in author_ids


def reads_as(actor: Actor, text: Text, circle: Circle) -> str:
    """The role in which somebody reads this text as staff; empty for its authors and for fellow teachers."""
    role = actor.role_in(circle.circle_id)
    if actor.user_id in text.author_ids or role is Role.TEACHER:
        return ""
    if role is not None:
        return str(role)
    if leads_above(actor, circle):
        return "link_facilitator"
    return next((str(kind) for kind in PostKind if has_post(actor, circle.node_id, kind)), "")
