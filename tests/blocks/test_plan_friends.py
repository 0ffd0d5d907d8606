"""Teachers see who their critical friends are, and nobody else's."""

import pytest

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.permissions import Role
from tests.world import NOON, PLAN, circle, person, seat, share_plan, view

pytestmark = pytest.mark.django_db


def test_a_critical_friend_is_named_to_the_pair_alone() -> None:
    where = circle()
    seat(where, "lead", Role.FACILITATOR)
    ann, ben, cleo = (seat(where, name) for name in ("ann", "ben", "cleo"))
    assert "Your critical friend" not in view(ann, PLAN).text
    friends.keep_groups(
        actor=circles.page_actor(person("lead").pk),
        circle=where,
        numbers={ann.pk: 1, ben.pk: 1},
        rule=friends.Rule.CHOSEN,
        at=NOON,
    )
    for _state in ("draft", "shared"):
        seen = " ".join(view(ann, PLAN).page.get_text(" ", strip=True).split())
        assert "Your critical friend: Ben" in seen
        assert share_plan(ann).status == 200
    assert "Your critical friend" not in view(cleo, PLAN).text
