"""Figures upward: each is the sum of the layer below, names nobody, and says where it is withheld."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.lifecycle import LeavingReason, MembershipState
from learning_circle_xblock.circles.models import Circle, LeavingCount, Membership
from learning_circle_xblock.permissions import Actor, PostKind, Role
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.programmes.models import NationalProgramme, NodePost
from learning_circle_xblock.records import figures, union_figures
from learning_circle_xblock.sessions.models import Session, SessionCircle, SessionNote
from learning_circle_xblock.support.facilitators import FacilitatorInterest
from learning_circle_xblock.support.models import HelpRequest, Reflection
from tests.queries import counted
from tests.records.test_participation import attended
from tests.review import authors as act
from tests.world import NOON, circle, days, now, person, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> Circle:
    return circle("top", layer=2)


@pytest.fixture
def place(top: Circle) -> Circle:
    return circle("below", parent=top)


@pytest.fixture
def lead(place: Circle) -> User:
    return seat(place, "lead", Role.FACILITATOR)


@pytest.fixture
def link(top: Circle) -> User:
    return seat(top, "link", Role.FACILITATOR)


def acting(user: User) -> Actor:
    """The person on a page."""
    return circles.page_actor(user.pk)


def posted(node: NationalProgramme, kind: PostKind, name: str) -> User:
    """Somebody with a post on the node, and no seat."""
    user = person(name, enrolled=False)
    NodePost.objects.create(programme=node.programme, node=node, person=user, kind=kind, began_at=NOON)
    return user


def session(*where: Circle, state: str = "held", kind: str = "workshop", starts_at=NOON) -> Session:  # type: ignore[no-untyped-def]
    """A session of these circles."""
    row = Session.objects.create(
        kind=kind,
        state=state,
        starts_at=starts_at,
        zone="UTC",
        minutes=60,
        place_kind="school",
        changed_at=NOON,
    )
    for one in where:
        SessionCircle.objects.create(session=row, circle=one)
    return row


def case(link: User, top: Circle) -> figures.CaseRow:
    """The one circle below."""
    found = figures.caseload(actor=acting(link), circle=top, at=now())
    assert found is not None and len(found.rows) == 1
    row: figures.CaseRow = found.rows[0]
    return row


def test_a_caseload_counts_what_a_call_is_about(top: Circle, place: Circle, lead: User, link: User) -> None:
    session(place)
    session(place, kind="tutorial")
    session(place, state="planned", starts_at=now() + days(3))
    session(place, state="planned", starts_at=now() - days(3))
    session(place, state="cancelled")
    HelpRequest.objects.create(circle=place, person=lead, is_above=True, about="call", raised_at=NOON)
    HelpRequest.objects.create(circle=place, person=lead, is_above=False, about="call", raised_at=NOON)
    Reflection.objects.create(circle=place, writer=lead, how="Well.", written_at=NOON)
    Reflection.objects.create(circle=place, writer=lead, how="x", is_shared=False, written_at=NOON + days(5))
    plan = act.shared_plan(seat(place, "awa"))
    row = case(link, top)
    assert (row.held, row.to_come, row.tutorials) == (1, 1, 1)
    assert (row.plans, row.agreed, row.help_waiting, row.reflected_at) == (1, 0, 1, NOON)
    plan.state = "agreed"
    plan.save(update_fields=["state"])
    assert case(link, top).agreed == 1


def test_the_titles_behind_a_number_are_as_many(top: Circle, place: Circle, lead: User, link: User) -> None:
    """Also once somebody has left, and theirs is counted no more."""
    for name in ("awa", "marcos"):
        act.shared_plan(seat(place, name), title=f"Title of {name}")
    titles = figures.plan_titles(actor=acting(link), circle=place)
    assert titles is not None and len(titles) == case(link, top).plans == 2
    circles.end_membership(circle=place, user_id=person("awa").pk, at=NOON)
    titles = figures.plan_titles(actor=acting(link), circle=place)
    assert titles is not None and [row.title for row in titles] == ["Title of marcos"]
    assert case(link, top).plans == 1


@pytest.mark.parametrize(("number", "told"), [(4, (None, None)), (5, (4, 5))])
def test_how_many_came_is_withheld_under_five(
    place: Circle, lead: User, number: int, told: tuple[int | None, int | None]
) -> None:
    """For who sees no register; the facilitators, who keep it, see every number."""
    rep = seat(place, "rep", Role.UNION_REPRESENTATIVE)
    first = attended(place, seat(place, "t0"), "absent").session
    for i in range(1, number):
        line = attended(place, seat(place, f"t{i}"), "present")
        extra, line.session = line.session, first
        line.save(update_fields=["session"])
        extra.delete()
    seen = figures.circle_figures(actor=acting(rep), circle=place, at=now())
    assert seen is not None and [(row.took_part, row.of) for row in seen.rows] == [told]
    known = figures.circle_figures(actor=acting(lead), circle=place, at=now())
    assert known is not None and [(row.took_part, row.of) for row in known.rows] == [(number - 1, number)]


def test_what_kept_people_out_is_whole_inside_and_withheld_above(
    top: Circle, place: Circle, lead: User, link: User
) -> None:
    rep = seat(place, "rep", Role.UNION_REPRESENTATIVE)
    for i in range(8):
        SessionNote.objects.create(
            session=session(place), circle=place, access=["time"] if i else ["time", "travel"]
        )
    inside = figures.circle_figures(actor=acting(rep), circle=place, at=now())
    assert inside is not None and inside.obstacles is not None
    assert (inside.obstacles.parts["time"], inside.obstacles.parts["travel"]) == (8, 1)
    above = figures.circle_figures(actor=acting(link), circle=place, at=now())
    assert above is not None and above.obstacles is not None
    assert above.obstacles.parts["travel"] is None
    osei = posted(place.node, PostKind.NATIONAL_RESEARCHER, "osei")
    further = figures.circle_figures(actor=acting(osei), circle=place, at=now())
    assert further is not None and further.obstacles is None


def coordinator(node: NationalProgramme) -> User:
    """Who coordinates the node."""
    farah = person("farah", enrolled=False)
    programmes.name_coordinator(node=node, user_id=farah.pk, at=NOON)
    return farah


def numbers(user: User, node: NationalProgramme) -> union_figures.NodeFigures:
    """The figures of the node as this person reads them."""
    found = union_figures.node_figures(actor=acting(user), node=node, at=now())
    assert found is not None
    return found


def test_every_figure_of_a_union_is_the_sum_of_its_circles(top: Circle, place: Circle, lead: User) -> None:
    """Sessions, tutorials, plans and what kept people out; a session of two circles counts in each."""
    other = circle("other", parent=top)
    seat(other, "second", Role.FACILITATOR)
    session(place, other, kind="network_event")
    session(place, kind="tutorial")
    SessionNote.objects.create(session=session(other), circle=other, access=["time"])
    session(other, state="planned", starts_at=now() + days(2))
    session(place, state="planned", starts_at=now() - days(2))
    act.shared_plan(seat(place, "awa"))
    act.shared_plan(seat(other, "marcos"))
    farah = coordinator(place.node)
    whole = numbers(farah, place.node)
    parts = [figures.circle_figures(actor=acting(farah), circle=one, at=now()) for one in (top, place, other)]
    for name in ("held", "to_come", "tutorials"):
        assert whole.sessions[name] == sum(getattr(part, name) for part in parts if part), name
    titles = [figures.plan_titles(actor=acting(farah), circle=one) or [] for one in (top, place, other)]
    assert whole.plans[0] == sum(len(found) for found in titles) == 2
    assert (whole.sessions["silent"], whole.teachers.parts["active"]) == (1, 2)
    assert (whole.circles, whole.alone) == ({"forming": 3}, 1)


def test_only_who_may_see_names_reads_small_numbers_of_people(top: Circle, place: Circle, lead: User) -> None:
    for i in range(7):
        seat(place, f"t{i}")
    circles.end_membership(circle=place, user_id=person("t6").pk, at=NOON)
    farah, osei = coordinator(place.node), posted(place.node, PostKind.NATIONAL_RESEARCHER, "osei")
    whole, seen = numbers(farah, place.node).teachers, numbers(osei, place.node).teachers
    assert whole.parts == {"active": 6, "on_leave": 0, "completed": 0, "left": 1} and whole.total == 7
    assert seen.parts == {"active": 6, "on_leave": 0, "completed": 0, "left": None} and seen.total is None


def test_whoever_moves_or_takes_another_role_is_counted_once(top: Circle, place: Circle, lead: User) -> None:
    """In the circle where they are, and in the role that they have; facilitators who taught before too."""
    there = circle("there", parent=top)
    seat(there, "lead", Role.FACILITATOR)
    for name in ("awa", "marcos"):
        seat(place, name)
    rows = {row.person.username: row for row in Membership.objects.filter(role=Role.TEACHER, circle=place)}
    actor = acting(lead)
    circles.move_member(actor=actor, membership_id=rows["awa"].pk, circle_id=there.pk, at=NOON)
    after = NOON + timedelta(days=1)
    circles.change_role(actor=actor, membership_id=rows["marcos"].pk, role=Role.CO_FACILITATOR, at=after)
    found = numbers(coordinator(place.node), place.node)
    assert found.teachers.parts == {"active": 1, "on_leave": 0, "completed": 0, "left": 0}
    assert found.facilitators == (2, 1)


def test_who_would_like_to_facilitate_is_counted_once_they_have_said_yes(place: Circle, lead: User) -> None:
    given = {"circle": place, "began_at": NOON, "changed_at": NOON}
    for i, state in enumerate(("interested", "interested", "inducting", "asked", "ended", "facilitating")):
        FacilitatorInterest.objects.create(person=seat(place, f"t{i}"), state=state, **given)
    osei = posted(place.node, PostKind.NATIONAL_RESEARCHER, "osei")
    found = numbers(coordinator(place.node), place.node).on_the_way
    assert found.parts == {"interested": 2, "invited": 0, "inducting": 1, "paired": 0}
    seen = numbers(osei, place.node).on_the_way
    assert (seen.parts["interested"], seen.parts["inducting"], seen.total) == (None, None, None)


def test_reasons_are_withheld_from_the_coordinator_too(place: Circle) -> None:
    for reason, people in ((LeavingReason.WORKLOAD, 9), (LeavingReason.HEALTH, 2)):
        LeavingCount.objects.create(node=place.node, reason=reason, month="2026-01", people=people)
    this_month = f"{now():%Y-%m}"
    LeavingCount.objects.create(node=place.node, reason="other", month=this_month, people=9)
    reasons = numbers(coordinator(place.node), place.node).reasons
    assert reasons.parts["health"] is None and reasons.parts["other"] is None
    assert reasons.total == 11


def beside(user: User) -> union_figures.Beside:
    """The unions as a programme lead reads them."""
    found = union_figures.side_by_side(actor=acting(user), at=now())
    assert found is not None
    return found


def test_unions_beside_each_other_are_the_sums_of_their_pages(place: Circle, lead: User) -> None:
    node = place.node
    other = programmes.ensure_union(programme=node.programme, country="BR", union_name="Another", at=NOON)
    there = Circle.objects.create(
        course_key=place.course_key, node=other, name="There", code="there", created_at=NOON
    )
    for i in range(6):
        seat(place, f"a{i}")
    for i in range(5):
        seat(there, f"b{i}")
    session(place)
    gwen = person("gwen", enrolled=False)
    NodePost.objects.create(programme=node.programme, person=gwen, kind="programme_lead", began_at=NOON)
    found = beside(gwen)
    assert [row.country for row in found.nodes] == ["BR", "CI"]
    for row in found.nodes:
        own = numbers(gwen, row)
        assert found.columns["teachers"].parts[str(row.pk)] == own.teachers.parts["active"]
        assert found.columns["sessions"].parts[str(row.pk)] == own.sessions.get("held", 0)
        assert found.columns["plans"].parts[str(row.pk)] == own.plans[0]
    assert found.columns["teachers"].total == 11
    circles.end_membership(circle=there, user_id=person("b0").pk, at=NOON)
    found = beside(gwen)
    assert found.columns["teachers"].parts[str(other.pk)] is None
    assert found.columns["teachers"].total is None, "the sum would give the withheld number away"


def test_what_figures_cost_does_not_grow(top: Circle, link: User, client: Client) -> None:
    """A caseload, a circle, a union and a programme: the same with two circles and with forty."""
    node = top.node
    farah, gwen = coordinator(node), posted(node, PostKind.PROGRAMME_LEAD, "gwen")
    costs: dict[str, set[int]] = {}
    for number in (2, 40):
        made = [circle(f"c{number}-{i:02}", parent=top) for i in range(number)]
        for i, one in enumerate(made):
            seat(one, f"lead{number}-{i}", Role.FACILITATOR)
            act.shared_plan(seat(one, f"awa{number}-{i}"))
            session(one)
        for who, address in (
            (link, f"circles/{top.pk}/caseload/"),
            (link, f"circles/{made[0].pk}/plans/"),
            (farah, f"circles/{made[0].pk}/figures/"),
            (farah, f"unions/{node.pk}/figures/"),
            (gwen, f"unions/{node.pk}/circles/?state=forming"),
            (gwen, "figures/"),
        ):
            client.force_login(who)
            with counted() as spent:
                assert client.get(f"/learning-circles/{address}").status_code == 200, address
            costs.setdefault(address.replace(str(made[0].pk), "x"), set()).add(spent.number)
    assert all(len(found) == 1 for found in costs.values()), costs
    assert max(cost for found in costs.values() for cost in found) <= 15, costs


def test_the_pages_open_the_list_behind_a_number_and_rank_nobody(
    top: Circle, place: Circle, lead: User, link: User, client: Client
) -> None:
    act.shared_plan(seat(place, "awa"), title="Fingers on the desk")
    attended(place, person("awa"), "present")
    client.force_login(link)
    page = client.get(f"/learning-circles/circles/{top.pk}/caseload/").content.decode()
    for rest in ("plans/", "figures/", "reflections/"):
        assert f'href="/learning-circles/circles/{place.pk}/{rest}"' in page, rest
        opened = client.get(f"/learning-circles/circles/{place.pk}/{rest}")
        assert opened.status_code == 200
        assert "Awa" not in opened.content.decode(), "nobody is named"
    assert (
        "Fingers on the desk" in client.get(f"/learning-circles/circles/{place.pk}/plans/").content.decode()
    )
    client.force_login(coordinator(place.node))
    page = client.get(f"/learning-circles/unions/{place.node_id}/figures/").content.decode()
    behind = f"/learning-circles/unions/{place.node_id}/circles/?state=forming"
    assert behind in page and "Circle below" in client.get(behind).content.decode()
    assert "Secret" not in page
    assert client.get(behind.replace("forming", "dreaming")).status_code == 404
    client.force_login(posted(place.node, PostKind.PROGRAMME_LEAD, "gwen"))
    assert 'href="/learning-circles/figures/"' in client.get("/learning-circles/").content.decode()
    beside_page = client.get("/learning-circles/figures/").content.decode()
    assert (
        f'href="/learning-circles/unions/{place.node_id}/figures/"' in beside_page
        and "Secret" not in beside_page
    )


def test_observers_see_nothing_by_membership(top: Circle, place: Circle, lead: User, client: Client) -> None:
    """Neither a record nor a figure, in the circle or above it; not even the page of the circle."""
    awa = seat(place, "awa")
    for where in (top, place):
        client.force_login(seat(where, f"observer-{where.pk}", Role.OBSERVER))
        rows = Membership.objects.filter(role=Role.OBSERVER, circle=where, state=MembershipState.ACTIVE)
        assert rows.exists()
        for rest in ("", "records/", f"records/{awa.pk}/", "figures/", "plans/", "caseload/", "sessions/"):
            for pk in (top.pk, place.pk):
                assert client.get(f"/learning-circles/circles/{pk}/{rest}").status_code == 404, rest
        assert client.get(f"/learning-circles/record/{place.pk}/").status_code == 404
