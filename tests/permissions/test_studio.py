"""Studio touches no learner's row; settings are changed there alone, by those who may write the course."""

from typing import Any

import pytest
import webob

from demo.models import BlockSettings
from demo.testing import NOBODY, Place, block_for, call, show
from learning_circle_xblock.xblock_base import LearningCircleBlock
from tests import world
from tests.world import ACCOUNT, BLOCKS, CIRCLE, PLAN

from .cast import Cast
from .handlers import AUTHORING, SETTINGS, handlers_of_blocks
from .marks import everything, found
from .matrix import COLUMNS, THINGS
from .tables import Dump, dump, statements_on_our_tables, undone

pytestmark = pytest.mark.django_db

STUDIO = (Place.PREVIEW, Place.STUDIO)
VIEWS = ("author_view", "studio_view", "student_view", "public_view")
ALL = sorted(handlers_of_blocks())
SENTENCE = "Settings are changed in Studio, by the course team."
NOT_HERE = "This works in the course, not in Studio."

answered = pytest.mark.parametrize("stage", ["answered"], indirect=True)


def settings_form(block: str, display_name: str = "Another title") -> dict[str, Any]:
    """What the settings form sends."""
    weight = {"weight": "2", "protocol": "four_steps/1"} if block in {PLAN, ACCOUNT} else {}
    if block == PLAN:
        weight |= {"responders": "author", "counts": "agreed"}
    counted = {"counts_workshops": "", "workshops_needed": "5", "weight": "2"} if block == CIRCLE else {}
    return world.prefixed(block, {"display_name": display_name, **weight, **counted})


@answered
@pytest.mark.parametrize("place", STUDIO)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("block", BLOCKS)
def test_a_view_in_studio_reads_no_learner_table(stage: Cast, place: Place, view: str, block: str) -> None:
    """Whoever is signed in to Studio, a learner with texts of their own among them."""
    for column in COLUMNS:
        with statements_on_our_tables() as statements:
            text = show(stage.signed_in(column), world.usage_key(block), view, place=place).content
        assert statements == [], f"{view} for {column}"
        assert not found(text, everything(stage)), f"{view} for {column}"


@answered
@pytest.mark.parametrize("place", STUDIO)
@pytest.mark.parametrize(("block", "handler"), ALL)
def test_a_handler_in_studio_reads_no_learner_table(
    stage: Cast, before: Dump, place: Place, block: str, handler: str
) -> None:
    """Studio runs any handler for anybody signed in: each refuses by itself."""
    for column in COLUMNS:
        for method in ("POST", "GET"):
            with undone():
                with statements_on_our_tables() as statements:
                    answer = _studio(stage, column, block, handler, place, method)
                assert statements == [], f"{handler} for {column}"
                assert not found(answer.text, everything(stage))
                if handler not in AUTHORING:
                    assert answer.status_code in {403, 405}, f"{handler} for {column}"
                    assert answer.content_type == "text/plain"
                    assert answer.headers["X-Learning-Circle"] == "sentence"
                if handler not in AUTHORING and answer.status_code == 403:
                    assert answer.text == NOT_HERE
    assert dump() == before


def _studio(
    stage: Cast, column: str, block: str, handler: str, place: Place, method: str, form: Any = None
) -> webob.Response:
    known = {"review": "1", "plan": "1", "account": "1", "circle": "1", "asked": "1", "page": "1"}
    return call(
        stage.signed_in(column),
        world.usage_key(block),
        handler,
        known if form is None else form,
        method=method,
        place=place,
    )


@answered
@pytest.mark.parametrize("block", BLOCKS)
def test_settings_are_closed_in_the_course_for_everybody(stage: Cast, before: Dump, block: str) -> None:
    """The course team's own right holds in Studio: in the LMS any learner can reach the handler."""
    for column in COLUMNS:
        for method in ("POST", "GET"):
            answer = world.call(
                stage.signed_in(column),
                block,
                SETTINGS,
                settings_form(block),
                method=method,
                as_learner=stage.as_learner(column),
            )
            assert (answer.status, answer.text) == (403, SENTENCE), column
            assert answer.headers["X-Learning-Circle"] == "sentence"
    assert dump() == before
    assert not BlockSettings.objects.exists()


@answered
@pytest.mark.parametrize("place", STUDIO)
@pytest.mark.parametrize("block", BLOCKS)
def test_settings_are_changed_by_those_who_may_write_the_course(
    stage: Cast, block: str, place: Place
) -> None:
    """Everybody else hears the sentence and nothing is stored; a preview stores nothing for anybody."""
    for column in COLUMNS:
        may_change = THINGS["settings"].by_door(column, "change") or column == "masquerade"
        with undone():
            answer = _studio(stage, column, block, SETTINGS, place, "POST", settings_form(block))
            stored = BlockSettings.objects.filter(fields__display_name="Another title").exists()
        assert answer.status_code == (204 if may_change else 403), column
        assert stored is (may_change and place is Place.STUDIO), column
        if not may_change:
            assert answer.text == SENTENCE


@answered
@pytest.mark.parametrize("block", BLOCKS)
def test_settings_with_an_unknown_field_or_none_change_no_other_field(stage: Cast, block: str) -> None:
    """Only what the block calls editable can be set."""
    form = settings_form(block) | world.prefixed(block, {"has_begun": "on", "graded": "on", "due": "2026"})
    with undone():
        _studio(stage, "course_staff", block, SETTINGS, Place.STUDIO, "POST", form)
        stored = BlockSettings.objects.get().fields
        changed = {name for name, value in stored.items() if value in ("on", "2026", True)}
    assert not changed
    answer = _studio(stage, "course_staff", block, SETTINGS, Place.STUDIO, "POST", {})
    assert answer.status_code == 422 and not BlockSettings.objects.exists()


@answered
@pytest.mark.parametrize("block", BLOCKS)
def test_a_service_of_studio_anywhere_closes_the_learners_part(
    stage: Cast, block: str, settings: Any
) -> None:
    """Studio's process alone is enough, whatever the runtime says of itself."""
    settings.SERVICE_VARIANT = "cms"
    with statements_on_our_tables() as statements:
        text = show(stage.signed_in("author"), world.usage_key(block)).content
        answer = world.call(stage.signed_in("author"), block, "again", method="GET")
    assert statements == [] and not found(text, everything(stage))
    assert (answer.status, answer.text) == (403, NOT_HERE)


def test_no_block_opens_studio_with_a_view_of_its_own() -> None:
    """The two views of Studio are written once, for all blocks."""
    for block in BLOCKS:
        found_in = type(block_for(NOBODY, world.usage_key(block)))
        for view in VIEWS:
            assert getattr(found_in, view) is getattr(LearningCircleBlock, view), f"{view} of {block}"
