"""What the pages read about practice accounts."""

import pytest
from opaque_keys.edx.locator import CourseLocator

from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.accounts.selectors import PAGE, own_account, shared_account, shared_accounts
from learning_circle_xblock.permissions import Role
from tests.queries import counted
from tests.review import authors as act
from tests.world import ACCOUNT, NOON, PLAN, actor, circle, course_key, days, person, seat, usage_key

pytestmark = pytest.mark.django_db


def test_ones_own_in_one_query() -> None:
    (ann,) = act.authors(circle(), 1)
    me = actor(ann)
    with counted() as queries:
        found = own_account(actor=me, usage_key=usage_key(ACCOUNT))
        assert found is not None and found.request is not None and found.draft is None
        assert found.answers["title"] == found.account.title
        assert found.account.circle.code == "one"
    assert queries.number == 1
    assert own_account(actor=me, usage_key=usage_key(PLAN)) is None
    assert own_account(actor=actor(person("stranger")), usage_key=usage_key(ACCOUNT)) is None


def test_what_the_circles_have_shared_the_newest_first() -> None:
    one, two = circle("one"), circle("two")
    act.authors(one, 2)
    other = seat(two, "other")
    act.shared_account(other, at=NOON + days(1))
    both = seat(one, "both", Role.FACILITATOR)
    seat(two, "both")
    found, has_more = shared_accounts(actor=actor(both), course_key=course_key())
    assert [a.owner.username for a in found] == ["other", "author1", "author0"] and not has_more
    found, _ = shared_accounts(actor=actor(other), course_key=course_key())
    assert [a.owner.username for a in found] == ["other"]
    assert shared_accounts(actor=actor(both), course_key=course_key(), usage_key=usage_key(PLAN)) == (
        [],
        False,
    )


def test_pages_hold_everything_once_at_a_constant_cost() -> None:
    where = circle()
    act.authors(where, PAGE + 3)
    me = actor(seat(where, "reader"))
    seen: list[int] = []
    for page, expected in ((1, (PAGE, True)), (2, (3, False)), (3, (0, False))):
        with counted() as queries:
            found, has_more = shared_accounts(actor=me, course_key=course_key(), page=page)
            assert all(a.circle.name for a in found)
        assert queries.number == 1
        assert (len(found), has_more) == expected
        seen += [a.pk for a in found]
    assert len(seen) == len(set(seen)) == PAGE + 3


@pytest.mark.parametrize("username", ["rep", "watch", "stranger", "elsewhere", "sibling"])
def test_who_finds_nothing(username: str) -> None:
    parent = circle("up", layer=2)
    where, other = circle("one", parent=parent), circle("two", parent=parent)
    seat(where, "rep", Role.UNION_REPRESENTATIVE)
    seat(where, "watch", Role.OBSERVER)
    seat(other, "elsewhere")
    seat(other, "sibling", Role.FACILITATOR)
    act.authors(where, 1)
    me = actor(person(username))
    assert shared_accounts(actor=me, course_key=course_key()) == ([], False)
    account = Account.objects.get()
    assert shared_account(actor=me, course_key=course_key(), account_id=account.pk) is None


def test_one_account_is_found_by_its_peers_and_in_its_course_alone() -> None:
    where = circle()
    act.authors(where, 1)
    account = Account.objects.get()
    me = actor(seat(where, "reader"))
    found = shared_account(actor=me, course_key=course_key(), account_id=account.pk)
    assert found == account
    elsewhere = CourseLocator("Other", "C", "R")
    assert shared_account(actor=me, course_key=elsewhere, account_id=account.pk) is None
    assert shared_account(actor=me, course_key=course_key(), account_id=account.pk + 1) is None
    Account.objects.update(version=None)
    assert shared_account(actor=me, course_key=course_key(), account_id=account.pk) is None, "no draft"
