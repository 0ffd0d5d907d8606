"""Serving the demo: Django's own threaded server, on the loopback address only."""

import socket
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

ADDRESS = "127.0.0.1"


class QuietHandler(WSGIRequestHandler):
    """Writes no access log: addresses can say who looked at what."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


def is_taken(port: int) -> bool:
    """Whether somebody answers there, or the port cannot be had for another reason."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as asking:
        asking.settimeout(1)
        if asking.connect_ex((ADDRESS, port)) == 0:
            return True
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trying:
        # As the server does: a port that its last user has just left is free.
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((ADDRESS, port))
        except OSError:
            return True
    return False


def serve(port: int) -> None:
    """Until Ctrl-C."""
    from .wsgi import application

    with ThreadedWSGIServer((ADDRESS, port), QuietHandler) as server:
        server.set_app(application)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nThe demo has stopped.")
