"""Taking part in workshops as a gradebook item, with the real edx-submissions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from submissions.models import Submission

from demo.host import DemoHost
from demo.models import BlockCompletion
from demo.testing import set_by_author
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.grading import api as grading
from learning_circle_xblock.grading.models import Progress
from learning_circle_xblock.grading.registers import follow_register
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.sessions import api, recording
from learning_circle_xblock.sessions.lifecycle import Presence
from learning_circle_xblock.sessions.models import Session
from tests.queries import counted
from tests.review import authors as act
from tests.sessions.build import NOBODY, acting, pair, planned
from tests.world import ACCOUNT, CIRCLE, NOON, PLAN, call, circle, days, person, seat, usage_key, view

from .test_api import score

pytestmark = pytest.mark.django_db
Commit = Callable[..., Any]


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Commit) -> Commit:
    """What follows a transaction happens when this block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def counts(needed: int = 2, weight: int = 3) -> None:
    """The author switches it on."""
    set_by_author(usage_key(CIRCLE), counts_workshops=True, workshops_needed=needed, weight=weight)


def workshop(where: Circle, lead: User, days_later: float, **given: Any) -> Session:
    """A workshop so many days after noon."""
    session = planned(where, lead, **given)
    session.starts_at = NOON + days(days_later)
    session.save(update_fields=["starts_at"])
    return session


def taken(
    where: Circle, lead: User, session: Session, *people: User, state: Presence = Presence.PRESENT
) -> None:
    """The register of a session, for these people."""
    recording.keep_register(
        actor=acting(lead),
        session_id=session.pk,
        circle_id=where.pk,
        marks=[recording.Mark(f"p{who.pk}", Presence.UNKNOWN, state) for who in people],
        papers=NOBODY,
        at=session.starts_at + timedelta(hours=2),
    )


def test_nothing_is_counted_unless_the_author_switches_it_on(commit: Commit) -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    with commit():
        for day in range(6):
            taken(where, lead, workshop(where, lead, day), ann)
    assert grading.apply_clock(at=NOON + days(300)) == (0, 0)
    assert not Progress.objects.exists() and not Submission.objects.exists()
    assert "Counted" not in view(ann, CIRCLE).text


def test_full_points_once_enough_are_attended_and_nothing_before(commit: Commit) -> None:
    counts()
    where = circle()
    lead, (ann, ben, cy) = pair(where)
    first, second = workshop(where, lead, 0), workshop(where, lead, 28)
    with commit():
        taken(where, lead, first, ann, ben)
    shown = grading.shown(user_id=ann.pk, usage_key=usage_key(CIRCLE), at=NOON + days(1))
    assert (shown["done"], shown["total"]) == (1, 2) and score(ann, CIRCLE) is None
    with commit():
        taken(where, lead, second, ann)
        taken(where, lead, second, ben, state=Presence.ABSENT)
    assert score(ann, CIRCLE) == (3, 3)
    assert score(ben, CIRCLE) is None and score(cy, CIRCLE) is None and score(lead, CIRCLE) is None
    assert not BlockCompletion.objects.exists(), "no unit waits for a meeting"
    page = view(ann, CIRCLE).text
    assert "Counted: 2 of 2" in page and "Complete." in page
    assert "Counted" not in view(lead, CIRCLE).text, "who leads is not counted"


def test_complete_stays_complete_when_a_line_is_corrected(commit: Commit) -> None:
    counts(1)
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = workshop(where, lead, 0)
    with commit():
        taken(where, lead, session, ann)
        taken(where, lead, session, ann, state=Presence.ABSENT)
    assert score(ann, CIRCLE) == (3, 3)
    assert "Complete." in view(ann, CIRCLE).text


def test_the_tick_counts_what_nobody_kept_after_fourteen_days(commit: Commit) -> None:
    counts(1)
    where = circle()
    lead, (ann, ben, _cy) = pair(where)
    session = workshop(where, lead, 0)
    api.say_coming(actor=acting(ben), session_id=session.pk, is_coming=False, at=NOON - days(1))
    over = NOON + timedelta(minutes=session.minutes)
    with commit():
        assert grading.apply_clock(at=over + days(13.9))[0] == 0
        assert grading.apply_clock(at=over + days(14))[0] == 2
        assert grading.apply_clock(at=over + days(15))[0] == 0, "a second run changes nothing"
    assert score(ann, CIRCLE) == (3, 3) and score(ben, CIRCLE) is None


def test_a_paused_circle_does_not_run_and_goes_on_with_the_days_it_had(commit: Commit) -> None:
    counts(1)
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = workshop(where, lead, 0)
    over = NOON + timedelta(minutes=session.minutes)
    Circle.objects.update(state="running")
    where.refresh_from_db()
    circles.pause_circle(actor=acting(lead), circle=where, until=None, at=over + days(10))
    assert grading.apply_clock(at=over + days(60))[0] == 0
    assert "The circle is paused" in view(ann, CIRCLE).text
    circles.resume_circle(actor=acting(lead), circle=where, at=over + days(60))
    with commit():
        assert grading.apply_clock(at=over + days(63.9))[0] == 0
        assert grading.apply_clock(at=over + days(64))[0] == 3


def test_cancelling_may_complete_and_the_cancelled_one_is_not_missed(commit: Commit) -> None:
    counts(2)
    where = circle()
    lead, (ann, *_more) = pair(where)
    first, second = workshop(where, lead, 0), workshop(where, lead, 28)
    with commit():
        taken(where, lead, first, ann)
        api.cancel_session(
            actor=acting(lead), session_id=second.pk, circle_id=where.pk, reason="Strike", at=NOON
        )
    assert score(ann, CIRCLE) == (3, 3)


def test_who_moves_takes_the_workshops_along(commit: Commit) -> None:
    counts(2)
    one, two = circle("one"), circle("two")
    lead, (ann, *_more) = pair(one)
    other, _people = pair(two, prefix="u")
    with commit():
        taken(one, lead, workshop(one, lead, 0), ann)
        circles.end_membership(circle=one, user_id=ann.pk, at=NOON + days(1))
        seat(two, ann.username)
        taken(two, other, workshop(two, other, 5), ann)
    assert score(ann, CIRCLE) == (3, 3)


def test_a_course_that_cannot_be_read_stops_no_register(
    commit: Commit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    counts(1)
    where = circle()
    lead, (ann, *_more) = pair(where)

    def down(*args: Any) -> None:
        raise ConnectionError("no line")

    with monkeypatch.context() as patched, commit():
        patched.setattr(DemoHost, "blocks_of", down)
        taken(where, lead, workshop(where, lead, 0), ann)
    assert "wait for the next tick" in caplog.text and "T0" not in caplog.text
    assert score(ann, CIRCLE) is None
    with commit():
        assert grading.apply_clock(at=NOON + days(1))[0] == 1
    assert score(ann, CIRCLE) == (3, 3)


def test_the_course_team_sets_it_back_and_the_person_asks_again(commit: Commit) -> None:
    counts(1)
    where = circle()
    lead, (ann, *_more) = pair(where)
    with commit():
        taken(where, lead, workshop(where, lead, 0), ann)
    with commit():
        grading.set_back(user_id=ann.pk, usage_key=usage_key(CIRCLE), by_id=None, at=NOON + days(1))
    assert not score(ann, CIRCLE) and not BlockCompletion.objects.exists()
    assert "Hand in again" in view(ann, CIRCLE).text
    with commit():
        assert "Handed in again" in call(ann, CIRCLE, "hand_in_again").text
    assert score(ann, CIRCLE) == (3, 3)


def test_plans_and_accounts_count_as_before(commit: Commit) -> None:
    counts(1)
    where = circle()
    lead, (ann, *_more) = pair(where)
    with commit():
        taken(where, lead, workshop(where, lead, 0), ann)
    assert score(ann, PLAN) is None and score(ann, ACCOUNT) is None


def test_counting_a_register_costs_the_same_for_few_and_for_many() -> None:
    counts(5)
    costs = []
    for number in (30, 3):
        where = circle(f"of{number}")
        lead, people = pair(where, teachers=number)
        workshop(where, lead, 0)
        with counted() as queries:
            follow_register(where, NOON)
        costs.append(queries.number)
        act.shared_plan(people[0])
        view(people[0], CIRCLE)
        with counted() as queries:
            view(people[0], CIRCLE)
        assert queries.number <= 16, "two more than where nothing is counted"
    assert costs[0] == costs[1] <= 5


def test_nobody_without_a_seat_of_a_teacher_is_counted() -> None:
    counts(1)
    where = circle()
    for role in (Role.FACILITATOR, Role.UNION_REPRESENTATIVE, Role.OBSERVER):
        who = seat(where, f"as-{role}", role)
        assert grading.events_of(user_id=who.pk, usage_key=usage_key(CIRCLE), at=NOON) is None
    assert grading.events_of(user_id=person("outsider").pk, usage_key=usage_key(CIRCLE), at=NOON) is None
