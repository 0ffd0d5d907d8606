"""Rows about people who facilitate, or may one day: contacts, induction, interest."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..circles.models import Circle
from .lifecycle import InterestState
from .words import CONTACT_KINDS, INDUCTION, INDUCTION_ANSWERS

__all__ = ["ContactNote", "FacilitatorInterest", "InductionItem"]

PERSON = settings.AUTH_USER_MODEL


def _codes(words: tuple[tuple[str, object], ...]) -> list[tuple[str, str]]:
    return [(code, code) for code, _label in words]


class FacilitatorInterest(models.Model):
    """Somebody of the circle might facilitate. Until they agree, those above see neither name nor number.

    `live_slot` is unique while it lasts, and null afterwards.

    .. pii: who would like to facilitate, and who asked them
    .. pii_types: id
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in InterestState])
    named_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    began_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    live_slot = models.CharField(max_length=48, null=True, unique=True)  # noqa: DJ001 (null is what frees it)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["circle", "state"], name="lc_interest_circle"),
        ]

    def __str__(self) -> str:
        return f"interest {self.pk} {self.state}"


class ContactNote(models.Model):
    """What a link facilitator and a facilitator of the circle agreed; the facilitator reads it. No rating.

    .. pii: a note about a facilitator
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    writer = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    held_on = models.DateField()
    kind = models.CharField(max_length=16, choices=_codes(CONTACT_KINDS))
    topics = models.JSONField(default=list)
    agreed = models.TextField(blank=True, default="")
    next_on = models.DateField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["circle", "person"], name="lc_contact_person"),
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class InductionItem(models.Model):
    """One item of a facilitator's induction: yes, or need to discuss; when, and recorded by whom.

    .. pii: what a facilitator has been introduced to
    .. pii_types: id
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=16, choices=_codes(INDUCTION))
    answer = models.CharField(max_length=8, choices=_codes(INDUCTION_ANSWERS))
    recorded_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["circle", "person", "item"], name="lc_induction_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} of {self.person_id}"
