"""Write, share and revise a project plan."""

from datetime import datetime

from django.db import IntegrityError, transaction
from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import permissions
from ..care import api as care
from ..care.selectors import coordinator_ids, is_ready
from ..permissions import Actor
from ..review import api as review
from ..writing import api as writing
from ..writing.design import Design
from ..writing.models import Draft
from ..writing.schema import Answers
from .lifecycle import PLAN, Audience, PlanState
from .models import Agreement, Plan
from .presets import title_of
from .refusals import AlreadyShared, CareMissing, NoCircle, NotOpenToYou
from .selectors import plan_text
from .shapes import PLAIN, schema_of
from .steps import advance, begin_plan, note_step, own_plan_locked

__all__ = ["choose_text", "open_to_circle", "revise", "save_draft", "share", "take_form"]


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    course_key: CourseKey,
    usage_key: UsageKey,
    answers: Answers,
    base: int,
    at: datetime,
    design: Design = PLAIN,
) -> writing.Saved:
    """Keep what is being written; the first save begins the plan.

    Args:
        actor: the author.
        course_key: the course run.
        usage_key: the plan block.
        answers: by field id; absent fields stay as they are.
        base: the revision this window started from.
        at: the time of the save.
        design: the form that a new plan is begun with; one that was begun keeps its own.

    Raises:
        NoCircle: the actor is a teacher in no circle here.
        AlreadyShared: no draft is open.
    """
    plan = own_plan_locked(actor, usage_key)
    if plan is None:
        try:
            with transaction.atomic():
                form = writing.keep_form(design=design)
                begin_plan(actor, course_key, usage_key, answers, at, schema_id=form)
            return writing.Saved(revision=1, is_kept=True, answers=answers)
        except IntegrityError:  # another window began it a moment ago
            plan = own_plan_locked(actor, usage_key)
    if plan is None:
        raise NotOpenToYou
    if not permissions.may_edit(actor, plan_text(plan, {actor.user_id}, is_own=True)):
        raise NotOpenToYou
    draft = _draft(plan)
    saved = writing.save(draft=draft, answers=answers, base=base, at=at)
    _retitle(plan, draft)
    return saved


@transaction.atomic
def choose_text(
    *,
    actor: Actor,
    usage_key: UsageKey,
    other: bool,
    answers: Answers | None = None,
    base: int = -1,
    at: datetime,
) -> None:
    """Choose between the texts of two windows; what was typed since the last save is kept first."""
    plan = own_plan_locked(actor, usage_key)
    if plan is None or not permissions.may_edit(actor, plan_text(plan, {actor.user_id}, is_own=True)):
        raise NotOpenToYou
    draft = _draft(plan)
    if not writing.save(draft=draft, answers=answers or {}, base=base, at=at).is_kept:
        return  # yet another window wrote meanwhile: both texts are shown again
    if other:
        writing.take_other(draft=draft, at=at)
    else:
        writing.put_away_other(draft=draft)
    _retitle(plan, draft)


@transaction.atomic
def share(
    *,
    actor: Actor,
    course_key: CourseKey,
    usage_key: UsageKey,
    answers: Answers,
    at: datetime,
    design: Design = PLAIN,
    audience: Audience = Audience.CIRCLE,
    protocol: str = review.Protocol.FOUR_STEPS,
) -> Plan:
    """Freeze the draft as the next version and ask the circle, or the critical friends, to respond.

    Args:
        actor: the author.
        course_key: the course run.
        usage_key: the plan block.
        answers: the whole form, already found complete.
        at: the time of sharing.
        design: the form, where the plan is begun with this.
        audience: who reads it and may respond.
        protocol: the form of the responses.

    Raises:
        NoCircle: the actor is a teacher in no circle here.
        AlreadyShared: it was shared a moment ago, from another window perhaps; nothing changes.
        CareMissing: the union's words on care are missing: sharing waits, writing does not.
    """
    plan = own_plan_locked(actor, usage_key)
    if plan is None:
        form = writing.keep_form(design=design)
        plan = begin_plan(actor, course_key, usage_key, answers, at, schema_id=form)
    if not permissions.may_edit(actor, plan_text(plan, {actor.user_id}, is_own=True)):
        raise NotOpenToYou
    if plan.circle_id not in actor.teaches_in:
        if not actor.teaches_in:
            raise NoCircle
        plan.circle_id = actor.teaches_in[0]  # work follows the person
    draft = _draft(plan)
    if not is_ready(plan.circle):
        raise CareMissing(coordinator_ids(plan.circle))
    action = "share" if plan.state == PlanState.DRAFT else "revise"
    if not PLAN.allows(PlanState(plan.state), action):
        raise AlreadyShared
    words = {**draft.answers, **answers}
    number = plan.version.number + 1 if plan.version else 1
    plan.version = writing.freeze(
        work=plan.work,
        number=number,
        answers=words,
        author_id=actor.user_id,
        at=at,
        private=schema_of(plan.work.schema_id).private_ids(),
    )
    plan.title = title_of(words)
    plan.shared_at = plan.shared_at or at
    plan.audience = audience
    advance(plan, action, at, actor.user_id, "plan.shared" if action == "share" else "plan.revised")
    care.note_changed(work_id=plan.work_id, by_id=actor.user_id, at=at)
    review.ask_circle(
        version=plan.version,
        circle_id=plan.circle_id,
        course_key=course_key,
        usage_key=usage_key,
        at=at,
        protocol=protocol,
        only_friends=audience == Audience.FRIENDS,
    )
    return plan


@transaction.atomic
def open_to_circle(*, actor: Actor, usage_key: UsageKey, at: datetime) -> None:
    """A plan that the critical friends alone read is for the whole circle from now on.

    Raises:
        NotOpenToYou: the actor has no such plan here.
    """
    plan = own_plan_locked(actor, usage_key)
    if plan is None or plan.version_id is None or plan.audience != Audience.FRIENDS:
        raise NotOpenToYou
    if not permissions.may_edit(actor, plan_text(plan, {actor.user_id}, is_own=True)):
        raise NotOpenToYou
    plan.audience = Audience.CIRCLE
    plan.save(update_fields=["audience"])
    review.open_to_circle(version_id=plan.version_id)
    note_step(plan, "plan.opened", at, actor.user_id)


@transaction.atomic
def revise(*, actor: Actor, usage_key: UsageKey, at: datetime) -> None:
    """Open a draft of the next version; the shared one stays until then, and the author's tap is taken back.

    Raises:
        NotOpenToYou: the actor has no shared plan here, or it is agreed already.
    """
    plan = own_plan_locked(actor, usage_key)
    if plan is None or plan.version is None or not PLAN.allows(PlanState(plan.state), "revise"):
        raise NotOpenToYou
    if not permissions.may_edit(actor, plan_text(plan, {actor.user_id}, is_own=True)):
        raise NotOpenToYou
    writing.reopen(version=plan.version, at=at)
    Agreement.objects.filter(version=plan.version).update(author_at=None)


@transaction.atomic
def take_form(*, actor: Actor, usage_key: UsageKey, design: Design) -> None:
    """The author takes over the block's new form; every answer stays, and what was shared keeps its form.

    Args:
        actor: the author.
        usage_key: the plan block.
        design: the form of the block as it is now.

    Raises:
        NotOpenToYou: the actor has no plan here.
        AlreadyShared: no draft is open.
    """
    plan = own_plan_locked(actor, usage_key)
    if plan is None or not permissions.may_edit(actor, plan_text(plan, {actor.user_id}, is_own=True)):
        raise NotOpenToYou
    _draft(plan)
    writing.change_form(work=plan.work, design=design)


def _draft(plan: Plan) -> Draft:
    draft = Draft.objects.filter(work_id=plan.work_id).first()
    if draft is None or not plan.is_open:
        raise AlreadyShared
    return draft


def _retitle(plan: Plan, draft: Draft) -> None:
    """Until it is first shared, the title follows the draft."""
    title = title_of(draft.answers)
    if plan.version_id is None and plan.title != title:
        plan.title = title
        plan.save(update_fields=["title"])
