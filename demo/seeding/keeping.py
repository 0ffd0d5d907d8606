"""What teachers keep row by row: journal, colleagues, what changed, evidence."""

from datetime import timedelta

from django.utils import timezone

from demo.stories.shapes import KeptStory
from learning_circle_xblock.evidence import api as evidence
from learning_circle_xblock.evidence.kinds import Kind

from .circles import actor_of

__all__ = ["tell_kept"]


def tell_kept(username: str, stories: tuple[KeptStory, ...]) -> None:
    """Keep each row at its time, through the door that its form uses."""
    actor, now = actor_of(username), timezone.now()
    for story in stories:
        at = now - timedelta(weeks=story.weeks)
        dates = {Kind.JOURNAL: {"held_on": at.date()}, Kind.COLLEAGUES: {"month": at.date().replace(day=1)}}
        kind = Kind(story.kind)
        evidence.keep(actor=actor, kind=kind, answers={**dates.get(kind, {}), **story.answers}, at=at)
