"""The one adapter to edx-submissions: full points for what is complete, none before and none set back."""

from opaque_keys.edx.keys import UsageKey

from .. import compat

__all__ = ["points_of", "publish_points", "withdraw_points"]


def publish_points(*, user_id: int, usage_key: UsageKey, points: int) -> None:
    """Write `points` of `points` for the person; outside any transaction, because the platform reads it back.

    Args:
        user_id: the learner.
        usage_key: the block; its type is the item type.
        points: the item's weight, a whole number above 0.
    """
    from submissions import api as submissions

    item = {
        "student_id": compat.host().anonymous_id(user_id, usage_key.course_key),
        "course_id": str(usage_key.course_key),
        "item_id": str(usage_key),
        "item_type": usage_key.block_type,
    }
    submission = submissions.create_submission(item, {"complete": True})
    submissions.set_score(submission["uuid"], points, points)


def withdraw_points(*, user_id: int, usage_key: UsageKey) -> None:
    """Take the person's points back; none to take back is no error.

    `clear_state` also closes the submission, so that the next points begin with a new one.
    """
    from submissions import api as submissions

    submissions.reset_score(
        compat.host().anonymous_id(user_id, usage_key.course_key),
        str(usage_key.course_key),
        str(usage_key),
        clear_state=True,
    )


def points_of(*, user_id: int, usage_key: UsageKey) -> tuple[int, int] | None:
    """What the gradebook was last told: points earned, points possible; None where it was told nothing."""
    from submissions import api as submissions

    score = submissions.get_score(
        {
            "student_id": compat.host().anonymous_id(user_id, usage_key.course_key),
            "course_id": str(usage_key.course_key),
            "item_id": str(usage_key),
            "item_type": usage_key.block_type,
        }
    )
    return (score["points_earned"], score["points_possible"]) if score else None
