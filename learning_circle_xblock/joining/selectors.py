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
    "names_on_paper",
    "paper_member",
    "paper_member_to_type",
    "paper_members",
    "paper_plan_of",
    "people_of",
    "roster_on_paper",
    "typed_plan_of",
]

PER_PAGE = 50
MOST = 500  # on paper in one circle


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


def names_on_paper(circle: Circle) -> dict[int, str]:
    """The circle's teachers on paper by id, for who sees its people; by name, one query."""
    rows = PaperMember.objects.filter(circle=circle, state=PaperState.ON_PAPER).order_by("name", "pk")
    return dict(rows.values_list("pk", "name")[:MOST])


def roster_on_paper(*, actor: Actor, circle: Circle) -> dict[int, str]:
    """The same for the circle's page: nobody where the actor does not see who is in it; one query."""
    return names_on_paper(circle) if permissions.may_see_roster(actor, facts(circle)) else {}


def paper_member(*, actor: Actor, paper_id: int) -> PaperMember | None:
    """A member on paper, for who manages the circle; one query."""
    rows = PaperMember.objects.select_related("circle__node", "circle__parent")
    paper = rows.filter(pk=paper_id, state=PaperState.ON_PAPER).first()
    if paper is None or not permissions.may_open_ways_in(actor, facts(paper.circle)):
        return None
    return paper


def typed_plan_of(actor: Actor) -> PaperPlan | None:
    """The plan that was typed for the actor and stands nowhere else yet, with its member; one query."""
    rows = PaperPlan.objects.filter(paper__claimed_by_id=actor.user_id, paper__state=PaperState.CLAIMED)
    plan = rows.select_related("paper__circle").order_by("pk").first()
    return plan if plan is not None and permissions.may_answer_for(actor, actor.user_id) else None


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
