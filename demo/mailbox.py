"""The e-mail that the demo would have sent: it lies in files."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

# What Django's file backend writes after each message.
BREAK = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    """One message as its reader would see it."""

    to: str
    subject: str
    sent: datetime
    text: str


def latest(folder: Path, limit: int = 50) -> list[Mail]:
    """The newest first."""
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    mails = (mail for path in files for mail in reversed(_read(path)))
    return [mail for mail, _ in zip(mails, range(limit), strict=False)]


def _read(path: Path) -> list[Mail]:
    """A file holds the messages of one connection."""
    parts = path.read_bytes().split(BREAK)
    return [_mail(part) for part in parts if part.strip()]


def _mail(raw: bytes) -> Mail:
    """The plain text; every message of ours has one."""
    message: EmailMessage = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content() if body else ""
    sent = parsedate_to_datetime(str(message["Date"]))
    return Mail(str(message["To"]), str(message["Subject"]), sent, text.strip())
