"""Pages of the agreement, of help, of reflections, of those who look after facilitators, and of step-ins."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.db.models import Model

from learning_circle_xblock.support.lifecycle import InterestState, StepInState
from learning_circle_xblock.support.models import FacilitatorInterest, HelpRequest, Reflection, StepIn
from tests.permissions.cast import Cast
from tests.world import NOON

from .case import Data, PageCase
from .circles import the_circle

FAR = datetime(2099, 1, 1, tzinfo=UTC)
WORDS = {"how": "It went well.", "need": "call", "is_shared": "on"}
CONTACT = {"held_on": "2026-05-01", "kind": "call", "topics": ["pair"], "agreed": "We speak in June."}


def the_parent(cast: Cast, column: str) -> Data:
    """The circle of the facilitators."""
    return {"circle_id": cast.circles["parent"].pk}


def the_facilitator(cast: Cast, column: str) -> Data:
    """The facilitator of the circle."""
    return {"circle_id": cast.circle.pk, "person_id": cast.people["facilitator"].pk}


def last(model: type[Model], name: str) -> Callable[[Cast, str], Data]:
    """The row that was prepared."""

    def ids(cast: Cast, column: str) -> Data:
        row = model._default_manager.order_by("-pk").first()
        return {name: row.pk if row else 1}

    return ids


def send(**data: object) -> Callable[[Cast, str], Data]:
    """What the form sends."""
    return lambda cast, column: data


def ask(is_above: bool) -> Callable[[Cast], None]:
    """A request, of the author or of the facilitator."""

    def prepare(cast: Cast) -> None:
        asker = cast.people["facilitator" if is_above else "author"]
        HelpRequest.objects.create(
            circle=cast.circle, person=asker, is_above=is_above, about="call", raised_at=NOON
        )

    return prepare


def reflect(cast: Cast) -> None:
    """A reflection of the facilitator."""
    Reflection.objects.create(
        circle=cast.circle, writer=cast.people["facilitator"], how="Well.", written_at=NOON
    )


def propose(cast: Cast) -> None:
    """A step-in of the researcher who is inside already asks for another."""
    StepIn.objects.create(
        circle=cast.circle,
        person=cast.people["researcher_inside"],
        why="To watch.",
        until=date(2098, 12, 31),
        ends_at=FAR,
        state=StepInState.PROPOSED,
        proposed_at=NOON,
    )


def interested(is_agreed: bool) -> Callable[[Cast], None]:
    """The author would like to facilitate, or is asked."""

    def prepare(cast: Cast) -> None:
        FacilitatorInterest.objects.create(
            circle=cast.circle,
            person=cast.people["author"],
            named_by=None if is_agreed else cast.people["facilitator"],
            state=InterestState.INTERESTED if is_agreed else InterestState.ASKED,
            began_at=NOON,
            agreed_at=NOON if is_agreed else None,
            changed_at=NOON,
            live_slot=f"{cast.circle.pk}:{cast.people['author'].pk}",
        )

    return prepare


def clear(cast: Cast) -> None:
    """Nobody is inside, so that a researcher may ask; who was inside is a researcher still."""
    StepIn.objects.all().delete()


CASES = [
    PageCase("agreement", "circle_agreement", "read", ids=the_circle),
    PageCase(
        "agreement_sign",
        "circle_agreement",
        "sign",
        ids=the_circle,
        data=send(number="1"),
        method="POST",
    ),
    PageCase(
        "agreement_card",
        "circle_agreement",
        "sign",
        ids=the_circle,
        data=send(words="We laugh."),
        method="POST",
    ),
    PageCase(
        "agreement_voice",
        "circle_agreement",
        "sign",
        ids=the_circle,
        data=send(number="1", card="0", say="drop"),
        method="POST",
    ),
    PageCase("agreement_record", "circle_agreement", "record", ids=the_circle),
    PageCase(
        "agreement_record",
        "circle_agreement",
        "record",
        ids=the_circle,
        data=send(base="1", cards="We listen to the end"),
        method="POST",
    ),
    PageCase(
        "agreement_paper",
        "circle_agreement",
        "record",
        ids=the_circle,
        data=lambda cast, column: {"number": "1", "people": [cast.people["peer"].pk]},
        method="POST",
    ),
    PageCase("help", everybody=True),
    PageCase("help_ask", "help_asking", "raise", ids=the_circle),
    PageCase(
        "help_ask", "help_asking", "raise", ids=the_circle, data=send(about="call", line="x"), method="POST"
    ),
    *(
        PageCase(
            "help_step",
            "help_above" if is_above else "help_request",
            "settle" if step in ("close", "again") else "answer",
            ids=last(HelpRequest, "help_id"),
            data=send(step=step),
            method="POST",
            prepare=ask(is_above),
        )
        for is_above in (False, True)
        for step in ("see", "answer", "close", "again")
    ),
    PageCase("reflections", "reflection", "read", ids=the_circle, prepare=reflect),
    PageCase("reflect", "reflection", "begin", ids=the_circle),
    PageCase("reflect", "reflection", "begin", ids=the_circle, data=send(**WORDS), method="POST"),
    PageCase(
        "reflection_share",
        "reflection",
        "share",
        ids=last(Reflection, "reflection_id"),
        data=send(shared="no"),
        method="POST",
        prepare=reflect,
    ),
    PageCase("reflect_on_cycle", "reflection", "begin", ids=the_circle),
    PageCase(
        "reflect_on_cycle",
        "reflection",
        "begin",
        ids=the_circle,
        data=send(keep="The tables.", is_shared="on"),
        method="POST",
    ),
    PageCase("interest", "interest", "look", ids=the_circle),
    PageCase("interest_offer", "interest", "offer", ids=the_circle, data=send(answer="yes"), method="POST"),
    PageCase(
        "interest_name",
        "interest",
        "name",
        ids=the_circle,
        data=lambda cast, column: {"person": cast.people["peer"].pk},
        method="POST",
    ),
    PageCase("future_facilitators", everybody=True),
    *(
        PageCase(
            "future_step",
            thing,
            "lead",
            ids=last(FacilitatorInterest, "interest_id"),
            data=send(step="invite"),
            method="POST",
            prepare=interested(is_agreed),
        )
        for thing, is_agreed in (("interest", True), ("interest_asked", False))
    ),
    PageCase("facilitators", "contact_note", "write", ids=the_parent),
    PageCase("facilitator", "contact_note", "read", ids=the_facilitator),
    PageCase("facilitator", "induction", "read", ids=the_facilitator),
    PageCase(
        "contact_note", "contact_note", "write", ids=the_facilitator, data=send(**CONTACT), method="POST"
    ),
    PageCase("induction", "induction", "write", ids=the_facilitator, data=send(i_not="yes"), method="POST"),
    PageCase("step_ins", "step_in", "look", ids=the_circle),
    PageCase(
        "step_in_propose",
        "step_in",
        "propose",
        ids=the_circle,
        data=send(why="To learn.", until=date.today().isoformat()),
        method="POST",
        prepare=clear,
    ),
    PageCase(
        "step_in_answer",
        "step_in",
        "agree",
        ids=last(StepIn, "step_in_id"),
        data=send(agree="yes"),
        method="POST",
        prepare=propose,
    ),
    PageCase(
        "step_in_end", "step_in", "end", ids=last(StepIn, "step_in_id"), data=send(saw="Joy."), method="POST"
    ),
]
