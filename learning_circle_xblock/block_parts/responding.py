"""Responding to a text, and answering a response: the same in the plan and the account block."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from webob import Request, Response

from .. import compat
from ..care import api as care
from ..care.selectors import care_of
from ..circles.selectors import facts
from ..permissions import Actor, may_read
from ..review import api as review
from ..review.models import Review
from ..review.protocols import IN_PERSON, Protocol
from ..review.selectors import ResponseRow, protocol_of, responses_by, text_of
from ..writing.cleaning import clean_text
from ..writing.forms import SchemaForm, draft_form, too_long_sentence
from ..writing.models import Draft
from ..writing.schema import Schema
from .requests import NotThere, Refused, action, look, number, optional_number, posted
from .writing import read_base, text_rows

__all__ = ["SHOWN_APART", "ResponseMixin"]

REPLY_CAP = 400
WHY_CAP = 240


class ResponseMixin:
    """Handlers of a response and of the reply to it."""

    @action
    def open_response(self: Any, request: Request, actor: Actor) -> Response:
        """Begin a response: to a reading that was asked, or unasked to a version."""
        asked, version = optional_number(request, "asked"), optional_number(request, "version")
        try:
            if asked is not None:
                found = review.open_reading(
                    actor=actor, assignment_id=asked, usage_key=self.usage_key, at=self.now()
                )
            elif version is not None:
                found = review.open_unasked(
                    actor=actor, version_id=version, usage_key=self.usage_key, at=self.now()
                )
            else:
                raise NotThere
        except review.NotOpenToYou:
            raise NotThere from None
        self.has_begun = True
        return self._write_page(actor, found.pk)

    @action
    def save_response(self: Any, request: Request, actor: Actor) -> Response:
        """Keep the draft of a response."""
        form = self._response_form(request, is_draft=True)
        wanted = number(request, "review")
        try:
            saved = review.save_response(
                actor=actor,
                review_id=wanted,
                usage_key=self.usage_key,
                answers=form.answers(),
                base=read_base(request),
                at=self.now(),
                protocol=form.schema.id,
            )
        except review.NotOpenToYou:
            raise NotThere from None
        except review.AlreadySent:
            raise Refused(_("This response was sent already."), 409) from None
        context = {
            "saved": saved,
            "at": self.now(),
            "not_kept": too_long_sentence(form),
            "see_url": self.url("see_both_responses"),
            "see_review": wanted,
        }
        return self.html("writing/_status.html", context)

    @look
    def see_both_responses(self: Any, request: Request, actor: Actor) -> Response:
        """The response with the texts of both windows; it changes nothing."""
        return self._write_page(actor, number(request, "review"))

    @action
    def choose_response_text(self: Any, request: Request, actor: Actor) -> Response:
        """Which of the texts of two windows goes on."""
        wanted = number(request, "review")
        form = self._response_form(request, is_draft=True)
        given = {"actor": actor, "review_id": wanted, "usage_key": self.usage_key, "at": self.now()}
        try:
            saved = review.save_response(
                protocol=form.schema.id, answers=form.answers(), base=read_base(request), **given
            )
            if saved.is_kept:
                review.take_response_text(other=request.POST.get("take") == "other", **given)
        except review.NotOpenToYou:
            raise NotThere from None
        except review.AlreadySent:
            return self.html("review/sent.html", {"is_again": True})
        return self._write_page(actor, wanted)

    @action
    def send_response(self: Any, request: Request, actor: Actor) -> Response:
        """Send it, or say beside each field what is missing; what was typed is kept either way."""
        wanted = number(request, "review")
        draft = self._response_form(request, is_draft=True)
        form = self._response_form(request, is_draft=False)
        given = {"actor": actor, "review_id": wanted, "usage_key": self.usage_key, "at": self.now()}
        said = {**given, "protocol": form.schema.id}
        try:
            if not form.is_valid():
                review.save_response(answers=draft.answers(), base=read_base(request), **said)
                return self._write_page(actor, wanted, form)
            base = read_base(request) if "base" in request.POST else None
            sent = review.send_response(answers=form.cleaned_data, base=base, **said)
        except review.Paused:
            review.save_response(answers=draft.answers(), base=read_base(request), **said)
            return self._write_page(actor, wanted, form)
        except review.NotOpenToYou:
            raise NotThere from None
        except review.AlreadySent:
            return self.html("review/sent.html", {"is_again": True})
        if sent is None:
            return self._write_page(actor, wanted)
        author = sent.assignment.request.version.made_by_id
        names = compat.host().names({author} if author else set())
        return self.html("review/sent.html", {"author_id": author, "names": names})

    @action
    def reply(self: Any, request: Request, actor: Actor) -> Response:
        """Answer a response: what changes, whether it helped, and a mark on each suggestion."""
        wanted = number(request, "review")
        given = _reply_of(posted(request), f"{self.prefix}-r{wanted}")
        if given["too_long"]:
            said = _("This is too long to keep; please shorten it.")
            return self.show(actor, said, 422, reply_errors={wanted: given})
        try:
            review.reply(
                actor=actor,
                review_id=wanted,
                usage_key=self.usage_key,
                change=given["change"],
                has_helped=given["has_helped"],
                marks=given["marks"],
                at=self.now(),
            )
        except review.NotOpenToYou:
            raise NotThere from None
        self.has_begun = True
        return self.show(actor, _("Your reply is sent."))

    def response_context(self: Any, row: ResponseRow, extra: dict[str, Any]) -> dict[str, Any]:
        """One received response, with its reply form as it was left."""
        schema: Schema = self.response_schema(row.protocol)
        failed = extra.get("reply_errors", {}).get(row.review_id)
        reply = failed or row.reply or {}
        marks = reply.get("marks", [])
        about = dict(schema.field("suggest").options)
        return {
            "row": row,
            "prefix": f"{self.prefix}-r{row.review_id}",
            "is_four_steps": row.protocol == Protocol.FOUR_STEPS,
            "said": {line["field"].id: line for line in text_rows(schema, row.answers)},
            "suggestions": _with_marks(row.answers.get("suggest", []), marks, about),
            "reply": reply,
            "marks": review.MARKS,
            "is_too_long": bool(failed),
            "cap": REPLY_CAP,
        }

    def given_context(self: Any, actor: Actor) -> list[dict[str, Any]]:
        """The responses this person has given here, with what the authors answered."""
        return [
            {
                "row": row,
                "text": [
                    line
                    for line in text_rows(
                        IN_PERSON if row.talked_line else self.response_schema(row.protocol), row.answers
                    )
                    if line["field"].id != "suggest"
                ],
                "suggestions": _with_marks(
                    row.answers.get("suggest", []), (row.reply or {}).get("marks", [])
                ),
            }
            for row in responses_by(actor=actor, usage_key=self.usage_key)
        ]

    def _response_form(self: Any, request: Request, *, is_draft: bool) -> SchemaForm:
        """In the protocol that the response was begun with."""
        asked = self.response_schema(self._protocol_of(request))
        return SchemaForm(asked, posted(request), prefix=f"{self.prefix}-resp", is_draft=is_draft)

    def _protocol_of(self: Any, request: Request) -> str:
        """As the page says, so that nothing needs to be looked up: what is not so is refused at saving."""
        said = str(request.POST.get("protocol", ""))
        if said in set(Protocol):
            return said
        return protocol_of(review_id=number(request, "review"), usage_key=self.usage_key)

    def _write_page(self: Any, actor: Actor, review_id: int, form: SchemaForm | None = None) -> Response:
        """The text beside the form of the response."""
        try:
            found, draft = review.response_draft(actor=actor, review_id=review_id, usage_key=self.usage_key)
        except review.NotOpenToYou:
            raise NotThere from None
        version = found.assignment.request.version
        about = self.response_about(actor, version.work_id)
        if about is None:
            raise NotThere
        if draft is None:
            return self.html("review/sent.html", {"is_again": True})
        context = self._write_context(found, draft, about, form) | self._standing_of(actor, found)
        context["actor"] = actor
        return self.html("review/respond.html", context, 422 if form is not None else 200)

    def _standing_of(self: Any, actor: Actor, found: Review) -> dict[str, Any]:
        """Whether a pause hides the text that is responded to; if not, who reads it is noted."""
        request = found.assignment.request
        text = text_of(request, found.assignment)
        if not may_read(actor, text):
            return {"is_hidden": True, "text": [], "question": "", "care": care_of(request.circle)}
        work_id, circle = request.version.work_id, facts(request.circle)
        care.note_read(actor=actor, text=text, work_id=work_id, circle=circle, at=self.now())
        return {"is_hidden": False}

    def _write_context(
        self: Any, found: Review, draft: Draft, about: dict[str, Any], form: SchemaForm | None
    ) -> dict[str, Any]:
        schema = self.response_schema(found.work.schema_id)
        version = found.assignment.request.version
        other = draft.other_answers or {}
        differing = {k: v for k, v in other.items() if v != draft.answers.get(k)}
        return {
            "about": about,
            "review": found,
            "assignment": found.assignment,
            "version": version,
            "question": version.answers.get("question", ""),
            "text": [
                r for r in text_rows(about["schema"], version.answers) if r["field"].id not in SHOWN_APART
            ],
            "form": form or draft_form(schema, draft.answers, f"{self.prefix}-resp"),
            "draft": draft,
            "other_text": text_rows(schema, differing),
            "names": compat.host().names({about["author_id"]}),
        }


SHOWN_APART = {"title", "question", "lang", "phase", "credit"}


def _with_marks(
    suggestions: list[dict[str, str]], marks: list[dict[str, str]], about: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Each suggestion with its place, what it is about, and what became of it."""
    padded = [*marks, *({"mark": "", "why": ""} for _ in suggestions)]
    return [
        {
            "number": i,
            "what": item["what"],
            "about": (about or {}).get(item.get("about", ""), ""),
            **padded[i],
        }
        for i, item in enumerate(suggestions)
    ]


def _reply_of(data: QueryDict, prefix: str) -> dict[str, Any]:
    change = clean_text(str(data.get(f"{prefix}-change", ""))).strip()
    marks = []
    for i in range(3):
        mark = str(data.get(f"{prefix}-mark-{i}", ""))
        why = clean_text(str(data.get(f"{prefix}-why-{i}", ""))).strip()
        marks.append({"mark": mark if mark in review.MARKS else "", "why": why})
    return {
        "change": change,
        "has_helped": data.get(f"{prefix}-helped") == "on",
        "marks": marks,
        "too_long": len(change) > REPLY_CAP or any(len(m["why"]) > WHY_CAP for m in marks),
    }
