"""What somebody keeps of their project: journal, colleagues, impact, evidence, self-check."""

from dataclasses import dataclass
from enum import StrEnum

from .blocks import may_act
from .circles import facilitates, is_peer
from .facts import Actor


class Audience(StrEnum):
    """Who may read something that is kept, beside whoever keeps it."""

    NOBODY = "nobody"
    FACILITATORS = "facilitators"
    CIRCLE = "circle"


@dataclass(frozen=True)
class Kept:
    """Something that is kept: whose it is, in which circle, and who else may read it."""

    owner_id: int
    circle_id: int
    audience: Audience


def may_change_kept(actor: Actor, kept: Kept) -> bool:
    """Whoever keeps something changes it and takes it away."""
    return may_act(actor) and actor.user_id == kept.owner_id


def may_read_kept(actor: Actor, kept: Kept) -> bool:
    """It is read by whoever keeps it, and by those in the circle whom they let read it."""
    if not actor.is_present:
        return False
    if actor.user_id == kept.owner_id:
        return True
    if kept.audience is Audience.CIRCLE and is_peer(actor, kept.circle_id):
        return True
    return kept.audience is not Audience.NOBODY and facilitates(actor, kept.circle_id)


def may_know_of_kept(actor: Actor, kept: Kept) -> bool:
    """Facilitators see that a journal is kept, and nothing of it unless they were let in."""
    return may_read_kept(actor, kept) or facilitates(actor, kept.circle_id)
