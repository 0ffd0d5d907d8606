"""A union's own presets."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.events.models import Event
from learning_circle_xblock.programmes.api import name_coordinator
from learning_circle_xblock.programmes.models import NationalProgramme
from learning_circle_xblock.sessions import api, variants
from learning_circle_xblock.sessions.lifecycle import Kind
from learning_circle_xblock.sessions.models import NodePreset
from learning_circle_xblock.sessions.presets import PRESETS, Planned, coded
from tests.sessions.build import acting, pair
from tests.world import NOON, circle, person

pytestmark = pytest.mark.django_db
MICRO = PRESETS["micro"].events


def coordinator(node: NationalProgramme) -> User:
    who = person("coordinator")
    name_coordinator(node=node, user_id=who.pk, at=NOON)
    return who


def test_a_new_event_gets_the_next_free_code_and_its_place_in_the_year() -> None:
    more = [Planned("", Kind.WORKSHOP, 3, 60, title="Ours"), Planned("", Kind.TUTORIAL, 50, 30)]
    found = coded([*MICRO, *more])
    assert [event.code for event in found if event.title] == ["W8"]
    assert [event.week for event in found] == sorted(event.week for event in found)
    assert len({event.code for event in found}) == len(found) and found[-1].code == "T4"


def test_circles_of_the_union_start_from_its_own_variant_and_others_do_not() -> None:
    where = circle()
    actor = acting(coordinator(where.node))
    events = [replace(MICRO[0], minutes=90), Planned("", Kind.NETWORK_EVENT, 2, 240, title="Fair")]
    kept = variants.keep_variant(
        actor=actor, node_id=where.node_id, preset="micro", events=events, base=0, at=NOON
    )
    assert kept.revision == variants.revision_of(where.node_id, "micro") == 1
    offered = variants.presets_of(where.node_id)
    assert offered["micro"].is_own and [event.minutes for event in offered["micro"].events] == [90, 240]
    assert offered["t3lfa"] is PRESETS["t3lfa"] and variants.presets_of(0)["micro"] is PRESETS["micro"]
    variants.drop_variant(actor=actor, node_id=where.node_id, preset="micro", at=NOON)
    assert variants.presets_of(where.node_id)["micro"] is PRESETS["micro"]
    verbs = list(Event.objects.filter(object_kind="preset").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["preset.changed", "preset.restored"]


def test_two_coordinators_at_once() -> None:
    where = circle()
    actor = acting(coordinator(where.node))
    given = {"actor": actor, "node_id": where.node_id, "preset": "micro", "at": NOON}
    variants.keep_variant(events=MICRO[:3], base=0, **given)  # type: ignore[arg-type]
    with pytest.raises(api.SessionError) as error:
        variants.keep_variant(events=MICRO[:5], base=0, **given)  # type: ignore[arg-type]
    assert error.value.code == "changed"
    assert len(NodePreset.objects.get().events) == 3


def test_what_cannot_be_kept() -> None:
    where = circle()
    who = coordinator(where.node)
    lead, _people = pair(where)
    for actor, preset in ((acting(lead), "micro"), (acting(who), "unheard-of")):
        with pytest.raises(api.NotOpenToYou):
            variants.keep_variant(
                actor=actor, node_id=where.node_id, preset=preset, events=MICRO, base=0, at=NOON
            )
    with pytest.raises(api.SessionError) as error:
        variants.keep_variant(
            actor=acting(who), node_id=where.node_id, preset="micro", events=[], base=0, at=NOON
        )
    assert error.value.code == "no_events" and not NodePreset.objects.exists()
