"""Pause and ask: on every text that somebody else has shared, and what its author can do then."""

from dataclasses import dataclass
from typing import Any

from opaque_keys.edx.keys import UsageKey
from webob import Request, Response

from ..care import api as care
from ..care.models import Pause
from ..care.selectors import care_of
from ..circles.models import Circle
from ..circles.selectors import facts
from ..permissions import Actor, Text
from ..permissions import Response as SentResponse
from ..review.selectors import response_of, sent_response
from .requests import NotThere, action, number

__all__ = ["Pausable", "PausedResponseMixin", "PausingMixin"]


@dataclass(frozen=True)
class Pausable:
    """A text that somebody may read: its facts, its work, its circle, and the block where it was written."""

    text: Text | SentResponse
    work_id: int
    circle: Circle
    usage_key: UsageKey


class PausingMixin:
    """One button on a shared text; the block says in `pausable` which text a request names."""

    def pausable(self: Any, request: Request, actor: Actor) -> Pausable:
        """The text that the request names, if the actor may read it."""
        raise NotImplementedError

    @action
    def pause(self: Any, request: Request, actor: Actor) -> Response:
        """Hide the text at once; instead, the union's words on care."""
        return self.press(actor, self.pausable(request, actor))

    def press(self: Any, actor: Actor, found: Pausable) -> Response:
        """The pause itself, for any kind of text."""
        try:
            care.pause(
                actor=actor,
                text=found.text,
                work_id=found.work_id,
                circle=found.circle,
                usage_key=found.usage_key,
                at=self.now(),
            )
        except care.NotOpenToYou:
            raise NotThere from None
        return self.notice(found.circle, is_new=True)

    def notice(self: Any, circle: Circle | None, *, is_new: bool = False) -> Response:
        """What stands in the place of a hidden text; None is a text that is not there at all."""
        if circle is None:
            raise NotThere
        return self.html("care/notice.html", {"care": care_of(circle), "is_new": is_new})

    def note_read(self: Any, actor: Actor, text: Text, work_id: int, circle: Circle) -> None:
        """Who reads as staff is noted, for the author."""
        care.note_read(actor=actor, text=text, work_id=work_id, circle=facts(circle), at=self.now())

    def owners(self, pause: Pause | None) -> set[int]:
        """Who looks after a pause, for their name."""
        return {pause.owner_id} if pause is not None and pause.owner_id else set()


class PausedResponseMixin(PausingMixin):
    """The same where one writes, and receives responses."""

    @action
    def take_back(self: Any, request: Request, actor: Actor) -> Response:
        """The author takes a paused text back."""
        return self._as_author(request, actor, care.take_back)

    @action
    def put_back(self: Any, request: Request, actor: Actor) -> Response:
        """The author shows it again, to the facilitator first."""
        return self._as_author(request, actor, care.put_back)

    def missing_context(self, extra: dict[str, Any]) -> dict[str, Any]:
        """What is said beside the share button while the union's words on care are missing."""
        return {"care_missing": extra.get("care_missing")}

    def care_people(self, own: Any, given: list[dict[str, Any]], extra: dict[str, Any]) -> set[int]:
        """Those who look after what is paused here, and those to ask for the union's words."""
        pauses = [own.pause if own else None, *(entry["row"].pause for entry in given)]
        asked = getattr(extra.get("care_missing"), "coordinator_ids", [])
        return set(asked).union(*(self.owners(pause) for pause in pauses))

    def first_open(self, received: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The first response that waits for a reply; none is asked to one that is paused."""
        waiting = (r for r in received if not r["row"].is_answered and r["row"].pause is None)
        return next(waiting, None)

    @action
    def pause_response(self: Any, request: Request, actor: Actor) -> Response:
        """Hide a response that was sent; its writer and the facilitators read it meanwhile."""
        review = sent_response(actor=actor, review_id=number(request, "review"), usage_key=self.usage_key)
        if review is None:
            raise NotThere
        circle = review.assignment.request.circle
        return self.press(actor, Pausable(response_of(review), review.work_id, circle, self.usage_key))

    def _as_author(self: Any, request: Request, actor: Actor, step: Any) -> Response:
        try:
            step(actor=actor, work_id=number(request, "work"), usage_key=self.usage_key, at=self.now())
        except care.NotOpenToYou:
            raise NotThere from None
        return self.show(actor)
