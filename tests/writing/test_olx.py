"""A form as OLX: there and back, and what is refused."""

import time

import pytest
from hypothesis import given, settings
from lxml import etree

from learning_circle_xblock.planning.presets import PRESETS, START_SMALL
from learning_circle_xblock.writing.design import Design
from learning_circle_xblock.writing.olx import OlxRefused, form_element, form_text, read_element, read_text

from .designs import designs

BLOCK = "learning_circle_plan"


def read(text: str) -> Design:
    """As an author pastes it."""
    return read_text(text, PRESETS, block=BLOCK)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_the_same_after_export_and_import(preset: str) -> None:
    assert read(form_text(Design(preset))) == Design(preset)


@settings(max_examples=60, deadline=None)
@given(designs())
def test_every_form_is_the_same_after_export_and_import(design: Design) -> None:
    assert read(form_text(design)) == design
    node = etree.Element(BLOCK, display_name="x")
    node.append(form_element(design))
    assert read(etree.tostring(node, encoding="unicode")) == design
    again = etree.fromstring(etree.tostring(node))
    assert read_element(again.find("form"), PRESETS) == design


def test_form_text_is_readable_and_needs_no_declaration() -> None:
    assert form_text(Design(START_SMALL.id)) == f'<form preset="{START_SMALL.id}"/>\n'


BOMB = (
    '<!DOCTYPE f [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>\n<form preset="&c;"/>'
)
FIELDS = "".join(f'<own id="own_{n}" kind="short"><label lang="en">x</label></own>\n' for n in range(500))


def form(*lines: str) -> str:
    """A form of Start small with these lines in it; the first stands on line 2."""
    return "\n".join(['<form preset="start_small/2">', *lines]) + "</form>"


def own(kind: str, lang: str) -> str:
    """A field of one's own."""
    return f'<own id="own_1" kind="{kind}"><label lang="{lang}">x</label></own>'


def reword(*labels: tuple[str, str]) -> str:
    """New words for one field."""
    said = "".join(f'<label lang="{lang}">{text}</label>' for lang, text in labels)
    return f'<reword field="now">{said}</reword>'


REFUSED = [
    (BOMB, 1, "entity"),
    (form("", '<!ENTITY x SYSTEM "file:///etc/passwd">'), 3, "entity"),
    ('<!DOCTYPE form SYSTEM "http://127.0.0.1/x.dtd"><form preset="start_small/2"/>', 1, "entity"),
    (form(reword(("en", "&x;"))), 2, "form"),
    (form('<hide field="now"/>', "<hide fie")[:-7], 3, "breaks off"),
    ("", 1, "breaks off"),
    ("not XML at all", 1, "breaks off"),
    ('<problem display_name="x">\n<p/></problem>', 1, "problem"),
    (f'<{BLOCK} display_name="x"/>', 1, "no form"),
    ('<learning_circle_account display_name="x"/>', 1, "learning_circle_account"),
    ('<form preset="none/1"/>', 1, "none/1"),
    (form('<hide field="concern"/>'), 2, "needed"),
    (form("", '<hide field="now"/><hide field="now"/>'), 3, "twice"),
    (form("<script>alert(1)</script>"), 2, "does not belong"),
    ('<form preset="start_small/2" onload="x"/>', 1, "does not belong"),
    (form(own("file", "en")), 2, "file"),
    (form(own("short", "xx")), 2, "xx"),
    (form(reword(("en", "a"), ("en", "b"))), 2, "two wordings"),
    (form(reword(), reword()), 3, "twice"),
    (form(FIELDS), 1, "500"),
]


@pytest.mark.parametrize(("text", "line", "words"), REFUSED)
def test_what_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(OlxRefused) as refused:
        read(text)
    assert refused.value.line == line, refused.value
    assert words in str(refused.value) and str(refused.value).startswith(f"Line {line}: ")
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("sign", ["x", "\n", "<form>", "<a>" * 9])
def test_twenty_megabytes_are_refused_at_once(sign: str) -> None:
    text = sign * (20_000_000 // len(sign))
    began = time.perf_counter()
    with pytest.raises(OlxRefused, match=r"^Line \d+: this is far too long"):
        read(text)
    assert time.perf_counter() - began < 1


def test_an_element_that_the_platform_has_read_is_checked_in_the_same_way() -> None:
    open_parser = etree.XMLParser(resolve_entities=False)
    text = '<!DOCTYPE b [<!ENTITY x "y">]>\n<b>\n<form preset="start_small/2">&x;</form></b>'
    with pytest.raises(OlxRefused, match="entity"):
        read_element(etree.fromstring(text, open_parser).find("form"), PRESETS)
    long = etree.fromstring('<form preset="start_small/2"/>')
    etree.SubElement(etree.SubElement(long, "reword", field="now"), "label", lang="en").text = "x" * 2_000_000
    with pytest.raises(OlxRefused, match="too long"):
        read_element(long, PRESETS)
