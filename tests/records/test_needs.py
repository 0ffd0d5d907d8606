"""Who needs me this week, rule by rule: when an entry comes, and that it goes when it is done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from demo.models import Enrolment
from learning_circle_xblock.care.models import Pause
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.lifecycle import CircleState
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.circles.tree import place_under
from learning_circle_xblock.permissions import PostKind, Role
from learning_circle_xblock.programmes import api as programmes
from learning_circle_xblock.records.lookout import MINUTES, Reason
from learning_circle_xblock.records.need_rules import CAP
from learning_circle_xblock.records.needs import RULES, SHOWN, Week, this_week
from learning_circle_xblock.sessions.models import Attendance, Session, SessionCircle
from learning_circle_xblock.support.models import HelpRequest
from tests.queries import counted
from tests.review import authors as act
from tests.world import ACCOUNT, NOON, circle, course_key, days, person, seat, usage_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Circle:
    """A circle below a link circle; `lead` facilitates it, `link` leads the parent."""
    parent = circle("link", layer=2)
    found = circle("one", parent=parent)
    seat(parent, "link", Role.FACILITATOR)
    seat(found, "lead", Role.FACILITATOR)
    seat(found, "ann")
    seat(found, "ben")
    return found


def week(username: str, *, at: Any = NOON) -> Week:
    """What this person is shown."""
    return this_week(actor=circles.page_actor(person(username).pk), at=at)


def reasons(username: str, *, at: Any = NOON) -> list[Reason]:
    """Why, in order."""
    return [need.reason for need in week(username, at=at).needs]


def session(where: Circle, *, at: Any, code: str = "W1", state: str = "planned") -> Session:
    """A workshop of the circle."""
    row = Session.objects.create(
        kind="workshop",
        code=code,
        starts_at=at,
        zone="UTC",
        minutes=120,
        place_kind="school",
        state=state,
        changed_at=at,
    )
    SessionCircle.objects.create(session=row, circle=where)
    return row


def coordinator(node: Any) -> User:
    """Somebody who coordinates the node."""
    user = person("farah", enrolled=False)
    programmes.name_coordinator(node=node, user_id=user.pk, at=NOON)
    return user


def test_nothing_else_needs_you_when_that_is_true(where: Circle) -> None:
    for name in ("lead", "link", "ann"):
        assert week(name) == Week((), 0, is_least=False)


def test_a_plan_without_response_after_two_weeks(where: Circle) -> None:
    plan = act.shared_plan(person("ann"))
    assert not reasons("lead", at=NOON + days(14))
    found = week("lead", at=NOON + days(14) + timedelta(minutes=1)).needs[0]
    assert (found.reason, found.person_id, found.circle_id) == (Reason.NO_RESPONSE, plan.owner_id, where.pk)
    assert found.usage_key == plan.usage_key and found.minutes == MINUTES[Reason.NO_RESPONSE]
    act.sent(act.begun(person("ben"), plan))
    assert not reasons("lead", at=NOON + days(15))


def test_an_agreement_that_waits_for_the_facilitator(where: Circle) -> None:
    plan = act.shared_plan(person("ann"))
    act.tapped(person("ann"))
    assert reasons("lead") == [Reason.AGREE]
    act.confirmed(person("lead"), plan, waiver="ready")
    assert not reasons("lead")


def test_a_reader_who_is_waited_for() -> None:
    where = circle()
    act.authors(where, 5)
    seat(where, "lead", Role.FACILITATOR)
    late = NOON + days(15)
    found = week("lead", at=late)
    assert {need.reason for need in found.needs} == {Reason.READER_WAITS}
    assert (len(found.needs), found.more) == (SHOWN, 5)
    assert all(need.usage_key == usage_key(ACCOUNT) for need in found.needs)
    for author in list(User.objects.filter(username__startswith="author")):
        for row in act.held_by(author):
            act.sent(act.opened(row))
    assert not reasons("lead", at=late)


def test_days_of_a_pause_are_nobodys_days(where: Circle) -> None:
    """Ten days of a strike: a plan, and a reader, are waited for ten days longer."""
    act.shared_plan(person("ann"))
    ring = circle("ring")
    act.authors(ring, 5)
    seat(ring, "leads-ring", Role.FACILITATOR)
    strike = [[(NOON + days(3)).isoformat(), (NOON + days(13)).isoformat()]]
    Circle.objects.filter(pk__in=(where.pk, ring.pk)).update(pauses=strike)
    for who, reason in (("lead", Reason.NO_RESPONSE), ("leads-ring", Reason.READER_WAITS)):
        assert reason not in reasons(who, at=NOON + days(23.9)), who
        assert reason in reasons(who, at=NOON + days(24.1)), who


def test_help_goes_one_layer_up_and_no_further(where: Circle) -> None:
    top = circle("top", layer=3)
    link_circle = where.parent
    assert link_circle is not None
    Circle.objects.filter(pk=link_circle.pk).update(parent=top)
    seat(top, "above", Role.FACILITATOR)
    given: dict[str, Any] = {"circle": where, "about": "call", "raised_at": NOON}
    asked = HelpRequest.objects.create(person=person("ann"), is_above=False, **given)
    assert (reasons("lead"), reasons("link"), reasons("above")) == ([Reason.HELP], [], [])
    HelpRequest.objects.filter(pk=asked.pk).update(state="answered")
    HelpRequest.objects.create(person=person("lead"), is_above=True, **given)
    assert (reasons("lead"), reasons("link"), reasons("above")) == ([], [Reason.HELP], [])


def test_help_without_a_layer_above_reaches_the_coordinator() -> None:
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    coordinator(where.node)
    HelpRequest.objects.create(circle=where, person=lead, is_above=True, about="call", raised_at=NOON)
    assert reasons("farah") == [Reason.HELP]


def test_a_paused_text_is_its_owners_or_the_coordinators(where: Circle) -> None:
    plan = act.shared_plan(person("ann"))
    coordinator(where.node)
    pause = Pause.objects.create(
        work=plan.work,
        live_work=plan.work,
        circle=where,
        course_key=course_key(),
        usage_key=plan.usage_key,
        state="raised",
        owner=person("lead"),
        raised_at=NOON,
        look_by=NOON + days(2),
    )
    assert week("lead").needs[0].at == NOON + days(2)
    assert reasons("lead") == [Reason.LOOK_AT_PAUSE] and not reasons("farah")
    Pause.objects.filter(pk=pause.pk).update(owner=None)
    assert reasons("lead") == reasons("farah") == [Reason.LOOK_AT_PAUSE]
    Pause.objects.filter(pk=pause.pk).update(state="lifted")
    assert not reasons("lead") and not reasons("farah")


def paused(where: Circle) -> Pause:
    """Ann's plan is paused; `lead` is named for it."""
    plan = act.shared_plan(person("ann"))
    return Pause.objects.create(
        work=plan.work,
        live_work=plan.work,
        circle=where,
        course_key=course_key(),
        usage_key=plan.usage_key,
        state="raised",
        owner=person("lead"),
        raised_at=NOON,
        look_by=NOON + days(2),
    )


def test_a_paused_text_that_nobody_looked_at_in_time_is_the_coordinators_too(where: Circle) -> None:
    coordinator(where.node)
    paused(where)
    assert not reasons("farah", at=NOON + days(2) - timedelta(seconds=1))
    assert reasons("farah", at=NOON + days(2)) == [Reason.LOOK_AT_PAUSE]
    assert reasons("lead", at=NOON + days(2)) == [Reason.LOOK_AT_PAUSE]


def test_a_pause_of_somebody_without_rights_is_of_the_others_and_the_coordinators(where: Circle) -> None:
    coordinator(where.node)
    seat(where, "second", Role.FACILITATOR)
    paused(where)
    assert not reasons("second")
    Enrolment.objects.filter(user=person("lead")).update(is_active=False)
    assert reasons("second") == [Reason.LOOK_AT_PAUSE]
    assert reasons("farah") == [Reason.LOOK_AT_PAUSE]


def test_a_paused_text_of_who_left_is_the_coordinators_alone(where: Circle) -> None:
    coordinator(where.node)
    paused(where)
    circles.end_membership(circle=where, user_id=person("ann").pk, at=NOON)
    assert not reasons("lead") and reasons("farah") == [Reason.LOOK_AT_PAUSE]


def test_nobody_is_sent_to_a_pause_on_a_text_of_their_own(where: Circle) -> None:
    paused(where)
    seat(where, "ann", Role.FACILITATOR)
    assert reasons("lead") == [Reason.LOOK_AT_PAUSE] and not reasons("ann")
    assert not reasons("ann", at=NOON + days(3))


@pytest.mark.parametrize("how", ["enrolment", "account"])
def test_a_circle_whose_facilitator_has_no_rights_needs_one(where: Circle, how: str) -> None:
    """A seat alone helps nobody."""
    coordinator(where.node)
    if how == "enrolment":
        Enrolment.objects.filter(user=person("lead")).update(is_active=False)
    else:
        User.objects.filter(username="lead").update(is_active=False)
    assert reasons("link") == [Reason.NO_FACILITATOR]
    assert week("farah").needs[0].circle_id == where.pk
    seat(where, "second", Role.CO_FACILITATOR)
    assert not reasons("link")


def test_help_from_under_another_parent_waits_for_nobody_here(where: Circle) -> None:
    given: dict[str, Any] = {"circle": where, "about": "call", "is_above": True}
    HelpRequest.objects.create(person=person("lead"), raised_at=NOON, **given)
    assert reasons("link") == [Reason.HELP]
    there = circle("there", layer=2)
    seat(there, "other", Role.FACILITATOR)
    place_under(circle=where, parent=there, at=NOON + days(1))
    assert not reasons("link") and not reasons("other")
    HelpRequest.objects.create(person=person("lead"), raised_at=NOON + days(2), **given)
    assert reasons("other") == [Reason.HELP]


def test_nobody_waits_for_readers_of_who_has_left(where: Circle) -> None:
    act.authors(where, 5)
    late = NOON + days(15)
    before = week("lead", at=late)
    names = {need.person_id for need in before.needs} | {person("author0").pk}
    gone = User.objects.filter(username__startswith="author", pk__in=names).order_by("pk").first()
    assert gone is not None
    total = len(before.needs) + before.more
    circles.end_membership(circle=where, user_id=gone.pk, at=NOON + days(1))
    left = week("lead", at=late)
    assert len(left.needs) + left.more < total
    assert gone.pk not in {need.person_id for need in left.needs}


def test_a_circle_that_nobody_facilitates(where: Circle) -> None:
    coordinator(where.node)
    parent = where.parent
    assert parent is not None
    circle("two", parent=parent)
    assert reasons("link") == reasons("farah") == [Reason.NO_FACILITATOR]
    seat(circle("two", parent=parent), "other", Role.FACILITATOR)
    assert not reasons("link") and not reasons("farah")


def test_a_session_that_is_over_without_a_register(where: Circle) -> None:
    session(where, at=NOON + days(90))
    row = session(where, at=NOON - days(1))
    assert reasons("lead") == [Reason.NO_REGISTER] and not reasons("link")
    assert week("lead").needs[0].object_id == row.pk
    Session.objects.filter(pk=row.pk).update(state="held")
    assert not reasons("lead")


def test_a_circle_that_has_begun_and_has_no_date_to_come(where: Circle) -> None:
    session(where, at=NOON - days(1), state="held")
    assert reasons("lead") == [Reason.NO_DATE] == reasons("link")
    session(where, at=NOON + days(20))
    assert not reasons("lead") and not reasons("link")


def test_somebody_who_missed_two_in_a_row(where: Circle) -> None:
    session(where, at=NOON + days(20))
    for day, state in ((40, "present"), (30, "absent"), (20, "absent")):
        row = session(where, at=NOON - days(day), state="held")
        Attendance.objects.create(session=row, circle=where, person=person("ann"), state=state)
        Attendance.objects.create(session=row, circle=where, person=person("ben"), state="apologies")
    assert reasons("lead") == [Reason.MISSED_TWO] and week("lead").needs[0].person_id == person("ann").pk
    row = session(where, at=NOON - days(10), state="held")
    Attendance.objects.create(session=row, circle=where, person=person("ann"), state="online")
    assert not reasons("lead")


def test_no_shared_plan_after_the_third_workshop(where: Circle) -> None:
    session(where, at=NOON + days(20))
    session(where, at=NOON - days(2), code="W2", state="held")
    assert not reasons("lead")
    session(where, at=NOON - days(1), code="W3", state="held")
    assert reasons("lead") == [Reason.NO_PLAN] * 2
    act.shared_plan(person("ann"))
    assert [need.person_id for need in week("lead").needs] == [person("ben").pk]


def without_response(where: Circle) -> str:
    """Nobody has responded for a month."""
    act.shared_plan(person("ann"))
    return "lead"


def waits_for_agreement(where: Circle) -> str:
    """The author has tapped."""
    act.shared_plan(person("ann"))
    act.tapped(person("ann"))
    return "lead"


def waits_for_readers(where: Circle) -> str:
    """Asked, and no response for a month."""
    act.authors(where, 5)
    return "lead"


def asked_below(where: Circle) -> str:
    """A teacher has asked."""
    HelpRequest.objects.create(
        circle=where, person=person("ann"), is_above=False, about="call", raised_at=NOON
    )
    return "lead"


def asked_above(where: Circle) -> str:
    """The facilitator has asked."""
    HelpRequest.objects.create(
        circle=where, person=person("lead"), is_above=True, about="call", raised_at=NOON
    )
    return "link"


def nobody_leads(where: Circle) -> str:
    """The facilitator's enrolment has ended."""
    Enrolment.objects.filter(user=person("lead")).update(is_active=False)
    return "link"


def no_register(where: Circle) -> str:
    """A session is over."""
    session(where, at=LATE - days(1))
    return "lead"


def missed(where: Circle) -> str:
    """Absent twice."""
    for day in (3, 2):
        row = session(where, at=LATE - days(day), state="held")
        Attendance.objects.create(session=row, circle=where, person=person("ann"), state="absent")
    return "lead"


def no_plan(where: Circle) -> str:
    """The third workshop is over."""
    session(where, at=LATE - days(1), code="W3", state="held")
    return "lead"


def no_date(where: Circle) -> str:
    """Nothing is to come."""
    session(where, at=LATE - days(1), state="held")
    return "link"


LATE = NOON + days(30)
WORLDS = {
    Reason.HELP: (asked_below, asked_above),
    Reason.NO_FACILITATOR: (nobody_leads,),
    Reason.AGREE: (waits_for_agreement,),
    Reason.NO_RESPONSE: (without_response,),
    Reason.READER_WAITS: (waits_for_readers,),
    Reason.NO_REGISTER: (no_register,),
    Reason.MISSED_TWO: (missed,),
    Reason.NO_PLAN: (no_plan,),
    Reason.NO_DATE: (no_date,),
}
EACH = [pytest.param(reason, make, id=make.__name__) for reason, made in WORLDS.items() for make in made]


@pytest.mark.parametrize(("reason", "make"), EACH)
def test_a_paused_circle_gives_no_concern_and_no_reminder(
    where: Circle, reason: Reason, make: Callable[[Circle], str]
) -> None:
    """Rule 18, for each rule: what stood there goes while the circle is paused, and comes back after."""
    who = make(where)
    assert reason in reasons(who, at=LATE)
    Circle.objects.filter(pk=where.pk).update(state=CircleState.PAUSED)
    assert week(who, at=LATE) == Week((), 0, is_least=False)
    Circle.objects.filter(pk=where.pk).update(state=CircleState.RUNNING)
    assert reason in reasons(who, at=LATE)


def test_each_reason_but_a_paused_text_is_asked_of_a_paused_circle() -> None:
    """Whoever adds a rule adds its world here."""
    assert set(WORLDS) == set(Reason) - {Reason.LOOK_AT_PAUSE}


def test_a_promise_to_somebody_who_worries_is_kept_while_the_circle_is_paused(where: Circle) -> None:
    """It is neither a reminder nor a concern signal: 48 hours are 48 hours for a child."""
    paused(where)
    Circle.objects.filter(pk=where.pk).update(state=CircleState.PAUSED)
    assert reasons("lead") == [Reason.LOOK_AT_PAUSE]


def test_who_looks_after_nobody_is_shown_nobody(where: Circle) -> None:
    act.shared_plan(person("ann"))
    late = NOON + days(30)
    assert reasons("lead", at=late)
    for name in ("ann", "ben"):
        assert not reasons(name, at=late)
    programmes.appoint(
        actor=circles.page_actor(coordinator(where.node).pk),
        node=where.node,
        user_id=person("osei", enrolled=False).pk,
        kind=PostKind.NATIONAL_RESEARCHER,
        at=NOON,
    )
    assert not reasons("osei", at=late)


def test_at_most_five_in_the_order_of_the_rules_and_how_many_more(where: Circle) -> None:
    people = [seat(where, f"t{i}") for i in range(7)]
    for user in people:
        act.shared_plan(user)
    act.tapped(people[6])
    found = week("lead", at=NOON + days(30))
    assert [need.reason for need in found.needs] == [Reason.AGREE] + [Reason.NO_RESPONSE] * 4
    assert (found.more, found.is_least, found.minutes) == (3, False, 45)


def test_more_than_a_rule_counts_is_said_to_be_at_least(where: Circle) -> None:
    given: dict[str, Any] = {"circle": where, "about": "call", "raised_at": NOON, "is_above": False}
    HelpRequest.objects.bulk_create(HelpRequest(person=person("ann"), **given) for _ in range(CAP + 3))
    found = week("lead")
    assert (found.more, found.is_least) == (CAP - SHOWN, True)


def test_the_cost_is_one_query_for_each_rule(where: Circle) -> None:
    actor = circles.page_actor(person("lead").pk)
    for user in [seat(where, f"t{i}") for i in range(4)]:
        act.shared_plan(user)
        with counted() as found:
            this_week(actor=actor, at=NOON + days(30))
        assert found.number == len(RULES) + 1, "paused texts ask first who may look after them"
