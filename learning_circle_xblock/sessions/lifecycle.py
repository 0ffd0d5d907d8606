"""What a session is, the states it goes through, and what may be said of somebody's part in it."""

from datetime import timedelta
from enum import StrEnum

from ..lifecycle import Lifecycle


class Kind(StrEnum):
    """A tutorial has one to seven teachers, or a table; a network event may join several circles."""

    WORKSHOP = "workshop"
    TUTORIAL = "tutorial"
    NETWORK_EVENT = "network_event"
    LEARNING_EVENT = "learning_event"


SHARED_KINDS = frozenset({Kind.NETWORK_EVENT, Kind.LEARNING_EVENT})


class Place(StrEnum):
    """Where a session meets."""

    SCHOOL = "school"
    UNION_OFFICE = "union_office"
    OTHER = "other"
    ONLINE = "online"
    MIXED = "mixed"


class SessionState(StrEnum):
    """Held by its date and the register alone; notes are optional."""

    PLANNED = "planned"
    HELD = "held"
    NOTED = "noted"
    CLOSED = "closed"
    CANCELLED = "cancelled"


SESSION: Lifecycle[SessionState] = Lifecycle(
    {
        (SessionState.PLANNED, "change"): SessionState.PLANNED,
        (SessionState.PLANNED, "cancel"): SessionState.CANCELLED,
        (SessionState.PLANNED, "hold"): SessionState.HELD,
        (SessionState.HELD, "hold"): SessionState.HELD,
        (SessionState.NOTED, "hold"): SessionState.NOTED,
        (SessionState.HELD, "note"): SessionState.NOTED,
        (SessionState.NOTED, "note"): SessionState.NOTED,
        (SessionState.HELD, "change"): SessionState.HELD,
        (SessionState.NOTED, "change"): SessionState.NOTED,
        (SessionState.HELD, "close"): SessionState.CLOSED,
        (SessionState.NOTED, "close"): SessionState.CLOSED,
    }
)
EARLY = timedelta(hours=24)  # a register may be opened a day ahead, not before
HAPPENED = (SessionState.HELD, SessionState.NOTED, SessionState.CLOSED)


class Presence(StrEnum):
    """One person's part in one session; `unknown` until somebody says."""

    PRESENT = "present"
    PART = "part"
    ONLINE = "online"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    UNKNOWN = "unknown"


TAPS = (Presence.PRESENT, Presence.PART, Presence.ONLINE, Presence.APOLOGIES, Presence.ABSENT)
TOOK_PART = (Presence.PRESENT, Presence.PART, Presence.ONLINE)


class Warmth(StrEnum):
    """How a session was, in one tap."""

    GOOD = "good"
    SO_SO = "so_so"
    NOT_TODAY = "not_today"


SHOWN_FROM = 3  # answers; fewer would tell who said what


class Obstacle(StrEnum):
    """What kept somebody out."""

    TIME = "time"
    TRAVEL = "travel"
    DATA_COST = "data_cost"
    LANGUAGE = "language"
    CHILDCARE = "childcare"
    DISABILITY = "disability"
    PERMISSION = "permission"


class Part(StrEnum):
    """What somebody did in a session besides being there."""

    LED = "led"
    GUEST = "guest"


class InvolvedRole(StrEnum):
    """Who will do what was agreed: a role, never a name."""

    ALL = "all"
    TEACHERS = "teachers"
    FACILITATORS = "facilitators"
    TABLE = "table"
    COLLEAGUES = "colleagues"
    REPRESENTATIVE = "representative"
    LINK = "link"


class SessionTool(StrEnum):
    """Ways of working that a session may have used."""

    OPENING_ROUND = "opening_round"
    AGREEMENT = "agreement"
    CONCERN = "concern"
    PLAN = "plan"
    FOUR_STEPS = "four_steps"
    DESCRIBE_FIRST = "describe_first"
    WALL_WALK = "wall_walk"
    COLLEAGUES = "colleagues"
    EVIDENCE = "evidence"
    JOURNAL = "journal"
    ACCOUNT = "account"
    CARE = "care"
