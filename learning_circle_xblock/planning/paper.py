"""A plan that was typed for somebody on paper becomes theirs when they claim it."""

from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import compat
from ..circles import api as circles
from ..events.models import Event
from ..joining import api as joining
from ..joining.models import PaperPlan
from ..joining.selectors import paper_plan_of
from ..permissions import Actor
from ..writing.schema import unanswered
from .api import BLOCK, AlreadyShared, NoCircle, NotOpenToYou, save_draft, share
from .presets import START_SMALL

__all__ = ["take_over_paper_plan"]

BESIDE = -1  # no revision: words that meet a draft are set aside beside it


def take_over_paper_plan(event: Event) -> None:
    """Signed and complete it is shared, else a draft; beside a draft of their own it waits for their choice.

    Where the course has no plan block, or the person has shared a plan already, the typed one stays as it is.
    """
    if event.verb != "paper.claimed" or event.course_key is None or event.actor_id is None:
        return
    typed = paper_plan_of(event.object_id)
    blocks = compat.host().blocks_of(event.course_key, BLOCK)
    if typed is None or not blocks:
        return
    actor = circles.actor_for(user_id=event.actor_id, course_key=event.course_key, is_enrolled=True)
    try:
        _hand_over(actor, event, typed, blocks[0])
    except (AlreadyShared, NoCircle, NotOpenToYou):
        return
    joining.forget_paper_plan(paper_id=typed.paper_id)


def _hand_over(actor: Actor, event: Event, typed: PaperPlan, block: UsageKey) -> None:
    course_key: CourseKey = event.course_key
    saved = save_draft(
        actor=actor, course_key=course_key, usage_key=block, answers=typed.answers, base=BESIDE, at=event.at
    )
    is_whole = typed.schema_id == START_SMALL.id and not unanswered(START_SMALL, typed.answers)
    if typed.signed_on is not None and is_whole and saved.is_kept:
        share(actor=actor, course_key=course_key, usage_key=block, answers=typed.answers, at=event.at)
