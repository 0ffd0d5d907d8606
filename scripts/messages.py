"""Collect the texts of the sources into `translations/` and compile the catalogues.

Needs GNU gettext. A run that finds nothing new changes nothing: no line numbers, no creation date.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "learning_circle_xblock"
LANGUAGES = ("en", "fr", "ko")
DATE = re.compile(r'^"POT-Creation-Date:.*\n', re.MULTILINE)
NEW = re.compile(r'\A# SOME DESCRIPTIVE TITLE.*?"Language: \\n"\n', re.DOTALL)
HEADER = """\
# Learning circles for Open edX, under the licence of the package.
msgid ""
msgstr ""
"Project-Id-Version: learning-circle-xblock\\n"
"Report-Msgid-Bugs-To: \\n"
"Language: {language}\\n"
"""


def django_admin(package: Path, *arguments: str) -> None:
    """Run a command in the package, where Django finds `locale` by itself; no settings are needed."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-P", "-m", "django", *arguments]
    subprocess.run(command, cwd=package, env=environment, check=True)


def collect(package: Path = PACKAGE) -> None:
    """Bring each language's `django.po` up to date with the package's Python and templates."""
    languages = [f"--locale={language}" for language in LANGUAGES]
    options = ["--add-location=file", "--no-wrap", "--no-obsolete", "--extension=py,html,txt"]
    django_admin(package, "makemessages", "--verbosity=0", *languages, *options)
    for language in LANGUAGES:
        catalogue = package / "locale" / language / "LC_MESSAGES" / "django.po"
        text = DATE.sub("", catalogue.read_text(encoding="utf-8"))
        header = HEADER.format(language=language)
        catalogue.write_text(NEW.sub(lambda _, header=header: header, text), encoding="utf-8")


def compile_all(package: Path = PACKAGE) -> None:
    """Write `django.mo` beside each `django.po`."""
    django_admin(package, "compilemessages", "--verbosity=0")


if __name__ == "__main__":
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is needed (Debian: apt-get install gettext).")
    collect()
    compile_all()
