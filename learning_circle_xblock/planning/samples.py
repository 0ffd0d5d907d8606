"""Sample words for a course author's preview: nobody's plan."""

from typing import Any

from django.utils.translation import gettext_lazy as _

__all__ = ["sample_answers"]

SAMPLES = {
    "title": _("Who is lost before the lesson ends?"),
    "concern": _("Half of the class nods, and the exercise books say something else."),
    "focus": _("how we notice who is lost before the lesson ends, so that pupils get help the same day"),
    "first_step": _("one question on a slip of paper at the end of a lesson"),
    "question": _("Would pupils answer this honestly?"),
}


def sample_answers() -> dict[str, Any]:
    """By field id, in the language of now."""
    return {key: str(words) for key, words in SAMPLES.items()}
