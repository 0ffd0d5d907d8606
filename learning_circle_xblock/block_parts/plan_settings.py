"""The plan block in Studio: its settings with the editor of its form."""

from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from webob import Request, Response
from xblock.core import XBlock, XBlockMixin

from ..writing.design import as_data
from ..writing.languages import CODES
from .form_editor import FormEditor
from .form_sent import Sent
from .requests import posted
from .settings_form import SettingsForm

__all__ = ["PlanSettingsMixin"]


class PlanSettingsForm(SettingsForm):
    """The settings, and the form that teachers meet; a form that was not sent stays as it is."""

    def __init__(self, block: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(block, *args, **kwargs)
        self.is_form_sent = self.is_bound and self.add_prefix("state") in self.data
        if isinstance(self.data, QueryDict) and self.is_form_sent:
            self.editor = Sent(self.data, self.prefix or "").editor()
        else:
            language = (get_language() or "en").partition("-")[0]
            self.editor = FormEditor(block.design, language if language in CODES else "en")

    def is_valid(self) -> bool:
        """Both the settings and the form."""
        return super().is_valid() and not (self.is_form_sent and self.editor.problems)

    def keep(self) -> None:
        """Set the block's fields; the runtime saves them."""
        super().keep()
        if self.is_form_sent and self.editor.design != self.block.design:
            self.block.plan_form = as_data(self.editor.design)


class PlanSettingsMixin(XBlockMixin):
    """The author's handlers of the plan block."""

    settings_form: ClassVar[type[SettingsForm]] = PlanSettingsForm

    @XBlock.handler
    def try_form(self: Any, request: Request, suffix: str = "") -> Response:
        """The editor again after a button, or what is wrong and the preview while typing; nothing is kept."""
        refused = self.refused_author(request)
        if refused is not None:
            return refused
        editor = Sent(posted(request), self.prefix).editor()
        is_typing = request.POST.get("do") == "check"
        template = "studio/_form_checks.html" if is_typing else "studio/_plan_form.html"
        return self.html(template, {"editor": editor, "is_typing": is_typing})

    try_form.is_guarded = True

    def setting_rows(self: Any) -> list[tuple[Any, Any]]:
        """For the author's view: the form too, and how much of it is the author's own."""
        editor = FormEditor(self.design)
        form = next(row["label"] for row in editor.presets() if row["id"] == self.design.preset)
        changed = _("%(form)s, changed") % {"form": form}
        return [*super().setting_rows(), (_("Form"), form if self.design.is_plain else changed)]
