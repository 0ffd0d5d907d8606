"""One message of a kind to one person, in their language, without a name of a union or a text of anybody."""

import logging
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from demo.host import DemoHost
from learning_circle_xblock.messages.api import Kind, send
from tests.world import NOON, person

pytestmark = pytest.mark.django_db
CONTEXT = {"count": 1, "until": NOON, "url": "https://example.org/x?a=1&b=2"}


class Refusing(BaseEmailBackend):
    """A mail server that names the address it refuses, as they do."""

    def send_messages(self, email_messages: Any) -> int:
        """No."""
        raise smtplib.SMTPRecipientsRefused({email_messages[0].to[0]: (550, b"no such box")})


@pytest.mark.parametrize(
    ("language", "count", "subject", "body"),
    [
        ("en", 1, "A colleague asks for your response", "Until May 4, 2026"),
        ("en", 2, "2 colleagues ask for your response", "you are asked to read 2 of them"),
        ("fr", 1, None, "4 mai 2026"),
        ("fr", 2, None, "4 mai 2026"),
    ],
)
def test_in_the_readers_language_whatever_the_senders(
    language: str, count: int, subject: str | None, body: str
) -> None:
    with translation.override("fr" if language == "en" else "en"):
        assert send(Kind.READING_ASKED, person("ann", language=language).pk, CONTEXT | {"count": count})
    (message,) = mail.outbox
    assert message.to == ["ann@example.org"]
    if subject is None:
        assert "colleague" not in message.subject and "collègue" in message.subject
        assert (str(count) in message.subject) is (count > 1)
        assert "Good day" not in message.body
    else:
        assert message.subject == subject
    assert body in message.body
    assert "https://example.org/x?a=1&b=2" in message.body.splitlines(), "an address stands alone, unescaped"


def test_a_subject_is_one_line() -> None:
    send(Kind.READING_ASKED, person("ann").pk, CONTEXT)
    assert "\n" not in mail.outbox[0].subject and mail.outbox[0].subject.strip() == mail.outbox[0].subject


def test_the_language_of_the_caller_is_as_before() -> None:
    with translation.override("en"):
        send(Kind.READING_ASKED, person("ann", language="fr").pk, CONTEXT)
        assert translation.get_language() == "en"


@pytest.mark.parametrize("known", [True, False])
def test_who_has_no_address_gets_nothing(known: bool) -> None:
    user = person("ann")
    user.email = ""
    user.save()
    assert not send(Kind.READING_ASKED, user.pk if known else 999, CONTEXT)
    assert mail.outbox == []


def test_a_mail_server_that_is_down_stops_nobody_and_no_address_reaches_the_log(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with caplog.at_level(logging.ERROR):
        assert not send(Kind.READING_ASKED, person("ann").pk, CONTEXT)
    assert "reading_asked could not be sent" in caplog.text
    assert "ann@example.org" not in caplog.text


def test_a_host_that_cannot_say_the_language_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def down(self: DemoHost, user_id: int) -> str:
        raise ConnectionError("no line")

    monkeypatch.setattr(DemoHost, "language", down)
    with caplog.at_level(logging.ERROR):
        assert not send(Kind.READING_ASKED, person("ann").pk, CONTEXT)
    assert "reading_asked could not be sent" in caplog.text
