"""Work in drafts and immutable versions, with its authors."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Work(models.Model):
    """Something that is written: a plan, a practice account, a response.

    .. no_pii: the texts are in drafts and versions.
    """

    schema_id = models.CharField(max_length=48)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.schema_id} {self.pk}"


class FormSchema(models.Model):
    """A form as a course author had made it when somebody began to write in it; never changed afterwards.

    `schema_id` follows from every word of `data`, so that two equal forms are one row.

    .. no_pii: a course author's questions.
    """

    schema_id = models.CharField(max_length=48, unique=True)
    data = models.JSONField()

    def __str__(self) -> str:
        return self.schema_id


class Authorship(models.Model):
    """One author of a work.

    .. pii: links a person to what they write
    .. pii_types: id
    .. pii_retirement: local_api
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="authorships")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["work", "author"], name="lc_authorship_once"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id} by {self.author_id}"


class Draft(models.Model):
    """The text being written. `revision` rises with each save.

    `other_answers` keeps the text of a second window.

    .. pii: unpublished free text of its authors
    .. pii_types: other
    .. pii_retirement: local_api
    """

    work = models.OneToOneField(Work, on_delete=models.CASCADE, related_name="draft")
    answers = models.JSONField(default=dict)
    other_answers = models.JSONField(null=True)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.work_id}"


class PrivateAnswers(models.Model):
    """What the author answered for themselves alone: in no version, and back in each next draft.

    .. pii: free text of its author, read by nobody else
    .. pii_types: other
    .. pii_retirement: local_api
    """

    work = models.OneToOneField(Work, on_delete=models.CASCADE, related_name="private_answers")
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"private answers of {self.work_id}"


class Version(models.Model):
    """A frozen text: never changed after it was made, and read by the form it was written in.

    `schema_id` is empty where that is still the form of the work.

    .. pii: free text of its authors
    .. pii_types: other
    .. pii_retirement: local_api
    """

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField()
    schema_id = models.CharField(max_length=48, blank=True, default="")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["work", "number"], name="lc_version_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.work_id}"
