"""Requests, assignments, responses, replies, and the order of a ring."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField, UsageKeyField

from ..circles.models import Circle
from ..writing.models import Version, Work
from .lifecycle import AssignmentState, ReviewState


class Ring(models.Model):
    """The private circular order of the authors of one round in one circle.

    .. pii: user ids in a drawn order
    .. pii_types: id
    .. pii_retirement: local_api
    """

    usage_key = UsageKeyField(max_length=255)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    round_number = models.PositiveSmallIntegerField(default=1)
    seed = models.BigIntegerField()
    places = models.JSONField(default=list)
    begun_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["usage_key", "circle", "round_number"], name="lc_ring_once"),
        ]

    def __str__(self) -> str:
        return f"ring {self.pk}"


class ReviewRequest(models.Model):
    """A version for which readings are asked.

    `wanted` by the ring, or any peer where it asks the circle, or critical friends alone where it asks these.

    .. no_pii:
    """

    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="request")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    course_key = CourseKeyField(max_length=255)
    usage_key = UsageKeyField(max_length=255, db_index=True)
    wanted = models.PositiveSmallIntegerField()
    asks_circle = models.BooleanField()
    asks_friends = models.BooleanField(default=False)
    protocol = models.CharField(max_length=48)
    asked_at = models.DateTimeField()
    readers_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"request for version {self.version_id}"


class Assignment(models.Model):
    """One reading asked of one person. `live_slot` is unique while somebody holds it, and null afterwards.

    .. pii: links a reader to a text
    .. pii_types: id
    .. pii_retirement: local_api
    """

    request = models.ForeignKey(ReviewRequest, on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    slot = models.SmallIntegerField()
    live_slot = models.CharField(max_length=32, null=True, unique=True)  # noqa: DJ001 (null is what frees it)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in AssignmentState])
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    reason = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["request", "reviewer"], name="lc_asked_once"),
        ]

    def __str__(self) -> str:
        return f"slot {self.slot} of request {self.request_id}"


class Review(models.Model):
    """A response to one version. Its words are a work of their own, so that drafts keep as everywhere.

    .. no_pii: the words are in drafts and versions
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="review")
    work = models.OneToOneField(Work, on_delete=models.PROTECT, related_name="review")
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in ReviewState])
    sent_version = models.OneToOneField(Version, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"response {self.pk}"


class Talk(models.Model):
    """Two people talked about a version: one of them says so, and the other has to confirm.

    .. pii: a line of free text about a talk of two people
    .. pii_types: other
    .. pii_retirement: local_api
    """

    request = models.ForeignKey(ReviewRequest, on_delete=models.PROTECT, related_name="talks")
    friend = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    said_by_friend = models.BooleanField()
    talked_on = models.DateField()
    line = models.CharField(max_length=400)
    said_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["request", "friend"], name="lc_talk_once"),
        ]

    def __str__(self) -> str:
        return f"talk {self.pk}"


class Reply(models.Model):
    """What the author answers: one reply for each response, with a mark on each suggestion.

    .. pii: free text of the author
    .. pii_types: other
    .. pii_retirement: local_api
    """

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="reply")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    change = models.TextField(blank=True, default="")
    has_helped = models.BooleanField(default=False)
    marks = models.JSONField(default=list)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reply to response {self.review_id}"
