"""Circle and membership. Role history is the memberships that have ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField

from ..permissions import Role
from ..programmes.models import NationalProgramme
from .lifecycle import MembershipState


class Circle(models.Model):
    """A stable group in one course run. Layer 1 is teachers; the parent is the circle of their facilitators.

    .. no_pii:
    """

    course_key = CourseKeyField(max_length=255, db_index=True)
    node = models.ForeignKey(NationalProgramme, on_delete=models.PROTECT, related_name="circles")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    layer = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=32)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["course_key", "code"], name="lc_circle_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one role, from and to. `live_slot` is unique while it lasts, and null afterwards.

    .. pii: links a person to a circle, which can reveal union membership
    .. pii_types: id
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=24, choices=[(r.value, r.value) for r in Role])
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in MembershipState])
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    live_slot = models.CharField(max_length=48, null=True, unique=True)  # noqa: DJ001 (null is what frees it)

    def __str__(self) -> str:
        return f"{self.role} {self.person_id} in {self.circle_id}"
