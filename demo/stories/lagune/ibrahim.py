"""CM1: predicting before looking."""

from ..people import BAKARY, IBRAHIM
from ..shapes import AccountStory, PlanStory, ResponseStory

PLAN = PlanStory(
    author=IBRAHIM,
    state="shared",
    answers={
        "title": "Prédire avant de regarder, en sciences",
        "concern": (
            "En sciences, mes 71 élèves de CM1 attendent le résumé. Ils le copient, ils le récitent, "
            "et une semaine après, ils disent encore que tout ce qui est lourd coule. La leçon n’a "
            "rien changé à ce qu’ils pensaient avant."
        ),
        "values": (
            "Je veux des élèves qui regardent le monde et posent des questions, pas seulement des "
            "élèves qui savent le résumé."
        ),
        "now": (
            "Je fais l’expérience sur mon bureau et les deux premières tables voient. Je demande ce "
            "qui s’est passé. Ceux qui ont vu répondent, les autres attendent pour copier."
        ),
        "consulted": ["pupils", "colleagues_near"],
        "consult_found": (
            "Les élèves disent qu’ils ont peur d’écrire une bêtise avant la leçon. Ma collègue pense "
            "que cela prendra trop de temps. Elle m’a conseillé de ne le faire qu’une fois par mois."
        ),
        "focus": (
            "comment les élèves écrivent ce qu’ils pensent avant l’expérience, pour qu’ils voient "
            "eux-mêmes ce qui a changé dans leur tête"
        ),
        "fa_link": ["finding_out", "self"],
        "who_pupils": "CM1, 71 élèves, une séance de sciences par semaine",
        "difference": (
            "Les élèves compareront leur idée d’avant et leur idée d’après. Moi, je saurai de quelles "
            "idées partir, au lieu de commencer par le résumé."
        ),
        "evidence": ["before_after", "sayings"],
        "first_step": (
            "Jeudi, avant la bassine d’eau : chacun écrit « flotte » ou « coule » pour quatre objets, "
            "et garde sa feuille."
        ),
        "question": "Que faire des prédictions fausses sans que les élèves se moquent ou se découragent ?",
    },
    responses=(
        ResponseStory(
            by=BAKARY,
            answers={
                "clarify": "Les élèves gardent-ils leur feuille, ou la ramassez-vous pour la lire ?",
                "describe": (
                    "Vous avez vu que le résumé glisse sur ce que les enfants croient déjà. Vous leur "
                    "demandez donc d’écrire « flotte » ou « coule » avant la bassine, et de comparer "
                    "ensuite."
                ),
                "value": (
                    "Écrire avant de voir engage tout le monde, même ceux du fond qui ne voient pas le "
                    "bureau. C’est fort, parce que l’élève se compare à lui-même et non aux autres."
                ),
                "wonder": (
                    "Je me demande ce qui se passe quand presque toute la classe s’est trompée de la "
                    "même façon. Est-ce encore une honte, ou est-ce que cela devient une vraie "
                    "question ?"
                ),
                "suggest": [
                    {
                        "what": (
                            "Compter les avis à main levée et écrire les nombres au tableau avant de "
                            "commencer : plus personne n’est seul avec son erreur."
                        ),
                        "about": "first_step",
                    },
                    {
                        "what": "Faire écrire « je pensais… maintenant je pense… » au lieu de juste ou faux.",
                        "about": "difference",
                    },
                ],
                "offer": (
                    "Nous avons deux bassines à l’école du village. Je peux vous en prêter une pour la "
                    "semaine."
                ),
            },
        ),
    ),
)

ACCOUNT = AccountStory(
    author=IBRAHIM,
    state="shared",
    answers={
        "title": "Prédire d’abord : des bassines, quatre objets et 71 avis",
        "lead": (
            "En sciences, mes 71 élèves de CM1 copiaient le résumé et le récitaient sans faute. "
            "Pourtant, une semaine après, ils disaient encore que tout ce qui est lourd coule. J’avais "
            "parlé, ils avaient écrit, et leurs idées n’avaient pas bougé. J’ai voulu partir de ce "
            "qu’ils pensent déjà."
        ),
        "did": (
            "Je montre quatre objets : un clou, une grosse branche sèche, une orange, un caillou plat. "
            "Chacun écrit « flotte » ou « coule » sur un quart de feuille et le garde. Nous comptons "
            "les avis à main levée et j’écris les nombres au tableau. Puis nous sortons dans la cour, "
            "en cercles de dix autour de bassines prêtées par les familles. Un élève pose l’objet sur "
            "l’eau ; les autres disent ce qu’ils voient avant de dire pourquoi. De retour, chacun "
            "complète sa feuille : « Je pensais… Maintenant je pense… parce que… » Le résumé vient en "
            "dernier, et nous l’écrivons avec leurs phrases."
        ),
        "changed": (
            "Avant l’expérience, 23 élèves sur 71 pensaient que la branche flotterait. Deux semaines "
            "après, 52 l’ont dit. Mais j’ai reposé la question avec la même branche : je ne sais donc "
            "pas s’ils ont compris ou s’ils se souviennent. On rit moins des erreurs depuis que les "
            "nombres sont au tableau ; quand presque cinquante se trompent ensemble, personne n’est "
            "seul. La séance prend une heure au lieu de quarante minutes. Un collègue de CM2 a repris "
            "la feuille pour l’évaporation."
        ),
        "question": (
            "Quelle question poser deux semaines après pour savoir s’ils ont compris, et pas seulement "
            "retenu ?"
        ),
        "lang": "fr",
        "phase": "upper_primary",
        "credit": "name",
    },
    responses=(
        {
            "clarify": "Dans un cercle de dix, comment choisissez-vous celui qui pose l’objet ?",
            "describe": (
                "Vos élèves récitaient le résumé et gardaient leur idée. Vous leur faites écrire un "
                "avis, compter les avis, regarder l’eau, puis écrire ce qui a changé. Le résumé ne "
                "vient qu’à la fin, avec leurs mots."
            ),
            "value": (
                "Faire dire ce qu’on voit avant de dire pourquoi est précis, et n’importe qui peut le "
                "reprendre lundi. Les nombres au tableau rendent l’erreur commune, donc supportable."
            ),
            "wonder": (
                "Je me demande ce que les élèves mettent après « parce que ». Si la raison est « parce "
                "que je l’ai vu », ont-ils une idée nouvelle ou un souvenir de plus ?"
            ),
            "suggest": [
                {
                    "what": (
                        "Deux semaines après, montrer un objet jamais vu, lourd et en bois, et "
                        "demander l’avis avec une raison."
                    ),
                    "about": "changed",
                },
            ],
            "take": "Compter les avis avant de commencer, et laisser les nombres au tableau jusqu’à la fin.",
        },
        {
            "clarify": "Les 19 qui n’ont pas changé d’avis ont-ils écrit une raison ?",
            "describe": (
                "Une heure, quatre objets, des bassines des familles. Chacun s’engage par écrit, puis "
                "compare son idée d’avant et son idée d’après. Vous avez reposé la question deux "
                "semaines plus tard et vous dites ce qu’elle ne montre pas."
            ),
            "value": (
                "Vous n’avez pas gardé pour vous le point faible de votre preuve : la même branche. Et "
                "les familles ont prêté les bassines, si bien que l’on parle peut-être de la leçon à "
                "la maison."
            ),
            "wonder": (
                "Qu’arrive-t-il aux trois autres objets ? Le clou et le caillou coulent comme prévu : "
                "aident-ils à penser, ou confirment-ils que ce qui est lourd coule ?"
            ),
            "suggest": [
                {
                    "what": (
                        "Remplacer le caillou par une orange épluchée : la même orange flotte puis "
                        "coule, et il faut une autre explication que le poids."
                    ),
                    "about": "did",
                },
                {
                    "what": "Faire relire aux élèves leur feuille un mois après et ajouter une ligne.",
                    "about": "changed",
                },
            ],
        },
    ),
)
