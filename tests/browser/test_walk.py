"""The whole job once, in a real browser: four personas, two widths, two languages."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from demo.stories import CIRCLES, PEOPLE, WALK
from demo.stories.shapes import ReplyStory

from .conftest import Visit

pytestmark = pytest.mark.browser

USERNAMES = {person.name: person.username for person in PEOPLE}
PLAN, ACCOUNT = "learning_circle_plan", "learning_circle_account"
CIRCLE, LIBRARY = "learning_circle", "learning_circle_library"
FACILITATOR = "clarisse"
RESPONSES = {
    " ".join(account.answers["title"].split()): account.responses
    for circle in CIRCLES
    for account in circle.accounts
}


@pytest.fixture(params=[(360, "fr"), (1200, "en"), (360, "en"), (1200, "fr")], ids=lambda p: f"{p[0]}-{p[1]}")
def visit(request: pytest.FixtureRequest, browser: Browser, demo: str) -> Any:
    """A window of one width in one language."""
    width, language = request.param
    context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=width < 500)
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield Visit(page, demo, f"{width}-{language}", language)
    context.close()


def test_the_whole_job(visit: Visit) -> None:
    """From an empty plan to complete in the gradebook."""
    texts = WALK.texts["fr" if visit.language == "fr" else "en"]
    teacher, friend = WALK.teacher.username, WALK.colleague.username

    visit.become(teacher)
    visit.look("outline")
    visit.unit(CIRCLE)
    visit.look("circle")
    write_plan(visit, dict(texts.plan))
    respond_to_plan(visit, friend, dict(texts.plan_response))
    answer_and_agree(visit, teacher, texts.plan_reply)
    agree_as_facilitator(visit)

    readers = share_account(visit, teacher, texts.account_question)
    assert len(readers) == 2 and teacher not in readers
    for number, reader in enumerate(readers):
        give_response(visit, reader, number)
    visit.become(teacher)
    for _ in range(2):
        visit.unit(ACCOUNT)
        write_response(visit)
    reply_to_all(visit, texts.account_reply)
    assert_counted(visit)


def write_plan(visit: Visit, answers: dict[str, Any]) -> None:
    """Three answers, a share that is one short, then the fourth."""
    visit.unit(PLAN)
    visit.look("plan-empty")
    for field in ("concern", "focus", "first_step"):
        visit.fill(field, answers[field])
    visit.page.locator("[data-lc-status] .lc-icon").wait_for()
    visit.press("share")
    assert visit.page.locator("[name$='-question'][aria-invalid=true]").count() == 1
    assert visit.page.locator("[name$='-concern']").input_value() == answers["concern"]
    visit.look("plan-one-missing")
    visit.fill("question", answers["question"])
    visit.press("share")
    assert visit.page.locator(".lc-tag-now").count() == 1
    visit.look("plan-shared")


def respond_to_plan(visit: Visit, username: str, answers: dict[str, Any]) -> None:
    """A colleague opens the newest plan and responds."""
    visit.become(username)
    visit.unit(PLAN)
    visit.look("plans-of-the-circle")
    visit.press("read")
    visit.look("plan-of-a-colleague")
    visit.press("open_response")
    fill_response(visit, answers)
    visit.look("response-to-a-plan")
    visit.press("send_response")
    visit.look("response-sent")


def answer_and_agree(visit: Visit, teacher: str, story: ReplyStory) -> None:
    """The author replies, marks the suggestions, answers on care and taps."""
    visit.become(teacher)
    visit.unit(PLAN)
    visit.look("plan-responded")
    reply(visit, story)
    visit.press("agree")
    assert visit.page.locator("fieldset[aria-invalid=true]").count() == 5
    visit.look("agreement-unanswered")
    for group in visit.page.locator("fieldset[aria-invalid=true] label:first-child input").all():
        group.check(force=True)
    visit.press("agree")
    visit.look("agreement-author")


def agree_as_facilitator(visit: Visit) -> None:
    """The other tap."""
    visit.become(FACILITATOR)
    visit.unit(CIRCLE)
    visit.look("circle-facilitator")
    visit.unit(PLAN)
    visit.press("read")
    visit.look("plan-for-facilitator")
    visit.press("agree_with")
    visit.look("plans-agreed")


def share_account(visit: Visit, teacher: str, question: str) -> list[str]:
    """The fifth account of the circle: its readers are asked at once. Their usernames."""
    visit.become(teacher)
    visit.unit(PLAN)
    visit.look("plan-agreed")
    visit.unit(ACCOUNT)
    visit.look("account-draft")
    visit.fill("question", question)
    visit.press("share")
    visit.look("account-shared")
    seats = visit.page.locator("section[aria-label] li strong").all_text_contents()
    return [username for name, username in USERNAMES.items() if any(s.startswith(name) for s in seats)]


def give_response(visit: Visit, reader: str, number: int) -> None:
    """A reader finds the account of the walk's teacher among those asked, and responds."""
    visit.become(reader)
    visit.unit(CIRCLE)
    visit.look("circle-reader")
    visit.unit(ACCOUNT)
    visit.look("account-asked")
    names = visit.page.locator("button[hx-post*='/open_response']").evaluate_all(
        "(found) => found.map((b) => b.textContent)"
    )
    write_response(visit, next(i for i, name in enumerate(names) if WALK.teacher.name in name), number)


def write_response(visit: Visit, place: int = 0, number: int = 0) -> None:
    """Open what was asked, send too little, then all of it: words that fit the account."""
    visit.press("open_response", place)
    title = visit.page.locator("h2.lc-title").inner_text()
    answers: dict[str, Any] = dict(RESPONSES[" ".join(title.split())][number])
    fill_response(visit, answers | {"value": ""})
    visit.press("send_response")
    assert visit.page.locator("[name$='-value'][aria-invalid=true]").count() == 1
    assert visit.page.locator("[name$='-describe']").input_value() == answers["describe"]
    visit.look("response-one-missing")
    visit.fill("value", answers["value"])
    visit.press("send_response")
    assert visit.page.locator(".lc-next-calm").count() == 1


def fill_response(visit: Visit, answers: dict[str, Any]) -> None:
    """The four steps, with the first suggestion."""
    for field in ("clarify", "describe", "value", "wonder"):
        visit.fill(field, answers.get(field, ""))
    visit.fill("suggest-0-what", answers["suggest"][0]["what"])


def reply(visit: Visit, story: ReplyStory) -> None:
    """One reply, with a mark on each suggestion that stands there."""
    marks = visit.page.locator("form:has([name$='-change']:visible)").first
    marks.locator("[name$='-change']").fill(story.reply_change)
    for number, mark in enumerate(story.marks[: marks.locator(".lc-sugg").count()]):
        marks.locator(f"input[name$='-mark-{number}'][value={mark['mark']}]").check(force=True)
        marks.locator(f"input[name$='-why-{number}']").fill(mark["why"])
    marks.locator("input[name$='-helped']").check()
    with visit.page.expect_response(lambda r: r.url.endswith("/reply")):
        marks.locator("button").click()
    visit.page.wait_for_timeout(250)


def reply_to_all(visit: Visit, story: ReplyStory) -> None:
    """Every response that waits for a reply."""
    visit.unit(ACCOUNT)
    visit.look("account-responded")
    for _ in range(2):
        reply(visit, story)
    visit.look("account-answered")


def assert_counted(visit: Visit) -> None:
    """Complete on the page, in the library, and in the course team's gradebook."""
    assert visit.page.locator(".lc-count .lc-bead-done").count() == 4
    visit.unit(LIBRARY)
    visit.look("library")
    visit.press("read")
    visit.look("library-account")
    visit.page.goto(f"{visit.address}/gradebook/")
    own = visit.page.locator("tbody tr").first
    assert own.locator(".lc-tag-done").count() == 2
    visit.look("gradebook-own")
    visit.become("lucia")
    visit.page.goto(f"{visit.address}/gradebook/")
    row = visit.page.locator("tbody tr", has_text=WALK.teacher.name)
    assert row.locator(".lc-tag-done").count() == 2
    visit.look("gradebook-course-team")
    visit.unit(CIRCLE)
    visit.look("circle-course-team")
    assert visit.page.locator(".lc-people").count() == 0
