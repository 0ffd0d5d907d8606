"""Every text of the sources is in every catalogue, translated, and compiled."""

import os
import re
import shutil
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import learning_circle_xblock
from scripts import messages

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(learning_circle_xblock.__file__).parent
TRANSLATIONS = ROOT / "translations"
TRANSLATED = sorted(set(messages.LANGUAGES) - {"en"})
PLACE = re.compile(r"%\(\w+\)[sd]|<[^>]+>")


def read(translations, language):
    """The messages of a language's `django.po`, without the header."""
    with (translations / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        return [message for message in read_po(source, locale=language) if message.id]


def texts(translations, language):
    return {(message.context, message.id): message.string for message in read(translations, language)}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The catalogues as `make messages` would leave them now."""
    if not shutil.which("xgettext"):
        if os.environ.get("CI"):
            pytest.fail("GNU gettext is needed (Debian: apt-get install gettext)")
        pytest.skip("GNU gettext is not installed")
    package = tmp_path_factory.mktemp("collected") / PACKAGE.name
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("static", "translations", "locale"))
    shutil.copytree(TRANSLATIONS, package / "locale")
    messages.collect(package)
    return package / "locale"


def test_every_language_has_a_folder():
    folders = {folder.name for folder in TRANSLATIONS.iterdir() if folder.is_dir()}
    assert folders == set(messages.LANGUAGES)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_sources_are_in_the_catalogue(collected, language):
    now, committed = texts(collected, language), texts(TRANSLATIONS, language)
    assert now, "nothing was collected"
    assert not now.keys() - committed.keys(), "new in the sources: run `make messages`"
    assert not committed.keys() - now.keys(), "gone from the sources: run `make messages`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language):
    for message in read(TRANSLATIONS, language):
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), f"not translated: {message.id}"
        assert not message.fuzzy, f"fuzzy: {message.id}"


@pytest.mark.parametrize("language", TRANSLATED)
def test_places_for_names_and_numbers_are_kept(language):
    for message in read(TRANSLATIONS, language):
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = sorted(PLACE.findall(asked[-1]))
        assert sorted(PLACE.findall(given[-1])) == wanted, f"a place is lost or new: {message.id}"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_compiled_catalogue_matches_its_source(language):
    wanted = {}
    for message in read(TRANSLATIONS, language):
        prefix = f"{message.context}\x04" if message.context else ""
        if message.pluralizable:
            strings = {(prefix + message.id[0], n): text for n, text in enumerate(message.string)}
        else:
            strings = {prefix + message.id: message.string}
        if all(strings.values()) and not message.fuzzy:
            wanted |= strings
    with (PACKAGE / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as source:
        found = dict(GNUTranslations(source)._catalog)
    assert "charset=UTF-8" in found.pop("")
    assert found == wanted, "run `make messages`"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_both_names_of_the_folder_hold_the_same(language):
    name = f"{language}/LC_MESSAGES/django.mo"
    assert (PACKAGE / "locale" / name).read_bytes() == (PACKAGE / "translations" / name).read_bytes()
