"""Rows of pairings."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..circles.models import Circle
from .groups import Rule


class Pairing(models.Model):
    """Two to four people of a circle who respond to one another's plans, often for a whole year.

    .. no_pii: the people stand in their places
    """

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=16, choices=[(r.value, r.value) for r in Rule])
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["circle", "ended_at"], name="lc_pairing_circle")
        ]

    def __str__(self) -> str:
        return f"pairing {self.pk}"


class PairingSeat(models.Model):
    """One person's place in a pairing; each has one at a time in a circle. Ended ones stay as history.

    .. pii: who responded to whom
    .. pii_types: id
    .. pii_retirement: local_api
    """

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    live_slot = models.CharField(max_length=48, null=True, unique=True)  # noqa: DJ001 (null is what frees it)

    def __str__(self) -> str:
        return f"place {self.pk} in pairing {self.pairing_id}"
