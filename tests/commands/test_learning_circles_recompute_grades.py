"""Points are worked out again: after a changed weight, a lost gradebook, an event that nobody counted."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from submissions import api as submissions
from submissions.models import Score

from learning_circle_xblock.grading.models import Progress
from learning_circle_xblock.grading.scores import points_of
from tests.review import authors as act
from tests.world import PLAN, circle, course_key, days, person, seat, usage_key

pytestmark = pytest.mark.django_db(transaction=True)
COMMAND = "learning_circles_recompute_grades"


@pytest.fixture(autouse=True)
def two_complete() -> None:
    """Ann and Ben are complete, and their points are in the gradebook; Eve has only shared."""
    where, now = circle(), timezone.now()
    for name in ("ann", "ben"):
        act.shared_plan(seat(where, name), at=now - days(20))
        act.tapped(seat(where, name), at=now - days(20))
    act.shared_plan(seat(where, "eve"), at=now - timedelta(hours=1))
    call_command("learning_circles_tick", verbosity=0)


def points(name: str) -> tuple[int, int] | None:
    return points_of(user_id=person(name).pk, usage_key=usage_key(PLAN))


def ran(capsys: pytest.CaptureFixture[str], **options: Any) -> str:
    capsys.readouterr()
    call_command(COMMAND, str(course_key()), **options)
    return capsys.readouterr().out.strip()


def test_what_is_right_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    before = Score.objects.count()
    assert ran(capsys) == "0 newly complete, 0 sent again, 2 right already."
    assert Score.objects.count() == before


def test_lost_points_are_sent_again_and_a_trial_sends_none(capsys: pytest.CaptureFixture[str]) -> None:
    full = points("ann")
    assert full is not None and full[0] == full[1] > 0
    old = {"student_id": act_id("ann"), "course_id": str(course_key()), "item_id": str(usage_key(PLAN))}
    submissions.reset_score(old["student_id"], old["course_id"], old["item_id"])
    assert points("ann") is None
    assert ran(capsys, dry_run=True) == "Would be: 0 newly complete, 1 sent again, 1 right already."
    assert points("ann") is None
    assert ran(capsys) == "0 newly complete, 1 sent again, 1 right already."
    assert points("ann") == full
    assert ran(capsys) == "0 newly complete, 0 sent again, 2 right already."


def test_another_weight_reaches_the_gradebook(capsys: pytest.CaptureFixture[str]) -> None:
    full = points("ann")
    assert full is not None
    submission = submissions.get_submissions(
        {
            "student_id": act_id("ann"),
            "course_id": str(course_key()),
            "item_id": str(usage_key(PLAN)),
            "item_type": PLAN,
        }
    )[0]
    submissions.set_score(submission["uuid"], 1, full[1] + 3)  # as it was under the weight of before
    assert ran(capsys) == "0 newly complete, 1 sent again, 1 right already."
    assert points("ann") == full


def test_who_became_complete_and_was_not_counted(capsys: pytest.CaptureFixture[str]) -> None:
    Progress.objects.filter(person=person("ben")).delete()
    assert ran(capsys, dry_run=True).startswith("Would be: 1 newly complete, 0 sent again")
    assert not Progress.objects.filter(person=person("ben")).exists()
    assert ran(capsys) == "1 newly complete, 0 sent again, 1 right already."
    assert not Progress.objects.filter(person=person("eve")).exists()


def test_what_was_set_back_stays_set_back(capsys: pytest.CaptureFixture[str]) -> None:
    Progress.objects.filter(person=person("ben")).update(
        completed_at=None, score_at=None, set_back_at=timezone.now()
    )
    assert ran(capsys) == "0 newly complete, 0 sent again, 1 right already."
    assert Progress.objects.get(person=person("ben")).completed_at is None


def test_what_cannot_be_sent_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_given: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("learning_circle_xblock.grading.publishing.publish_points", fails)
    Progress.objects.update(score_at=None)
    with pytest.raises(CommandError, match=r"^2 could not be sent"):
        call_command(COMMAND, str(course_key()))
    assert Progress.objects.filter(score_at=None).count() == 2


def test_a_course_that_is_none() -> None:
    with pytest.raises(CommandError, match="is not a course key"):
        call_command(COMMAND, "x")


def act_id(name: str) -> str:
    """The person as edx-submissions knows them."""
    from learning_circle_xblock import compat

    return compat.host().anonymous_id(person(name).pk, course_key())
