"""The people of the demo. All are fictional."""

from django.utils.translation import pgettext_lazy

from .shapes import Person

CLARISSE = Person(
    "clarisse",
    "Clarisse Adou",
    "fr",
    pgettext_lazy("demo", "Facilitator of Lagune 2, together with Lassina"),
)
LASSINA = Person(
    "lassina",
    "Lassina Berté",
    "fr",
    pgettext_lazy("demo", "Facilitator of Lagune 2; has responded to a plan"),
)

AWA = Person(
    "awa",
    "Awa Koné",
    "fr",
    pgettext_lazy("demo", "Teacher, CP2, 92 pupils; plan still on paper, practice account nearly ready"),
)
MARIAM = Person(
    "mariam",
    "Mariam Kamagaté",
    "fr",
    pgettext_lazy("demo", "Teacher, CP1, 84 pupils, reading; plan agreed, practice account shared"),
)
KOFFI = Person(
    "koffi",
    "Koffi Assamoi",
    "fr",
    pgettext_lazy("demo", "Teacher, CM2, 66 pupils, mathematics; plan agreed, practice account shared"),
)
ADJOUA = Person(
    "adjoua",
    "Adjoua Kouamé",
    "fr",
    pgettext_lazy(
        "demo", "Teacher, CE1 and CE2 in one room, 47 pupils; plan agreed, practice account shared"
    ),
)
IBRAHIM = Person(
    "ibrahim",
    "Ibrahim Diarrassouba",
    "fr",
    pgettext_lazy(
        "demo",
        "Teacher, CM1, 71 pupils, science; a response to answer, practice account shared",
    ),
)
AFFOUE = Person(
    "affoue",
    "Affoué Loukou",
    "fr",
    pgettext_lazy("demo", "Teacher, CE2, 58 pupils, writing; has a response to answer"),
)
SEYDOU = Person(
    "seydou",
    "Seydou Karamoko",
    "fr",
    pgettext_lazy("demo", "Teacher, CM2, 83 pupils, exam year; a facilitator has responded"),
)
AKISSI = Person(
    "akissi",
    "Akissi Amani",
    "fr",
    pgettext_lazy("demo", "Teacher, preschool, 45 children; plan shared, no response yet"),
)
BAKARY = Person(
    "bakary",
    "Bakary Silué",
    "fr",
    pgettext_lazy("demo", "Teacher, CM1 in a village, 52 pupils; plan shared, no response yet"),
)
ROSINE = Person(
    "rosine",
    "Rosine Tapé",
    "fr",
    pgettext_lazy("demo", "Teacher, CE1, 76 pupils; has a draft that only she sees"),
)

URSINA = Person(
    "ursina",
    "Ursina Flückiger",
    "en",
    pgettext_lazy("demo", "Facilitator of Emme, a circle of two teachers"),
)

REGULA = Person(
    "regula",
    "Regula Kipfer",
    "en",
    pgettext_lazy(
        "demo",
        "Teacher, class 8, 21 pupils, mathematics; plan agreed, practice account shared",
    ),
)
BEAT = Person(
    "beat",
    "Beat Zurbrügg",
    "en",
    pgettext_lazy("demo", "Teacher, classes 3 to 6 in one room, 17 pupils; plan in draft"),
)

LUCIA = Person(
    "lucia",
    "Lucía Bentancor",
    "en",
    pgettext_lazy("demo", "Course author, in no circle; sets up the course, reads nobody’s texts"),
)
