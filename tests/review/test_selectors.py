"""What the pages read about readings and responses."""

import pytest

from learning_circle_xblock.permissions import Role
from learning_circle_xblock.review.models import ReviewRequest
from learning_circle_xblock.review.selectors import asked_of, readers_of, responses_to, text_of
from tests.queries import counted
from tests.world import ACCOUNT, NOON, actor, circle, days, person, seat, usage_key

from . import authors as act

pytestmark = pytest.mark.django_db


def test_what_is_asked_of_a_person_and_what_still_waits() -> None:
    where = circle()
    people = act.authors(where, 5)
    seat(where, "lead", Role.FACILITATOR)
    reader = people[0]
    first, second = act.held_by(reader)
    act.sent(act.opened(first), at=NOON + days(1))
    rows = asked_of(user_id=reader.pk, usage_key=usage_key(ACCOUNT))
    assert [(r.assignment_id, r.state, r.done_at) for r in rows] == [
        (first.pk, "done", NOON + days(1)),
        (second.pk, "open", None),
    ]
    assert rows[0].title == "Fingers on the desk"
    assert rows[0].author_id == first.request.version.made_by_id
    account = ReviewRequest.objects.get(version__made_by=people[1]).version.work.account
    act.begun(person("lead"), account)
    assert asked_of(user_id=person("lead").pk, usage_key=usage_key(ACCOUNT)) == []


def test_the_readers_of_many_versions_in_one_query() -> None:
    act.authors(circle(), 6)
    versions = list(ReviewRequest.objects.values_list("version_id", flat=True))
    with counted() as queries:
        found = readers_of(versions)
    assert queries.number == 1
    assert {len(rows) for rows in found.values()} == {2}
    assert set(found) == set(versions)
    assert readers_of([]) == {}


def test_responses_reach_the_author_alone_in_the_order_they_came() -> None:
    where = circle()
    people = act.authors(where, 5)
    author = people[0]
    request = ReviewRequest.objects.get(version__made_by=author)
    rows = list(request.assignments.order_by("-pk"))
    for i, row in enumerate(rows):
        act.sent(act.opened(row), at=NOON + days(i + 1), describe=f"Number {i}")
    act.replied(author, rows[1].review)
    work = request.version.work_id
    with counted() as queries:
        found = responses_to(actor=actor(author), work_id=work, authors=frozenset({author.pk}))
    # One for the actor's seats, one for all responses with their replies.
    assert queries.number == 2
    assert [r.answers["describe"] for r in found] == ["Number 0", "Number 1"]
    assert [r.is_answered for r in found] == [False, True]
    assert found[0].reply is None
    assert found[1].reply is not None and found[1].reply["change"] == "I will try it."
    for other in (rows[0].reviewer, person("stranger"), person("away", enrolled=False)):
        assert responses_to(actor=actor(other), work_id=work, authors=frozenset({author.pk})) == []


def test_a_text_is_read_by_those_who_hold_a_reading() -> None:
    people = act.authors(circle(), 6)
    request = ReviewRequest.objects.get(version__made_by=people[0])
    text = text_of(request)
    assert (text.author_ids, text.reader_ids) == ({people[0].pk}, frozenset())
    assert text.is_shared and not text.asks_circle
    row = request.assignments.filter(state="open").first()
    assert text_of(request, row).reader_ids == {row.reviewer_id}
    for state in ("released", "declined", "withdrawn"):
        row.state = state
        assert text_of(request, row).reader_ids == frozenset()
