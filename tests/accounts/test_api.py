"""Writing and sharing a practice account, as it is stored."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from learning_circle_xblock.accounts import api as accounts
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.review.models import Assignment, ReviewRequest
from learning_circle_xblock.writing.models import Draft, Version
from tests.review import authors as act
from tests.world import (
    ACCOUNT,
    ACCOUNT_ANSWERS,
    NOON,
    actor,
    circle,
    course_key,
    days,
    person,
    seat,
    usage_key,
)

pytestmark = pytest.mark.django_db


def save(user: User, answers: dict[str, Any], *, base: int = 0) -> Any:
    """Autosave."""
    return accounts.save_draft(
        actor=actor(user),
        course_key=course_key(),
        usage_key=usage_key(ACCOUNT),
        answers=answers,
        base=base,
        at=NOON,
    )


def test_the_first_word_begins_it_and_autosave_goes_on() -> None:
    where = circle()
    ann = seat(where, "ann")
    assert save(ann, {"title": "One"}).is_kept
    found = Account.objects.get()
    assert (found.state, found.circle_id, found.title, found.version) == ("draft", where.pk, "One", None)
    assert save(ann, {"title": "t" * 300, "lead": "They nod."}, base=1).revision == 2
    found.refresh_from_db()
    assert found.title == "t" * 199 + "…"
    assert found.work.draft.answers == {"title": "t" * 300, "lead": "They nod."}
    assert not ReviewRequest.objects.exists()


def test_two_windows() -> None:
    ann = seat(circle(), "ann")
    save(ann, {"title": "one"})
    assert not save(ann, {"title": "two"}).is_kept
    assert Account.objects.get().title == "one"
    for other in (True, False):
        accounts.choose_text(actor=actor(ann), usage_key=usage_key(ACCOUNT), other=other, at=NOON)
    draft = Draft.objects.get()
    assert (draft.answers, draft.other_answers) == ({"title": "two"}, None)


@pytest.mark.parametrize("username", ["lead", "stranger"])
def test_who_is_no_teacher_here_begins_nothing(username: str) -> None:
    seat(circle(), "lead", Role.FACILITATOR)
    user = person(username)
    with pytest.raises(accounts.NoCircle):
        save(user, {"title": "x"})
    with pytest.raises(accounts.NoCircle):
        act.shared_account(user)
    with pytest.raises(accounts.NotOpenToYou):
        accounts.choose_text(actor=actor(user), usage_key=usage_key(ACCOUNT), other=True, at=NOON)
    assert not Account.objects.exists()


def test_two_first_words_at_the_same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second request found nothing, and the first had begun by then: its text is set aside."""
    ann = seat(circle(), "ann")
    save(ann, {"title": "one"})
    look, looks = accounts._own_account, []

    def too_early(*args: Any, **more: Any) -> Account | None:
        looks.append(1)
        return None if len(looks) == 1 else look(*args, **more)

    monkeypatch.setattr(accounts, "_own_account", too_early)
    assert not save(ann, {"title": "two"}).is_kept
    draft = Draft.objects.get()
    assert (draft.answers, draft.other_answers) == ({"title": "one"}, {"title": "two"})


def test_nothing_changes_while_staff_view_as_the_author() -> None:
    ann = seat(circle(), "ann")
    viewed = replace(actor(ann), is_read_only=True)
    common: dict[str, Any] = {"actor": viewed, "usage_key": usage_key(ACCOUNT), "at": NOON}
    writes: list[Any] = [
        lambda: accounts.save_draft(course_key=course_key(), answers={"title": "x"}, base=1, **common),
        lambda: accounts.share(course_key=course_key(), answers=ACCOUNT_ANSWERS, **common),
        lambda: accounts.choose_text(other=True, **common),
    ]
    for begin in (lambda: None, lambda: save(ann, {"title": "one"}), lambda: act.shared_account(ann)):
        begin()
        before = Event.objects.count()
        for write in writes:
            with pytest.raises(accounts.AccountError):
                write()
        assert Event.objects.count() == before


def test_sharing_freezes_the_words_and_asks_for_two_readings() -> None:
    where = circle()
    ann = seat(where, "ann")
    save(ann, {"title": "Draft title"})
    act.shared_account(ann, at=NOON + days(1), lang="fr")
    found = Account.objects.get()
    assert (found.state, found.shared_at, found.language) == ("shared", NOON + days(1), "fr")
    assert found.title == ACCOUNT_ANSWERS["title"]
    assert found.version is not None and found.version.answers == {**ACCOUNT_ANSWERS, "lang": "fr"}
    assert not Draft.objects.exists()
    request = ReviewRequest.objects.get()
    assert (request.wanted, request.asks_circle, request.circle_id) == (2, False, where.pk)


def test_sharing_twice_changes_nothing() -> None:
    ann = seat(circle(), "ann")
    act.shared_account(ann)
    for call in (lambda: act.shared_account(ann, did="again"), lambda: save(ann, {"did": "again"})):
        with pytest.raises(accounts.AlreadyShared):
            call()
    with pytest.raises(accounts.AlreadyShared):
        accounts.choose_text(actor=actor(ann), usage_key=usage_key(ACCOUNT), other=True, at=NOON)
    assert Version.objects.get().answers == ACCOUNT_ANSWERS
    assert Event.objects.filter(verb="account.shared").count() == 1
    assert ReviewRequest.objects.count() == 1


def test_who_has_left_is_not_drawn_into_the_circle_they_left() -> None:
    where = circle()
    act.authors(where, 5)
    ann = seat(where, "ann")
    save(ann, ACCOUNT_ANSWERS)
    circles.end_membership(circle=where, user_id=ann.pk, at=NOON)
    with pytest.raises(accounts.AccountError):
        act.shared_account(ann, at=NOON + days(1))
    assert not Assignment.objects.filter(reviewer=ann).exists(), "they would read what is not theirs"
    assert Draft.objects.get().answers == ACCOUNT_ANSWERS, "what they wrote stays theirs"


def test_responses_move_it_on() -> None:
    people = act.authors(circle(), 5)
    first, second = Assignment.objects.filter(request__version__made_by=people[0])
    account = Account.objects.get(owner=people[0])
    for row, before in ((first, "shared"), (second, "responded")):
        act.sent(act.opened(row))
        account.refresh_from_db()
        assert account.state == "responded"
        event = Event.objects.filter(verb="account.responded").order_by("-pk")[0]
        assert (event.from_state, event.to_state, event.actor_id) == (before, "responded", row.reviewer_id)
    assert Account.objects.filter(state="shared").count() == 4


def test_a_facilitator_responds_as_the_named_owner_before_the_ring_starts() -> None:
    where = circle()
    lead = seat(where, "lead", Role.FACILITATOR)
    (ann,) = act.authors(where, 1)
    act.sent(act.begun(lead, Account.objects.get()))
    assert Account.objects.get().state == "responded"
    assert ReviewRequest.objects.get().readers_at is None, "no reader of the ring was asked"
    with pytest.raises(accounts.review.NotOpenToYou):
        act.begun(ann, Account.objects.get())


def test_a_practice_account_begins_in_the_circle_of_its_authors_plan() -> None:
    """Where they are a teacher in two, what belongs together stays together."""
    one, two = circle("one"), circle("two")
    ann = seat(two, "ann")
    plan = act.shared_plan(ann)
    seat(one, "ann")
    Plan.objects.filter(pk=plan.pk).update(circle=one)
    account = act.shared_account(ann)
    account.refresh_from_db()
    assert account.circle == one
    assert account.version is not None and account.version.request.circle_id == one.pk
