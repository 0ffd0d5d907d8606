"""The form that a plan is written in: a preset, or what a course author made of one."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..writing import api as writing
from ..writing.design import Design, Unsound, compose, design_of
from ..writing.design_checks import problems_of
from ..writing.schema import Schema
from .models import Plan
from .presets import PRESETS, START_SMALL

__all__ = ["OWN_TITLE", "PLAIN", "asked_by", "design_in", "schema_made_by", "schema_of"]

OWN_TITLE = _("From your programme")
OWN_MISSING = _("Please answer this in a few words. Your programme asks it of everybody.")
PLAIN = Design(START_SMALL.id)  # what a plan block asks until somebody changes it


def design_in(data: Any) -> Design:
    """The design that a block holds; an empty or unsound one counts as the plain preset."""
    if not data:
        return PLAIN
    try:
        design = design_of(data)
    except Unsound:
        return PLAIN
    return PLAIN if problems_of(design, PRESETS) else design


def schema_made_by(design: Design) -> Schema:
    """The form of a sound design."""
    return compose(design, PRESETS, own_title=OWN_TITLE, own_missing=OWN_MISSING)


def schema_of(schema_id: str) -> Schema:
    """The form with this id, as it was when it was begun; a form that never changes is read once."""
    known = PRESETS.get(schema_id)
    if known is not None:
        return known
    try:
        return _kept(schema_id)
    except KeyError:
        return START_SMALL


def asked_by(plan: Plan) -> Schema:
    """The form of the plan's shared words; of its draft where nothing is shared."""
    return schema_of((plan.version.schema_id if plan.version else "") or plan.work.schema_id)


@lru_cache(maxsize=256)
def _kept(schema_id: str) -> Schema:
    data = writing.form_data(schema_id=schema_id)
    if data is None:
        raise KeyError(schema_id)  # not remembered: it may be kept a moment later
    return schema_made_by(design_in(data))
