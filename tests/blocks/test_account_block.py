"""The account block: write, share, read others, answer what came, by handlers and pages."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from demo.models import Person
from learning_circle_xblock.accounts.models import Account
from learning_circle_xblock.accounts.presets import SHORT_ACCOUNT
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.review.models import Assignment, Review
from learning_circle_xblock.writing.models import Draft, Version
from tests.review import authors as act
from tests.world import (
    ACCOUNT,
    ACCOUNT_ANSWERS,
    NOON,
    RESPONSE_ANSWERS,
    Answer,
    call,
    circle,
    days,
    now,
    person,
    prefixed,
    respond,
    seat,
    share_account,
    view,
)

from .pages import HOSTILE, Window, assert_harmless, button, has_begun, response_window, value_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Circle:
    """A circle with a facilitator."""
    found = circle()
    seat(found, "lead", Role.FACILITATOR)
    return found


@pytest.fixture
def five(where: Circle) -> list[User]:
    """Five authors, and the ring among them."""
    return act.authors(where, 5, at=now())


def received(author: User) -> list[Assignment]:
    """The readings of this author's account."""
    return list(Assignment.objects.filter(request__version__made_by=author, slot__gt=0).order_by("pk"))


def reply(author: User, found: Review, **fields: str) -> Answer:
    """The reply form."""
    given = {f"r{found.pk}-{name.replace('_', '-')}": value for name, value in fields.items()}
    return call(author, ACCOUNT, "reply", {**prefixed(ACCOUNT, given), "review": found.pk})


# -- writing and sharing


@pytest.mark.parametrize("missing", [f.id for f in SHORT_ACCOUNT.fields() if f.required])
def test_each_required_answer_is_asked_for_on_sharing_and_the_others_are_kept(
    where: Circle, missing: str
) -> None:
    ann = seat(where, "ann")
    answer = share_account(ann, {missing: ""})
    assert answer.status == 422
    wrong = {str(n.get("name") or n.get("data-lc-field")) for n in answer.page.select("[aria-invalid=true]")}
    assert {name.rpartition("-")[2] for name in wrong} == {missing}
    assert str(SHORT_ACCOUNT.field(missing).missing) in answer.text
    kept = Draft.objects.get().answers
    for name, words in ACCOUNT_ANSWERS.items():
        if name != missing:
            assert kept[name] == words
    chosen = {str(r["value"]) for r in answer.page.select("input[type=radio][checked]")}
    assert chosen == {ACCOUNT_ANSWERS[n] for n in ("lang", "phase", "credit") if n != missing}


@pytest.mark.parametrize("field", ["lang", "phase", "credit"])
@pytest.mark.parametrize("code", ["unheard", "<script>", "EN", "x" * 1000])
def test_an_unknown_code_is_refused_in_words_and_kept_nowhere(where: Circle, field: str, code: str) -> None:
    ann = seat(where, "ann")
    answer = share_account(ann, {field: code})
    assert answer.status == 422
    assert "not on the list" in answer.text
    assert_harmless(answer)
    assert field not in Draft.objects.get().answers
    assert not Version.objects.exists()


def test_below_five_the_facilitator_is_named_as_the_owner(where: Circle) -> None:
    for i in range(4):
        ann = seat(where, f"ann{i}")
        assert share_account(ann).status == 200
        page = view(ann, ACCOUNT)
        assert "Lead, your facilitator, looks after this until readers are asked" in page.text
        assert "Counted: 1 of 4" in page.text
    led = view(person("lead"), ACCOUNT)
    assert led.text.count("waiting for readers since") == 4


def test_without_a_facilitator_the_coordinator_is_the_owner() -> None:
    ann = seat(circle(), "ann")
    share_account(ann)
    assert "Your coordinator looks after this" in view(ann, ACCOUNT).text


@pytest.mark.parametrize("step", ["begun", "sent"])
def test_a_facilitators_own_response_is_no_reader_of_the_ring(where: Circle, step: str) -> None:
    """Before five, the waiting still has its named owner, and no date is left empty."""
    ann = seat(where, "ann")
    share_account(ann)
    found = act.begun(person("lead"), Account.objects.get(), at=NOON)
    if step == "sent":
        act.sent(found)
    for username in ("ann", "lead"):
        text = " ".join(view(person(username), ACCOUNT).page.get_text(" ").split())
        assert "until ." not in text and "until ," not in text and not text.endswith("until")
        for node in view(person(username), ACCOUNT).page.select(".lc-date"):
            assert node.text.strip(), "a date without a date"
        for line in view(person(username), ACCOUNT).page.select(".lc-item p, .lc-note p"):
            assert not " ".join(line.get_text(" ").split()).endswith("until"), line
    assert "Lead, your facilitator, looks after this until readers are asked" in view(ann, ACCOUNT).text


def test_the_fifth_share_asks_everybody(where: Circle) -> None:
    for i in range(5):
        share_account(seat(where, f"ann{i}"))
    for i in range(5):
        page = view(person(f"ann{i}"), ACCOUNT)
        assert "2 colleagues ask you to read and respond" in page.text
        assert page.text.count("is asked</strong>, waiting since") == 2
        buttons = page.page.select("[hx-post$='/open_response']")
        mine = {row.pk for row in act.held_by(person(f"ann{i}"))}
        assert {int("".join(c for c in str(b["hx-vals"]) if c.isdigit())) for b in buttons} == mine


def test_sharing_again_changes_nothing(where: Circle) -> None:
    ann = seat(where, "ann")
    share_account(ann)
    again = share_account(ann, {"did": "Something else"})
    assert again.status == 200 and "shared already" in str(again.one("[data-lc-say]"))
    assert Version.objects.get().answers["did"] == ACCOUNT_ANSWERS["did"]
    assert Window(ann, ACCOUNT).save(did="late").status == 409
    assert call(ann, ACCOUNT, "choose_text", {"take": "other"}).status == 404


def test_a_facilitator_has_no_account_of_their_own_here(where: Circle) -> None:
    lead = person("lead")
    assert not view(lead, ACCOUNT).page.select("textarea")
    for answer in (Window(lead, ACCOUNT).save(title="x"), share_account(lead)):
        assert answer.status == 403
    assert not Account.objects.exists()


# -- reading and responding


def test_a_reading_from_the_invitation_to_the_thanks(five: list[User]) -> None:
    reader = five[0]
    row = act.held_by(reader)[0]
    author = row.request.version.made_by
    assert not has_begun(reader, ACCOUNT)
    window = response_window(reader, ACCOUNT, asked=row.pk)
    assert has_begun(reader, ACCOUNT)
    window.save(describe="A first word")
    page = call(reader, ACCOUNT, "open_response", {"asked": row.pk})
    assert value_of(page, "describe") == "A first word"
    assert ACCOUNT_ANSWERS["question"] in page.text and ACCOUNT_ANSWERS["did"] in page.text
    assert f"{author.person.name} reads this at once" in page.text
    assert "Go on with the response" in view(reader, ACCOUNT).text
    sent = window.share(RESPONSE_ANSWERS)
    assert sent.status == 200 and f"{author.person.name} can read your response now" in sent.text
    assert "A colleague asks you to read and respond" in view(reader, ACCOUNT).text, "one is left"
    assert "Counted: 2 of 4" in view(reader, ACCOUNT).text


@pytest.mark.parametrize("missing", ["describe", "value", "wonder", "suggest"])
def test_each_step_is_asked_for_and_what_was_written_is_kept(five: list[User], missing: str) -> None:
    """On a practice account one suggestion is required."""
    row = act.held_by(five[0])[0]
    window = response_window(five[0], ACCOUNT, asked=row.pk)
    name = "suggest-0-what" if missing == "suggest" else missing
    answer = window.share({**RESPONSE_ANSWERS, name: "  "})
    assert answer.status == 422
    assert [n["data-lc-jump"].rpartition("-")[2] for n in answer.page.select(".lc-problems a")] == [missing]
    kept = Draft.objects.get(work__review=window.review).answers
    for field in ("describe", "value", "wonder"):
        if field != missing:
            assert kept[field] == RESPONSE_ANSWERS[field]
            assert value_of(answer, field) == RESPONSE_ANSWERS[field]
    row.refresh_from_db()
    assert row.state == "started"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_to_three_suggestions_each_about_a_part(five: list[User], number: int) -> None:
    row = act.held_by(five[0])[0]
    parts = ["lead", "did", "changed"]
    rows = {f"suggest-{i}-what": f"Try {i}" for i in range(number)}
    about = {f"suggest-{i}-about": parts[i] for i in range(number)}
    window = response_window(five[0], ACCOUNT, asked=row.pk)
    assert window.share({**RESPONSE_ANSWERS, **rows, **about}).status == 200
    found = Review.objects.get(pk=window.review)
    assert found.sent_version is not None
    assert found.sent_version.answers["suggest"] == [
        {"what": f"Try {i}", "about": parts[i]} for i in range(number)
    ]
    page = view(row.request.version.made_by, ACCOUNT)
    assert page.text.count("What became of it?") == number
    assert "About: What we did" in page.text or number == 1


def test_a_response_sent_twice_stands_as_it_was_sent(five: list[User]) -> None:
    row = act.held_by(five[0])[0]
    window = response_window(five[0], ACCOUNT, asked=row.pk)
    window.share(RESPONSE_ANSWERS)
    again = window.share({**RESPONSE_ANSWERS, "describe": "Something else"})
    assert again.status == 200 and "sent already" in again.text
    late = window.save(describe="Something else")
    assert late.status == 409
    assert "sent already" in call(five[0], ACCOUNT, "open_response", {"asked": row.pk}).text
    found = Review.objects.get(pk=window.review)
    assert found.sent_version is not None
    assert found.sent_version.answers["describe"] == RESPONSE_ANSWERS["describe"]


def test_what_was_asked_of_somebody_else_is_not_there(five: list[User]) -> None:
    row = act.held_by(five[0])[0]
    other = next(u for u in five[1:] if u.pk != row.request.version.made_by_id)
    for user in (other, person("lead"), row.request.version.made_by, person("stranger")):
        assert call(user, ACCOUNT, "open_response", {"asked": row.pk}).status == 404
    found = act.opened(row)
    data = {**prefixed(ACCOUNT, RESPONSE_ANSWERS, "-resp"), "review": found.pk, "base": "1"}
    for user in (other, person("lead"), row.request.version.made_by, person("stranger")):
        for handler in ("save_response", "send_response", "choose_response_text", "see_both_responses"):
            assert call(user, ACCOUNT, handler, data).status == 404, handler
    assert Draft.objects.get(work=found.work).answers == {}


def test_a_peer_who_was_not_asked_reads_and_does_not_respond(five: list[User]) -> None:
    asked = {row.request.version_id for row in act.held_by(five[0])}
    rest = Account.objects.exclude(version_id__in=asked).exclude(owner=five[0])
    for account in rest:
        page = call(five[0], ACCOUNT, "read", {"account": account.pk}, method="GET")
        assert ACCOUNT_ANSWERS["did"] in page.text and not button(page, "open_response")
        assert call(five[0], ACCOUNT, "open_response", {"version": account.version_id}).status == 404


@pytest.mark.parametrize("username", ["stranger", "elsewhere", "rep", "watch"])
def test_an_account_of_another_circle_is_not_there(five: list[User], where: Circle, username: str) -> None:
    seat(circle("two"), "elsewhere", Role.FACILITATOR)
    seat(where, "rep", Role.UNION_REPRESENTATIVE)
    seat(where, "watch", Role.OBSERVER)
    account = Account.objects.get(owner=five[0])
    for handler, data in (
        ("read", {"account": account.pk}),
        ("open_response", {"version": account.version_id}),
    ):
        answer = call(person(username), ACCOUNT, handler, data)
        assert answer.status == 404 and ACCOUNT_ANSWERS["did"] not in answer.text


def test_the_question_is_in_the_language_of_the_page_inside_a_text_in_another(five: list[User]) -> None:
    account = Account.objects.get(owner=five[0])
    Account.objects.update(language="fr")
    page = call(person("lead"), ACCOUNT, "read", {"account": account.pk}, method="GET")
    assert page.one("article")["lang"] == "fr"
    assert page.one("article .lc-next-over").get("lang") == "en"


# -- the reply


def test_a_reply_with_marks_and_its_correction(five: list[User]) -> None:
    author = five[0]
    suggestions = [{"what": f"Try {i}", "about": ""} for i in range(3)]
    found = act.sent(act.opened(received(author)[0]), suggest=suggestions)
    page = view(author, ACCOUNT)
    assert button(page, "reply") and "Response from a critical friend" in page.text
    marks = {"mark_0": "used", "why_0": "On Monday", "mark_1": "partly", "mark_2": "not"}
    answer = reply(author, found, change="I keep it.", helped="on", **marks)
    assert answer.status == 200 and "Your reply is sent" in str(answer.one("[data-lc-say]"))
    found.refresh_from_db()
    assert (found.state, found.reply.change, found.reply.has_helped) == ("answered", "I keep it.", True)
    assert [m["mark"] for m in found.reply.marks] == ["used", "partly", "not"]
    shown = view(author, ACCOUNT)
    assert "I keep it." in shown.text and "On Monday" in shown.text and "Correct my reply" in shown.text
    reply(author, found, change="I change it.", mark_0="not")
    found.reply.refresh_from_db()
    assert (found.reply.change, found.reply.has_helped) == ("I change it.", False)
    assert [m["mark"] for m in found.reply.marks] == ["not", "", ""]


def test_an_empty_reply_is_a_thank_you(five: list[User]) -> None:
    author = five[0]
    found = act.sent(act.opened(received(author)[0]))
    assert reply(author, found).status == 200
    assert "Thank you, nothing to change now." in view(author, ACCOUNT).text
    found.refresh_from_db()
    assert found.state == "answered"


@pytest.mark.parametrize("field", ["change", "why_1"])
def test_a_reply_that_is_too_long_stays_on_the_page(five: list[User], field: str) -> None:
    author = five[0]
    found = act.sent(
        act.opened(received(author)[0]), suggest=[{"what": f"{i}", "about": ""} for i in range(3)]
    )
    words = "w" * 200_000
    answer = reply(author, found, **{"change": "Short", "why_0": "Because", field: words})
    assert answer.status == 422
    assert words in answer.text and "too long to keep" in answer.text
    assert ("Short" in answer.text) is (field != "change")
    assert "Because" in answer.text
    found.refresh_from_db()
    assert found.state == "sent" and not hasattr(found, "reply")


def test_a_reply_is_kept_clean(five: list[User]) -> None:
    author = five[0]
    found = act.sent(act.opened(received(author)[0]))
    reply(author, found, change="a\x00b\r\nc 👏", why_0="d\x07e", mark_0="excellent")
    found.refresh_from_db()
    assert found.reply.change == "ab\nc 👏"
    assert found.reply.marks[0] == {"mark": "", "why": "de"}


def test_only_the_author_replies(five: list[User]) -> None:
    row = received(five[0])[0]
    found = act.opened(row)
    assert reply(five[0], found, change="x").status == 404, "not sent yet"
    act.sent(found)
    for user in (row.reviewer, person("lead"), person("stranger")):
        assert reply(user, found, change="x").status == 404
    found.refresh_from_db()
    assert found.state == "sent"


def test_the_platform_knows_of_a_reply_as_a_first_action(five: list[User]) -> None:
    author = five[0]
    found = act.sent(act.opened(received(author)[0]))
    assert not has_begun(author, ACCOUNT)
    reply(author, found, change="x")
    assert has_begun(author, ACCOUNT)


def test_a_private_note_and_everything_else_reach_the_author(five: list[User]) -> None:
    author = five[0]
    extra = {"clarify": "Which class?", "offer": "My cards", "take": "The fingers", "private_note": "Be bold"}
    found = act.sent(act.opened(received(author)[0]), **extra)
    page = view(author, ACCOUNT)
    for words in extra.values():
        assert words in page.text
    for other in {*five, person("lead")} - {author, found.assignment.reviewer}:
        assert "Be bold" not in view(other, ACCOUNT).text


# -- lists


def test_what_a_facilitator_sees_of_the_circle(five: list[User]) -> None:
    act.sent(act.opened(received(five[0])[0]))
    page = view(person("lead"), ACCOUNT)
    assert len(page.page.select(".lc-item")) == 5
    assert page.text.count("has responded,") == 1
    assert "quiet" not in page.text and "close their eyes" not in page.text, "not a word of a response"


def test_the_list_of_a_facilitator_who_learns_in_another_circle(where: Circle) -> None:
    """Thirty newer accounts of the circle in which they are a teacher push nobody out."""
    act.shared_account(seat(where, "old"), title="The oldest")
    other = circle("two")
    for i in range(30):
        act.shared_account(seat(other, f"o{i}"), at=NOON + days(i + 1))
    seat(other, "lead")
    page = view(person("lead"), ACCOUNT)
    assert "The oldest" in page.text
    assert "Nobody has shared a practice account yet" not in page.text


def test_more_accounts_than_a_page_holds_can_all_be_opened(where: Circle) -> None:
    for i in range(33):
        act.shared_account(seat(where, f"t{i}"), at=NOON + days(i), title=f"Account {i}")
    page, seen = view(person("lead"), ACCOUNT), set()
    for _ in range(5):
        seen |= {strong.text for strong in page.page.select(".lc-item strong")}
        more = page.page.select_one("[hx-get][hx-vals*=page]")
        if more is None:
            break
        number = int("".join(c for c in str(more["hx-vals"]) if c.isdigit()))
        page = call(
            person("lead"), ACCOUNT, str(more["hx-get"]).rpartition("/")[2], {"page": number}, method="GET"
        )
    assert {f"Account {i}" for i in range(33)} <= seen


def test_markup_in_every_field_and_name(five: list[User], where: Circle) -> None:
    Person.objects.update(name=HOSTILE)
    Circle.objects.update(name=HOSTILE[:80])
    codes = {"lang": "en", "phase": "adult", "credit": "name"}
    answers: dict[str, Any] = {f.id: codes.get(f.id, HOSTILE[:160]) for f in SHORT_ACCOUNT.fields()}
    late = seat(where, "late")
    window = Window(late, ACCOUNT)
    window.save(**answers)
    assert_harmless(view(late, ACCOUNT))
    assert window.share(answers).status == 200
    account = Account.objects.get(owner=late)
    row = received(late)[0]
    response = response_window(row.reviewer, ACCOUNT, asked=row.pk)
    steps = {**dict.fromkeys(RESPONSE_ANSWERS, HOSTILE), "clarify": HOSTILE, "suggest-0-about": HOSTILE}
    response.save(**steps)
    assert_harmless(call(row.reviewer, ACCOUNT, "open_response", {"asked": row.pk}))
    assert_harmless(response.share({**steps, "value": ""}))
    assert_harmless(response.share(steps))
    found = Review.objects.get(pk=response.review)
    assert found.state == "sent"
    for fields in ({}, {"change": HOSTILE, "why_0": HOSTILE, "mark_0": HOSTILE}, {"change": HOSTILE * 10}):
        if fields:
            assert_harmless(reply(late, found, **fields))
        for user in (late, row.reviewer, person("lead")):
            assert_harmless(view(user, ACCOUNT))
            assert_harmless(call(user, ACCOUNT, "read", {"account": account.pk}))
    assert HOSTILE in [p.text for p in view(late, ACCOUNT).page.select("p.lc-words")]


def test_the_world_helper_sends_a_whole_response(five: list[User]) -> None:
    row = act.held_by(five[0])[0]
    assert respond(five[0], ACCOUNT, asked=row.pk).status == 200
    row.refresh_from_db()
    assert row.state == "done"
