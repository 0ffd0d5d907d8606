"""The circle agreement: cards and three questions, in versions; what members propose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from .. import permissions
from ..circles import api as circles
from ..circles.models import Circle
from ..events.api import record
from ..permissions import Actor
from .faults import ChangedMeanwhile, NotOpenToYou, SupportError
from .models import AgreementSignature, AgreementVoice, CircleAgreement
from .words import STARTER_CARDS

__all__ = [
    "Agreement",
    "Card",
    "TooManyProposals",
    "agreement_of",
    "card_of",
    "last_version",
    "note",
    "propose_card",
    "record_agreement",
    "speak_to_card",
    "words_of",
]

Kind = AgreementVoice.Kind
OWN_CARDS = 10  # new cards that one person proposes to one version
STARTERS = dict(STARTER_CARDS)


class TooManyProposals(SupportError):
    """The person has proposed enough cards to this version."""


@dataclass(frozen=True)
class Card:
    """A card with what members say of it, as counts."""

    place: int
    words: str
    keep: int = 0
    drop: int = 0
    own: str = ""


@dataclass(frozen=True)
class Agreement:
    """The agreement as it stands; number 0 is the starter cards, before the circle decided anything."""

    number: int
    cards: tuple[Card, ...]
    proposed: tuple[str, ...] = ()
    decide: str = ""
    missed: str = ""
    workload: str = ""
    made_at: datetime | None = None
    signed_at: datetime | None = None
    on_paper: bool = False


def card_of(line: str) -> dict[str, str]:
    """A line as it is stored: a starter card in the reader's language by its code, so that all read it."""
    words = " ".join(line.split())
    code = next((code for code, label in STARTER_CARDS if str(label) == words), None)
    return {"code": code} if code else {"text": words}


def words_of(card: dict[str, str]) -> str:
    """A stored card in the reader's language."""
    code = card.get("code", "")
    return str(STARTERS[code]) if code in STARTERS else card.get("text", "")


def agreement_of(*, actor: Actor, circle: Circle, with_voices: bool = False) -> Agreement | None:
    """The agreement of a circle with one's own signature, or None when it is closed to the actor.

    One query; a second one for what members propose.
    """
    if not permissions.may_read_agreement(actor, circles.facts(circle)):
        return None
    own = AgreementSignature.objects.filter(agreement=OuterRef("pk"), person_id=actor.user_id)
    row = (
        CircleAgreement.objects.filter(circle=circle)
        .annotate(
            own_signed_at=Subquery(own.values("signed_at")[:1]),
            own_on_paper=Subquery(own.values("is_on_paper")[:1]),
        )
        .order_by("-number")
        .first()
    )
    number = row.number if row else 0
    voices = _voices(circle.pk, number) if with_voices else []
    stored: list[dict[str, str]] = row.cards if row else [{"code": code} for code, _label in STARTER_CARDS]
    return Agreement(
        number=number,
        cards=tuple(_card(place, card, voices, actor.user_id) for place, card in enumerate(stored)),
        proposed=tuple(voice.text for voice in voices if voice.kind == Kind.ADD),
        decide=row.decide if row else "",
        missed=row.missed if row else "",
        workload=row.workload if row else "",
        made_at=row.made_at if row else None,
        signed_at=row.own_signed_at if row else None,
        on_paper=bool(row and row.own_on_paper),
    )


@transaction.atomic
def record_agreement(
    *, actor: Actor, circle: Circle, base: int, lines: list[str], answers: dict[str, str], at: datetime
) -> CircleAgreement:
    """A facilitator records what the circle decided, as the next version; everybody signs that one anew.

    Args:
        actor: a facilitator of the circle.
        circle: whose agreement it is.
        base: the version that was open in front of the facilitator.
        lines: the cards, one a line.
        answers: `decide`, `missed` and `workload`.
        at: the time of recording.

    Raises:
        NotOpenToYou: the actor does not facilitate the circle.
        ChangedMeanwhile: somebody recorded a version since `base`.
    """
    if not permissions.may_record_agreement(actor, circles.facts(circle)):
        raise NotOpenToYou
    Circle.objects.select_for_update().get(pk=circle.pk)
    last = CircleAgreement.objects.filter(circle=circle).order_by("-number").first()
    if (last.number if last else 0) != base:
        raise ChangedMeanwhile
    row = CircleAgreement.objects.create(
        circle=circle,
        number=base + 1,
        cards=[card_of(line) for line in lines if line.strip()],
        made_by_id=actor.user_id,
        made_at=at,
        **answers,
    )
    note("agreement.recorded", row, actor.user_id, at)
    return row


@transaction.atomic
def propose_card(*, actor: Actor, circle: Circle, words: str, at: datetime) -> None:
    """A member proposes a card; the facilitators record what the circle makes of it.

    Raises:
        NotOpenToYou: the actor is not on the roster.
        TooManyProposals: there are ten by this person already.
    """
    number = _version_to_speak_to(actor, circle)
    text = " ".join(words.split())[:160]
    mine = AgreementVoice.objects.filter(circle=circle, number=number, person_id=actor.user_id, kind=Kind.ADD)
    found = list(mine.values_list("text", flat=True))
    if text in found:
        return
    if len(found) >= OWN_CARDS:
        raise TooManyProposals
    AgreementVoice.objects.create(
        circle=circle,
        number=number,
        person_id=actor.user_id,
        kind=Kind.ADD,
        text=text,
        made_at=at,
        slot=f"{circle.pk}:{number}:{actor.user_id}:new{len(found)}",
    )


@transaction.atomic
def speak_to_card(*, actor: Actor, circle: Circle, number: int, card: int, keep: bool, at: datetime) -> None:
    """A member would keep or drop a card of the version that was read; the last word counts.

    Raises:
        NotOpenToYou: the actor is not on the roster, or there is no such card.
        ChangedMeanwhile: the version that was read is no longer the last one.
    """
    if _version_to_speak_to(actor, circle) != number:
        raise ChangedMeanwhile
    now = agreement_of(actor=actor, circle=circle)
    if now is None or card not in range(len(now.cards)):
        raise NotOpenToYou
    AgreementVoice.objects.update_or_create(
        slot=f"{circle.pk}:{number}:{actor.user_id}:{card}",
        defaults={
            "circle": circle,
            "number": number,
            "person_id": actor.user_id,
            "kind": Kind.KEEP if keep else Kind.DROP,
            "card": card,
            "made_at": at,
        },
    )


def _version_to_speak_to(actor: Actor, circle: Circle) -> int:
    if not permissions.may_sign_agreement(actor, circles.facts(circle)):
        raise NotOpenToYou
    Circle.objects.select_for_update().get(pk=circle.pk)
    last = CircleAgreement.objects.filter(circle=circle).order_by("-number").first()
    return last.number if last else 0


def last_version(circle: Circle) -> CircleAgreement:
    """The version that counts, with the circle locked.

    Raises:
        NotOpenToYou: the circle has decided nothing yet.
    """
    Circle.objects.select_for_update().get(pk=circle.pk)
    row = CircleAgreement.objects.filter(circle=circle).order_by("-number").first()
    if row is None:
        raise NotOpenToYou
    return row


def _voices(circle_id: int, number: int) -> list[AgreementVoice]:
    return list(AgreementVoice.objects.filter(circle_id=circle_id, number=number).order_by("pk"))


def _card(place: int, card: dict[str, str], voices: list[AgreementVoice], user_id: int) -> Card:
    here = [voice for voice in voices if voice.card == place]
    return Card(
        place=place,
        words=words_of(card),
        keep=sum(voice.kind == Kind.KEEP for voice in here),
        drop=sum(voice.kind == Kind.DROP for voice in here),
        own=next((voice.kind for voice in here if voice.person_id == user_id), ""),
    )


def note(verb: str, row: CircleAgreement, actor_id: int, at: datetime) -> None:
    """One event of the agreement."""
    given: dict[str, Any] = {"course_key": row.circle.course_key, "circle_id": row.circle_id}
    record(verb=verb, object_id=row.pk, actor_id=actor_id, at=at, **given)
