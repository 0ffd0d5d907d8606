"""The states of a circle and of a membership, and the reasons for leaving."""

from enum import StrEnum

from ..lifecycle import Lifecycle


class CircleState(StrEnum):
    """A circle's year; while it is paused, clocks and reminders stop."""

    FORMING = "forming"
    AGREED = "agreed"
    RUNNING = "running"
    WRITING_UP = "writing_up"
    CLOSED = "closed"
    PAUSED = "paused"
    MERGED = "merged"
    DISSOLVED = "dissolved"


ALIVE = (CircleState.FORMING, CircleState.AGREED, CircleState.RUNNING, CircleState.WRITING_UP)
OPEN = (*ALIVE, CircleState.PAUSED)

CIRCLE: Lifecycle[CircleState] = Lifecycle(
    {
        (CircleState.FORMING, "agree"): CircleState.AGREED,
        (CircleState.FORMING, "run"): CircleState.RUNNING,
        (CircleState.AGREED, "run"): CircleState.RUNNING,
        (CircleState.RUNNING, "write_up"): CircleState.WRITING_UP,
        (CircleState.WRITING_UP, "run"): CircleState.RUNNING,
        **{(state, "pause"): CircleState.PAUSED for state in ALIVE},
        **{(CircleState.PAUSED, f"resume_{state}"): state for state in ALIVE},
        **{(state, "close"): CircleState.CLOSED for state in OPEN},
        **{(state, "merge"): CircleState.MERGED for state in OPEN},
        **{(state, "dissolve"): CircleState.DISSOLVED for state in OPEN},
    }
)


class MembershipState(StrEnum):
    """From the invitation to the end; rights come with `active` alone."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    COMPLETED = "completed"
    LEFT = "left"


MEMBERSHIP: Lifecycle[MembershipState] = Lifecycle(
    {
        (MembershipState.INVITED, "accept"): MembershipState.ACCEPTED,
        (MembershipState.ACCEPTED, "start"): MembershipState.ACTIVE,
        (MembershipState.INVITED, "start"): MembershipState.ACTIVE,
        (MembershipState.ACTIVE, "pause"): MembershipState.ON_LEAVE,
        (MembershipState.ON_LEAVE, "start"): MembershipState.ACTIVE,
        (MembershipState.ACTIVE, "complete"): MembershipState.COMPLETED,
        (MembershipState.INVITED, "leave"): MembershipState.LEFT,
        (MembershipState.ACCEPTED, "leave"): MembershipState.LEFT,
        (MembershipState.ACTIVE, "leave"): MembershipState.LEFT,
        (MembershipState.ON_LEAVE, "leave"): MembershipState.LEFT,
    }
)

LIVE = (
    MembershipState.INVITED,
    MembershipState.ACCEPTED,
    MembershipState.ACTIVE,
    MembershipState.ON_LEAVE,
)


class LeavingReason(StrEnum):
    """Why somebody leaves, from a short list; asked, never demanded, and kept as a count alone."""

    MOVED_SCHOOL = "moved_school"
    WORKLOAD = "workload"
    HEALTH = "health"
    NOT_FOR_ME = "not_for_me"
    OTHER = "other"
    UNSAID = "unsaid"
