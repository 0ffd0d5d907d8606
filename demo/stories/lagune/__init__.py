"""The circle "Lagune 2": ten teachers, two facilitators, texts in French."""

from ..people import (
    ADJOUA,
    AFFOUE,
    AKISSI,
    AWA,
    BAKARY,
    CLARISSE,
    IBRAHIM,
    KOFFI,
    LASSINA,
    MARIAM,
    ROSINE,
    SEYDOU,
)
from ..shapes import AgreementStory, CircleStory, YearStory
from . import adjoua, awa, ibrahim, koffi, mariam, others

LAGUNE = CircleStory(
    code="lagune-2",
    name="Lagune 2",
    country="CI",
    facilitators=(CLARISSE, LASSINA),
    teachers=(AWA, MARIAM, KOFFI, ADJOUA, IBRAHIM, AFFOUE, SEYDOU, AKISSI, BAKARY, ROSINE),
    plans=(
        mariam.PLAN,
        koffi.PLAN,
        adjoua.PLAN,
        ibrahim.PLAN,
        others.AFFOUE_PLAN,
        others.SEYDOU_PLAN,
        others.AKISSI_PLAN,
        others.BAKARY_PLAN,
        others.ROSINE_PLAN,
    ),
    accounts=(mariam.ACCOUNT, koffi.ACCOUNT, adjoua.ACCOUNT, ibrahim.ACCOUNT, awa.ACCOUNT),
    parent="link-west",
    region="Lagunes",
    languages=("fr",),
    year=YearStory(
        preset="t3lfa",
        weeks=25,
        weekday=5,
        hour=9,
        line="Chacun a dit ce qu’il a essayé. Nous lisons les récits avant la prochaine fois.",
    ),
    agreement=AgreementStory(
        own=("On parle à tour de rôle, et personne deux fois de suite", "Le thé est prêt à neuf heures"),
        decide="Nous cherchons l’accord ; sinon, on vote à main levée.",
        missed="Sa voisine ou son voisin lui raconte avant la fin de la semaine.",
        workload="On réduit la lecture, jamais la rencontre.",
        unsigned=(ROSINE,),
        is_on_paper=True,
    ),
    kept={ADJOUA.username: adjoua.KEPT},
)
