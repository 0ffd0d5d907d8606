"""Delete state, rescore and override: what the instructor dashboard does to one learner in one block."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from submissions import api as submissions
from xblock.exceptions import NoSuchServiceError

from demo import instructor
from demo.gradebook import completions_of, scores_of
from demo.models import AnonymousId, FieldState
from learning_circle_xblock.block_parts.counting import CountedMixin
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.grading.models import Progress
from learning_circle_xblock.permissions import Role
from tests import world
from tests.permissions.tables import dump
from tests.review import authors as act
from tests.world import (
    ACCOUNT,
    BLOCKS,
    CIRCLE,
    LIBRARY,
    PLAN,
    circle,
    course_key,
    person,
    prefixed,
    seat,
    usage_key,
)

from .site import block_class

# As there, nothing here is inside a transaction unless our own code opens one.
pytestmark = pytest.mark.django_db(transaction=True)

COUNTED = (PLAN, ACCOUNT)
OURS_STAYS = ("plan", "account", "version", "draft", "review", "reply", "agreement", "assignment")


@pytest.fixture
def staff() -> User:
    """Who presses the button."""
    return person("staff", staff=True, enrolled=False)


@pytest.fixture
def ann() -> User:
    """Somebody whose plan is complete, all of it done in the block."""
    where = circle()
    user = seat(where, "ann")
    lead = seat(where, "lead", Role.FACILITATOR)
    world.share_plan(user)
    plan = act.Plan.objects.get(owner=user)
    world.call(user, PLAN, "agree", prefixed(PLAN, {f"ethics-{code}": "yes" for code in act.CARE}))
    world.call(lead, PLAN, "agree_with", {"plan": plan.pk, **prefixed(PLAN, {"waiver": "Ready."})})
    assert points(user) == (1, 1) and completions_of(user.pk)[usage_key(PLAN)] == 1.0
    return user


def points(user: User, block: str = PLAN) -> tuple[int, int] | None:
    """What the gradebook reads."""
    found = scores_of(user.pk).get(str(usage_key(block)))
    return None if found is None else (found["points_earned"], found["points_possible"])


def give_points(user: User, block: str) -> None:
    """A score in edx-submissions, whoever wrote it."""
    item = {
        "student_id": AnonymousId.of(user.pk, course_key()),
        "course_id": str(course_key()),
        "item_id": str(usage_key(block)),
        "item_type": block,
    }
    submissions.set_score(submissions.create_submission(item, {})["uuid"], 1, 1)


def has_row(user: User, block: str = PLAN) -> bool:
    """Whether the platform has a row of state of its own."""
    return FieldState.objects.filter(user=user, usage_key=usage_key(block)).exists()


def texts() -> dict[str, Any]:
    """All that people have written, and who was asked to read."""
    return {name: rows for name, rows in dump().items() if name.rpartition("_")[2] in OURS_STAYS}


# -- delete state


@pytest.mark.parametrize("block", COUNTED)
def test_the_block_is_told_with_text_alone_before_the_row_goes(
    ann: User, staff: User, block: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anonymous ids and keys as text, by name; bound to nobody, no user service, in no transaction."""
    heard: list[dict[str, Any]] = []
    FieldState.objects.get_or_create(user=ann, usage_key=usage_key(block))

    def listen(self: Any, **given: Any) -> None:
        assert self.scope_ids.user_id is None and has_row(ann, block)
        assert not connection.in_atomic_block
        with pytest.raises(NoSuchServiceError):
            self.runtime.service(self, "user")
        heard.append(given)

    monkeypatch.setattr(CountedMixin, "clear_student_state", listen)
    assert instructor.delete_state(ann, usage_key(block), staff) == (200, "")
    assert heard == [
        {
            "user_id": AnonymousId.of(ann.pk, course_key()),
            "course_id": str(course_key()),
            "item_id": str(usage_key(block)),
            "requesting_user_id": AnonymousId.of(staff.pk, course_key()),
        }
    ]
    assert not has_row(ann, block)


def test_points_are_left_to_a_block_that_is_told(
    ann: User, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The platform then resets no score and no completion itself."""
    monkeypatch.setattr(CountedMixin, "clear_student_state", lambda self, **given: None)
    assert instructor.delete_state(ann, usage_key(PLAN), staff) == (200, "")
    assert points(ann) == (1, 1) and completions_of(ann.pk)[usage_key(PLAN)] == 1.0


@pytest.mark.parametrize("block", [LIBRARY])
def test_a_block_that_cannot_be_told_loses_its_points(ann: User, staff: User, block: str) -> None:
    """The platform resets the score itself; ours without points have none to lose."""
    assert not hasattr(block_class(block), "clear_student_state")
    give_points(ann, block)
    assert points(ann, block) == (1, 1)
    assert instructor.delete_state(ann, usage_key(block), staff) == (400, instructor.NO_STATE)
    assert points(ann, block) is None
    assert points(ann) == (1, 1), "the points of another block stay"


def test_our_part_takes_points_and_completion_and_no_text(ann: User, staff: User) -> None:
    """The gradebook falls to nothing, and the block says so instead of "all is counted"."""
    before = texts()
    assert before["learning_circle_xblock_plan"] and before["learning_circle_xblock_agreement"]
    assert instructor.delete_state(ann, usage_key(PLAN), staff) == (200, "")
    assert points(ann) is None and completions_of(ann.pk)[usage_key(PLAN)] == 0.0
    assert texts() == before
    assert Event.objects.get(verb="progress.set_back").actor == staff
    shown = world.view(ann, PLAN).text
    assert "Counted: 0 of 1" in shown and "Complete." not in shown


def test_the_clock_does_not_count_it_again_and_the_learner_may(ann: User, staff: User) -> None:
    """The whole way: deleted, a night passes, handed in again, deleted again with a row of state there."""
    for _ in range(2):
        assert instructor.delete_state(ann, usage_key(PLAN), staff) == (200, "")
        call_command("learning_circles_tick", verbosity=0)
        assert points(ann) is None and not has_row(ann)
        assert world.call(ann, PLAN, "hand_in_again").status == 200
        assert points(ann) == (1, 1) and completions_of(ann.pk)[usage_key(PLAN)] == 1.0
        assert has_row(ann)


def test_without_a_row_the_answer_is_an_error_after_our_part_has_happened(ann: User, staff: User) -> None:
    """So our part is whole by itself, and a second press changes nothing more."""
    FieldState.objects.all().delete()
    assert instructor.delete_state(ann, usage_key(PLAN), staff) == (400, instructor.NO_STATE)
    assert points(ann) is None and completions_of(ann.pk)[usage_key(PLAN)] == 0.0
    set_back = Progress.objects.get(person=ann).set_back_at
    events = Event.objects.count()
    assert instructor.delete_state(ann, usage_key(PLAN), staff) == (400, instructor.NO_STATE)
    assert Progress.objects.get(person=ann).set_back_at == set_back
    assert Event.objects.count() == events and points(ann) is None


@pytest.mark.parametrize("block", COUNTED)
def test_somebody_of_whom_nothing_is_counted(ann: User, staff: User, block: str) -> None:
    """The platform asks for anybody; nothing of ours changes, and nobody else's points go."""
    ben, before = person("ben"), texts()
    assert instructor.delete_state(ben, usage_key(block), staff) == (400, instructor.NO_STATE)
    assert texts() == before and Progress.objects.count() == 1
    assert points(ann) == (1, 1)


def test_a_block_that_the_course_no_longer_holds(ann: User, staff: User) -> None:
    """There is nothing to tell: the platform resets the score and looks for its row."""
    gone = course_key().make_usage_key(PLAN, "gone")
    FieldState.objects.create(user=ann, usage_key=gone)
    assert instructor.delete_state(ann, gone, staff) == (200, "")
    assert points(ann) == (1, 1)


# -- the platform's own row


def test_whoever_has_done_anything_has_a_row_and_looking_makes_none() -> None:
    """Delete state needs the row: each of our first actions writes it, no view and no look does."""
    where = circle()
    ann, ben, lead = seat(where, "ann"), seat(where, "ben"), seat(where, "lead", Role.FACILITATOR)
    for user in (ann, ben, lead):
        for block in BLOCKS:
            world.view(user, block)
            world.call(user, block, "again", method="GET")
    assert not FieldState.objects.exists()
    world.call(ann, PLAN, "save_draft", {**prefixed(PLAN, {"concern": "x"}), "base": "0"})
    world.share_account(ben)
    assert (has_row(ann), has_row(ben, ACCOUNT)) == (True, True)
    plan = act.shared_plan(ann)
    world.respond(ben, PLAN, version=plan.version_id)
    world.call(lead, PLAN, "agree_with", {"plan": plan.pk, **prefixed(PLAN, {"waiver": "x"})})
    assert [has_row(user) for user in (ann, ben, lead)] == [True, True, True]
    assert not has_row(ben, CIRCLE) and not has_row(ann, ACCOUNT), "each block has a row of its own"


# -- rescore and override


@pytest.mark.parametrize("block", BLOCKS)
def test_a_rescore_is_refused_for_a_block_that_cannot(ann: User, block: str) -> None:
    """Nothing of ours can be marked again: the points rest on taking part."""
    assert instructor.rescore(ann, usage_key(block)) == (400, "This component cannot be rescored.")
    assert not {"rescore", "calculate_score", "has_submitted_answer"} & set(dir(block_class(block)))
    assert points(ann) == (1, 1)


@pytest.mark.parametrize("block", BLOCKS)
def test_an_override_is_refused_for_a_block_that_cannot(ann: User, block: str) -> None:
    """It would write where our points, in edx-submissions, hide it."""
    told = instructor.override_score(ann, usage_key(block), 0)
    assert told == (400, "This component does not support score override.")
    assert not {"set_score", "publish_grade"} & set(dir(block_class(block)))
    assert points(ann) == (1, 1)


def test_a_block_that_can_be_rescored_and_overridden_is(ann: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """One method each is all that the platform asks for: to define one is to offer it."""
    done: list[Any] = []
    for name, listen in {
        "rescore": lambda self, only_if_higher: done.append(only_if_higher),
        "has_submitted_answer": lambda self: True,
        "set_score": lambda self, score: done.append(score.raw_earned),
    }.items():
        monkeypatch.setattr(CountedMixin, name, listen, raising=False)
    assert instructor.rescore(ann, usage_key(PLAN)) == (200, "")
    assert instructor.override_score(ann, usage_key(PLAN), 1) == (200, "")
    assert instructor.override_score(ann, usage_key(PLAN), 2)[0] == 400
    assert done == [False, 1]
