"""What pages read of the ways into a circle. Each asks permission itself; None answers a refusal."""

from datetime import datetime

from .. import permissions
from ..circles.api import facts
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..permissions import ON_THE_ROSTER, Actor
from .lifecycle import PaperState
from .models import Invitation, JoinLink, PaperMember, PaperPlan

__all__ = [
    "PER_PAGE",
    "circle_to_open",
    "invitations",
    "links",
    "paper_member_to_type",
    "paper_members",
    "paper_plan_of",
    "people_of",
]

PER_PAGE = 50


def circle_to_open(*, actor: Actor, circle_id: int) -> Circle | None:
    """The circle, if the actor may make ways into it; one query."""
    circle = Circle.objects.select_related("node", "parent").filter(pk=circle_id).first()
    if circle is None or not permissions.may_open_ways_in(actor, facts(circle)):
        return None
    return circle


def links(circle: Circle, at: datetime) -> list[JoinLink]:
    """The links that still open, newest first; one query."""
    rows = JoinLink.objects.filter(circle=circle, revoked_at=None, expires_at__gt=at)
    return list(rows.order_by("-pk")[:PER_PAGE])


def invitations(circle: Circle, at: datetime, page: int = 1) -> tuple[list[Invitation], bool]:
    """The seats that are kept, oldest first, and whether more follow; one query."""
    rows = Invitation.objects.filter(circle=circle, expires_at__gt=at).order_by("pk")
    found = list(rows[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    return found[:PER_PAGE], len(found) > PER_PAGE


def paper_members(circle: Circle, page: int = 1) -> tuple[list[PaperMember], bool]:
    """Members on paper, those who are still so first, and whether more follow; one query."""
    rows = PaperMember.objects.filter(circle=circle).select_related("plan").order_by("-state", "name", "pk")
    found = list(rows[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    return found[:PER_PAGE], len(found) > PER_PAGE


def paper_member_to_type(*, actor: Actor, paper_id: int) -> PaperMember | None:
    """A member on paper, if the actor may type their plan; one query. Once claimed, it is the person's."""
    rows = PaperMember.objects.select_related("circle", "plan")
    paper = rows.filter(pk=paper_id, state=PaperState.ON_PAPER).first()
    if paper is None or not permissions.may_type_for_paper(actor, facts(paper.circle)):
        return None
    return paper


def paper_plan_of(paper_id: int) -> PaperPlan | None:
    """The plan typed for a member on paper, with its member; one query."""
    return PaperPlan.objects.select_related("paper__circle").filter(paper_id=paper_id).first()


def people_of(circle: Circle) -> list[tuple[str, int, str]]:
    """Username, id and role of everybody on the roster; one query. Who is only invited is not on it yet."""
    states = (MembershipState.ACTIVE, MembershipState.ON_LEAVE)
    rows = Membership.objects.filter(circle=circle, state__in=states, role__in=ON_THE_ROSTER)
    return list(rows.order_by("began_at", "pk").values_list("person__username", "person_id", "role"))
