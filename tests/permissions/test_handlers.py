"""Every handler of every block, for every role: what is not allowed is refused with one sentence.

A handler that the list of `handlers.py` does not name fails the enumeration.
"""

import pytest
from opaque_keys.edx.keys import UsageKey

from demo import testing
from demo.course import course
from tests.world import Answer

from .cast import Cast
from .handlers import AUTHORING, CASES, Case, handlers_of_blocks, method_of, send
from .marks import closed_to, everything, found
from .matrix import COLUMNS, THINGS
from .tables import Dump, dump, undone

pytestmark = pytest.mark.django_db

STAGES = sorted({case.stage for case in CASES})
EVERYWHERE = sorted(handlers_of_blocks())
IDS = ("plan", "account", "review", "version", "asked", "circle", "work")
NOT_ENROLLED = (403, "This is open to people who are enrolled in the course.")
NOT_SIGNED_IN = (403, "Please sign in again. Your words are still here.")
VIEWING = (403, "You are viewing the course as somebody else. Nothing is shown or changed this way.")
NO_BUTTON = (405, "This needs to be sent with its button.")
LEARNERS = (
    "author",
    "co_author",
    "ring_reader",
    "responder",
    "peer",
    "facilitator",
    "union_representative",
    "observer",
    "outsider",
)

at_every_stage = pytest.mark.parametrize("stage", STAGES, indirect=True)


def cases(stage: Cast) -> list[Case]:
    """The handlers that are called at this stage."""
    return [case for case in CASES if case.stage == stage.stage]


def allowed(case: Case, column: str) -> bool:
    """Whether the matrix opens the handler to the column; a block knows of no posts."""
    return not COLUMNS[column].post and THINGS[case.thing].by_door(column, case.action)


def said(answer: Answer) -> tuple[int, str]:
    """Status and sentence."""
    return answer.status, answer.text


def problem_with(answer: Answer, cast: Cast) -> str:
    """Why this is no refusal as it should be; empty when it is one."""
    if answer.status not in {403, 404, 405}:
        return f"status {answer.status}: {answer.text[:80]!r}"
    if not answer.headers["Content-Type"].startswith("text/plain"):
        return f"content type {answer.headers['Content-Type']}"
    if answer.headers.get("X-Learning-Circle") != "sentence":
        return "no X-Learning-Circle header"
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        return "may be cached"
    is_sentence = 0 < len(answer.text) <= 120 and answer.text.endswith(".") and "\n" not in answer.text
    if not is_sentence or "<" in answer.text:
        return f"not a sentence: {answer.text[:80]!r}"
    leaked = found(answer.text, everything(cast))
    return f"tells of {leaked}" if leaked else ""


def test_every_handler_is_enumerated() -> None:
    """Whoever adds a handler says in `handlers.py` whose it is."""
    listed = {(case.block, case.handler) for case in CASES}
    authoring = {(block, handler) for block, handler in EVERYWHERE if handler in AUTHORING}
    assert set(EVERYWHERE) == listed | authoring


@pytest.mark.parametrize(("block", "handler"), EVERYWHERE)
def test_every_handler_is_guarded(block: str, handler: str) -> None:
    assert getattr(method_of(block, handler), "is_guarded", False) is True


@at_every_stage
def test_a_handler_does_what_the_matrix_says(stage: Cast, before: Dump) -> None:
    """Allowed: an answer. Refused: one sentence, and every row as it was."""
    wrong: dict[str, object] = {}
    for case in cases(stage):
        for column in COLUMNS:
            with undone() as step:
                answer = send(case, stage, column)
                has_changed = step.has_changed(before)
            label = f"{case}, {column}"
            if seen := found(answer.text, closed_to(stage, column)):
                wrong[f"{label}: sees"] = seen
            if has_changed and not (case.changes and allowed(case, column)):
                wrong[f"{label}: changed"] = "something"
            if not allowed(case, column):
                wrong[label] = problem_with(answer, stage)
            elif answer.status != case.told.get(column, 200):
                wrong[label] = f"is allowed, and hears {answer.status}: {answer.text[:80]!r}"
    assert not {label: problem for label, problem in wrong.items() if problem}


@at_every_stage
def test_an_empty_request_is_refused_like_a_full_one(stage: Cast, before: Dump) -> None:
    """Permission comes before the form: a missing field lets nobody in."""
    wrong: dict[str, str] = {}
    for case in cases(stage):
        for column in COLUMNS:
            with undone() as step:
                answer = send(case, stage, column, {})
                has_changed = step.has_changed(before)
            if allowed(case, column):
                wrong[f"{case}, {column}"] = str(answer.status) if answer.status >= 500 else ""
            else:
                wrong[f"{case}, {column}"] = problem_with(answer, stage)
                assert not has_changed, f"{case} changed something for {column}"
    assert not {label: problem for label, problem in wrong.items() if problem}


@at_every_stage
def test_a_missing_object_and_a_forbidden_one_are_answered_alike(stage: Cast) -> None:
    """Neither sentence, status nor header says whether something is there."""
    for case in cases(stage):
        for column in COLUMNS:
            data = case.data(stage, column)
            named = [name for name in IDS if name in data]
            if not named or allowed(case, column):
                continue
            with undone():
                forbidden = send(case, stage, column, data)
                missing = send(case, stage, column, data | dict.fromkeys(named, "987654321"))
            assert said(forbidden) == said(missing), f"{case}, {column}"
            assert forbidden.headers == missing.headers, f"{case}, {column}"


@at_every_stage
def test_who_is_not_signed_in_or_not_enrolled_hears_the_same_everywhere(stage: Cast) -> None:
    """Whatever is asked for, by the page's own way or by a plain link."""
    for case in cases(stage):
        methods = ("POST",) if case.changes else ("GET", "POST")
        for method in methods:
            assert said(send(case, stage, "anonymous", method=method)) == NOT_SIGNED_IN
            assert said(send(case, stage, "unenrolled_member", method=method)) == NOT_ENROLLED
        if case.changes:
            assert said(send(case, stage, "course_staff")) == NOT_ENROLLED
            assert said(send(case, stage, "unenrolled_staff")) == NOT_ENROLLED


@at_every_stage
def test_what_changes_something_needs_a_post(stage: Cast, before: Dump) -> None:
    """A link, a prefetch or a picture's address changes nothing, whoever follows it."""
    for case in cases(stage):
        if case.changes:
            for column in ("author", "responder", "ring_reader", "facilitator", "course_staff", "anonymous"):
                for method in ("GET", "PUT"):
                    assert said(send(case, stage, column, method=method)) == NO_BUTTON
            assert send(case, stage, "author", method="HEAD").status == 405
    assert dump() == before


@at_every_stage
def test_nothing_is_shown_or_changed_while_viewing_as_somebody_else(stage: Cast, before: Dump) -> None:
    """Whoever the course team views the course as, every handler is refused in the same words."""
    for case in cases(stage):
        for learner in LEARNERS:
            data = case.data(stage, learner)
            for viewer in ("course_staff", "enrolled_staff"):
                answer = send(case, stage, viewer, data, as_learner=learner)
                assert said(answer) == VIEWING, f"{case} as {learner}"
                assert not problem_with(answer, stage)
    assert dump() == before


@pytest.mark.parametrize("stage", ["shared"], indirect=True)
def test_a_block_outside_a_course_is_refused(stage: Cast) -> None:
    """In a library there are neither enrolments nor circles: the answer is a sentence, not a fault."""
    wrong: dict[str, str] = {}
    for block, handler in EVERYWHERE:
        usage_key = UsageKey.from_string(f"lb:Org:library:{block}:x")
        course().blocks[usage_key] = {}
        try:
            for column in ("author", "facilitator", "course_staff"):
                given = testing.call(stage.signed_in(column), usage_key, handler, {"page": "1"})
                answer = Answer(given.status_code, given.text, dict(given.headers))
                wrong[f"{block}.{handler}, {column}"] = problem_with(answer, stage)
        finally:
            del course().blocks[usage_key]
    assert not {label: problem for label, problem in wrong.items() if problem}
