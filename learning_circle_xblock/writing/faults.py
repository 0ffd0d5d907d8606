"""What is said to a course author whose form cannot be kept."""

from django.utils.translation import gettext_lazy as _

from .design import Fault, Problem

__all__ = ["sentence_of"]

SENTENCES = {
    Fault.MALFORMED: _("The form cannot be read. Please begin again from a preset."),
    Fault.UNKNOWN_PRESET: _("There is no preset “%(detail)s” here."),
    Fault.UNKNOWN_FIELD: _("The preset has no field “%(detail)s”."),
    Fault.DUPLICATE: _("“%(detail)s” is there twice."),
    Fault.HIDDEN_REQUIRED: _("This field is needed to share a plan. You can reword it, not hide it."),
    Fault.TOO_MANY: _("There are %(detail)s fields of your own; five at most."),
    Fault.UNKNOWN_KIND: _("There is no kind of field called “%(detail)s”."),
    Fault.UNKNOWN_LANGUAGE: _("“%(detail)s” is not a language that forms can have."),
    Fault.NO_LABEL: _("Please write a label, in one language at least."),
    Fault.NO_OPTIONS: _("Please give from two to %(detail)s answers to choose from, each with words."),
    Fault.TOO_LONG: _("This is too long: %(detail)s characters at most."),
}


def sentence_of(problem: Problem) -> str:
    """One sentence, without the text that it is about."""
    return str(SENTENCES[problem.fault] % {"detail": problem.detail[:60]})
