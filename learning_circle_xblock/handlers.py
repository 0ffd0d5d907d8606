"""What follows the platform's own signals; `apps` names them."""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey

from .care import api as care
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


def on_unenrolment(enrollment: Any = None, **kwargs: Any) -> None:
    """Somebody is enrolled no longer in some course run.

    Args:
        enrollment: `CourseEnrollmentData` of openedx-events.
        kwargs: what else the signal carries.
    """
    if enrollment is not None:
        enrolment_ended(int(enrollment.user.id), enrollment.course.course_key)


def enrolment_ended(user_id: int, course_key: CourseKey) -> None:
    """What the person looked after there goes to the next, once the enrolment has ended."""
    transaction.on_commit(partial(_hand_on, user_id, course_key))


def enrolment_made(user_id: int) -> None:
    """Seats that are kept for the person's address are theirs, once the enrolment stands."""
    transaction.on_commit(partial(_give_kept_seats, user_id))


def _give_kept_seats(user_id: int) -> None:
    """A fault here must not reach the enrolment; the joining pages try once more."""
    try:
        match_invitations(user_id=user_id, at=timezone.now())
    except Exception as error:
        log.error("Kept seats were not given: %s", told(error))


def _hand_on(user_id: int, course_key: CourseKey) -> None:
    """A fault here must not reach the platform; the coordinator sees such pauses whether or not this ran."""
    try:
        care.follow_unenrolment(user_id=user_id, course_key=course_key)
    except Exception as error:
        log.error("Pauses were not handed on: %s", told(error))
