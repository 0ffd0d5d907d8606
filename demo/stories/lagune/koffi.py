"""CM2: talking about a mistake every day."""

from ..people import ADJOUA, KOFFI
from ..shapes import AccountStory, PlanStory, ReplyStory, ResponseStory

PLAN = PlanStory(
    author=KOFFI,
    state="agreed",
    answers={
        "title": "L’erreur du jour en mathématiques",
        "concern": (
            "En CM2, mes 66 élèves effacent leurs erreurs avant que je passe. L’ardoise est propre, le "
            "cahier est propre, et je ne vois plus comment ils ont raisonné. Quand vient la "
            "composition, les mêmes erreurs sur les fractions sont là, et nous sommes surpris "
            "ensemble."
        ),
        "values": (
            "L’erreur est ce qui me dit où en est un enfant. Si elle fait honte, il la cache, et "
            "j’avance à tâtons."
        ),
        "now": (
            "Je corrige au tableau avec un élève qui a trouvé. Les autres copient la bonne réponse au "
            "stylo vert. Un visiteur verrait 66 cahiers justes et croirait que tout va bien."
        ),
        "consulted": ["colleagues_near", "colleagues_other", "circle"],
        "consult_found": (
            "Le collègue du CM1 craint qu’en montrant une erreur au tableau, on l’apprenne aux élèves. "
            "Je l’ai écouté : elle sera toujours barrée et expliquée avant la fin. Au cercle, on m’a "
            "demandé de ne jamais prendre l’erreur d’un élève présent."
        ),
        "focus": (
            "comment nous parlons d’une erreur chaque jour en mathématiques, pour que les élèves "
            "montrent leur raisonnement au lieu de l’effacer"
        ),
        "fa_link": ["finding_out", "feedback", "self"],
        "who_pupils": "CM2, 66 élèves, dont la plupart préparent l’entrée en sixième",
        "difference": (
            "Pour les élèves : des brouillons qui gardent des traces. Pour moi : une leçon du "
            "lendemain préparée à partir de ce que j’ai vu. Pour les collègues : une réserve d’erreurs "
            "fréquentes où chacun peut puiser."
        ),
        "obstacles": (
            "Le temps, avant les compositions : je me limite à sept minutes. Et les parents qui "
            "veulent des cahiers sans rature : je leur en parlerai à la réunion du trimestre."
        ),
        "evidence": ["work", "count", "notes"],
        "evidence_note": (
            "Chaque vendredi, 12 cahiers pris au hasard : combien gardent un calcul barré mais "
            "lisible ? Je serais surpris si les plus à l’aise commençaient."
        ),
        "first_step": (
            "Demain, une fausse addition de fractions, inventée par moi : « Pourquoi quelqu’un a-t-il "
            "pu écrire cela ? »"
        ),
        "question": "Comment éviter que l’erreur du jour devienne un jeu pour les plus rapides seulement ?",
    },
    responses=(
        ResponseStory(
            by=ADJOUA,
            answers={
                "clarify": (
                    "Les élèves réfléchissent-ils d’abord seuls, ou donnez-vous la parole tout de suite ?"
                ),
                "describe": (
                    "Vous partez de cahiers trop propres. Vous proposez une erreur par jour, inventée, "
                    "que la classe explique en sept minutes, et vous regardez le vendredi si les "
                    "brouillons gardent des traces."
                ),
                "value": (
                    "Votre question ne cherche pas de coupable : elle demande pourquoi quelqu’un a pu "
                    "écrire cela. Et vous avez entendu l’objection du CM1, puisque l’erreur est barrée "
                    "et expliquée avant la fin."
                ),
                "wonder": (
                    "Je me demande si les élèves plus lents auront le temps d’avoir une idée avant que "
                    "la première main se lève. Que se passerait-il si aucune main n’était permise "
                    "pendant une minute ?"
                ),
                "suggest": [
                    {
                        "what": (
                            "Une minute sans main levée : chacun écrit une raison sur l’ardoise, puis "
                            "la montre à son voisin."
                        ),
                        "about": "first_step",
                    },
                ],
                "take": (
                    "Je vais laisser les ratures dans les cahiers de mes CE2 pendant une semaine, pour "
                    "voir ce qu’elles m’apprennent."
                ),
                "private_note": (
                    "Vous dites souvent que vous êtes trop lent avec eux. À vous lire, je trouve que "
                    "vous leur laissez du temps."
                ),
            },
            reply=ReplyStory(
                reply_change=(
                    "Je garde les sept minutes, dont une minute de silence avec l’ardoise. Je change "
                    "l’ordre : écrire avant de parler."
                ),
                helped=True,
                marks=(
                    {
                        "mark": "used",
                        "why": "La minute de silence a fait venir des idées du fond de la salle.",
                    },
                ),
            ),
        ),
    ),
    ethics={"lessons": "yes", "names": "yes", "agree": "yes", "help": "yes", "ask": "yes"},
)

ACCOUNT = AccountStory(
    author=KOFFI,
    state="shared",
    answers={
        "title": "L’erreur du jour : sept minutes pour comprendre un calcul faux",
        "lead": (
            "Mes 66 élèves de CM2 effaçaient tout avant que j’arrive à leur table. Les cahiers étaient "
            "propres et les compositions mauvaises. Un jour, j’ai demandé à voir les brouillons : il "
            "n’y en avait pas. J’ai compris que, dans ma classe, se tromper était une chose à cacher, "
            "et que j’y étais pour quelque chose."
        ),
        "did": (
            "Chaque matin, j’écris au tableau un calcul faux que j’invente à partir d’erreurs "
            "fréquentes, jamais celui d’un élève présent. Par exemple : 1/2 + 1/3 = 2/5. La question "
            "est toujours la même : « Pourquoi quelqu’un a-t-il pu écrire cela ? » Une minute sans "
            "main levée : chacun écrit une raison sur l’ardoise. Deux minutes avec le voisin. Puis "
            "j’entends trois raisons, en commençant par le fond de la salle. Nous corrigeons ensemble, "
            "et je barre l’erreur sans l’effacer. La règle vaut aussi pour les cahiers : on barre d’un "
            "trait, on n’efface plus."
        ),
        "changed": (
            "Chaque vendredi, je prends 12 cahiers au hasard. En octobre, 2 montraient un calcul barré "
            "et lisible ; en mars, 8. Les raisons écrites sur l’ardoise sont plus longues, et je "
            "prépare souvent la leçon du lendemain avec elles. À la composition, les fractions vont un "
            "peu mieux, mais le sujet n’était pas celui de l’an dernier : je ne peux rien prouver. Des "
            "parents se sont plaints des ratures. Nous en avons parlé à la réunion ; tous ne sont pas "
            "convaincus."
        ),
        "question": "Comment garder ce moment utile aux élèves qui trouvent l’erreur en dix secondes ?",
        "lang": "fr",
        "phase": "upper_primary",
        "credit": "pen_name",
    },
    responses=(
        {
            "clarify": "Que fait l’élève qui n’a aucune raison à écrire au bout de la minute ?",
            "describe": (
                "Vous êtes parti de brouillons qui n’existaient pas. Chaque matin, une erreur "
                "inventée, une minute pour écrire, deux pour parler, trois raisons entendues, et "
                "l’erreur reste au tableau, barrée."
            ),
            "value": (
                "« J’y étais pour quelque chose » : vous commencez par votre part, et cela se voit "
                "dans la règle que vous avez changée. Commencer par le fond de la salle est un petit "
                "geste qui change qui parle."
            ),
            "wonder": (
                "Je me demande si les élèves rapides cherchent encore une raison une fois qu’ils ont "
                "la bonne réponse. Pour eux, trouver et comprendre sont peut-être la même chose."
            ),
            "suggest": [
                {
                    "what": (
                        "Demander aux plus rapides d’inventer une deuxième erreur qui vient de la même "
                        "idée fausse."
                    ),
                    "about": "did",
                },
            ],
            "take": "Barrer sans effacer. Je commence par mes propres erreurs au tableau.",
        },
        {
            "clarify": (
                "Où trouvez-vous vos erreurs fréquentes : dans les compositions, ou sur les ardoises ?"
            ),
            "describe": (
                "Sept minutes par jour pour une seule erreur, avec toujours la même question. Vous "
                "regardez ensuite les cahiers du vendredi pour savoir si les élèves montrent davantage "
                "leur chemin."
            ),
            "value": (
                "Les 12 cahiers du vendredi sont une mesure que l’on peut tenir toute l’année. Vous "
                "dites aussi ce qu’elle ne prouve pas, et vous n’oubliez pas les parents qui restent "
                "en désaccord."
            ),
            "wonder": (
                "Et si un calcul barré et lisible devenait une chose à produire pour vous plaire ? "
                "Comment sauriez-vous que la rature vient d’un vrai raisonnement ?"
            ),
            "suggest": [
                {
                    "what": (
                        "Sur les 12 cahiers, en choisir 2 et demander à l’élève de raconter ce qu’il a barré."
                    ),
                    "about": "changed",
                },
                {
                    "what": (
                        "Garder les erreurs du mois sur une affiche et y revenir une fois, sans prévenir."
                    ),
                    "about": "did",
                },
            ],
        },
    ),
)
