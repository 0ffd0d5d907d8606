"""Where the people of the demo are at home: headings of the list of personas, in its order."""

from django.utils.translation import pgettext_lazy

__all__ = ["ABOVE", "PLACES", "TEAM"]

ABOVE, TEAM = "above", "team"
PLACES = {
    "CI": pgettext_lazy("demo", "Côte d’Ivoire: paper first"),
    "CH": pgettext_lazy("demo", "Switzerland: one facilitator, two teachers"),
    "GH": pgettext_lazy("demo", "Ghana: 36 teachers at six tables"),
    "BR": pgettext_lazy("demo", "Brazil: online, across states"),
    "UY": pgettext_lazy("demo", "Uruguay: a short cycle"),
    "KR": pgettext_lazy("demo", "Korea: in Korean"),
    "MY": pgettext_lazy("demo", "Malaysia: three circles in three types of school"),
    ABOVE: pgettext_lazy("demo", "Above the unions"),
    TEAM: pgettext_lazy("demo", "The course team"),
}
