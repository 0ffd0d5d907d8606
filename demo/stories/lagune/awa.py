"""CP2: fingers on the desk. The practice account lacks only its question; the plan is typed in the walk."""

from ..people import AWA
from ..shapes import AccountStory

ACCOUNT = AccountStory(
    author=AWA,
    state="draft",
    answers={
        "title": "Les doigts sur la table : savoir en deux minutes qui est perdu",
        "lead": (
            "J’ai 92 élèves en CP2, dans une salle sans électricité. Je demandais « Vous avez "
            "compris ? » et la classe entière répondait oui. Un soir, en ouvrant les cahiers, j’ai "
            "compté 34 soustractions posées à l’envers. Personne n’avait rien dit, et moi, je n’avais "
            "rien demandé de vrai."
        ),
        "did": (
            "Deux minutes avant la fin de la leçon, j’écris au tableau une question et trois réponses "
            "numérotées. L’une d’elles est une erreur que j’ai vue la veille. Les élèves ferment les "
            "yeux et posent un, deux ou trois doigts à plat sur la table. Je passe dans une seule "
            "rangée, je compte, j’écris le nombre dans mon cahier. Le lendemain, c’est une autre "
            "rangée. Si plus de quatre élèves se trompent, je reprends l’exemple pour tous avec "
            "d’autres nombres ; sinon, j’appelle à mon bureau ceux qui en ont besoin pendant que les "
            "autres copient. La collègue de l’autre CP2 fait de même, et le vendredi à midi, nous "
            "comparons nos nombres."
        ),
        "changed": (
            "La première semaine, dans les rangées comptées, environ un élève sur trois montrait une "
            "mauvaise réponse ; six semaines après, un sur cinq. Surtout, j’aide le jour même, et non "
            "trois jours plus tard. Quelques enfants disent maintenant « je ne sais pas encore » sans "
            "que je le demande. Je ne sais pas si le progrès vient des doigts ou des reprises, et mes "
            "questions n’avaient pas toujours la même difficulté."
        ),
        "question": "",
        "lang": "fr",
        "phase": "lower_primary",
        "credit": "region",
    },
    responses=(
        {
            "clarify": (
                "Les élèves gardent-ils les yeux fermés jusqu’à ce que vous ayez fini de compter la rangée ?"
            ),
            "describe": (
                "Vous remplacez « Vous avez compris ? » par une question où l’on peut se tromper. Les "
                "yeux fermés, chacun répond avec ses doigts ; vous comptez une rangée et vous décidez "
                "aussitôt : reprendre pour tous, ou aider quelques-uns."
            ),
            "value": (
                "Le plus fort, pour moi, est la règle des quatre élèves : vous savez d’avance ce que "
                "vous ferez du nombre. L’erreur de la veille parmi les réponses montre que vous lisez "
                "les cahiers pour préparer."
            ),
            "wonder": (
                "Je me demande ce que deviennent les autres rangées, le jour où elles ne sont pas "
                "comptées. Ces élèves savent-ils quand même s’ils ont juste ?"
            ),
            "suggest": [
                {
                    "what": (
                        "Après le comptage, dire la bonne réponse et laisser chacun regarder ses "
                        "propres doigts avant de les lever."
                    ),
                    "about": "did",
                },
                {
                    "what": (
                        "Ajouter au texte une question complète avec ses trois réponses, pour que l’on "
                        "voie comment choisir l’erreur."
                    ),
                    "about": "did",
                },
            ],
            "take": "Décider avant la leçon à partir de quel nombre je reprends pour tous.",
        },
        {
            "clarify": "Combien de temps vous faut-il, le soir, pour préparer les trois réponses ?",
            "describe": (
                "Vous avez trouvé 34 soustractions à l’envers et vous n’avez pas cherché de coupable. "
                "Vous avez changé votre question, puis compté une rangée par jour pendant six "
                "semaines, avec une collègue."
            ),
            "value": (
                "« Je ne sais pas encore » est une belle trace, parce que les enfants le disent "
                "d’eux-mêmes. Vous écrivez aussi ce que vous ignorez, et cela donne confiance dans le "
                "reste."
            ),
            "wonder": (
                "Les yeux sont fermés pour que personne ne soit montré, mais ensuite quelques élèves "
                "viennent au bureau. Comment la classe comprend-elle ce moment ?"
            ),
            "suggest": [
                {
                    "what": (
                        "Garder une même question au début de chaque mois, pour comparer des nombres "
                        "qui veulent dire la même chose."
                    ),
                    "about": "changed",
                },
            ],
            "offer": (
                "Je peux partager ma réserve de questions à trois réponses ; vous y prendrez ce qui "
                "vous sert."
            ),
        },
    ),
)
