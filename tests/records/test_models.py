"""What a row is called in a log or an admin page: no person, no text, no union."""

import pytest
from django.apps import apps

from learning_circle_xblock.permissions import Role
from tests.review import authors as act
from tests.world import ACCOUNT_ANSWERS, PLAN_ANSWERS, circle, seat

pytestmark = pytest.mark.django_db


def test_no_row_is_called_by_a_name_or_a_text() -> None:
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    people = act.authors(where, 5)
    plan = act.shared_plan(people[0], title="Title of the plan")
    act.replied(people[0], act.sent(act.begun(people[1], plan)))
    act.tapped(people[0])
    act.confirmed(lead, plan, waiver="A reason of somebody")
    act.opened(act.held_by(people[2])[0])
    secrets = {
        "Secret union", "author0", "Author0", "lead", "Title of the plan", "A reason of somebody",
        "I will try it.", *PLAN_ANSWERS.values(), *act.WORDS["describe"].split()[:1],
        *(words for words in ACCOUNT_ANSWERS.values() if len(words) > 4),
    }  # fmt: skip
    models = list(apps.get_app_config("learning_circle_xblock").get_models())
    for model in models:
        rows = list(model.objects.all())
        assert rows, f"the job leaves no {model.__name__}"
        for row in rows:
            assert str(row)
            assert not [secret for secret in secrets if secret in str(row)], model.__name__
