"""Names the features' models for Django."""

from .accounts.models import Account
from .care.models import Pause, StaffRead
from .circles.models import Circle, CirclePlace, LeavingCount, Membership, Table, TableSeat
from .events.models import Event
from .evidence.models import ColleagueInvolvement, EvidenceItem, ImpactNote, JournalEntry, SelfCheck
from .friends.models import Pairing, PairingSeat
from .grading.models import Progress
from .joining.models import Invitation, JoinLink, PaperMember, PaperPlan
from .planning.models import Agreement, Plan
from .programmes.models import CourseAttachment, NationalProgramme, NodePost, Programme
from .records.models import ParticipationRecord
from .review.models import Assignment, Reply, Review, ReviewRequest, Ring, Talk
from .sessions.models import (
    Attendance,
    AttendanceChange,
    CalendarFeed,
    Coming,
    NodePreset,
    NoteVersion,
    Session,
    SessionCircle,
    SessionNote,
    SessionPart,
    Temperature,
    TemperatureGiven,
)
from .support.models import (
    AgreementSignature,
    AgreementVoice,
    CircleAgreement,
    ContactNote,
    FacilitatorInterest,
    HelpRequest,
    InductionItem,
    Reflection,
    StepIn,
)
from .writing.models import Authorship, Draft, FormSchema, PrivateAnswers, Version, Work

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
    "ColleagueInvolvement",
    "Coming",
    "ContactNote",
    "CourseAttachment",
    "Draft",
    "Event",
    "EvidenceItem",
    "FacilitatorInterest",
    "FormSchema",
    "HelpRequest",
    "ImpactNote",
    "InductionItem",
    "Invitation",
    "JoinLink",
    "JournalEntry",
    "LeavingCount",
    "Membership",
    "NationalProgramme",
    "NodePost",
    "NodePreset",
    "NoteVersion",
    "Pairing",
    "PairingSeat",
    "PaperMember",
    "PaperPlan",
    "ParticipationRecord",
    "Pause",
    "Plan",
    "PrivateAnswers",
    "Programme",
    "Progress",
    "Reflection",
    "Reply",
    "Review",
    "ReviewRequest",
    "Ring",
    "SelfCheck",
    "Session",
    "SessionCircle",
    "SessionNote",
    "SessionPart",
    "StaffRead",
    "StepIn",
    "Table",
    "TableSeat",
    "Talk",
    "Temperature",
    "TemperatureGiven",
    "Version",
    "Work",
]
