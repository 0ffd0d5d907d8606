"""Teachers see who their critical friends are, and nobody else's."""

import pytest
from django.contrib.auth.models import User

from demo.testing import set_by_author
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.friends import api as friends
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from tests.world import (
    NOON,
    PLAN,
    PLAN_ANSWERS,
    call,
    circle,
    person,
    prefixed,
    seat,
    share_plan,
    usage_key,
    view,
)

from .pages import Window

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


def paired() -> tuple[User, User, User]:
    """Ann and Ben are critical friends; Cleo is in the circle as well."""
    where = circle()
    seat(where, "lead", Role.FACILITATOR)
    ann, ben, cleo = (seat(where, name) for name in ("ann", "ben", "cleo"))
    friends.keep_groups(
        actor=circles.page_actor(person("lead").pk),
        circle=where,
        numbers={ann.pk: 1, ben.pk: 1},
        rule=friends.Rule.CHOSEN,
        at=NOON,
    )
    return ann, ben, cleo


def test_the_author_chooses_who_reads_it_and_opens_it_later() -> None:
    ann, ben, cleo = paired()
    page = view(ann, PLAN)
    assert page.one("input[name$=-audience][value=circle]").has_attr("checked")
    window = Window(ann, PLAN)
    unfinished = window.share({**PLAN_ANSWERS, "question": "", "audience": "friends"})
    assert unfinished.status == 422
    assert unfinished.one("input[name$=-audience][value=friends]").has_attr("checked"), "the choice stays"
    answer = window.share({**PLAN_ANSWERS, "audience": "friends"})
    assert "with your critical friends" in answer.text
    assert "Nobody else has shared a plan" in view(cleo, PLAN).text
    assert "Nobody else has shared a plan" not in view(ben, PLAN).text
    opened = call(ann, PLAN, "open_to_circle")
    assert opened.status == 200 and "with Circle one" in opened.text
    assert "Nobody else has shared a plan" not in view(cleo, PLAN).text
    assert call(ann, PLAN, "open_to_circle").status == 404


def test_who_has_no_friend_is_not_asked() -> None:
    _ann, _ben, cleo = paired()
    assert "-audience" not in view(cleo, PLAN).text


@pytest.mark.parametrize(("setting", "readers"), [("circle", {"ben", "cleo"}), ("friends", {"ben"})])
def test_the_course_author_may_settle_it(setting: str, readers: set[str]) -> None:
    ann, ben, cleo = paired()
    set_by_author(usage_key(PLAN), responders=setting)
    assert "-audience" not in view(ann, PLAN).text
    other = {"circle": "friends", "friends": "circle"}[setting]
    share_plan(ann, {"audience": other})
    found = {u.username for u in (ben, cleo) if "Nobody else has shared" not in view(u, PLAN).text}
    assert found == readers


def test_sharing_completes_it_where_the_course_author_asks_no_more() -> None:
    ann, _ben, _cleo = paired()
    assert "Counted: 0 of 1" in share_plan(ann).text
    set_by_author(usage_key(PLAN), counts="shared")
    page = view(ann, PLAN)
    assert "Counted: 1 of 1" in page.text and "Plan shared, " in page.text


PROTOCOLS = {
    "two_and_one/1": {"keep_1": "first-word", "keep_2": "second-word", "wish": "third-word"},
    "warm_and_cool/1": {"warm": "first-word", "cool": "second-word"},
    "describe_first/1": {"describe": "first-word", "wonder": "second-word"},
}


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_response_in_each_protocol(protocol: str) -> None:
    """It is written, refused where something is missing, sent, and read by the author."""
    ann, ben, _cleo = paired()
    set_by_author(usage_key(PLAN), protocol=protocol)
    share_plan(ann)
    set_by_author(usage_key(PLAN), protocol="four_steps/1")  # what was shared keeps its form
    plan = Plan.objects.get()
    page = call(ben, PLAN, "open_response", {"version": plan.version_id})
    assert page.one("input[name=protocol]")["value"] == protocol
    said = {"review": page.one("input[name=review]")["value"], "protocol": protocol}
    words = PROTOCOLS[protocol]
    some = dict(list(words.items())[:1])
    refused = call(ben, PLAN, "send_response", {**prefixed(PLAN, some, "-resp"), **said})
    assert refused.status == 422 and "first-word" in refused.text
    other = {**said, "protocol": "four_steps/1"}
    assert call(ben, PLAN, "save_response", {**prefixed(PLAN, words, "-resp"), **other}).status == 404
    assert call(ben, PLAN, "send_response", {**prefixed(PLAN, words, "-resp"), **said}).status == 200
    page = view(ann, PLAN)
    for word in words.values():
        assert word in page.text
    assert all(word in view(ben, PLAN).text for word in words.values())
