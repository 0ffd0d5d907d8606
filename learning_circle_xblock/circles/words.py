"""What states, roles, modes and reasons are called on a page."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..permissions import Role
from .lifecycle import CircleState, LeavingReason, MembershipState
from .models import Mode

__all__ = ["CIRCLE_STATES", "MEMBER_STATES", "MODES", "REASONS", "ROLES", "role_word"]

ROLES = {
    Role.TEACHER: gettext_lazy("Teacher"),
    Role.FACILITATOR: gettext_lazy("Facilitator"),
    Role.CO_FACILITATOR: gettext_lazy("Co-facilitator"),
    Role.UNION_REPRESENTATIVE: gettext_lazy("Union representative"),
    Role.OBSERVER: gettext_lazy("Observer"),
}
REASONS = {
    LeavingReason.MOVED_SCHOOL: gettext_lazy("Another school"),
    LeavingReason.WORKLOAD: gettext_lazy("Too much work"),
    LeavingReason.HEALTH: gettext_lazy("Health or family"),
    LeavingReason.NOT_FOR_ME: gettext_lazy("It is not for me"),
    LeavingReason.OTHER: gettext_lazy("Something else"),
    LeavingReason.UNSAID: gettext_lazy("I would rather not say"),
}
MODES = {
    Mode.IN_PERSON: gettext_lazy("In person"),
    Mode.ONLINE: gettext_lazy("Online"),
    Mode.MIXED: gettext_lazy("In person and online"),
}
CIRCLE_STATES = {
    CircleState.FORMING: gettext_lazy("Forming"),
    CircleState.AGREED: gettext_lazy("Agreed how to work"),
    CircleState.RUNNING: gettext_lazy("Running"),
    CircleState.WRITING_UP: gettext_lazy("Writing up"),
    CircleState.CLOSED: gettext_lazy("Closed"),
    CircleState.PAUSED: gettext_lazy("Paused"),
    CircleState.MERGED: gettext_lazy("Merged into another circle"),
    CircleState.DISSOLVED: gettext_lazy("Dissolved"),
}
MEMBER_STATES = {
    MembershipState.INVITED: gettext_lazy("Invited"),
    MembershipState.ACCEPTED: gettext_lazy("Has accepted"),
    MembershipState.ACTIVE: gettext_lazy("Active"),
    MembershipState.ON_LEAVE: gettext_lazy("On leave"),
    MembershipState.COMPLETED: gettext_lazy("Completed"),
    MembershipState.LEFT: gettext_lazy("Left"),
}


def role_word(role: Role, layer: int, own: Mapping[str, str]) -> str:
    """The role in the union's own words; above the teachers, plain members are facilitators themselves."""
    if role is Role.FACILITATOR and own.get("facilitator"):
        return own["facilitator"]
    if role is Role.UNION_REPRESENTATIVE and own.get("union"):
        return _("Representative (%(union)s)") % {"union": own["union"]}
    return _("Facilitator member") if role is Role.TEACHER and layer > 1 else str(ROLES[role])
