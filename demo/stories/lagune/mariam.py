"""CP1: hearing who reads and who recites."""

from ..people import AWA, MARIAM
from ..shapes import AccountStory, PlanStory, ReplyStory, ResponseStory

PLAN = PlanStory(
    author=MARIAM,
    state="agreed",
    answers={
        "title": "Lire à deux : un doigt qui suit, une oreille qui écoute",
        "concern": (
            "J’ai 84 élèves en CP1. Pendant la lecture au tableau, la classe récite la phrase par cœur "
            "et je crois qu’ils lisent. Quand je change un seul mot, il ne reste qu’une vingtaine de "
            "voix. Les autres regardent la bouche du voisin."
        ),
        "values": (
            "Un enfant qui récite sans lire se croit bon lecteur jusqu’au CE1. Ce jour-là, il pense "
            "que c’est sa faute. Je voudrais qu’il le sache plus tôt, sans honte, quand on peut encore "
            "l’aider."
        ),
        "now": (
            "Je montre la phrase avec la règle, je lis, ils répètent trois fois. J’interroge cinq ou "
            "six élèves, souvent ceux des premiers bancs. En trente minutes, presque personne n’a lu "
            "seul à voix haute."
        ),
        "consulted": ["pupils", "colleagues_near", "circle"],
        "consult_found": (
            "Ma collègue de l’autre CP1 n’est pas d’accord : pour elle, le chœur rassure les plus "
            "timides. Elle a raison pour les premières semaines. Nous gardons donc le chœur, mais nous "
            "ne finissons jamais par lui. Des élèves m’ont dit qu’ils aiment mieux lire à un camarade "
            "qu’à la maîtresse."
        ),
        "focus": (
            "comment chaque élève lit chaque jour une phrase à quelqu’un qui écoute, pour que ceux qui "
            "récitent soient repérés et aidés"
        ),
        "fa_link": ["finding_out", "peers"],
        "who_pupils": "CP1, 84 élèves de 6 à 8 ans, trois par table-banc",
        "difference": (
            "Les élèves oseront dire « je ne sais pas lire ce mot ». Moi, je saurai chaque vendredi "
            "avec qui reprendre. Si ma collègue essaie aussi, nous préparerons ensemble les phrases de "
            "la semaine."
        ),
        "obstacles": (
            "Le bruit, avec quarante voix à la fois : nous apprendrons la voix basse, dehors s’il le "
            "faut. Et les bancs où personne ne lit encore : je m’assieds avec eux en premier."
        ),
        "evidence": ["notes", "count", "sayings"],
        "evidence_note": (
            "Une rangée par jour, un trait dans mon cahier pour chaque élève qui lit le mot changé. Je "
            "serais surprise si ceux qui parlent le plus fort étaient ceux qui lisent le mieux."
        ),
        "first_step": (
            "Lundi et mardi, après le chœur, une phrase dont j’ai changé un mot, lue à voix basse au voisin."
        ),
        "question": "Comment former les paires sans que toute la classe sache qui lit bien et qui lit mal ?",
    },
    responses=(
        ResponseStory(
            by=AWA,
            answers={
                "clarify": "Celui qui écoute a-t-il la phrase sous les yeux, ou seulement l’oreille ?",
                "describe": (
                    "Vous voulez savoir qui lit vraiment et qui suit la voix des autres. Après le "
                    "chœur, vous changez un mot et chacun lit la phrase à son voisin, pendant que vous "
                    "écoutez une rangée."
                ),
                "value": (
                    "Changer un seul mot ne coûte rien et montre tout de suite la différence entre "
                    "lire et réciter. Vous gardez aussi le chœur de votre collègue : elle peut vous "
                    "suivre sans avoir perdu la discussion."
                ),
                "wonder": (
                    "Je me demande ce que fait celui qui écoute quand il ne sait pas lire non plus. "
                    "Dans ma classe, il dirait que c’est bon, pour faire plaisir à son camarade."
                ),
                "suggest": [
                    {
                        "what": (
                            "Former les paires par place sur le banc et les changer chaque lundi : la "
                            "place ne dit rien du niveau."
                        ),
                        "about": "question",
                    },
                    {
                        "what": (
                            "Donner à celui qui écoute une seule tâche : lever le pouce quand il "
                            "entend le mot qui a changé."
                        ),
                        "about": "first_step",
                    },
                ],
                "offer": (
                    "J’ai des étiquettes-mots découpées dans du carton, assez pour deux rangées. Je "
                    "les apporte à l’atelier."
                ),
                "take": (
                    "Le mot changé. Je vais l’essayer en calcul, avec un seul nombre changé dans l’exemple."
                ),
            },
            reply=ReplyStory(
                reply_change=(
                    "Je garde la phrase au mot changé. Les paires se feront par place, et celui qui "
                    "écoute aura sa tâche."
                ),
                helped=True,
                marks=(
                    {"mark": "used", "why": "Depuis lundi, par place. Personne n’a demandé pourquoi."},
                    {"mark": "partly", "why": "Le pouce, oui, mais le mot doit rester facile à entendre."},
                ),
            ),
        ),
    ),
    ethics={"lessons": "yes", "names": "yes", "agree": "yes", "help": "yes", "ask": "yes"},
)

ACCOUNT = AccountStory(
    author=MARIAM,
    state="shared",
    answers={
        "title": "Lire à deux : le mot changé qui montre qui lit",
        "lead": (
            "En CP1, mes 84 élèves lisaient la phrase du tableau d’une seule voix. J’étais contente, "
            "jusqu’au jour où j’ai remplacé « marché » par « maison ». Presque toute la classe a lu "
            "« marché ». Ils ne lisaient pas, ils se souvenaient. J’ai voulu entendre chaque enfant, "
            "et pas seulement le chœur."
        ),
        "did": (
            "Nous gardons le chœur, deux fois, pour rassurer. Ensuite, je change un seul mot de la "
            "phrase, sans le dire. Les élèves se tournent vers leur voisin de banc. L’un lit à voix "
            "basse en suivant avec le doigt ; l’autre écoute et lève le pouce quand il entend le mot "
            "nouveau. Puis ils échangent. Pendant ces quatre minutes, j’écoute une rangée et je fais "
            "un trait pour chaque mot nouveau bien lu. Les paires changent chaque lundi, par place, "
            "jamais par niveau. L’après-midi, je prends six élèves à la fois pour recomposer la phrase "
            "avec des étiquettes en carton."
        ),
        "changed": (
            "En novembre, dans la rangée que j’ai écoutée, 9 élèves sur 28 lisaient le mot nouveau. En "
            "février, 19 sur 28. Ce n’était pas la même rangée, donc je reste prudente. Ce que j’ai vu "
            "moi-même : des enfants s’arrêtent et reviennent en arrière, ce qu’ils ne faisaient "
            "jamais. Ma collègue de CP1, qui doutait, finit maintenant sa leçon par le mot changé. Je "
            "ne sais pas encore comment aider ceux qui ont été absents et perdent le fil plusieurs "
            "jours."
        ),
        "question": "À quel endroit vous manque-t-il un geste, une durée ou un matériel pour essayer ?",
        "lang": "fr",
        "phase": "lower_primary",
        "credit": "name",
    },
    responses=(
        {
            "clarify": "Que font les élèves du banc quand ils sont trois ?",
            "describe": (
                "Vous avez découvert que le chœur cachait des enfants qui ne lisaient pas. Un seul mot "
                "changé, une lecture à voix basse, un pouce levé : en quatre minutes, chacun a lu et "
                "vous avez écouté une rangée."
            ),
            "value": (
                "Le pouce donne un vrai rôle à celui qui écoute. Et les paires par place, jamais par "
                "niveau, font que personne n’est montré du doigt : vous l’écrivez clairement."
            ),
            "wonder": (
                "Je me demande comment vous choisissez le mot nouveau. S’il ressemble trop à l’ancien, "
                "est-ce encore la lecture que vous entendez, ou l’attention ?"
            ),
            "suggest": [
                {
                    "what": (
                        "Donner dans le texte deux ou trois exemples de phrases avec leur mot changé, "
                        "du plus facile au plus difficile."
                    ),
                    "about": "did",
                },
                {
                    "what": "Écouter une fois par mois la même rangée, pour comparer les mêmes enfants.",
                    "about": "changed",
                },
            ],
            "take": "Ne jamais finir par le chœur. J’y ferai attention dès cette semaine.",
        },
        {
            "clarify": "Combien de temps a-t-il fallu avant que la voix basse devienne une habitude ?",
            "describe": (
                "Je vois une leçon qui garde ce qui rassure, le chœur, et qui ajoute ce qui manquait, "
                "une oreille pour chaque enfant. Le trait dans le cahier vous dit avec qui recomposer "
                "la phrase l’après-midi."
            ),
            "value": (
                "Vous dites que ce n’était pas la même rangée et que vous restez prudente. Cette "
                "phrase m’a fait croire au reste. Le retour en arrière des lecteurs est une trace que "
                "tout le monde peut guetter."
            ),
            "wonder": (
                "Qu’arrive-t-il à l’élève qui est pris plusieurs après-midis de suite dans le groupe "
                "de six ? Comment le vit-il devant les autres ?"
            ),
            "suggest": [
                {
                    "what": (
                        "Mêler au groupe de six un ou deux élèves qui lisent déjà, pour que le groupe "
                        "ne devienne pas une étiquette."
                    ),
                    "about": "did",
                },
            ],
            "offer": (
                "J’ai une liste de mots courts qui changent d’une seule lettre. Je peux la recopier "
                "pour vous."
            ),
        },
    ),
)
