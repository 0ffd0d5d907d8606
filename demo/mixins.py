"""What the platform mixes into every block, as far as it can be met from outside.

They are built on `XBlockMixin`, `XBlock` and `XBlockMixin` in this order, as the platform's are: that decides
which of a block's own classes stand before them, and whose name wins where both have one.
"""

from typing import Any

from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock, XBlockMixin
from xblock.exceptions import JsonHandlerError


class LmsMixin(XBlockMixin):
    """Brings every block a handler that the block never wrote."""

    @XBlock.json_handler
    def publish_completion(self: Any, data: dict[str, Any], suffix: str = "") -> dict[str, str]:
        """Anybody may tell that they have seen a block, if seeing it is all that is asked."""
        is_completable = XBlockCompletionMode.get_mode(self) == XBlockCompletionMode.COMPLETABLE
        is_counted = getattr(self, "has_custom_completion", False) or getattr(self, "has_score", False)
        if is_counted or not is_completable:
            raise JsonHandlerError(400, "Block not configured for completion on view.")
        self.runtime.publish(self, "completion", data)
        return {"result": "ok"}


class ModuleMixin(XBlock):
    """Brings defaults for what the platform asks of every block."""

    has_score = False
    show_in_read_only_mode = False

    def max_score(self) -> int | None:
        """No points."""
        return None

    def public_view(self, context: Any = None) -> Fragment:
        """For blocks that have none of their own."""
        return Fragment("<p>This is only accessible to enrolled learners. Sign in or register.</p>")


class EditMixin(XBlockMixin):
    """Says who edited a block and when; the demo does not know."""

    edited_by = edited_on = published_by = published_on = None


MIXINS = (LmsMixin, ModuleMixin, EditMixin)
