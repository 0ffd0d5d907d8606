"""Write the front end's one script: the vendored library, unmodified, then our own source, in one closure.

`define`, `module`, `exports` and `require` are hidden inside, because Studio's AMD loader refuses anonymous
modules ("Mismatched anonymous define()"), and `htmx` stays a name of the closure, so that another
version on the page is not disturbed.
"""

import hashlib
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "static" / "learning_circle_xblock"
LIBRARY = Path("vendor/htmx/htmx.min.js")
SOURCE = Path("js/source/learning_circle.js")
BUILT = Path("js/learning_circle.js")

HEADER = """\
/*! Built by `make assets`; do not edit.
 *  1. htmx {version}, licence {licence}, unmodified: {library}
 *  2. learning_circle_xblock, licence AGPL-3.0-or-later: {source}
 */
(function (define, module, exports, require) {{
"""
FOOTER = "\n})();\n"


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


def build(assets: Path = ASSETS) -> bytes:
    """The script, byte for byte the same for the same sources."""
    library = vendored(assets / LIBRARY)
    says = recorded((assets / LIBRARY).parent)
    header = HEADER.format(
        version=says["version"], licence=says["licence"], library=LIBRARY.as_posix(), source=SOURCE.as_posix()
    )
    own = (assets / SOURCE).read_bytes()
    return header.encode() + library + b"\n" + own.rstrip() + FOOTER.encode()


if __name__ == "__main__":
    (ASSETS / BUILT).write_bytes(build())
    print(f"{BUILT}: {(ASSETS / BUILT).stat().st_size} bytes")
