"""Plans, practice accounts and the responses to them."""

from .blocks import may_act
from .circles import facilitates, is_peer, leads_above
from .facts import Actor, Circle, Response, Role, Text
from .nodes import coordinates


def may_begin(actor: Actor, circle: Circle) -> bool:
    """Teachers write a plan and a practice account of their own."""
    return may_act(actor) and actor.role_in(circle.circle_id) is Role.TEACHER


def may_read_draft(actor: Actor, text: Text) -> bool:
    """A draft is seen by its authors alone."""
    return actor.is_present and actor.user_id in text.author_ids


def may_edit(actor: Actor, text: Text) -> bool:
    """Authors write, save, share and revise their text."""
    return may_act(actor) and may_read_draft(actor, text)


def may_see_plan_title(actor: Actor, text: Text, circle: Circle) -> bool:
    """Title and state of a shared plan reach its readers; unless paused, one layer up and the coordinator."""
    if may_read(actor, text):
        return True
    is_above = leads_above(actor, circle) or coordinates(actor, circle.node_id)
    return text.is_shared and not text.is_paused and is_above


def may_read(actor: Actor, text: Text) -> bool:
    """A shared text is read by its authors and the peers of its circle; whoever leaves reads it no more.

    Where the author shared it with critical friends alone, these peers, whoever was asked, and the
    facilitators read it. While it is paused, authors and facilitators alone do.
    """
    if not actor.is_present:
        return False
    if actor.user_id in text.author_ids:
        return True
    if not text.is_shared or facilitates(actor, text.circle_id):
        return text.is_shared
    is_meant = text.shared_with is None or actor.user_id in text.shared_with | text.reader_ids
    return is_meant and not text.is_paused and is_peer(actor, text.circle_id)


def may_respond(actor: Actor, text: Text) -> bool:
    """Readers who were asked, critical friends where it was shared with them, facilitators; never an author.

    Where the author asked the circle, any peer may.
    """
    if not may_act(actor) or actor.user_id in text.author_ids or not may_read(actor, text):
        return False
    if actor.user_id in text.reader_ids | (text.shared_with or frozenset()):
        return True
    return facilitates(actor, text.circle_id) or (text.asks_circle and is_peer(actor, text.circle_id))


def may_read_response(actor: Actor, response: Response) -> bool:
    """A response is read by its writer, and once sent by the authors of the text.

    While it is paused, the facilitators of the circle read it in their place.
    """
    if not actor.is_present:
        return False
    if actor.user_id == response.writer_id:
        return True
    if response.is_paused:
        return response.is_sent and facilitates(actor, response.text.circle_id)
    return response.is_sent and actor.user_id in response.text.author_ids


def may_write_response(actor: Actor, response: Response) -> bool:
    """The writer of a response writes it, as long as they may respond to the text."""
    return actor.user_id == response.writer_id and may_respond(actor, response.text)


def may_reply(actor: Actor, response: Response) -> bool:
    """The authors of a text answer what was sent to them, unless it is paused."""
    is_open = response.is_sent and not response.is_paused
    return may_act(actor) and is_open and actor.user_id in response.text.author_ids


def may_agree_as_author(actor: Actor, text: Text) -> bool:
    """The author taps for their own shared plan."""
    return may_edit(actor, text) and text.is_shared


def may_agree_as_facilitator(actor: Actor, text: Text) -> bool:
    """A facilitator of the circle taps for a shared plan that is not their own."""
    return (
        may_act(actor)
        and text.is_shared
        and actor.user_id not in text.author_ids
        and facilitates(actor, text.circle_id)
    )
