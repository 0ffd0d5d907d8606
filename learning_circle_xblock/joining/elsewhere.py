"""A teacher writes in one circle of a course run: no list, however well meant, takes them into another."""

from django.utils.translation import gettext as _

from ..circles import api as circles
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..permissions import Role

__all__ = ["refuse_second_circle", "teaches_elsewhere"]


def teaches_elsewhere(circle: Circle, user_id: int, role: Role) -> bool:
    """Whether somebody who is to be a teacher here is one in another circle of the course run; one query."""
    if role is not Role.TEACHER or circle.layer != 1:
        return False
    rows = Membership.objects.filter(
        person_id=user_id,
        role=Role.TEACHER,
        state=MembershipState.ACTIVE,
        circle__course_key=circle.course_key,
    )
    return rows.filter(circle__layer=1).exclude(circle=circle).exists()


def refuse_second_circle(circle: Circle, user_id: int, role: Role) -> None:
    """Whoever looks after the other circle moves them, with their work; nobody else can take them from it.

    Raises:
        CircleError: the person is a teacher in another circle of the course run.
    """
    if teaches_elsewhere(circle, user_id, role):
        raise circles.CircleError(
            _(
                "This person is a teacher in another circle of the course. "
                "Whoever looks after it can move them."
            )
        )
