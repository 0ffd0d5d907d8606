"""How far a person's part in one block is counted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField, UsageKeyField


class Progress(models.Model):
    """Complete once, complete for ever, unless the course team sets it back.

    `score_at` is when the points reached the gradebook. While `set_back_at` stands, nothing counts until
    the person hands their part in again.

    .. pii: links a person to their completion
    .. pii_types: id
    .. pii_retirement: local_api
    """

    course_key = CourseKeyField(max_length=255, db_index=True)
    usage_key = UsageKeyField(max_length=255)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    completed_at = models.DateTimeField(null=True)
    score_at = models.DateTimeField(null=True)
    set_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["usage_key", "person"], name="lc_progress_once"),
        ]

    def __str__(self) -> str:
        return f"progress {self.pk}"
