"""The plan block: write a project plan, share it, respond to others', agree."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from webob import Request, Response
from xblock.completable import CompletableXBlockMixin
from xblock.fields import Scope, String

from . import compat
from .block_parts.correcting import CorrectingMixin
from .block_parts.counting import CountedMixin
from .block_parts.living import way
from .block_parts.pausing import Pausable, PausedResponseMixin
from .block_parts.plan_audience import PlanAudienceMixin
from .block_parts.plan_form import PlanFormMixin
from .block_parts.plan_settings import PlanSettingsMixin
from .block_parts.protocol_setting import ProtocolMixin
from .block_parts.requests import NotThere, action, look, number, posted
from .block_parts.responding import ResponseMixin
from .block_parts.writing import WritingMixin
from .care.selectors import care_of, live_pause
from .circles import api as circles
from .permissions import Actor, Text, is_peer, may_agree_as_facilitator, may_respond
from .planning import api as planning
from .planning import selectors as plans
from .planning.lifecycle import PlanState
from .planning.models import Plan
from .planning.presets import ETHICS
from .planning.shapes import asked_by, schema_of
from .review.selectors import responses_to
from .writing.cleaning import clean_text
from .writing.forms import SchemaForm, draft_form
from .xblock_base import LearningCircleBlock

__all__ = ["PlanBlock"]


class PlanBlock(
    PlanFormMixin,
    PlanAudienceMixin,
    PlanSettingsMixin,
    ProtocolMixin,
    CorrectingMixin,
    WritingMixin,
    ResponseMixin,
    PausedResponseMixin,
    CountedMixin,
    CompletableXBlockMixin,
    LearningCircleBlock,
):
    """One teacher's development project, from the first four answers to the agreement."""

    editable: ClassVar[tuple[str, ...]] = ("display_name", "weight", "protocol", "responders", "counts")
    needs_suggestion = False  # on plans one is welcome, on practice accounts it is required
    about = gettext_lazy(
        "Each teacher writes a short project plan, shares it with the circle, receives responses and agrees "
        "it with a facilitator. It counts once it is agreed."
    )
    display_name = String(
        default=gettext_noop("Project plan"),
        display_name=gettext_lazy("Title of the block"),
        scope=Scope.settings,
    )
    writing = planning

    def suggestion_is_about(self) -> tuple[tuple[str, Any], ...]:
        """What the plan has to answer."""
        return tuple((f.id, f.label) for f in self.form_of_block().fields() if f.required)

    # -- the page

    def body(self, actor: Actor, **extra: Any) -> str:
        """One's own plan, where one is a teacher; then the plans the circle has shared."""
        own = plans.own_plan(actor=actor, usage_key=self.usage_key)
        self.schema = schema_of(own.plan.work.schema_id) if own else self.form_of_block()
        circle = own.plan.circle if own else circles.own_circle(actor)
        page = extra.get("page", 1)
        others, has_more = plans.plans_of_circles(actor=actor, usage_key=self.usage_key, page=page)
        context: dict[str, Any] = {
            "actor": actor,
            "own": own,
            "others": others,
            "has_more": has_more,
            "page": page,
            "circle": circle,
            "is_peer": any(is_peer(actor, seat.circle_id) for seat in actor.seats),
            "ethics": ETHICS,
            "ethics_missing": extra.get("ethics_missing", []),
            "ethics_given": extra.get("ethics_given", {}),
            **self.missing_context(extra),
        }
        given = self.given_context(actor)
        context["given"] = given
        people = {row.owner_id for row in others} | {actor.user_id} | {e["row"].author_id for e in given}
        people |= self.care_people(own, given, extra)
        if circle is not None:
            context |= self.own_context(actor, own, circle, extra)
            people |= {*context["facilitators"], *context["friends"]} | {
                r["row"].reviewer_id for r in context["responses"]
            }
        context["names"] = compat.host().names(people)
        return self.markup("plan/body.html", context)

    def own_context(
        self, actor: Actor, own: plans.OwnPlan | None, circle: Any, extra: dict[str, Any]
    ) -> dict[str, Any]:
        """What the author's own part of the page needs."""
        writes = own is None or own.draft is not None
        responses = (
            responses_to(actor=actor, work_id=own.plan.work_id, authors=frozenset({own.plan.owner_id}))
            if own
            else []
        )
        received = [self.response_context(row, extra) for row in responses]
        return {
            "form": (extra.get("form") or self.draft_form(own.draft if own else None)) if writes else None,
            "draft": own.draft if own else None,
            "other_text": self.other_text(own.draft if own else None),
            "facilitators": circles.facilitator_ids(circle.pk) if circle.pk in actor.teaches_in else [],
            "responses": received,
            "first_unanswered": self.first_open(received),
            "care": care_of(circle) if own else None,
            "counted": self.counted(actor) if own else self.not_begun(),
            **self.audience_context(actor, own, circle.pk, extra.get("sharing", {})),
            "text": self.text_rows(asked_by(own.plan), own.answers) if own and own.plan.version_id else [],
            **self.form_context(own),
            "steps": way(own.plan.state if own else PlanState.DRAFT),
        }

    def draft_form(self, draft: Any) -> SchemaForm:
        """The form as it was last kept."""
        return draft_form(self.schema, draft.answers if draft else {}, self.prefix)

    # -- own plan

    @action
    def revise(self, request: Request, actor: Actor) -> Response:
        """Begin the next version; the shared one stays until then."""
        try:
            planning.revise(actor=actor, usage_key=self.usage_key, at=self.now())
        except planning.PlanError:
            raise NotThere from None
        return self.show(actor, _("You can write the next version now."))

    @action
    def agree(self, request: Request, actor: Actor) -> Response:
        """The author's tap, with the questions on care."""
        data = posted(request)
        given = {code: str(data.get(f"{self.prefix}-ethics-{code}", "")) for code, _label in ETHICS}
        try:
            planning.agree_as_author(actor=actor, usage_key=self.usage_key, ethics=given, at=self.now())
        except planning.EthicsMissing as missing:
            said = _("Some questions still need an answer.")
            return self.show(actor, said, 422, ethics_missing=missing.items, ethics_given=given)
        except planning.PlanError:
            raise NotThere from None
        self.has_begun = True
        return self.show(actor, _("Your agreement is recorded."))

    # -- somebody else's plan

    @look
    def read(self, request: Request, actor: Actor) -> Response:
        """A shared plan, with what this person may do about it; a paused one shows the union's words."""
        wanted = number(request, "plan")
        given: dict[str, Any] = {"actor": actor, "usage_key": self.usage_key, "plan_id": wanted}
        plan = plans.shared_plan(**given)
        if plan is None:
            hidden = plans.hidden_plan(**given)
            return self.notice(hidden.circle if hidden else None)
        self.note_read(actor, plans.plan_text(plan, {plan.owner_id}), plan.work_id, plan.circle)
        return self.html("plan/read.html", self._read_context(actor, plan))

    def pausable(self, request: Request, actor: Actor) -> Pausable:
        """A shared plan that the request names."""
        plan = self._shared(request, actor)
        text = plans.plan_text(plan, {plan.owner_id})
        return Pausable(text, plan.work_id, plan.circle, plan.usage_key)

    @action
    def agree_with(self, request: Request, actor: Actor) -> Response:
        """A facilitator's tap."""
        plan = self._shared(request, actor)
        waiver = clean_text(str(posted(request).get(f"{self.prefix}-waiver", "")))
        try:
            planning.agree_as_facilitator(
                actor=actor, usage_key=self.usage_key, plan_id=plan.pk, waiver=waiver, at=self.now()
            )
        except planning.WaiverMissing:
            context = self._read_context(actor, plan) | {"waiver_missing": True}
            return self.html("plan/read.html", context, 422)
        except planning.PlanError:
            raise NotThere from None
        self.has_begun = True
        return self.show(actor, _("Your agreement is recorded."))

    def response_about(self, actor: Actor, work_id: int) -> dict[str, Any] | None:
        """The shared plan that a response is about, for the page where it is written."""
        plan = (
            Plan.objects.filter(work_id=work_id, usage_key=self.usage_key).select_related("version").first()
        )
        if plan is None or plan.version is None:
            return None
        return {
            "title": plan.title,
            "author_id": plan.owner_id,
            "press_name": "plan",
            "press_id": plan.pk,
            "schema": asked_by(plan),
            "back": _("Back to the project plans"),
        }

    def _shared(self, request: Request, actor: Actor) -> Plan:
        plan = plans.shared_plan(actor=actor, usage_key=self.usage_key, plan_id=number(request, "plan"))
        if plan is None:
            raise NotThere
        return plan

    def _read_context(self, actor: Actor, plan: Plan) -> dict[str, Any]:
        text: Text = plans.plan_text(plan, {plan.owner_id})
        version = plan.version
        assert version is not None
        pause = live_pause(plan.work)
        return {
            "actor": actor,
            "pause": pause,
            "plan": plan,
            "version": version,
            "agreement": getattr(version, "agreement", None),
            "text": self.text_rows(asked_by(plan), version.answers),
            "question": version.answers.get("question", ""),
            "may_respond": may_respond(actor, text),
            "may_agree": may_agree_as_facilitator(actor, text) and plan.is_open,
            "has_response": plans.has_response(plan),
            "names": compat.host().names({plan.owner_id, actor.user_id} | self.owners(pause)),
        }
