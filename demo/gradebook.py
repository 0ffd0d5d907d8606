"""What the gradebook shows: points from edx-submissions, completion from the demo's table."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from opaque_keys.edx.keys import UsageKey
from submissions import api as submissions

from .course import Unit, course
from .identity import AnyUser, is_course_staff, name_of
from .models import AnonymousId, BlockCompletion


@dataclass(frozen=True)
class Cell:
    """One learner in one unit. Points are None where nothing was published."""

    complete: bool
    earned: int | None = None
    possible: int | None = None


@dataclass(frozen=True)
class Row:
    """One learner, cells in the order of `columns`."""

    name: str
    cells: tuple[Cell, ...]


def columns() -> list[Unit]:
    """The units whose block can be complete or has points."""
    return [unit for unit in course().units if unit.is_completable or unit.has_score]


def completions_of(user_id: int) -> dict[UsageKey, float]:
    """One person's completion of each block they have begun."""
    rows = BlockCompletion.objects.filter(user_id=user_id).values_list("usage_key", "completion")
    return {usage_key: completion for usage_key, completion in rows if usage_key is not None}


def scores_of(user_id: int) -> dict[str, dict[str, int]]:
    """One person's published points for each block; who has no anonymous id has none."""
    ids = AnonymousId.objects.filter(user_id=user_id, course_key=course().key)
    anonymous_id = ids.values_list("anonymous_id", flat=True).first()
    found: dict[str, dict[str, int]] = (
        submissions.get_scores(str(course().key), anonymous_id) if anonymous_id else {}
    )
    return found


def rows_for(user: AnyUser) -> list[Row]:
    """Course staff see every learner, by name; a learner sees their own row."""
    learners: Iterable[User] = [user] if isinstance(user, User) else []
    if is_course_staff(user):
        enrolled = User.objects.filter(enrolments__course_key=course().key, enrolments__is_active=True)
        learners = sorted(enrolled.select_related("person"), key=name_of)
    return [_row(learner) for learner in learners]


def _row(learner: User) -> Row:
    """Two tables asked once each."""
    done, points = completions_of(learner.pk), scores_of(learner.pk)
    cells = (
        _cell(unit, done.get(unit.usage_key, 0.0), points.get(str(unit.usage_key))) for unit in columns()
    )
    return Row(name_of(learner), tuple(cells))


def _cell(unit: Unit, completion: float, score: dict[str, int] | None) -> Cell:
    """A block that is no item of the gradebook shows no points, whatever was published."""
    complete = completion >= 1.0
    if score is None or not unit.has_score:
        return Cell(complete)
    return Cell(complete, score["points_earned"], score["points_possible"])
