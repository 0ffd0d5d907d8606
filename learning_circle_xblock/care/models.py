"""A pause on a shared text, and the log of staff reads."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField, UsageKeyField

from ..circles.models import Circle
from ..writing.models import Work
from .lifecycle import PauseState


class Pause(models.Model):
    """Somebody asked that a text be looked at. No case notes: states, times, and who looks after it.

    `live_work` is unique while the text is hidden or taken back, and null afterwards. Without an owner it is
    the coordinator's task. Who raised it is told to nobody.

    .. pii: links a person to a text that they asked about
    .. pii_types: id
    .. pii_retirement: local_api
    """

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="pauses")
    live_work = models.OneToOneField(Work, null=True, on_delete=models.PROTECT, related_name="live_pause")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    course_key = CourseKeyField(max_length=255)
    usage_key = UsageKeyField(max_length=255)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in PauseState])
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    raised_at = models.DateTimeField()
    look_by = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["circle", "state", "look_by"], name="lc_pause_open"),
        ]

    def __str__(self) -> str:
        return f"pause {self.pk}, {self.state}"


class StaffRead(models.Model):
    """Somebody read an unpublished text as facilitator or from above: once for each person, text and day.

    .. pii: links a reader to somebody else's text
    .. pii_types: id
    .. pii_retirement: local_api
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="staff_reads")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    role = models.CharField(max_length=24)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["work", "reader", "day"], name="lc_staff_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} read {self.work_id}"
