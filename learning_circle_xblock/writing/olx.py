"""A design as OLX and back. What comes in is anybody's text: everything is refused but a form of ours."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from .design import Design, OwnField, as_data, design_of
from .design_checks import problems_of
from .faults import sentence_of
from .schema import Schema, Words

__all__ = ["FORM", "OlxRefused", "form_element", "form_text", "read_element", "read_text"]

FORM = "form"
LIMIT = 200_000  # characters; five fields of one's own in ten languages take a fifth of it
GRAMMAR = Path(__file__).parent / "form.rng"


class OlxRefused(ValueError):
    """OLX that is no form of ours; the words name the line."""

    def __init__(self, line: int, problem: Any) -> None:
        super().__init__(_("Line %(line)d: %(problem)s") % {"line": line, "problem": problem})
        self.line = line


def form_element(design: Design) -> etree._Element:
    """The design as an element, for the OLX of its block."""
    data = as_data(design)
    form = etree.Element(FORM, preset=design.preset)
    for field_id in design.hidden:
        etree.SubElement(form, "hide", field=field_id)
    for field_id in design.order:
        etree.SubElement(form, "place", field=field_id)
    for field_id, said in sorted(data.get("words", {}).items()):
        node = etree.SubElement(form, "reword", field=field_id)
        _say(node, "label", said.get("label", {}))
        _say(node, "help", said.get("help", {}))
    for own in design.own:
        _own(form, own)
    return form


def form_text(design: Design) -> str:
    """The design as text, one element a line, to copy."""
    return etree.tostring(form_element(design), encoding="unicode", pretty_print=True)


def read_text(text: str, presets: Mapping[str, Schema], *, block: str) -> Design:
    """A design from the OLX of a form, or of a whole block.

    Args:
        text: whatever was pasted.
        presets: the forms that a design may begin from.
        block: the tag of the block that holds such forms.

    Raises:
        OlxRefused: with the line.
    """
    if len(text) > LIMIT:
        raise OlxRefused(1 + text[:LIMIT].count("\n"), _("this is far too long for a form."))
    for sign in ("<!DOCTYPE", "<!ENTITY"):
        if sign in text:
            line = 1 + text[: text.index(sign)].count("\n")
            raise OlxRefused(line, _("a document type or an entity is not accepted."))
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise OlxRefused(error.lineno or 1, _("the text breaks off or is not well-formed.")) from None
    form = root.find(FORM) if root.tag == block else root
    if form is None:
        raise OlxRefused(_line(root), _("this block has no form of its own."))
    return read_element(form, presets)


def read_element(form: etree._Element, presets: Mapping[str, Schema]) -> Design:
    """A design from an element that has been read already.

    Raises:
        OlxRefused: with the line.
    """
    if form.tag != FORM:
        raise OlxRefused(_line(form), _("this is not the form of a project plan: %s") % form.tag)
    _refuse_references(form)
    grammar = _grammar()
    if not grammar.validate(form):
        first = grammar.error_log[0]
        raise OlxRefused(first.line, _("this does not belong in a form. (%(why)s)") % {"why": first.message})
    design = design_of(_data(form))
    problems = problems_of(design, presets)
    if problems:
        raise OlxRefused(_line_of(form, problems[0].field), sentence_of(problems[0]))
    return design


def _refuse_references(form: etree._Element) -> None:
    """No entity, and no more text than a form can have."""
    entities = list(form.iter(etree.Entity))
    if entities or form.getroottree().docinfo.internalDTD is not None:
        line = _line(entities[0] if entities else form)
        raise OlxRefused(line, _("a document type or an entity is not accepted."))
    if len(etree.tostring(form)) > 4 * LIMIT:
        raise OlxRefused(_line(form), _("this is far too long for a form."))


@cache
def _grammar() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(GRAMMAR)))


def _data(form: etree._Element) -> dict[str, Any]:
    rewords = form.findall("reword")
    if len({node.get("field") for node in rewords}) < len(rewords):
        raise OlxRefused(_line(rewords[-1]), _("this field is reworded twice."))
    return {
        "preset": form.get("preset"),
        "hidden": [node.get("field") for node in form.findall("hide")],
        "order": [node.get("field") for node in form.findall("place")],
        "words": {node.get("field"): _said(node) for node in rewords},
        "own": [
            {
                "id": node.get("id"),
                "kind": node.get("kind"),
                "required": node.get("required") == "true",
                **_said(node),
                "options": [
                    {"code": option.get("code"), "label": _texts(option, "label")}
                    for option in node.findall("option")
                ],
            }
            for node in form.findall("own")
        ],
    }


def _said(node: etree._Element) -> dict[str, dict[str, str]]:
    return {"label": _texts(node, "label"), "help": _texts(node, "help")}


def _texts(node: etree._Element, part: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for words in node.findall(part):
        language = str(words.get("lang"))
        if language in found:
            raise OlxRefused(_line(words), _("there are two wordings in one language: %s") % language)
        found[language] = str(words.xpath("string()"))
    return found


def _own(form: etree._Element, own: OwnField) -> None:
    node = etree.SubElement(form, "own", id=own.id, kind=str(own.kind))
    if own.required:
        node.set("required", "true")
    _say(node, "label", own.label)
    _say(node, "help", own.help)
    for code, said in own.options:
        _say(etree.SubElement(node, "option", code=code), "label", said)


def _say(node: etree._Element, part: str, said: Words | dict[str, str]) -> None:
    rows = said.by_language if isinstance(said, Words) else tuple(sorted(said.items()))
    for language, text in rows:
        etree.SubElement(node, part, lang=language).text = text


def _line(node: etree._Element) -> int:
    line: Any = node.sourceline
    return int(line or 1)


def _line_of(form: etree._Element, field_id: str) -> int:
    """The line of the last element that is about a field."""
    about = [n for n in form if field_id in (n.get("field"), n.get("id"))]
    return _line(about[-1] if about and field_id else form)
