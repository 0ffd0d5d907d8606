"""Côte d'Ivoire: two circles, the second of which works on paper first."""

from django.utils.translation import pgettext_lazy

from ..shapes import AgreementStory, CircleStory, PaperStory, Person, UnionStory, YearStory

MATHIEU = Person(
    "mathieu",
    "Mathieu Gnahoré",
    "fr",
    pgettext_lazy("demo", "Coordinator; everything is set up: search circles, make one, import a list"),
)
SALIMATA = Person(
    "salimata",
    "Salimata Cissé",
    "fr",
    pgettext_lazy(
        "demo",
        "Facilitator of Lagune 5, where paper comes first: type a plan, give a claim code",
    ),
)
THEODORE = Person(
    "theodore",
    "Théodore Aka",
    "fr",
    pgettext_lazy("demo", "Facilitator of Lagune 5, with Salimata"),
)
HONORINE = Person(
    "honorine",
    "Honorine Yapi",
    "fr",
    pgettext_lazy("demo", "Union representative in Lagune 5; sees dates and the agreement, and no plan"),
)
EDWIGE = Person(
    "edwige",
    "Edwige Kacou",
    "fr",
    pgettext_lazy("demo", "Teacher in Lagune 5; the agreement waits for her"),
)
MOUSSA = Person("moussa", "Moussa Tiémoko", "fr")
PRISCA = Person("prisca", "Prisca Ehui", "fr")

UNION = UnionStory(
    country="CI",
    zone="Africa/Abidjan",
    care_text="Si un enfant semble en danger, appelez d’abord le service de protection de l’enfance "
    "(démonstration). Parlez-en ensuite à votre animatrice. N’en écrivez rien ici.",
    coordinator=MATHIEU,
    regions=("Lagunes", "Comoé", "Sassandra"),
    phases=("préscolaire", "CP", "CE", "CM"),
    languages=("fr", "en"),
    preset="t3lfa",
    privacy_contact="Bureau des données (démonstration), donnees@example.com",
)

LAGUNE_5 = CircleStory(
    code="lagune-5",
    name="Lagune 5",
    country="CI",
    facilitators=(SALIMATA, THEODORE),
    teachers=(EDWIGE, MOUSSA, PRISCA),
    plans=(),
    accounts=(),
    parent="link-west",
    year=YearStory(
        preset="t3lfa",
        weeks=13,
        weekday=5,
        hour=9,
        line="Sous les arbres, en deux groupes. Les cahiers ont circulé.",
    ),
    agreement=AgreementStory(
        own=("Chacun garde son cahier, et personne ne le lit sans demander",),
        decide="On en parle jusqu’à ce que tout le monde soit d’accord.",
        missed="Quelqu’un passe à l’école avec les notes.",
        workload="On commence plus tard, on ne saute pas.",
        unsigned=(EDWIGE,),
        is_on_paper=True,
    ),
    region="Lagunes",
    languages=("fr",),
    papers=(
        PaperStory(
            "Philomène Assi",
            {
                "title": "Les mots difficiles au mur",
                "concern": "Mes 104 élèves de CE2 lisent à voix haute sans comprendre les mots longs.",
                "focus": (
                    "comment nous choisissons ensemble trois mots par jour, pour que chacun les reconnaisse"
                ),
                "first_step": "Lundi : trois mots choisis par les élèves, écrits grand, laissés au mur.",
                "question": "Trois mots par jour, est-ce trop pour une classe de cette taille ?",
            },
        ),
        PaperStory("Dramane Ouégnin"),
        PaperStory("Blandine Gohourou"),
    ),
    union_rep=HONORINE,
)
CIRCLES = (LAGUNE_5,)
