"""The log: what is recorded, who follows, and that no word of anybody is in it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from learning_circle_xblock.events import api as events
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Role
from tests.review import authors as act
from tests.world import NOON, PLAN, circle, course_key, person, seat, usage_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Event]]:
    """What a consumer of ours has heard; the product's own are put aside."""
    heard: list[Event] = []
    monkeypatch.setattr(events, "_consumers", [])
    events.consume(heard.append)
    yield heard


def recorded(verb: str = "plan.shared", **more: Any) -> Event:
    """An event of a plan."""
    return events.record(verb=verb, object_id=7, course_key=course_key(), at=NOON, **more)


def test_an_event_holds_ids_and_states(followed: list[Event]) -> None:
    event = recorded(
        usage_key=usage_key(PLAN),
        circle_id=3,
        actor_id=person("ann").pk,
        from_state="draft",
        to_state="shared",
    )
    row = Event.objects.get(pk=event.pk)
    assert (row.verb, row.object_kind, row.object_id) == ("plan.shared", "plan", 7)
    assert (row.from_state, row.to_state) == ("draft", "shared")
    assert (row.course_key, row.usage_key) == (course_key(), usage_key(PLAN))
    assert (row.circle_id, row.actor_id, row.at) == (3, person("ann").pk, NOON)


def test_every_consumer_hears_of_an_event_once_and_in_order(followed: list[Event]) -> None:
    late: list[str] = []

    def second(event: Event) -> None:
        late.append(f"{event.verb} after {len(followed)}")

    events.consume(second)
    events.consume(second)
    events.consume(second)
    event = recorded()
    assert followed == [event]
    assert late == ["plan.shared after 1"]


def test_a_consumer_that_fails_takes_the_event_back(followed: list[Event]) -> None:
    """They act in the transaction of what happened: all of it, or nothing."""

    def failing(event: Event) -> None:
        raise RuntimeError

    events.consume(failing)
    with pytest.raises(RuntimeError), transaction.atomic():
        recorded()
    assert not Event.objects.exists()


def test_the_log_survives_its_actor(followed: list[Event]) -> None:
    ann = person("ann")
    event = recorded(actor_id=ann.pk)
    ann.delete()
    event.refresh_from_db()
    assert event.actor_id is None and event.verb == "plan.shared"


def test_the_whole_job_leaves_no_word_in_the_log() -> None:
    """A walk with every step; each text field of each event is a known word or a key."""
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    people = act.authors(where, 6)
    plan = act.shared_plan(people[0])
    response = act.sent(act.begun(people[1], plan))
    act.replied(people[0], response)
    act.tapped(people[0])
    act.confirmed(lead, plan, waiver="They are ready.")
    for row in act.held_by(people[2]):
        act.replied(row.request.version.made_by, act.sent(act.opened(row)))
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert verbs == {
        "circle.made", "membership.started", "account.begun", "account.shared", "account.responded",
        "request.made", "ring.changed", "plan.begun", "plan.shared", "plan.responded",
        "plan.author_agreed", "plan.facilitator_agreed", "plan.agreed", "assignment.started",
        "review.sent", "review.answered",
    }  # fmt: skip
    states = {
        "", "draft", "shared", "responded", "agreed", "sent", "answered", "active", "open", "started", "done",
    }  # fmt: skip
    for event in Event.objects.all():
        assert {event.from_state, event.to_state} <= states
        assert event.object_kind == event.verb.partition(".")[0]
    fields = {f.name for f in Event._meta.get_fields()}
    assert fields == {
        "id", "verb", "object_kind", "object_id", "from_state", "to_state", "course_key", "usage_key",
        "circle_id", "actor", "at",
    }  # fmt: skip
