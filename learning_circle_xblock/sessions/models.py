"""Sessions, who came and what was said."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..circles.models import Circle
from .calendar_models import CalendarFeed as CalendarFeed
from .calendar_models import NodePreset as NodePreset
from .lifecycle import Kind, Part, Place, Presence, SessionState


class Session(models.Model):
    """One meeting of one circle or, for network and learning events, of several.

    `starts_at` is UTC; `zone` is where its hour was agreed. `moved_from` is its first date. `revision` grows
    with every change, so that two people who change it at once do not overwrite each other.

    .. pii: free text of facilitators: title, place, link, what to bring, reason for cancelling
    .. pii_types: other
    .. pii_retirement: retained
    """

    circles = models.ManyToManyField(Circle, through="SessionCircle", related_name="sessions")
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in Kind])
    preset = models.CharField(max_length=16, blank=True, default="")
    code = models.CharField(max_length=8, blank=True, default="")
    title = models.CharField(max_length=120, blank=True, default="")
    starts_at = models.DateTimeField(db_index=True)
    zone = models.CharField(max_length=48)
    minutes = models.PositiveIntegerField()
    place_kind = models.CharField(max_length=16, choices=[(p.value, p.value) for p in Place])
    place = models.CharField(max_length=200, blank=True, default="")
    link = models.CharField(max_length=300, blank=True, default="")
    bring = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in SessionState], default=SessionState.PLANNED
    )
    moved_from = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"session {self.pk}"


class SessionCircle(models.Model):
    """A circle that takes part in a session.

    .. no_pii:
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="joined")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "circle"], name="lc_session_circle_once"),
        ]

    def __str__(self) -> str:
        return f"circle {self.circle_id} at session {self.session_id}"


class Coming(models.Model):
    """What one person said beforehand: coming, or not.

    .. pii: links a person to a session
    .. pii_types: id
    .. pii_retirement: local_api
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_coming = models.BooleanField()
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "person"], name="lc_coming_once"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk} to session {self.session_id}"


class Attendance(models.Model):
    """One person's line in the register: a person, or somebody on paper by id.

    `day` is set where a tutorial with this person was on a day of its own.

    .. pii: links a person to a session
    .. pii_types: id
    .. pii_retirement: local_api
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="register")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    paper_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=16, choices=[(p.value, p.value) for p in Presence])
    day = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "person"], name="lc_attendance_once"),
            models.UniqueConstraint(fields=["session", "paper_id"], name="lc_attendance_paper_once"),
        ]

    def __str__(self) -> str:
        return f"line {self.pk} of session {self.session_id}"


class AttendanceChange(models.Model):
    """The history of a line: every tap that was kept, and who kept it.

    .. pii: links a person to an entry
    .. pii_types: id
    .. pii_retirement: local_api
    """

    line = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="changes")
    state = models.CharField(max_length=16, choices=[(p.value, p.value) for p in Presence])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"change {self.pk} of line {self.line_id}"


class SessionPart(models.Model):
    """Somebody who led a session of a circle, or was its guest.

    .. pii: links a person to a session
    .. pii_types: id
    .. pii_retirement: local_api
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parts")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=8, choices=[(p.value, p.value) for p in Part])
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["session", "circle", "person", "part"], name="lc_session_part_once"
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.pk} in session {self.session_id}"


class SessionNote(models.Model):
    """What the facilitators of one circle keep of a session. `access` holds codes; its text stays with them.

    `tools` are codes; each of `decisions` says what, who (a role) and by when.

    .. pii: free text of facilitators
    .. pii_types: other
    .. pii_retirement: retained
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="notes")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    texts = models.JSONField(default=dict)
    access = models.JSONField(default=list)
    tools = models.JSONField(default=list)
    decisions = models.JSONField(default=list)
    paper_on = models.DateField(null=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "circle"], name="lc_note_once"),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} on session {self.session_id}"


class NoteVersion(models.Model):
    """What one person sent, as they sent it: the history of a note.

    .. pii: free text of facilitators
    .. pii_types: other
    .. pii_retirement: local_api
    """

    note = models.ForeignKey(SessionNote, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    sent = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"version {self.revision} of note {self.note_id}"


class Temperature(models.Model):
    """How a session was for one circle: answers without a person, without a time and without their order.

    .. no_pii: nothing says who answered what
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="temperatures")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict)
    words = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "circle"], name="lc_temperature_once"),
        ]

    def __str__(self) -> str:
        return f"temperature of session {self.session_id}"


class TemperatureGiven(models.Model):
    """That somebody has answered, apart from what they answered.

    .. pii: links a person to a session
    .. pii_types: id
    .. pii_retirement: local_api
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["session", "person"], name="lc_temperature_given_once"),
        ]

    def __str__(self) -> str:
        return f"an answer to session {self.session_id}"
