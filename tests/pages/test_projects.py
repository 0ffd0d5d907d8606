"""Pages of one's own project: its life, what is kept of it, what others see, and paper."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from learning_circle_xblock.circles.models import Circle
from learning_circle_xblock.evidence.kinds import Kind
from learning_circle_xblock.evidence.models import (
    ColleagueInvolvement,
    EvidenceItem,
    ImpactNote,
    JournalEntry,
    SelfCheck,
)
from learning_circle_xblock.permissions import Role
from learning_circle_xblock.planning.models import Plan
from learning_circle_xblock.review.models import Review, ReviewRequest, Talk
from learning_circle_xblock.writing.models import PrivateAnswers
from tests.blocks.pages import HOSTILE, assert_harmless
from tests.queries import counted
from tests.review import authors as act
from tests.world import PLAN, Answer, call, circle, person, seat, view

pytestmark = pytest.mark.django_db

PAGE = {"held_on": "2026-05-01", "happened": "They asked more.", "shared_with": "nobody"}
MONTH = {"month": "2026-05", "who": ["same_year", "head"], "many": "2-3", "how": "tried"}
NOTE = {"me": "I wait longer.", "me_sure": "saw"}
ITEM = {"shows": "Seventeen, not thirty-one.", "where_kind": "paper", "where": "blue notebook"}
WHOLE: dict[str, dict[str, Any]] = {"journal": PAGE, "colleagues": MONTH, "impact": NOTE, "evidence": ITEM}
NEVER = ("late", "overdue", "fail", "deadline", "missing", "too slow")


@pytest.fixture
def where() -> Circle:
    found = circle()
    seat(found, "lead", Role.FACILITATOR)
    seat(found, "ben")
    return found


@pytest.fixture
def ann(where: Circle) -> User:
    return seat(where, "ann")


@pytest.fixture
def plan(ann: User, where: Circle) -> Plan:
    """Ann's plan, agreed."""
    found = act.shared_plan(ann, title="Fingers", difference="They say when they are lost.")
    act.tapped(ann)
    return act.confirmed(person("lead"), found, waiver="Talked over.")


def open_page(user: User, name: str, query: str = "", **ids: Any) -> Answer:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(f"learning_circle:{name}", kwargs=ids) + query)
    return Answer(answer.status_code, answer.content.decode())


def send(user: User, name: str, data: dict[str, Any], **ids: Any) -> Answer:
    """A form; after a redirect, the page that it leads to."""
    client = Client()
    client.force_login(user)
    answer = client.post(reverse(f"learning_circle:{name}", kwargs=ids), data, follow=True)
    return Answer(answer.status_code, answer.content.decode())


def step(user: User, plan: Plan, do: str, **words: str) -> Answer:
    data = {f"{do}-{plan.pk}-{name}": text for name, text in words.items()}
    return send(user, "project_step", {"do": do, **data}, plan_id=plan.pk)


# -- the life of a project


def test_a_whole_life_by_buttons(ann: User, plan: Plan) -> None:
    assert "We have begun" in open_page(ann, "project").text
    assert "under way" in step(ann, plan, "start").text
    told = step(ann, plan, "adjust", what="Two rows.", why="One was little.", keep="Fingers.")
    assert "Two rows." in told.text and "One was little." in told.text
    refused = step(ann, plan, "report")
    assert refused.status == 422 and "share your practice account" in refused.text
    act.shared_account(ann)
    assert "tells this project" in step(ann, plan, "report").text
    step(ann, plan, "carry_forward", reason="A second year.")
    assert Plan.objects.get().state == "carried_forward"
    assert "A second year." in step(ann, plan, "begin_again").text or Plan.objects.count() == 2
    page = open_page(ann, "project")
    assert "Earlier projects" in page.text and page.text.count("Fingers") >= 1


@pytest.mark.parametrize("do", ["adjust", "carry_forward", "set_aside"])
def test_a_form_without_words_says_so_and_keeps_what_was_typed(ann: User, plan: Plan, do: str) -> None:
    words = {"why": "because"} if do == "adjust" else {}
    answer = step(ann, plan, do, **words)
    assert answer.status == 422 and answer.one("[role=alert]")
    assert "because" in answer.text or do != "adjust"
    assert Plan.objects.get().state == "agreed"


@pytest.mark.parametrize("do", ["", "nonsense", "take_back"])
def test_an_unknown_step_is_refused(ann: User, plan: Plan, do: str) -> None:
    assert step(ann, plan, do).status == 422
    assert Plan.objects.get().state == "agreed"


def test_a_step_that_is_over_changes_nothing(ann: User, plan: Plan) -> None:
    step(ann, plan, "start")
    assert step(ann, plan, "start").status == 404
    assert step(ann, plan, "begin_again").status == 404
    assert Plan.objects.get().state == "in_progress"


@pytest.mark.parametrize(
    "state", ["agreed", "in_progress", "adjusted", "reported", "carried_forward", "set_aside", "shared"]
)
def test_no_page_speaks_of_lateness_or_failure(ann: User, plan: Plan, state: str) -> None:
    Plan.objects.update(state=state, closing_reason="Another class.")
    for answer in (open_page(ann, "project"), view(ann, PLAN)):
        words = answer.page.get_text(" ").lower()
        assert answer.status == 200
        assert not [word for word in NEVER if word in words]


def test_the_reason_for_setting_aside_is_for_the_author_alone(ann: User, plan: Plan) -> None:
    step(ann, plan, "set_aside", reason="zreason")
    assert "zreason" in open_page(ann, "project").text
    for name in ("lead", "ben"):
        read = call(person(name), PLAN, "read", {"plan": str(plan.pk)}, method="GET")
        assert read.status == 200 and "Set aside" in read.text and "zreason" not in read.text


def test_the_block_leads_to_the_project_and_shows_what_changed(ann: User, plan: Plan) -> None:
    step(ann, plan, "adjust", what="Two rows.")
    own = view(ann, PLAN)
    assert own.one("a[href='/learning-circles/project/']")
    assert "We have talked about this plan" not in own.text
    read = call(person("ben"), PLAN, "read", {"plan": str(plan.pk)}, method="GET")
    assert "Two rows." in read.text and "Adjusted" in read.text
    assert ReviewRequest.objects.filter(version=Plan.objects.get().version).exists()


def test_a_page_for_somebody_without_a_circle() -> None:
    page = open_page(person("zoe"), "project")
    assert page.status == 200 and "no circle" in page.text
    for kind in Kind:
        assert not open_page(person("zoe"), "project_kept", kind=kind).page.select("main form")


def test_the_project_page_costs_the_same_with_few_rows_and_with_many(ann: User, plan: Plan) -> None:
    def fill() -> None:
        for kind, data in WHOLE.items():
            send(ann, "project_kept", data, kind=kind)

    fill()
    with counted() as few:
        open_page(ann, "project")
    for _n in range(4):
        fill()
    with counted() as many:
        open_page(ann, "project")
    assert few.number == many.number <= 12


# -- what is kept


@pytest.mark.parametrize("kind", Kind)
def test_something_is_kept_changed_and_taken_away(ann: User, kind: Kind) -> None:
    assert "It is kept." in send(ann, "project_kept", WHOLE[kind], kind=kind).text
    row = {
        Kind.JOURNAL: JournalEntry,
        Kind.COLLEAGUES: ColleagueInvolvement,
        Kind.IMPACT: ImpactNote,
        Kind.EVIDENCE: EvidenceItem,
    }[kind].objects.get()  # type: ignore[attr-defined]
    ids = {"kind": kind, "row_id": row.pk}
    opened = open_page(ann, "project_row", **ids)
    assert opened.one("input[name=base]")["value"] == "1"
    assert "It is kept." in send(ann, "project_row", {**WHOLE[kind], "base": "1"}, **ids).text
    behind = send(ann, "project_row", {**WHOLE[kind], "base": "1"}, **ids)
    assert behind.status == 422 and "another window" in behind.text
    assert behind.one("input[name=base]")["value"] == "2", "sent once more, it is put in place"
    assert "It is taken away." in send(ann, "project_row", {"do": "take_away"}, **ids).text


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("journal", {**PAGE, "happened": " "}, "any one of the four"),
        ("journal", {**PAGE, "held_on": "soon"}, "date"),
        ("journal", {**PAGE, "shared_with": "everybody"}, "choice"),
        ("journal", {**PAGE, "session": "99"}, "choice"),
        ("journal", {**PAGE, "happened": "x" * 1201}, "1200"),
        ("colleagues", {**MONTH, "month": "May"}, "for example 2026-03"),
        ("colleagues", {**MONTH, "who": []}, "at least one"),
        ("colleagues", {**MONTH, "many": "12345"}, "choice"),
        ("impact", {"me_sure": "saw"}, "any one of the six"),
        ("evidence", {**ITEM, "shows": ""}, "what it shows"),
        ("evidence", {**ITEM, "where_kind": "link", "where": "javascript:alert(1)"}, "https://"),
    ],
)
def test_bad_input_is_said_beside_the_field(ann: User, kind: str, data: dict[str, Any], said: str) -> None:
    answer = send(ann, "project_kept", data, kind=kind)
    assert answer.status == 422 and answer.one("[role=alert]") and said in answer.text
    assert not JournalEntry.objects.exists() and not EvidenceItem.objects.exists()


def test_a_page_of_the_journal_may_be_on_paper(ann: User) -> None:
    send(ann, "project_kept", {**PAGE, "happened": "", "paper": "blue notebook"}, kind="journal")
    row = JournalEntry.objects.get()
    assert (row.paper, row.shared_with) == ("blue notebook", "nobody")


def test_an_unknown_kind_is_not_there(ann: User) -> None:
    assert open_page(ann, "project_kept", kind="marks").status == 404
    assert send(ann, "project_kept", PAGE, kind="marks").status == 404


def test_markup_in_every_field(ann: User, where: Circle, plan: Plan) -> None:
    send(
        ann,
        "project_kept",
        {**PAGE, "happened": HOSTILE, "paper": HOSTILE[:100], "shared_with": "circle"},
        kind="journal",
    )
    send(ann, "project_kept", {**MONTH, "note": HOSTILE}, kind="colleagues")
    send(ann, "project_kept", {"me": HOSTILE, "me_sure": "saw"}, kind="impact")
    send(
        ann, "project_kept", {**ITEM, "shows": HOSTILE, "where": HOSTILE, "is_shared": "on"}, kind="evidence"
    )
    step(ann, plan, "adjust", what=HOSTILE)
    pages = [
        open_page(ann, "project"),
        open_page(person("lead"), "project_of", circle_id=where.pk, person_id=ann.pk),
        open_page(ann, "project_print", plan_id=plan.pk),
        send(ann, "project_head", {"do": "show", "title": HOSTILE, "hope": HOSTILE}, plan_id=plan.pk),
    ]
    for answer in pages:
        assert answer.status == 200
        assert_harmless(answer)


def test_a_long_list_is_paged(ann: User) -> None:
    for n in range(21):
        send(ann, "project_kept", {**PAGE, "happened": f"page {n}"}, kind="journal")
    first = open_page(ann, "project_kept", kind="journal")
    second = open_page(ann, "project_kept", "?page=2", kind="journal")
    assert len(first.page.select(".lc-list > li")) == 20
    assert len(second.page.select(".lc-list > li")) == 1


def test_ten_lines_in_three_waves(ann: User) -> None:
    send(ann, "project_check", {"wave": "start", "q1": "2"})
    told = send(ann, "project_check", {"wave": "end", "q1": "4"})
    cells = [cell.get_text() for cell in told.page.select("tbody tr")[0].select("td")]
    assert cells == ["2", "–", "4"]
    assert send(ann, "project_check", {"wave": "end"}).status == 422
    assert send(ann, "project_check", {"wave": "end", "q1": "9"}).status == 422
    assert SelfCheck.objects.count() == 2
    kept = open_page(ann, "project_check", "?wave=end")
    assert kept.one("input[name=q1][checked]")["value"] == "4"


# -- what others see


def test_others_see_what_was_let_open(ann: User, where: Circle) -> None:
    send(ann, "project_kept", PAGE, kind="journal")
    send(ann, "project_kept", {**ITEM, "shows": "zopen", "is_shared": "on"}, kind="evidence")
    ids = {"circle_id": where.pk, "person_id": ann.pk}
    lead, ben = open_page(person("lead"), "project_of", **ids), open_page(person("ben"), "project_of", **ids)
    assert "There is a journal" in lead.text and PAGE["happened"] not in lead.text
    assert "There is a journal" not in ben.text and "zopen" in ben.text
    assert open_page(person("ben"), "project_of", circle_id=where.pk, person_id=987).status == 404


def test_the_page_on_what_others_see_tells_of_it(ann: User) -> None:
    text = open_page(ann, "seen").text
    assert "A page of my journal" in text and "that there is one" in text


# -- paper


def test_the_page_for_a_head_says_only_what_the_author_lets_stand(ann: User, plan: Plan) -> None:
    answers = {"head_support": ["time", "room"], "head_support_note": "Half an hour."}
    PrivateAnswers.objects.create(work=plan.work, answers=answers)
    form = open_page(ann, "project_head", plan_id=plan.pk)
    assert form.one("textarea[name=hope]").get_text().strip() == "They say when they are lost."
    assert form.one("textarea[name=helping]").get_text().split("\n")[-1].strip() == "Half an hour."
    sent = {
        "title": "My title",
        "hope": "zhope",
        "helping": "time",
        "not_this": "No appraisal.",
        "contact": "zcontact",
    }
    sheet = send(ann, "project_head", {"do": "show", **sent}, plan_id=plan.pk)
    paper = sheet.one(".lc-sheet").get_text()
    assert "zhope" in paper and "No appraisal." in paper and "Not now" in paper and "time" in paper
    assert "union" not in paper and "zcontact" not in paper and "Half an hour" not in paper
    with_union = send(ann, "project_head", {"do": "show", **sent, "with_union": "on"}, plan_id=plan.pk)
    assert "I do this with my union." in with_union.one(".lc-sheet").get_text()
    assert "zcontact" in with_union.one(".lc-sheet").get_text()
    back = send(ann, "project_head", {"do": "edit", **sent}, plan_id=plan.pk)
    assert back.status == 200 and back.one("textarea[name=hope]").get_text().strip() == "zhope"


def test_whoever_finds_it_not_safe_to_ask_asks_for_nothing(ann: User, plan: Plan) -> None:
    answers = {"head_support": ["time", "not_safe"], "head_support_note": "zsecret"}
    PrivateAnswers.objects.create(work=plan.work, answers=answers)
    form = open_page(ann, "project_head", plan_id=plan.pk)
    assert form.one("textarea[name=helping]").get_text().strip() == ""


def test_nobody_else_makes_the_page_for_a_head(ann: User, plan: Plan) -> None:
    for name in ("ben", "lead"):
        assert open_page(person(name), "project_head", plan_id=plan.pk).status == 404
        assert send(person(name), "project_head", {"do": "show"}, plan_id=plan.pk).status == 404


def test_the_whole_plan_on_paper_and_what_is_for_the_author_alone(ann: User, plan: Plan) -> None:
    PrivateAnswers.objects.create(work=plan.work, answers={"head_support_note": "zprivate"})
    own = open_page(ann, "project_print", plan_id=plan.pk)
    assert "zprivate" in own.text and "They say when they are lost." in own.text
    for name in ("ben", "lead"):
        read = open_page(person(name), "project_print", plan_id=plan.pk)
        assert read.status == 200 and "zprivate" not in read.text


# -- we talked


def test_a_talk_is_said_and_confirmed_by_pages(ann: User, plan: Plan) -> None:
    ben = person("ben")
    assert open_page(ann, "project_talk", plan_id=plan.pk).one("select[name=friend]")
    said = send(
        ben, "project_talk", {"talked_on": "2026-05-03", "line": "About the  first row."}, plan_id=plan.pk
    )
    assert "Counts once the other one confirms it." in said.text
    waiting = open_page(ann, "project")
    assert "About the first row." in waiting.text and "Yes, we talked" in waiting.text
    talk = Talk.objects.get()
    done = send(ann, "project_talk_step", {"do": "confirm"}, talk_id=talk.pk)
    assert "It counts as a response." in done.text and "About the first row." not in done.text
    assert Review.objects.get().state == "sent"
    assert send(ann, "project_talk_step", {"do": "confirm"}, talk_id=talk.pk).status == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"talked_on": "2100-01-01"}, "a day before"),
        ({"talked_on": "soon"}, "date"),
        ({"line": "  "}, "required"),
        ({"friend": "987"}, "choice"),
        ({"friend": ""}, "with whom"),
    ],
)
def test_a_talk_that_cannot_be_is_said_beside_the_field(
    ann: User, plan: Plan, data: dict[str, str], said: str
) -> None:
    whole = {"talked_on": "2026-05-03", "line": "x", "friend": str(person("ben").pk)}
    answer = send(ann, "project_talk", {**whole, **data}, plan_id=plan.pk)
    assert answer.status == 422 and said in answer.text
    assert not Talk.objects.exists()


def test_a_talk_beside_a_response_is_said_in_words(ann: User, plan: Plan) -> None:
    act.begun(person("ben"), plan)
    data = {"talked_on": "2026-05-03", "line": "x", "friend": str(person("ben").pk)}
    answer = send(ann, "project_talk", data, plan_id=plan.pk)
    assert answer.status == 422 and "There is a response to this version already" in answer.text


@pytest.mark.parametrize("do", ["", "nonsense"])
def test_a_talk_has_two_buttons(ann: User, plan: Plan, do: str) -> None:
    send(
        ann,
        "project_talk",
        {"talked_on": "2026-05-03", "line": "x", "friend": str(person("ben").pk)},
        plan_id=plan.pk,
    )
    assert send(ann, "project_talk_step", {"do": do}, talk_id=Talk.objects.get().pk).status == 404
    assert (
        "It is taken away."
        in send(ann, "project_talk_step", {"do": "drop"}, talk_id=Talk.objects.get().pk).text
    )
