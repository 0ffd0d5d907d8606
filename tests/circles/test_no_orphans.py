"""Whatever becomes of a membership or of its circle, no task waits for somebody who cannot do it.

Each action is taken in a circle full of work, and then the tables are asked.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from learning_circle_xblock.care import api as care
from learning_circle_xblock.care.lifecycle import HIDING
from learning_circle_xblock.care.models import Pause
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.lifecycle import OPEN
from learning_circle_xblock.circles.models import Circle, Membership, Table, TableSeat
from learning_circle_xblock.joining import api as joining
from learning_circle_xblock.joining.lifecycle import PaperState
from learning_circle_xblock.joining.models import Invitation, JoinLink, PaperMember
from learning_circle_xblock.permissions import FACILITATING, PEERS, Actor, Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.planning.selectors import plan_text
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.review.lifecycle import WAITING as READINGS
from learning_circle_xblock.review.models import Assignment
from learning_circle_xblock.support import api as support
from learning_circle_xblock.support.lifecycle import WAITING, StepInState
from learning_circle_xblock.support.models import HelpRequest, StepIn
from tests.review import authors as act
from tests.world import NOON, actor, circle, days, person, seat

pytestmark = pytest.mark.django_db
LATER = NOON + days(3)
Act = Callable[[], object]


def me(name: str) -> Actor:
    """Somebody on a page."""
    return circles.page_actor(person(name).pk)


def row(name: str, code: str = "one") -> Membership:
    """Their membership that has not ended."""
    return Membership.objects.get(circle__code=code, person=person(name), live_slot__isnull=False)


def where(code: str = "one") -> Circle:
    """The circle as it stands."""
    return Circle.objects.select_related("node", "parent").get(code=code)


@pytest.fixture(autouse=True)
def work() -> None:
    """Two circles under one; in the first, readings, pauses, requests, tables, a visit, seats kept."""
    top = circle("top", layer=2)
    one, two = circle("one", parent=top), circle("two", parent=top)
    seat(top, "link", Role.FACILITATOR)
    for name in ("lead", "second"):
        seat(one, name, Role.FACILITATOR)
    seat(two, "lead-two", Role.FACILITATOR)
    programmes.name_coordinator(node=one.node, user_id=person("boss", enrolled=False).pk, at=NOON)
    act.authors(one, 7)
    for name in ("author0", "author1"):
        plan = act.shared_plan(person(name))
        text = plan_text(plan, {plan.owner_id})
        care.pause(
            actor=actor(person("author2")),
            text=text,
            work_id=plan.work_id,
            circle=one,
            usage_key=plan.usage_key,
            at=NOON,
        )
    for name in ("author0", "lead"):
        support.ask_for_help(actor=me(name), circle=one, about="call", line="", at=NOON)
    joining.add_paper_member(actor=me("lead"), circle=one, name="On paper", at=NOON)
    papers = list(PaperMember.objects.values_list("pk", flat=True))
    circles.propose(actor=me("lead"), circle=one, size=4, papers=papers, at=NOON)
    Invitation.objects.create(
        circle=one, email="new@example.org", role="teacher", made_at=NOON, expires_at=LATER + days(30)
    )
    JoinLink.objects.create(
        circle=one, code="ABCDEFGHJ", capacity=5, made_at=NOON, expires_at=LATER + days(30)
    )


def is_in(circle_id: int, user_id: int, roles: frozenset[Role]) -> bool:
    """Whether somebody is active in a circle in one of the roles."""
    rows = Membership.objects.filter(circle_id=circle_id, person_id=user_id, state="active")
    return rows.filter(role__in=roles).exists()


def orphans() -> list[str]:
    """Every task in the database that waits for nobody who could do it."""
    return [*readings(), *pauses(), *requests(), *places(), *ways_in(), *alone()]


def readings() -> list[str]:
    """Asked of who cannot read, or of a text that has left the circle."""
    found = []
    for asked in Assignment.objects.filter(state__in=READINGS, slot__gt=0).select_related("request__version"):
        here, author = asked.request.circle_id, asked.request.version.made_by_id or 0
        if not is_in(here, asked.reviewer_id, PEERS):
            found.append(f"reading {asked.pk} of one who is away")
        if not Membership.objects.filter(circle_id=here, person_id=author, live_slot__isnull=False).exists():
            found.append(f"reading {asked.pk} of a text that has gone")
    return found


def pauses() -> list[str]:
    """Owned by who may not look, or in a circle where the text is not."""
    found = []
    for pause in Pause.objects.filter(state__in=HIDING, live_work__isnull=False):
        if pause.owner_id and not is_in(pause.circle_id, pause.owner_id, FACILITATING):
            found.append(f"pause {pause.pk} of one who does not facilitate")
        if pause.owner_id is None and circles.facilitator_ids(pause.circle_id):
            found.append(f"pause {pause.pk} of nobody")
        if Plan.objects.get(work=pause.work_id).circle_id != pause.circle_id:
            found.append(f"pause {pause.pk} in a circle without its text")
    return found


def requests() -> list[str]:
    """Help that somebody waits for in a circle they have left."""
    waiting = HelpRequest.objects.filter(state__in=WAITING)
    live = Membership.objects.filter(live_slot__isnull=False)
    return [
        f"help {asked.pk}"
        for asked in waiting
        if not live.filter(circle_id=asked.circle_id, person_id=asked.person_id).exists()
    ]


def places() -> list[str]:
    """Seats at tables that nobody has, and tables without anybody."""
    found = []
    for place in TableSeat.objects.filter(live_slot__isnull=False).select_related("membership", "table"):
        if place.membership is not None:
            stands = place.membership.live_slot is not None and place.membership.role == Role.TEACHER
        else:
            papers = PaperMember.objects.filter(pk=place.paper_id, state=PaperState.ON_PAPER)
            stands = papers.filter(circle_id=place.table.circle_id).exists()
        if not stands or place.table.ended_at is not None:
            found.append(f"place {place.pk}")
    empty = Table.objects.filter(ended_at=None).exclude(seats__ended_at=None, seats__isnull=False)
    return found + [f"table {table.pk}" for table in empty]


def ways_in() -> list[str]:
    """Seats kept, people on paper and visits in a circle that has ended."""
    ended = Circle.objects.exclude(state__in=OPEN)
    found = [f"kept seat {kept.pk}" for kept in Invitation.objects.filter(circle__in=ended)]
    visits = StepIn.objects.filter(circle__in=ended, state__in=(StepInState.PROPOSED, StepInState.ACTIVE))
    return found + [f"step-in {visit.pk}" for visit in visits]


def alone() -> list[str]:
    """Circles with people and nobody who facilitates them."""
    return [
        f"circle {found.pk}"
        for found in Circle.objects.filter(state__in=OPEN, memberships__state="active").distinct()
        if not circles.facilitator_ids(found.pk)
    ]


def on(name: str, function: Callable[..., object], by: str, **given: object) -> Act:
    """An action on somebody's membership."""
    return lambda: function(actor=me(by), membership_id=row(name).pk, at=LATER, **given)


def join_again() -> None:
    """Leaves, and comes back by the link."""
    on("author0", circles.leave, "author0", reason=None)()
    joining.join(user_id=person("author0").pk, code="ABCDEFGHJ", at=LATER)


def back() -> None:
    """On leave, and back."""
    on("author0", circles.go_on_leave, "author0")()
    assert orphans() == []
    on("author0", circles.come_back, "author0")()


def moved_and_left() -> None:
    """To the other circle, and away from there."""
    on("author0", circles.move_member, "boss", circle_id=where("two").pk)()
    assert orphans() == []
    mine = row("author0", "two").pk
    circles.leave(actor=me("author0"), membership_id=mine, reason=None, at=LATER + timedelta(days=1))


def claimed() -> None:
    """Somebody on paper has an account now, and leaves."""
    code = PaperMember.objects.get().claim_code
    joining.claim_paper_member(user_id=person("awa", enrolled=False).pk, code=code, at=LATER)
    assert orphans() == [] and TableSeat.objects.filter(membership=row("awa"), ended_at=None).exists()
    on("awa", circles.leave, "awa", reason=None)()


def rests() -> None:
    """A strike: the circle is paused and goes on."""
    circles.pause_circle(actor=me("lead"), circle=where(), until=None, at=LATER)
    assert orphans() == []
    circles.resume_circle(actor=me("lead"), circle=where(), at=LATER + days(28))


ACTIONS: dict[str, Act] = {
    "on leave and back": back,
    "a facilitator goes on leave": on("lead", circles.go_on_leave, "lead"),
    "a reader goes on leave": on("author2", circles.go_on_leave, "lead"),
    "completed": on("author0", circles.complete, "lead"),
    "a facilitator has completed": on("lead", circles.complete, "boss"),
    "left": on("author0", circles.leave, "author0", reason=None),
    "a facilitator has left": on("lead", circles.leave, "lead", reason=None),
    "ended by others": on("author1", circles.leave, "lead", reason=None),
    "left and came again": join_again,
    "an observer now": on("author0", circles.change_role, "lead", role=Role.OBSERVER),
    "a facilitator now": on("author0", circles.change_role, "lead", role=Role.CO_FACILITATOR),
    "a teacher now": on("lead", circles.change_role, "boss", role=Role.TEACHER),
    "moved": on("author0", circles.move_member, "boss", circle_id=0),
    "moved and left": moved_and_left,
    "handed over": lambda: circles.hand_over(
        actor=me("lead"), membership_id=row("lead").pk, successor_id=row("author0").pk, at=LATER
    ),
    "claimed and left": claimed,
    "taken off paper": lambda: joining.remove_paper_member(
        actor=me("lead"), paper_id=PaperMember.objects.get().pk, at=LATER
    ),
    "tables anew": lambda: circles.propose(actor=me("lead"), circle=where(), size=3, at=LATER),
    "paused": rests,
    "merged": lambda: circles.merge(actor=me("boss"), circle=where(), into=where("two"), at=LATER),
    "dissolved": lambda: circles.dissolve(actor=me("boss"), circle=where(), at=LATER),
    "closed": lambda: circles.step_circle(actor=me("boss"), circle=where(), action="close", at=LATER),
    "under another": lambda: circles.change_parent(actor=me("boss"), circle=where(), parent=None, at=LATER),
}


def move() -> None:
    """To the other circle."""
    on("author0", circles.move_member, "boss", circle_id=where("two").pk)()


ACTIONS["moved"] = move


@pytest.mark.parametrize("name", ACTIONS)
def test_no_task_is_left_behind(name: str) -> None:
    assert orphans() == []
    assert Assignment.objects.filter(state__in=READINGS, slot__gt=0).count() >= 14
    assert Pause.objects.filter(state__in=HIDING).count() == 2 and TableSeat.objects.count() == 8
    ACTIONS[name]()
    assert orphans() == []


def test_every_action_on_a_membership_is_among_them() -> None:
    """Whoever adds one names it here."""
    from learning_circle_xblock.circles import members

    walked = {"accept": "test_members", "change_role": "", "come_back": "", "complete": "", "go_on_leave": ""}
    walked |= {"hand_over": "", "leave": "", "move_member": ""}
    assert set(members.__all__) == set(walked)


def test_the_check_finds_what_is_left_behind() -> None:
    """It would say so."""
    Membership.objects.filter(person=person("author0")).update(state="left", live_slot=None)
    Membership.objects.filter(person=person("lead")).update(state="left", live_slot=None)
    said = " ".join(orphans())
    for word in ("reading", "pause", "help", "place"):
        assert word in said
