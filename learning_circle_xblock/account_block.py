"""The account block: write a practice account, share it, respond to others', answer what came."""

from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from webob import Request, Response
from xblock.completable import CompletableXBlockMixin
from xblock.fields import Scope, String

from . import compat
from .accounts import api as accounts
from .accounts import selectors
from .accounts.models import Account
from .accounts.presets import SHORT_ACCOUNT, TEXT_FIELDS
from .block_parts.counting import CountedMixin
from .block_parts.pausing import Pausable, PausedResponseMixin
from .block_parts.protocol_setting import ProtocolMixin
from .block_parts.requests import NotThere, look, number
from .block_parts.responding import SHOWN_APART, ResponseMixin
from .block_parts.writing import WritingMixin, text_rows
from .care.selectors import care_of, live_pause
from .circles import api as circles
from .permissions import Actor, facilitates, is_peer, may_respond
from .review.api import READINGS
from .review.selectors import asked_of, readers_of, responses_to
from .writing.forms import draft_form
from .writing.schema import Schema, count_characters, count_words
from .xblock_base import LearningCircleBlock

__all__ = ["AccountBlock"]


class AccountBlock(
    WritingMixin,
    ProtocolMixin,
    ResponseMixin,
    PausedResponseMixin,
    CountedMixin,
    CompletableXBlockMixin,
    LearningCircleBlock,
):
    """One teacher's practice account, and the readings asked of them."""

    editable: ClassVar[tuple[str, ...]] = ("display_name", "weight", "protocol")
    about = gettext_lazy(
        "Each teacher writes a short practice account and shares it with the circle. Once five are shared, "
        "each author is asked to respond to two others. It counts when it is shared, responses are given and "
        "answered."
    )
    display_name = String(
        default=gettext_noop("Practice account"),
        display_name=gettext_lazy("Title of the block"),
        scope=Scope.settings,
    )
    schema: Schema = SHORT_ACCOUNT
    writing = accounts
    needs_suggestion = True

    def suggestion_is_about(self) -> tuple[tuple[str, Any], ...]:
        """The long parts of the account."""
        return tuple((f, self.schema.field(f).label) for f in TEXT_FIELDS)

    def sharing(self, data: QueryDict) -> dict[str, Any]:
        """The form of the responses is settled at sharing."""
        return {"protocol": self.known_protocol}

    def body(self, actor: Actor, **extra: Any) -> str:
        """What is asked of this person, their own practice account, and for facilitators the circle's."""
        own = selectors.own_account(actor=actor, usage_key=self.usage_key)
        circle = own.account.circle if own else circles.own_circle(actor)
        leads = any(facilitates(actor, seat.circle_id) for seat in actor.seats)
        context: dict[str, Any] = {
            "actor": actor,
            "own": own,
            "circle": circle,
            "is_peer": any(is_peer(actor, seat.circle_id) for seat in actor.seats),
            "is_facilitator": leads,
            **self.missing_context(extra),
        }
        given = self.given_context(actor)
        context["given"] = given
        people = {actor.user_id} | {e["row"].author_id for e in given}
        people |= self.care_people(own, given, extra)
        if circle is not None:
            context |= self.own_context(actor, own, circle, extra)
            people |= context["people"]
        if leads:
            context |= self.led_context(actor, extra.get("page", 1))
            people |= context["led_people"]
        context["names"] = compat.host().names(people)
        return self.markup("account/body.html", context)

    def own_context(
        self, actor: Actor, own: selectors.OwnAccount | None, circle: Any, extra: dict[str, Any]
    ) -> dict[str, Any]:
        """What the author's own part of the page needs."""
        shared = own is not None and own.account.version_id is not None
        authors = frozenset({actor.user_id})
        is_here = circle.pk in actor.teaches_in
        responses = (
            responses_to(actor=actor, work_id=own.account.work_id, authors=authors)
            if own is not None and shared
            else []
        )
        asked = asked_of(user_id=actor.user_id, usage_key=self.usage_key) if is_here else []
        readers = readers_of([own.account.version_id]) if own and own.account.version_id else {}
        facilitators = circles.facilitator_ids(circle.pk) if is_here else []
        counted = self.counted(actor) if own else self.not_begun()
        received = [self.response_context(row, extra) for row in responses]
        reading = [row for rows in readers.values() for row in rows]
        return {
            "form": None if shared else extra.get("form") or draft_form(self.schema, _kept(own), self.prefix),
            "draft": own.draft if own else None,
            "other_text": self.other_text(own.draft if own else None),
            "responses": received,
            "first_unanswered": self.first_open(received),
            "care": care_of(circle) if own else None,
            "to_give": [row for row in asked if row.done_at is None],
            "readers": reading,
            "counted": counted,
            "facilitators": facilitators,
            "text": [r for r in text_rows(self.schema, own.answers) if r["field"].id != "title"]
            if own and shared
            else [],
            "characters": count_characters(self.schema, own.answers) if own and shared else 0,
            "words": count_words(self.schema, own.answers) if own and shared else 0,
            "people": counted["people"]
            | set(facilitators)
            | {row.reviewer_id for row in responses}
            | {row.author_id for row in asked}
            | {row.reviewer_id for row in reading},
        }

    def led_context(self, actor: Actor, page: int) -> dict[str, Any]:
        """For a facilitator: what the circles have shared, and who is reading."""
        led, has_more = selectors.shared_accounts(
            actor=actor, course_key=self.course_key, usage_key=self.usage_key, is_led=True, page=page
        )
        readers = readers_of([a.version_id for a in led if a.version_id])
        rows = [{"account": a, "readers": readers.get(a.version_id or 0, [])} for a in led]
        people = {a.owner_id for a in led} | {r.reviewer_id for found in readers.values() for r in found}
        return {
            "led": rows,
            "has_more": has_more,
            "page": page,
            "led_people": people,
            "needed": 2 * READINGS + 1,
        }

    @look
    def read(self, request: Request, actor: Actor) -> Response:
        """A shared practice account of the circle; a paused one shows the union's words."""
        wanted = number(request, "account")
        given: dict[str, Any] = {"actor": actor, "course_key": self.course_key, "account_id": wanted}
        account = selectors.shared_account(**given)
        if account is None:
            hidden = selectors.hidden_account(**given)
            is_here = hidden is not None and hidden.usage_key == self.usage_key
            return self.notice(hidden.circle if hidden and is_here else None)
        if account.usage_key != self.usage_key or account.version is None:
            raise NotThere
        text = selectors.account_text(account, {account.owner_id})
        self.note_read(actor, text, account.work_id, account.circle)
        pause = live_pause(account.work)
        context = {
            "account": account,
            "pause": pause,
            "version": account.version,
            "text": [
                r for r in text_rows(self.schema, account.version.answers) if r["field"].id not in SHOWN_APART
            ],
            "question": account.version.answers.get("question", ""),
            "may_respond": may_respond(actor, text),
            "names": compat.host().names({account.owner_id} | self.owners(pause)),
        }
        return self.html("account/read.html", context)

    def pausable(self, request: Request, actor: Actor) -> Pausable:
        """A shared practice account that the request names."""
        account = selectors.shared_account(
            actor=actor, course_key=self.course_key, account_id=number(request, "account")
        )
        if account is None or account.usage_key != self.usage_key:
            raise NotThere
        text = selectors.account_text(account, {account.owner_id})
        return Pausable(text, account.work_id, account.circle, account.usage_key)

    def response_about(self, actor: Actor, work_id: int) -> dict[str, Any] | None:
        """The practice account that a response is about, for the page where it is written."""
        account = Account.objects.filter(work_id=work_id, usage_key=self.usage_key).first()
        if account is None or account.version_id is None:
            return None
        return {
            "title": account.title,
            "author_id": account.owner_id,
            "press_name": "account",
            "press_id": account.pk,
            "schema": self.schema,
            "back": _("Back to the practice accounts"),
        }


def _kept(own: selectors.OwnAccount | None) -> dict[str, Any]:
    return own.draft.answers if own and own.draft else {}
