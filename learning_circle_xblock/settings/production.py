"""Production: runs after the operator's own settings were read."""

from typing import Any

from .common import plugin_settings as common_settings


def plugin_settings(settings: Any) -> None:
    """Apply the defaults again, because the operator's file may have replaced the module's values."""
    common_settings(settings)
