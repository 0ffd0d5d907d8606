"""Counting and publishing, with the real edx-submissions."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from submissions import api as submissions
from submissions.models import Score, Submission

from demo.host import DemoHost
from demo.models import AnonymousId, BlockCompletion
from demo.testing import added_block, set_by_author
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.grading import api as grading
from learning_circle_xblock.grading.models import Progress
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning import api as planning
from learning_circle_xblock.planning.models import Plan
from tests.review import authors as act
from tests.world import (
    ACCOUNT,
    NOON,
    PLAN,
    PLAN_ANSWERS,
    actor,
    circle,
    course_key,
    days,
    person,
    seat,
    usage_key,
)

pytestmark = pytest.mark.django_db
Commit = Callable[..., Any]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Commit) -> Commit:
    """What follows a transaction happens when this block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def where() -> Circle:
    """A circle with a teacher, a colleague and a facilitator."""
    found = circle()
    seat(found, "ann")
    seat(found, "ben")
    seat(found, "lead", Role.FACILITATOR)
    return found


def score(user: User, block_type: str) -> tuple[int, int] | None:
    """What the gradebook reads."""
    found = submissions.get_score(
        {
            "student_id": AnonymousId.of(user.pk, course_key()),
            "course_id": str(course_key()),
            "item_id": str(usage_key(block_type)),
            "item_type": block_type,
        }
    )
    return None if found is None else (found["points_earned"], found["points_possible"])


def completion(user: User, block_type: str) -> float | None:
    """What the platform was told."""
    rows = BlockCompletion.objects.filter(user=user, usage_key=usage_key(block_type))
    return rows.values_list("completion", flat=True).first()


def agreed(user: User) -> Plan:
    """Both taps, with a waiver."""
    plan = act.shared_plan(user)
    act.tapped(user)
    return act.confirmed(person("lead"), plan, waiver="ready")


# -- publishing


def test_full_points_once_and_nothing_before(where: Circle, commit: Commit) -> None:
    ann = person("ann")
    with commit():
        plan = act.shared_plan(ann)
        act.tapped(ann)
    assert score(ann, PLAN) is None and completion(ann, PLAN) is None
    assert not Progress.objects.exists()
    with commit():
        act.confirmed(person("lead"), plan, waiver="ready")
    assert score(ann, PLAN) == (1, 1)
    assert completion(ann, PLAN) == 1.0
    progress = Progress.objects.get()
    assert (progress.person, progress.completed_at, progress.score_at) == (ann, NOON, NOON)
    assert score(person("ben"), PLAN) is None and score(person("lead"), PLAN) is None


def test_points_are_not_sent_before_the_transaction_ends(where: Circle, commit: Commit) -> None:
    """The platform reads them back, and would read nothing."""
    with commit() as waiting:
        agreed(person("ann"))
        assert not Submission.objects.exists()
        assert Progress.objects.get().score_at is None
    assert len(waiting) == 1
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("weight", [1, 5, 100])
def test_the_points_are_the_blocks_weight(where: Circle, commit: Commit, weight: int) -> None:
    set_by_author(usage_key(PLAN), weight=weight)
    with commit():
        agreed(person("ann"))
    assert score(person("ann"), PLAN) == (weight, weight)
    assert Score.objects.get().points_earned == weight


def test_a_weight_changed_later_leaves_what_was_published(where: Circle, commit: Commit) -> None:
    with commit():
        agreed(person("ann"))
    set_by_author(usage_key(PLAN), weight=9)
    call_command("learning_circles_tick")
    assert score(person("ann"), PLAN) == (1, 1)
    with commit():
        agreed(person("ben"))
    assert score(person("ben"), PLAN) == (9, 9)


@pytest.mark.parametrize("weight", [0, None])
def test_a_block_without_points_is_complete_all_the_same(
    where: Circle, commit: Commit, weight: int | None
) -> None:
    set_by_author(usage_key(PLAN), weight=weight)
    with commit():
        agreed(person("ann"))
    assert completion(person("ann"), PLAN) == 1.0
    assert not Submission.objects.exists()


def test_what_is_complete_is_counted_once(where: Circle, commit: Commit) -> None:
    ann = person("ann")
    with commit():
        plan = agreed(ann)
    with commit():
        act.sent(act.begun(person("ben"), plan))
        assert not grading.count(user_id=ann.pk, usage_key=usage_key(PLAN), at=NOON + days(1))
    assert Submission.objects.count() == Score.objects.count() == 1
    assert Progress.objects.get().completed_at == NOON
    assert not grading.publish(progress=Progress.objects.get(), at=NOON)


def test_the_account_counts_with_the_last_thing_its_author_does(commit: Commit) -> None:
    people = act.authors(circle(), 5)
    ann = people[0]
    with commit():
        rows = act.held_by(ann)
        received = [r for u in people for r in act.held_by(u) if r.request.version.made_by == ann]
        for row in rows:
            act.sent(act.opened(row))
        responses = [act.sent(act.opened(row)) for row in received]
        act.replied(ann, responses[0])
    assert score(ann, ACCOUNT) is None
    with commit():
        act.replied(ann, responses[1])
    assert score(ann, ACCOUNT) == (1, 1)
    assert Progress.objects.count() == 1, "nobody else has become complete by it"


def test_the_last_thing_may_be_a_response_to_give(commit: Commit) -> None:
    people = act.authors(circle(), 5)
    ann = people[0]
    received = [r for u in people for r in act.held_by(u) if r.request.version.made_by == ann]
    for row in received:
        act.replied(ann, act.sent(act.opened(row)))
    first, second = act.held_by(ann)
    act.sent(act.opened(first))
    assert not Progress.objects.filter(person=ann).exists()
    with commit():
        act.sent(act.opened(second))
    assert score(ann, ACCOUNT) == (1, 1)


def test_a_response_to_a_plan_counts_nothing_for_who_gives_it(where: Circle, commit: Commit) -> None:
    with commit():
        act.sent(act.begun(person("ben"), act.shared_plan(person("ann"))))
    assert not Progress.objects.exists()


@pytest.mark.parametrize("broken", ["load_block", "anonymous_id", "submit_completion"])
def test_what_could_not_be_published_is_logged_and_sent_by_the_next_tick(
    where: Circle,
    commit: Commit,
    broken: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def down(*args: Any) -> None:
        raise ConnectionError("no line")

    ann = person("ann")
    with monkeypatch.context() as patched:
        patched.setattr(DemoHost, broken, down)
        with commit(), caplog.at_level(logging.ERROR):
            agreed(ann)
        assert Plan.objects.get().state == "agreed", "the agreement stands"
        assert Progress.objects.get().completed_at == NOON
        assert Progress.objects.get().score_at is None
        assert "waits for the next tick" in caplog.text
        assert "Ann" not in caplog.text and ann.email not in caplog.text
        call_command("learning_circles_tick")
        assert "0 newly complete, 0 sent late." in capsys.readouterr().out
        assert completion(ann, PLAN) is None
    call_command("learning_circles_tick")
    assert "0 newly complete, 1 sent late." in capsys.readouterr().out
    assert score(ann, PLAN) == (1, 1)
    assert completion(ann, PLAN) == 1.0
    call_command("learning_circles_tick")
    assert "0 newly complete, 0 sent late." in capsys.readouterr().out


# -- the clock


def tick(days_later: float) -> tuple[int, int]:
    """The periodic job, so many days after noon: whoever it completes, it also sends at the end."""
    return grading.apply_clock(at=NOON + days(days_later))


def test_the_tick_completes_a_plan_after_fourteen_days_of_silence(where: Circle) -> None:
    ann = person("ann")
    act.shared_plan(ann)
    act.tapped(ann)
    act.shared_plan(person("ben"))
    assert tick(13.95) == (0, 0)
    assert not Progress.objects.exists()
    assert tick(14)[0] == 1
    assert Plan.objects.get(owner=ann).state == "shared", "the state of the plan does not change by it"
    assert Progress.objects.get().person == ann, "whose own tap is missing does not count"
    assert Progress.objects.get().completed_at == NOON + days(14)
    assert score(ann, PLAN) == (1, 1)


@pytest.mark.parametrize("when", [[14, 14], [14, 15, 40], [60], [13, 13.5, 14.2, 14.3]])
def test_the_tick_may_run_twice_late_or_not_for_weeks(where: Circle, when: list[float]) -> None:
    ann = person("ann")
    act.shared_plan(ann)
    act.tapped(ann)
    newly = 0
    for at in when:
        newly += tick(at)[0]
    assert newly == 1
    assert Submission.objects.count() == Score.objects.count() == 1
    assert score(ann, PLAN) == (1, 1) and completion(ann, PLAN) == 1.0


def test_four_accounts_and_no_ring() -> None:
    """Nobody could be asked: after 28 days that counts for each of them."""
    where = circle()
    people = act.authors(where, 4)
    assert tick(27.9)[0] == 0
    assert tick(28.1)[0] == 4
    assert {score(user, ACCOUNT) for user in people} == {(1, 1)}


def due_after(monkeypatch: pytest.MonkeyPatch, number: float) -> None:
    """The block has a due date: the platform's own field, which every block has there."""
    load = DemoHost.load_block

    def dated(self: DemoHost, key: Any) -> Any:
        block = load(self, key)
        block.due = NOON + days(number)
        return block

    monkeypatch.setattr(DemoHost, "load_block", dated)


def test_a_complete_block_stays_complete_when_readings_are_asked_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even when the course moves the due date away, and what had counted would count no more."""
    where = circle()
    people = act.authors(where, 4)
    with monkeypatch.context() as patched:
        due_after(patched, 10)
        assert tick(11)[0] == 4
    act.authors(where, 1, start=4, at=NOON + days(12))
    assert tick(13)[0] == 0
    assert Progress.objects.filter(completed_at=NOON + days(11)).count() == 4
    assert score(people[0], ACCOUNT) == (1, 1)
    shown = grading.shown(user_id=people[0].pk, usage_key=usage_key(ACCOUNT), at=NOON + days(13))
    assert shown["is_complete"] and shown["done"] < shown["total"]


def test_what_nobody_had_asked_in_time_counts_however_late_the_tick_runs() -> None:
    """The same story as above, with a job that had stood still for three days."""
    where = circle()
    people = act.authors(where, 4)
    act.authors(where, 1, start=4, at=NOON + days(30))
    tick(31)
    complete = set(Progress.objects.values_list("person_id", flat=True))
    assert complete == {user.pk for user in people}


def test_readers_are_silent_for_fourteen_days() -> None:
    people = act.authors(circle(), 5)
    ann = people[0]
    for row in act.held_by(ann):
        act.sent(act.opened(row))
    start = 4 / 1440  # the fifth share, which began the ring
    assert tick(start + 13.9)[0] == 0
    assert tick(start + 14)[0] == 1
    assert Progress.objects.get().person == ann


def test_a_response_that_came_after_the_silence_takes_nothing_away() -> None:
    """On the fifteenth day, before a job that runs on the sixteenth."""
    people = act.authors(circle(), 5)
    ann = people[0]
    for row in act.held_by(ann):
        act.sent(act.opened(row))
    row = next(r for u in people[1:] for r in act.held_by(u) if r.request.version.made_by == ann)
    act.sent(act.opened(row, at=NOON + days(15)), at=NOON + days(15))
    assert tick(16)[0] >= 1
    assert Progress.objects.filter(person=ann).exists()


def test_ones_own_readings_never_count_by_time() -> None:
    act.authors(circle(), 5)
    assert tick(400)[0] == 0


@pytest.mark.parametrize(("due", "before", "after"), [(10, 9.9, 10), (60, 59.9, 60), (-3, None, 0.01)])
def test_the_due_date_of_the_block(
    monkeypatch: pytest.MonkeyPatch, due: float, before: float | None, after: float
) -> None:
    due_after(monkeypatch, due)
    act.authors(circle(), 1)
    assert before is None or tick(before)[0] == 0
    assert tick(after)[0] == 1


def test_a_block_that_is_gone_does_not_stop_the_tick() -> None:
    """Its texts stay; whoever is complete in it is complete, without points."""
    where = circle()
    ann, ben = seat(where, "ann"), seat(where, "ben")
    with added_block(PLAN, "gone") as gone:
        planning.share(
            actor=actor(ann), course_key=course_key(), usage_key=gone, answers=PLAN_ANSWERS, at=NOON
        )
        planning.agree_as_author(actor=actor(ann), usage_key=gone, ethics=act.CARE, at=NOON)
    act.shared_plan(ben)
    act.tapped(ben)
    assert tick(20)[0] == 2
    assert score(ben, PLAN) == (1, 1)
    assert Submission.objects.count() == 1


def test_one_block_that_cannot_be_read_does_not_stop_the_tick_for_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where = circle()
    act.authors(where, 1)
    ben = seat(where, "ben")
    act.shared_plan(ben)
    act.tapped(ben)
    load = DemoHost.load_block

    def partly(self: DemoHost, key: Any) -> Any:
        if key.block_type == ACCOUNT:
            raise ConnectionError("no line")
        return load(self, key)

    monkeypatch.setattr(DemoHost, "load_block", partly)
    tick(40)
    monkeypatch.undo()
    tick(41)
    assert score(ben, PLAN) == (1, 1)
    assert Progress.objects.count() == 2


# -- what is shown


def shown(user: User, block_type: str, at: datetime = NOON) -> dict[str, Any]:
    """What the person sees."""
    return grading.shown(user_id=user.pk, usage_key=usage_key(block_type), at=at)


def test_what_the_author_of_a_plan_sees(where: Circle) -> None:
    ann = person("ann")
    before = shown(ann, PLAN)
    assert (before["done"], before["total"], before["is_complete"]) == (0, 1, False)
    plan = act.shared_plan(ann)
    act.tapped(ann)
    assert [e.why for e in shown(ann, PLAN)["events"]] == ["wait_agreement"]
    act.confirmed(person("lead"), plan, waiver="ready")
    after = shown(ann, PLAN)
    assert (after["done"], after["total"], after["is_complete"]) == (1, 1, True)
    assert [e.why for e in after["events"]] == ["agreed"]


def test_counted_three_of_four() -> None:
    people = act.authors(circle(), 5)
    ann = people[0]
    assert shown(person("nobody"), ACCOUNT)["total"] == 4
    for row in act.held_by(ann):
        act.sent(act.opened(row))
    found = shown(ann, ACCOUNT)
    assert (found["done"], found["total"], found["is_complete"]) == (3, 4, False)
    assert found["people"] == {row.request.version.made_by_id for row in act.held_by(ann)}


def test_the_whole_job_of_everybody(commit: Commit) -> None:
    people = act.authors(circle(), 5)
    with commit():
        for row in [row for user in people for row in act.held_by(user)]:
            act.replied(row.request.version.made_by, act.sent(act.opened(row)))
    assert Progress.objects.filter(score_at__isnull=False).count() == 5
    assert {score(user, ACCOUNT) for user in people} == {(1, 1)}
    assert {shown(user, ACCOUNT)["is_complete"] for user in people} == {True}


# -- set back by the course team


@pytest.fixture
def counted(where: Circle, commit: Commit) -> User:
    """Somebody whose plan counts in full."""
    with commit():
        agreed(person("ann"))
    return person("ann")


def set_back(user: User, day: int = 1) -> None:
    at = NOON + days(day)
    grading.set_back(user_id=user.pk, usage_key=usage_key(PLAN), by_id=person("lead").pk, at=at)


def hand_in_again(user: User) -> None:
    grading.hand_in_again(user_id=user.pk, usage_key=usage_key(PLAN), at=NOON + days(2))


def test_setting_back_takes_points_and_completion_and_no_text(counted: User, commit: Commit) -> None:
    before = Plan.objects.values().get()
    with commit():
        set_back(counted)
    assert score(counted, PLAN) is None and completion(counted, PLAN) == 0.0
    assert Plan.objects.values().get() == before
    assert before["state"] == "agreed"
    shown = grading.shown(user_id=counted.pk, usage_key=usage_key(PLAN), at=NOON + days(1))
    assert (shown["done"], shown["total"], shown["is_complete"]) == (0, 1, False)
    assert shown["set_back_at"] == NOON + days(1)
    event = Event.objects.latest("pk")
    assert (event.verb, event.actor_id) == ("progress.set_back", person("lead").pk)


def test_the_tick_leaves_it_set_back(counted: User, commit: Commit) -> None:
    with commit():
        set_back(counted)
    with commit():
        assert grading.apply_clock(at=NOON + days(60)) == (0, 0)
    assert score(counted, PLAN) is None


def test_handing_in_again_counts_it_again(counted: User, commit: Commit) -> None:
    with commit():
        set_back(counted)
    with commit():
        hand_in_again(counted)
    assert score(counted, PLAN) == (1, 1) and completion(counted, PLAN) == 1.0
    assert Progress.objects.get().completed_at == NOON + days(2)


def test_setting_back_twice_is_as_once(counted: User, commit: Commit) -> None:
    for day in (1, 2):
        with commit():
            set_back(counted, day)
    assert Progress.objects.get().set_back_at == NOON + days(1)
    assert Event.objects.filter(verb="progress.set_back").count() == 1
    with commit():
        hand_in_again(counted)
        hand_in_again(counted)
    assert Event.objects.filter(verb="progress.handed_in_again").count() == 1
    assert score(counted, PLAN) == (1, 1)


def test_nothing_counted_is_nothing_to_set_back(where: Circle, commit: Commit) -> None:
    with commit():
        set_back(person("ann"))
        hand_in_again(person("ann"))
    assert not Progress.objects.exists()
    with commit():
        agreed(person("ann"))
    assert score(person("ann"), PLAN) == (1, 1), "what comes later counts as ever"


def test_setting_one_person_back_leaves_the_others(counted: User, commit: Commit) -> None:
    with commit():
        agreed(person("ben"))
    with commit():
        set_back(counted)
    assert score(person("ben"), PLAN) == (1, 1) and completion(person("ben"), PLAN) == 1.0
