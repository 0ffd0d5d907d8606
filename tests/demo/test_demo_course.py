"""The OLX of the demo, and the words of its own pages."""

import gettext
import json
import re
from pathlib import Path

import pytest
from lxml import etree

import demo
from demo.course import course, read_outline

HERE = Path(demo.__file__).parent
BLOCKS = ["learning_circle", "learning_circle_plan", "learning_circle_account", "learning_circle_library"]


def test_a_course_is_read_with_what_its_blocks_parse() -> None:
    first, second = course().blocks
    assert (str(course().key), course().title) == ("course-v1:Org+C+run", "A course")
    assert course().blocks == {
        first: {"display_name": "A <thumb>"},
        second: {"question": "Why?", "weight": 3},
    }
    assert [(unit.section, unit.title, unit.has_score) for unit in course().units] == [
        ("Two", "Unit A", True),
        ("Two", "Unit B", True),
    ]
    assert course() is course()


def test_entities_are_not_resolved(thumbs: Path) -> None:
    (thumbs / "secret").write_text("secret words")
    (thumbs / "vertical" / "a.xml").write_text(
        f'<!DOCTYPE vertical [<!ENTITY x SYSTEM "file://{thumbs}/secret">]>'
        '<vertical display_name="A"><thumb url_name="a">&x;</thumb></vertical>'
    )
    element = next(iter(read_outline(thumbs).elements.values()))
    assert "secret words" not in etree.tostring(element, encoding="unicode", with_tail=False, method="text")


def test_the_outline_of_the_demo() -> None:
    real = read_outline(HERE / "course")
    assert str(real.key) == "course-v1:Demo+LC101+2026"
    assert real.title == "Learning circles: one year of formative assessment"
    assert [unit.usage_key.block_type for unit in real.units] == BLOCKS
    assert [unit.title for unit in real.units] == [
        "Your circle",
        "Your project plan",
        "Your practice account",
        "What the circle has shared",
    ]
    assert all(set(element.attrib) == {"url_name", "display_name"} for element in real.elements.values())


def test_the_demo_is_in_the_layout_that_studio_imports() -> None:
    folder = HERE / "course"
    root = etree.parse(str(folder / "course.xml")).getroot()
    run = root.get("url_name")
    assert dict(root.attrib) == {"url_name": "2026", "org": "Demo", "course": "LC101"}
    policy = json.loads((folder / "policies" / run / "policy.json").read_text())
    assert policy[f"course/{run}"]["advanced_modules"] == BLOCKS
    grading = json.loads((folder / "policies" / run / "grading_policy.json").read_text())
    assert sum(grader["weight"] for grader in grading["GRADER"]) == 1
    assert (folder / "about" / "overview.html").read_text().startswith("<section")
    formats = {etree.parse(str(path)).getroot().get("format") for path in folder.glob("sequential/*.xml")}
    assert formats - {None} == {grader["type"] for grader in grading["GRADER"]}


def test_every_file_of_the_demo_is_pointed_to() -> None:
    folder, names = HERE / "course", ("course", "chapter", "sequential", "vertical")
    pointers = {
        (node.tag, node.get("url_name"))
        for path in [folder / "course.xml", *folder.glob("*/*.xml")]
        for node in etree.parse(str(path)).getroot().iter(*names)
        if node.get("url_name")
    }
    assert pointers == {
        (path.parent.name, path.stem) for name in names for path in folder.glob(f"{name}/*.xml")
    }


def messages(po: str) -> dict[tuple[str, str], str]:
    """Context and English to French, from a catalogue whose texts stand on one line each."""
    found = re.findall(r'^msgctxt "(.*)"\nmsgid "(.*)"\nmsgstr "(.*)"$', po, re.MULTILINE)
    return {(context, english): french for context, english, french in found}


def words_of_the_pages() -> set[tuple[str, str]]:
    """All that templates, host and stories ask to have translated, with the context."""
    templates = "".join(path.read_text() for path in (HERE / "templates").rglob("*.html"))
    python = "".join(path.read_text() for path in [*HERE.glob("*.py"), *HERE.glob("stories/**/*.py")])
    single = re.findall(r"""{% translate (["'])(.*?)\1 context (["'])(.*?)\3 %}""", templates)
    blocks = re.findall(r'{% blocktranslate [^%]*context "(.*?)" %}(.*?){% endblocktranslate %}', templates)
    from_stories = templates.count("{% translate person.blurb ")
    assert len(single) == templates.count("{% translate ") - from_stories
    assert len(blocks) == templates.count("{% blocktranslate ")
    return (
        {(context, text) for _, text, _, context in single}
        | {(context, re.sub(r"{{ (\w+) }}", r"%(\1)s", text)) for context, text in blocks}
        | set(re.findall(r'pgettext(?:_lazy)?\(\s*"(.*?)",\s+"(.*?)",?\s*\)', python))
    )


def test_every_word_of_the_demos_pages_has_its_french() -> None:
    folder = HERE / "locale" / "fr" / "LC_MESSAGES"
    catalogue = messages((folder / "django.po").read_text(encoding="utf-8"))
    assert set(catalogue) == words_of_the_pages()
    assert all(catalogue.values())


def test_the_compiled_catalogue_is_the_source() -> None:
    folder = HERE / "locale" / "fr" / "LC_MESSAGES"
    catalogue = messages((folder / "django.po").read_text(encoding="utf-8"))
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {key: compiled.pgettext(*key) for key in catalogue} == catalogue


@pytest.mark.parametrize("path", sorted((HERE / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_page_has_inline_scripts_styles_or_handlers(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|<script(?! src)|\sstyle=|\son\w+=", text)
