"""Check that the sdist and the wheel in `dist/` hold exactly what they should: no less, and no more."""

import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "learning_circle_xblock"
PACKAGE = ROOT / NAME

# Without these an installed copy would look whole and not work.
NEEDED = (
    "circle_block.py",
    "migrations/0001_initial.py",
    "static/learning_circle_xblock/js/learning_circle.js",
    "static/learning_circle_xblock/js/light.js",
    "static/learning_circle_xblock/js/service_worker.js",
    "static/learning_circle_xblock/vendor/htmx/LICENSE",
    "static/learning_circle_xblock/vendor/idb-keyval/LICENSE",
    "translations/fr/LC_MESSAGES/django.mo",
    "locale/fr/LC_MESSAGES/django.mo",
)
WHEEL_METADATA = ("METADATA", "WHEEL", "RECORD", "entry_points.txt", "top_level.txt", "licenses/LICENSE")
EGG_INFO = (
    "PKG-INFO",
    "SOURCES.txt",
    "dependency_links.txt",
    "entry_points.txt",
    "not-zip-safe",
    "requires.txt",
    "top_level.txt",
)
SDIST_TOP = ("LICENSE", "MANIFEST.in", "PKG-INFO", "README.md", "pyproject.toml", "setup.cfg", "setup.py")


def files(folder: Path, pattern: str = "*") -> Iterator[str]:
    """Files below the folder, as paths relative to it; hidden ones and caches left out."""
    for path in folder.rglob(pattern):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in parts):
            yield "/".join(parts)


def expected(catalogues: str) -> set[str]:
    """The package's files; `catalogues` is the pattern of what `translations` holds.

    Linked folders are listed by the folder that they link to, so this does not depend on the links.
    """
    own = {f for pattern in ("*.py", "*.rng", "py.typed") for f in files(PACKAGE, pattern)}
    own |= {f"templates/{f}" for f in files(PACKAGE / "templates")}
    own |= {f"static/{f}" for f in files(ROOT / "static")}
    own |= {f"translations/{f}" for f in files(ROOT / "translations", catalogues)}
    own |= {f"locale/{f}" for f in files(ROOT / "translations", "*.mo")}
    return {f"{NAME}/{f}" for f in own}


def differences(archive: Path, held: set[str], wanted: set[str]) -> list[str]:
    """One line for each file that is missing or does not belong."""
    needed = {f"{NAME}/{f}" for f in NEEDED}
    missing = [f"{archive.name} lacks {f}" for f in sorted((wanted | needed) - held)]
    return missing + [f"{archive.name} should not hold {f}" for f in sorted(held - wanted)]


def check_wheel(wheel: Path) -> list[str]:
    """What is wrong with the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if not name.endswith("/")}
    metadata = "-".join(wheel.name.split("-")[:2]) + ".dist-info"
    return differences(wheel, held, expected("*.mo") | {f"{metadata}/{f}" for f in WHEEL_METADATA})


def check_sdist(sdist: Path) -> list[str]:
    """What is wrong with the sdist; it holds the catalogues' sources too."""
    with tarfile.open(sdist) as archive:
        members = [member for member in archive.getmembers() if not member.isdir()]
    wrong = [f"{sdist.name}: {m.name} is not a plain file" for m in members if not m.isfile()]
    held = {member.name.split("/", 1)[1] for member in members}
    wanted = expected("*.[mp]o") | set(SDIST_TOP) | {f"{NAME}.egg-info/{f}" for f in EGG_INFO}
    return wrong + differences(sdist, held, wanted)


def main() -> int:
    """Print what is wrong; the exit status says whether anything is."""
    wheels = list((ROOT / "dist").glob(f"{NAME}-*.whl"))
    sdists = list((ROOT / "dist").glob(f"{NAME}-*.tar.gz"))
    if len(wheels) != 1 or len(sdists) != 1:
        print("dist/ should hold one wheel and one sdist: run `make package`.")
        return 1
    wrong = check_wheel(wheels[0]) + check_sdist(sdists[0])
    print("\n".join(wrong) or f"{wheels[0].name} and {sdists[0].name} hold what they should.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
