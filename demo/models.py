"""What the platform keeps in its own tables, and the demo in these."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField, UsageKeyField
from opaque_keys.edx.keys import CourseKey, UsageKey

from .places import PLACES


class Person(models.Model):
    """Somebody of the demo: what an Open edX profile says, and one line about what they are here for.

    Not everybody is listed as a persona: a circle of 36 has more people than one wants to choose from.

    .. no_pii: invented people
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="person")
    name = models.CharField(max_length=100)
    language = models.CharField(max_length=10, default="en")
    zone = models.CharField(max_length=48, blank=True, default="")
    blurb = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=8, blank=True, default="")
    is_listed = models.BooleanField(default=True)
    is_course_staff = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def heading(self) -> str:
        """The heading that the person stands under."""
        return str(PLACES.get(self.place, ""))


class Enrolment(models.Model):
    """A learner in a course run.

    .. no_pii: invented people
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    course_key = CourseKeyField(max_length=255)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "course_key"], name="demo_one_enrolment"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.course_key}"


class AnonymousId(models.Model):
    """The id that stands for a person in one course run, made on first use.

    .. no_pii: invented people
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    course_key = CourseKeyField(max_length=255)
    anonymous_id = models.CharField(max_length=32, unique=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "course_key"], name="demo_one_anonymous_id"),
        ]

    def __str__(self) -> str:
        return self.anonymous_id

    @classmethod
    def of(cls, user_id: int, course_key: CourseKey) -> str:
        """32 hexadecimal digits, the same ever after."""
        row, _ = cls.objects.get_or_create(
            user_id=user_id, course_key=course_key, defaults={"anonymous_id": uuid.uuid4().hex}
        )
        return row.anonymous_id


class FieldState(models.Model):
    """All fields of scope user_state that one person has in one block.

    .. no_pii: invented people
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    usage_key = UsageKeyField(max_length=255)
    state = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "usage_key"], name="demo_one_state"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.usage_key}"


class BlockSettings(models.Model):
    """All fields that an author has set in a block since it was edited in Studio; it replaces the OLX.

    .. no_pii:
    """

    usage_key = UsageKeyField(max_length=255, unique=True)
    fields = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.usage_key)


class BlockCompletion(models.Model):
    """How much of a block a person has completed, 0 to 1. It may go down.

    .. no_pii: invented people
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    usage_key = UsageKeyField(max_length=255)
    completion = models.FloatField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "usage_key"], name="demo_one_completion"),
        ]

    def __str__(self) -> str:
        return f"{self.completion} of {self.usage_key}"

    @classmethod
    def record(cls, user_id: int, usage_key: UsageKey, fraction: float) -> None:
        """The latest value counts; outside 0 to 1 it is an error of the block."""
        if not 0.0 <= fraction <= 1.0:
            raise ValueError("Completion lies between 0 and 1.")
        cls.objects.update_or_create(user_id=user_id, usage_key=usage_key, defaults={"completion": fraction})
