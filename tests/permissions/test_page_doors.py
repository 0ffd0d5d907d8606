"""Every page of ours, for every role: what is not allowed answers like what does not exist.

A page that `page_cases` does not name fails the enumeration.
"""

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from learning_circle_xblock import urls

from .cast import Cast
from .marks import closed_to, everything, found
from .matrix import COLUMNS, THINGS
from .page_cases import CASES, PageCase
from .tables import Dump, Step, dump, undone

pytestmark = pytest.mark.django_db

STAGES = sorted({case.stage for case in CASES})
MISSING = 987_654_321
# Open to whoever has the address, and asked elsewhere: they show nothing of anybody.
PUBLIC = {"service_worker": "tests/pages/test_light.py", "calendar_feed": "tests/pages/test_sessions.py"}
at_every_stage = pytest.mark.parametrize("stage", STAGES, indirect=True)
SIGNED_IN = [name for name, column in COLUMNS.items() if column.signed_in and not column.views_as]


def allowed(case: PageCase, column: str) -> bool:
    """Whether the matrix opens the page to the column."""
    return case.everybody or THINGS[case.thing].by_door(column, case.action)


def ask(
    case: PageCase,
    cast: Cast,
    column: str,
    *,
    ids: dict[str, object] | None = None,
    step: Step | None = None,
) -> HttpResponse:
    """The page's answer to somebody of the column; what the sign-in wrote is not the page's."""
    client = Client(raise_request_exception=False)
    user = cast.signed_in(column)
    if isinstance(user, User):
        client.force_login(user)
    if step is not None:
        step.has_written = False
    address = reverse(f"learning_circle:{case.name}", kwargs=case.ids(cast, column) if ids is None else ids)
    send = client.post if case.method == "POST" else client.get
    answer: HttpResponse = send(address, case.data(cast, column))
    return answer


def test_every_page_is_enumerated_and_guarded() -> None:
    """Whoever adds a page says in `page_cases` whose it is."""
    patterns = [found for found in urls.urlpatterns if isinstance(found, URLPattern)]
    assert len(patterns) == len(urls.urlpatterns)
    assert {pattern.name for pattern in patterns} == {case.name for case in CASES} | set(PUBLIC)
    guarded = {pattern.name for pattern in patterns if getattr(pattern.callback, "is_guarded", False)}
    assert guarded == {pattern.name for pattern in patterns} - set(PUBLIC)
    assert get_resolver().namespace_dict["learning_circle"][0] == "learning-circles/"


@at_every_stage
def test_a_page_opens_to_whom_the_matrix_names(stage: Cast, before: Dump) -> None:
    """Allowed: a page. Refused: the one answer, and every row as it was."""
    wrong: dict[str, object] = {}
    for case in (case for case in CASES if case.stage == stage.stage):
        for column in SIGNED_IN:
            with undone() as step:
                if case.prepare:
                    case.prepare(stage)
                answer = ask(case, stage, column, step=step)
                wrote = step.has_written
            label, text = f"{case}, {column}", answer.content.decode()
            if seen := found(text, closed_to(stage, column)):
                wrong[f"{label}: sees"] = seen
            if allowed(case, column):
                if answer.status_code != case.told if case.told else answer.status_code >= 400:
                    wrong[label] = f"is allowed, and hears {answer.status_code}: {text[-200:]!r}"
            elif answer.status_code != 404:
                wrong[label] = f"is refused by {answer.status_code}"
            elif leaked := found(text, everything(stage)):
                wrong[f"{label}: leaks"] = leaked
            elif case.method == "POST" and wrote:
                wrong[f"{label}: wrote"] = True
    assert not wrong


@at_every_stage
def test_a_missing_object_and_a_forbidden_one_are_answered_alike(stage: Cast) -> None:
    """Guessing an identifier tells nothing."""
    wrong: dict[str, object] = {}
    for case in (case for case in CASES if case.stage == stage.stage and not case.everybody):
        for column in SIGNED_IN:
            ids = case.ids(stage, column)
            if not ids or allowed(case, column):
                continue
            with undone():
                if case.prepare:
                    case.prepare(stage)
                answer = ask(case, stage, column)
                missing = ask(case, stage, column, ids=dict.fromkeys(ids, MISSING))
            if (answer.status_code, answer.content) != (missing.status_code, missing.content):
                wrong[f"{case}, {column}"] = (answer.status_code, missing.status_code)
    assert not wrong


def assert_names_nobody(case: PageCase, stage: Cast) -> None:
    """A public page, opened by nobody in particular."""
    with undone() as step:
        if case.prepare:
            case.prepare(stage)
        at_first = dump()
        answer = ask(case, stage, "anonymous")
        assert not step.has_changed(at_first), str(case)
    assert answer.status_code in {200, 302}, str(case)
    assert not found(answer.content.decode(), everything(stage)), str(case)


@at_every_stage
def test_who_is_not_signed_in_is_asked_to(stage: Cast) -> None:
    """The sign-in page, whatever is asked for; a public page names nobody and changes nothing."""
    for case in (case for case in CASES if case.stage == stage.stage):
        if case.public:
            assert_names_nobody(case, stage)
            continue
        answer = ask(case, stage, "anonymous")
        assert answer.status_code == 302 and "/persona/?next=" in answer["Location"], str(case)


@at_every_stage
def test_what_changes_something_needs_a_post(stage: Cast, before: Dump) -> None:
    """A link or a prefetch changes nothing, whoever follows it."""
    reads = {case.name for case in CASES if case.method == "GET"}
    for case in (case for case in CASES if case.stage == stage.stage and case.method == "POST"):
        for column in ("author", "facilitator", "coordinator"):
            with undone() as step:
                client = Client()
                client.force_login(stage.learner(column))
                address = reverse(f"learning_circle:{case.name}", kwargs=case.ids(stage, column))
                status = client.get(address).status_code
                assert status == 405 or case.name in reads, str(case)
                assert not step.has_changed(before) or case.name in reads, str(case)
