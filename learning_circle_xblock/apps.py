"""The Django app, and how the platform finds it."""

from typing import Any, ClassVar

from django.apps import AppConfig

SETTINGS: dict[str, dict[str, str]] = {
    name: {"relative_path": f"settings.{name}"} for name in ("common", "production", "test")
}


class LearningCircleConfig(AppConfig):
    """One app for LMS and Studio; the label is the prefix of every table and stays for ever."""

    name = "learning_circle_xblock"
    label = "learning_circle_xblock"
    verbose_name = "Learning circles"
    default_auto_field = "django.db.models.BigAutoField"
    plugin_app: ClassVar[dict[str, Any]] = {
        "url_config": {
            "lms.djangoapp": {
                "namespace": "learning_circle",
                "regex": "^learning-circles/",
                "relative_path": "urls",
            }
        },
        "signals_config": {
            "lms.djangoapp": {
                "relative_path": "handlers",
                "receivers": [
                    {
                        "receiver_func_name": "on_enrolment",
                        "signal_path": "openedx_events.learning.signals.COURSE_ENROLLMENT_CREATED",
                    },
                    {
                        "receiver_func_name": "on_unenrolment",
                        "signal_path": "openedx_events.learning.signals.COURSE_UNENROLLMENT_COMPLETED",
                    },
                ],
            }
        },
        "settings_config": {"lms.djangoapp": SETTINGS, "cms.djangoapp": SETTINGS},
    }

    def ready(self) -> None:
        """Name what follows an event: points, then messages."""
        from . import consumers

        consumers.register()
