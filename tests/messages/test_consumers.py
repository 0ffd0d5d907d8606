"""Readers hear of what is new for them: one message each, after the transaction."""

import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.permissions import Role
from tests.review import authors as act
from tests.world import ACCOUNT_ANSWERS, NOON, circle, days, person, seat, usage_key

pytestmark = pytest.mark.django_db


class Down(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages: Any) -> int:
        """No."""
        raise ConnectionRefusedError


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[..., Any]:
    """What follows a transaction happens when this block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_the_fifth_share_tells_each_of_five_once(commit: Callable[..., Any]) -> None:
    where = circle()
    with commit():
        act.authors(where, 4)
    assert mail.outbox == []
    seat(where, "author4")
    with commit() as waiting:
        act.shared_account(person("author4"), at=NOON + days(1))
        assert mail.outbox == [], "not before the transaction ends"
    assert len(waiting) == 5
    assert Counter(m.to[0] for m in mail.outbox) == {f"author{i}@example.org": 1 for i in range(5)}
    assert {m.subject for m in mail.outbox} == {"2 colleagues ask for your response"}


def test_a_later_share_tells_only_who_has_something_new(commit: Callable[..., Any]) -> None:
    where = circle()
    people = act.authors(where, 5)
    with commit():
        late = act.authors(where, 1, start=5, at=NOON + days(1))[0]
    told = Counter(m.to[0] for m in mail.outbox)
    new = {user.email: len(act.held_by(user)) for user in [*people, late]}
    assert told[late.email] == 1
    assert len(told) == 3 and set(told.values()) == {1}
    subjects = {m.to[0]: m.subject for m in mail.outbox}
    assert subjects.pop(late.email) == "2 colleagues ask for your response"
    assert set(subjects.values()) == {"A colleague asks for your response"}
    assert all(new[email] >= 2 for email in told)


def test_what_was_opened_meanwhile_is_not_asked_again(commit: Callable[..., Any]) -> None:
    where = circle()
    act.authors(where, 5)
    for row in [row for i in range(5) for row in act.held_by(person(f"author{i}"))]:
        act.opened(row)
    with commit():
        act.authors(where, 1, start=5, at=NOON + days(1))
    assert len(mail.outbox) == 3


def test_neither_names_nor_texts_nor_the_union_are_in_a_message(commit: Callable[..., Any]) -> None:
    where = circle()
    with commit():
        act.authors(where, 6)
    secrets = [
        "Secret union", where.name, "author", "Author", "circle one",
        *(str(words) for words in ACCOUNT_ANSWERS.values() if len(str(words)) > 4),
    ]  # fmt: skip
    assert len(mail.outbox) >= 5
    for message in mail.outbox:
        whole = message.subject + message.body + message.from_email
        assert not [secret for secret in secrets if secret in whole]
        assert str(usage_key("learning_circle_account")) in message.body, "it leads to the block"


def test_each_reads_it_in_their_own_language(commit: Callable[..., Any]) -> None:
    where = circle()
    person("author2", language="fr")
    with commit():
        act.authors(where, 5)
    french = [m for m in mail.outbox if "Good day" not in m.body]
    assert [m.to for m in french] == [["author2@example.org"]]
    assert "collègues" in french[0].subject


def test_sharing_works_while_the_mail_server_is_down(commit: Callable[..., Any], settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{Down.__module__}.Down"
    assert sys.modules[Down.__module__]
    with commit():
        act.authors(circle(), 5)
    assert Account.objects.filter(state="shared").count() == 5
    assert mail.outbox == []


def test_a_plan_asks_the_circle_without_a_message(commit: Callable[..., Any]) -> None:
    where = circle()
    seat(where, "lead", Role.FACILITATOR)
    seat(where, "ben")
    with commit():
        act.sent(act.begun(person("ben"), act.shared_plan(seat(where, "ann"))))
    assert mail.outbox == []
