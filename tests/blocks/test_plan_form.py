"""The form of the plan block: made in Studio, asked in the course, kept by what was begun, carried by OLX."""

import copy
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from lxml import etree

from demo.course import parse_block
from demo.models import BlockSettings
from demo.runtime import published_block
from demo.testing import Place, call, set_by_author, show
from learning_circle_xblock.block_parts.form_sent import STATE_LIMIT
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.presets import FULL_PLAN, START_SMALL, START_SMALL_1
from learning_circle_xblock.writing.design import Design, as_data
from learning_circle_xblock.writing.models import Draft, FormSchema, PrivateAnswers, Version
from learning_circle_xblock.writing.olx import OlxRefused
from tests import world
from tests.world import (
    PLAN,
    PLAN_ANSWERS,
    Answer,
    circle,
    person,
    prefixed,
    seat,
    share_plan,
    usage_key,
    view,
)
from tests.writing.designs import designs

from .pages import Window, assert_harmless

pytestmark = pytest.mark.django_db
KEY = usage_key(PLAN)
OWN = {
    "id": "own_1",
    "kind": "short",
    "label": {"en": "What our union asks", "fr": "La question du syndicat"},
}
TAMPERED = '{"preset": "start_small/2", "own": [{"id": "own_1", "kind": "%s", "label": {"%s": "x"}}]}'
DESIGN = {"preset": START_SMALL.id, "hidden": ["fa_link"], "own": [OWN]}


@pytest.fixture
def author() -> Any:
    """Course staff."""
    return person("staff", staff=True)


class Editor:
    """The edit window in Studio: it sends back what its page holds, as a browser does."""

    def __init__(self, user: Any) -> None:
        self.user = user
        html = show(user, KEY, "studio_view", place=Place.STUDIO).content
        self.page = BeautifulSoup(html, "html.parser")

    def inputs(self) -> dict[str, Any]:
        """By name."""
        found: dict[str, Any] = {}
        for node in self.page.select("input[name], textarea[name], select[name]"):
            if node.find_parent("fieldset", disabled=True) or node.find_parent(class_="lc-frame"):
                continue
            if node.get("type") in ("radio", "checkbox") and not node.has_attr("checked"):
                continue
            chosen = node.select_one("option[selected]") if node.name == "select" else None
            text = node.text.removeprefix("\n") if node.name == "textarea" else node.get("value", "")
            found[str(node["name"])] = str(chosen["value"]) if chosen else str(text)
        return found

    def send(self, handler: str, typed: dict[str, str], **extra: str) -> Any:
        """The whole form, with what is typed into it."""
        data = {**self.inputs(), **prefixed(PLAN, typed), **extra}
        return call(self.user, KEY, handler, data, place=Place.STUDIO)

    def press(self, do: str, typed: dict[str, str] | None = None) -> "Editor":
        """A button of the editor: its part of the page is new."""
        answer = self.send("try_form", typed or {}, do=do)
        assert answer.status_code == 200, answer.text
        part = BeautifulSoup(answer.text, "html.parser")
        self.page.select_one("[data-lc-try]").replace_with(part)  # type: ignore[union-attr]
        return self

    def save(self, typed: dict[str, str] | None = None) -> Any:
        """The save button."""
        return self.send("save_settings", typed or {})

    def names(self) -> list[str]:
        """The fields as they stand in the list."""
        return [str(node["data-lc-field"]).rpartition("-")[2] for node in self.page.select(".lc-list > li")]


def kept() -> Design:
    """The design that the course holds."""
    return published_block(KEY).design


def shown(page: Answer) -> list[str]:
    """The fields of the draft on a learner's page."""
    return [str(n["data-lc-field"]).split("-", 1)[1] for n in page.page.select("form [data-lc-field]")]


# -- the editor


def test_saved_as_it_stands_nothing_is_set(author: Any) -> None:
    assert Editor(author).save().status_code == 204
    assert not BlockSettings.objects.filter(fields__has_key="plan_form").exists()
    assert kept() == Design(START_SMALL.id)


def test_an_author_makes_a_form_without_code(author: Any) -> None:
    """Pick a preset, hide, reword, reorder, add a field in two languages, save, and see it as it was left."""
    editor = Editor(author).press("", {"preset": FULL_PLAN.id})
    editor.press("down:concern", {"hide-fa_link": "1", "label-focus": "I want to change…"})
    assert editor.names()[:4] == ["title", "values", "concern", "now"]
    editor.press("add").press("", {"kind-own_1": "choice", "label-own_1": "Which group?"})
    editor.press("", {"option-own_1-1": "small", "option-own_1-2": "large", "lang": "fr"})
    assert "(1 wording is missing)" not in editor.page.text and "missing" in editor.page.text
    french = {"label-own_1": "Quelle équipe ?", "option-own_1-1": "petit", "option-own_1-2": "grand"}
    assert editor.save(french).status_code == 204
    design = kept()
    assert (design.preset, design.hidden) == (FULL_PLAN.id, ("fa_link",))
    assert dict(design.labels)["focus"].by_language == (("en", "I want to change…"),)
    assert design.own[0].label.by_language == (("en", "Which group?"), ("fr", "Quelle équipe ?"))
    assert [dict(said.by_language)["fr"] for _code, said in design.own[0].options] == ["petit", "grand"]
    again = Editor(author)
    assert again.names() == editor.names()
    assert again.save().status_code == 204 and kept() == design


def test_words_of_other_languages_are_carried_along(author: Any) -> None:
    set_by_author(KEY, plan_form=DESIGN)
    editor = Editor(author).press("", {"lang": "ko"})
    assert editor.save({"label-own_1": "조합의 질문"}).status_code == 204
    assert dict(kept().own[0].label.by_language) == OWN["label"] | {"ko": "조합의 질문"}


def test_another_preset_keeps_what_it_has_a_field_for(author: Any) -> None:
    set_by_author(KEY, plan_form=DESIGN | {"hidden": ["title", "fa_link"]})
    editor = Editor(author).press("", {"preset": FULL_PLAN.id, "hide-title": ""})
    assert editor.save().status_code == 204
    assert kept().hidden == ("fa_link",), "the title is needed in the full plan"
    assert [row.id for row in kept().own] == ["own_1"]


def test_five_fields_of_ones_own_and_no_sixth(author: Any) -> None:
    editor = Editor(author)
    for _ in range(7):
        editor.press("add")
    assert [name for name in editor.names() if name.startswith("own")] == [f"own_{n}" for n in range(1, 6)]
    assert not editor.page.select("[hx-vals*='\"add\"']")
    editor.press("drop:own_2")
    editor.press("add")
    assert len([name for name in editor.names() if name.startswith("own")]) == 5
    editor.press("up:own_2")
    assert editor.names()[-2:] == ["own_2", "own_5"]


def test_saving_fails_beside_the_field_and_nothing_typed_is_lost(author: Any) -> None:
    editor = Editor(author).press("add", {"label-focus": "Kept words"})
    answer = editor.save({"help-own_1": "Help that is kept", "weight": "0"})
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "html.parser")
    wrong = [
        str(node["data-lc-field"])
        for node in page.select("li[data-lc-field]")
        if node.select_one(":scope > .lc-mend")
    ]
    assert [name.rpartition("-")[2] for name in wrong] == ["own_1"]
    assert page.select_one("input[name$=-label-focus]")["value"] == "Kept words"  # type: ignore[index]
    assert page.select_one("textarea[name$=-help-own_1]").text.strip() == "Help that is kept"  # type: ignore[union-attr]
    assert not BlockSettings.objects.exists()


def test_what_is_wrong_is_said_while_typing(author: Any) -> None:
    editor = Editor(author)
    answer = editor.send("try_form", {"label-focus": "x" * 201}, do="check")
    assert answer.status_code == 200 and "200 characters at most" in answer.text
    assert "data-lc-try" not in answer.text, "only the checks are new; the inputs stay under the cursor"
    assert "Preview" in editor.send("try_form", {"label-focus": "fine"}, do="check").text
    assert not BlockSettings.objects.exists()


@pytest.mark.parametrize(
    "state", ["", "{", "[]", "3", '{"preset": 1}', "[" * 9000, '{"preset":"none/1"}', "x" * (STATE_LIMIT + 1)]
)
def test_a_state_that_cannot_be_read_breaks_nothing(author: Any, state: str) -> None:
    answer = Editor(author).send("try_form", {"state": state})
    assert answer.status_code == 200 and "data-lc-try" in answer.text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ('{"preset": "start_small/2", "hidden": ["concern"]}', ""),
        (TAMPERED % ("file", "en"), "file"),
        (TAMPERED % ("short", "xx"), "xx"),
    ],
)  # fmt: skip
def test_a_state_that_was_tampered_with_is_not_kept(author: Any, state: str, words: str) -> None:
    editor = Editor(author)
    data = {**editor.inputs(), **prefixed(PLAN, {"state": state})}
    answer = call(author, KEY, "save_settings", data, place=Place.STUDIO)
    if answer.status_code == 422:
        assert words in answer.text
        assert not BlockSettings.objects.exists()
    else:
        assert kept().hidden == (), "the boxes on the page say what is hidden"


def test_five_hundred_fields_are_refused_in_a_sentence(author: Any) -> None:
    own = ",".join(f'{{"id":"own_{n}","kind":"short","label":{{"en":"x"}}}}' for n in range(500))
    answer = Editor(author).send("save_settings", {"state": f'{{"preset":"start_small/2","own":[{own}]}}'})
    assert answer.status_code == 422 and "500 fields of your own; five at most" in answer.text
    assert len(answer.text) < 200_000


def test_previews_show_sample_words_in_the_language_of_the_wording(author: Any) -> None:
    set_by_author(KEY, plan_form=DESIGN)
    editor = Editor(author).press("", {"lang": "fr"})
    frame = editor.page.select_one(".lc-frame")
    assert frame is not None
    assert [node.text.strip() for node in frame.select(":scope > details > summary")] == [
        "As a teacher", "As a critical friend", "As a facilitator",
    ]  # fmt: skip
    teacher, friend, lead = frame.select(":scope > details")
    assert "La question du syndicat" in teacher.text
    assert not teacher.select("[data-lc-field$=fa_link]"), "it is hidden"
    with override("fr"):
        label = str(START_SMALL.field("head_support").label)
    assert label in teacher.text and label not in friend.text + lead.text
    assert not [
        n for n in frame.select("input, textarea, select") if not n.find_parent("fieldset", disabled=True)
    ]


def test_markup_in_the_wording_stays_text(author: Any) -> None:
    hostile = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>\"' {{ 6|add:1 }}"
    set_by_author(
        KEY, plan_form=DESIGN | {"own": [OWN | {"label": {"fr": hostile}, "help": {"en": hostile}}]}
    )
    seat(circle(), "ann")
    html = show(author, KEY, "studio_view", place=Place.STUDIO).content
    for text in (html, view(person("ann"), PLAN).text):
        assert_harmless(Answer(200, text, {}))


@pytest.mark.parametrize("username", ["ann", "lead"])
@pytest.mark.parametrize("place", Place)
def test_who_does_not_try_a_form(username: str, place: Place) -> None:
    where = circle()
    seat(where, "ann")
    seat(where, "lead", Role.FACILITATOR)
    answer = call(person(username), KEY, "try_form", {}, place=place)
    assert answer.status_code == 403 and answer.headers["X-Learning-Circle"] == "sentence"


def test_nobody_tries_a_form_in_the_course(author: Any) -> None:
    assert call(author, KEY, "try_form", {}, place=Place.LMS).status_code == 403
    assert call(author, KEY, "try_form", {}, method="GET", place=Place.STUDIO).status_code == 405


# -- copied as text, exported and imported


def test_a_form_is_copied_into_another_course(author: Any) -> None:
    set_by_author(KEY, plan_form=DESIGN)
    text = Editor(author).page.select_one("textarea[readonly]").text  # type: ignore[union-attr]
    BlockSettings.objects.all().delete()
    editor = Editor(author).press("take", {"olx": text})
    assert editor.save().status_code == 204
    assert as_data(kept()) == DESIGN


def test_what_is_not_taken_over_stays_in_its_field_with_the_line(author: Any) -> None:
    editor = Editor(author).press(
        "take", {"olx": "<form preset='start_small/2'>\n<hide field='concern'/></form>"}
    )
    field = editor.page.select_one("[data-lc-field$=-olx]")
    assert field is not None and "Line 2: " in field.text and "hide field" in field.text


def exported() -> etree._Element:
    """The block as its course is exported, through text and back."""
    node = etree.Element(PLAN)
    published_block(KEY).add_xml_to_node(node)
    return etree.fromstring(etree.tostring(node))


def test_a_form_that_was_never_touched_is_not_exported() -> None:
    assert len(exported()) == 0 and "plan_form" not in exported().attrib


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(designs())
def test_a_block_is_the_same_after_export_and_import(design: Design) -> None:
    set_by_author(KEY, plan_form=as_data(design), display_name="Élan & <b>")
    node = exported()
    assert [child.tag for child in node] == ["form"] and "plan_form" not in node.attrib
    assert parse_block(copy.deepcopy(node), KEY) == {
        "plan_form": as_data(design),
        "display_name": "Élan & <b>",
    }


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        ("\n<form preset='none/1'/>", 2),
        ("\n\n<form preset='start_small/2'><hide field='concern'/></form>", 3),
        ("<form preset='start_small/2'/>\n<form preset='start_small/2'/>", 2),
    ],
)
def test_a_form_that_is_not_sound_stops_its_import_with_the_line(inner: str, line: int) -> None:
    node = etree.fromstring(f"<{PLAN} url_name='plan'>{inner}</{PLAN}>")
    with pytest.raises(OlxRefused, match=rf"^Line {line}: "):
        parse_block(node, KEY)


@pytest.mark.parametrize(
    "data", [{"preset": "none/1"}, {"own": 3}, {"preset": START_SMALL.id, "hidden": ["concern"]}]
)
def test_an_unsound_form_in_the_field_counts_as_the_preset(data: Any) -> None:
    set_by_author(KEY, plan_form=data)
    assert kept() == Design(START_SMALL.id)
    seat(circle(), "ann")
    assert "concern" in shown(view(person("ann"), PLAN))


# -- in the course


def test_the_form_of_the_block_is_asked_and_kept_with_the_plan() -> None:
    set_by_author(KEY, plan_form=DESIGN)
    ann = seat(circle(), "ann")
    page = view(ann, PLAN)
    assert "own_1" in shown(page) and "fa_link" not in shown(page)
    assert share_plan(ann, {"own_1": "We ask for time."}).status == 200
    work = Plan.objects.get().work
    assert work.schema_id == kept().id and FormSchema.objects.get().data == as_data(kept())
    assert Version.objects.get().schema_id == work.schema_id
    set_by_author(KEY, plan_form=None)
    own = view(ann, PLAN)
    assert "What our union asks" in own.text and "We ask for time." in own.text
    ben = seat(Plan.objects.get().circle, "ben")
    read = world.call(ben, PLAN, "read", {"plan": Plan.objects.get().pk}, method="GET")
    assert "What our union asks" in read.text and "We ask for time." in read.text


def test_the_full_plan_is_asked_for_whole() -> None:
    set_by_author(KEY, plan_form={"preset": FULL_PLAN.id})
    ann = seat(circle(), "ann")
    page = view(ann, PLAN)
    assert "10 answers are needed to share" in page.text and "Share my four answers" not in page.text
    answer = share_plan(ann)
    assert answer.status == 422
    missing = [str(a["data-lc-jump"]).split("-", 1)[1] for a in answer.page.select(".lc-problems a")]
    assert missing == ["title", "consulted", "who_pupils", "difference", "steps", "evidence"]
    assert Draft.objects.get().answers["concern"] == PLAN_ANSWERS["concern"]
    rest = {
        "title": "Ours",
        "consulted": ["", "nobody"],
        "who_pupils": "Grade 3",
        "difference__paper": "notebook",
        "steps": "",
        "steps-0-what": "ask",
        "steps-0-who": "",
        "steps-0-who-0-role": "same_year",
        "steps-0-who-0-many": "2",
        "steps-0-when": "2027-03-14",
        "steps-3-what": "try",
        "evidence": ["", "notes"],
    }
    shared = Window(ann, PLAN, base="1").share(rest)
    assert shared.status == 200, shared.text
    for words in ("ask · teachers of the same year (2 people)", "On paper, kept at notebook", "short notes"):
        assert words in shared.text


def test_a_plan_that_was_begun_keeps_its_form_until_its_author_takes_the_new_one() -> None:
    ann = seat(circle(), "ann")
    world.call(
        ann, PLAN, "save_draft", {**prefixed(PLAN, {"concern": "Kept", "now": "Kept too"}), "base": "0"}
    )
    assert "has changed" not in view(ann, PLAN).text
    set_by_author(
        KEY, plan_form=DESIGN | {"hidden": ["now"], "words": {"focus": {"label": {"en": "I want…"}}}}
    )
    page = view(ann, PLAN)
    assert {"now", "fa_link"} < set(shown(page)) and "own_1" not in shown(page)
    note = page.one("form").parent.text  # type: ignore[union-attr]
    for words in ("has changed", "What our union asks", "What happens now", "I want…"):
        assert words in note
    world.call(ann, PLAN, "save_draft", {**prefixed(PLAN, {"now": "Still kept"}), "base": "1"})
    assert Draft.objects.get().answers["now"] == "Still kept", "the old form still saves"
    taken = world.call(ann, PLAN, "take_form", {})
    assert taken.status == 200 and "has changed" not in taken.text
    assert "own_1" in shown(taken) and "now" not in shown(taken)
    assert Draft.objects.get().answers == {"concern": "Kept", "now": "Still kept"}


def test_a_shared_version_keeps_its_form_when_the_next_is_written_in_another() -> None:
    ann = seat(circle(), "ann")
    share_plan(ann, {"now": "In the first version"})
    world.call(ann, PLAN, "revise", {})
    Plan.objects.get().work.versions.update(schema_id="")
    set_by_author(KEY, plan_form=DESIGN | {"hidden": ["now"]})
    world.call(ann, PLAN, "take_form", {})
    ben = seat(Plan.objects.get().circle, "ben")
    read = world.call(ben, PLAN, "read", {"plan": Plan.objects.get().pk}, method="GET")
    assert "In the first version" in read.text
    assert Version.objects.get().schema_id == START_SMALL.id


def test_a_plan_of_the_first_release_is_asked_what_it_was_asked_then() -> None:
    ann = seat(circle(), "ann")
    world.call(ann, PLAN, "save_draft", {**prefixed(PLAN, {"concern": "Kept"}), "base": "0"})
    work = Plan.objects.get().work
    work.schema_id = START_SMALL_1.id
    work.save()
    page = view(ann, PLAN)
    assert [name for name in shown(page) if "-" not in name] == [f.id for f in START_SMALL_1.fields()]
    assert "has changed" in page.text


def test_without_a_draft_there_is_no_form_to_take() -> None:
    ann = seat(circle(), "ann")
    assert world.call(ann, PLAN, "take_form", {}).status == 404
    share_plan(ann)
    assert world.call(ann, PLAN, "take_form", {}).status == 404
    assert Plan.objects.get().work.schema_id == START_SMALL.id


# -- what only the author reads


def test_what_the_author_needs_from_the_head_is_in_no_version_and_back_in_the_next_draft() -> None:
    where = circle()
    ann, lead = seat(where, "ann"), seat(where, "lead", Role.FACILITATOR)
    private = {"head_support": ["", "not_safe"], "head_support_note": "Between us"}
    assert share_plan(ann, private).status == 200
    assert not {"head_support", "head_support_note"} & set(Version.objects.get().answers)
    assert PrivateAnswers.objects.get().answers == {
        "head_support": ["not_safe"],
        "head_support_note": "Between us",
    }
    for user in (lead, seat(where, "ben")):
        read = world.call(user, PLAN, "read", {"plan": Plan.objects.get().pk}, method="GET")
        assert read.status == 200 and "Between us" not in read.text and "not safe" not in read.text
    assert "Between us" not in view(ann, PLAN).text
    world.call(ann, PLAN, "revise", {})
    assert "Between us" in view(ann, PLAN).text
    window = Window(ann, PLAN, base=str(Draft.objects.get().revision))
    assert window.share({"concern": "Changed"}).status == 200
    assert PrivateAnswers.objects.get().answers["head_support_note"] == "Between us"
