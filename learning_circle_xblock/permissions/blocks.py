"""Who may open a block, act in it, and set it up in Studio."""

from .facts import Actor


def may_enter(actor: Actor) -> bool:
    """Enrolled people and the course team may open a block, each as themselves; handlers check this too."""
    return (actor.is_enrolled or actor.is_course_staff) and not actor.is_read_only


def may_act(actor: Actor) -> bool:
    """Only enrolled people change anything, and nobody does while viewing as somebody else."""
    return actor.is_present


def may_author_course(actor: Actor, has_studio_write: bool) -> bool:
    """Settings of a block are changed in Studio, by those whom Studio lets write this course."""
    return has_studio_write and not actor.is_read_only
