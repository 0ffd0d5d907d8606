"""The circles of facilitators, and the one of link facilitators above them."""

from django.utils.translation import pgettext_lazy

from ..shapes import LinkStory, Person, YearStory

TAMSIN = Person(
    "tamsin",
    "Tamsin Ashby",
    "en",
    pgettext_lazy(
        "demo", "Leads the circle of link facilitators; sees counts below it, and no teacher’s name"
    ),
)
GWEN = Person(
    "gwen",
    "Gwen Pritchard",
    "en",
    pgettext_lazy("demo", "Link facilitator of five pairs in three time zones; a request for help waits"),
)
KWABENA = Person(
    "kwabena",
    "Kwabena Asante",
    "en",
    pgettext_lazy("demo", "Link facilitator in Ghana; looks after the two pairs of a circle of 36"),
)
SIEWMEI = Person(
    "siewmei",
    "Lim Siew Mei",
    "en",
    pgettext_lazy("demo", "Link facilitator of four circles in two countries; an induction is half done"),
)
MARGARETHE = Person(
    "margarethe",
    "Margarethe Lindqvist",
    "en",
    pgettext_lazy("demo", "Programme lead of all seven unions; sees counts, and no names"),
)

LINKS = (
    LinkStory(
        "link-all", "Link facilitators", "CI", 3, (TAMSIN,), YearStory("link", 20, 1, 15, "We met online.")
    ),
    LinkStory(
        "link-west",
        "Link circle West",
        "CI",
        2,
        (GWEN,),
        YearStory("link", 17, 3, 16, "Every pair told one thing that surprised them."),
        parent="link-all",
    ),
    LinkStory(
        "link-ghana",
        "Link circle Ghana",
        "GH",
        2,
        (KWABENA,),
        YearStory("link", 14, 4, 15),
        parent="link-all",
    ),
    LinkStory(
        "link-east",
        "Link circle East",
        "MY",
        2,
        (SIEWMEI,),
        YearStory("link", 9, 4, 16, "We practised describing first."),
        parent="link-all",
    ),
)
