"""The circle "Emme": two teachers, one facilitator, texts in English."""

from .people import BEAT, REGULA, URSINA
from .shapes import AccountStory, AgreementStory, CircleStory, PlanStory, ResponseStory, YearStory

PLANS = (
    PlanStory(
        author=REGULA,
        state="agreed",
        answers={
            "title": "Comments that pupils use",
            "concern": (
                "I write comments on every mathematics test in my eighth class. The pupils look at the "
                "mark, compare it with their neighbour’s and put the sheet away. The same mistakes "
                "come back with the next test, and so do my comments."
            ),
            "values": (
                "Feedback is a conversation. If only one side speaks, I have written a verdict, "
                "however kind the words are."
            ),
            "now": (
                "I hand back 21 tests and explain the hardest task on the board. Some copy it. Within "
                "five minutes the sheets are in the folders, and we go on to the next topic."
            ),
            "consulted": ["pupils", "colleagues_near", "head"],
            "consult_found": (
                "Pupils said that a comment beside a mark looks like a reason for the mark. One "
                "colleague fears that parents will ask where the marks are. We agreed to hold them "
                "back for a week, not to drop them."
            ),
            "focus": (
                "how I give comments before marks, so that pupils change something in their work while "
                "it still matters to them"
            ),
            "fa_link": ["feedback", "self"],
            "who_pupils": "Class 8, 21 pupils, mathematics, five lessons a week",
            "difference": (
                "Pupils answer the comment by changing their work. I write fewer comments, and better "
                "ones. If it helps, the two parallel classes will try it next term."
            ),
            "obstacles": (
                "Time: a whole lesson for going back. I will do it with two tests a term, not with all "
                "of them."
            ),
            "evidence": ["work", "count", "observation"],
            "evidence_note": (
                "How many sheets show a change that matters? I would be surprised if the strongest "
                "pupils changed the most."
            ),
            "first_step": (
                "With the next short test: two comments, no mark, and ten minutes to change one thing."
            ),
            "question": "How can I keep the week without a mark from feeling like a trick?",
        },
        responses=(
            ResponseStory(
                by=URSINA,
                answers={
                    "clarify": "Do the pupils know from the start when the mark will come?",
                    "describe": (
                        "You noticed that a mark ends the conversation you want to begin. You plan to "
                        "give two comments, time to change something, and the mark a week later, and "
                        "to look at the sheets for real changes."
                    ),
                    "value": (
                        "You asked your pupils first, and their sentence about reasons for the mark "
                        "gave you the plan. Two tests a term is a size you can keep up even in a full "
                        "month."
                    ),
                    "wonder": (
                        "I wonder what happens for the pupil who did well. What would a comment look "
                        "like that still leaves something to change?"
                    ),
                    "suggest": [
                        {
                            "what": (
                                "Tell the class the whole timetable on the day of the test, with the "
                                "date of the mark on the board."
                            ),
                            "about": "question",
                        },
                        {
                            "what": (
                                "Write one of the two comments as a question that can only be answered "
                                "by working on the sheet."
                            ),
                            "about": "first_step",
                        },
                    ],
                    "offer": "I can sit in on the lesson when they change their sheets, and count with you.",
                },
            ),
        ),
        ethics={"lessons": "yes", "names": "yes", "agree": "yes", "help": "yes", "ask": "yes"},
    ),
    PlanStory(
        author=BEAT,
        state="draft",
        answers={
            "title": "Who explains to whom",
            "concern": (
                "I teach classes 3 to 6 in one room, 17 pupils. The older ones explain a lot to the "
                "younger ones, and everybody is proud of it. When I listen, I mostly hear answers "
                "being handed over."
            ),
            "now": (
                "A pupil from class 3 is stuck, walks over to class 6 and comes back with the result. "
                "It takes one minute, and both of them think that this was helping."
            ),
            "consulted": ["pupils"],
            "focus": "how pupils learn to ask each other good questions, so that",
            "fa_link": ["peers"],
        },
    ),
)

ACCOUNTS = (
    AccountStory(
        author=REGULA,
        state="shared",
        answers={
            "title": "Comments first: holding the mark back for one week",
            "lead": (
                "I teach mathematics to 21 pupils in an eighth class. I used to write careful comments "
                "beside each mark. Most pupils looked at the mark, compared it and put the sheet away. "
                "One evening I read some old comments again and found that I had written the same "
                "sentence in March as in September."
            ),
            "did": (
                "Twice a term I give a test back without a mark. Each sheet carries two comments: one "
                "thing that works, marked where it stands, and one question that can only be answered "
                "by changing something. The pupils have one lesson, a pen in another colour, and a "
                "partner with a different question. They improve the sheet and write one line about "
                "what they changed. A week later they get the mark. It counts the first version; a "
                "good change can raise it by half a mark. Pupils and parents know the dates "
                "beforehand, and the colleagues of the two parallel classes agreed to it."
            ),
            "changed": (
                "After the first test, 9 of 21 sheets showed a change that mattered; after the third, "
                "16. A colleague counted some of them with me, and we disagreed on one. When I listen "
                "during that lesson, I hear more talk about the mathematics than about the mark. The "
                "comments cost me half an hour more than before. I do not know whether pupils would "
                "still answer my question if no mark followed, and some told me that they would rather "
                "have it at once."
            ),
            "question": (
                "Where would this break in your subject, or in a class that you see only once a week?"
            ),
            "lang": "en",
            "phase": "lower_secondary",
            "credit": "region",
        },
        responses=(
            {
                "clarify": "What does a partner do who cannot follow the other’s question?",
                "describe": (
                    "You moved the mark out of the way for a week. In between, each pupil has two "
                    "comments, one lesson and a partner, and leaves a line about what has changed. You "
                    "count the sheets where the change matters."
                ),
                "value": (
                    "The question that can only be answered by changing something is very clear; I "
                    "could write one tomorrow. Counting with a colleague, and saying that you "
                    "disagreed once, makes the numbers honest."
                ),
                "wonder": (
                    "I wonder whether the half mark is what makes them work. What would you see if one "
                    "of the two tests had no such reward?"
                ),
                "suggest": [
                    {
                        "what": (
                            "Add one real example of a comment and the change it led to, without any name."
                        ),
                        "about": "did",
                    },
                ],
                "take": "One line about what was changed. It costs nothing and shows a lot.",
            },
            {
                "clarify": "How long are the two comments, roughly?",
                "describe": (
                    "Your own sentence, written in March as in September, made you stop. Now a test "
                    "comes back with a question instead of a mark, and pupils answer it in another "
                    "colour before they learn the result."
                ),
                "value": (
                    "Everybody knows the dates beforehand, so the week feels like part of the work and "
                    "not like a trick. You also tell us about the pupils who do not like it."
                ),
                "wonder": (
                    "With one lesson a week the comments would be old before anyone could use them. "
                    "What is the shortest version that still leaves time to change something?"
                ),
                "suggest": [
                    {
                        "what": (
                            "Try it with a single task instead of a whole test, for colleagues who see "
                            "a class only once a week."
                        ),
                        "about": "did",
                    },
                    {
                        "what": "Ask the pupils after the third test which comment they remember, and why.",
                        "about": "changed",
                    },
                ],
            },
        ),
    ),
)

EMME = CircleStory(
    code="emme",
    name="Emme",
    country="CH",
    facilitators=(URSINA,),
    teachers=(REGULA, BEAT),
    plans=PLANS,
    accounts=ACCOUNTS,
    parent="link-west",
    region="Emme valley",
    languages=("de", "en"),
    smallest=2,
    largest=4,
    year=YearStory(
        preset="micro",
        weeks=22,
        weekday=2,
        hour=17,
        line="Two teachers, one kitchen table. We read one comment aloud and asked who it was for.",
    ),
    agreement=AgreementStory(
        own=("We meet even if only two can come",),
        decide="All three agree, or we leave it.",
        missed="A call on the way home.",
        workload="We move the date once, not twice.",
    ),
)
