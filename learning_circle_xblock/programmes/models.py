"""Programme and union node."""

from typing import ClassVar

from django.db import models


class Programme(models.Model):
    """A run of the method by a union or a federation.

    .. no_pii:
    """

    name = models.CharField(max_length=120, unique=True)
    federation_name = models.CharField(max_length=120, blank=True, default="")
    default_language = models.CharField(max_length=12, default="en")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class NationalProgramme(models.Model):
    """The node of one union in a programme. Its display name appears in no address, title or file name.

    .. no_pii:
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="unions")
    country = models.CharField(max_length=2)
    union_name = models.CharField(max_length=120)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "union_name"], name="lc_union_once"),
        ]

    def __str__(self) -> str:
        return f"{self.country} node {self.pk}"
