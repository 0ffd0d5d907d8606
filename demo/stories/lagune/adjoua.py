"""CE1 and CE2 in one room: the group that checks its own work."""

from ..people import ADJOUA
from ..shapes import AccountStory, KeptStory, PlanStory

PLAN = PlanStory(
    author=ADJOUA,
    state="agreed",
    answers={
        "title": "Deux niveaux, une salle : que fait l’autre groupe ?",
        "concern": (
            "J’enseigne au CE1 et au CE2 dans la même salle, 47 élèves. Quand j’explique la "
            "soustraction aux uns, les autres copient des lignes pour rester tranquilles. Ils sont "
            "occupés, mais ils n’apprennent pas, et je ne le découvre que le soir en ouvrant les "
            "cahiers."
        ),
        "values": (
            "Une classe à deux niveaux n’est pas une demi-classe. Chaque groupe a droit à toute sa journée."
        ),
        "now": (
            "Quarante minutes : vingt avec un groupe, vingt avec l’autre. Le groupe qui attend recopie "
            "ou dessine. Toutes les trois minutes, quelqu’un vient me demander ce qu’il faut faire "
            "ensuite."
        ),
        "consulted": ["pupils", "colleagues_other", "head"],
        "consult_found": (
            "La directrice proposait de donner davantage d’exercices. Les élèves m’ont dit autre "
            "chose : ils s’arrêtent parce qu’ils ne savent pas s’ils ont juste. Un collègue doute que "
            "des CE1 puissent se vérifier seuls. Je veux essayer avec une seule activité d’abord."
        ),
        "focus": (
            "comment le groupe qui travaille seul sait ce qu’il doit réussir et se vérifie, pour que "
            "personne n’attende pendant vingt minutes"
        ),
        "fa_link": ["goals", "peers", "self"],
        "who_pupils": "CE1 : 25 élèves. CE2 : 22 élèves. Une seule salle, deux tableaux.",
        "difference": (
            "Les élèves sauront dire ce qu’ils apprennent et s’ils y sont arrivés. Je pourrai écouter "
            "un groupe sans surveiller l’autre. À l’école, les collègues qui auront un double niveau "
            "l’an prochain ne partiront pas de rien."
        ),
        "obstacles": (
            "Je suis seule pour préparer deux leçons. Je me limite à un but par semaine et par groupe, "
            "écrit sur un carton qui resservira."
        ),
        "evidence": ["count", "work", "sayings"],
        "evidence_note": (
            "Trois jours par semaine, un trait chaque fois que l’on m’interrompt. Je serais surprise "
            "si les traits diminuaient sans que les exercices soient plus justes."
        ),
        "first_step": (
            "Lundi, un but écrit au second tableau, et trois réponses cachées derrière un carton pour "
            "se vérifier."
        ),
        "question": "Que mettre au tableau pour que le groupe qui travaille seul sache s’il a réussi ?",
    },
    ethics={"lessons": "yes", "names": "yes", "agree": "discuss", "help": "yes", "ask": "yes"},
    waiver=(
        "Son ami critique est resté trois semaines sans réseau. Nous avons relu le plan à deux, sur "
        "papier, pendant le tutorat."
    ),
)

ACCOUNT = AccountStory(
    author=ADJOUA,
    state="shared",
    answers={
        "title": "Deux niveaux, une salle : le groupe qui se vérifie seul",
        "lead": (
            "J’ai le CE1 et le CE2 ensemble : 47 élèves, deux tableaux, une seule maîtresse. Pendant "
            "que j’expliquais aux uns, les autres copiaient. Quand je leur ai demandé pourquoi ils "
            "s’arrêtaient, ils ont répondu qu’ils ne savaient pas si c’était juste. Ce n’était donc "
            "pas de la paresse, mais une question à laquelle personne ne répondait."
        ),
        "did": (
            "Pour le groupe qui travaille seul, j’écris au second tableau un but en une phrase : « Je "
            "sais poser une soustraction avec retenue. » Dessous, trois exercices, du facile au "
            "difficile. Les réponses sont derrière un carton, avec une ligne qui dit comment on les "
            "trouve. On cherche, on écrit son résultat, on va soulever le carton, puis on met une "
            "marque : un rond si c’est juste, un point si l’on a dû corriger. Deux responsables, qui "
            "changent chaque semaine, aident ceux qui ont deux points. Avant d’échanger les groupes, "
            "je regarde les marques ; si les points sont nombreux, je reprends l’exercice le "
            "lendemain."
        ),
        "changed": (
            "Avant, on m’interrompait environ quinze fois en quarante minutes ; après deux mois, "
            "quatre ou cinq fois. Je le sais par les traits que je fais au tableau. Les exercices sont "
            "plus souvent finis. Au début, certains regardaient la réponse avant de chercher ; c’est "
            "la classe qui a proposé d’écrire d’abord son résultat. Cela va mieux, sans avoir disparu. "
            "Je ne sais pas si les CE1 retiennent autant que lorsque je suis à côté d’eux. Une "
            "collègue essaie la même chose en lecture."
        ),
        "question": "Que feriez-vous pour ceux qui soulèvent le carton trop tôt ?",
        "lang": "fr",
        "phase": "lower_primary",
        "credit": "nothing",
    },
    responses=(
        {
            "clarify": "Les deux responsables font-ils leurs exercices avant d’aider, ou pendant ?",
            "describe": (
                "Vous avez demandé aux élèves pourquoi ils s’arrêtaient, et leur réponse a tout "
                "changé. Un but, trois exercices, un carton : le groupe seul sait maintenant s’il a "
                "juste, et vous lisez ses marques avant d’échanger."
            ),
            "value": (
                "La ligne qui dit comment on trouve la réponse fait la différence : le carton explique "
                "au lieu de seulement corriger. Le rond et le point vous montrent en un regard ce "
                "qu’il faut reprendre."
            ),
            "wonder": (
                "Je me demande si ceux qui soulèvent trop tôt cherchent la réponse ou cherchent à être "
                "rassurés. Ce n’est peut-être pas le même besoin."
            ),
            "suggest": [
                {
                    "what": (
                        "Mettre sous le carton une aide avant la réponse : un premier volet pour "
                        "l’indice, un second pour le résultat."
                    ),
                    "about": "did",
                },
            ],
            "take": "Écrire le but en une phrase que les élèves peuvent redire.",
        },
        {
            "clarify": "Combien de temps vous faut-il pour préparer les cartons d’une semaine ?",
            "describe": (
                "Avec deux tableaux et un carton, vous donnez au groupe sans maîtresse une façon de "
                "savoir où il en est. Les interruptions passent de quinze à quatre ou cinq, et vous "
                "dites comment vous les avez comptées."
            ),
            "value": (
                "Vous avez laissé la classe résoudre son propre problème : c’est elle qui a proposé "
                "d’écrire le résultat d’abord. Une règle qui vient des élèves tient sans doute mieux "
                "qu’une règle de plus."
            ),
            "wonder": (
                "Que se passe-t-il en CE1 quand l’élève met un rond alors que ce n’est pas juste ? À "
                "cet âge, il est difficile de comparer deux nombres posés en colonnes."
            ),
            "suggest": [
                {
                    "what": (
                        "Une fois par semaine, comparer cinq cahiers de CE1 avec leurs ronds, pour "
                        "voir si les marques disent vrai."
                    ),
                    "about": "changed",
                },
                {
                    "what": "Laisser un exercice sur trois sans carton, à montrer à un responsable.",
                    "about": "did",
                },
            ],
            "offer": "Je garde des cartons d’emballage propres. Vous pouvez en prendre quand vous voulez.",
        },
    ),
)

KEPT = (
    KeptStory(
        "journal",
        14,
        {
            "happened": (
                "Premier lundi avec le but au second tableau. Onze interruptions au lieu de quinze ou seize."
            ),
            "noticed": "Deux élèves ont redit le but à leur voisin sans que je le demande.",
            "next_try": "Écrire le but en une seule phrase, avec un verbe.",
        },
    ),
    KeptStory(
        "journal",
        9,
        {
            "unsure": (
                "Quand ils soulèvent le carton trop tôt, est-ce qu’ils trichent, ou est-ce que j’ai choisi "
                "un exercice trop difficile ?"
            ),
            "shared_with": "facilitators",
        },
    ),
    KeptStory("journal", 4, {"paper": "cahier vert, page 31"}),
    KeptStory(
        "colleagues", 12, {"who": ["same_year"], "many": "1", "how": "talked", "is_first": "yes", "note": ""}
    ),
    KeptStory(
        "colleagues",
        6,
        {
            "who": ["same_year", "other_teacher"],
            "many": "2-3",
            "how": "tried",
            "is_first": "some",
            "note": "Le carton, mais en lecture.",
        },
    ),
    KeptStory(
        "impact",
        5,
        {
            "boxes": {
                "pupils": {"words": "Ils vérifient avant de venir me voir.", "sure": "saw"},
                "colleagues": {"words": "Le double niveau d’à côté prépare ses cartons.", "sure": "others"},
                "not_hoped": {"words": "Les plus jeunes mettent encore un rond trop vite.", "sure": "hunch"},
            }
        },
    ),
    KeptStory(
        "evidence",
        5,
        {
            "title": "Les traits du tableau",
            "sort": "data",
            "shows": "Les interruptions, trois jours par semaine pendant huit semaines",
            "where_kind": "paper",
            "where": "cahier vert, pages 12 à 28",
            "is_shared": True,
        },
    ),
)
