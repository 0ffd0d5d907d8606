"""How critical friends are proposed."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .groups import Rule

__all__ = ["ProposeForm"]


class ProposeForm(forms.Form):
    """In twos or threes, and how they come together."""

    size = forms.TypedChoiceField(
        label=_("How many together"),
        choices=(
            (2, pgettext_lazy("critical friends", "pairs")),
            (3, pgettext_lazy("critical friends", "threes")),
        ),
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose pairs or threes."),
            "invalid_choice": _("Choose pairs or threes."),
        },
    )
    rule = forms.ChoiceField(
        label=_("Who comes together"),
        choices=(
            (Rule.TABLE.value, _("people of the same table")),
            (Rule.ROTATION.value, _("people who have not been together yet")),
        ),
        initial=Rule.TABLE.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the two ways."),
            "invalid_choice": _("Choose one of the two ways."),
        },
    )
