"""What each role sees: words are planted in every text, and each page is searched for all of them."""

import re

import pytest

from tests import world
from tests.world import ACCOUNT, BLOCKS, CIRCLE, LIBRARY, PLAN, Answer

from .cast import FRIENDS_STAGE, PAUSED_STAGES, STAGES, Cast
from .handlers import CASES, Case, send
from .marks import closed_to, everything, found, words
from .matrix import COLUMNS, THINGS
from .tables import Dump, dump

pytestmark = pytest.mark.django_db

SHOWN_TO_THE_AUTHOR = ("author",)

PLAN_TITLE, ACCOUNT_TITLE = {"zps-title"}, {"zas-title"}
PLAN_WORDS = {"zps-words", "zps-focus", "zps-step", "zps-question"}
REVISED_WORDS = {"zpv-words", "zps-focus", "zps-step", "zps-question"}
ACCOUNT_WORDS = {"zas-lead", "zas-did", "zas-changed", "zas-question"}
REVISED = ("revised", "agreed")
RESPONSE = {"describe", "value", "wonder", "suggest", "private"}

SENT_STAGES = STAGES[STAGES.index("responded") :]


def response(stage: str, mark: str) -> set[str]:
    """A response that was sent, with the reply to it once there is one."""
    if stage not in SENT_STAGES:
        return set()
    answer = set() if stage == "responded" else {f"{mark}a-change", f"{mark}a-why"}
    return {f"{mark}s-{part}" for part in RESPONSE} | answer


def own_plan(stage: str) -> set[str]:
    """The author's words at this stage: a draft stands in the place of what is shared."""
    if stage == "draft":
        return {"zpd-title", "zpd-words", "zpd-focus", "zpd-step", "zpd-question", "zpo-words"}
    if stage == "next_version":
        return {"zps-title", "zpn-words", "zps-focus", "zps-step", "zps-question"}
    return PLAN_TITLE | (REVISED_WORDS if stage in REVISED else PLAN_WORDS) | response(stage, "zrp")


def own_account(stage: str) -> set[str]:
    """The same of the practice account."""
    if stage == "draft":
        return {"zad-title", "zad-lead", "zad-did", "zad-changed", "zad-question", "zao-lead"}
    return ACCOUNT_TITLE | ACCOUNT_WORDS | response(stage, "zra")


at_every_stage = pytest.mark.parametrize("stage", STAGES, indirect=True)


def page(cast: Cast, column: str, block: str) -> Answer:
    """The block as somebody of the column opens it."""
    return world.view(cast.signed_in(column), block, as_learner=cast.as_learner(column))


def plan_page(cast: Cast, column: str) -> set[str]:
    """One's own plan with what came to it, the titles of others' plans, and what one gave to them."""
    if column in SHOWN_TO_THE_AUTHOR:
        return own_plan(cast.stage)
    reads = cast.stage != "draft" and THINGS["plan_shared"].by_door(column, "list")
    gave = THINGS["plan_response"].by_door(column, "recall")
    return (PLAN_TITLE if reads else set()) | (response(cast.stage, "zrp") if gave else set())


def account_page(cast: Cast, column: str) -> set[str]:
    """One's own practice account; for its reader the title, then what they gave; titles for facilitators."""
    if column in SHOWN_TO_THE_AUTHOR:
        return own_account(cast.stage)
    leads = column in {"facilitator", "co_facilitator"}
    gave = THINGS["account_response"].by_door(column, "recall")
    titles = ACCOUNT_TITLE if (leads or gave) and cast.stage != "draft" else set()
    return titles | (response(cast.stage, "zra") if gave else set())


def library_page(cast: Cast, column: str) -> set[str]:
    """The titles of what the circle has shared."""
    reads = cast.stage != "draft" and THINGS["account_shared"].by_door(column, "list")
    return ACCOUNT_TITLE if reads else set()


PAGES = {PLAN: plan_page, ACCOUNT: account_page, LIBRARY: library_page}


@pytest.fixture(scope="module")
def opened(stage: Cast, before: Dump) -> dict[tuple[str, str], str]:
    """Every block as everybody opens it, by block and column; looking changes nobody's rows."""
    texts = {(block, column): page(stage, column, block).text for block in BLOCKS for column in COLUMNS}
    assert dump() == before
    return texts


@at_every_stage
@pytest.mark.parametrize("block", PAGES)
def test_a_page_holds_these_words_and_no_others(
    stage: Cast, opened: dict[tuple[str, str], str], block: str
) -> None:
    seen = {column: words(opened[block, column]) for column in COLUMNS}
    assert seen == {column: PAGES[block](stage, column) for column in COLUMNS}


@at_every_stage
def test_the_circle_s_page_names_at_most_the_text_that_is_next(
    stage: Cast, opened: dict[tuple[str, str], str]
) -> None:
    """Its title, for those who may read it; never a word of it."""
    titles = {"zpd-title": "plan_draft", "zps-title": "plan_shared", "zas-title": "account_shared"}
    for column in COLUMNS:
        readable = {title for title, thing in titles.items() if THINGS[thing].by_door(column, "read")}
        assert words(opened[CIRCLE, column]) <= readable, column


@at_every_stage
@pytest.mark.parametrize("block", BLOCKS)
def test_a_page_holds_no_name_that_is_closed_to_its_reader(
    stage: Cast, opened: dict[tuple[str, str], str], block: str
) -> None:
    """Members by the roster alone; an observer and who has left by nobody; union and programme never."""
    seen = {column: found(opened[block, column], closed_to(stage, column)) for column in COLUMNS}
    assert not {column: names for column, names in seen.items() if names}


@pytest.mark.parametrize("stage", ["answered"], indirect=True)
@pytest.mark.parametrize("block", BLOCKS)
def test_whoever_has_no_rights_sees_no_more_than_anybody(stage: Cast, block: str) -> None:
    """A seat without an enrolment shows nothing, to learners and to the course team."""
    alike = [
        ("unenrolled_member", "anonymous", False),
        ("unenrolled_staff", "course_staff", True),
        ("former_member", "outsider", True),
    ]
    for column, like, is_same in alike:
        shown, expected = _shown(stage, column, block), _shown(stage, like, block)
        assert (shown == expected) is is_same, column
        assert stage.circle.name not in shown, column


def _shown(stage: Cast, column: str, block: str) -> str:
    return " ".join(page(stage, column, block).page.get_text(" ").split())


@pytest.mark.parametrize("stage", ["agreed"], indirect=True)
@pytest.mark.parametrize("block", BLOCKS)
def test_only_the_person_sees_what_counts_for_them(stage: Cast, block: str) -> None:
    """Nobody else's counting, and none at all for whoever writes nothing."""
    for column in COLUMNS:
        counted = re.findall(r"Counted: (\d) of \d", page(stage, column, block).text)
        writes = THINGS["own_text"].by_door(column, "begin")
        assert len(counted) == (1 if writes and block in {PLAN, ACCOUNT} else 0), column
        if block == PLAN and counted:
            assert counted == ["1" if column in SHOWN_TO_THE_AUTHOR else "0"], column


@pytest.mark.parametrize("stage", PAUSED_STAGES, indirect=True)
@pytest.mark.parametrize("block", BLOCKS)
def test_a_paused_text_is_on_the_pages_of_its_authors_and_facilitators_alone(
    stage: Cast, opened: dict[tuple[str, str], str], block: str
) -> None:
    """Neither its words nor its title; once taken back, on its authors' alone."""
    seen = {column: found(opened[block, column], closed_to(stage, column)) for column in COLUMNS}
    assert not {column: names for column, names in seen.items() if names}
    if block == PLAN:
        leads = {"facilitator", "co_facilitator"} if stage.stage == "paused" else set()
        titled = {column for column in COLUMNS if "zps-title" in opened[block, column]}
        assert titled == {"author", *leads}


@pytest.mark.parametrize("stage", [FRIENDS_STAGE], indirect=True)
@pytest.mark.parametrize("block", BLOCKS)
def test_a_plan_for_friends_is_on_the_pages_of_those_it_was_shared_with(
    stage: Cast, opened: dict[tuple[str, str], str], block: str
) -> None:
    seen = {column: found(opened[block, column], closed_to(stage, column)) for column in COLUMNS}
    assert not {column: names for column, names in seen.items() if names}
    if block == PLAN:
        titled = {column for column in COLUMNS if "zps-title" in opened[block, column]}
        assert titled == {"author", "responder", "facilitator", "co_facilitator"}


# -- one text, opened ---------------------------------------------------------------------------------


def reading_of(block: str, handler: str, stage: str) -> Case:
    """The handler that opens a text."""
    return next(case for case in CASES if (case.block, case.handler, case.stage) == (block, handler, stage))


OPENED = [
    (PLAN, "plan_shared", PLAN_TITLE | PLAN_WORDS, PLAN_TITLE | REVISED_WORDS),
    (ACCOUNT, "account_shared", ACCOUNT_TITLE | ACCOUNT_WORDS, ACCOUNT_TITLE | ACCOUNT_WORDS),
    # The question is for the readers who were asked, not for the library.
    (LIBRARY, "account_shared", ACCOUNT_TITLE | (ACCOUNT_WORDS - {"zas-question"}), set()),
]


@at_every_stage
@pytest.mark.parametrize(("block", "thing", "first", "second"), OPENED, ids=[row[0] for row in OPENED])
def test_an_opened_text_holds_the_last_shared_words(
    stage: Cast, block: str, thing: str, first: set[str], second: set[str]
) -> None:
    """No draft, no response, no reply, no private word, no facilitator's reason."""
    case = next(case for case in CASES if (case.block, case.handler) == (block, "read"))
    expected = second if second and stage.stage in REVISED else first
    for column in COLUMNS:
        reads = stage.stage != "draft" and THINGS[thing].by_door(column, "read")
        text = send(case, stage, column).text
        assert words(text) == (expected if reads else set()), column
        assert not found(text, closed_to(stage, column)), column


@pytest.mark.parametrize("stage", ["reading"], indirect=True)
@pytest.mark.parametrize(
    ("block", "writer", "text", "mark"),
    [
        (PLAN, "responder", PLAN_TITLE | PLAN_WORDS, "zrp"),
        (ACCOUNT, "ring_reader", ACCOUNT_TITLE | ACCOUNT_WORDS, "zra"),
    ],
    ids=["plan", "account"],
)
def test_a_response_is_written_beside_the_text_by_its_writer_alone(
    stage: Cast, block: str, writer: str, text: set[str], mark: str
) -> None:
    """Their own draft, with the words of their second window; nobody else sees that there is one."""
    draft = {f"{mark}d-{part}" for part in RESPONSE} | {f"{mark}o-describe"}
    case = reading_of(block, "see_both_responses", "reading")
    for column in COLUMNS:
        assert words(send(case, stage, column).text) == (text | draft if column == writer else set()), column


@pytest.mark.parametrize("stage", ["answered"], indirect=True)
@pytest.mark.parametrize("block", BLOCKS)
def test_a_page_viewed_as_somebody_else_says_so_and_no_more(stage: Cast, block: str) -> None:
    """The course team reads no texts, by no detour."""
    author, staff = stage.signed_in("author"), stage.signed_in("course_staff")
    shown = world.view(staff, block, as_learner=author).text
    assert "You are viewing the course as somebody else" in shown
    assert not found(shown, everything(stage))
