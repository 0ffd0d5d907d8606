"""Join links, invitations, and members on paper with the plans typed for them."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models

from ..circles.models import Circle
from ..permissions import Role
from .codes import in_groups
from .lifecycle import PaperState

CODE_GOOD = timedelta(days=180)


class JoinLink(models.Model):
    """An address and a code that seat whoever follows them as a teacher, so long and so often.

    .. pii: links the person who made it to a circle, which can reveal union membership
    .. pii_types: id
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="join_links")
    code = models.CharField(max_length=16, unique=True)
    role = models.CharField(
        max_length=24, choices=[(r.value, r.value) for r in Role], default=Role.TEACHER.value
    )
    expires_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField()
    uses = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link {self.pk} into {self.circle_id}"

    @property
    def in_groups(self) -> str:
        """The code as it is read out."""
        return in_groups(self.code)


class Invitation(models.Model):
    """A seat kept for an e-mail address until its owner is enrolled; gone once they are, or when it ends.

    .. pii: e-mail address of somebody who may have no account, with the circle they are asked into
    .. pii_types: email_address
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="invitations")
    email = models.CharField(max_length=254, db_index=True)
    role = models.CharField(max_length=24, choices=[(r.value, r.value) for r in Role])
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["circle", "email"], name="lc_invitation_once"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} into {self.circle_id}"


class PaperMember(models.Model):
    """A teacher without an account: a name, and a code with which a later user claims all that is theirs.

    `code_made_at` is empty while the code is the one of the beginning.

    .. pii: name of somebody without an account, in a circle, which can reveal union membership
    .. pii_types: name
    .. pii_retirement: local_api
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="paper_members")
    name = models.CharField(max_length=80)
    claim_code = models.CharField(max_length=16, unique=True)
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in PaperState], default=PaperState.ON_PAPER.value
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    code_made_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"paper member {self.pk}"

    @property
    def code_since(self) -> datetime:
        """Since when the code of now has been good."""
        return self.code_made_at or self.added_at

    @property
    def code_until(self) -> datetime:
        """When the code ends; a new one is made on the page of the member."""
        return self.code_since + CODE_GOOD

    @property
    def in_groups(self) -> str:
        """The claim code as it is read out."""
        return in_groups(self.claim_code)


class PaperPlan(models.Model):
    """A plan typed for a member on paper. `signed_on` is the date on the print that holds these answers.

    .. pii: free text of somebody without an account
    .. pii_types: other
    .. pii_retirement: local_api
    """

    paper = models.OneToOneField(PaperMember, on_delete=models.CASCADE, related_name="plan")
    schema_id = models.CharField(max_length=48)
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    typed_at = models.DateTimeField()
    signed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"plan of paper member {self.paper_id}"
