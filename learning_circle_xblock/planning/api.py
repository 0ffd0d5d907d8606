"""Write, share and agree a project plan, and what becomes of the project. Others come in through here."""

from .agreeing import agree_as_author, agree_as_facilitator, note_response
from .drafting import choose_text, open_to_circle, revise, save_draft, share, take_form
from .lifecycle import Audience
from .living import adjust, begin_again, carry_forward, report, set_aside, start, take_up
from .refusals import (
    AlreadyShared,
    CareMissing,
    EthicsMissing,
    NoAccountYet,
    NoCircle,
    NotOpenToYou,
    PlanError,
    ReasonMissing,
    WaiverMissing,
)
from .steps import BLOCK
from .tutorials import Tutored, agree_at_tutorial, take_agreement_back

__all__ = [
    "BLOCK",
    "AlreadyShared",
    "Audience",
    "CareMissing",
    "EthicsMissing",
    "NoAccountYet",
    "NoCircle",
    "NotOpenToYou",
    "PlanError",
    "ReasonMissing",
    "Tutored",
    "WaiverMissing",
    "adjust",
    "agree_as_author",
    "agree_as_facilitator",
    "agree_at_tutorial",
    "begin_again",
    "carry_forward",
    "choose_text",
    "note_response",
    "open_to_circle",
    "report",
    "revise",
    "save_draft",
    "set_aside",
    "share",
    "start",
    "take_agreement_back",
    "take_form",
    "take_up",
]
