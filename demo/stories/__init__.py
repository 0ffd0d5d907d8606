"""Sample content for the demo: fictional people of seven unions, and what they have written."""

from ..places import ABOVE, TEAM
from .emme import EMME
from .lagune import LAGUNE
from .people import LUCIA
from .shapes import EthicsItem, Person
from .unions import brazil, cote_divoire, ghana, korea, malaysia, switzerland, uruguay
from .unions.above import LINKS, MARGARETHE
from .walk import WALK, WALK_TEACHER

__all__ = [
    "CIRCLES",
    "COURSE_AUTHOR",
    "ETHICS",
    "FEDERATION_NAME",
    "LINKS",
    "PEOPLE",
    "PEOPLE_OF",
    "PROGRAMME_LEAD",
    "PROGRAMME_NAME",
    "UNIONS",
    "WALK",
    "WALK_TEACHER",
]

PROGRAMME_NAME = "Demo programme"
FEDERATION_NAME = "Demo federation"
UNIONS = (
    cote_divoire.UNION,
    switzerland.UNION,
    ghana.UNION,
    brazil.UNION,
    uruguay.UNION,
    korea.UNION,
    malaysia.UNION,
)
CIRCLES = (
    LAGUNE,
    *cote_divoire.CIRCLES,
    EMME,
    *ghana.CIRCLES,
    *brazil.CIRCLES,
    *uruguay.CIRCLES,
    *korea.CIRCLES,
    *malaysia.CIRCLES,
)
COURSE_AUTHOR = LUCIA
PROGRAMME_LEAD = MARGARETHE
ETHICS: tuple[EthicsItem, ...] = ("lessons", "names", "agree", "help", "ask")


def _at(country: str) -> tuple[Person, ...]:
    posts = [person for union in UNIONS if union.country == country for person in union.people]
    return (*(person for c in CIRCLES if c.country == country for person in c.people), *posts)


PEOPLE_OF = {
    **{union.country: _at(union.country) for union in UNIONS},
    ABOVE: (PROGRAMME_LEAD, *(person for link in LINKS for person in link.leads)),
    TEAM: (COURSE_AUTHOR,),
}
PEOPLE = tuple(person for people in PEOPLE_OF.values() for person in people)
