"""The library block: the practice accounts the circle has shared."""

from typing import Any

from django.utils.translation import gettext_lazy, gettext_noop
from webob import Request, Response
from xblock.completable import XBlockCompletionMode
from xblock.fields import Scope, String

from . import compat
from .accounts import selectors
from .accounts.presets import SHORT_ACCOUNT
from .block_parts.pausing import Pausable, PausingMixin
from .block_parts.requests import NotThere, look, number, optional_number
from .block_parts.writing import text_rows
from .care.selectors import live_pause
from .permissions import Actor, is_peer
from .xblock_base import LearningCircleBlock

__all__ = ["LibraryBlock"]

LAST_PAGE = 10_000
NOT_READ = {"title", "question", "credit"}


class LibraryBlock(PausingMixin, LearningCircleBlock):
    """What the circle has shared, to read."""

    completion_mode = XBlockCompletionMode.EXCLUDED
    about = gettext_lazy("Lists the practice accounts that each person’s own circle has shared, to read.")
    display_name = String(
        default=gettext_noop("Shared practice accounts"),
        display_name=gettext_lazy("Title of the block"),
        scope=Scope.settings,
    )

    def body(self, actor: Actor, **extra: Any) -> str:
        """The newest first, a page at a time."""
        return self._list(actor, page=1)

    @look
    def more(self, request: Request, actor: Actor) -> Response:
        """A further page."""
        page = optional_number(request, "page") or 1
        return self.html("_body.html", {"content": self._list(actor, page=min(page, LAST_PAGE))})

    @look
    def read(self, request: Request, actor: Actor) -> Response:
        """One practice account; a paused one shows the union's words."""
        wanted = number(request, "account")
        given: dict[str, Any] = {"actor": actor, "course_key": self.course_key, "account_id": wanted}
        account = selectors.shared_account(**given)
        if account is None or account.version is None:
            hidden = selectors.hidden_account(**given)
            return self.notice(hidden.circle if hidden else None)
        text = selectors.account_text(account, {account.owner_id})
        self.note_read(actor, text, account.work_id, account.circle)
        pause = live_pause(account.work)
        rows = [r for r in text_rows(SHORT_ACCOUNT, account.version.answers) if r["field"].id not in NOT_READ]
        names = compat.host().names({account.owner_id} | self.owners(pause))
        context = {"account": account, "text": rows, "names": names, "pause": pause}
        return self.html("library/read.html", context)

    def pausable(self, request: Request, actor: Actor) -> Pausable:
        """A shared practice account that the request names."""
        account = selectors.shared_account(
            actor=actor, course_key=self.course_key, account_id=number(request, "account")
        )
        if account is None:
            raise NotThere
        text = selectors.account_text(account, {account.owner_id})
        return Pausable(text, account.work_id, account.circle, account.usage_key)

    def _list(self, actor: Actor, page: int) -> str:
        found, has_more = selectors.shared_accounts(actor=actor, course_key=self.course_key, page=page)
        return self.markup(
            "library/body.html",
            {
                "actor": actor,
                "accounts": found,
                "has_more": has_more,
                "page": page,
                "is_peer": any(is_peer(actor, seat.circle_id) for seat in actor.seats),
                "names": compat.host().names({account.owner_id for account in found}),
            },
        )
