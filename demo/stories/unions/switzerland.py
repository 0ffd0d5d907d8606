"""Switzerland: one facilitator and two teachers, the circle Emme."""

from django.utils.translation import pgettext_lazy

from ..shapes import Person, UnionStory

CORINNE = Person(
    "corinne",
    "Corinne Aebischer",
    "en",
    pgettext_lazy("demo", "Coordinator; everything is set up for a circle of three"),
)

UNION = UnionStory(
    country="CH",
    zone="Europe/Zurich",
    care_text="If a child may be in danger, call the child protection office of your canton first (demo). "
    "Then tell your facilitator. Do not write about it here.",
    coordinator=CORINNE,
    regions=("Emme valley", "Upper Aare"),
    phases=("classes 1 to 6", "classes 7 to 9"),
    languages=("en", "fr"),
    preset="micro",
    privacy_contact="Data office (demo), data@example.com",
)
