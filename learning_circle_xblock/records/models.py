"""What a teacher adds to the record of participation, and who signed it. The rest is read from elsewhere."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..circles.models import Circle
from .lifecycle import RecordState


class ParticipationRecord(models.Model):
    """The closing words and the signatures of one teacher's record in one circle.

    `lines` are lines of the journal that the teacher chose to show: `[{"source", "day", "words"}]`.
    `signed_content` is what was counted when the teacher signed: dates, codes and numbers, no text.
    `revision` grows with every change and signature.

    .. pii: a teacher's own words on taking part, and who signed them
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(
        max_length=24, choices=[(s.value, s.value) for s in RecordState], default=RecordState.OPEN
    )
    closing = models.TextField(blank=True, default="")
    lines = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    signed_content = models.JSONField(default=dict)
    teacher_at = models.DateTimeField(null=True)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    facilitator_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["circle", "person"], name="lc_participation_once"),
        ]

    def __str__(self) -> str:
        return f"record {self.pk} {self.state}"
