"""Forms of a project's life: what changed, why it is laid down, and the page for a head."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..writing.cleaning import clean_text

__all__ = ["AdjustForm", "HeadForm", "ReasonForm"]

LINE = 400


def _words(label: Any, missing: Any = "", *, help_text: Any = "", cap: int = LINE) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=cap,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )


class Cleaned(forms.Form):
    """Words without control characters."""

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Nothing unseen comes onto paper."""
        found = super().clean() or {}
        return {name: clean_text(v) if isinstance(v, str) else v for name, v in found.items()}


class AdjustForm(Cleaned):
    """What changed on the way; read by those who read the plan."""

    what = _words(_("What changed"), _("Please say in a few words what changed."))
    why = _words(_("Why"))
    keep = _words(_("What I keep"))


class ReasonForm(Cleaned):
    """Why a project is carried forward or set aside; for the author alone."""

    reason = _words(
        _("Why, in a few words"),
        _("A few words are enough. They are for you alone."),
        help_text=_("Only you read this. Setting something aside is part of the work."),
        cap=300,
    )


class HeadForm(Cleaned):
    """Every line of the one page for a head. Nothing of it is kept: it goes onto paper or nowhere."""

    title = _words(_("Title"), cap=200)
    hope = _words(_("What I hope will improve for pupils"), cap=1000)
    doing = _words(_("What I am doing this term"), help_text=_("One line for each step."), cap=1000)
    joining = _words(_("How colleagues can join"))
    helping = _words(
        _("What would help"),
        help_text=_("From what you chose in your plan, for you alone until now."),
        cap=600,
    )
    not_this = _words(_("What this is not"))
    with_union = forms.BooleanField(
        label=_("Say that I do this with my union"),
        required=False,
        help_text=_("It tells an employer of your union. Leave it off if you are not sure."),
    )
    contact = _words(_("Whom to ask in my union"), help_text=_("Printed only with the tick above."), cap=200)
