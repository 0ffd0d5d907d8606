"""One's own plan, practice account or response, as the light pages write it: the acts are the same for all.

Each act is the feature's own; what it refuses becomes `NotThere` or `Closed` here.
"""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from .. import compat
from ..accounts import api as accounts
from ..accounts import selectors as account_texts
from ..accounts.presets import SHORT_ACCOUNT
from ..block_parts.writing import prefix_of
from ..care import api as care
from ..circles.api import actor_for
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import Actor, may_read
from ..planning import api as planning
from ..planning import selectors as plan_texts
from ..planning.shapes import schema_of
from ..records.places import Kind, Place, place_of
from ..review import api as review
from ..review.protocols import response_form
from ..review.selectors import text_of
from ..writing.api import Saved
from ..writing.models import Draft
from ..writing.schema import Answers, Schema
from .pages import NotThere, Refused

__all__ = ["CareMissing", "Closed", "Desk", "TextDesk", "desk_of"]

CareMissing = (planning.CareMissing, accounts.CareMissing)
LATE = (planning.AlreadyShared, accounts.AlreadyShared, review.AlreadySent)
REFUSALS = (planning.PlanError, accounts.AccountError, review.ReviewError)


class Closed(Exception):
    """No draft is open: it was shared or sent in the meantime."""


class Desk:
    """Where one person writes one work."""

    def __init__(self, actor: Actor, place: Place) -> None:
        self.actor = actor
        self.place = place

    @property
    def prefix(self) -> str:
        """As in the unit, so that what is kept on the device is found from both."""
        return prefix_of(self.place.usage_key)

    @property
    def key(self) -> str:
        """The name of the draft on the device."""
        return self.prefix

    @property
    def form_prefix(self) -> str:
        """What the names of the form's fields begin with."""
        return self.prefix

    @property
    def schema(self) -> Schema:
        """The questions."""
        raise NotImplementedError

    @property
    def draft(self) -> Draft | None:
        """The open draft; None where there is none.

        Raises:
            NotThere: the work is not this person's to write.
        """
        raise NotImplementedError

    def save(self, answers: Answers, base: int, at: datetime) -> Saved:
        """Keep the draft, or set it aside beside a newer text."""
        raise NotImplementedError

    def choose(self, other: bool, answers: Answers, base: int, at: datetime) -> None:
        """Which of two texts goes on."""
        raise NotImplementedError

    def finish(self, answers: Answers, at: datetime, data: QueryDict) -> None:
        """Share or send what was found complete."""
        raise NotImplementedError


class TextDesk(Desk):
    """A plan or a practice account."""

    @property
    def feature(self) -> Any:
        """The api behind it."""
        return planning if self.place.kind is Kind.PLAN else accounts

    @property
    def schema(self) -> Schema:
        """The form that the text was begun with."""
        return schema_of(self.place.schema_id) if self.place.kind is Kind.PLAN else SHORT_ACCOUNT

    @cached_property
    def own(self) -> plan_texts.OwnPlan | account_texts.OwnAccount:
        """The work as its author sees it, if it is still the one that is written in this block."""
        given: dict[str, Any] = {"actor": self.actor, "usage_key": self.place.usage_key}
        own: plan_texts.OwnPlan | account_texts.OwnAccount | None
        is_plan = self.place.kind is Kind.PLAN
        own = plan_texts.own_plan(**given) if is_plan else account_texts.own_account(**given)
        if own is None or self._text(own).work_id != self.place.work_id:
            raise NotThere
        return own

    @property
    def text(self) -> Any:
        """The plan or the practice account."""
        return self._text(self.own)

    @property
    def circle(self) -> Circle:
        """Who reads it once it is shared."""
        circle: Circle = self.text.circle
        return circle

    @property
    def draft(self) -> Draft | None:
        """The author's."""
        return self.own.draft

    def save(self, answers: Answers, base: int, at: datetime) -> Saved:
        """As the block does."""
        given = {"answers": answers, "base": base, "course_key": self.place.course_key}
        saved: Saved = self._do("save_draft", at=at, **given)
        return saved

    def choose(self, other: bool, answers: Answers, base: int, at: datetime) -> None:
        """As the block does."""
        self._do("choose_text", other=other, answers=answers, base=base, at=at)

    @cached_property
    def block(self) -> Any:
        """The block in the course; None where it is gone."""
        return compat.host().load_block(self.place.usage_key)

    def audience(self, data: QueryDict | None = None) -> dict[str, Any]:
        """With whom a plan is shared, for its page; empty for a practice account."""
        if not isinstance(self.own, plan_texts.OwnPlan):
            return {}
        if self.block is None:
            return {"friends": [], "may_choose": False, "audience": self.own.plan.audience}
        chosen = self.block.sharing(data) if data is not None else {}
        found: dict[str, Any] = self.block.audience_context(self.actor, self.own, self.circle.pk, chosen)
        return found

    def finish(self, answers: Answers, at: datetime, data: QueryDict) -> None:
        """Share it as the block does, with whom the page says."""
        how = self.block.sharing(data) if self.block is not None else {}
        if self.block is None and isinstance(self.own, plan_texts.OwnPlan):
            how = {"audience": planning.Audience(self.own.plan.audience)}
        self._do("share", answers=answers, at=at, course_key=self.place.course_key, **how)

    def _do(self, act: str, **given: Any) -> Any:
        if not self.place.is_current:
            raise Closed
        try:
            return getattr(self.feature, act)(actor=self.actor, usage_key=self.place.usage_key, **given)
        except LATE:
            raise Closed from None
        except CareMissing:
            raise
        except REFUSALS:
            raise NotThere from None

    @staticmethod
    def _text(own: Any) -> Any:
        return own.plan if isinstance(own, plan_texts.OwnPlan) else own.account


class ResponseDesk(Desk):
    """A response to somebody's text."""

    @property
    def key(self) -> str:
        """One for each response of a block."""
        return f"{self.prefix}-resp-{self.place.owned_id}"

    @property
    def form_prefix(self) -> str:
        """Apart from the block's own text."""
        return f"{self.prefix}-resp"

    @cached_property
    def schema(self) -> Schema:
        """As the block asks it; where the block is gone, a suggestion is about the whole text."""
        block = compat.host().load_block(self.place.usage_key)
        if block is None:
            return response_form(self.place.schema_id, needs_suggestion=self.is_about_account)
        asked: Schema = block.response_schema(self.place.schema_id)
        return asked

    @property
    def is_about_account(self) -> bool:
        """Otherwise it is about a plan."""
        return self.place.usage_key.block_type == accounts.BLOCK

    @property
    def text_schema(self) -> Schema:
        """The questions of the text that is responded to."""
        if self.is_about_account:
            return SHORT_ACCOUNT
        version = self.found[0].assignment.request.version
        return schema_of(version.schema_id or version.work.schema_id)

    @cached_property
    def found(self) -> tuple[Any, Draft | None]:
        """The response and its draft."""
        try:
            return review.response_draft(**self._given)
        except review.NotOpenToYou:
            raise NotThere from None

    @property
    def draft(self) -> Draft | None:
        """None once it was sent."""
        return self.found[1]

    @cached_property
    def is_hidden(self) -> bool:
        """Whether a pause hides the text from its reader."""
        request = self.found[0].assignment.request
        return not may_read(self.actor, text_of(request, self.found[0].assignment))

    def note_read(self, at: datetime) -> None:
        """Who reads as staff is noted, for the author of the text."""
        request = self.found[0].assignment.request
        text, circle = text_of(request, self.found[0].assignment), facts(request.circle)
        work_id = request.version.work_id
        care.note_read(actor=self.actor, text=text, work_id=work_id, circle=circle, at=at)

    def save(self, answers: Answers, base: int, at: datetime) -> Saved:
        """As the block does."""
        saved: Saved = self._do(review.save_response, answers=answers, base=base, at=at)
        return saved

    def choose(self, other: bool, answers: Answers, base: int, at: datetime) -> None:
        """What was typed since the last save is kept first."""
        if self.save(answers, base, at).is_kept:
            self._do(review.take_response_text, other=other, at=at)

    def finish(self, answers: Answers, at: datetime, data: QueryDict) -> None:
        """Send it."""
        self._do(review.send_response, answers=answers, at=at)

    @property
    def _given(self) -> dict[str, Any]:
        return {"actor": self.actor, "review_id": self.place.owned_id, "usage_key": self.place.usage_key}

    def _do(self, act: Any, **given: Any) -> Any:
        try:
            return act(**self._given, **given)
        except LATE:
            raise Closed from None
        except review.Paused:
            told = _("What you have written is kept. You can send it once the pause is settled.")
            raise Refused(told, 422) from None
        except REFUSALS:
            raise NotThere from None


def desk_of(actor: Actor, work_id: int) -> TextDesk | ResponseDesk:
    """The desk of one's own work, with the person's seats in its course run; two queries of ours.

    Raises:
        NotThere: there is no such work, or it is somebody else's.
    """
    place = place_of(work_id)
    if place is None or place.author_id != actor.user_id:
        raise NotThere
    host = compat.host()
    is_enrolled = host.is_enrolled(actor.user_id, place.course_key)
    bound = actor_for(user_id=actor.user_id, course_key=place.course_key, is_enrolled=is_enrolled)
    return ResponseDesk(bound, place) if place.kind is Kind.RESPONSE else TextDesk(bound, place)
