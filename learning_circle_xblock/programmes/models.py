"""Programme, union node, posts on them, and the courses attached to a node."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField

from ..permissions import PostKind


class Programme(models.Model):
    """A run of the method by a union or a federation.

    .. no_pii:
    """

    name = models.CharField(max_length=120, unique=True)
    federation_name = models.CharField(max_length=120, blank=True, default="")
    default_language = models.CharField(max_length=12, default="en")
    created_at = models.DateTimeField()
    own_words = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class NationalProgramme(models.Model):
    """The node of one union in a programme, with its settings.

    Its display name appears in no address, title or file name. `keep_months` counts from the end of the
    cycle. A critical friend is reminded of a plan after `friend_days`, and the facilitator sees after
    `facilitator_days` that nobody has responded. Without a `care_text` nothing is shared yet. `own_words`
    holds `{language: {word: its own}}`; what is missing there is the programme's, and then ours.

    .. no_pii: the privacy contact is an office, not a person.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="unions")
    country = models.CharField(max_length=2)
    union_name = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    regions = models.JSONField(default=list)
    phases = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    own_words = models.JSONField(default=dict)
    privacy_contact = models.CharField(max_length=200, blank=True, default="")
    keep_months = models.PositiveSmallIntegerField(default=12)
    keep_notes_months = models.PositiveSmallIntegerField(default=24)
    care_text = models.TextField(blank=True, default="")
    care_url = models.URLField(blank=True, default="")
    preset = models.CharField(max_length=24, default="t3lfa")
    starts_on = models.DateField(null=True)
    zone = models.CharField(max_length=48, default="UTC")
    friend_days = models.PositiveSmallIntegerField(default=10)
    facilitator_days = models.PositiveSmallIntegerField(default=14)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "union_name"], name="lc_union_once"),
        ]

    def __str__(self) -> str:
        return f"{self.country} node {self.pk}"


class NodePost(models.Model):
    """One person's post on a node, from and to; without a node it is on the whole programme.

    .. pii: links a person to a programme, which can reveal work for a union
    .. pii_types: id
    .. pii_retirement: local_api
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="posts")
    node = models.ForeignKey(NationalProgramme, null=True, on_delete=models.PROTECT, related_name="posts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=24, choices=[(k.value, k.value) for k in PostKind])
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    live_slot = models.CharField(max_length=72, null=True, unique=True)  # noqa: DJ001 (null is what frees it)

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class CourseAttachment(models.Model):
    """A course run works for one node.

    .. no_pii:
    """

    course_key = CourseKeyField(max_length=255, unique=True)
    node = models.ForeignKey(NationalProgramme, on_delete=models.PROTECT, related_name="courses")
    attached_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.course_key} for node {self.node_id}"
