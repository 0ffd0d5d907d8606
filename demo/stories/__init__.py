"""Sample content for the demo: fictional people in two circles, and what they have written."""

from .emme import EMME
from .lagune import LAGUNE
from .people import LUCIA
from .shapes import EthicsItem
from .walk import WALK, WALK_TEACHER

__all__ = [
    "CIRCLES",
    "COURSE_AUTHOR",
    "ETHICS",
    "FEDERATION_NAME",
    "PEOPLE",
    "PROGRAMME_NAME",
    "WALK",
    "WALK_TEACHER",
]

PROGRAMME_NAME = "Demo programme"
FEDERATION_NAME = "Demo federation"
CIRCLES = (LAGUNE, EMME)
COURSE_AUTHOR = LUCIA
PEOPLE = (*LAGUNE.people, *EMME.people, COURSE_AUTHOR)
ETHICS: tuple[EthicsItem, ...] = ("lessons", "names", "agree", "help", "ask")
