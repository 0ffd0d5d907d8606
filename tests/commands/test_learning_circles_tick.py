"""The periodic job, as a periodic job runs it: every transaction is a real one."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from submissions.models import Score

from learning_circle_xblock.grading.models import Progress
from tests.review import authors as act
from tests.world import circle, days, seat


@pytest.mark.django_db(transaction=True)
def test_it_counts_publishes_and_says_so_in_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    where, now = circle(), timezone.now()
    for name, ago in (("ann", days(14)), ("ben", days(14) - timedelta(hours=1))):
        act.shared_plan(seat(where, name), at=now - ago)
        act.tapped(seat(where, name), at=now - ago)
    call_command("learning_circles_tick")
    assert capsys.readouterr().out == "1 newly complete, 0 sent late.\n"
    assert Progress.objects.get().person.username == "ann"
    assert Progress.objects.get().score_at is not None
    assert Score.objects.count() == 1
    for _ in range(2):
        call_command("learning_circles_tick")
        assert capsys.readouterr().out == "0 newly complete, 0 sent late.\n"
    assert Score.objects.count() == 1


@pytest.mark.django_db
def test_with_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("learning_circles_tick")
    assert capsys.readouterr().out == "0 newly complete, 0 sent late.\n"
