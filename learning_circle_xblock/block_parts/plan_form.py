"""The form that a plan block asks: its design in the course, and the form of each plan that was begun."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from webob import Request, Response
from xblock.core import XBlockMixin
from xblock.fields import Dict, Scope

from ..permissions import Actor
from ..planning import api as planning
from ..planning import selectors as plans
from ..planning.presets import PRESETS
from ..planning.shapes import design_in, schema_made_by, schema_of
from ..writing.design import Design, as_data
from ..writing.olx import FORM, OlxRefused, form_element, read_element
from ..writing.reading import changes
from ..writing.schema import Schema
from .requests import NotThere, action

__all__ = ["PlanFormMixin"]


class PlanFormMixin(XBlockMixin):
    """A work keeps the form that it was begun with; where the block has another by now, it is offered."""

    plan_form = Dict(default={}, scope=Scope.content)

    @classmethod
    def parse_xml(cls, node: Any, *args: Any, **kwargs: Any) -> Any:
        """From OLX: the form is an element of its own, refused with its line where it is not sound.

        Raises:
            OlxRefused: with the line.
        """
        forms = node.findall(FORM)
        for form in forms[1:]:
            raise OlxRefused(form.sourceline or 1, _("there is a second form."))
        data = as_data(read_element(forms[0], PRESETS)) if forms else None
        for form in forms:
            node.remove(form)
        block = super().parse_xml(node, *args, **kwargs)
        if data is not None:
            block.plan_form = data
        return block

    def add_xml_to_node(self: Any, node: Any) -> None:
        """To OLX: the form as an element that a person can read."""
        super().add_xml_to_node(node)
        if node.attrib.pop("plan_form", None) is not None:
            node.append(form_element(self.design))

    @property
    def design(self: Any) -> Design:
        """What the course author made of a preset."""
        return design_in(self.plan_form)

    def admit(self: Any, request: Request, *, changes: bool) -> Actor:
        """A page that was made in the block's form of now says so, and nothing needs to be looked up."""
        actor: Actor = super().admit(request, changes=changes)
        if changes and request.POST.get("form") == self.design.id:
            self.schema = self.form_of_block()
        return actor

    def form_of_block(self) -> Schema:
        """The form for whoever begins now."""
        return schema_made_by(self.design)

    @property
    def schema(self: Any) -> Schema:
        """The form of the person's own plan; the block's until it is begun."""
        if "_asked" not in self.__dict__:
            user = self.runtime.service(self, "user").get_current_user()
            owner_id = user.opt_attrs.get("edx-platform.user_id")
            found = plans.schema_id_of(owner_id=owner_id, usage_key=self.usage_key)
            self._asked = schema_of(found) if found else self.form_of_block()
        asked: Schema = self._asked
        return asked

    @schema.setter
    def schema(self: Any, asked: Schema) -> None:
        """For a page that has read the plan already."""
        self._asked = asked

    def beginning(self) -> dict[str, Any]:
        """A new plan is begun in the form of the block."""
        return {"design": self.design}

    def form_context(self: Any, own: plans.OwnPlan | None) -> dict[str, Any]:
        """How many answers are needed, and what is different in the block's form since the plan was begun."""
        needed = sum(field.required for field in self.schema.fields())
        if own is None or own.draft is None or own.plan.work.schema_id == self.design.id:
            return {"needed": needed, "form_changes": None}
        language = get_language() or "en"
        found = changes(self.schema.said_in(language), self.form_of_block().said_in(language))
        return {"needed": needed, "form_changes": found}

    @action
    def take_form(self: Any, request: Request, actor: Actor) -> Response:
        """The author goes on in the block's form of now; every answer stays."""
        try:
            planning.take_form(actor=actor, usage_key=self.usage_key, design=self.design)
        except (planning.NotOpenToYou, planning.AlreadyShared):
            raise NotThere from None
        return self.show(actor, _("You have the new form now. All your answers are kept."))
