"""Writing one's own text in a block: autosave, two windows, share."""

from hashlib import sha256
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import UsageKey
from webob import Request, Response
from xblock.core import XBlockMixin
from xblock.fields import Boolean, Scope

from ..permissions import Actor
from ..writing.api import Saved
from ..writing.forms import SchemaForm, as_sent, too_long_sentence
from ..writing.models import Draft
from ..writing.reading import text_rows
from ..writing.schema import Answers, Schema
from .requests import NotThere, Refused, action, optional_number, posted

__all__ = ["WritingMixin", "fill_in", "prefix_of", "read_base", "text_rows"]


class WritingMixin(XBlockMixin):
    """Handlers of the author's own draft; the feature behind `writing` decides what may be."""

    has_begun = Boolean(
        default=False,
        scope=Scope.user_state,
        help="Set at the first action, so that the platform knows of it.",
    )
    schema: Schema
    writing: Any

    def sharing(self, data: QueryDict) -> dict[str, Any]:
        """What the feature needs to know where the text is shared.

        Args:
            data: what the page sent.
        """
        return {}

    def beginning(self) -> dict[str, Any]:
        """What the feature needs to know where the first save begins a text."""
        return {}

    def shared_sentence(self, data: QueryDict) -> str:
        """What is said once the text is shared."""
        return _("Shared with your circle.")

    @action
    def save_draft(self: Any, request: Request, actor: Actor) -> Response:
        """Keep the draft as it is; the answer is a quiet status line."""
        form = SchemaForm(self.schema, posted(request), prefix=self.prefix, is_draft=True)
        try:
            saved = self.writing.save_draft(
                actor=actor,
                course_key=self.course_key,
                usage_key=self.usage_key,
                answers=form.answers(),
                base=read_base(request),
                at=self.now(),
                **self.beginning(),
            )
        except self.writing.AlreadyShared:
            raise Refused(_("This was shared in the meantime. Open the page again to see it."), 409) from None
        except self.writing.NoCircle:
            raise Refused(_("You are not a teacher in a circle of this course."), 403) from None
        self.has_begun = True
        context = {
            "saved": saved,
            "at": self.now(),
            "not_kept": too_long_sentence(form),
            "see_url": self.url("again"),
        }
        return self.html("writing/_status.html", context)

    @action
    def share(self: Any, request: Request, actor: Actor) -> Response:
        """Share the text, or say beside each field what is missing; what was typed is kept either way."""
        saved = self._keep(request, actor)
        data = posted(request)
        fill_in(self.schema, data, saved.answers if saved else {}, self.prefix)
        form = SchemaForm(self.schema, data, prefix=self.prefix, is_draft=False)
        if saved is not None and saved.has_other:
            return self.show(actor, _("You also wrote in another window. Both texts are kept."), 422)
        more = {"form": form, "sharing": self.sharing(data)}
        if not form.is_valid():
            return self.show(actor, _("A few things are needed before you can share."), 422, **more)
        try:
            self.writing.share(
                actor=actor,
                course_key=self.course_key,
                usage_key=self.usage_key,
                answers=form.cleaned_data,
                at=self.now(),
                **self.beginning(),
                **self.sharing(data),
            )
        except self.writing.AlreadyShared:
            return self.show(actor, _("This is shared already."))
        except self.writing.NoCircle:
            raise Refused(_("You are not a teacher in a circle of this course."), 403) from None
        except self.writing.CareMissing as missing:
            said = _("Your words are kept. Sharing waits for your union.")
            return self.show(actor, said, 422, care_missing=missing, **more)
        return self.show(actor, self.shared_sentence(data))

    @action
    def choose_text(self: Any, request: Request, actor: Actor) -> Response:
        """Which of the texts of two windows goes on."""
        other = request.POST.get("take") == "other"
        form = SchemaForm(self.schema, posted(request), prefix=self.prefix, is_draft=True)
        try:
            self.writing.choose_text(
                actor=actor,
                usage_key=self.usage_key,
                other=other,
                answers=form.answers(),
                base=read_base(request),
                at=self.now(),
            )
        except (self.writing.NotOpenToYou, self.writing.AlreadyShared):
            raise NotThere from None
        return self.show(actor, _("The text is kept."))

    def _keep(self: Any, request: Request, actor: Actor) -> Saved | None:
        """Save what was sent as a draft; None where no draft can be."""
        form = SchemaForm(self.schema, posted(request), prefix=self.prefix, is_draft=True)
        try:
            saved: Saved = self.writing.save_draft(
                actor=actor,
                course_key=self.course_key,
                usage_key=self.usage_key,
                answers=form.answers(),
                base=read_base(request),
                at=self.now(),
                **self.beginning(),
            )
        except self.writing.AlreadyShared:
            return None
        except self.writing.NoCircle:
            raise Refused(_("You are not a teacher in a circle of this course."), 403) from None
        self.has_begun = True
        return saved

    def other_text(self: Any, draft: Draft | None) -> list[dict[str, Any]]:
        """The answers of the other window that differ, for the choice between the two."""
        if draft is None or draft.other_answers is None:
            return []
        differing = {k: v for k, v in draft.other_answers.items() if v != draft.answers.get(k)}
        return text_rows(self.schema, differing)

    def text_rows(self: Any, schema: Schema, answers: Answers) -> list[dict[str, Any]]:
        """The answers that have words, with their labels."""
        return text_rows(schema, answers)


def fill_in(schema: Schema, data: QueryDict, kept: Answers, prefix: str) -> None:
    """What was kept before and was not sent again is shared too."""
    sent = set(data)
    for field in schema.fields():
        name = f"{prefix}-{field.id}"
        if name not in sent:
            for part, values in as_sent(field, name, kept.get(field.id, "")):
                data.setlist(part, values)
        if field.paper and (place := f"{prefix}-{field.paper_id}") not in sent:
            data[place] = str(kept.get(field.paper_id, ""))


def prefix_of(usage_key: UsageKey) -> str:
    """What the names of a block's form fields begin with, in the unit and on the light pages."""
    return "lc" + sha256(str(usage_key).encode()).hexdigest()[:8]


def read_base(request: Request) -> int:
    """The revision that the window started from; nonsense counts as an old one."""
    value = optional_number(request, "base")
    return -1 if value is None else value
