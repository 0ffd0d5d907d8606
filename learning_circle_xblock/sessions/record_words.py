"""What is shown of answers, obstacles, ways of working and whoever takes something on."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .lifecycle import InvolvedRole, Obstacle, SessionTool, Warmth

__all__ = ["HOW_IT_WAS", "INVOLVED", "OBSTACLES", "TOOLS"]

HOW_IT_WAS: dict[str, Any] = {
    Warmth.GOOD: _("Good use of my time"),
    Warmth.SO_SO: _("So-so"),
    Warmth.NOT_TODAY: _("Not today"),
}
OBSTACLES: dict[str, Any] = {
    Obstacle.TIME: _("Time"),
    Obstacle.TRAVEL: _("Travel"),
    Obstacle.DATA_COST: _("Data cost"),
    Obstacle.LANGUAGE: _("Language"),
    Obstacle.CHILDCARE: _("Childcare"),
    Obstacle.DISABILITY: _("Disability"),
    Obstacle.PERMISSION: _("Permission to leave school"),
}
INVOLVED: dict[str, Any] = {
    InvolvedRole.ALL: pgettext_lazy("who does it", "all of us"),
    InvolvedRole.TEACHERS: pgettext_lazy("who does it", "each teacher"),
    InvolvedRole.FACILITATORS: pgettext_lazy("who does it", "the facilitators"),
    InvolvedRole.TABLE: pgettext_lazy("who does it", "a table"),
    InvolvedRole.COLLEAGUES: pgettext_lazy("who does it", "colleagues at school"),
    InvolvedRole.REPRESENTATIVE: pgettext_lazy("who does it", "the circle’s representative"),
    InvolvedRole.LINK: pgettext_lazy("who does it", "the link facilitator"),
}
TOOLS: dict[str, Any] = {
    SessionTool.OPENING_ROUND: _("An opening round"),
    SessionTool.AGREEMENT: _("The circle’s agreement"),
    SessionTool.CONCERN: _("Naming a concern"),
    SessionTool.PLAN: _("The first four answers of a plan"),
    SessionTool.FOUR_STEPS: _("Responses in four steps"),
    SessionTool.DESCRIBE_FIRST: _("Describe first, then ask"),
    SessionTool.WALL_WALK: _("A walk past posters"),
    SessionTool.COLLEAGUES: _("A map of colleagues"),
    SessionTool.EVIDENCE: _("Looking at evidence together"),
    SessionTool.JOURNAL: _("Time for the journal"),
    SessionTool.ACCOUNT: _("Writing the practice account"),
    SessionTool.CARE: _("The questions on care"),
}
