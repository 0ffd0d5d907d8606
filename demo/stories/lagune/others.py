"""The plans of those who have no practice account yet."""

from ..people import AFFOUE, AKISSI, BAKARY, LASSINA, ROSINE, SEYDOU
from ..shapes import PlanStory, ResponseStory

AFFOUE_PLAN = PlanStory(
    author=AFFOUE,
    state="shared",
    answers={
        "title": "Dire ensemble ce qu’est un bon texte",
        "concern": (
            "Mes 58 élèves de CE2 me rendent trois lignes et demandent : « C’est bien, madame ? » Ils "
            "attendent que je décide. Je passe mes soirées à souligner les fautes, et le texte suivant "
            "n’est ni plus long ni plus clair."
        ),
        "values": (
            "Un enfant qui sait dire pourquoi un texte est bon n’a plus besoin d’attendre mon stylo rouge."
        ),
        "consulted": ["colleagues_near"],
        "consult_found": (
            "Ma collègue du CE2 trouve que les critères, c’est pour le collège. Elle veut bien venir "
            "voir une séance avant de se prononcer."
        ),
        "focus": (
            "comment nous disons, avant d’écrire, à quoi l’on reconnaît un bon texte, pour que les "
            "élèves améliorent le leur avant de me le rendre"
        ),
        "fa_link": ["goals", "feedback", "self"],
        "who_pupils": "CE2, 58 élèves, dont la plupart parlent une autre langue à la maison",
        "obstacles": (
            "Nous avons peu de livres. J’écrirai moi-même au tableau deux textes courts, l’un clair et "
            "l’autre embrouillé."
        ),
        "evidence": ["work", "before_after"],
        "first_step": (
            "Vendredi, deux textes au tableau : lequel préfère-t-on, et pourquoi ? Je note leurs mots, "
            "pas les miens."
        ),
        "question": "Trois critères, est-ce trop pour des CE2 ? Faut-il commencer par un seul ?",
    },
    responses=(
        ResponseStory(
            by=AKISSI,
            answers={
                "clarify": "Les deux textes parlent-ils d’une chose que les enfants ont vécue ?",
                "describe": (
                    "Vous ne voulez plus être la seule à dire si un texte est bon. Les élèves "
                    "comparent deux textes, vous gardez leurs mots, et ces mots leur servent à relire "
                    "le leur avant de le rendre."
                ),
                "value": (
                    "Noter leurs mots et pas les vôtres me paraît le plus fort : ils reconnaîtront "
                    "leurs critères au tableau. Inviter la collègue qui doute est aussi un geste "
                    "généreux."
                ),
                "wonder": (
                    "Je me demande si la comparaison n’attirera pas d’abord l’œil sur l’orthographe. "
                    "Que feriez-vous si c’était le seul critère qui leur vienne ?"
                ),
                "suggest": [
                    {
                        "what": (
                            "Commencer par un seul critère la première semaine, et attendre que la "
                            "classe demande le deuxième."
                        ),
                        "about": "question",
                    },
                ],
                "take": "Avec mes petits, je vais comparer deux dessins et garder leurs mots.",
            },
        ),
    ),
)

SEYDOU_PLAN = PlanStory(
    author=SEYDOU,
    state="shared",
    answers={
        "title": "Une question de sortie avant midi",
        "concern": (
            "Au CM2, tout parle d’examen. Avec 83 élèves, je change de chapitre chaque semaine pour "
            "finir le programme. À l’examen blanc, je découvre que la moitié de la classe n’a jamais "
            "compris la proportionnalité de novembre. Il est alors trop tard pour y revenir."
        ),
        "now": (
            "La leçon finit par trois exercices. Les premiers ont terminé, la cloche sonne, nous "
            "corrigerons demain. Demain, il y a une autre leçon."
        ),
        "consulted": ["colleagues_near", "head"],
        "consult_found": (
            "Le directeur soutient l’idée si le programme n’en souffre pas. Mon voisin de CM2 trouve "
            "que 83 papiers à lire, c’est impossible. Il a raison : j’en lirai une rangée, jamais la "
            "même deux jours de suite."
        ),
        "focus": (
            "comment une seule question avant midi me dit ce qu’il faut reprendre, pour que personne "
            "n’attende l’examen blanc pour être aidé"
        ),
        "fa_link": ["finding_out", "feedback"],
        "who_pupils": "CM2, 83 élèves, année du CEPE",
        "difference": (
            "Je saurai chaque midi quoi reprendre, au lieu de le deviner. Les élèves sauront qu’une "
            "erreur en novembre n’est pas encore une note."
        ),
        "obstacles": (
            "Le papier : nous couperons en huit les feuilles déjà écrites d’un côté. Le programme : je "
            "reprends dix minutes au plus."
        ),
        "evidence": ["count", "work"],
        "evidence_note": (
            "Un nombre par jour : combien de réponses justes dans la rangée lue. Je serais surpris si "
            "l’après-midi suffisait à chaque fois."
        ),
        "first_step": (
            "Mardi, dix minutes avant midi, une question de proportionnalité sur un huitième de "
            "feuille, sans nom."
        ),
        "question": "Comment lire assez vite les réponses pour changer quelque chose dès l’après-midi ?",
    },
    responses=(
        ResponseStory(
            by=LASSINA,
            answers={
                "clarify": "Que faites-vous à 15 heures si la moitié de la rangée s’est trompée ?",
                "describe": (
                    "Vous cherchez à savoir en novembre ce que l’examen blanc vous dit trop tard. Une "
                    "question, un petit papier sans nom, une rangée lue à midi : c’est le rythme que "
                    "vous proposez."
                ),
                "value": (
                    "Vous avez repris l’objection de votre voisin et vous en avez tiré une solution, "
                    "lire une seule rangée. Le papier sans nom protège aussi ceux qui n’osent pas se "
                    "tromper."
                ),
                "wonder": (
                    "Je me demande comment les élèves apprennent ce que vous avez lu. S’ils donnent un "
                    "papier chaque jour sans rien voir revenir, continueront-ils à chercher ?"
                ),
                "suggest": [
                    {
                        "what": (
                            "Trier en trois tas sans rien corriger : compris, presque, pas encore. "
                            "Trois minutes suffisent pour une rangée."
                        ),
                        "about": "question",
                    },
                    {
                        "what": (
                            "Ouvrir l’après-midi par deux réponses anonymes au tableau, une juste et "
                            "une presque juste."
                        ),
                        "about": "first_step",
                    },
                ],
                "offer": "Je peux venir un mardi vous aider à trier, si vous le voulez.",
            },
        ),
    ),
)

AKISSI_PLAN = PlanStory(
    author=AKISSI,
    state="shared",
    answers={
        "title": "Compter avec les mains, pas seulement avec la voix",
        "concern": (
            "En grande section, 45 enfants chantent les nombres jusqu’à trente. Quand je demande cinq "
            "cailloux, beaucoup m’en apportent une poignée. Le chant me fait croire qu’ils savent "
            "compter."
        ),
        "consulted": ["families", "colleagues_other"],
        "consult_found": (
            "Des mamans m’ont dit que les enfants comptent très bien la monnaie au marché. Je n’y "
            "avais pas pensé."
        ),
        "focus": (
            "comment je vois qui compte vraiment des objets, pour que chaque enfant avance à partir de "
            "ce qu’il sait déjà"
        ),
        "fa_link": ["finding_out"],
        "who_pupils": "Grande section, 45 enfants de 5 et 6 ans",
        "evidence": ["observation", "notes"],
        "first_step": (
            "Trois jours, à l’accueil : chaque enfant d’un groupe apporte autant de capsules que de "
            "points sur la carte."
        ),
        "question": "Comment observer huit enfants à la fois sans transformer l’accueil en interrogation ?",
    },
)

BAKARY_PLAN = PlanStory(
    author=BAKARY,
    state="shared",
    answers={
        "title": "Des devoirs que l’on peut faire sans lampe",
        "concern": (
            "Au village, la nuit tombe vers 18 heures 30 et peu de cours ont une lampe. Le matin, la "
            "moitié de mes 52 élèves de CM1 n’ont pas fait les exercices, et d’autres les ont copiés "
            "en chemin. Je corrige donc un travail qui n’est pas le leur."
        ),
        "values": "Un devoir ne doit pas récompenser ceux qui ont une lampe.",
        "consulted": ["pupils", "families", "head"],
        "focus": (
            "comment les devoirs deviennent une chose à demander ou à observer au village, pour que "
            "chacun puisse apporter sa part à la leçon"
        ),
        "who_pupils": "CM1, 52 élèves, un village et trois campements",
        "obstacles": (
            "Certains parents attendent des pages d’exercices. Je garderai un petit exercice, fait en "
            "classe avant de partir."
        ),
        "evidence": ["count", "sayings"],
        "first_step": (
            "Cette semaine, un seul devoir : demander à un adulte comment il mesure un champ, et le "
            "raconter le lendemain."
        ),
        "question": "Comment reprendre 52 récits en classe sans y passer toute la matinée ?",
    },
)

ROSINE_PLAN = PlanStory(
    author=ROSINE,
    state="draft",
    answers={
        "concern": (
            "Je corrige 76 cahiers de CE1 presque tous les soirs. J’écris « à revoir » dans la marge. "
            "Le lendemain, l’élève tourne la page et je retrouve la même faute. Je ne sais pas à qui "
            "mon stylo rouge est utile."
        ),
        "now": (
            "Je distribue les cahiers le matin. Chacun regarde s’il y a du rouge, puis le range sous "
            "la table."
        ),
        "consulted": ["nobody"],
        "focus": "comment mes remarques dans les cahiers",
    },
)
