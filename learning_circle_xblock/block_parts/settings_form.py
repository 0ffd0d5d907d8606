"""A block's settings as a Django form."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from xblock.fields import Boolean, Integer

from ..writing.cleaning import clean_text

if TYPE_CHECKING:
    from ..xblock_base import LearningCircleBlock


class SettingsForm(forms.Form):
    """One field for each editable setting, with the limits that the setting itself declares."""

    use_required_attribute = False

    def __init__(self, block: "LearningCircleBlock", *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(block, name) for name in block.editable}
        super().__init__(*args, **kwargs)
        self.block = block
        self._listed = {name for name in block.editable if isinstance(block.fields[name].values, list)}
        for name in block.editable:
            self.fields[name] = _form_field(block.fields[name])

    def keep(self) -> None:
        """Set the block's fields; the runtime saves them. One of a list that was not sent stays as it is."""
        for name in self.block.editable:
            is_sent = name not in self._listed or self.add_prefix(name) in self.data
            if is_sent:
                setattr(self.block, name, self.cleaned_data[name])


class NameField(forms.CharField):
    """A name without signs that no XML can hold: the course is exported with it."""

    def to_python(self, value: Any) -> str:
        """Clean before the length is counted."""
        return clean_text(super().to_python(value) or "").strip()


def _form_field(setting: Any) -> forms.Field:
    words = {"label": setting.display_name, "help_text": setting.help or ""}
    if isinstance(setting, Boolean):
        return forms.BooleanField(required=False, **words)
    made: forms.Field
    if isinstance(setting.values, list):
        choices = [(v["value"], v["display_name"]) for v in setting.values]
        made = forms.ChoiceField(required=False, choices=choices, **words)
        made.error_messages["invalid_choice"] = _("Please choose one of the list.")
    elif isinstance(setting, Integer):
        limits = setting.values or {}
        made = forms.IntegerField(min_value=limits.get("min"), max_value=limits.get("max"), **words)
        made.error_messages["invalid"] = _("Please write a whole number.")
    else:
        made = NameField(max_length=120, **words)
    made.error_messages["required"] = _("Please write something here.")
    made.widget.attrs["class"] = "lc-input"
    return made
