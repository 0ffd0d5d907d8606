"""Install the package; everything about tools is in pyproject.toml."""

import re
import sys
from pathlib import Path

from setuptools import find_packages, setup

NAME = "learning_circle_xblock"
ROOT = Path(__file__).resolve().parent
LINKS = ("static", "translations", "locale")

# A checkout made without symbolic links holds small text files here; in an sdist these are folders.
lost = [f"{NAME}/{link}" for link in LINKS if not (ROOT / NAME / link).is_dir()]
if lost:
    sys.exit(
        f"{', '.join(lost)} should be a link to a folder at the top of the checkout, but is not: "
        "check the source out again where symbolic links are allowed (git config core.symlinks true)."
    )

init = (ROOT / NAME / "__init__.py").read_text(encoding="utf-8")
version = re.search(r'^__version__ = "([^"]+)"', init, re.MULTILINE)
if version is None:
    sys.exit(f"{NAME}/__init__.py does not say __version__.")

setup(
    name="learning-circle-xblock",
    version=version[1],
    description="Learning circles for Open edX: circles, project plans, practice accounts and responses.",
    long_description=(ROOT / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    license="AGPL-3.0-or-later",  # the old key: Tutor 21 builds with setuptools 69
    license_files=["LICENSE"],
    classifiers=[
        "Framework :: Django :: 4.2",
        "Framework :: Django :: 5.2",
        "Natural Language :: English",
        "Natural Language :: French",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Topic :: Education",
    ],
    python_requires=">=3.11",
    # Lower bounds only: the platform's own constraints choose the versions.
    install_requires=[
        "XBlock>=5.1",
        "Django>=4.2",
        "lxml>=5.0",
        "edx-opaque-keys[django]>=2.11",
        "edx-submissions>=3.10",
        "icalendar>=6.0",
        "openpyxl>=3.1",
        "segno>=1.6",
    ],
    packages=find_packages(include=[NAME, f"{NAME}.*"]),
    package_data={
        NAME: [
            "static/**/*",
            "templates/**/*",
            "translations/**/*.mo",
            "locale/**/*.mo",
            "**/*.rng",
            "py.typed",
        ]
    },
    include_package_data=False,
    zip_safe=False,
    entry_points={
        "xblock.v1": [
            f"learning_circle = {NAME}.circle_block:CircleBlock",
            f"learning_circle_plan = {NAME}.plan_block:PlanBlock",
            f"learning_circle_account = {NAME}.account_block:AccountBlock",
            f"learning_circle_library = {NAME}.library_block:LibraryBlock",
        ],
        "lms.djangoapp": [f"{NAME} = {NAME}.apps:LearningCircleConfig"],
        "cms.djangoapp": [f"{NAME} = {NAME}.apps:LearningCircleConfig"],
    },
)
