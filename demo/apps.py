"""The demo's own Django app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The label is the prefix of the demo's tables."""

    name = "demo"
    label = "demo_host"
    verbose_name = "Demo host"
    default_auto_field = "django.db.models.BigAutoField"
