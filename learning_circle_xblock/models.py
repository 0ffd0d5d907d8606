"""Names the features' models for Django."""

from .accounts.models import Account
from .care.models import Pause, StaffRead
from .circles.models import Circle, CirclePlace, LeavingCount, Membership, Table, TableSeat
from .events.models import Event
from .grading.models import Progress
from .joining.models import Invitation, JoinLink, PaperMember, PaperPlan
from .planning.models import Agreement, Plan
from .programmes.models import CourseAttachment, NationalProgramme, NodePost, Programme
from .review.models import Assignment, Reply, Review, ReviewRequest, Ring
from .sessions.models import (
    Attendance,
    AttendanceChange,
    CalendarFeed,
    Coming,
    NoteVersion,
    Session,
    SessionCircle,
    SessionNote,
    Temperature,
    TemperatureGiven,
)
from .support.models import (
    AgreementSignature,
    AgreementVoice,
    CircleAgreement,
    ContactNote,
    HelpRequest,
    InductionItem,
    Reflection,
    StepIn,
)
from .writing.models import Authorship, Draft, Version, Work

__all__ = [
    "Account",
    "Agreement",
    "AgreementSignature",
    "AgreementVoice",
    "Assignment",
    "Attendance",
    "AttendanceChange",
    "Authorship",
    "CalendarFeed",
    "Circle",
    "CircleAgreement",
    "CirclePlace",
    "Coming",
    "ContactNote",
    "CourseAttachment",
    "Draft",
    "Event",
    "HelpRequest",
    "InductionItem",
    "Invitation",
    "JoinLink",
    "LeavingCount",
    "Membership",
    "NationalProgramme",
    "NodePost",
    "NoteVersion",
    "PaperMember",
    "PaperPlan",
    "Pause",
    "Plan",
    "Programme",
    "Progress",
    "Reflection",
    "Reply",
    "Review",
    "ReviewRequest",
    "Ring",
    "Session",
    "SessionCircle",
    "SessionNote",
    "StaffRead",
    "StepIn",
    "Table",
    "TableSeat",
    "Temperature",
    "TemperatureGiven",
    "Version",
    "Work",
]
