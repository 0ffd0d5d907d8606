"""Planning, changing and moving sessions, as functions."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import PostKind, Role
from learning_circle_xblock.programmes.models import NodePost
from learning_circle_xblock.sessions import api, selectors
from learning_circle_xblock.sessions.lifecycle import Kind, SessionState
from learning_circle_xblock.sessions.models import Coming, Session
from learning_circle_xblock.sessions.selectors import Tool
from tests.sessions.build import acting, ahead, details, just_over, pair, planned, utc
from tests.world import NOON, circle, now, person, seat

pytestmark = pytest.mark.django_db


def plan(where: object, lead: object, **given: object) -> list[Session]:
    usual: dict[str, object] = {
        "preset": "accelerated", "start": date(2026, 3, 1), "weekday": 6, "hour": time(17, 0),
        "zone": "Europe/Zurich", "with_optional": False, "at": NOON,
    }  # fmt: skip
    return api.plan_calendar(actor=acting(lead), circle_id=where.pk, **(usual | given))  # type: ignore[attr-defined, arg-type]


def test_a_preset_keeps_the_hour_of_the_wall_clock() -> None:
    where = circle()
    lead, _teachers = pair(where)
    made = plan(where, lead)
    assert made[0].starts_at == utc("2026-03-01T16:00") and made[2].starts_at == utc("2026-03-29T15:00")
    assert [s.code for s in made] == ["W1", "T1", "W2", "W3", "N1", "T2", "W4"]
    event = Event.objects.get(verb="calendar.planned")
    assert (event.circle_id, event.actor_id, event.from_state, event.to_state) == (where.pk, lead.pk, "", "")


def test_a_preset_whose_hour_falls_into_the_gap_is_not_half_planned() -> None:
    where = circle()
    lead, _teachers = pair(where)
    with pytest.raises(api.SessionError) as error:
        plan(where, lead, hour=time(2, 30))
    assert error.value.field == "hour" and "March 29, 2026" in error.value.sentence
    assert not Session.objects.exists()


def test_a_second_calendar_waits_until_the_first_is_gone() -> None:
    where = circle()
    lead, _teachers = pair(where)
    plan(where, lead)
    with pytest.raises(api.SessionError, match="has_calendar"):
        plan(where, lead)
    for session in Session.objects.all():
        api.cancel_session(
            actor=acting(lead), session_id=session.pk, circle_id=where.pk, reason="A new plan", at=NOON
        )
    assert len(plan(where, lead)) == 7


def test_a_network_event_joins_circles_that_the_planner_may_add() -> None:
    one, two, three = circle("one"), circle("two"), circle("three")
    lead, _teachers = pair(one)
    seat(two, lead.username, Role.FACILITATOR)
    event = details(kind=Kind.NETWORK_EVENT)
    made = api.add_session(actor=acting(lead), circle_id=one.pk, details=event, codes=["two", "one"], at=NOON)
    assert set(made.circles.all()) == {one, two}
    with pytest.raises(api.SessionError, match="no_circle"):
        api.add_session(actor=acting(lead), circle_id=one.pk, details=event, codes=["three"], at=NOON)
    office = person("office")
    NodePost.objects.create(
        programme=one.node.programme, node=one.node, person=office, kind=PostKind.COORDINATOR, began_at=NOON
    )
    codes = ["three"]
    api.change_session(
        actor=acting(office),
        session_id=made.pk,
        circle_id=one.pk,
        details=event,
        codes=codes,
        base=1,
        at=NOON,
    )
    assert set(made.circles.all()) == {one, three}
    with pytest.raises(api.SessionError, match="only_shared"):
        api.add_session(actor=acting(office), circle_id=one.pk, details=details(), at=NOON)


def test_one_network_event_shows_each_reader_their_own_hour() -> None:
    one, two = circle("one"), circle("two")
    lead, (ann, *_more) = pair(one)
    seat(two, lead.username, Role.FACILITATOR)
    ben = seat(two, "ben")
    event = details(
        kind=Kind.NETWORK_EVENT,
        day=date(2026, 3, 28),
        starts=time(23, 30),
        ends=time(1, 30),
        last_day=date(2026, 3, 29),
        zone="Europe/Zurich",
    )
    made = api.add_session(actor=acting(lead), circle_id=one.pk, details=event, codes=["two"], at=NOON)
    shown = {}
    for user, where, zone in ((ann, one, "Africa/Abidjan"), (ben, two, "Asia/Seoul")):
        found = selectors.seen_session(
            actor=acting(user), session_id=made.pk, circle_id=where.pk, zone=zone, at=NOON
        )
        assert found is not None
        shown[zone] = found[0].when.first.isoformat()
    assert shown == {"Africa/Abidjan": "2026-03-28T22:30:00", "Asia/Seoul": "2026-03-29T07:30:00"}


def test_a_circle_does_not_open_another_circles_session() -> None:
    one, two = circle("one"), circle("two")
    lead, _teachers = pair(one)
    other, _others = pair(two, prefix="o")
    session = planned(one, lead)
    for circle_id in (one.pk, two.pk, 987_654):
        with pytest.raises(api.NotOpenToYou):
            api.cancel_session(
                actor=acting(other), session_id=session.pk, circle_id=circle_id, reason="x", at=NOON
            )
        assert (
            selectors.seen_session(
                actor=acting(other), session_id=session.pk, circle_id=circle_id, zone="", at=NOON
            )
            is None
        )


def test_the_first_date_is_remembered_and_events_hold_states_alone() -> None:
    where = circle()
    lead, _teachers = pair(where)
    session = planned(where, lead, title="Secret words")
    first = session.starts_at
    for base, day in ((1, date(2026, 12, 5)), (2, date(2026, 12, 12))):
        api.change_session(
            actor=acting(lead),
            session_id=session.pk,
            circle_id=where.pk,
            details=details(day=day),
            base=base,
            at=NOON,
        )
    session.refresh_from_db()
    assert session.moved_from == first and session.revision == 3
    verbs = list(Event.objects.filter(object_kind="session").values_list("verb", flat=True))
    assert verbs == ["session.planned", "session.moved", "session.moved"]
    assert "Secret" not in str(list(Event.objects.values()))


def test_a_cancelled_or_closed_session_is_not_changed() -> None:
    where = circle()
    lead, _teachers = pair(where)
    session = planned(where, lead)
    for state in (SessionState.CANCELLED, SessionState.CLOSED):
        Session.objects.filter(pk=session.pk).update(state=state)
        ids: dict[str, Any] = {"actor": acting(lead), "session_id": session.pk, "circle_id": where.pk}
        with pytest.raises(api.SessionError, match="over"):
            api.change_session(details=details(), base=1, at=NOON, **ids)
        with pytest.raises(api.SessionError, match="over"):
            api.cancel_session(reason="x", at=NOON, **ids)
        with pytest.raises(api.SessionError, match="over"):
            api.move_session(day=date(2026, 12, 5), hour=time(9), bring="", at=NOON, **ids)


def test_a_shift_leaves_the_past_the_cancelled_and_what_others_share() -> None:
    one, two = circle("one"), circle("two")
    lead, _teachers = pair(one)
    seat(two, lead.username, Role.FACILITATOR)
    past, own, gone = just_over(one, lead), ahead(one, lead, 5), ahead(one, lead, 6)
    shared = ahead(one, lead, 7, kind=Kind.NETWORK_EVENT)
    shared.circles.add(two)
    Session.objects.filter(pk=gone.pk).update(state=SessionState.CANCELLED)
    actor, tool, at = acting(lead), Tool(weeks=4), now()
    preview = selectors.proposed(actor=actor, circle=one, tool=tool, at=at)
    assert preview is not None and preview.stays == [shared]
    moves = api.move_later(actor=actor, circle_id=one.pk, tool=tool, seen=preview.mark, at=at)
    assert [move.session_id for move in moves] == [own.pk]
    before = {row.pk: row.starts_at for row in (past, gone, shared)}
    assert {row.pk: row.starts_at for row in Session.objects.filter(pk__in=before)} == before
    assert Session.objects.get(pk=own.pk).starts_at - own.starts_at == timedelta(weeks=4)
    with pytest.raises(api.SessionError, match="calendar_changed"):
        api.move_later(actor=actor, circle_id=one.pk, tool=tool, seen=preview.mark, at=at)


def test_nothing_to_move_is_said() -> None:
    where = circle()
    lead, _teachers = pair(where)
    with pytest.raises(api.SessionError, match="nothing_later"):
        api.move_later(actor=acting(lead), circle_id=where.pk, tool=Tool(weeks=1), seen="", at=NOON)


def test_a_teacher_moves_nothing() -> None:
    where = circle()
    _lead, (ann, *_more) = pair(where)
    with pytest.raises(api.NotOpenToYou):
        api.move_later(actor=acting(ann), circle_id=where.pk, tool=Tool(weeks=1), seen="", at=NOON)
    assert selectors.proposed(actor=acting(ann), circle=where, tool=Tool(weeks=1), at=NOON) is None


def test_the_last_word_on_coming_counts() -> None:
    where = circle()
    lead, (ann, *_more) = pair(where)
    session = planned(where, lead)
    for is_coming in (True, False, True):
        api.say_coming(actor=acting(ann), session_id=session.pk, is_coming=is_coming, at=NOON)
    assert Coming.objects.get().is_coming
    with pytest.raises(api.NotOpenToYou):
        api.say_coming(actor=acting(person("outsider")), session_id=session.pk, is_coming=True, at=NOON)
