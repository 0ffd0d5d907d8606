"""Who signed the agreement, by a tap or on paper; a forming circle has agreed once everybody has."""

from datetime import datetime

from django.db import transaction

from .. import permissions
from ..circles import api as circles
from ..circles.lifecycle import MembershipState
from ..circles.models import Circle, Membership
from ..permissions import ON_THE_ROSTER, Actor
from .agreement import last_version, note
from .faults import ChangedMeanwhile, NotOpenToYou
from .models import AgreementSignature, CircleAgreement

__all__ = ["sign", "sign_on_paper", "unsigned"]


@transaction.atomic
def sign(*, actor: Actor, circle: Circle, number: int, at: datetime) -> None:
    """Sign the version that was read; once is enough.

    Raises:
        NotOpenToYou: the actor is not on the roster, or the circle has no agreement yet.
        ChangedMeanwhile: the version that was read is no longer the last one.
    """
    if not permissions.may_sign_agreement(actor, circles.facts(circle)):
        raise NotOpenToYou
    row = last_version(circle)
    if row.number != number:
        raise ChangedMeanwhile
    _, is_new = AgreementSignature.objects.get_or_create(
        agreement=row, person_id=actor.user_id, defaults={"signed_at": at}
    )
    if is_new:
        note("agreement.signed", row, actor.user_id, at)
        _agree_if_all_signed(circle, row, at)


@transaction.atomic
def sign_on_paper(*, actor: Actor, circle: Circle, number: int, people: list[int], at: datetime) -> int:
    """A facilitator records who signed on paper; whoever has signed already stays as they were.

    Returns:
        How many signatures are new.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle, or it has no agreement yet.
        ChangedMeanwhile: the version on the paper is no longer the last one.
    """
    if not permissions.may_record_agreement(actor, circles.facts(circle)):
        raise NotOpenToYou
    row = last_version(circle)
    if row.number != number:
        raise ChangedMeanwhile
    new = [person for person in _unsigned_ids(circle.pk, row.pk) if person in set(people)]
    AgreementSignature.objects.bulk_create(
        AgreementSignature(
            agreement=row, person_id=person, signed_at=at, is_on_paper=True, recorded_by_id=actor.user_id
        )
        for person in new
    )
    if new:
        note("agreement.signed_on_paper", row, actor.user_id, at)
        _agree_if_all_signed(circle, row, at)
    return len(new)


def unsigned(*, actor: Actor, circle: Circle) -> list[int]:
    """Who on the roster has not signed the last version, for a facilitator with a paper in hand."""
    if not permissions.may_record_agreement(actor, circles.facts(circle)):
        return []
    last = CircleAgreement.objects.filter(circle=circle).order_by("-number").first()
    return _unsigned_ids(circle.pk, last.pk) if last else []


def _unsigned_ids(circle_id: int, agreement_id: int) -> list[int]:
    signed = AgreementSignature.objects.filter(agreement_id=agreement_id).values("person_id")
    rows = Membership.objects.filter(
        circle_id=circle_id, state=MembershipState.ACTIVE, role__in=ON_THE_ROSTER
    )
    return list(rows.exclude(person_id__in=signed).order_by("pk").values_list("person_id", flat=True))


def _agree_if_all_signed(circle: Circle, row: CircleAgreement, at: datetime) -> None:
    """A forming circle has agreed once everybody on its roster has signed."""
    if not _unsigned_ids(circle.pk, row.pk):
        circles.note_agreement(circle_id=circle.pk, at=at)
