"""What the instructor dashboard does to one learner in one block, with the platform's status and words."""

from django.contrib.auth.models import User
from opaque_keys.edx.keys import UsageKey
from submissions import api as submissions
from xblock.scorable import Score

from .course import course
from .models import AnonymousId, FieldState
from .runtime import lms_runtime, published_block

NO_STATE = "Module does not exist."
NO_RESCORE = "This component cannot be rescored."
NO_OVERRIDE = "This component does not support score override."

Told = tuple[int, str]


def delete_state(learner: User, usage_key: UsageKey, requester: User) -> Told:
    """Tell the block, or reset the points where it has no ear for it; then delete the learner's row.

    In this order and outside a transaction: where there is no row, the answer is an error although the
    first half has happened.
    """
    anonymous_id = AnonymousId.of(learner.pk, course().key)
    clear = getattr(published_block(usage_key), "clear_student_state", None)
    if callable(clear):
        clear(
            user_id=anonymous_id,
            course_id=str(course().key),
            item_id=str(usage_key),
            requesting_user_id=AnonymousId.of(requester.pk, course().key),
        )
    else:
        submissions.reset_score(anonymous_id, str(course().key), str(usage_key))
    deleted, _ = FieldState.objects.filter(user=learner, usage_key=usage_key).delete()
    return (200, "") if deleted else (400, NO_STATE)


def rescore(learner: User, usage_key: UsageKey) -> Told:
    """Only blocks that can mark an answer again; then whoever has a row of state and has answered."""
    block = lms_runtime(learner).get_block(usage_key)
    if not hasattr(block, "rescore"):
        return 400, NO_RESCORE
    has_row = FieldState.objects.filter(user=learner, usage_key=usage_key).exists()
    if has_row and block.has_submitted_answer():
        block.rescore(only_if_higher=False)
        block.save()
    return 200, ""


def override_score(learner: User, usage_key: UsageKey, points: float) -> Told:
    """Only blocks that take a score from outside, between nothing and their maximum."""
    block = lms_runtime(learner).get_block(usage_key)
    if not hasattr(type(block), "set_score"):
        return 400, NO_OVERRIDE
    if not 0 <= points <= block.max_score():
        return 400, "Scores must be between 0 and the value of the problem."
    block.set_score(Score(points, block.max_score()))
    block.save()
    return 200, ""
