"""A plan and its agreement."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField, UsageKeyField

from ..circles.models import Circle
from ..writing.models import Version, Work
from .lifecycle import BEFORE_AGREEMENT, Audience, PlanState


class Plan(models.Model):
    """One teacher's development project in one plan block; whoever begins again has a next `number`.

    .. pii: title of the author's own text, and why the author laid it down
    .. pii_types: other
    .. pii_retirement: local_api
    """

    work = models.OneToOneField(Work, on_delete=models.PROTECT, related_name="plan")
    course_key = CourseKeyField(max_length=255, db_index=True)
    usage_key = UsageKeyField(max_length=255)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="plans")
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in PlanState])
    title = models.CharField(max_length=200, blank=True, default="")
    version = models.OneToOneField(Version, null=True, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True)
    audience = models.CharField(
        max_length=8, choices=[(a.value, a.value) for a in Audience], default=Audience.CIRCLE
    )
    number = models.PositiveSmallIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=300, blank=True, default="")
    read_by: frozenset[int] | None = None  # for a plan for friends, as found for this row; not stored

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["usage_key", "owner", "number"], name="lc_plan_once"),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def is_open(self) -> bool:
        """Before the agreement: it may be written anew and agreed."""
        return self.state in BEFORE_AGREEMENT


class Agreement(models.Model):
    """The two taps for one version, the ethics answers (codes only) and the facilitator's waiver.

    `recorded_by` is who recorded the author's tap in a tutorial, until the author takes it back.

    .. pii: free text of a facilitator (reason for a waiver)
    .. pii_types: other
    .. pii_retirement: local_api
    """

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="agreement")
    author_at = models.DateTimeField(null=True)
    ethics = models.JSONField(default=dict)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    facilitator_at = models.DateTimeField(null=True)
    waiver = models.CharField(max_length=300, blank=True, default="")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"agreement on version {self.version_id}"
