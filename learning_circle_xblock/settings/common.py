"""Defaults, added to the platform's settings and never replacing what an operator has set."""

from typing import Any

DEFAULTS: dict[str, Any] = {
    # Dotted path of a class with the methods of `compat.Host`; empty means: this is Open edX.
    "LEARNING_CIRCLE_HOST": "",
}


def plugin_settings(settings: Any) -> None:
    """Set each default that the operator has not set."""
    for name, value in DEFAULTS.items():
        if not hasattr(settings, name):
            setattr(settings, name, value)
