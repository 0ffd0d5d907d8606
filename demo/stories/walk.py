"""What the browser walk types for one teacher and her critical friend, in French and in English."""

from .people import AWA, MARIAM
from .shapes import ReplyStory, Walk, WalkTexts

FRENCH = WalkTexts(
    plan={
        "concern": (
            "J’ai 92 élèves en CP2. À la fin de la leçon, je demande si c’est compris, et toute la "
            "classe répond oui. Le soir, les cahiers disent autre chose. Ceux qui sont perdus ne "
            "lèvent jamais la main, et je les trouve un ou deux jours trop tard."
        ),
        "focus": (
            "comment je sais avant la fin de la leçon qui est perdu, pour que ces élèves soient aidés "
            "le jour même"
        ),
        "first_step": (
            "Trois matins de suite : une question et trois réponses au tableau, les doigts sur la "
            "table, et je compte une rangée."
        ),
        "question": "Compter une seule rangée par jour, est-ce assez pour décider de la suite ?",
    },
    plan_response={
        "clarify": "Les élèves voient-ils les doigts de leurs voisins ?",
        "describe": (
            "Vous ne voulez plus d’un oui en chœur. Vous posez une question où l’on peut se tromper, "
            "chacun répond avec ses doigts, et vous comptez une rangée chaque matin."
        ),
        "value": (
            "Tout le monde répond en même temps, aussi ceux qui ne lèvent jamais la main. Il ne faut "
            "ni papier ni courant, et vous pouvez commencer demain."
        ),
        "wonder": (
            "Je me demande si la rangée comptée ressemble au reste de la classe. Chez moi, ceux du "
            "fond ne se trompent pas de la même façon que ceux de devant."
        ),
        "suggest": [
            {
                "what": (
                    "Choisir la rangée au hasard, au dernier moment, pour que personne ne sache "
                    "laquelle sera comptée."
                ),
                "about": "first_step",
            },
            {
                "what": "Faire fermer les yeux pendant que les doigts sont sur la table.",
                "about": "first_step",
            },
        ],
        "offer": (
            "Je peux venir compter avec vous un matin ; ma collègue gardera mes élèves un quart d’heure."
        ),
    },
    plan_reply=ReplyStory(
        reply_change=(
            "Je garde une rangée par jour, mais je la tire au hasard. Les yeux seront fermés pendant "
            "que je compte."
        ),
        helped=True,
        marks=(
            {"mark": "used", "why": "Je tire un bout de papier juste avant de compter."},
            {"mark": "partly", "why": "Les plus petits ouvrent les yeux ; nous nous exerçons d’abord."},
        ),
    ),
    account_question=(
        "Que manque-t-il à mon texte pour que vous puissiez essayer dès demain, avec votre classe ?"
    ),
    account_reply=ReplyStory(
        reply_change=(
            "Merci de m’avoir lue de si près. Je garde la règle écrite d’avance et je rends le passage "
            "plus clair."
        ),
        helped=True,
        marks=(
            {"mark": "used", "why": "Je l’ai essayé cette semaine, et c’est entré dans la leçon."},
            {"mark": "not", "why": "Pas maintenant : une seule chose nouvelle à la fois, à 92."},
        ),
    ),
)

ENGLISH = WalkTexts(
    plan={
        "concern": (
            "I have 92 pupils in CP2. At the end of a lesson I ask whether it is clear, and the whole "
            "class says yes. In the evening the exercise books say something else. Those who are lost "
            "never raise a hand, and I find them a day or two too late."
        ),
        "focus": (
            "how I know before the end of the lesson who is lost, so that these pupils get help the same day"
        ),
        "first_step": (
            "Three mornings in a row: one question and three answers on the board, fingers on the "
            "desk, and I count one row."
        ),
        "question": "Is counting a single row each day enough to decide what to do next?",
    },
    plan_response={
        "clarify": "Can the pupils see their neighbours’ fingers?",
        "describe": (
            "You no longer want a yes in chorus. You ask something they can get wrong, everyone "
            "answers with their fingers, and you count one row each morning."
        ),
        "value": (
            "Everyone answers at the same time, also those who never raise a hand. It needs no paper "
            "and no power, and you can begin tomorrow."
        ),
        "wonder": (
            "I wonder whether the row you count is like the rest of the class. In mine, those at the "
            "back go wrong in other ways than those in front."
        ),
        "suggest": [
            {
                "what": (
                    "Choose the row by chance, at the last moment, so that nobody knows which one will "
                    "be counted."
                ),
                "about": "first_step",
            },
            {"what": "Let them close their eyes while the fingers are on the desk.", "about": "first_step"},
        ],
        "offer": (
            "I can come and count with you one morning; my colleague will take my pupils for a quarter "
            "of an hour."
        ),
    },
    plan_reply=ReplyStory(
        reply_change="I keep one row a day, but I draw it by chance. Eyes will be closed while I count.",
        helped=True,
        marks=(
            {"mark": "used", "why": "I draw a slip of paper just before I count."},
            {"mark": "partly", "why": "The youngest open their eyes; we are practising first."},
        ),
    ),
    account_question="What is missing in my text for you to try this tomorrow, with your own class?",
    account_reply=ReplyStory(
        reply_change=(
            "Thank you for reading so closely. I keep the rule set in advance, and I will make that "
            "passage clearer."
        ),
        helped=True,
        marks=(
            {"mark": "used", "why": "I tried it this week, and it has become part of the lesson."},
            {"mark": "not", "why": "Not now: one new thing at a time, with 92."},
        ),
    ),
)

WALK = Walk(teacher=AWA, colleague=MARIAM, texts={"fr": FRENCH, "en": ENGLISH})
WALK_TEACHER = WALK.teacher.username
