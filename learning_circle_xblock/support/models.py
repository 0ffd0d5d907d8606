"""Rows of agreements, requests for help, reflections and step-ins; those about facilitators stand beside."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..circles.models import Circle
from .facilitators import ContactNote, FacilitatorInterest, InductionItem
from .lifecycle import HelpState, StepInState
from .words import HELP_ABOUT

__all__ = [
    "AgreementSignature",
    "AgreementVoice",
    "CircleAgreement",
    "ContactNote",
    "FacilitatorInterest",
    "HelpRequest",
    "InductionItem",
    "Reflection",
    "StepIn",
]

PERSON = settings.AUTH_USER_MODEL


def _codes(words: tuple[tuple[str, object], ...]) -> list[tuple[str, str]]:
    return [(code, code) for code, _label in words]


class CircleAgreement(models.Model):
    """What the circle decided, one row for each time; the highest number counts.

    A card is the code of a starter card, or words of the circle's own: `{"code": …}` or `{"text": …}`.

    .. pii: words that the circle chose; it names nobody by itself
    .. pii_types: other
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveIntegerField()
    cards = models.JSONField(default=list)
    decide = models.TextField(blank=True, default="")
    missed = models.TextField(blank=True, default="")
    workload = models.TextField(blank=True, default="")
    made_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["circle", "number"], name="lc_circle_agreement_number"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.number} of {self.circle_id}"


class AgreementSignature(models.Model):
    """One person signed one version, by a tap or on paper.

    .. pii: links a person to a circle
    .. pii_types: id
    .. pii_retirement: local_api
    """

    agreement = models.ForeignKey(CircleAgreement, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    signed_at = models.DateTimeField()
    is_on_paper = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "person"], name="lc_agreement_signed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} signed {self.agreement_id}"


class AgreementVoice(models.Model):
    """A proposal to the agreement as it stood at `number`: a new card, or to keep or drop one.

    `slot` is unique, so that a person says one thing about a card.

    .. pii: what a member proposed
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    class Kind(models.TextChoices):
        """What is proposed."""

        ADD = "add"
        KEEP = "keep"
        DROP = "drop"

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in Kind])
    card = models.PositiveSmallIntegerField(null=True)
    text = models.CharField(max_length=160, blank=True, default="")
    made_at = models.DateTimeField()
    slot = models.CharField(max_length=80, unique=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["circle", "number"], name="lc_agreement_voices"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.person_id}"


class HelpRequest(models.Model):
    """Somebody asks one layer up: the facilitators of the circle, or, for one of them, the layer above it.

    .. pii: who asked whom for help, and one line of words
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    is_above = models.BooleanField()
    about = models.CharField(max_length=16, choices=_codes(HELP_ABOUT))
    line = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in HelpState], default=HelpState.RAISED
    )
    raised_at = models.DateTimeField()
    answered_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["circle", "state"], name="lc_help_waiting"),
        ]

    def __str__(self) -> str:
        return f"help {self.pk} {self.state}"


class Reflection(models.Model):
    """A facilitator's look back at a session, or, with `is_closing`, at the whole cycle.

    .. pii: a facilitator's own words
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    writer = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    session_id = models.BigIntegerField(null=True)
    how = models.CharField(max_length=280, blank=True, default="")
    among = models.TextField(blank=True, default="")
    tool = models.TextField(blank=True, default="")
    missing = models.TextField(blank=True, default="")
    projects = models.PositiveSmallIntegerField(null=True)
    pair = models.TextField(blank=True, default="")
    need = models.CharField(max_length=16, blank=True, default="")
    is_closing = models.BooleanField(default=False)
    keep = models.TextField(blank=True, default="")
    drop = models.TextField(blank=True, default="")
    own = models.TextField(blank=True, default="")
    is_shared = models.BooleanField(default=True)
    shares_pair = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["circle", "written_at"], name="lc_reflection_circle"),
        ]

    def __str__(self) -> str:
        return f"reflection {self.pk}"


class StepIn(models.Model):
    """Somebody from outside is with the circle until a date, with its knowledge.

    It ends by itself at `ends_at`, the end of the last day where the circle meets.

    .. pii: who was with a circle, and a note to it
    .. pii_types: id, other
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=200)
    until = models.DateField()
    ends_at = models.DateTimeField()
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in StepInState], default=StepInState.PROPOSED
    )
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    saw = models.TextField(blank=True, default="")
    question = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["circle", "state"], name="lc_step_in_circle"),
            models.Index(fields=["person", "state"], name="lc_step_in_person"),
        ]

    def __str__(self) -> str:
        return f"step-in {self.pk} {self.state}"
