"""Plans of a large circle, in every state: title, concern, focus, first step and question of each."""

from collections.abc import Sequence
from typing import Literal

from ..shapes import EthicsAnswer, EthicsItem, Person, PlanStory, ResponseStory

State = Literal["draft", "shared", "agreed"]
ETHICS: dict[EthicsItem, EthicsAnswer] = {
    "lessons": "yes",
    "names": "yes",
    "agree": "yes",
    "help": "yes",
    "ask": "yes",
}
WAIVER = "Talked over at the table, in the first tutorial."

WORDS: tuple[tuple[State, str, str, str, str, str], ...] = (
    (
        "agreed",
        "Building with bottle tops",
        "My 62 pupils in class 3 can recite the tables and cannot show me what three fours are.",
        "how pupils build each sum before they write it, so that a wrong picture shows at once",
        "Twelve bottle tops a desk, on Tuesday, for ten minutes.",
        "How do I see sixty desks in ten minutes?",
    ),
    (
        "shared",
        "The exit ticket at the door",
        "I hear at the end of the week who was lost on Monday.",
        "how one question at the door tells me who needs another way in, so that they get it next morning",
        "A strip of paper and a box by the door, twice this week.",
        "What makes a good last question?",
    ),
    (
        "draft",
        "Reading dice",
        "Pupils answer my questions about a story, and never ask one.",
        "how a pair rolls a die with six question words, so that they question the text",
        "One die for my own table first.",
        "Which six words?",
    ),
    (
        "agreed",
        "Marking against the board",
        "I mark 70 books, and pupils look only at the tick.",
        "how pupils mark with a neighbour against the board, so that they find the slip themselves",
        "One exercise, on Thursday, in pencil.",
        "What if the neighbour is wrong too?",
    ),
    (
        "shared",
        "Stop and point",
        "When I ask who is lost, nobody is.",
        "how pupils point to the line where they stopped, so that help starts there",
        "A clothes peg on the margin, in one lesson.",
        "Will they move the peg when I look?",
    ),
    (
        "agreed",
        "Two stars from the back row",
        "The back row copies and is silent.",
        "how the back row opens the lesson with what they remember, so that I begin where they are",
        "Three pupils, two sentences, on Monday.",
        "How do I keep it from becoming a test?",
    ),
    (
        "shared",
        "Stories at home",
        "Families think homework is copying.",
        "how a pupil retells one lesson at home, so that families hear what is learned",
        "One story to tell, no writing, this weekend.",
        "How do I learn what was told?",
    ),
    (
        "draft",
        "A rubric in our words",
        "My list for a good letter is mine alone.",
        "how pupils write the list for a good letter, so that they use it",
        "Two letters on the board, and one question.",
        "How long may the list be?",
    ),
    (
        "shared",
        "Science in the yard",
        "Pupils write the result before we have looked.",
        "how pupils draw what they expect, so that they see what surprised them",
        "A drawing before and after the water walk.",
        "How do I talk about wrong drawings kindly?",
    ),
    (
        "agreed",
        "Fraction strings",
        "Halves are understood, thirds are guessed.",
        "how pupils fold string to find thirds, so that they can explain them",
        "One string a pair, on Wednesday.",
        "What comes after the string?",
    ),
    (
        "shared",
        "The quiet minute",
        "Quick hands decide the pace.",
        "how a minute of silence before hands go up changes who speaks, so that more pupils think",
        "Three questions with a minute each.",
        "How will I know that they think?",
    ),
    (
        "shared",
        "Peer readers",
        "I hear each pupil read once a month.",
        "how older pupils listen to younger ones, so that each child reads every day",
        "Two pairs, after the morning bell.",
        "What does the listener note?",
    ),
)
# What a neighbour at the table has answered, by the number of the plan: describe, value, wonder, suggest.
RESPONSES: dict[int, tuple[str, str, str, str]] = {
    1: (
        "You want to know at the door who was lost, and to use it the next morning.",
        "It costs a strip of paper, and a shy pupil can answer too.",
        "I wonder what you leave out of the morning to make room for it.",
        "Sort the strips into three heaps only.",
    ),
    4: (
        "A peg on the margin says where a pupil stopped, without a word.",
        "You ask for a place and not for a confession; that takes the fear out.",
        "I wonder what a pupil does whose peg stands alone.",
        "Put a peg of your own on a line first.",
    ),
    8: (
        "Pupils draw what they expect before the walk, and again after it.",
        "Two drawings beside each other show the change better than a sentence.",
        "I wonder which of the two they would rather throw away.",
        "Let them circle one thing that surprised them.",
    ),
}


def plans_of(teachers: Sequence[Person]) -> tuple[PlanStory, ...]:
    """One plan each for the first three teachers, and for one in three of the others."""
    authors = [*teachers[:3], *teachers[3::3]]
    return tuple(
        PlanStory(
            author=author,
            state=state,
            answers={
                "title": title,
                "concern": concern,
                "focus": focus,
                "first_step": step,
                "question": question,
            },
            responses=(_response(teachers[0], number),) if number in RESPONSES else (),
            ethics=ETHICS if state == "agreed" else None,
            waiver=WAIVER if state == "agreed" else "",
        )
        for number, (author, (state, title, concern, focus, step, question)) in enumerate(
            zip(authors, WORDS, strict=False)
        )
    )


def _response(by: Person, number: int) -> ResponseStory:
    describe, value, wonder, suggest = RESPONSES[number]
    return ResponseStory(
        by=by,
        answers={
            "describe": describe,
            "value": value,
            "wonder": wonder,
            "suggest": [{"what": suggest, "about": "first_step"}],
        },
    )
