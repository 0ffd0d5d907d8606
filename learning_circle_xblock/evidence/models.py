"""Rows that a teacher keeps of a project; they go along to another circle and are hidden from the old one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from opaque_keys.edx.django.models import CourseKeyField

from ..circles.models import Circle
from ..permissions import Audience
from ..sessions.models import Session
from .kinds import READ_BY, Kind, Wave


class Kept(models.Model):
    """What all kinds share. `revision` rises with each change, so that two windows lose nothing."""

    kind: ClassVar[Kind]
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    @property
    def audience(self) -> Audience:
        """Who may read it, beside whoever keeps it."""
        return READ_BY[self.kind]


class JournalEntry(Kept):
    """A page of a journal, private unless its author lets somebody read it.

    .. pii: free text of the author
    .. pii_types: other
    .. pii_retirement: local_api
    """

    kind = Kind.JOURNAL
    held_on = models.DateField()
    session = models.ForeignKey(Session, null=True, on_delete=models.SET_NULL, related_name="+")
    happened = models.TextField(blank=True, default="")
    noticed = models.TextField(blank=True, default="")
    next_try = models.TextField(blank=True, default="")
    unsure = models.TextField(blank=True, default="")
    paper = models.CharField(max_length=200, blank=True, default="")
    shared_with = models.CharField(
        max_length=16, choices=[(a.value, a.value) for a in Audience], default=Audience.NOBODY
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "circle"], name="lc_journal_owner")
        ]

    def __str__(self) -> str:
        return f"journal entry {self.pk}"

    @property
    def audience(self) -> Audience:
        """As the author said on this entry."""
        return Audience(self.shared_with)


class ColleagueInvolvement(Kept):
    """Colleagues who were part of it in one month, in roles and bands: never a name.

    .. pii: short note of the author
    .. pii_types: other
    .. pii_retirement: local_api
    """

    kind = Kind.COLLEAGUES
    month = models.DateField()
    who = models.JSONField(default=list)
    many = models.CharField(max_length=8)
    how = models.CharField(max_length=16)
    is_first = models.CharField(max_length=8, blank=True, default="")
    note = models.CharField(max_length=280, blank=True, default="")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "circle"], name="lc_colleagues_owner")
        ]

    def __str__(self) -> str:
        return f"colleagues {self.pk}"


class ImpactNote(Kept):
    """What changed, place by place: `{place: {"words": text, "sure": code}}`.

    .. pii: free text of the author
    .. pii_types: other
    .. pii_retirement: local_api
    """

    kind = Kind.IMPACT
    boxes = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "circle"], name="lc_impact_owner")
        ]

    def __str__(self) -> str:
        return f"impact note {self.pk}"


class EvidenceItem(Kept):
    """One piece of evidence: what it shows, and its words, its link or its place on paper. No files.

    .. pii: free text of the author
    .. pii_types: other
    .. pii_retirement: local_api
    """

    kind = Kind.EVIDENCE
    title = models.CharField(max_length=160, blank=True, default="")
    sort = models.CharField(max_length=16, blank=True, default="")
    shows = models.CharField(max_length=300)
    held_on = models.DateField(null=True)
    where_kind = models.CharField(max_length=8, blank=True, default="")
    where = models.TextField(blank=True, default="")
    is_shared = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "circle"], name="lc_evidence_owner")
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"

    @property
    def audience(self) -> Audience:
        """Facilitators, and the circle where the author says so."""
        return Audience.CIRCLE if self.is_shared else READ_BY[self.kind]


class SelfCheck(models.Model):
    """Ten lines at the start, in the middle or at the end, for the person alone.

    .. pii: how somebody sees themselves
    .. pii_types: other
    .. pii_retirement: local_api
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    course_key = CourseKeyField(max_length=255)
    wave = models.CharField(max_length=8, choices=[(w.value, w.value) for w in Wave])
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner", "course_key", "wave"], name="lc_self_check_once"),
        ]

    def __str__(self) -> str:
        return f"self-check {self.pk}"


MODELS: dict[Kind, type[Kept]] = {
    row.kind: row for row in (JournalEntry, ColleagueInvolvement, ImpactNote, EvidenceItem)
}
