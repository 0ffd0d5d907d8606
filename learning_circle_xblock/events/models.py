"""The table of events."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField, UsageKeyField


class Event(models.Model):
    """One step of one object.

    .. no_pii: ids and states; retirement may null the actor.
    """

    verb = models.CharField(max_length=48)
    object_kind = models.CharField(max_length=24)
    object_id = models.BigIntegerField()
    from_state = models.CharField(max_length=24, blank=True, default="")
    to_state = models.CharField(max_length=24, blank=True, default="")
    course_key = CourseKeyField(max_length=255, db_index=True, blank=True, default="")
    usage_key = UsageKeyField(max_length=255, blank=True, default="")
    circle_id = models.BigIntegerField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=True
    )
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["object_kind", "object_id"], name="lc_event_object"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_id}"
