"""The platform's own test settings."""

from typing import Any

from .common import plugin_settings as common_settings


def plugin_settings(settings: Any) -> None:
    """Tests of the platform use the defaults."""
    common_settings(settings)
