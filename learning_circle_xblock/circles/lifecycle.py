"""A membership's states."""

from enum import StrEnum

from ..lifecycle import Lifecycle


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
