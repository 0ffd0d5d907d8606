"""A union's own presets, and the addresses of people's calendars."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..programmes.models import NationalProgramme


class NodePreset(models.Model):
    """A union's own variant of a preset: its events as data, kept on the node.

    `revision` grows with every change, so that two people who change it at once do not overwrite each other.

    .. no_pii: what a calendar holds, in a coordinator's words
    """

    node = models.ForeignKey(NationalProgramme, on_delete=models.CASCADE, related_name="+")
    preset = models.CharField(max_length=16)
    events = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["node", "preset"], name="lc_node_preset_once"),
        ]

    def __str__(self) -> str:
        return f"preset {self.preset} of node {self.node_id}"


class CalendarFeed(models.Model):
    """The public address of one person's calendar, until they take it back. `live_slot` is null afterwards.

    .. pii: a secret address of one person
    .. pii_types: other
    .. pii_retirement: local_api
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    live_slot = models.BigIntegerField(null=True, unique=True)

    def __str__(self) -> str:
        return f"calendar {self.pk}"
