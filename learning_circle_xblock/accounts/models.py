"""A practice account."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField, UsageKeyField

from ..circles.models import Circle
from ..writing.models import Version, Work
from .lifecycle import AccountState


class Account(models.Model):
    """One teacher's practice account in one account block.

    .. pii: title of the author's own text
    .. pii_types: other
    .. pii_retirement: local_api
    """

    work = models.OneToOneField(Work, on_delete=models.PROTECT, related_name="account")
    course_key = CourseKeyField(max_length=255, db_index=True)
    usage_key = UsageKeyField(max_length=255)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="accounts")
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in AccountState])
    title = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="")
    version = models.OneToOneField(Version, null=True, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["usage_key", "owner"], name="lc_account_once"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"
