"""Names the features' models for Django."""

from .accounts.models import Account
from .circles.models import Circle, Membership
from .events.models import Event
from .grading.models import Progress
from .planning.models import Agreement, Plan
from .programmes.models import NationalProgramme, Programme
from .review.models import Assignment, Reply, Review, ReviewRequest, Ring
from .writing.models import Authorship, Draft, Version, Work

__all__ = [
    "Account",
    "Agreement",
    "Assignment",
    "Authorship",
    "Circle",
    "Draft",
    "Event",
    "Membership",
    "NationalProgramme",
    "Plan",
    "Programme",
    "Progress",
    "Reply",
    "Review",
    "ReviewRequest",
    "Ring",
    "Version",
    "Work",
]
