"""What the pages read about practice accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from opaque_keys.edx.keys import CourseKey, UsageKey

from .. import permissions
from ..care import selectors as care
from ..care.models import Pause
from ..circles.api import is_still_in
from ..permissions import Actor
from ..review.models import ReviewRequest
from ..review.selectors import author_ids as authors_of
from ..writing.models import Draft
from ..writing.schema import Answers
from .models import Account

__all__ = [
    "OwnAccount",
    "account_text",
    "has_shared_account",
    "hidden_account",
    "own_account",
    "shared_account",
    "shared_accounts",
]

PAGE = 30


@dataclass(frozen=True)
class OwnAccount:
    """The author's practice account with its draft or its shared words, and a pause on it."""

    account: Account
    draft: Draft | None
    answers: Answers
    request: ReviewRequest | None
    pause: Pause | None = None


def account_text(account: Account, author_ids: Iterable[int]) -> permissions.Text:
    """The account as permission sees it: peers read it; it asks only its readers."""
    return permissions.Text(
        author_ids=frozenset(author_ids),
        circle_id=account.circle_id,
        is_shared=account.version_id is not None and not care.is_taken_back(account.work),
        is_paused=care.is_paused(account.work),
    )


def has_shared_account(*, owner_id: int, course_key: CourseKey) -> bool:
    """Whether this person has shared a practice account with their circle; one query."""
    return Account.objects.filter(owner_id=owner_id, course_key=course_key, version__isnull=False).exists()


def own_account(*, actor: Actor, usage_key: UsageKey) -> OwnAccount | None:
    """The actor's own practice account in this block; one query."""
    rows = Account.objects.select_related(
        "work__draft", "work__live_pause", "version__request", "circle__node"
    )
    account = rows.filter(usage_key=usage_key, owner_id=actor.user_id).first()
    if account is None or not permissions.may_read_draft(actor, account_text(account, {account.owner_id})):
        return None
    version = account.version
    return OwnAccount(
        account=account,
        draft=getattr(account.work, "draft", None),
        answers=version.answers if version else {},
        request=getattr(version, "request", None) if version else None,
        pause=care.live_pause(account.work),
    )


def shared_accounts(
    *,
    actor: Actor,
    course_key: CourseKey,
    usage_key: UsageKey | None = None,
    is_led: bool = False,
    page: int = 1,
) -> tuple[list[Account], bool]:
    """The practice accounts the actor's circles have shared, newest first, and whether more follow.

    Args:
        actor: who reads.
        course_key: the course run.
        usage_key: only this block's; all blocks of the course run when None.
        is_led: only of the circles that the actor facilitates.
        page: from 1.
    """
    belongs = permissions.facilitates if is_led else permissions.is_peer
    ids = [seat.circle_id for seat in actor.seats if belongs(actor, seat.circle_id)]
    rows = Account.objects.filter(course_key=course_key, circle_id__in=ids, version__isnull=False)
    rows = rows.filter(is_still_in("circle_id", "owner_id")).filter(care.shown_to(actor))
    if usage_key is not None:
        rows = rows.filter(usage_key=usage_key)
    rows = rows.select_related("circle", "work__live_pause").order_by("-shared_at", "-pk")
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def shared_account(*, actor: Actor, course_key: CourseKey, account_id: int) -> Account | None:
    """A shared practice account the actor may read, with its words; two queries."""
    account = _account(course_key, account_id)
    if account is None or account.version is None:
        return None
    readable = permissions.may_read(actor, account_text(account, authors_of(account.work_id)))
    return account if readable else None


def hidden_account(*, actor: Actor, course_key: CourseKey, account_id: int) -> Account | None:
    """A practice account that the actor would read if it were not paused; two queries."""
    account = _account(course_key, account_id)
    if account is None or account.version is None:
        return None
    text = account_text(account, authors_of(account.work_id))
    return account if permissions.may_hear_of_pause(actor, text) else None


def _account(course_key: CourseKey, account_id: int) -> Account | None:
    rows = Account.objects.select_related("version", "circle__node", "work__live_pause")
    rows = rows.filter(is_still_in("circle_id", "owner_id"))
    return rows.filter(pk=account_id, course_key=course_key).first()
