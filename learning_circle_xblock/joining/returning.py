"""Whose seat somebody else has ended does not come back by a way in that was made before."""

from datetime import datetime

from django.utils.translation import gettext as _

from ..circles.models import Membership
from .faults import JoiningError

__all__ = ["refuse_return", "was_ended_since"]


def was_ended_since(circle_id: int, user_id: int, since: datetime) -> bool:
    """Whether the person's last seat in the circle was ended by somebody else after a moment; one query."""
    rows = Membership.objects.filter(circle_id=circle_id, person_id=user_id, ended_at__isnull=False)
    last = rows.order_by("-ended_at", "-pk").values_list("ended_by_others", "ended_at").first()
    return last is not None and last[0] and last[1] is not None and last[1] >= since


def refuse_return(circle_id: int, user_id: int, since: datetime) -> None:
    """A link and a code are good for whoever comes, not for whoever was asked to go.

    Raises:
        JoiningError: somebody else has ended the person's seat since.
    """
    if was_ended_since(circle_id, user_id, since):
        raise JoiningError(
            _("Your seat in this circle has ended. If you want to come back, ask whoever looks after it.")
        )
