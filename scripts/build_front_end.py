"""Write the front end's two scripts: vendored libraries, unmodified, then our sources, in a closure each.

`define`, `module`, `exports` and `require` are hidden inside, because Studio's AMD loader refuses anonymous
modules ("Mismatched anonymous define()"). `htmx` and `idbKeyval` stay names of the closure, so that another
version on the page is not disturbed.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "static" / "learning_circle_xblock"
SOURCES = Path("js/source")
HTMX = Path("vendor/htmx/htmx.min.js")
IDB_KEYVAL = Path("vendor/idb-keyval/umd.js")


@dataclass(frozen=True)
class Bundle:
    """One built script: the libraries and our sources, in this order."""

    built: Path
    libraries: tuple[Path, ...]
    sources: tuple[Path, ...]


BUNDLES = (
    # In a unit.
    Bundle(
        Path("js/learning_circle.js"),
        (HTMX, IDB_KEYVAL),
        (SOURCES / "fields.js", SOURCES / "device.js", SOURCES / "learning_circle.js"),
    ),
    # On the light pages, which need no htmx.
    Bundle(
        Path("js/light.js"),
        (IDB_KEYVAL,),
        (SOURCES / "fields.js", SOURCES / "device.js", SOURCES / "light.js"),
    ),
)

# How a library is wrapped: one that fills `exports` gets an object of the closure.
WRAPS = {IDB_KEYVAL: (b"var idbKeyval = {};\n(function (exports, module) {\n", b"\n})(idbKeyval, {});\n")}

HEADER = """\
/*! Built by `make assets`; do not edit.
{parts}
 */
(function (define, module, exports, require) {{
"""
LIBRARY = " *  {name} {version}, licence {licence}, unmodified: {path}"
OWN = " *  learning_circle_xblock, licence AGPL-3.0-or-later: {path}"
FOOTER = b"\n})();\n"


class Altered(Exception):
    """A vendored file is not the one its VERSION file records."""


def recorded(folder: Path) -> dict[str, str]:
    """What a vendored library's VERSION file says, by name."""
    lines = (folder / "VERSION").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def vendored(path: Path) -> bytes:
    """The library's file.

    Raises:
        Altered: its SHA-256 is not the recorded one.
    """
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != recorded(path.parent)["sha256"]:
        raise Altered(f"{path} is not the file that {path.parent / 'VERSION'} records")
    return content


def build(bundle: Bundle, assets: Path = ASSETS) -> bytes:
    """The script, byte for byte the same for the same sources."""
    parts = [_named(path, recorded((assets / path).parent)) for path in bundle.libraries]
    parts += [OWN.format(path=path.as_posix()) for path in bundle.sources]
    made = [HEADER.format(parts="\n".join(parts)).encode()]
    for path in bundle.libraries:
        before, after = WRAPS.get(path, (b"", b"\n"))
        made += [before, vendored(assets / path), after]
    made += [(assets / path).read_bytes().rstrip() + b"\n" for path in bundle.sources]
    return b"".join(made).rstrip() + FOOTER


def _named(path: Path, says: dict[str, str]) -> str:
    name = says["npm package"].removesuffix(".org")
    return LIBRARY.format(name=name, version=says["version"], licence=says["licence"], path=path.as_posix())


if __name__ == "__main__":
    for bundle in BUNDLES:
        (ASSETS / bundle.built).write_bytes(build(bundle))
        print(f"{bundle.built}: {(ASSETS / bundle.built).stat().st_size} bytes")
