"""Write and share a practice account; sharing asks for responses."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import permissions
from ..care.selectors import coordinator_ids, is_ready
from ..circles import api as circles
from ..events.api import record
from ..events.models import Event
from ..permissions import Actor
from ..review import api as review
from ..writing import api as writing
from ..writing.models import Draft
from ..writing.schema import Answers
from .lifecycle import ACCOUNT, AccountState
from .models import Account
from .presets import SHORT_ACCOUNT
from .selectors import account_text

__all__ = [
    "AccountError",
    "AlreadyShared",
    "CareMissing",
    "NoCircle",
    "NotOpenToYou",
    "choose_text",
    "note_response",
    "save_draft",
    "share",
]


BLOCK = "learning_circle_account"  # the type of the block that practice accounts are written in


class AccountError(Exception):
    """A practice account cannot be as asked."""


class NotOpenToYou(AccountError):
    """It does not exist for this person."""


class NoCircle(AccountError):
    """The person is a teacher in no circle of this course."""


class AlreadyShared(AccountError):
    """There is no draft to save or share: the account stands as it was shared."""


class CareMissing(AccountError):
    """The union has not said yet what a reader who worries does; `coordinator_ids` are those to ask."""

    def __init__(self, coordinator_ids: list[int]) -> None:
        super().__init__("care")
        self.coordinator_ids = coordinator_ids


@transaction.atomic
def save_draft(
    *, actor: Actor, course_key: CourseKey, usage_key: UsageKey, answers: Answers, base: int, at: datetime
) -> writing.Saved:
    """Keep what is being written; the first save begins the practice account.

    Args:
        actor: the author.
        course_key: the course run.
        usage_key: the account block.
        answers: by field id; absent fields stay as they are.
        base: the revision this window started from.
        at: the time of the save.

    Raises:
        NoCircle: the actor is a teacher in no circle here.
        AlreadyShared: no draft is open.
    """
    account = _own_account(actor, usage_key)
    if account is None:
        try:
            with transaction.atomic():
                _begin(actor, course_key, usage_key, answers, at)
            return writing.Saved(revision=1, is_kept=True, answers=answers)
        except IntegrityError:  # another window began it a moment ago
            account = _own_account(actor, usage_key)
    if account is None:
        raise NotOpenToYou
    draft = _draft(account, actor)
    saved = writing.save(draft=draft, answers=answers, base=base, at=at)
    _retitle(account, draft)
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
    account = _own_account(actor, usage_key)
    if account is None:
        raise NotOpenToYou
    draft = _draft(account, actor)
    if not writing.save(draft=draft, answers=answers or {}, base=base, at=at).is_kept:
        return  # yet another window wrote meanwhile: both texts are shown again
    if other:
        writing.take_other(draft=draft, at=at)
    else:
        writing.put_away_other(draft=draft)
    _retitle(account, draft)


@transaction.atomic
def share(
    *,
    actor: Actor,
    course_key: CourseKey,
    usage_key: UsageKey,
    answers: Answers,
    at: datetime,
    protocol: str = review.Protocol.FOUR_STEPS,
) -> Account:
    """Freeze the draft as version 1, share it with the circle and ask for readings.

    Args:
        actor: the author.
        course_key: the course run.
        usage_key: the account block.
        answers: the whole form, already found complete.
        at: the time of sharing.
        protocol: the form of the responses.

    Raises:
        NoCircle: the actor is a teacher in no circle here.
        AlreadyShared: it was shared a moment ago, from another window perhaps; nothing changes.
        CareMissing: the union's words on care are missing: sharing waits, writing does not.
    """
    account = _own_account(actor, usage_key) or _begin(actor, course_key, usage_key, answers, at)
    if account.circle_id not in actor.teaches_in:
        if not actor.teaches_in:
            raise NoCircle
        account.circle_id = actor.teaches_in[0]  # work follows the person
    draft = _draft(account, actor)
    if not is_ready(account.circle):
        raise CareMissing(coordinator_ids(account.circle))
    words = {**draft.answers, **answers}
    account.version = writing.freeze(
        work=account.work, number=1, answers=words, author_id=actor.user_id, at=at
    )
    account.title = _title(words)
    account.language = str(words.get("lang", ""))
    account.shared_at = at
    _advance(account, "share", at, actor.user_id, "account.shared")
    review.ask_ring(
        version=account.version,
        circle_id=account.circle_id,
        course_key=course_key,
        usage_key=usage_key,
        at=at,
        protocol=protocol,
    )
    return account


def note_response(event: Event) -> None:
    """The first response moves a practice account on."""
    if event.verb != "review.sent" or event.usage_key is None or event.usage_key.block_type != BLOCK:
        return
    account = (
        Account.objects.select_for_update()
        .filter(work__versions__request__assignments__review=event.object_id)
        .first()
    )
    if account is not None:
        _advance(account, "respond", event.at, event.actor_id, "account.responded")


def _own_account(actor: Actor, usage_key: UsageKey) -> Account | None:
    rows = Account.objects.select_for_update().select_related("work")
    return rows.filter(usage_key=usage_key, owner_id=actor.user_id).first()


def _begin(
    actor: Actor, course_key: CourseKey, usage_key: UsageKey, answers: Answers, at: datetime
) -> Account:
    circle = circles.own_circle(actor)
    if circle is None or not permissions.may_begin(actor, circles.facts(circle)):
        raise NoCircle
    work = writing.begin(schema_id=SHORT_ACCOUNT.id, author_ids=[actor.user_id], answers=answers, at=at)
    account = Account.objects.create(
        work=work,
        course_key=course_key,
        usage_key=usage_key,
        owner_id=actor.user_id,
        circle=circle,
        state=AccountState.DRAFT,
        title=_title(answers),
    )
    _note(account, "account.begun", at, actor.user_id)
    account.refresh_from_db(fields=["circle"])  # whoever follows may have put it beside the author's plan
    return account


def _draft(account: Account, actor: Actor) -> Draft:
    if not permissions.may_edit(actor, account_text(account, {account.owner_id})):
        raise NotOpenToYou
    draft = Draft.objects.filter(work_id=account.work_id).first()
    if draft is None or not ACCOUNT.allows(AccountState(account.state), "share"):
        raise AlreadyShared
    return draft


def _retitle(account: Account, draft: Draft) -> None:
    """Until it is shared, the title follows the draft."""
    title = _title(draft.answers)
    if account.title != title:
        account.title = title
        account.save(update_fields=["title"])


def _title(answers: Answers) -> str:
    title = str(answers.get("title", "")).strip()
    return title if len(title) <= 200 else title[:199] + "…"


def _advance(account: Account, action: str, at: datetime, actor_id: int | None, verb: str) -> None:
    before = account.state
    account.state = ACCOUNT.advance(AccountState(account.state), action)
    account.save()
    _note(account, verb, at, actor_id, from_state=before)


def _note(account: Account, verb: str, at: datetime, actor_id: int | None, **more: Any) -> None:
    record(
        verb=verb,
        object_id=account.pk,
        course_key=account.course_key,
        usage_key=account.usage_key,
        circle_id=account.circle_id,
        actor_id=actor_id,
        to_state=account.state,
        at=at,
        **more,
    )
