"""The plan block: from the first word to the agreement, by handlers and pages."""

import pytest
from django.contrib.auth.models import User

from demo.models import Person
from learning_circle_xblock.circles import api as circles
from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.grading import api as grading
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Agreement, Plan
from learning_circle_xblock.planning.presets import ETHICS, START_SMALL
from learning_circle_xblock.review.models import Review
from learning_circle_xblock.writing.models import Draft, Version
from learning_circle_xblock.writing.schema import Kind
from tests.review import authors as act
from tests.world import (
    ACCOUNT,
    CIRCLE,
    NOON,
    PLAN,
    PLAN_ANSWERS,
    Answer,
    call,
    circle,
    days,
    person,
    prefixed,
    respond,
    seat,
    share_plan,
    usage_key,
    view,
)

from .pages import HOSTILE, Window, assert_harmless, button, has_begun, value_of

pytestmark = pytest.mark.django_db
CARE = {f"ethics-{code}": "yes" for code, _label in ETHICS}


@pytest.fixture
def where() -> Circle:
    """A circle with two teachers and a pair of facilitators."""
    found = circle()
    for username, role in (
        ("ann", Role.TEACHER),
        ("ben", Role.TEACHER),
        ("lead", Role.FACILITATOR),
        ("second", Role.CO_FACILITATOR),
    ):
        seat(found, username, role)
    return found


@pytest.fixture
def ann(where: Circle) -> User:
    """The author."""
    return person("ann")


def plan() -> Plan:
    """The one plan."""
    return Plan.objects.get()


def agree(user: User, answers: dict[str, str] | None = None) -> Answer:
    """The author's tap."""
    return call(user, PLAN, "agree", prefixed(PLAN, CARE if answers is None else answers))


def agree_with(user: User, waiver: str | None = None) -> Answer:
    """A facilitator's tap; the field is on the page only while nobody has responded."""
    more = {} if waiver is None else prefixed(PLAN, {"waiver": waiver})
    return call(user, PLAN, "agree_with", {"plan": plan().pk, **more})


def read(user: User) -> Answer:
    """Somebody else's plan."""
    return call(user, PLAN, "read", {"plan": plan().pk}, method="GET")


# -- writing and sharing


def test_the_empty_page_asks_for_four_answers(ann: User) -> None:
    page = view(ann, PLAN)
    open_fields = [f.id for s in START_SMALL.sections if not s.folded for f in s.fields]
    assert open_fields == ["concern", "focus", "first_step", "question"]
    shown = [str(a["name"]).rpartition("-")[2] for a in page.page.select("form > .lc-field textarea")]
    assert shown == open_fields
    assert not page.page.select("textarea[required]"), "required on sharing only"
    assert "Counted: 0 of 1" in page.text
    assert button(page, "share") and button(page, "save_draft")


def test_autosave_keeps_and_says_so(ann: User) -> None:
    assert not has_begun(ann, PLAN)
    answer = Window(ann, PLAN).save(concern="They nod.")
    assert answer.status == 200 and "Kept on the site" in answer.text
    assert has_begun(ann, PLAN)
    assert value_of(view(ann, PLAN), "concern") == "They nod."
    assert Draft.objects.get().answers == {"concern": "They nod."}


@pytest.mark.parametrize("missing", PLAN_ANSWERS)
def test_each_required_answer_is_asked_for_on_sharing_and_the_others_are_kept(
    ann: User, missing: str
) -> None:
    answer = share_plan(ann, {missing: "  "})
    assert answer.status == 422
    assert [str(a["name"]).rpartition("-")[2] for a in answer.page.select("[aria-invalid=true]")] == [missing]
    field = answer.one(f"textarea[name$=-{missing}]")
    described = str(field["aria-describedby"]).split()
    assert str(START_SMALL.field(missing).missing) in "".join(answer.one(f"#{i}").text for i in described)
    assert answer.one(".lc-problems a")["data-lc-jump"] == field["name"]
    for name, words in PLAN_ANSWERS.items():
        if name != missing:
            assert value_of(answer, name) == words
            assert Draft.objects.get().answers[name] == words
    assert plan().state == "draft"
    assert has_begun(ann, PLAN)


def test_four_answers_are_shared(ann: User) -> None:
    answer = share_plan(ann)
    assert answer.status == 200
    assert "Shared with your circle." in str(answer.one("[data-lc-say]"))
    assert plan().state == "shared"
    page = view(ann, PLAN)
    assert not button(page, "share")
    assert PLAN_ANSWERS["concern"] in page.text
    assert "Lead looks after the waiting" in page.text, "a named owner"
    assert has_begun(ann, PLAN)


def test_what_was_kept_before_and_is_not_sent_again_is_shared_too(ann: User) -> None:
    """An older page of the form has fewer fields; nothing that was kept is lost by it."""
    Window(ann, PLAN).save(title="Fingers", consulted=["", "pupils"])
    base = str(Draft.objects.get().revision)
    Window(ann, PLAN, base).share(PLAN_ANSWERS)
    answers = Version.objects.get().answers
    assert (answers["title"], answers["consulted"]) == ("Fingers", ["pupils"])


def test_choices_are_kept_shown_and_shared(ann: User) -> None:
    chosen = {"consulted": ["", "pupils", "head"], "evidence": ["", "other"]}
    window = Window(ann, PLAN)
    window.save(**chosen)
    page = view(ann, PLAN)
    ticked = {str(box["value"]) for box in page.page.select("input[type=checkbox][checked]")}
    assert ticked == {"pupils", "head", "other"}
    window.save(consulted=[""])
    assert Draft.objects.get().answers["consulted"] == [], "and unticked"
    window.share({**PLAN_ANSWERS, **chosen})
    assert Version.objects.get().answers["consulted"] == ["pupils", "head"]
    assert "my head" in view(ann, PLAN).text


def test_sharing_again_changes_nothing(ann: User) -> None:
    share_plan(ann)
    again = share_plan(ann, {"concern": "Something else"})
    assert again.status == 200 and "shared already" in str(again.one("[data-lc-say]"))
    assert Version.objects.get().answers["concern"] == PLAN_ANSWERS["concern"]
    late = Window(ann, PLAN).save(concern="Something else")
    assert late.status == 409 and "shared in the meantime" in late.text


@pytest.mark.parametrize("username", ["lead", "stranger"])
def test_who_is_no_teacher_here_has_no_form_and_writes_nothing(where: Circle, username: str) -> None:
    user = person(username)
    assert not view(user, PLAN).page.select("textarea")
    for answer in (Window(user, PLAN).save(concern="x"), share_plan(user)):
        assert answer.status == 403 and "not a teacher in a circle" in answer.text
    for handler in ("revise", "agree", "choose_text"):
        assert call(user, PLAN, handler, prefixed(PLAN, CARE)).status == 404
    assert not Plan.objects.exists()


# -- what others see


def test_the_list_of_the_circle_and_one_plan(ann: User) -> None:
    share_plan(ann, {"title": "Fingers"})
    page = view(person("ben"), PLAN)
    assert "Fingers" in page.text
    assert "waiting for a response since" not in page.text, "how many have responded is for facilitators"
    assert "waiting for a response since" in view(person("lead"), PLAN).text
    answer = read(person("ben"))
    assert answer.one("h2").text == "Fingers"
    assert PLAN_ANSWERS["question"] in answer.text and PLAN_ANSWERS["concern"] in answer.text
    assert button(answer, "open_response") and not button(answer, "agree_with")
    facilitator = read(person("lead"))
    assert button(facilitator, "open_response") and button(facilitator, "agree_with")
    assert facilitator.page.select("textarea[name$=-waiver]"), "nobody has responded yet"
    mine = read(ann)
    assert not button(mine, "open_response") and not button(mine, "agree_with")


def test_a_draft_is_seen_by_its_author_alone(ann: User) -> None:
    Window(ann, PLAN).save(concern="A secret draft", title="Secret title")
    for username in ("ben", "lead", "second"):
        assert "Secret" not in view(person(username), PLAN).text
        assert read(person(username)).status == 404


@pytest.mark.parametrize("username", ["stranger", "rep", "watch", "elsewhere", "former"])
@pytest.mark.parametrize("handler", ["read", "agree_with"])
def test_a_plan_of_another_circle_is_not_there(ann: User, where: Circle, username: str, handler: str) -> None:
    seat(where, "rep", Role.UNION_REPRESENTATIVE)
    seat(where, "watch", Role.OBSERVER)
    seat(circle("two"), "elsewhere", Role.FACILITATOR)
    former = seat(where, "former", Role.FACILITATOR)
    circles.end_membership(circle=where, user_id=former.pk, at=NOON)
    share_plan(ann)
    user = person(username)
    answer = call(user, PLAN, handler, {"plan": plan().pk, **prefixed(PLAN, {"waiver": "x"})})
    assert answer.status == 404 and PLAN_ANSWERS["concern"] not in answer.text
    assert call(user, PLAN, "open_response", {"version": plan().version_id}).status == 404
    assert not Review.objects.exists() and not Agreement.objects.exists()


def test_the_id_of_an_account_is_no_plan(ann: User) -> None:
    """Another block's usage key and ids find nothing here."""
    account = act.shared_account(person("ben"))
    assert call(ann, PLAN, "read", {"plan": account.pk}).status == 404
    assert call(person("lead"), PLAN, "open_response", {"version": account.version_id}).status == 404
    share_plan(ann)
    assert call(person("lead"), ACCOUNT, "open_response", {"version": plan().version_id}).status == 404
    assert call(person("lead"), ACCOUNT, "read", {"account": plan().pk + 99}).status == 404


def test_more_plans_than_a_page_holds_can_all_be_opened(where: Circle) -> None:
    """A facilitator of a large circle agrees with the oldest plan too."""
    for i in range(33):
        act.shared_plan(seat(where, f"t{i}"), at=NOON + days(i), title=f"Plan {i}")
    page, seen = view(person("lead"), PLAN), set()
    for _ in range(5):
        seen |= {strong.text for strong in page.page.select(".lc-item strong")}
        more = page.page.select_one("[hx-get][hx-vals*=page]")
        if more is None:
            break
        number = int("".join(c for c in str(more["hx-vals"]) if c.isdigit()))
        handler = str(more["hx-get"]).rpartition("/")[2]
        page = call(person("lead"), PLAN, handler, {"page": number}, method="GET")
    assert {f"Plan {i}" for i in range(33)} <= seen


# -- responses and the agreement


def test_a_response_reaches_the_author_at_once_and_nobody_else(ann: User, where: Circle) -> None:
    """Its writer finds it again; facilitators see only that there is one, and peers not even that."""
    seat(where, "cy")
    share_plan(ann)
    answer = respond(person("ben"), PLAN, version=plan().version_id)
    assert answer.status == 200 and "Ann can read your response now" in answer.text
    page = view(ann, PLAN)
    assert "Ben has responded" in page.text
    assert "quiet ones answer too" in page.text
    assert button(page, "reply")
    for username in ("lead", "second", "cy"):
        other = view(person(username), PLAN)
        assert "quiet ones answer too" not in other.text + read(person(username)).text
        assert ("1 response" in other.text) is (username != "cy")
    assert "you have responded" in view(person("ben"), PLAN).text


@pytest.mark.parametrize("suggests", [True, False])
def test_a_suggestion_is_welcome_on_a_plan_and_not_required(ann: User, suggests: bool) -> None:
    share_plan(ann)
    found = act.begun(person("ben"), plan())
    answers = {"describe": "d", "value": "v", "wonder": "w", "suggest-0-what": "s" if suggests else ""}
    data = {**prefixed(PLAN, answers, "-resp"), "review": found.pk, "base": "1"}
    assert call(person("ben"), PLAN, "send_response", data).status == 200
    found.refresh_from_db()
    assert found.state == "sent"
    assert found.sent_version is not None and len(found.sent_version.answers["suggest"]) == suggests


def test_both_taps_by_their_buttons(ann: User) -> None:
    share_plan(ann)
    respond(person("ben"), PLAN, version=plan().version_id)
    assert "Your agreement is recorded" in str(agree(ann).one("[data-lc-say]"))
    page = view(ann, PLAN)
    assert "You agreed on" in page.text and not button(page, "agree")
    assert "waits for a facilitator" in view(person("lead"), PLAN).text
    assert not read(person("lead")).page.select("textarea[name$=-waiver]"), "somebody has responded"
    assert agree_with(person("lead")).status == 200
    assert plan().state == "agreed"
    done = view(ann, PLAN)
    assert "Your plan is agreed" in done.text and "Counted: 1 of 1" in done.text
    assert not button(done, "revise") and not button(read(person("second")), "agree_with")


def test_taps_pressed_twice(ann: User) -> None:
    share_plan(ann)
    for _ in range(2):
        assert agree(ann).status == 200
    for _ in range(2):
        assert agree_with(person("lead"), "We talked.").status == 200
    assert agree_with(person("second"), "Me too.").status == 200
    assert plan().state == "agreed"
    assert Agreement.objects.get().waiver == "We talked."


@pytest.mark.parametrize("waiver", [None, "", "   "])
def test_a_missing_reason_is_asked_for_beside_its_field(ann: User, waiver: str | None) -> None:
    share_plan(ann)
    answer = agree_with(person("lead"), waiver)
    assert answer.status == 422
    field = answer.one("textarea[name$=-waiver]")
    assert field["aria-invalid"] == "true"
    assert "give a reason" in answer.one(f"#{field['aria-describedby']}").text
    assert not Agreement.objects.filter(facilitator_at__isnull=False).exists()


@pytest.mark.parametrize("waiver", ["We\x00 talked\x07.\r\nTwice", "We talked. 👏", HOSTILE])
def test_a_reason_is_kept_clean(ann: User, waiver: str) -> None:
    share_plan(ann)
    assert agree_with(person("lead"), waiver).status == 200
    kept = Agreement.objects.get().waiver
    assert not [c for c in kept if c < " " and c != "\n"]
    assert kept
    for username in ("ann", "lead"):
        assert_harmless(view(person(username), PLAN))


def test_questions_on_care_that_were_left_out_are_marked_and_the_others_stay(ann: User) -> None:
    share_plan(ann)
    first, *rest = CARE
    answer = agree(ann, {**dict.fromkeys(rest, "discuss"), first: "perhaps"})
    assert answer.status == 422
    assert len(answer.page.select("fieldset[aria-invalid=true]")) == 1
    chosen = [str(r["value"]) for r in answer.page.select("input[type=radio][checked]")]
    assert chosen == ["discuss"] * len(rest)
    assert not Agreement.objects.filter(author_at__isnull=False).exists()
    assert plan().state == "shared"


def test_agreeing_before_sharing_or_with_a_draft_is_not_there(ann: User) -> None:
    assert agree(ann).status == 404
    Window(ann, PLAN).save(concern="x")
    assert agree(ann).status == 404
    assert call(ann, PLAN, "revise").status == 404
    assert agree_with(person("lead"), "x").status == 404
    assert plan().state == "draft"


def test_an_unknown_change_of_state_has_no_effect(ann: User) -> None:
    """An agreed plan is not revised, not shared again, and not agreed backwards."""
    share_plan(ann)
    agree(ann)
    agree_with(person("lead"), "We talked.")
    assert call(ann, PLAN, "revise").status == 404
    assert share_plan(ann, {"concern": "x"}).status == 200
    assert agree(ann).status == 200
    assert plan().state == "agreed" and Version.objects.count() == 1


def test_set_back_by_the_course_team_and_handed_in_again(ann: User) -> None:
    """The page says when, that every word is here, and offers the one button."""
    share_plan(ann)
    agree(ann)
    agree_with(person("lead"), "We talked.")
    assert not button(view(ann, PLAN), "hand_in_again")
    grading.set_back(user_id=ann.pk, usage_key=usage_key(PLAN), by_id=None, at=NOON)
    page = view(ann, PLAN)
    assert "what the course team has set back" in page.text and "Counted: 0 of 1" in page.text
    assert PLAN_ANSWERS["focus"] in page.text and button(page, "hand_in_again")
    assert "set back" not in view(person("ben"), PLAN).text
    assert "what the course team has set back" in view(ann, CIRCLE).text
    again = call(ann, PLAN, "hand_in_again")
    assert "Handed in again" in str(again.one("[data-lc-say]")) and "Counted: 1 of 1" in again.text
    assert not button(again, "hand_in_again") and has_begun(ann, PLAN)


def test_a_new_version_by_its_button(ann: User) -> None:
    share_plan(ann)
    answer = call(ann, PLAN, "revise")
    assert answer.status == 200 and value_of(answer, "concern") == PLAN_ANSWERS["concern"]
    assert "version 2" in answer.text
    stale = Window(ann, PLAN, base="1").save(concern="From a window of version 1")
    assert "another window" in stale.text
    base = str(answer.one("input[name=base]")["value"])
    Window(ann, PLAN, base).save(concern="Version two")
    assert PLAN_ANSWERS["concern"] in read(person("ben")).text, "the shared one stays until then"
    assert "Version two" not in read(person("ben")).text


def test_agreed_while_the_next_version_is_being_written(ann: User) -> None:
    """The author's page says where the plan stands, and offers no button that cannot work."""
    share_plan(ann)
    agree(ann)
    begun = call(ann, PLAN, "revise")
    Window(ann, PLAN, str(begun.one("input[name=base]")["value"])).save(concern="Version two")
    agree_with(person("lead"), "We talked.")
    page = view(ann, PLAN)
    if plan().state == "agreed":
        assert "Your plan is agreed" in page.text
        assert not button(page, "share")
    else:
        assert button(page, "share")


def test_the_platform_knows_of_a_facilitators_first_action(ann: User) -> None:
    share_plan(ann)
    assert not has_begun(person("lead"), PLAN)
    agree_with(person("lead"), "We talked.")
    assert has_begun(person("lead"), PLAN)


# -- several circles


def test_teacher_here_and_facilitator_there(where: Circle, ann: User) -> None:
    other = circle("two")
    seat(other, "ann", Role.FACILITATOR)
    act.shared_plan(seat(other, "cy"), title="Of Cy")
    act.shared_plan(person("ben"), title="Of Ben")
    page = view(ann, PLAN)
    assert button(page, "share"), "their own plan"
    assert "Of Cy" in page.text and "Of Ben" in page.text
    cy, ben = (Plan.objects.get(owner__username=name) for name in ("cy", "ben"))
    assert button(call(ann, PLAN, "read", {"plan": cy.pk}), "agree_with")
    assert not button(call(ann, PLAN, "read", {"plan": ben.pk}), "agree_with")


def test_markup_in_every_field_and_name(ann: User, where: Circle) -> None:
    Person.objects.update(name=HOSTILE)
    Circle.objects.update(name=HOSTILE[:80])
    ticks = {"consulted": ["", "pupils"], "fa_link": ["", "goals"], "evidence": ["", "notes"]}
    answers = ticks | {f.id: HOSTILE for f in START_SMALL.fields() if f.kind in (Kind.SHORT, Kind.LONG)}
    answers |= {"steps": "", "steps-0-what": HOSTILE, "steps__paper": HOSTILE, "now__paper": HOSTILE}
    window = Window(ann, PLAN)
    window.save(**answers)
    assert_harmless(view(ann, PLAN))
    assert value_of(view(ann, PLAN), "concern") == HOSTILE
    assert_harmless(window.share({**answers, "concern": ""}))
    window.base = str(Draft.objects.get().revision)
    assert window.share(answers).status == 200
    found = act.sent(
        act.begun(person("ben"), plan()), **dict.fromkeys(("describe", "value", "wonder"), HOSTILE)
    )
    act.replied(ann, found, change=HOSTILE, marks=[{"mark": "used", "why": HOSTILE}])
    act.tapped(ann)
    for username in ("ann", "ben", "lead"):
        for page in (view(person(username), PLAN), read(person(username))):
            assert_harmless(page)
    assert HOSTILE in [p.text for p in view(ann, PLAN).page.select("p.lc-words")]
    assert read(person("ben")).one("h2").text == HOSTILE
