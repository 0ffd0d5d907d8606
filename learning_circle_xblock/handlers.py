"""What follows the platform's own signals; `apps` names them."""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from .faults import told
from .joining.api import match_invitations

log = logging.getLogger(__name__)


def on_enrolment(enrollment: Any = None, **kwargs: Any) -> None:
    """Somebody was enrolled in some course run.

    Args:
        enrollment: `CourseEnrollmentData` of openedx-events.
        kwargs: what else the signal carries.
    """
    if enrollment is not None:
        enrolment_made(int(enrollment.user.id))


def enrolment_made(user_id: int) -> None:
    """Seats that are kept for the person's address are theirs, once the enrolment stands."""
    transaction.on_commit(partial(_give_kept_seats, user_id))


def _give_kept_seats(user_id: int) -> None:
    """A fault here must not reach the enrolment; the joining pages try once more."""
    try:
        match_invitations(user_id=user_id, at=timezone.now())
    except Exception as error:
        log.error("Kept seats were not given: %s", told(error))
