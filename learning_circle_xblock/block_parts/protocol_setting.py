"""The form of the responses, as the course author sets it for a block."""

from typing import Any

from django.utils.translation import gettext_lazy
from xblock.core import XBlockMixin
from xblock.fields import Scope, String

from ..review.protocols import Protocol, response_form
from ..writing.schema import Schema

__all__ = ["ProtocolMixin"]

NAMES = {
    Protocol.FOUR_STEPS: gettext_lazy("Four steps: tell back, what is strong, a question, a suggestion"),
    Protocol.TWO_AND_ONE: gettext_lazy("Two and one: two things to keep, one wish; five minutes"),
    Protocol.WARM_AND_COOL: gettext_lazy("Warm and cool: what works, and where it may still be apart"),
    Protocol.DESCRIBE_FIRST: gettext_lazy("Describe first: what is there, then what it makes one ask"),
}


class ProtocolMixin(XBlockMixin):
    """A response keeps the protocol that its text was shared with."""

    protocol = String(
        default=Protocol.FOUR_STEPS.value,
        values=[{"display_name": name, "value": code.value} for code, name in NAMES.items()],
        display_name=gettext_lazy("How critical friends respond"),
        help=gettext_lazy("Holds for what is shared from now on. A response that was begun keeps its form."),
        scope=Scope.settings,
    )
    needs_suggestion: bool

    @property
    def known_protocol(self) -> str:
        """The setting, where it is one of ours."""
        return self.protocol if self.protocol in NAMES else Protocol.FOUR_STEPS.value

    def suggestion_is_about(self) -> tuple[tuple[str, Any], ...]:
        """Id and label of the parts of the text that a suggestion may be about."""
        raise NotImplementedError

    def response_schema(self, protocol: str = "") -> Schema:
        """The form of a response that was begun in a protocol; of one that begins now without."""
        return response_form(
            protocol or self.known_protocol,
            about=self.suggestion_is_about(),
            needs_suggestion=self.needs_suggestion,
        )
