"""Naming somebody for a post: on a union, by its coordinator; on a whole programme, by its lead."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..permissions import PostKind
from .models import NationalProgramme

__all__ = ["LeadPostForm", "PostForm"]


class PostForm(forms.Form):
    """Somebody for a post on the node."""

    use_required_attribute = False
    who = forms.CharField(label=gettext_lazy("Username or e-mail address"), max_length=254)
    kind = forms.ChoiceField(
        label=gettext_lazy("What they do"),
        widget=forms.RadioSelect,
        choices=[
            (PostKind.COORDINATOR.value, gettext_lazy("Coordinator: sets up, makes circles, names people")),
            (
                PostKind.PROGRAMME_LEAD.value,
                gettext_lazy("Programme lead: sees counts"),
            ),
            (
                PostKind.NATIONAL_RESEARCHER.value,
                gettext_lazy("Researcher: sees counts, and names during a step-in only"),
            ),
        ],
    )


class LeadPostForm(forms.Form):
    """Somebody for a post on the whole programme, or on one of its unions."""

    use_required_attribute = False
    who = forms.CharField(label=gettext_lazy("Username or e-mail address"), max_length=254)
    where = forms.ChoiceField(
        label=gettext_lazy("Where"), widget=forms.Select, help_text=gettext_lazy("The whole, or one country.")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What they do"),
        widget=forms.RadioSelect,
        choices=[
            (PostKind.PROGRAMME_LEAD.value, gettext_lazy("Programme lead: sees counts")),
            (
                PostKind.NATIONAL_RESEARCHER.value,
                gettext_lazy("Researcher: sees counts, and names during a step-in only"),
            ),
            (
                PostKind.COORDINATOR.value,
                gettext_lazy("First coordinator of a country: sets up, makes circles, names people"),
            ),
        ],
    )

    def __init__(self, data: QueryDict | None = None, *, nodes: list[NationalProgramme]) -> None:
        super().__init__(data)
        whole = [("", _("The whole programme"))]
        self.fields["where"].choices = whole + [(str(n.pk), n.country) for n in nodes]  # type: ignore[attr-defined]
        self.fields["where"].required = False
