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
from ..shapes import CircleStory
from . import adjoua, awa, ibrahim, koffi, mariam, others

LAGUNE = CircleStory(
    code="lagune-2",
    name="Lagune 2",
    country="CI",
    language="fr",
    node_name="Demo union CI",
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
)
