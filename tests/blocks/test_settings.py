"""Settings of a block: in Studio, by authors, sound, and the same after export and import."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from webob import Response

from demo.course import parse_block
from demo.models import BlockSettings
from demo.runtime import published_block
from demo.testing import NOBODY, Place, call, set_by_author, show
from learning_circle_xblock.permissions import Role
from tests.queries import counted
from tests.world import ACCOUNT, BLOCKS, CIRCLE, PLAN, circle, person, prefixed, seat, usage_key

pytestmark = pytest.mark.django_db
GRADED = (PLAN, ACCOUNT)
CHOSEN = {"protocol": "four_steps/1", "responders": "author", "counts": "agreed"}


def save(
    user: Any, block_type: str, place: Place = Place.STUDIO, method: str = "POST", **values: Any
) -> Response:
    """The settings form."""
    usual = {"display_name": "A name", "weight": "3", "workshops_needed": "5", **CHOSEN}
    data = prefixed(block_type, {**usual, **values})
    return call(user, usage_key(block_type), "save_settings", data, place=place, method=method)


@pytest.fixture
def author() -> Any:
    """Course staff."""
    return person("staff", staff=True)


@pytest.mark.parametrize("block_type", BLOCKS)
def test_an_author_keeps_settings(author: Any, block_type: str) -> None:
    answer = save(author, block_type, display_name="  Our plan 👏 <b> ")
    assert (answer.status_code, answer.text) == (204, "")
    block = published_block(usage_key(block_type))
    assert block.display_name == "Our plan 👏 <b>"
    if block_type in GRADED:
        assert block.weight == 3
    form = show(author, usage_key(block_type), "studio_view", place=Place.STUDIO).content
    field = BeautifulSoup(form, "html.parser").select_one("input[name$=-display_name]")
    assert field is not None and field["value"] == "Our plan 👏 <b>"


@pytest.mark.parametrize("block_type", BLOCKS)
@pytest.mark.parametrize(
    ("username", "place"),
    [
        ("ann", Place.LMS), ("lead", Place.LMS), ("staff", Place.LMS), ("ann", Place.STUDIO),
        ("lead", Place.STUDIO), ("ann", Place.PREVIEW), ("nobody", Place.LMS), ("nobody", Place.STUDIO),
    ],
)  # fmt: skip
def test_who_does_not_change_settings(block_type: str, username: str, place: Place) -> None:
    where = circle()
    seat(where, "ann")
    seat(where, "lead", Role.FACILITATOR)
    user = NOBODY if username == "nobody" else person(username, staff=username == "staff")
    answer = save(user, block_type, place, display_name="Mine")
    assert answer.status_code == 403
    assert answer.headers["X-Learning-Circle"] == "sentence"
    assert published_block(usage_key(block_type)).display_name != "Mine"
    assert not BlockSettings.objects.exists()


def test_settings_are_sent_with_their_button(author: Any) -> None:
    assert save(author, PLAN, method="GET").status_code == 405
    assert not BlockSettings.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"weight": "0"}, "weight"),
        ({"weight": "-1"}, "weight"),
        ({"weight": "101"}, "weight"),
        ({"weight": "2.5"}, "weight"),
        ({"weight": "many"}, "weight"),
        ({"weight": ""}, "weight"),
        ({"weight": "9" * 5000}, "weight"),
        ({"display_name": ""}, "display_name"),
        ({"display_name": "   "}, "display_name"),
        ({"display_name": "x" * 121}, "display_name"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    author: Any, values: dict[str, str], field: str
) -> None:
    answer = save(author, ACCOUNT, **values)
    assert answer.status_code == 422
    assert answer.headers["Cache-Control"] == "private, no-store"
    page = BeautifulSoup(answer.text, "html.parser")
    wrong = [node.select_one("input")["name"] for node in page.select(".lc-field") if node.select(".lc-mend")]
    assert [name.rpartition("-")[2] for name in wrong] == [field]
    assert not BlockSettings.objects.exists()


@pytest.mark.parametrize("weight", [1, 100])
def test_the_limits_of_the_points(author: Any, weight: int) -> None:
    assert save(author, PLAN, weight=str(weight)).status_code == 204
    assert published_block(usage_key(PLAN)).max_score() == weight


def test_points_are_known_without_a_learner_and_without_a_table() -> None:
    with counted() as queries:
        assert published_block(usage_key(PLAN)).max_score() == 1
        assert published_block(usage_key(ACCOUNT)).max_score() == 1
    assert queries.number == 0
    assert isinstance(published_block(usage_key(PLAN)).max_score(), int)


@pytest.mark.parametrize("block_type", BLOCKS)
def test_what_is_graded_and_what_is_completable(block_type: str) -> None:
    block = published_block(usage_key(block_type))
    assert getattr(block, "has_score", False) is (block_type in GRADED)
    assert block.completion_mode == ("completable" if block_type in GRADED else "excluded")
    assert hasattr(block, "weight") is (block_type in (*GRADED, CIRCLE))


def test_the_circle_is_graded_only_where_its_author_counts_workshops(author: Any) -> None:
    block = published_block(usage_key(CIRCLE))
    assert type(block).has_score is False, "the class by itself is no gradebook item"
    assert (block.has_score, block.max_score()) == (False, 0)
    answer = save(author, CIRCLE, weight="4", workshops_needed="3", counts_workshops="on")
    assert answer.status_code == 204
    with counted() as queries:
        block = published_block(usage_key(CIRCLE))
        assert (block.has_score, block.max_score(), block.workshops_needed) == (True, 4, 3)
    assert queries.number <= 1, "settings alone"
    assert block.completion_mode == "excluded", "no unit waits for a meeting"
    assert save(author, CIRCLE).status_code == 204
    assert published_block(usage_key(CIRCLE)).has_score is False


@pytest.mark.parametrize("number", ["0", "41", "many", ""])
def test_how_many_workshops_count_has_limits(author: Any, number: str) -> None:
    answer = save(author, CIRCLE, workshops_needed=number)
    assert answer.status_code == 422
    wrong = BeautifulSoup(answer.text, "html.parser").select_one(".lc-field:has(.lc-mend) input")
    assert wrong is not None and str(wrong["name"]).endswith("workshops_needed")


# -- export and import


def exported(block_type: str) -> etree._Element:
    """The block as its course is exported, through text and back."""
    block = published_block(usage_key(block_type))
    node = etree.Element(block_type)
    block.add_xml_to_node(node)
    return etree.fromstring(etree.tostring(node))


@pytest.mark.parametrize("block_type", BLOCKS)
@pytest.mark.parametrize("name", ["Plain", "“Élan” & <b> 👏 한글", "two\nlines", "quo\"tes' {{ x }}"])
def test_settings_are_the_same_after_export_and_import(block_type: str, name: str) -> None:
    values = {"display_name": name, **({"weight": 42} if block_type in GRADED else {})}
    set_by_author(usage_key(block_type), **values)
    fields = parse_block(exported(block_type), usage_key(block_type))
    assert fields == values


@pytest.mark.parametrize("block_type", GRADED)
def test_nothing_of_a_learner_is_exported(block_type: str) -> None:
    from tests.world import call as press

    where = circle()
    ann = seat(where, "ann")
    press(ann, block_type, "save_draft", {**prefixed(block_type, {"title": "Words of Ann"}), "base": "0"})
    text = etree.tostring(exported(block_type)).decode()
    assert "Words of Ann" not in text and "has_begun" not in text


@pytest.mark.parametrize("name", ["a\x01b", "a\x0bb", "a\x1fb", "a\ufffeb"])
def test_a_name_from_the_settings_form_never_breaks_the_export(author: Any, name: str) -> None:
    """One sign that XML cannot hold would stop the export of the whole course."""
    save(author, PLAN, display_name=name)
    assert exported(PLAN).tag == PLAN


@pytest.mark.parametrize("weight", ["", "null"])
def test_points_left_empty_in_a_course_that_is_imported(weight: str) -> None:
    element = etree.fromstring(f'<{PLAN} url_name="plan" weight="{weight}"/>')
    value = parse_block(element, usage_key(PLAN)).get("weight")
    set_by_author(usage_key(PLAN), weight=value)
    assert isinstance(published_block(usage_key(PLAN)).max_score(), int)


def test_the_settings_of_the_circle(author: Any) -> None:
    form = BeautifulSoup(
        show(author, usage_key(CIRCLE), "studio_view", place=Place.STUDIO).content, "html.parser"
    )
    names = [str(node["name"]).rpartition("-")[2] for node in form.select("form input[name]")]
    assert names == ["display_name", "counts_workshops", "workshops_needed", "weight"]


@pytest.mark.parametrize("name", ["protocol", "responders", "counts"])
def test_one_of_a_list_is_chosen_and_stays_where_it_is_not_sent(author: Any, name: str) -> None:
    wanted = {"protocol": "warm_and_cool/1", "responders": "friends", "counts": "shared"}[name]
    assert save(author, PLAN, **{name: wanted}).status_code == 204
    assert getattr(published_block(usage_key(PLAN)), name) == wanted
    data = prefixed(PLAN, {"display_name": "A name", "weight": "3"})
    assert call(author, usage_key(PLAN), "save_settings", data, place=Place.STUDIO).status_code == 204
    assert getattr(published_block(usage_key(PLAN)), name) == wanted
    refused = save(author, PLAN, **{name: "whatever"})
    assert refused.status_code == 422 and "Please choose one of the list." in refused.text
    assert getattr(published_block(usage_key(PLAN)), name) == wanted
