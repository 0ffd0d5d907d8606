"""A pause holds nobody's counting up."""

import pytest

from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.accounts.selectors import account_text
from learning_circle_xblock.care import api as care
from learning_circle_xblock.grading.facts import account_facts
from learning_circle_xblock.permissions import Role
from tests.review import authors as act
from tests.world import ACCOUNT, NOON, actor, circle, seat, usage_key

pytestmark = pytest.mark.django_db


def given(user_id: int) -> int:
    """How many readings this person is asked for, as the clock sees it."""
    facts = account_facts(user_id=user_id, usage_key=usage_key(ACCOUNT))
    assert facts is not None
    return len(facts.given)


def test_a_reading_of_a_paused_text_is_not_asked_until_it_is_shown_again() -> None:
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    seat(where, "second", Role.FACILITATOR)
    ann = act.authors(where, 5)[0]
    account = Account.objects.get(version=act.held_by(ann)[0].request.version)
    assert given(ann.pk) == 2
    found = care.pause(
        actor=actor(ann),
        text=account_text(account, {account.owner_id}),
        work_id=account.work_id,
        circle=where,
        usage_key=account.usage_key,
        at=NOON,
    )
    assert given(ann.pk) == 1
    care.lift(actor=actor(lead), pause_id=found.pk, at=NOON)
    assert given(ann.pk) == 2
