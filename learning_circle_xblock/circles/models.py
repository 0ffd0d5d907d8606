"""Circle, membership and table, each from and to. Role history is the memberships that have ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField

from ..permissions import Role
from ..programmes.models import NationalProgramme
from .lifecycle import CircleState, LeavingReason, MembershipState


class Mode(models.TextChoices):
    """How a circle meets."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    MIXED = "mixed"


class Circle(models.Model):
    """A stable group in one course run. Layer 1 is teachers; the parent is the circle of their facilitators.

    `path` holds the ids from the top of the tree down to the circle, each between strokes: `/3/7/`.
    `smallest` and `largest` advise and never refuse. `zone` is where the circle meets; `state_before` is
    where a pause goes back to, and `pauses` when each began and ended.

    .. no_pii:
    """

    course_key = CourseKeyField(max_length=255, db_index=True)
    node = models.ForeignKey(NationalProgramme, on_delete=models.PROTECT, related_name="circles")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    layer = models.PositiveSmallIntegerField(default=1)
    path = models.CharField(max_length=160, blank=True, default="", db_index=True)
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=32)
    created_at = models.DateTimeField()
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in CircleState], default=CircleState.FORMING
    )
    state_before = models.CharField(max_length=16, blank=True, default="")
    paused_until = models.DateField(null=True)
    pauses = models.JSONField(default=list)
    region = models.CharField(max_length=80, blank=True, default="")
    languages = models.JSONField(default=list)
    mode = models.CharField(max_length=16, choices=[(m.value, m.value) for m in Mode], default=Mode.IN_PERSON)
    zone = models.CharField(max_length=48, default="UTC")
    smallest = models.PositiveSmallIntegerField(default=3)
    largest = models.PositiveSmallIntegerField(default=12)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["course_key", "code"], name="lc_circle_code"),
        ]

    def __str__(self) -> str:
        return self.name


class CirclePlace(models.Model):
    """Under which parent a circle stood, from and to.

    .. no_pii:
    """

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="places")
    parent = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"circle {self.circle_id} under {self.parent_id}"


class Membership(models.Model):
    """One person in one role, from and to. `live_slot` is unique while it lasts, and null afterwards.

    `moved_from` is the membership of another circle that this one goes on from. `rests_by_others` says of a
    leave, and `ended_by_others` of an end, that it was not the person's own step.

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
    moved_from = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="moved_to")
    rests_by_others = models.BooleanField(default=False)
    ended_by_others = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["circle", "state", "role"], name="lc_membership_roster"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id} in {self.circle_id}"


class Table(models.Model):
    """Two to seven people of a circle who meet, read and are met in a tutorial together.

    .. no_pii:
    """

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    live_slot = models.CharField(max_length=32, null=True, unique=True)  # noqa: DJ001 (null is what frees it)

    def __str__(self) -> str:
        return f"table {self.number} of {self.circle_id}"


class TableSeat(models.Model):
    """A place at a table, of a membership or of somebody on paper by id; each has one at a time.

    It ends with the membership, or with the page on paper.

    .. no_pii: the person stands in the membership, the name of who is on paper in their own row.
    """

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="seats")
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.CASCADE, related_name="table_seats"
    )
    paper_id = models.BigIntegerField(null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    live_slot = models.CharField(max_length=32, null=True, unique=True)  # noqa: DJ001 (null is what frees it)

    def __str__(self) -> str:
        return f"seat {self.pk} at table {self.table_id}"


class LeavingCount(models.Model):
    """How often a reason for leaving was given on a node in a month: neither who nor which circle.

    .. no_pii:
    """

    node = models.ForeignKey(NationalProgramme, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=16, choices=[(r.value, r.value) for r in LeavingReason])
    month = models.CharField(max_length=7)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["node", "reason", "month"], name="lc_leaving_month"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} on node {self.node_id} in {self.month}"
