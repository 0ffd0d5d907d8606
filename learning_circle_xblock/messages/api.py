"""Send one message of a kind to one person."""

import logging
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from .. import compat
from ..faults import told

__all__ = ["Kind", "send"]

log = logging.getLogger(__name__)


class Kind(StrEnum):
    """The messages there are; each has a template for its subject and one for its body."""

    READING_ASKED = "reading_asked"


def send(kind: Kind, person_id: int, context: dict[str, Any]) -> bool:
    """Render and send now. Whatever goes wrong is logged, without names, and never stops the caller.

    Args:
        kind: which message.
        person_id: the reader.
        context: what the templates name; texts of other people stay out of mail.

    Returns:
        whether the message went out.
    """
    try:
        address = get_user_model().objects.filter(pk=person_id).values_list("email", flat=True).first()
        if address:
            _mail(kind, person_id, address, context)
        return bool(address)
    except Exception as error:
        log.error("A message of kind %s could not be sent: %s", kind, told(error))
        return False


def _mail(kind: Kind, person_id: int, address: str, context: dict[str, Any]) -> None:
    base = f"learning_circle_xblock/messages/{kind}"
    with translation.override(compat.host().language(person_id)):
        subject = " ".join(render_to_string(f"{base}.subject.txt", context).split())
        body = render_to_string(f"{base}.body.txt", context)
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address]).send()
