"""The one thing that a teacher writes on the record of participation."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["ClosingForm"]

GUIDE = 300


class ClosingForm(forms.Form):
    """The closing paragraph, with the revision that it was written on."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    closing = forms.CharField(
        label=_("How have I taken part, and what did I give to others?"),
        help_text=_(
            "A few sentences, about 300 characters; it may stay empty. Your facilitators read it, and it "
            "stands on what you print."
        ),
        required=False,
        max_length=2 * GUIDE,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
