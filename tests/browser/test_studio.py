"""A course author who has read nothing: a preset, a field in two languages, preview, copy, take over."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.stories import WALK

from .conftest import Visit

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)  # the machine may be busy

PLAN = "learning_circle_plan"
AUTHOR = "lucia"
LABEL, LABEL_FR = "Which subject is it about?", "De quelle matière s’agit-il ?"


@pytest.fixture(params=[1200, 360])
def visit(request: pytest.FixtureRequest, browser: Browser, demo: str) -> Iterator[Visit]:
    """A desk, and a phone."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield Visit(page, demo, f"studio-{request.param}", "en")
    context.close()


def editor(visit: Visit) -> Page:
    """The settings of the plan block in Studio."""
    page = visit.page
    page.goto(visit.address)
    page.locator("a[href*='/studio/'][href*='learning_circle_plan']").first.click()
    page.locator("[data-lc] form [data-lc-try]").wait_for()
    return page


def settle(page: Page) -> None:
    """The checks have answered what was typed."""
    page.wait_for_timeout(1_500)
    page.wait_for_load_state("networkidle")


def test_a_form_is_made_and_met_by_a_teacher(visit: Visit) -> None:
    visit.become(AUTHOR)
    page = editor(visit)
    visit.look("as-it-comes")
    page.get_by_label("Full plan").check()
    settle(page)
    page.get_by_label("Start small").check()
    settle(page)
    page.get_by_role("button", name="Add a field of our own").click()
    label = page.locator("[name$='-label-own_1']")
    label.wait_for()
    page.locator("[name$='-need-own_1']").check()
    settle(page)
    expect(page.get_by_text("could not be saved")).to_have_count(0)  # trying out is no saving
    visit.look("a-field-without-a-label")
    label.fill(LABEL)
    settle(page)
    page.locator("select[name$='-lang']").select_option("fr")
    expect(page.locator("[name$='-label-own_1'][lang=fr]")).to_be_visible()
    settle(page)
    page.locator("[name$='-label-own_1']").fill(LABEL_FR)
    settle(page)
    expect(page.locator("[data-lc]").get_by_text(LABEL_FR).first).to_be_attached()
    expect(page.get_by_text("could not be saved")).to_have_count(0)
    visit.look("in-two-languages")
    page.get_by_text("Copy this form, or take one over").click()
    olx = page.locator("textarea[id$='-copy']").input_value()
    assert LABEL in olx and LABEL_FR in olx and 'required="true"' in olx
    page.locator("select[name$='-protocol']").select_option("two_and_one/1")
    with page.expect_navigation():
        page.locator(".save-button").click()

    page = editor(visit)
    assert page.locator("select[name$='-protocol']").input_value() == "two_and_one/1"
    expect(page.locator("[name$='-need-own_1']")).to_be_checked()
    page.get_by_role("button", name="Remove").first.click()
    expect(page.locator("[name$='-label-own_1']")).to_have_count(0)
    page.get_by_text("Copy this form, or take one over").click()
    page.locator("textarea[name$='-olx']").fill(olx.replace("<own", "<owner", 1))
    page.get_by_role("button", name="Take this form over").click()
    expect(page.locator("[id$='-olx-e']")).to_contain_text("Line ")
    page.locator("textarea[name$='-olx']").fill(olx)
    page.get_by_role("button", name="Take this form over").click()
    expect(page.locator("[name$='-label-own_1']")).to_have_value(LABEL)
    with page.expect_navigation():
        page.locator(".save-button").click()

    visit.language = "fr"
    visit.become(WALK.teacher.username)
    visit.unit(PLAN)
    expect(page.locator("[data-lc]").get_by_text(LABEL_FR).first).to_be_visible()
