"""Write, share, revise and agree a project plan."""

from datetime import datetime

from django.db import IntegrityError, transaction
from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import permissions
from ..care import api as care
from ..care.selectors import coordinator_ids, is_ready
from ..circles import api as circles
from ..events.models import Event
from ..permissions import Actor
from ..review import api as review
from ..writing import api as writing
from ..writing.models import Draft
from ..writing.schema import Answers
from .lifecycle import ETHICS_ANSWERS, PLAN, PlanState
from .models import Agreement, Plan
from .presets import ETHICS, START_SMALL, title_of
from .refusals import NotOpenToYou, PlanError
from .selectors import has_response, plan_text
from .steps import advance, agree_if_ready, agreement_of, note_step
from .tutorials import Tutored, agree_at_tutorial, take_agreement_back

__all__ = [
    "AlreadyShared",
    "CareMissing",
    "EthicsMissing",
    "NoCircle",
    "NotOpenToYou",
    "PlanError",
    "Tutored",
    "WaiverMissing",
    "agree_as_author",
    "agree_as_facilitator",
    "agree_at_tutorial",
    "choose_text",
    "note_response",
    "revise",
    "save_draft",
    "share",
    "take_agreement_back",
]


BLOCK = "learning_circle_plan"  # the type of the block that plans are written in


class NoCircle(PlanError):
    """The person is a teacher in no circle of this course."""


class AlreadyShared(PlanError):
    """There is no draft to save or share: the plan stands as it was shared."""


class CareMissing(PlanError):
    """The union has not said yet what a reader who worries does; `coordinator_ids` are those to ask."""

    def __init__(self, coordinator_ids: list[int]) -> None:
        super().__init__("care")
        self.coordinator_ids = coordinator_ids


class EthicsMissing(PlanError):
    """Some of the questions on care have no answer yet; `items` names them."""

    def __init__(self, items: list[str]) -> None:
        super().__init__("ethics")
        self.items = items


class WaiverMissing(PlanError):
    """Nobody has responded, and the facilitator gave no reason to go on without."""


@transaction.atomic
def save_draft(
    *, actor: Actor, course_key: CourseKey, usage_key: UsageKey, answers: Answers, base: int, at: datetime
) -> writing.Saved:
    """Keep what is being written; the first save begins the plan.

    Args:
        actor: the author.
        course_key: the course run.
        usage_key: the plan block.
        answers: by field id; absent fields stay as they are.
        base: the revision this window started from.
        at: the time of the save.

    Raises:
        NoCircle: the actor is a teacher in no circle here.
        AlreadyShared: no draft is open.
    """
    plan = _own_plan(actor, usage_key)
    if plan is None:
        try:
            with transaction.atomic():
                _begin(actor, course_key, usage_key, answers, at)
            return writing.Saved(revision=1, is_kept=True, answers=answers)
        except IntegrityError:  # another window began it a moment ago
            plan = _own_plan(actor, usage_key)
    if plan is None:
        raise NotOpenToYou
    if not permissions.may_edit(actor, plan_text(plan, {actor.user_id})):
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
    plan = _own_plan(actor, usage_key)
    if plan is None or not permissions.may_edit(actor, plan_text(plan, {actor.user_id})):
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
    *, actor: Actor, course_key: CourseKey, usage_key: UsageKey, answers: Answers, at: datetime
) -> Plan:
    """Freeze the draft as the next version and ask the circle to respond.

    Args:
        actor: the author.
        course_key: the course run.
        usage_key: the plan block.
        answers: the whole form, already found complete.
        at: the time of sharing.

    Raises:
        NoCircle: the actor is a teacher in no circle here.
        AlreadyShared: it was shared a moment ago, from another window perhaps; nothing changes.
        CareMissing: the union's words on care are missing: sharing waits, writing does not.
    """
    plan = _own_plan(actor, usage_key) or _begin(actor, course_key, usage_key, answers, at)
    if not permissions.may_edit(actor, plan_text(plan, {actor.user_id})):
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
        work=plan.work, number=number, answers=words, author_id=actor.user_id, at=at
    )
    plan.title = title_of(words)
    plan.shared_at = plan.shared_at or at
    advance(plan, action, at, actor.user_id, "plan.shared" if action == "share" else "plan.revised")
    care.note_changed(work_id=plan.work_id, by_id=actor.user_id, at=at)
    review.ask_circle(
        version=plan.version, circle_id=plan.circle_id, course_key=course_key, usage_key=usage_key, at=at
    )
    return plan


@transaction.atomic
def revise(*, actor: Actor, usage_key: UsageKey, at: datetime) -> None:
    """Open a draft of the next version; the shared one stays until then, and the author's tap is taken back.

    Raises:
        NotOpenToYou: the actor has no shared plan here, or it is agreed already.
    """
    plan = _own_plan(actor, usage_key)
    if plan is None or plan.version is None or not PLAN.allows(PlanState(plan.state), "revise"):
        raise NotOpenToYou
    if not permissions.may_edit(actor, plan_text(plan, {actor.user_id})):
        raise NotOpenToYou
    writing.reopen(version=plan.version, at=at)
    Agreement.objects.filter(version=plan.version).update(author_at=None)


@transaction.atomic
def agree_as_author(*, actor: Actor, usage_key: UsageKey, ethics: dict[str, str], at: datetime) -> Plan:
    """The author's tap, with an answer to each question on care.

    Args:
        actor: the author.
        usage_key: the plan block.
        ethics: `"yes"` or `"discuss"` by item.
        at: the time of the tap.

    Raises:
        NotOpenToYou: the actor has no shared plan here.
        EthicsMissing: some item has no answer.
    """
    plan = _own_plan(actor, usage_key)
    if plan is None or not permissions.may_agree_as_author(actor, plan_text(plan, {actor.user_id})):
        raise NotOpenToYou
    if Draft.objects.filter(work_id=plan.work_id).exists():
        raise NotOpenToYou  # the next version is being written: it is agreed once it is shared
    missing = [code for code, _label in ETHICS if ethics.get(code) not in ETHICS_ANSWERS]
    if missing:
        raise EthicsMissing(missing)
    agreement = agreement_of(plan)
    if agreement.author_at is None:
        agreement.author_at = at
        agreement.ethics = {code: ethics[code] for code, _label in ETHICS}
        agreement.save(update_fields=["author_at", "ethics"])
        note_step(plan, "plan.author_agreed", at, actor.user_id)
        agree_if_ready(plan, agreement, at)
    return plan


@transaction.atomic
def agree_as_facilitator(
    *, actor: Actor, usage_key: UsageKey, plan_id: int, waiver: str, at: datetime
) -> Plan:
    """A facilitator's tap; without any response it needs a reason to go on without.

    Raises:
        NotOpenToYou: the actor facilitates no shared plan of this id here.
        WaiverMissing: there is neither a response nor a reason.
    """
    plan = Plan.objects.select_for_update().filter(pk=plan_id, usage_key=usage_key).first()
    if plan is None or not permissions.may_agree_as_facilitator(actor, plan_text(plan, {plan.owner_id})):
        raise NotOpenToYou
    if not waiver.strip() and not has_response(plan):
        raise WaiverMissing
    agreement = agreement_of(plan)
    if agreement.facilitator_at is None:
        agreement.facilitator_id = actor.user_id
        agreement.facilitator_at = at
        agreement.waiver = waiver.strip()[:300]
        agreement.save(update_fields=["facilitator", "facilitator_at", "waiver"])
        note_step(plan, "plan.facilitator_agreed", at, actor.user_id)
        agree_if_ready(plan, agreement, at)
    return plan


def note_response(event: Event) -> None:
    """A response to a plan moves it on, and may be the last thing the agreement waited for."""
    if event.verb != "review.sent" or event.usage_key is None or event.usage_key.block_type != BLOCK:
        return
    plan = (
        Plan.objects.select_for_update()
        .filter(work__versions__request__assignments__review=event.object_id)
        .first()
    )
    if plan is None:
        return
    advance(plan, "respond", event.at, event.actor_id, "plan.responded")
    agreement = Agreement.objects.filter(version=plan.version).first()
    if agreement is not None and plan.state != PlanState.AGREED:
        agree_if_ready(plan, agreement, event.at)


def _own_plan(actor: Actor, usage_key: UsageKey) -> Plan | None:
    rows = Plan.objects.select_for_update().select_related("work")
    return rows.filter(usage_key=usage_key, owner_id=actor.user_id).first()


def _begin(actor: Actor, course_key: CourseKey, usage_key: UsageKey, answers: Answers, at: datetime) -> Plan:
    circle = circles.own_circle(actor)
    if circle is None or not permissions.may_begin(actor, circles.facts(circle)):
        raise NoCircle
    work = writing.begin(schema_id=START_SMALL.id, author_ids=[actor.user_id], answers=answers, at=at)
    plan = Plan.objects.create(
        work=work,
        course_key=course_key,
        usage_key=usage_key,
        owner_id=actor.user_id,
        circle=circle,
        state=PlanState.DRAFT,
        title=title_of(answers),
    )
    note_step(plan, "plan.begun", at, actor.user_id)
    return plan


def _draft(plan: Plan) -> Draft:
    draft = Draft.objects.filter(work_id=plan.work_id).first()
    if draft is None:
        raise AlreadyShared
    return draft


def _retitle(plan: Plan, draft: Draft) -> None:
    """Until it is first shared, the title follows the draft."""
    title = title_of(draft.answers)
    if plan.version_id is None and plan.title != title:
        plan.title = title
        plan.save(update_fields=["title"])
