"""Pages of the agreement, of help, of reflections, of looking after facilitators, and of step-ins."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.circles.tree import place_under
from learning_circle_xblock.permissions import PostKind, Role
from learning_circle_xblock.programmes.models import NodePost
from learning_circle_xblock.sessions.models import Session, SessionCircle
from learning_circle_xblock.support.models import (
    CircleAgreement,
    ContactNote,
    FacilitatorInterest,
    HelpRequest,
    InductionItem,
    Reflection,
    StepIn,
)
from tests.blocks.pages import HOSTILE, assert_harmless
from tests.queries import counted
from tests.review import authors as act
from tests.world import CIRCLE, NOON, Answer, call, circle, now, person, prefixed, seat, view

pytestmark = pytest.mark.django_db


@pytest.fixture
def top() -> Circle:
    return circle("top", layer=2)


@pytest.fixture
def place(top: Circle) -> Circle:
    return circle("below", parent=top)


@pytest.fixture
def link(top: Circle) -> User:
    return seat(top, "link", Role.FACILITATOR)


@pytest.fixture
def lead(place: Circle) -> User:
    return seat(place, "lead", Role.FACILITATOR)


@pytest.fixture
def awa(place: Circle, lead: User) -> User:
    return seat(place, "awa")


@pytest.fixture
def osei(place: Circle) -> User:
    user = person("osei", enrolled=False)
    NodePost.objects.create(
        programme=place.node.programme,
        node=place.node,
        person=user,
        kind=PostKind.NATIONAL_RESEARCHER,
        began_at=NOON,
    )
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def open_page(user: User, name: str, **ids: int) -> Answer:
    answer = browser(user).get(reverse(f"learning_circle:{name}", kwargs=ids))
    return Answer(answer.status_code, answer.content.decode())


def send(user: User, name: str, data: dict[str, Any], **ids: int) -> Answer:
    """The form as the page sends it, and the page that follows."""
    answer: HttpResponse = browser(user).post(
        reverse(f"learning_circle:{name}", kwargs=ids), data, follow=True
    )
    return Answer(answer.status_code, answer.content.decode())


def words_of(answer: Answer) -> str:
    """The words of a page, on one line."""
    return " ".join(answer.page.get_text(" ").split())


# -- agreement ---------------------------------------------------------------------------------


def test_from_starter_cards_to_a_signature(place: Circle, lead: User, awa: User) -> None:
    page = open_page(lead, "agreement_record", circle_id=place.pk)
    lines = page.one("textarea[name=cards]").text.split("\n")
    assert "We listen to the end" in [line.strip() for line in lines]
    said = send(lead, "agreement_record", {"base": "0", "cards": "We laugh"}, circle_id=place.pk)
    assert "Recorded." in said.one("[role=status]").text
    page = open_page(awa, "agreement", circle_id=place.pk)
    assert "We laugh" in page.text and not page.page.select("[name=people]")
    said = send(awa, "agreement_sign", {"number": "1"}, circle_id=place.pk)
    assert "You signed on" in said.text
    assert "I sign this" not in said.text


def test_a_proposed_card_reaches_the_facilitators_form_without_a_name(
    place: Circle, lead: User, awa: User
) -> None:
    send(awa, "agreement_card", {"words": "We sing"}, circle_id=place.pk)
    page = open_page(lead, "agreement", circle_id=place.pk)
    assert "We sing" in page.text
    form = open_page(lead, "agreement_record", circle_id=place.pk)
    assert form.one("textarea[name=cards]").text.rstrip().endswith("We sing")
    assert "awa" not in form.text


def test_what_was_typed_stays_when_the_other_facilitator_was_quicker(place: Circle, lead: User) -> None:
    CircleAgreement.objects.create(circle=place, number=1, cards=[{"text": "theirs"}], made_at=NOON)
    answer = send(lead, "agreement_record", {"base": "0", "cards": "mine"}, circle_id=place.pk)
    assert answer.status == 422
    assert answer.one("textarea[name=cards]").text.strip() == "mine" and "theirs" in answer.text
    assert answer.one("input[name=base]")["value"] == "1"  # sent again, it is kept
    send(lead, "agreement_record", {"base": "1", "cards": "mine"}, circle_id=place.pk)
    assert CircleAgreement.objects.get(number=2).cards == [{"text": "mine"}]


@pytest.mark.parametrize(
    ("cards", "sentence"),
    [
        ("", "required"),
        ("\n \n", "required"),
        ("\n".join(f"card {n}" for n in range(31)), "Thirty cards"),
        ("x" * 161, "under 160 signs"),
    ],
)
def test_cards_that_no_circle_can_remember(place: Circle, lead: User, cards: str, sentence: str) -> None:
    answer = send(lead, "agreement_record", {"base": "0", "cards": cards}, circle_id=place.pk)
    assert answer.status == 422 and sentence in answer.one(".lc-mend").text
    assert not CircleAgreement.objects.exists()


def test_signatures_on_paper(place: Circle, lead: User, awa: User) -> None:
    CircleAgreement.objects.create(circle=place, number=1, cards=[{"text": "one"}], made_at=NOON)
    answer = send(lead, "agreement_paper", {"number": "1"}, circle_id=place.pk)
    assert answer.status == 422
    both = [str(awa.pk), str(lead.pk)]
    said = send(lead, "agreement_paper", {"number": "1", "people": both}, circle_id=place.pk)
    assert "Everybody has signed." in said.text
    assert "You signed on paper" in open_page(awa, "agreement", circle_id=place.pk).text
    place.refresh_from_db()
    assert place.state == "agreed"


def test_the_agreement_in_the_circle_block(place: Circle, lead: User, awa: User) -> None:
    assert "There are cards to start from." in view(awa, CIRCLE).text
    CircleAgreement.objects.create(circle=place, number=1, cards=[{"text": "We laugh"}], made_at=NOON)
    assert "We laugh" in view(awa, CIRCLE).text
    signed = call(awa, CIRCLE, "sign_agreement", {"circle": place.pk, "version": 1})
    assert signed.status == 200 and "You signed on" in signed.text
    CircleAgreement.objects.create(circle=place, number=2, cards=[{"text": "We sing"}], made_at=NOON)
    again = call(awa, CIRCLE, "sign_agreement", {"circle": place.pk, "version": 1})
    assert "changed meanwhile" in again.text and "You signed on" not in again.text
    other = circle("other")
    assert call(awa, CIRCLE, "sign_agreement", {"circle": other.pk, "version": 1}).status == 404


# -- help --------------------------------------------------------------------------------------


def test_a_teacher_asks_in_the_block_and_reads_the_answer_there(place: Circle, lead: User, awa: User) -> None:
    data = {**prefixed(CIRCLE, {"line": "About my school"}, "-help"), "circle": place.pk}
    missing = call(awa, CIRCLE, "ask_for_help", data)
    assert missing.status == 422 and "About my school" in missing.text and not HelpRequest.objects.exists()
    asked = call(awa, CIRCLE, "ask_for_help", {**data, **prefixed(CIRCLE, {"about": "call"}, "-help")})
    assert asked.status == 200 and "Waiting since" in asked.text
    row = HelpRequest.objects.get()
    page = open_page(lead, "help")
    assert "About my school" in page.text and "I have answered" in page.text
    send(lead, "help_step", {"step": "answer", "line": "I rang."}, help_id=row.pk)
    assert "I rang." in view(awa, CIRCLE).text
    assert "I have answered" not in open_page(lead, "help").text


def test_a_facilitator_asks_one_layer_up_and_says_who_reads_it(place: Circle, lead: User, link: User) -> None:
    page = open_page(lead, "help_ask", circle_id=place.pk)
    assert "Read by you and your link facilitators." in page.text
    bad = send(lead, "help_ask", {"line": "kept words"}, circle_id=place.pk)
    assert bad.status == 422 and bad.one("input[name=line]")["value"] == "kept words"
    send(lead, "help_ask", {"about": "visit", "line": ""}, circle_id=place.pk)
    assert "Someone to visit" in open_page(link, "help").text


def test_an_unknown_step_is_answered_like_a_missing_request(place: Circle, lead: User, awa: User) -> None:
    HelpRequest.objects.create(circle=place, person=awa, is_above=False, about="call", raised_at=NOON)
    row = HelpRequest.objects.get()
    for step in ("", "delete"):
        assert send(lead, "help_step", {"step": step}, help_id=row.pk).status == 404
    row.refresh_from_db()
    assert row.state == "raised"


# -- reflections, contacts, induction ----------------------------------------------------------


def test_a_reflection_shares_itself_visibly_and_can_stop(place: Circle, lead: User, link: User) -> None:
    form = open_page(lead, "reflect", circle_id=place.pk)
    assert form.one("input[name=is_shared]").has_attr("checked")
    assert not form.one("input[name=shares_pair]").has_attr("checked")
    said = send(
        lead, "reflect", {"how": "We laughed.", "need": "visit", "is_shared": "on"}, circle_id=place.pk
    )
    assert "what you need is asked for" in said.text
    assert "We laughed." in open_page(link, "reflections", circle_id=place.pk).text
    row = Reflection.objects.get()
    send(lead, "reflection_share", {"shared": "no"}, reflection_id=row.pk)
    assert "We laughed." not in open_page(link, "reflections", circle_id=place.pk).text


def test_a_reflection_without_its_line_keeps_what_was_typed(place: Circle, lead: User) -> None:
    bad = send(lead, "reflect", {"tool": "Exit tickets.", "need": "nothing"}, circle_id=place.pk)
    assert bad.status == 422 and bad.one("textarea[name=tool]").text.strip() == "Exit tickets."
    assert not bad.one("input[name=is_shared]").has_attr("checked")  # the tick that was taken away
    assert not Reflection.objects.exists()


def test_a_session_of_another_circle_is_not_taken_over(place: Circle, lead: User) -> None:
    address = reverse("learning_circle:reflect", kwargs={"circle_id": place.pk})
    browser(lead).post(f"{address}?session=77", {"how": "Well.", "need": "nothing"})
    assert Reflection.objects.get().session_id is None


def test_a_session_of_the_circle_is_kept_with_the_reflection(place: Circle, lead: User) -> None:
    """The page after a session leads there."""
    session = Session.objects.create(
        kind="workshop",
        starts_at=NOON,
        zone="UTC",
        minutes=120,
        place_kind="school",
        state="held",
        changed_at=NOON,
    )
    SessionCircle.objects.create(session=session, circle=place)
    page = open_page(lead, "session_after", circle_id=place.pk, session_id=session.pk)
    (way,) = [a["href"] for a in page.page.select("main a") if "/reflect/" in str(a["href"])]
    browser(lead).post(str(way), {"how": "Well.", "need": "nothing"})
    assert Reflection.objects.get().session_id == session.pk


def test_a_link_facilitator_keeps_notes_and_the_facilitator_reads_them(
    top: Circle, place: Circle, link: User, lead: User
) -> None:
    assert "induction: 0 of 10" in open_page(link, "facilitators", circle_id=top.pk).text
    ids = {"circle_id": place.pk, "person_id": lead.pk}
    note = {"held_on": "2026-05-04", "kind": "visit", "topics": ["pair"], "agreed": "A visit in June."}
    assert "Noted." in send(link, "contact_note", note, **ids).text
    send(link, "induction", {"i_not": "yes", "i_help": "discuss"}, **ids)
    own = open_page(lead, "facilitator", **ids)
    assert "A visit in June." in own.text and "Need to discuss" in own.text
    assert not own.page.select("main form")
    assert "induction: 1 of 10" in open_page(link, "facilitators", circle_id=top.pk).text


def test_a_note_with_impossible_days_is_not_kept(place: Circle, link: User, lead: User) -> None:
    ids = {"circle_id": place.pk, "person_id": lead.pk}
    ahead = (date.today() + timedelta(days=9)).isoformat()
    bad = send(link, "contact_note", {"held_on": ahead, "kind": "call", "agreed": "kept"}, **ids)
    assert bad.status == 422 and "come already" in bad.text and "kept" in bad.text
    before = {"held_on": "2026-05-04", "next_on": "2026-05-01", "kind": "call"}
    assert "comes after this one" in send(link, "contact_note", before, **ids).text
    assert not ContactNote.objects.exists()
    assert send(link, "induction", {"i_not": "perhaps"}, **ids).status == 422
    assert not InductionItem.objects.exists()


# -- step-ins ----------------------------------------------------------------------------------


def test_a_step_in_from_the_question_to_the_note(place: Circle, lead: User, awa: User, osei: User) -> None:
    until = (date.today() + timedelta(days=14)).isoformat()
    send(osei, "step_in_propose", {"why": "To learn with you", "until": until}, circle_id=place.pk)
    row = StepIn.objects.get()
    assert "To learn with you" not in view(awa, CIRCLE).text
    send(lead, "step_in_answer", {"agree": "yes"}, step_in_id=row.pk)
    assert "To learn with you" in view(awa, CIRCLE).text
    assert open_page(osei, "agreement", circle_id=place.pk).status == 200
    send(osei, "step_in_end", {"saw": "Much care.", "question": "Who is quiet?"}, step_in_id=row.pk)
    assert "To learn with you" not in view(awa, CIRCLE).text
    assert open_page(osei, "agreement", circle_id=place.pk).status == 404
    assert "Much care." in open_page(awa, "step_ins", circle_id=place.pk).text


def test_a_proposal_that_cannot_be(place: Circle, lead: User, osei: User) -> None:
    far = (date.today() + timedelta(days=800)).isoformat()
    for until, sentence in (("2020-01-01", "still to come"), (far, "a year at most"), ("soon", "valid date")):
        bad = send(osei, "step_in_propose", {"why": "kept", "until": until}, circle_id=place.pk)
        assert bad.status == 422 and sentence in bad.one(".lc-mend").text and 'value="kept"' in bad.text
    good = {"why": "kept", "until": date.today().isoformat()}
    assert send(osei, "step_in_propose", good, circle_id=place.pk).status == 200
    assert "asked already" in send(osei, "step_in_propose", good, circle_id=place.pk).text
    row = StepIn.objects.get()
    send(lead, "step_in_answer", {"agree": "no"}, step_in_id=row.pk)
    assert send(lead, "step_in_answer", {"agree": "yes"}, step_in_id=row.pk).status == 409


def test_a_note_that_is_too_long_is_kept_on_the_page(place: Circle, lead: User, osei: User) -> None:
    until = (date.today() + timedelta(days=1)).isoformat()
    send(osei, "step_in_propose", {"why": "x", "until": until}, circle_id=place.pk)
    row = StepIn.objects.get()
    send(lead, "step_in_answer", {"agree": "yes"}, step_in_id=row.pk)
    bad = send(osei, "step_in_end", {"saw": "s" * 1001, "question": "kept"}, step_in_id=row.pk)
    assert bad.status == 422 and 'value="kept"' in bad.text
    row.refresh_from_db()
    assert row.state == "active"


def test_the_page_of_the_circle_tells_of_a_guest_and_leads_to_each_part(
    top: Circle, place: Circle, link: User, lead: User, awa: User, osei: User
) -> None:
    """Each person finds the ways that are open to them, and no other."""
    until = (date.today() + timedelta(days=14)).isoformat()
    send(osei, "step_in_propose", {"why": "To learn with you", "until": until}, circle_id=place.pk)
    assert "To learn with you" not in open_page(awa, "circle", circle_id=place.pk).text
    send(lead, "step_in_answer", {"agree": "yes"}, step_in_id=StepIn.objects.get().pk)
    assert "To learn with you" in open_page(awa, "circle", circle_id=place.pk).text
    ways = {"agreement", "help", "reflections", "step-ins", "facilitating"}
    for user, expected in (
        (awa, {"agreement", "help", "step-ins", "facilitating"}),
        (lead, {*ways, str(lead.pk)}),
        (link, {"agreement", "reflections", "step-ins"}),
        (osei, {"agreement", "step-ins"}),
    ):
        page = open_page(user, "circle", circle_id=place.pk)
        found = {
            str(a["href"]).rstrip("/").rsplit("/", 1)[1]
            for a in page.one("section[aria-labelledby='ways-together']").select("a")
        }
        assert found == expected, user.username
        for a in page.one("section[aria-labelledby='ways-together']").select("a"):
            assert browser(user).get(str(a["href"])).status_code == 200
    assert "facilitators/" in str(open_page(link, "circle", circle_id=top.pk).one("main"))


def test_who_is_with_a_circle_is_offered_no_second_proposal(place: Circle, lead: User, osei: User) -> None:
    """One way out, and one way to act on each line."""
    until = (date.today() + timedelta(days=14)).isoformat()
    assert open_page(osei, "step_ins", circle_id=place.pk).page.select("form[action*='propose']")
    send(osei, "step_in_propose", {"why": "x", "until": until}, circle_id=place.pk)
    for agreed in (False, True):
        if agreed:
            send(lead, "step_in_answer", {"agree": "yes"}, step_in_id=StepIn.objects.get().pk)
        page = open_page(osei, "step_ins", circle_id=place.pk)
        assert not page.page.select("form[action*='propose']")
        assert len(page.page.select("main button[type=submit]")) == 1
    send(osei, "step_in_end", {"saw": "x"}, step_in_id=StepIn.objects.get().pk)
    assert open_page(osei, "step_ins", circle_id=place.pk).page.select("form[action*='propose']")


# -- the end of a cycle, and who facilitates next ----------------------------------------------


def test_the_end_of_a_cycle_from_the_form_to_the_teacher_s_answer(
    place: Circle, lead: User, awa: User, link: User
) -> None:
    assert "Look back at the cycle" in open_page(lead, "reflections", circle_id=place.pk).text
    words = {"keep": "The tables.", "drop": "", "own": "I listen more.", "people": [str(awa.pk)]}
    said = send(lead, "reflect_on_cycle", {**words, "is_shared": "on"}, circle_id=place.pk)
    assert "whom you named is asked" in said.text and "At the end of the cycle" in said.text
    read = open_page(link, "reflections", circle_id=place.pk)
    assert "The tables." in read.text and "I listen more." in read.text and "Awa" not in read.text
    assert (
        "Somebody thinks that you might enjoy facilitating."
        in open_page(awa, "circle", circle_id=place.pk).text
    )
    page = open_page(awa, "interest", circle_id=place.pk)
    assert "Lead thinks that you might enjoy it" in page.text
    assert "Awa" not in open_page(link, "future_facilitators").text
    send(awa, "interest_offer", {"answer": "yes"}, circle_id=place.pk)
    assert "Somebody thinks" not in open_page(awa, "circle", circle_id=place.pk).text
    listed = open_page(link, "future_facilitators")
    assert "Awa" in listed.text and "would like to facilitate – 1" in words_of(listed)
    row = FacilitatorInterest.objects.get()
    moved = send(link, "future_step", {"step": "invite"}, interest_id=row.pk)
    assert "The introduction has begun" in moved.text
    assert send(link, "future_step", {"step": "invite"}, interest_id=row.pk).status == 409
    assert "invited" in open_page(awa, "interest", circle_id=place.pk).text
    for _twice in range(2):
        said = send(awa, "interest_offer", {"answer": "no"}, circle_id=place.pk)
        assert said.status == 200 and "Nobody sees it any more" in said.text
    assert "Awa" not in open_page(link, "future_facilitators").text


def test_a_look_back_at_the_cycle_that_says_nothing_or_too_much(place: Circle, lead: User, awa: User) -> None:
    more = [seat(place, name) for name in ("ben", "cai")]
    three = [str(user.pk) for user in (awa, *more)]
    for words, sentence in (
        ({}, "Write one line"),
        ({"keep": "kept", "people": three}, "Choose two at most"),
        ({"keep": "kept", "people": [str(person("stranger").pk)]}, "Select a valid choice"),
        ({"keep": "x" * 601, "drop": "kept"}, "at most 600"),
    ):
        bad = send(lead, "reflect_on_cycle", words, circle_id=place.pk)
        assert bad.status == 422 and sentence in bad.text
        assert "kept" in bad.text or not words
    assert not Reflection.objects.exists() and not FacilitatorInterest.objects.exists()


def test_a_facilitator_asks_somebody_and_sees_who_would(place: Circle, lead: User, awa: User) -> None:
    ben = seat(place, "ben")
    send(ben, "interest_offer", {"answer": "yes"}, circle_id=place.pk)
    page = open_page(lead, "interest", circle_id=place.pk)
    assert "Ben" in page.text and "would like to facilitate" in page.text
    assert [int(str(o["value"])) for o in page.page.select("option")] == [awa.pk]
    said = send(lead, "interest_name", {"person": str(awa.pk)}, circle_id=place.pk)
    assert "They are asked." in said.text and "asked; no answer yet" in said.text
    assert send(lead, "interest_name", {"person": str(awa.pk)}, circle_id=place.pk).status == 422
    assert send(awa, "interest_name", {"person": str(ben.pk)}, circle_id=place.pk).status == 404
    assert not open_page(awa, "interest", circle_id=place.pk).page.select("select")


def test_a_request_from_before_is_asked_anew_on_the_page(place: Circle, lead: User, link: User) -> None:
    send(lead, "help_ask", {"about": "call", "line": "mine"}, circle_id=place.pk)
    there = circle("there", layer=2)
    other = seat(there, "other", Role.FACILITATOR)
    place_under(circle=place, parent=there, at=now())
    HelpRequest.objects.update(raised_at=now() - timedelta(days=1))
    for user in (link, other):
        assert "mine" not in open_page(user, "help").text
    assert "somebody else above it now" in open_page(lead, "help").text
    assert "somebody else above it now" in view(lead, CIRCLE).text
    said = send(lead, "help_step", {"step": "again"}, help_id=HelpRequest.objects.get().pk)
    assert "Asked." in said.text and "somebody else above" not in said.text
    assert "mine" in open_page(other, "help").text


def test_the_number_of_projects_is_that_of_the_people_who_are_here(
    place: Circle, lead: User, awa: User
) -> None:
    ben = seat(place, "ben")
    for user in (awa, ben):
        act.shared_plan(user)
    circles.end_membership(circle=place, user_id=ben.pk, at=NOON)
    assert open_page(lead, "reflect", circle_id=place.pk).one("input[name=projects]")["value"] == "1"


# -- all of them -------------------------------------------------------------------------------


def test_hostile_words_stay_words(place: Circle, lead: User, awa: User, link: User) -> None:
    words = HOSTILE[:150]
    send(awa, "agreement_card", {"words": words}, circle_id=place.pk)
    send(lead, "help_ask", {"about": "call", "line": words}, circle_id=place.pk)
    send(lead, "reflect", {"how": words, "need": "nothing", "is_shared": "on"}, circle_id=place.pk)
    for user, name, ids in (
        (lead, "agreement", {"circle_id": place.pk}),
        (lead, "agreement_record", {"circle_id": place.pk}),
        (link, "help", {}),
        (link, "reflections", {"circle_id": place.pk}),
    ):
        page = open_page(user, name, **ids)
        assert "alert(1)" in page.text
        assert_harmless(page)


def test_a_page_costs_the_same_however_much_it_holds(
    top: Circle, place: Circle, link: User, lead: User
) -> None:
    def cost(name: str, user: User, **ids: int) -> int:
        with counted() as found:
            assert open_page(user, name, **ids).status == 200
        return found.number

    pages: list[tuple[str, User, dict[str, int]]] = [
        ("agreement", lead, {"circle_id": place.pk}),
        ("help", link, {}),
        ("reflections", link, {"circle_id": place.pk}),
        ("facilitators", link, {"circle_id": top.pk}),
        ("facilitator", link, {"circle_id": place.pk, "person_id": lead.pk}),
        ("step_ins", lead, {"circle_id": place.pk}),
        ("interest", lead, {"circle_id": place.pk}),
        ("reflect_on_cycle", lead, {"circle_id": place.pk}),
        ("future_facilitators", link, {}),
    ]
    CircleAgreement.objects.create(circle=place, number=1, cards=[{"text": "one"}], made_at=NOON)
    seat(place, "first")
    before = [cost(name, user, **ids) for name, user, ids in pages]
    for number in range(5):
        seat(place, f"more{number}", Role.CO_FACILITATOR)
        teacher = seat(place, f"teacher{number}")
        send(teacher, "interest_offer", {"answer": "yes"}, circle_id=place.pk)
        send(lead, "help_ask", {"about": "call", "line": str(number)}, circle_id=place.pk)
        send(lead, "reflect", {"how": str(number), "need": "nothing", "is_shared": "on"}, circle_id=place.pk)
        send(lead, "agreement_card", {"words": f"card {number}"}, circle_id=place.pk)
        note = {"held_on": "2026-05-04", "kind": "visit", "agreed": str(number)}
        send(link, "contact_note", note, circle_id=place.pk, person_id=lead.pk)
    assert [cost(name, user, **ids) for name, user, ids in pages] == before
    assert max(before) <= 15
