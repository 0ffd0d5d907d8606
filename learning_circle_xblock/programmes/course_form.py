"""Attaching a course run to a union, with a warning where it names the union."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey

from .words import names_union

__all__ = ["CourseForm"]


class CourseForm(forms.Form):
    """Step 6: the course run that works for the node."""

    use_required_attribute = False
    course_key = forms.CharField(
        label=gettext_lazy("Course key"),
        help_text=gettext_lazy("As in the address of the course: course-v1:Org+Course+Run."),
        max_length=255,
    )

    anyway = forms.BooleanField(
        label=gettext_lazy("Attach it all the same: the word gives nobody away"), required=False
    )

    def __init__(self, data: QueryDict | None = None, *, union_name: str) -> None:
        super().__init__(data)
        self.union_name = union_name
        if data is None or "warned" not in data:
            del self.fields["anyway"]

    def clean_course_key(self) -> CourseKey:
        """A course key; whether there is such a course is asked afterwards."""
        try:
            return CourseKey.from_string(str(self.cleaned_data["course_key"]).strip())
        except InvalidKeyError:
            raise forms.ValidationError(_("This is not a course key.")) from None

    def warn(self, title: str) -> bool:
        """Say that the key, with its organisation, or the title holds a word of the union's name.

        Returns whether it was said: a coordinator who knows better attaches the course all the same.
        """
        said = f"{self.cleaned_data['course_key']} {title}"
        if self.cleaned_data.get("anyway") or not names_union(said, self.union_name):
            return False
        self.fields["anyway"] = self.base_fields["anyway"]
        self.add_error(
            "course_key",
            _(
                "The key, the organisation or the title of this course holds a word of your union’s name. "
                "Everybody in the course sees these, and so would who reads over a shoulder."
            ),
        )
        return True
