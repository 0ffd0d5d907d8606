"""The union's name, or that somebody is a member of it, is in nothing that travels.

Addresses, page titles, headers, file names, subjects and bodies of mail, log lines and events: every page is
opened and every form sent by those to whom it is open, and all of that is searched.
"""

import logging
import re

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponse

from learning_circle_xblock.events.models import Event

from .cast import SECRETS, Cast
from .matrix import COLUMNS
from .page_cases import CASES
from .tables import undone
from .test_page_doors import STAGES, allowed, ask

pytestmark = pytest.mark.django_db

UNIONS = tuple(name for name in SECRETS if "union" in name)
WORDS = re.compile("|".join(UNIONS) + r"|secret|union[ _-]?member", re.IGNORECASE)
OPEN_TO = [name for name, column in COLUMNS.items() if column.signed_in and not column.views_as]


def travels(answer: HttpResponse) -> list[str]:
    """What of an answer leaves the page: its headers, its title, every address in it."""
    found = [f"{name}: {value}" for name, value in answer.items()]
    if answer.get("Content-Type", "").startswith("text/html"):
        page = BeautifulSoup(answer.content, "html.parser")
        found += [title.get_text() for title in page.select("title")]
        found += [str(tag.get(name)) for tag in page.find_all(True) for name in ("href", "action", "src")]
    else:
        found.append(bytes(answer.content).decode("utf-8", "replace"))
    return found


@pytest.mark.parametrize("stage", STAGES, indirect=True)
def test_no_page_lets_the_name_travel(stage: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    asked = 0
    wrong: dict[str, list[str]] = {}
    here = [case for case in CASES if case.stage == stage.stage]
    for case in here:
        for column in OPEN_TO:
            if not allowed(case, column):
                continue
            with undone():
                if case.prepare:
                    case.prepare(stage)
                answer = ask(case, stage, column)
                seen = travels(answer)
                seen += [f"{m.subject} {m.body} {m.from_email}" for m in mail.outbox]
                seen += [str(value) for row in Event.objects.values() for value in row.values()]
            asked += 1
            if hits := [text[:120] for text in seen if WORDS.search(text)]:
                wrong[f"{case}, {column}"] = hits
    assert asked >= len(here)
    assert not wrong
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not [line for line in lines if WORDS.search(line)]


def test_no_field_says_that_somebody_is_a_member_of_a_union() -> None:
    """There is no such field, nor a number of a member: eligibility is looked after elsewhere."""
    names = {
        field.name
        for model in apps.get_app_config("learning_circle_xblock").get_models()
        for field in model._meta.get_fields()
    }
    assert not {name for name in names if re.search(r"union|member_?(no|number|id)$", name)} - {
        "union_name",
        "unions",
    }


@pytest.mark.parametrize("stage", ["answered"], indirect=True)
def test_no_command_and_no_mail_names_a_union(
    stage: Cast, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    call_command("learning_circles_tick")
    call_command("learning_circles_doctor")
    printed = capsys.readouterr()
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not [text for text in (printed.out, printed.err, *lines) if WORDS.search(text)]
