"""The shapes of the sample content. Answers have the keys of the forms and can be saved as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Required, TypedDict

Language = Literal["fr", "en", "ko"]
Consulted = Literal[
    "pupils", "colleagues_near", "colleagues_other", "head", "families", "circle", "union_colleague", "nobody"
]
FormativePart = Literal["goals", "finding_out", "feedback", "peers", "self", "other"]
Evidence = Literal["notes", "work", "sayings", "count", "observation", "before_after", "other"]
Phase = Literal[
    "early_years",
    "lower_primary",
    "upper_primary",
    "lower_secondary",
    "upper_secondary",
    "vocational",
    "adult",
    "special_needs",
]
Credit = Literal["name", "pen_name", "region", "nothing"]
EthicsItem = Literal["lessons", "names", "agree", "help", "ask"]
EthicsAnswer = Literal["yes", "discuss"]


class PlanAnswers(TypedDict, total=False):
    """Form A, "Start small". A key that is left out is a field left empty."""

    title: str
    concern: str
    values: str
    now: str
    consulted: list[Consulted]
    consult_found: str
    focus: str
    fa_link: list[FormativePart]
    who_pupils: str
    difference: str
    obstacles: str
    evidence: list[Evidence]
    evidence_note: str
    first_step: str
    question: str


class AccountAnswers(TypedDict):
    """Form B, the short practice account."""

    title: str
    lead: str
    did: str
    changed: str
    question: str
    lang: Literal["fr", "en"]
    phase: Phase
    credit: Credit


class Suggestion(TypedDict):
    """One thing to try next; `about` is the id of a field of the text, or empty."""

    what: str
    about: str


class ResponseAnswers(TypedDict, total=False):
    """Form C, the protocol "Four steps"."""

    clarify: str
    describe: Required[str]
    value: Required[str]
    wonder: Required[str]
    suggest: Required[list[Suggestion]]
    offer: str
    take: str
    private_note: str


class Mark(TypedDict):
    """What became of one suggestion."""

    mark: Literal["used", "partly", "not"]
    why: str


@dataclass(frozen=True)
class Person:
    """Somebody who can be chosen on the front page of the demo."""

    username: str
    name: str
    language: Language
    blurb: object = ""  # English, marked for translation; without it nobody chooses this person

    @property
    def email(self) -> str:
        """An address of a domain that belongs to nobody."""
        return f"{self.username}@example.com"


@dataclass(frozen=True)
class ReplyStory:
    """The answer of the author; one mark for each suggestion, in their order."""

    reply_change: str
    helped: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class ResponseStory:
    """A response to a plan, from a member of the same circle."""

    by: Person
    answers: ResponseAnswers
    reply: ReplyStory | None = None


@dataclass(frozen=True)
class PlanStory:
    """An agreed plan answers every item of `ethics`, and has a response or the reason for the `waiver`."""

    author: Person
    state: Literal["draft", "shared", "agreed"]
    answers: PlanAnswers
    responses: tuple[ResponseStory, ...] = ()
    ethics: Mapping[EthicsItem, EthicsAnswer] | None = None
    waiver: str = ""


@dataclass(frozen=True)
class AccountStory:
    """The responses name no reader, since readers are drawn: each may come from any member of the circle."""

    author: Person
    state: Literal["draft", "shared"]
    answers: AccountAnswers
    responses: tuple[ResponseAnswers, ...]


@dataclass(frozen=True)
class KeptStory:
    """What a teacher keeps row by row: the fields of the row, and how many weeks ago it was kept.

    Args:
        kind: journal, colleagues, impact or evidence.
        weeks: how long ago; dates of the row are set from it.
        answers: the other fields.
    """

    kind: Literal["journal", "colleagues", "impact", "evidence"]
    weeks: int
    answers: Mapping[str, object]


@dataclass(frozen=True)
class YearStory:
    """The dates of a circle, laid out from a preset; what is over has a register, unless it is the last one.

    Args:
        preset: the calendar it starts from.
        weeks: how long ago it began.
        weekday: 0 is Monday.
        hour: by the clock of the circle.
        line: what is kept of the last session that was held.
        leaves_last: nobody has recorded the last session yet.
    """

    preset: str
    weeks: int
    weekday: int
    hour: int
    line: str = ""
    leaves_last: bool = False


@dataclass(frozen=True)
class AgreementStory:
    """What a circle decided, after the first starter cards; it may run before the last one has signed."""

    own: tuple[str, ...]
    decide: str
    missed: str
    workload: str
    starters: int = 5
    unsigned: tuple[Person, ...] = ()
    is_on_paper: bool = False
    is_running: bool = True


@dataclass(frozen=True)
class PaperStory:
    """A teacher without an account, and the plan that was typed for them."""

    name: str
    plan: PlanAnswers | None = None


@dataclass(frozen=True)
class UnionStory:
    """The node of one union with its settings. Without a privacy contact its setting up is not finished."""

    country: str
    zone: str
    care_text: str
    coordinator: Person
    regions: tuple[str, ...]
    phases: tuple[str, ...]
    languages: tuple[Language, ...]
    preset: str
    privacy_contact: str = ""
    researcher: Person | None = None
    own_words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by language and word

    @property
    def name(self) -> str:
        """A name that belongs to nobody."""
        return f"Demo union {self.country}"

    @property
    def people(self) -> tuple[Person, ...]:
        """Who holds a post."""
        return (self.coordinator, *((self.researcher,) if self.researcher else ()))


@dataclass(frozen=True)
class LinkStory:
    """A circle of facilitators: who leads it, and under which circle it stands."""

    code: str
    name: str
    country: str
    layer: int
    leads: tuple[Person, ...]
    year: YearStory
    parent: str = ""


@dataclass(frozen=True)
class CircleStory:
    """A circle with everything its members have written. A teacher without a plan has none yet."""

    code: str
    name: str
    country: str
    facilitators: tuple[Person, ...]
    teachers: tuple[Person, ...]
    plans: tuple[PlanStory, ...]
    accounts: tuple[AccountStory, ...]
    parent: str
    year: YearStory
    agreement: AgreementStory | None = None
    mode: Literal["in_person", "online", "mixed"] = "in_person"
    region: str = ""
    languages: tuple[str, ...] = ()
    smallest: int = 3
    largest: int = 12
    table_size: int = 0  # 0: no tables
    papers: tuple[PaperStory, ...] = ()
    union_rep: Person | None = None
    observer: Person | None = None
    kept: Mapping[str, tuple[KeptStory, ...]] = field(default_factory=dict)  # by username

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody with a seat."""
        beside = tuple(person for person in (self.union_rep, self.observer) if person)
        return (*self.facilitators, *self.teachers, *beside)


@dataclass(frozen=True)
class WalkTexts:
    """What is typed in one language; of the marks of `account_reply`, as many as there are suggestions."""

    plan: PlanAnswers
    plan_response: ResponseAnswers
    plan_reply: ReplyStory
    account_question: str
    account_reply: ReplyStory


@dataclass(frozen=True)
class Walk:
    """From an empty plan to the replies on a practice account."""

    teacher: Person
    colleague: Person
    texts: Mapping[Language, WalkTexts]
