"""The folder that the demo writes to. Needs no Django."""

import os
import secrets
import shutil
from pathlib import Path


def secret_key(path: Path) -> str:
    """Made once for each installation and kept beside the database, so that no checkout shares one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key


def seeded_mark(folder: Path) -> Path:
    """Lies there once the seeding has finished; written last."""
    return folder / "seeded"


def wipe(folder: Path) -> None:
    """Database, mail and mark go; the secret stays. Call it while nothing serves the database."""
    for path in (seeded_mark(folder), *folder.glob("demo.sqlite3*")):
        path.unlink(missing_ok=True)
    shutil.rmtree(folder / "mail", ignore_errors=True)
