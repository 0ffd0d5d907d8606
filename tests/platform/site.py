"""The host over HTTP: signing in, addresses, and every handler of every block."""

from django.contrib.auth.models import User
from django.test import Client
from xblock.core import XBlock

from tests.blocks.pages import ACTIONS, LOOKS
from tests.world import BLOCKS, usage_key

SETTINGS = "save_settings"
EVERY = sorted((block, handler) for block in BLOCKS for handler in (*LOOKS[block], *ACTIONS[block], SETTINGS))
STUDIO = ("studio-handler", "studio-preview")


def browser(user: User | None = None) -> Client:
    """A browser that has to send the token; signed in, where somebody is named."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def token(client: Client) -> dict[str, str]:
    """The headers of the script: its own, and the one that it makes from the cookie of the page."""
    client.get("/")
    return {"HTTP_HX_REQUEST": "true", "HTTP_X_CSRFTOKEN": client.cookies["csrftoken"].value}


def address(block: str, handler: str, route: str = "handler", suffix: str = "") -> str:
    """Where the handler of the course's block of this type is called."""
    return f"/{route}/{usage_key(block)}/{handler}{suffix}"


def is_action(block: str, handler: str) -> bool:
    """Whether it needs its button."""
    return handler in ACTIONS[block]


def block_class(block: str) -> type[XBlock]:
    """As it is written, before anything is mixed in."""
    found: type[XBlock] = XBlock.load_class(block)
    return found
