"""The doctor: a line for each thing, the exact mend, and a status that a monitor can read."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.functional import empty

from learning_circle_xblock.events.api import record
from learning_circle_xblock.grading.models import Progress
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import CourseAttachment
from learning_circle_xblock.records.health import ASSETS
from tests.world import PLAN, course_key, person, usage_key

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def ticked() -> None:
    """The periodic job has run an hour ago."""
    record(verb="clock.applied", object_id=0, at=timezone.now() - timedelta(hours=1))


def said(capsys: pytest.CaptureFixture[str], *, wrong: int) -> dict[str, str]:
    """What stands after each thing; `mend` is that of the thing before."""
    if wrong:
        with pytest.raises(CommandError, match=f"^{wrong} to mend"):
            call_command("learning_circles_doctor")
    else:
        call_command("learning_circles_doctor")
    found: dict[str, str] = {}
    thing = ""
    for line in capsys.readouterr().out.splitlines():
        head, _colon, rest = line.partition(": ")
        if head.strip() == "To mend":
            found[f"mend {thing}"] = rest
        elif rest:
            thing = head[5:].strip()
            found[thing] = f"{head[:5].strip()} {rest}"
    return found


def test_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, wrong=0)
    assert {thing for thing in found if not thing.startswith("mend")} == {
        "settings",
        "pages",
        "migrations",
        "catalogues",
        "storage",
        "mail",
        "periodic job",
        "points",
        "course keys",
    }
    assert found["periodic job"] == "WELL ran 1 hours ago."
    assert found["mail"].startswith("NOTE")


def test_the_job_has_stopped(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(hours=27)
    monkeypatch.setattr(timezone, "now", lambda: later)
    found = said(capsys, wrong=1)
    assert found["periodic job"] == "WRONG ran 28 hours ago: what goes by the clock has stopped since."
    assert "learning_circles_tick" in found["mend periodic job"]


def test_points_that_do_not_arrive(capsys: pytest.CaptureFixture[str]) -> None:
    for name, hours, sent in (("ann", 30, False), ("ben", 2, False), ("eve", 30, True)):
        at = timezone.now() - timedelta(hours=hours)
        Progress.objects.create(
            course_key=course_key(),
            usage_key=usage_key(PLAN),
            person=person(name),
            completed_at=at,
            score_at=at if sent else None,
        )
    assert said(capsys, wrong=1)["points"] == "WRONG 1 wait for the gradebook for more than 26 hours."


def test_a_course_key_that_tells_the_union(capsys: pytest.CaptureFixture[str]) -> None:
    where = programmes.ensure_programme(
        name="P", federation_name="", default_language="en", at=timezone.now()
    )
    node = programmes.ensure_union(
        programme=where, country="CI", union_name="Demo teachers", at=timezone.now()
    )
    CourseAttachment.objects.create(node=node, course_key=course_key(), attached_at=timezone.now())
    found = said(capsys, wrong=1)
    assert f"node {node.pk} " in found["course keys"] and "Demo" not in found["course keys"]
    assert "neutral key" in found["mend course keys"]


def test_migrations_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    rows = MigrationRecorder(connection).migration_qs.filter(app="learning_circle_xblock")
    rows.filter(pk=rows.order_by("-pk").values_list("pk", flat=True)[0]).delete()
    found = said(capsys, wrong=1)
    assert found["migrations"] == "WRONG 1 have not run." and "migrate" in found["mend migrations"]
    assert "periodic job" not in found and "once the migrations have run" in found["the rest"]


@pytest.mark.parametrize(
    ("name", "value", "thing"),
    [
        ("LEARNING_CIRCLE_HOST", "nowhere.Host", "settings"),
        ("LEARNING_CIRCLE_HOST", None, "settings"),
        ("EMAIL_BACKEND", SMTP, "mail"),
    ],
)
def test_what_is_wrong_says_how_to_mend_it(
    settings: Any, capsys: pytest.CaptureFixture[str], name: str, value: object, thing: str
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    setattr(settings, name, value)
    found = said(capsys, wrong=1)
    assert found[thing].startswith("WRONG") and found[f"mend {thing}"]


def test_assets_that_were_not_collected(
    settings: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    staticfiles_storage._wrapped = empty  # it reads the setting once
    try:
        found = said(capsys, wrong=1)
        assert "js/light.js" in found["storage"] and "collectstatic" in found["mend storage"]
        for name in ASSETS:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        assert said(capsys, wrong=0)["storage"].startswith("WELL")
    finally:
        staticfiles_storage._wrapped = empty
