"""The agreement: versions, signatures, proposals, and the circle that has agreed."""

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.lifecycle import CircleState
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.events.models import Event
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.support import api as support
from learning_circle_xblock.support.models import AgreementSignature, AgreementVoice, CircleAgreement
from learning_circle_xblock.support.words import STARTER_CARDS
from tests.world import NOON, actor, circle, days, seat

pytestmark = pytest.mark.django_db
NONE = {"decide": "", "missed": "", "workload": ""}


@pytest.fixture
def place() -> Circle:
    return circle()


@pytest.fixture
def lead(place: Circle) -> User:
    return seat(place, "lead", Role.FACILITATOR)


@pytest.fixture
def awa(place: Circle, lead: User) -> User:
    return seat(place, "awa")


def record(place: Circle, lead: User, *lines: str, base: int = 0) -> CircleAgreement:
    return support.record_agreement(
        actor=actor(lead), circle=place, base=base, lines=list(lines), answers=NONE, at=NOON
    )


def words(place: Circle, user: User) -> list[str]:
    now = support.agreement_of(actor=actor(user), circle=place, with_voices=True)
    assert now is not None
    return [card.words for card in now.cards]


def test_before_the_circle_decides_the_starter_cards_lie_there(place: Circle, awa: User) -> None:
    now = support.agreement_of(actor=actor(awa), circle=place)
    assert now is not None and now.number == 0 and now.signed_at is None
    assert [card.words for card in now.cards] == [str(label) for _code, label in STARTER_CARDS]
    with pytest.raises(support.NotOpenToYou):  # there is nothing to sign yet
        support.sign(actor=actor(awa), circle=place, number=0, at=NOON)


def test_each_recording_is_a_version_and_the_earlier_ones_stay(place: Circle, lead: User, awa: User) -> None:
    record(place, lead, "We listen to the end", "We laugh")
    record(place, lead, "We laugh", base=1)
    assert words(place, awa) == ["We laugh"]
    assert list(CircleAgreement.objects.values_list("number", "cards").order_by("number")) == [
        (1, [{"code": "listen"}, {"text": "We laugh"}]),
        (2, [{"text": "We laugh"}]),
    ]


def test_a_starter_card_is_read_in_the_language_of_the_reader(place: Circle, lead: User, awa: User) -> None:
    """It is kept by its code, whatever language the facilitator wrote in."""
    label = dict(STARTER_CARDS)["listen"]
    with translation.override("fr"):
        record(place, lead, str(label))
    assert words(place, awa) == ["We listen to the end"]


def test_two_facilitators_recording_at_once_lose_nothing(place: Circle, lead: User) -> None:
    record(place, lead, "ours")
    with pytest.raises(support.ChangedMeanwhile):
        record(place, lead, "theirs", base=0)
    assert CircleAgreement.objects.count() == 1


def test_a_signature_belongs_to_a_version_and_is_given_once(place: Circle, lead: User, awa: User) -> None:
    record(place, lead, "one")
    for later in range(2):
        support.sign(actor=actor(awa), circle=place, number=1, at=NOON + days(later))
    now = support.agreement_of(actor=actor(awa), circle=place)
    assert now is not None and now.signed_at == NOON and AgreementSignature.objects.count() == 1
    record(place, lead, "two", base=1)
    now = support.agreement_of(actor=actor(awa), circle=place)
    assert now is not None and now.signed_at is None
    with pytest.raises(support.ChangedMeanwhile):  # what was read is not what stands
        support.sign(actor=actor(awa), circle=place, number=1, at=NOON)


def test_a_forming_circle_has_agreed_when_all_have_signed(place: Circle, lead: User, awa: User) -> None:
    paper, other = seat(place, "paper"), seat(place, "watcher", Role.OBSERVER)
    record(place, lead, "one")
    support.sign(actor=actor(awa), circle=place, number=1, at=NOON)
    support.sign(actor=actor(lead), circle=place, number=1, at=NOON)
    place.refresh_from_db()
    assert place.state == CircleState.FORMING
    assert support.unsigned(actor=actor(lead), circle=place) == [paper.pk]
    everybody = [awa.pk, paper.pk, other.pk]
    assert support.sign_on_paper(actor=actor(lead), circle=place, number=1, people=everybody, at=NOON) == 1
    row = AgreementSignature.objects.get(person=paper)
    assert row.is_on_paper and row.recorded_by_id == lead.pk
    place.refresh_from_db()
    assert place.state == CircleState.AGREED
    assert Event.objects.filter(verb="circle.agreed", from_state="forming", to_state="agreed").count() == 1


def test_a_circle_that_runs_already_stays_as_it_is(place: Circle, lead: User) -> None:
    Circle.objects.filter(pk=place.pk).update(state=CircleState.RUNNING)
    record(place, lead, "one")
    support.sign(actor=actor(lead), circle=place, number=1, at=NOON)
    place.refresh_from_db()
    assert place.state == CircleState.RUNNING
    circles.note_agreement(circle_id=place.pk, at=NOON)
    assert not Event.objects.filter(verb="circle.agreed").exists()


def test_members_propose_keep_and_drop_and_the_last_word_counts(place: Circle, lead: User, awa: User) -> None:
    record(place, lead, "one", "two")
    for keep in (True, False):
        support.speak_to_card(actor=actor(awa), circle=place, number=1, card=1, keep=keep, at=NOON)
    support.speak_to_card(actor=actor(lead), circle=place, number=1, card=1, keep=True, at=NOON)
    for _twice in range(2):
        support.propose_card(actor=actor(awa), circle=place, words="  We   sing ", at=NOON)
    now = support.agreement_of(actor=actor(awa), circle=place, with_voices=True)
    assert now is not None and now.proposed == ("We sing",)
    card = now.cards[1]
    assert (card.keep, card.drop, card.own) == (1, 1, "drop")
    with pytest.raises(support.NotOpenToYou):
        support.speak_to_card(actor=actor(awa), circle=place, number=1, card=2, keep=True, at=NOON)
    record(place, lead, "two", "We sing", base=1)
    now = support.agreement_of(actor=actor(awa), circle=place, with_voices=True)
    assert now is not None and now.proposed == () and now.cards[0].drop == 0  # said of another version
    with pytest.raises(support.ChangedMeanwhile):
        support.speak_to_card(actor=actor(awa), circle=place, number=1, card=0, keep=True, at=NOON)


def test_ten_cards_are_enough_from_one_person(place: Circle, awa: User) -> None:
    for number in range(10):
        support.propose_card(actor=actor(awa), circle=place, words=f"card {number}", at=NOON)
    with pytest.raises(support.TooManyProposals):
        support.propose_card(actor=actor(awa), circle=place, words="one more", at=NOON)
    assert AgreementVoice.objects.count() == 10


def test_the_log_holds_no_words_of_the_agreement(place: Circle, lead: User) -> None:
    record(place, lead, "a secret of the circle")
    held = [str(value) for row in Event.objects.values() for value in row.values()]
    assert not [value for value in held if "secret of" in value]
