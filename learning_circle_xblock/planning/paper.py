"""A plan that was typed for somebody on paper becomes theirs when they claim it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import compat, permissions
from ..circles import api as circles
from ..events.models import Event
from ..joining import api as joining
from ..joining.models import PaperPlan
from ..joining.selectors import paper_plan_of
from ..permissions import Actor
from ..writing.schema import unanswered
from .api import BLOCK, AlreadyShared, NoCircle, NotOpenToYou, revise, save_draft, share
from .presets import PRESETS

__all__ = ["put_into_plan", "take_over_paper_plan"]

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


@transaction.atomic
def put_into_plan(*, actor: Actor, typed: PaperPlan, at: datetime) -> UsageKey | None:
    """Whoever has taken a typed plan over puts it into the course: as a draft, or beside a draft of theirs.

    Args:
        actor: whose plan it is.
        typed: the plan as they have put it right.
        at: the time.

    Returns:
        The plan block, or None where the course has none or the plan there takes no draft now.

    Raises:
        NotOpenToYou: somebody else has claimed it, or nobody.
    """
    if not permissions.may_answer_for(actor, typed.paper.claimed_by_id or 0):
        raise NotOpenToYou
    course_key = typed.paper.circle.course_key
    blocks = compat.host().blocks_of(course_key, BLOCK)
    if not blocks:
        return None
    given: dict[str, Any] = {"actor": actor, "usage_key": blocks[0], "at": at}
    draft = {"course_key": course_key, "answers": typed.answers, "base": BESIDE}
    try:
        try:
            save_draft(**given, **draft)
        except AlreadyShared:
            revise(**given)  # beside the words that are shared, for their author to choose
            save_draft(**given, **draft)
    except (AlreadyShared, NoCircle, NotOpenToYou):
        return None
    joining.forget_paper_plan(paper_id=typed.paper_id)
    return blocks[0]


def _hand_over(actor: Actor, event: Event, typed: PaperPlan, block: UsageKey) -> None:
    course_key: CourseKey = event.course_key
    saved = save_draft(
        actor=actor, course_key=course_key, usage_key=block, answers=typed.answers, base=BESIDE, at=event.at
    )
    is_whole = typed.schema_id in PRESETS and not unanswered(PRESETS[typed.schema_id], typed.answers)
    if typed.signed_on is not None and is_whole and saved.is_kept:
        share(actor=actor, course_key=course_key, usage_key=block, answers=typed.answers, at=event.at)
