"""The demo's one course, read from OLX in the layout that Studio imports."""

import copy
import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from lxml import etree
from opaque_keys.edx.keys import CourseKey, UsageKey
from opaque_keys.edx.locator import CourseLocator
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.field_data import DictFieldData
from xblock.fields import ScopeIds
from xblock.runtime import Runtime

# Parts of the outline; everything inside a vertical is a block.
CONTAINERS = ("chapter", "sequential", "vertical")


@dataclass(frozen=True)
class Unit:
    """One unit of the outline with its one block."""

    section: str
    title: str
    usage_key: UsageKey

    @property
    def has_score(self) -> bool:
        """Whether the block is an item of the gradebook: its class says so."""
        return bool(getattr(XBlock.load_class(self.usage_key.block_type), "has_score", False))

    @property
    def is_completable(self) -> bool:
        """Whether completion means anything for the block: its class may exclude itself."""
        mode = XBlockCompletionMode.get_mode(XBlock.load_class(self.usage_key.block_type))
        return bool(mode == XBlockCompletionMode.COMPLETABLE)


@dataclass(frozen=True)
class Course:
    """The outline, and for each block the fields that its OLX sets, in JSON form."""

    key: CourseKey
    title: str
    units: tuple[Unit, ...]
    elements: dict[UsageKey, etree._Element] = field(repr=False)
    blocks: dict[UsageKey, dict[str, Any]] = field(default_factory=dict, repr=False)

    def unit(self, usage_key: UsageKey) -> Unit:
        """The unit that holds the block; a block that only a test has added makes a unit of its own."""
        found = [unit for unit in self.units if unit.usage_key == usage_key]
        return found[0] if found else Unit("", usage_key.block_id, usage_key)


class ImportRuntime(Runtime):
    """Builds one block from its element, as an import does: no user, no services, fields kept in a dict."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        services = {"field-data": DictFieldData(self.fields)}
        super().__init__(id_reader=None, id_generator=None, services=services)

    def _no(self, *args: Any, **kwargs: Any) -> Any:
        """An import shows nothing and has no children: our blocks are leaves."""
        raise NotImplementedError("Not while importing.")

    handler_url = resource_url = local_resource_url = publish = add_node_as_child = _no


def parse_block(element: etree._Element, usage_key: UsageKey) -> dict[str, Any]:
    """The fields that the block's own `parse_xml` sets."""
    runtime = ImportRuntime()
    node = copy.deepcopy(element)
    node.attrib.pop("xblock-family", "")
    block_class = runtime.mixologist.mix(runtime.load_block_type(usage_key.block_type))
    keys = ScopeIds(None, usage_key.block_type, usage_key, usage_key)
    block_class.parse_xml(node, runtime, keys).save()
    return runtime.fields


def _read(path: Path) -> etree._Element:
    """Neither entities nor the network: OLX is plain XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.parse(str(path), parser).getroot()


def _target(folder: Path, node: etree._Element) -> etree._Element:
    """A container is written in place, or in a file of its own that it points to by url_name."""
    path = folder / node.tag / f"{node.get('url_name')}.xml"
    return _read(path) if len(node) == 0 and path.is_file() else node


def _walk(folder: Path, node: etree._Element, titles: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    """Every block element below the node with the titles that lead to it."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for child in node:
        if child.tag in CONTAINERS:
            target = _target(folder, child)
            found += _walk(folder, target, (*titles, target.get("display_name", "")))
        elif node.tag == "vertical":
            found.append((titles, child))
    return found


def read_outline(folder: Path) -> Course:
    """The course without its blocks' fields: needs no block to be installed."""
    root = _read(folder / "course.xml")
    run = root.get("url_name", "")
    key = CourseLocator(root.get("org"), root.get("course"), run)
    policy = json.loads((folder / "policies" / run / "policy.json").read_text(encoding="utf-8"))
    units, elements = [], {}
    for titles, element in _walk(folder, _target(folder, root), ()):
        usage_key = key.make_usage_key(element.tag, element.get("url_name"))
        units.append(Unit(section=titles[-2], title=titles[-1], usage_key=usage_key))
        elements[usage_key] = element
    return Course(key, policy[f"course/{run}"]["display_name"], tuple(units), elements)


@lru_cache(maxsize=8)
def _load(folder: Path) -> Course:
    """Once for each process."""
    loaded = read_outline(folder)
    loaded.blocks.update({key: parse_block(element, key) for key, element in loaded.elements.items()})
    return loaded


def course() -> Course:
    """The course of the folder that the settings name."""
    return _load(Path(settings.DEMO_COURSE_DIR))
